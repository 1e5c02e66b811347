"""The SPARQL 1.1 Graph Store HTTP Protocol and SPARQL Update over HTTP, requirement by requirement: reading, refusing, writing.

Section numbers are those of https://www.w3.org/TR/sparql11-http-rdf-update/ and https://www.w3.org/TR/sparql11-protocol/.
"""

import json
import time
from collections.abc import Iterator

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.web.routes import answer
from kfor_graph.web.update import apply
from tests.asking import FORM, Got, ask, form, read, request
from tests.web import Web, reply, serving

GRAPH = names.graph("S-2007-652")
NEW = "http://example.org/new"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PATHS = ["/data", "/data/", "/rdf-graph-store", "/store"]
Node, Literal = pyoxigraph.NamedNode, pyoxigraph.Literal


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("one", formats.GRAPHS, ids=lambda one: one.suffix)
def test_a_graph_is_given(data: DataSet, path: str, one: formats.Format) -> None:
    """4.2, 5.2: the graph that `?graph=` names, in each form, is the graph of the store."""
    got = ask(data, path=path, query=(("graph", GRAPH),), accept=one.media)
    assert (got.status, got.media, got.headers["Vary"], got.cacheable) == (200, one.media, "Accept", True)
    assert {quad.triple for quad in pyoxigraph.parse(got.text, format=one.rdf)} == set(data.store.triples(GRAPH))


def test_a_graph_is_given_under_its_own_name(data: DataSet) -> None:
    """4.1: the path of a graph's IRI gives the same."""
    direct = ask(data, path="/graph/S-2007-652", accept="application/n-triples")
    indirect = ask(data, path="/data", query=(("graph", GRAPH),), accept="application/n-triples")
    assert direct == indirect and direct.status == 200
    for one in formats.GRAPHS:
        file = ask(data, path=f"/graph/S-2007-652.{one.suffix}", accept="text/html")
        assert (file.status, file.media) == (200, one.media)


def test_a_small_graph_is_given_in_order(data: DataSet) -> None:
    """A graph of few triples comes whole, sorted, with the prefixes that it needs."""
    small = next(graph for graph in data.store.graphs() if sum(1 for _ in data.store.triples(graph)) < 500)
    got = ask(data, path="/data", query=(("graph", small),))
    assert got.media == "text/turtle" and {quad.triple for quad in pyoxigraph.parse(got.text, format=pyoxigraph.RdfFormat.TURTLE)}


@pytest.mark.parametrize("value", ["", "true"])
def test_the_default_graph_is_the_union(data: DataSet, value: str) -> None:
    """4.2: `?default` gives what queries without a graph see, each triple once."""
    got = ask(data, path="/data", query=(("default", value),), accept="application/n-triples")
    lines = got.text.splitlines()
    assert got.status == 200 and len(lines) == len(set(lines)) == sum(1 for _ in data.store.triples())


