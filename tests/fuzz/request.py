"""A request over HTTP to endpoint and graph store → an answer: queries, updates, graphs, and all that only looks like them."""

from collections.abc import Iterator

import pyoxigraph

from kfor_graph.web.problem import ProblemError
from kfor_graph.web.question import is_update, question
from kfor_graph.web.routes import answer
from kfor_graph.web.stores import graph
from kfor_graph.web.update import apply
from tests.fuzz._data import asked, given, hollow
from tests.fuzz._target import Target

PATHS = ("/sparql", "/query", "/update", "/data", "/store", "/rdf-graph-store", "/graph/")


def check(data: bytes) -> None:
    """An answer that says what is wrong, or what was asked; what is refused changes nothing."""
    request = asked(data)
    if request is None:
        return
    for read in (question, is_update, graph):
        try:
            read(request)  # type: ignore[operator]
        except ProblemError as error:
            assert 400 <= error.status < 500
    if request.path.startswith(PATHS):
        given(answer(request, hollow()))
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(*(pyoxigraph.NamedNode(f"x:{name}") for name in "spog")))
    before = set(store)
    said = apply(store, request)
    given(said)
    if said.status >= 400:
        assert set(store) == before, "refused, and yet changed"


def seeds() -> Iterator[bytes]:
    """Each way to ask and to write."""
    form = "Content-Type: application/x-www-form-urlencoded"
    for path in ("/sparql", "/query"):
        yield f"GET {path}?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D&format=json\nAccept: */*".encode()
        yield f"POST {path}\n{form}\nAccept: text/turtle\n\nquery=CONSTRUCT+WHERE+%7B%3Fs+%3Fp+%3Fo%7D&default-graph-uri=x%3Ag".encode()
        yield f"POST {path}\nContent-Type: application/sparql-query; charset=utf-8\n\nASK {{ ?s ?p ?o }}".encode()
        yield f"POST {path}\n{form}\n\nupdate=INSERT+DATA+%7B%3Cx%3Aa%3E+%3Cx%3Ab%3E+1%7D".encode()
    update = "Content-Type: application/sparql-update"
    for text in (
        "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }", "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", "CLEAR ALL", "LOAD <x:y>", "DROP GRAPH <x:g>",
        "WITH <x:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }", "COPY <x:g> TO <x:h> ; MOVE <x:h> TO DEFAULT", "CREATE GRAPH <x:n>",
        "INSERT { ?s ?p ?o } USING <x:g> WHERE { SERVICE <x:y> { ?s ?p ?o } }",
    ):  # fmt: skip
        yield f"POST /update?using-graph-uri=x:g\n{update}\n\n{text}".encode()
        yield f"POST /sparql\n{update}\n\n{text}".encode()
    bodies = {
        "text/turtle": "@prefix a: <x:> . a:b a:c [ a:d 'e'@en ] .", "application/n-triples": "<x:a> <x:b> <x:c> .", "application/ld+json": '{"@id": "x:a", "x:b": 1}',
        "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="x:"><rdf:Description rdf:about="x:a"><e:b>c</e:b></rdf:Description></rdf:RDF>',
    }  # fmt: skip
    for media, body in bodies.items():
        yield f"PUT /data?graph=x:g\nContent-Type: {media}\n\n{body}".encode()
        yield f"POST /graph/S-2007-652\nContent-Type: {media}\n\n{body}".encode()
        yield f"POST /data\nContent-Type: {media}\n\n{body}".encode()
    yield b"DELETE /data?graph=x:g"
    yield b"GET /data?default\nAccept: application/n-quads"
    yield b"GET /graph/links.ttl"
    yield b"GET /sparql\nAccept: text/turtle"


def words() -> Iterator[str]:
    """Parts of requests."""
    yield from (
        "GET ", "POST ", "PUT ", "DELETE ", "PATCH ", *PATHS, "?query=", "&query=", "?update=", "&default-graph-uri=", "&named-graph-uri=", "&using-graph-uri=",
        "&using-named-graph-uri=", "?graph=", "?default", "&format=", "%7B", "%00", "%2F", "%ff", "%", "+", "\n", "\n\n", "Content-Type: ", "charset=latin-1",
        "Content-Encoding: gzip", "Accept: ", "application/sparql-results+json", "text/csv", "SELECT * {", "INSERT DATA {", "DELETE {", "WHERE {", "USING ",
        "WITH ", "SERVICE ", "LOAD ", "SILENT ", "GRAPH ", " ; ", "# ", "'''", "<x:g>", "FROM ", "LIMIT 1", "VALUES ?s {", "@context", "@graph", "@base <", "rdf:ID",
        "DEFAULT", "ALL", "NAMED", "}", "{|", "<<(", "_:b", "\ufeff",
    )  # fmt: skip


TARGET = Target("requests to endpoint and graph store: queries, updates, graphs → answers", check, seeds, words)
