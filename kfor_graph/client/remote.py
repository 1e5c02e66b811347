"""A store behind a SPARQL endpoint, asked as if it were embedded."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph

from kfor_graph.catalogue import form, skeleton
from kfor_graph.client.http import Answer, RefusedError, Sent
from kfor_graph.client.questions import as_select, bound, form_of, whole
from kfor_graph.client.session import Remote, Session, refusal, said, session
from kfor_graph.errors import QueryError, StoreError
from kfor_graph.sorting import sortable
from kfor_graph.store import FROM, Results, Store, Term, node, open_store, refuse

MOST_BYTES = 256 << 20
"Of one answer."
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_SPELLED = tuple(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("boolean", "integer", "decimal", "double", "float", "dateTime"))
_ANY = "?s ?p ?o"


class RemoteStore(Store):
    """The graphs of a SPARQL endpoint, but for those that are the store's own; the default graph of a query is the union of all."""

    def __init__(self, made: Session) -> None:
        self.session = made
        self._listed: tuple[str, ...] | None = None
        self._is_union: bool | None = None
        self._is_open = True

    def __len__(self) -> int:
        return sum(self.counts().values())

    def close(self) -> None:
        """Asks no more; who does gets a StoreError."""
        self._is_open = False

    def counts(self) -> dict[str, int]:
        """Triples of each named graph, by its IRI, sorted."""
        rows = self._select("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return {graph: int(number) for graph, number in sorted(rows) if graph not in self.session.dialect.own}

    def counts_of(self, graphs: Sequence[str]) -> dict[str, int]:
        """The same of some graphs; those that are not there are none."""
        listed = " ".join(str(node(graph, "graph")) for graph in graphs)
        rows = self._select(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {listed} }} GRAPH ?g {{ {_ANY} }} }} GROUP BY ?g")
        return {graph: int(number) for graph, number in rows}

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        rows = self._select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(graph for (graph,) in rows if graph not in self.session.dialect.own)

    def holds(self, graph: str) -> bool:
        """Whether there is a named graph of this IRI."""
        return bool(self._results(f"ASK {{ GRAPH {node(graph, 'graph')} {{ {_ANY} }} }}", "graph", ()))

    def query(
        self,
        text: str,
        substitutions: Mapping[str, Term] | None = None,
        place: str = "query",
        graphs: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> Results:
        """What the endpoint answers, all of it at once. Parameters and errors are those of the embedded store."""
        refuse(text, place)
        dialect = self.session.dialect
        asked = bound(text, substitutions or {}, dialect.parameters)
        if dialect.sorting:
            asked = sortable(asked)
        return self._results(whole(asked), place, self._data_set(text, graphs))

    def triples(self, graph: str | None = None) -> Iterator[pyoxigraph.Triple]:
        """The triples of a named graph, or of the union of all where none is given."""
        if graph is not None:
            found = self.session.send(address_of(self.session, graph), _TRIPLES, MOST_BYTES)
            return (quad.triple for quad in _parsed(found, self.session.graphs))
        return iter(self.query(f"CONSTRUCT {{ {_ANY} }} WHERE {{ {_ANY} }}"))  # type: ignore[arg-type]

    def quads(
        self, subject: str | None = None, predicate: str | None = None, value: Term | None = None, graph: str | None = None
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that fit, in no order: IRIs of subject, predicate and graph, a term as value; None for any.

        Raises ValueError for what is no IRI.
        """
        iris = {"s": subject, "p": predicate, "g": graph}
        given: dict[str, Term] = {name: pyoxigraph.NamedNode(iri) for name, iri in iris.items() if iri is not None}
        if value is not None:
            given["o"] = value
        for row in self.query(f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ {_ANY} }} }}", given):  # type: ignore[union-attr]
            if row["g"].value not in self.session.dialect.own:
                yield pyoxigraph.Quad(row["s"], row["p"], row["o"], row["g"])

    def _select(self, text: str) -> list[tuple[str, ...]]:
        rows = self._results(text, "query", ())
        return [tuple(term.value for term in row if term is not None) for row in rows]  # type: ignore[union-attr]

    def _data_set(self, text: str, graphs: tuple[Sequence[str], Sequence[str]] | None) -> tuple[tuple[str, str], ...]:
        """What the request says of the data set: nothing where the text does, or the union is the default graph anyway."""
        if graphs:
            default, named = ([node(iri, "graph").value for iri in part] for part in graphs)
        elif FROM.search(skeleton(text)) or self.session.dialect.union == "always":
            return ()
        elif self.session.dialect.union == "parameter":
            return ((self.session.dialect.parameter, ""),)
        else:
            default = named = [] if self._union() else list(self._listed or ())
        return (*(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named))

    def _union(self) -> bool:
        """Whether the default graph of the endpoint is the union already: it holds a triple of a named graph."""
        if self._is_union is None:
            self._listed = tuple(self.graphs())
            some = f"SELECT ?s ?p ?o WHERE {{ GRAPH ?g {{ {_ANY} }} FILTER (isIRI(?s) && !isBlank(?o)) }} LIMIT 1"
            found = next(iter(self._results(some, "query", ())), None)  # type: ignore[arg-type]
            self._is_union = not found or bool(self._results(f"ASK {{ {found['s']} {found['p']} {found['o']} }}", "query", ()))
        return self._is_union

    def _results(self, text: str, place: str, more: tuple[tuple[str, str], ...]) -> Results:
        if not self._is_open:
            raise StoreError(self.session.query, "the store is closed", "open it again")
        wanted, dialect = form(text), self.session.dialect
        is_graph = wanted in {"CONSTRUCT", "DESCRIBE"}
        sent = form_of(self.session.query, text if dialect.asks else as_select(text))
        if more:
            sent += b"&" + urlencode(more).encode("ascii")
        try:
            found = self.session.send(self.session.query, _TRIPLES if is_graph else _ROWS, MOST_BYTES, Sent(sent))
        except RefusedError as error:
            if error.status in {400, 413, 414, 422, 500}:
                raise QueryError(place, f"{self.session.query} refuses it ({error}{said(error)})", "change the query") from error
            raise refusal(self.session.query, error) from error
        if is_graph:
            return _graph(found, self.session.query)
        results = _rows(found, self.session)
        if wanted == "ASK" and isinstance(results, pyoxigraph.QuerySolutions):
            return _yes_or_no(next(iter(results), None) is not None)
        return results


def open_any(build: Path, address: str | None) -> Store:
    """The store at an address, or that of a build folder where none is given. Raises StoreError as both do."""
    return open_remote(Remote(address)) if address else open_store(build)


def open_remote(remote: Remote) -> RemoteStore:
    """A store on another machine. Raises StoreError where it is not there, or the address or login is none."""
    return RemoteStore(session(remote))


def address_of(made: Session, graph: str, change: bool = False) -> str:
    """The address of a graph in the Graph Store Protocol.

    change: whether it is to be changed, for which some stores have another address
    """
    base = made.graphs if change else made.reading
    mark = "&" if "?" in base else "?"
    return f"{base}{mark}{urlencode({made.dialect.graph: graph})}"


def _graph(found: Answer, address: str) -> Results:
    """Triples as the engine gives them."""
    store = pyoxigraph.Store()
    store.extend(_parsed(found, address))
    return store.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _parsed(found: Answer, address: str) -> Iterator[pyoxigraph.Quad]:
    if found.kind not in {_TRIPLES, "text/plain", "text/turtle", "text/n3"}:
        raise StoreError(address, f"gives {found.kind or 'no media type'}, not N-Triples", "check that it is a SPARQL endpoint")
    try:
        yield from pyoxigraph.parse(found.body, format=pyoxigraph.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise StoreError(address, "gives RDF that is broken or cut off", "check that it is a SPARQL endpoint, or run again") from error


def _rows(found: Answer, made: Session) -> Results:
    """Rows, or yes and no, as the engine gives them."""
    if "json" not in found.kind:
        raise StoreError(made.query, f"gives {found.kind or 'no media type'}, not SPARQL results", "check that it is a SPARQL endpoint")
    try:
        body = _respelled(found.body) if made.dialect.respells else found.body
        results = pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
        if isinstance(results, pyoxigraph.QuerySolutions):
            for _ in results:  # broken ones are told now, and not to whoever reads them
                pass
            results = pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise StoreError(made.query, "gives results that are broken or cut off", "check that it is a SPARQL endpoint") from error
    return results


def _yes_or_no(answer: bool) -> Results:
    """Yes or no as the engine gives it."""
    return pyoxigraph.parse_query_results(json.dumps({"head": {}, "boolean": answer}), format=pyoxigraph.QueryResultsFormat.JSON)


def _respelled(body: bytes) -> bytes:
    """Results in JSON with each literal in the canonical spelling of its value, as the embedded store has it."""
    told: Any = json.loads(body.decode("utf-8"))
    for row in told["results"]["bindings"] if "results" in told else ():
        for term in row.values():
            if term.get("datatype") in _SPELLED:
                term["value"], term["datatype"] = _canonical(term["value"], term["datatype"])
    return json.dumps(told, ensure_ascii=False).encode()


@lru_cache(maxsize=65536)
def _canonical(value: str, datatype: str) -> tuple[str, str]:
    one, store = pyoxigraph.NamedNode("urn:x"), pyoxigraph.Store()
    store.add(pyoxigraph.Quad(one, one, pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(datatype))))
    literal = next(iter(store)).object
    return (literal.value, literal.datatype.value) if isinstance(literal, pyoxigraph.Literal) else (value, datatype)