REFUSED = [
    (404, "GET", "/data", (("graph", "http://example.org/none"),)),
    (404, "GET", "/graph/none", ()),
    (404, "GET", "/graph/a/b", ()),
    (400, "GET", "/data", ()),
    (400, "GET", "/data", (("graph", GRAPH), ("default", ""))),
    (400, "GET", "/data", (("graph", GRAPH), ("graph", GRAPH))),
    (400, "GET", "/data", (("graph", "relative"),)),
    (400, "GET", "/data", (("graph", ""),)),
    (403, "PUT", "/data", (("graph", GRAPH),)),
    (403, "POST", "/data", (("graph", GRAPH),)),
    (403, "POST", "/data", ()),
    (403, "DELETE", "/data", (("graph", GRAPH),)),
    (403, "DELETE", "/data", (("default", ""),)),
    (403, "PUT", "/graph/S-2007-652", ()),
    (403, "DELETE", "/graph/S-2007-652", ()),
    (405, "PATCH", "/data", (("graph", GRAPH),)),
    (405, "PATCH", "/graph/S-2007-652", ()),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_refused(data: DataSet, number: int) -> None:
    """A graph that is not there, one that is named wrongly, and all that would write: each with its status and a line."""
    status, method, path, query = REFUSED[number]
    got = ask(data, method, path, query, body="<x:a> <x:b> 1 .", kind="text/turtle")
    assert got.status == status and got.media == "text/plain" and got.text.count("\n") == 1
    if status == 405:
        assert got.headers["Allow"] == "GET, PUT, POST, DELETE"


def test_no_form_is_accepted(data: DataSet) -> None:
    """5.2: 406 with what there is."""
    got = ask(data, path="/data", query=(("default", ""),), accept="text/csv")
    assert got.status == 406 and "text/turtle" in got.text


def test_a_long_graph_comes_in_pieces(data: DataSet) -> None:
    """A graph of many triples is not held in memory: who takes the pieces may stop it at any of them."""
    made, taken = answer(request(path="/data", query=(("default", ""),)), data), list[bytes]()

    def take(piece: bytes) -> None:
        taken.append(piece)
        if len(taken) > 3:
            raise EOFError

    assert not isinstance(made.body, bytes)
    with pytest.raises(EOFError):
        made.body(take)
    assert len(taken) <= 5, "the engine has one more piece at hand"


@pytest.fixture
def store() -> pyoxigraph.Store:
    """One triple in a graph, one in the default graph."""
    made = pyoxigraph.Store()
    made.add(pyoxigraph.Quad(Node("http://x/a"), Node("http://x/p"), Literal("1"), Node("http://x/g")))
    made.add(pyoxigraph.Quad(Node("http://x/a"), Node("http://x/p"), Literal("0")))
    return made


def do(store: pyoxigraph.Store, method: str, path: str, query: tuple[tuple[str, str], ...] = (), **more: str | bytes) -> Got:
    """What comes back for something that writes."""
    return read(apply(store, request(method, path, query, **more)))  # type: ignore[arg-type]


def held(store: pyoxigraph.Store, graph: str | None) -> set[str]:
    """The triples of a graph, or of the default graph."""
    name = Node(graph) if graph else pyoxigraph.DefaultGraph()
    return {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, name)}


ADDED = '<http://x/b> <http://x/p> "2"'
OLD = '<http://x/a> <http://x/p> "1"'
SENT = [
    ("text/turtle", '@prefix x: <http://x/> . x:b x:p "2" .'),
    ("text/turtle; charset=utf-8", '<http://x/b> <http://x/p> "2" .'),
    ("application/n-triples", '<http://x/b> <http://x/p> "2" .'),
    ("application/ld+json", '{"@id": "http://x/b", "http://x/p": "2"}'),
    (
        "application/rdf+xml",
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:x="http://x/"><rdf:Description rdf:about="http://x/b"><x:p>2</x:p></rdf:Description></rdf:RDF>',
    ),
]


@pytest.mark.parametrize(("kind", "body"), SENT)
def test_put_replaces_a_graph(store: pyoxigraph.Store, kind: str, body: str) -> None:
    """5.3: 204 where there was one, 201 where there was none; afterwards the graph is what was sent, and others are what they were."""
    assert do(store, "PUT", "/data", (("graph", "http://x/g"),), body=body, kind=kind).status == 204
    assert held(store, "http://x/g") == {ADDED}
    assert do(store, "PUT", "/store", (("graph", NEW),), body=body, kind=kind).status == 201
    assert held(store, NEW) == {ADDED} and len(held(store, None)) == 1


@pytest.mark.parametrize(("kind", "body"), SENT)
def test_post_adds_to_a_graph(store: pyoxigraph.Store, kind: str, body: str) -> None:
    """5.5: what the graph held stays; one that was not there is made."""
    assert do(store, "POST", "/data", (("graph", "http://x/g"),), body=body, kind=kind).status == 204
    assert held(store, "http://x/g") == {OLD, ADDED}
    assert do(store, "POST", "/data", (("graph", NEW),), body=body, kind=kind).status == 201
    assert held(store, NEW) == {ADDED}


def test_the_default_graph_is_written_likewise(store: pyoxigraph.Store) -> None:
    """`?default` means the graph without a name, which is always there."""
    assert do(store, "POST", "/data", (("default", ""),), body=f"{ADDED} .", kind="text/turtle").status == 204
    assert len(held(store, None)) == 2
    assert do(store, "PUT", "/data", (("default", ""),), body=f"{ADDED} .", kind="text/turtle").status == 204
    assert held(store, None) == {ADDED} and held(store, "http://x/g") == {OLD}
    assert do(store, "DELETE", "/data", (("default", ""),)).status == 204
    assert held(store, None) == set() and held(store, "http://x/g") == {OLD}


