"""The page of a search, and the same as values for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from kfor_graph.site.assets import built
from kfor_graph.site.rendering import render
from kfor_graph.site.search.ask import Found, Hit, search
from kfor_graph.site.search.entries import PARTS, QUERIES
from kfor_graph.site.search.index import index
from kfor_graph.site.search.snippet import Pieces, marks, pieces, snippet
from kfor_graph.site.search.words import seen
from kfor_graph.site.visit import Visit

_SIZE = 20
"Results on a page."

_LONGEST = 300
"Characters of a question that are shown again."


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as the page shows it."""

    iri: str
    "empty for a query, which is no thing of the data"
    kind: str
    "what its class is called"
    style: str
    "class of its colour"
    path: str
    label: Pieces
    text: Pieces


def search_page(visit: Visit) -> str:
    """Results of the argument `q`, of one `kind` where one is named, a page of them: complete without JavaScript."""
    asked, kind = seen(visit.arguments.get("q", "")[:_LONGEST]).strip(), visit.arguments.get("kind", "")
    ready = index(visit.data)
    kind = kind if kind in ready.kinds else ""
    last = visit.arguments.get("page", "1")
    number = int(last) if last.isascii() and last.isdecimal() and len(last) < 6 else 1
    found = search(ready, asked, (kind,) if kind else (), (number - 1) * _SIZE, _SIZE)
    shown = [_shown(hit, found, ready.kinds) for hit in found.hits]
    every = sum(count for _, _, count in found.facets)
    facets = [(label, count, _path(asked, name), name == kind) for name, label, count in found.facets]
    pages = tuple(_pages(asked, kind, number, -(-found.total // _SIZE)))
    return render(
        "search.html",
        visit,
        description="Full-text search over names, claims and paragraphs of the reports of the Kosovo Force.",
        styles=("/static/search.css",),
        scripts=("/static/built/search.js",) if visit.data.files and built("search.js") else (),
        asked=asked,
        kind=kind,
        found=found,
        results=shown,
        facets=[("everything", every, _path(asked), not kind), *facets],
        first=(number - 1) * _SIZE + 1,
        pages=pages,
        as_json="/search.json?" + urlencode({"q": asked} | ({"kind": kind} if kind else {})),
    )


def _shown(hit: Hit, found: Found, kinds: dict[str, str]) -> Shown:
    entry = hit.entry
    text = pieces(*snippet(entry.text, found.meaning))
    iri = "" if entry.tier == QUERIES else entry.iri
    label = ((entry.label, False),) if entry.tier == PARTS else pieces(entry.label, marks(entry.label, found.meaning))
    return Shown(iri, kinds[entry.kind], entry.kind.lower(), entry.path, label, text)


def _path(asked: str, kind: str = "", number: int = 1) -> str:
    arguments = {"q": asked} | ({"kind": kind} if kind else {}) | ({"page": str(number)} if number > 1 else {})
    return f"/search.html?{urlencode(arguments)}"


def _pages(asked: str, kind: str, number: int, last: int) -> Iterator[tuple[str, str | None]]:
    """Names and paths of the first and last page, those around this one and the ways back and on; this one has no path."""
    if number > 1:
        yield "previous", _path(asked, kind, min(number - 1, last))
    for at in sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)}):
        yield f"{at:,}", None if at == number else _path(asked, kind, at)
    if number < last:
        yield "next", _path(asked, kind, number + 1)
