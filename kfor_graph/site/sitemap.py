"""The addresses of all pages, for search engines, and what they may ask for."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.site import urls
from kfor_graph.site.data import DataSet
from kfor_graph.site.pages import PAGES

LIMIT = 50_000
"Addresses that one file may hold, by the protocol of sitemaps."

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def addresses(data: DataSet) -> tuple[str, ...]:
    """The absolute addresses of all pages: those of the site, then those of things."""
    rows = run_table(data.store, catalogue()["pages/sitemap"]).dicts()
    things = [urls.path_of(row["thing"] or "") for row in rows]
    own = (fixed(pattern) for pattern, _ in PAGES)
    paths = dict.fromkeys(["/", *(path for path in own if path), *things])
    return tuple(data.public + quote(path.lstrip("/"), safe="/:@!$&'()*+,;=~-._") for path in paths)


def fixed(pattern: str) -> str | None:
    """The one path that a pattern fits; None where it fits several."""
    plain = re.sub(r"\\([./-])", r"\1", pattern)
    return plain if re.fullmatch(pattern, plain) and re.fullmatch(r"[\w./-]+", plain) else None


def sitemap(data: DataSet, number: int | None = None, limit: int = LIMIT) -> str | None:
    """The sitemap: one file, or an index of several, of which `number`, from 1, names one; None where there is no such file."""
    found = addresses(data)
    parts = [found[start : start + limit] for start in range(0, len(found), limit)]
    day = datetime.fromtimestamp(data.modified, UTC).date().isoformat()
    if number is not None:
        return _urls(parts[number - 1], day) if 1 <= number <= len(parts) > 1 else None
    if len(parts) == 1:
        return _urls(found, day)
    files = (f"{data.public}sitemap-{place}.xml" for place in range(1, len(parts) + 1))
    return _HEAD + f'<sitemapindex xmlns="{_SPACE}">\n' + "".join(_entry("sitemap", file, day) for file in files) + "</sitemapindex>\n"


def robots(data: DataSet) -> str:
    """What robots may ask for: all pages, but no questions, of which there is no end."""
    if data.files:
        return f"User-agent: *\nAllow: /\n\nSitemap: {data.public}sitemap.xml\n"
    closed = "".join(f"Disallow: /{path}\n" for path in ("sparql?", "search?", "sparql.html?", "search.html?", "entity?", "reconcile"))
    return f"User-agent: *\n{closed}\nSitemap: {data.public}sitemap.xml\n"


def _urls(found: Iterable[str], day: str) -> str:
    return _HEAD + f'<urlset xmlns="{_SPACE}">\n' + "".join(_entry("url", address, day) for address in found) + "</urlset>\n"


def _entry(kind: str, address: str, day: str) -> str:
    return f"<{kind}><loc>{escape(address)}</loc><lastmod>{day}</lastmod></{kind}>\n"
