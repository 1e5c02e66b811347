"""A query → its result as values: a table, a graph, or yes and no."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import Query
from kfor_graph.errors import QueryError
from kfor_graph.query.parameters import terms
from kfor_graph.store import Store, Term

Graph = tuple[pyoxigraph.Triple, ...]

_TYPE = names.expand("rdf:type")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of terms."""

    columns: tuple[str, ...]
    "the variables, without question marks"
    rows: tuple[tuple[Term | None, ...], ...]
    "a term a column; None where the variable is not bound"

    def dicts(self) -> Iterator[dict[str, str | None]]:
        """The rows as column → plain value."""
        for row in self.rows:
            values = (None if term is None else str(getattr(term, "value", term)) for term in row)
            yield dict(zip(self.columns, values, strict=True))


def run(store: Store, query: Query, values: Mapping[str, str] | None = None) -> Table | Graph | bool:
    """Runs a query with parameters given as strings. The triples of a graph are sorted; rows come as the query orders them.

    Raises QueryError for a query or parameter that is not as it should be, StoreError for a store that is broken.
    """
    results = store.query(query.text, terms(query, values or {}), query.path)
    with store.asking(query.text, query.path):
        if isinstance(results, pyoxigraph.QueryBoolean):
            return bool(results)
        if isinstance(results, pyoxigraph.QueryTriples):
            return ordered(set(results))
        columns = tuple(variable.value for variable in results.variables)
        return Table(columns, tuple(tuple(solution) for solution in results))


def run_table(store: Store, query: Query, values: Mapping[str, str] | None = None) -> Table:
    """Runs a SELECT. Raises QueryError as `run` does, and for another form of query."""
    result = run(store, query, values)
    if not isinstance(result, Table):
        raise QueryError(query.path, "does not give a table", "ask with SELECT")
    return result


def ordered(triples: set[pyoxigraph.Triple]) -> Graph:
    """Triples in a stable order; blank nodes, which the engine names at random, get their canonical names."""
    if not any(isinstance(node, pyoxigraph.BlankNode) for triple in triples for node in (triple.subject, triple.object)):
        return tuple(sorted(triples, key=_place))
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted((quad.triple for quad in dataset), key=_place))


def _place(triple: pyoxigraph.Triple) -> tuple[str, bool, str]:
    """What a thing is stands before what is said of it."""
    return str(triple.subject), triple.predicate.value != _TYPE, str(triple)
