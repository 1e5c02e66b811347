"""A site in pieces that are made each for itself, by any process and in any order: what there are, and what makes each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.site import examples, vocabularies
from kfor_graph.site.assets import STATIC
from kfor_graph.site.data import DataSet
from kfor_graph.site.overviews.events import event_paths
from kfor_graph.site.pages import PAGES
from kfor_graph.site.publish import known, pages, questions
from kfor_graph.site.publish.files import File
from kfor_graph.site.sitemap import fixed

Maker = Callable[[DataSet, str], Iterator[File]]
"Makes the files of a piece, from its name."


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """Files that are made together."""

    maker: str
    "in MAKERS"
    name: str
    "which of those that this maker makes"


MAKERS: Mapping[str, Maker] = {
    "known": known.known,
    "search": pages.search,
    "page": pages.one,
    "paged": pages.paged,
    "table": questions.table,
    "query": questions.query,
    "example": known.example,
    "vocabulary": known.vocabulary,
    "source": known.source,
    "static": known.static,
    "thing": pages.thing,
}
"All kinds of pieces, in the order in which they are made."

PAGED = ("coverage", "findings")
"Pages that go on below /NAME/page/."


def make(piece: Piece, data: DataSet) -> Iterator[File]:
    """The files of a piece."""
    return MAKERS[piece.maker](data, piece.name)


def pieces(data: DataSet) -> Iterator[Piece]:
    """All pieces of the site of a build, each once, what takes long first."""
    yield from (Piece("known", name) for name in known.NAMES)
    yield Piece("search", "search")
    alone = {f"/{name}.html" for name in PAGED}
    yield from (Piece("page", path) for pattern, _ in PAGES if (path := fixed(pattern)) and path not in alone)
    yield from (Piece("page", path) for path in ("/index.html", *map(unquote, event_paths(data))))
    yield from (Piece("paged", name) for name in PAGED)
    queries = catalogue().values()
    yield from (Piece("table", page) for page in sorted({query.page for query in queries if query.page}))
    yield from (Piece("query", f"{query.group}/{query.name}") for query in queries)
    yield from (Piece("example", f"{query.group}/{query.name}") for query in examples.examples())
    yield from (Piece("vocabulary", name) for name in vocabularies.NAMES)
    yield from (Piece("source", path.name) for path in sorted((data.build / "sources").glob("*.txt")))
    yield from (Piece("static", path.relative_to(STATIC).as_posix()) for path in sorted(STATIC.rglob("*")) if path.is_file())
    things = (str(row["thing"]) for row in run_table(data.store, catalogue()["exports/addressed"]).dicts())
    yield from (Piece("thing", iri.removeprefix(names.BASE)) for iri in (*data.store.graphs(), *things) if "#" not in iri)
