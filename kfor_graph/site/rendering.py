"""Templates and values → HTML: the one environment, in which everything is escaped and nothing may be missing."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kfor_graph import __version__, names
from kfor_graph.site import labels, urls, written
from kfor_graph.site.data import Files
from kfor_graph.site.formats import GRAPHS
from kfor_graph.site.visit import Visit

NAVIGATION = (
    ("Home", "/"),
    ("Reports", "/reports.html"),
    ("Events", "/events.html"),
    ("Strength", "/strength.html"),
    ("Statistics", "/statistics.html"),
    ("Talks", "/talks.html"),
    ("Explore", "/explore.html"),
    ("SPARQL", "/sparql.html"),
    ("Search", "/search.html"),
    ("About", "/about.html"),
)
"Names and paths at the top of every page."

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
"""What a page of a site of files may load: only what stands beside it. A host of files sends no policy, so that pages bring their own.

The worker that runs the query engine is WebAssembly; it is loaded as a file of its own, and its pages need not allow that to themselves.
"""

_PAGE: Mapping[str, object] = {"description": "", "alternates": (), "structured": None, "styles": (), "scripts": ()}
"What a page may tell the frame of all pages, base.html, and what holds where it does not."


@cache
def environment() -> Environment:
    """The templates of the site: escaped, strict, with the filters `href`, `number`, `percent`, `day`."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters |= {"href": urls.href, "number": written.number, "percent": written.percent, "day": written.day}
    made.tests["foreign"] = urls.foreign
    made.globals |= {"navigation": NAVIGATION, "policy": POLICY, "base": names.BASE, "release": __version__}
    made.globals |= {
        "period": written.period,
        "short": labels.short,
        "last": labels.last,
        "abroad": labels.abroad,
        "coded": written.coded,
        "words_path": urls.words_path,
    }
    made.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    return made


def render(template: str, visit: Visit, **values: object) -> str:
    """A page from its template. Templates know `here`, the path of the page, for `href`, and `data`, the build.

    values: what the template shows; beside it `description`, `alternates` (of `alternates`), `structured` (JSON-LD),
            `styles` (paths of further style sheets) and `scripts` (paths of modules)
    """
    page: dict[str, Any] = {**_PAGE, **values}
    if visit.data.files:
        page["alternates"] = _there(page["alternates"], visit.data.files)
    return environment().get_template(template).render(page, here=visit.path, data=visit.data)


def _there(alternates: Sequence[tuple[str, str, str]], files: Files) -> list[tuple[str, str, str]]:
    """The forms that a site of files holds."""
    return [each for each in alternates if each[2].rpartition(".")[2] in files.forms]


def alternates(path: str) -> tuple[tuple[str, str, str], ...]:
    """Name, media type and path of each form of a page below /doc."""
    stem = path.removesuffix(".html")
    return tuple((form.label, form.media, f"{stem}.{form.suffix}") for form in GRAPHS)