def test_delete_takes_a_graph_away(store: pyoxigraph.Store) -> None:
    """5.4: 204 for one that was there, 404 for one that was not."""
    assert do(store, "DELETE", "/data", (("graph", "http://x/g"),)).status == 204
    assert not store.contains_named_graph(Node("http://x/g"))
    assert do(store, "DELETE", "/data", (("graph", "http://x/g"),)).status == 404
    assert do(store, "DELETE", "/graph/none").status == 404


def test_an_empty_graph_is_a_graph(store: pyoxigraph.Store) -> None:
    """5.3: PUT of nothing makes a graph without triples."""
    assert do(store, "PUT", "/data", (("graph", NEW),), kind="text/turtle").status == 201
    assert store.contains_named_graph(Node(NEW)) and held(store, NEW) == set()


def test_a_graph_is_written_under_its_own_name(store: pyoxigraph.Store) -> None:
    """4.1: the path of a graph is enough, and IRIs in the body are relative to its name."""
    assert do(store, "PUT", "/graph/mine", body="<#me> <p> <> .", kind="text/turtle").status == 201
    base = names.BASE + "graph/"
    assert held(store, f"{base}mine") == {f"<{base}mine#me> <{base}p> <{base}mine>"}


def test_post_to_the_store_makes_a_graph(store: pyoxigraph.Store) -> None:
    """5.5: without a graph, POST makes a new one and says where; the same again is another."""
    first = do(store, "POST", "/data", body=f"{ADDED} .", kind="text/turtle")
    second = do(store, "POST", "/data", body=f"{ADDED} .", kind="text/turtle")
    assert (first.status, second.status) == (201, 201) and first.headers["Location"] != second.headers["Location"]
    assert held(store, first.headers["Location"]) == held(store, second.headers["Location"]) == {ADDED}


UNREAD = [
    (415, "text/csv", "a,b"),
    (415, None, "<x:a> <x:b> 1 ."),
    (415, "application/trig", "<x:a> <x:b> 1 ."),
    (415, "application/n-quads", "<x:a> <x:b> <x:c> <x:g> ."),
    (415, "multipart/form-data; boundary=x", "--x--"),
    (415, "text/turtle; charset=latin1", "<x:a> <x:b> 1 ."),
    (400, "text/turtle", "<x:a> <x:b>"),
    (400, "application/n-triples", "<a> <b> <c> ."),
    (400, "application/rdf+xml", "<rdf:RDF"),
    (400, "application/ld+json", "{"),
    (400, "application/ld+json", '{"@id": "x:g", "@graph": [{"@id": "x:a", "x:b": "1"}]}'),
    (400, "text/turtle", b'<x:a> <x:b> "\xff" .'),
    (400, "text/turtle", "<x:a> <x:b> 1 . " * 3 + "<x:a <x:b> 1 ."),
]


@pytest.mark.parametrize("number", range(len(UNREAD)))
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_what_cannot_be_read_changes_nothing(store: pyoxigraph.Store, method: str, number: int) -> None:
    """5: 415 for a form that is not read, 400 for a body that is broken or holds several graphs; the graph stays as it was."""
    status, kind, body = UNREAD[number]
    before = set(store)
    got = do(store, method, "/data", (("graph", "http://x/g"),), body=body, kind=kind)  # type: ignore[arg-type]
    assert got.status == status and got.text.count("\n") == 1 and set(store) == before


@pytest.mark.parametrize(
    ("status", "method", "path", "query"),
    [
        (400, "PUT", "/data", ()),
        (400, "DELETE", "/data", ()),
        (400, "PUT", "/data", (("graph", NEW), ("default", ""))),
        (400, "PUT", "/data", (("graph", "relative"),)),
        (405, "PATCH", "/data", (("graph", NEW),)),
        (405, "PUT", "/sparql", ()),
    ],
)
def test_what_is_written_nowhere(store: pyoxigraph.Store, status: int, method: str, path: str, query: tuple[tuple[str, str], ...]) -> None:
    """A graph that is not named, or named twice, and methods that are none."""
    before = set(store)
    assert do(store, method, path, query, body=f"{ADDED} .", kind="text/turtle").status == status
    assert set(store) == before


