"""The library: build, open, ask. What stands here is what `import kfor_graph` gives."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kfor_graph.atomic import MARKER
from kfor_graph.model import Finding
from kfor_graph.pipeline import Built
from kfor_graph.pipeline import build as run_build
from kfor_graph.query.answer import find_query
from kfor_graph.query.frames import frame
from kfor_graph.query.run import Graph, Table, run, run_table
from kfor_graph.query.traced import TracedClaim, Words, traced
from kfor_graph.share.filters import filters
from kfor_graph.share.networks.as_networkx import as_networkx
from kfor_graph.share.networks.views import DEFAULT, network
from kfor_graph.store import Store, open_store

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pandas import DataFrame

__all__ = ["Build", "Built", "Finding", "Graph", "Table", "TracedClaim", "Words", "build", "open_build"]

Where = str | PathLike[str]


def build(sources: Where | Sequence[Where], out: Where = "build", validate: bool = True, workers: int | None = None) -> "Build":
    """Reads reports, writes a build folder, and opens it.

    sources:  files or folders
    out:      the folder; an old build in it is replaced
    validate: whether to check shapes and audit the source
    workers:  number of processes; one a core where it is not given

    Raises a group of SourceErrors where reports cannot be read, once the others are built; StoreError where the folder cannot be written.
    """
    paths = [sources] if isinstance(sources, str | PathLike) else list(sources)
    built = run_build([str(path) for path in paths], Path(out), workers, validate)
    if built.errors:
        raise ExceptionGroup(f"{out}: {len(built.errors)} reports could not be read", list(built.errors))
    return open_build(out)


def open_build(folder: Where = "build") -> "Build":
    """Opens a build folder for reading. Raises StoreError where it is missing, no build, or broken."""
    path = Path(folder)
    return Build(path, open_store(path))


@dataclass(frozen=True, slots=True)
class Build:
    """A build, opened: close it, or use it in a `with` block."""

    folder: Path
    store: Store
    "its quads, for queries of your own: `store.query(text)` gives terms"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of memory and files."""
        self.store.close()

    def documents(self) -> tuple[str, ...]:
        """The keys of the documents, sorted."""
        return tuple(json.loads((self.folder / MARKER).read_text(encoding="utf-8"))["documents"])

    def query(self, what: str, **values: object) -> Table | Graph | bool:
        """The answer to a query: a table, triples, or yes and no.

        what:   a named query (`troop-strength`), a file, or SPARQL
        values: its parameters, bound as terms

        Raises QueryError where there is no such query, or where it or a parameter is not as it should be.
        """
        return run(self.store, find_query(what), {name: str(value) for name, value in values.items()})

    def table(self, what: str, **values: object) -> Table:
        """As `query`, for a SELECT. Raises QueryError for another form of query, too."""
        return run_table(self.store, find_query(what), {name: str(value) for name, value in values.items()})

    def frame(self, what: str, **values: object) -> "DataFrame":
        """As `table`, as a pandas DataFrame. Raises QueryError where pandas is not installed, too."""
        return frame(self.table(what, **values))

    def network(
        self,
        view: str = DEFAULT,
        years: str | int | Iterable[str | int] = (),
        kinds: str | Iterable[str] = (),
        certainties: str | Iterable[str] = (),
    ) -> "MultiDiGraph[str]":
        """A view of the graph for networkx: nodes and edges by IRI, with label, kind, days, and the words that each rests on.

        view:        actors-events, actors-agreements, organizations-persons, places-events, reports-claims, statements, or whole
        years:       one or several, such as 2007 or "2007-2010"; all where none is given
        kinds:       labels of classes, properties and concepts, with what is narrower; all where none is given
        certainties: notations such as alleged, or all; where none is given, only what is asserted

        Raises ExportError for a view, year or kind that there is not, and EmptyError where nothing is left.
        """
        return as_networkx(network(self.store, view, filters(_several(years), _several(kinds), _several(certainties))))

    def claims(self, document: str | None = None, kind: str | None = None) -> Iterator[TracedClaim]:
        """Claims with their words, document by document, in the order of the text.

        document: key of the one document that is meant; all where it is not given
        kind:     Account, Observation, Assessment or Statement; all where it is not given
        """
        for key in self.documents() if document is None else (document,):
            yield from (claim for claim in traced(self.store, key) if kind in {None, claim.kind})

    def text(self, document: str) -> str:
        """The published text of a document, into which the offsets of evidence lead. Raises KeyError where there is no such document."""
        told = json.loads((self.folder / MARKER).read_text(encoding="utf-8"))["documents"][document]
        return (self.folder / str(told["text"])).read_bytes().decode()


def _several(given: str | int | Iterable[str | int]) -> list[str]:
    """One word, or several."""
    return [str(given)] if isinstance(given, str | int) else [str(one) for one in given]
