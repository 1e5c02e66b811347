"""The page of findings: where reports contradict themselves, and what the checks of the build found, each with its sentences."""

from markupsafe import Markup

from kfor_graph.quality.findings import SEVERITIES
from kfor_graph.quality.home import homes_of_build
from kfor_graph.quality.render.as_json import read_findings
from kfor_graph.quality.render.page import Addresses, article
from kfor_graph.site.overviews.paging import paged
from kfor_graph.site.overviews.reading import words_of
from kfor_graph.site.rendering import render
from kfor_graph.site.urls import href
from kfor_graph.site.visit import Visit

SIZE = 50
"Findings on one page."


def findings(visit: Visit) -> str | None:
    """The findings of the build, the worst first; None for a page that is not there."""
    path = visit.data.build / "findings.json"
    found = read_findings(path.read_text(encoding="utf-8")) if path.is_file() else ()
    shown = paged(found, "/findings", visit, SIZE)
    if shown is None:
        return None
    homes = homes_of_build(visit.data.build, inside=True)
    addresses = _addresses(visit.path)
    articles = [article(shown.first + at, finding, homes, addresses) for at, finding in enumerate(shown.items)]
    return render(
        "findings.html",
        visit,
        styles=("/static/charts.css",),
        description="Where the reports contradict themselves, and what the checks of the data found.",
        counts=[(name, sum(finding.severity == name for finding in found)) for name in SEVERITIES],
        discrepancies=sum(bool(finding.formula) for finding in found),
        articles=Markup("\n").join(Markup(one) for one in articles),  # noqa: S704 - `article` escapes all that it is given
        shown=shown,
    )


def _addresses(here: str) -> Addresses:
    return Addresses(
        node=lambda iri: href(iri, here),
        words=lambda iri: href(words_of(iri), here),
        part=lambda key, block: href(f"/doc/doc/{key}.html#{block}" if block else f"/doc/doc/{key}.html", here),
    )
