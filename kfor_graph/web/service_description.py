"""What the endpoint is and holds, as RDF (SPARQL 1.1 Service Description), made from the data set."""

from collections.abc import Iterator

import pyoxigraph

from kfor_graph import names
from kfor_graph.query.formats import write_graph
from kfor_graph.query.run import ordered
from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.negotiate import wanted
from kfor_graph.web.problem import problem

FORMATS = "http://www.w3.org/ns/formats/"
"W3C's own names of formats."

_NAMES = {
    "text/turtle": "Turtle",
    "application/trig": "TriG",
    "application/n-triples": "N-Triples",
    "application/n-quads": "N-Quads",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
}
_COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_TOTAL = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"

Node = pyoxigraph.NamedNode


def describe(request: Request, data: DataSet) -> Answer:
    """The description of the endpoint in the form that the client prefers."""
    offered = tuple(one.media for one in formats.GRAPHS)
    media = wanted(request, offered)
    if not media:
        said = f"none of the accepted types; the service description there is as: {', '.join(offered)}; for an answer, send query="
        return problem(request, 406, said, headers=(("Vary", "Accept"),))
    form = formats.of_media(media)
    body = write_graph(ordered(set(description(data, request.limits.writable))), form.rdf or pyoxigraph.RdfFormat.TURTLE)
    return Answer(200, form.content_type, body.encode(), (("Vary", "Accept"),), True)


def description(data: DataSet, writable: bool = False) -> Iterator[pyoxigraph.Triple]:
    """Its triples.

    writable: whether there is a side for updates
    """
    endpoint = Node(f"{data.public}sparql")
    held, default = Node(f"{endpoint.value}#data"), Node(f"{endpoint.value}#default-graph")
    languages = ("SPARQL10Query", "SPARQL11Query", *(("SPARQL11Update",) if writable else ()))
    yield _triple(endpoint, "rdf:type", _sd("Service"))
    yield _triple(endpoint, "sd:endpoint", endpoint)
    yield _triple(endpoint, "sd:feature", _sd("UnionDefaultGraph"))
    yield _triple(endpoint, "sd:defaultDataset", held)
    yield from (_triple(endpoint, "sd:supportedLanguage", _sd(language)) for language in languages)
    for one in (*formats.RESULTS, *formats.GRAPHS):
        yield _triple(endpoint, "sd:resultFormat", Node(FORMATS + _NAMES[one.media]))
    if writable:
        for media in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
            yield _triple(endpoint, "sd:inputFormat", Node(FORMATS + _NAMES[media]))
    yield _triple(held, "rdf:type", _sd("Dataset"))
    yield _triple(held, "sd:defaultGraph", default)
    yield _triple(default, "rdf:type", _sd("Graph"))
    yield _triple(default, "void:triples", _count(data, _TOTAL)[0][-1])
    for graph, triples in _count(data, _COUNTS):
        named = Node(f"{endpoint.value}#graph-{names.digest((graph.value,))}")
        yield _triple(held, "sd:namedGraph", named)
        yield _triple(named, "rdf:type", _sd("NamedGraph"))
        yield _triple(named, "sd:name", graph)
        yield _triple(named, "sd:graph", graph)
        yield _triple(graph, "rdf:type", _sd("Graph"))
        yield _triple(graph, "void:triples", triples)


def _count(data: DataSet, text: str) -> list[tuple[pyoxigraph.NamedNode | pyoxigraph.Literal, ...]]:
    with data.store.asking(text):
        return [tuple(row) for row in data.store.query(text)]  # type: ignore[union-attr]


def _triple(subject: object, predicate: str, value: object) -> pyoxigraph.Triple:
    return pyoxigraph.Triple(subject, Node(names.expand(predicate)), value)  # type: ignore[arg-type]


def _sd(local: str) -> pyoxigraph.NamedNode:
    return Node(names.expand(f"sd:{local}"))