UPDATE = "application/sparql-update"
INSERT = "INSERT DATA { GRAPH <http://x/g> { <http://x/b> <http://x/p> '2' } }"


@pytest.mark.parametrize("path", ["/sparql", "/update", "/query", "/update/"])
@pytest.mark.parametrize("way", ["form", "direct"])
def test_an_update_is_done(store: pyoxigraph.Store, path: str, way: str) -> None:
    """Protocol 2.2: by form and as a body; what it says is done and a status of success comes back."""
    more = form(("update", INSERT)) if way == "form" else {"body": INSERT, "kind": f"{UPDATE}; charset=utf-8"}
    assert do(store, "POST", path, **more).status == 204
    assert held(store, "http://x/g") == {OLD, ADDED}


NOT_DONE = {
    "two updates": (400, form(("update", INSERT), ("update", INSERT))),
    "an update and a query": (400, form(("update", INSERT), ("query", "ASK {}"))),
    "none": (400, form(("using-graph-uri", NEW))),
    "no SPARQL": (400, form(("update", "INSERT"))),
    "a query": (400, {"body": "ASK {}", "kind": UPDATE}),
    "another media type": (415, {"body": INSERT, "kind": "text/plain"}),
    "no media type": (415, {"body": INSERT}),
    "another charset": (415, {"body": INSERT.encode("utf-16"), "kind": f"{UPDATE}; charset=utf-16"}),
    "bytes that are not UTF-8": (400, {"body": b"\xff", "kind": UPDATE}),
    "a second step that is broken": (400, {"body": f"{INSERT} ; INSERT", "kind": UPDATE}),
    "a graph that is there already": (400, {"body": f"{INSERT} ; CREATE GRAPH <http://x/g>", "kind": UPDATE}),
    "deep": (400, {"body": f"INSERT {{ }} WHERE {{ {'{' * 5000}{'}' * 5000} }}", "kind": UPDATE}),
    "USING twice": (
        400,
        form(("update", "INSERT { <x:a> <x:b> 1 } USING <x:g> WHERE { ?s ?p ?o }"), ("using-graph-uri", "http://x/g")),
    ),
    "WITH and USING": (400, form(("update", "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"), ("using-named-graph-uri", "http://x/g"))),
    "a graph that is no IRI": (400, form(("update", INSERT), ("using-graph-uri", "a> <b"))),
}


@pytest.mark.parametrize("name", list(NOT_DONE))
def test_what_is_no_update_changes_nothing(store: pyoxigraph.Store, name: str) -> None:
    """Protocol 2.2: the status says whose the mistake is; no step of it is done."""
    status, more = NOT_DONE[name]
    before = set(store)
    got = do(store, "POST", "/update", **more)  # type: ignore[arg-type]
    assert (got.status, got.text.count("\n"), set(store)) == (status, 1, before), got.text


def test_a_mistake_in_an_update_has_its_place(store: pyoxigraph.Store) -> None:
    """Line and column, as for queries."""
    got = do(store, "POST", "/update", body="INSERT DATA {\n <x:a> <x:b> }", kind=UPDATE, accept="application/json")
    assert json.loads(got.text)["line"] == 2


USING = [
    ("INSERT { <x:n> <x:saw> ?o } WHERE { ?s <http://x/p> ?o }", (("using-graph-uri", "http://x/g"),), {'<x:n> <x:saw> "1"'}),
    ("INSERT { <x:n> <x:saw> ?o } WHERE { ?s <http://x/p> ?o }", (), {'<x:n> <x:saw> "0"'}),
    ("INSERT { <x:n> <x:saw> ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", (("using-named-graph-uri", "http://x/g"),), {'<x:n> <x:saw> "1"'}),
    ("INSERT { <x:n> <x:saw> ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", (("using-graph-uri", "http://x/g"),), set()),
    (
        "INSERT { <x:n> <x:saw> ?o } WHERE { ?s ?p ?o { SELECT ?s WHERE { ?s ?p ?o } } } ; INSERT { <x:n> <x:where> 'WHERE' } WHERE {}",
        (("using-graph-uri", "http://x/g"),),
        {'<x:n> <x:saw> "1"', '<x:n> <x:where> "WHERE"'},
    ),
]


@pytest.mark.parametrize("number", range(len(USING)))
def test_an_update_reads_the_graphs_that_are_named(store: pyoxigraph.Store, number: int) -> None:
    """Protocol 2.2.3: using-graph-uri and using-named-graph-uri are the data set of WHERE; without, it is that of the store."""
    text, graphs, expected = USING[number]
    before = held(store, None)
    assert do(store, "POST", "/update", **form(("update", text), *graphs)).status == 204
    assert held(store, None) - before == expected
    again = pyoxigraph.Store()
    again.extend(quad for quad in store if not quad.subject.value.startswith("x:"))
    assert do(again, "POST", "/update", graphs, body=text, kind=UPDATE).status == 204 and set(again) == set(store)


def test_the_short_form_of_delete_takes_them_too(store: pyoxigraph.Store) -> None:
    """DELETE WHERE with graphs of the request matches these."""
    sent = form(("update", "DELETE WHERE { <http://x/a> <http://x/p> ?o }"), ("using-graph-uri", "http://x/none"))
    assert do(store, "POST", "/update", **sent).status == 204
    assert len(store) == 2
    sent = form(("update", "DELETE WHERE { GRAPH ?g { ?s ?p ?o } } "), ("using-named-graph-uri", "http://x/g"))
    assert do(store, "POST", "/update", **sent).status == 204
    assert held(store, "http://x/g") == set() and len(held(store, None)) == 1


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """A server that would give data, and notes who asks it."""
    with serving() as found:
        found.replies["/"] = [reply(b'{"@context": {"name": "http://x/p"}}', Content_Type="application/ld+json")]
        yield found


OUTBOUND = [
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <http://x/g>",
    "load <URL>",
    "INSERT DATA { <x:a> <x:b> 1 } ; #\rLOAD <URL>",
    "INSERT { <x:a> <x:b> 1 } WHERE { FILTER (?a<'>') } ; LOAD <URL> ; INSERT DATA { <x:a> <x:b> '' }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", OUTBOUND)
def test_no_update_asks_another_server(store: pyoxigraph.Store, web: Web, text: str) -> None:
    """LOAD and SERVICE are refused in every disguise, before anything is done."""
    before = set(store)
    got = do(store, "POST", "/update", body=text.replace("URL", f"{web.base}/"), kind=UPDATE)
    assert got.status == 400 and ("would ask another server" in got.text or "two ways" in got.text)
    assert set(store) == before and web.asked == []


def test_a_remote_context_is_not_fetched(store: pyoxigraph.Store, web: Web) -> None:
    """JSON-LD that names a context elsewhere is refused, and nobody is asked."""
    before = set(store)
    for context in (f'"{web.base}/"', f'["{web.base}/"]', f'{{"@import": "{web.base}/"}}'):
        body = f'{{"@context": {context}, "@id": "http://x/b", "name": "2"}}'
        got = do(store, "PUT", "/data", (("graph", "http://x/g"),), body=body, kind="application/ld+json")
        assert got.status == 400 and set(store) == before and web.asked == []


def test_an_entity_of_xml_is_not_expanded(store: pyoxigraph.Store, web: Web) -> None:
    """RDF/XML can neither read files or addresses nor grow without end."""
    head = f'<!DOCTYPE r [<!ENTITY a "{"a" * 1000}"><!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY w SYSTEM "{web.base}/">'
    grown = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(12))
    for entity in ("f", "w", "b11"):
        body = f'{head}{grown}]><rdf:RDF xmlns:rdf="{RDF}" xmlns:x="http://x/">'
        body += f'<rdf:Description rdf:about="http://x/b"><x:p>&{entity};</x:p></rdf:Description></rdf:RDF>'
        begun = time.monotonic()
        got = do(store, "PUT", "/data", (("graph", NEW),), body=body, kind="application/rdf+xml")
        assert time.monotonic() - begun < 2 and web.asked == []
        assert got.status == 400 or not any("root:" in one or len(one) > 100_000 for one in held(store, NEW))


def test_a_form_is_no_graph(store: pyoxigraph.Store) -> None:
    """A form sent to a graph is refused: no page elsewhere can write by making a browser send one."""
    assert do(store, "POST", "/data", (("graph", NEW),), body="a=b", kind=FORM).status == 415
