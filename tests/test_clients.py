"""The programs that people come with, against a running server: curl, SPARQLWrapper, rdflib's SPARQLStore, Comunica."""

import gc
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError

import pytest
import SPARQLWrapper
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kfor_graph import names
from kfor_graph.site.data import DataSet
from tests.served import served

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:SPARQLWrapper.*",
    "ignore:ConjunctiveGraph is deprecated",
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)
COMUNICA = Path(__file__).parent / "clients" / "node_modules" / ".bin" / "comunica-sparql"
KFO = f"PREFIX kfo: <{names.BASE}ontology#>\n"
DOCUMENTS = KFO + "SELECT ?s WHERE { ?s a kfo:Document } ORDER BY ?s"
GRAPH = names.graph("S-2007-652")
DOCUMENT = URIRef(f"{names.BASE}id/doc/S-2007-652")

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
needs_comunica = pytest.mark.skipif(
    not COMUNICA.exists() or shutil.which("node") is None, reason="needs Node and Comunica: make test-clients installs it"
)


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    """SPARQLWrapper leaves its connections to the garbage; what that says belongs to the test that made it."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def url(published: Path) -> Iterator[str]:
    """The address of a server with the published reports."""
    with served(published) as server:
        yield server.url


@pytest.fixture(scope="module")
def documents(data: DataSet) -> list[str]:
    """The documents, as the store names them."""
    return [row["s"].value for row in data.store.query(DOCUMENTS)]  # type: ignore[union-attr,index]


def curl(*arguments: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of what curl gets."""
    done = subprocess.run(["curl", "-sS", "-i", "--max-time", "20", *arguments], capture_output=True, check=True)
    head, _, body = done.stdout.decode().replace("\r\n", "\n").partition("\n\n")
    first, *lines = head.split("\n")
    return int(first.split()[1]), {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}, body


@needs_curl
@pytest.mark.parametrize(
    "arguments",
    [
        ("-G", "--data-urlencode", f"query={DOCUMENTS}"),
        ("--data-urlencode", f"query={DOCUMENTS}"),
        ("-H", "Content-Type: application/sparql-query", "--data-binary", DOCUMENTS),
    ],
    ids=["get", "form", "direct"],
)
@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_curl_asks(url: str, documents: list[str], arguments: tuple[str, ...], accept: str, media: str) -> None:
    """Each way to ask, each form of answer, over HTTP."""
    status, headers, body = curl(*arguments, "-H", f"Accept: {accept}", f"{url}sparql")
    assert (status, headers["content-type"], headers["access-control-allow-origin"]) == (200, media, "*")
    assert "accept" in headers["vary"].lower() and all(iri in body for iri in documents)
    if media.endswith("json"):
        assert [row["s"]["value"] for row in json.loads(body)["results"]["bindings"]] == documents


@needs_curl
def test_curl_hears_what_is_wrong(url: str) -> None:
    """A broken query, an update, a wrong method, a type that there is not."""
    assert curl("-G", "--data-urlencode", "query=SELECT", f"{url}sparql")[0] == 400
    assert curl("--data-urlencode", "update=CLEAR ALL", f"{url}sparql")[0] == 403
    assert curl("--data-urlencode", "update=CLEAR ALL", f"{url}update")[0] == 403
    assert curl("-H", "Content-Type: text/plain", "--data-binary", "ASK {}", f"{url}sparql")[0] == 415
    assert curl("-H", "Accept: image/png", "-G", "--data-urlencode", "query=ASK {}", f"{url}sparql")[0] == 406
    status, headers, _ = curl("-X", "DELETE", f"{url}sparql")
    assert status == 405 and "POST" in headers["allow"]


@needs_curl
def test_curl_reads_graphs(url: str, data: DataSet) -> None:
    """The graph store by GET and HEAD, and 404 for a graph that is not there."""
    status, headers, body = curl("-G", "--data-urlencode", f"graph={GRAPH}", "-H", "Accept: application/n-triples", f"{url}data")
    assert status == 200 and sorted(body.splitlines()) == sorted(f"{triple} ." for triple in data.store.triples(GRAPH))
    status, head, nothing = curl("-I", "-H", "Accept: application/n-triples", f"{url}graph/S-2007-652")
    assert (status, head["content-type"], nothing) == (200, headers["content-type"], "")
    assert curl("-I", f"{url}graph/none")[0] == 404
    assert curl("-X", "PUT", "-H", "Content-Type: text/turtle", "--data", "<x:a> <x:b> 1 .", f"{url}graph/new")[0] == 403
    assert curl(f"{url}data")[0] == 400


@needs_curl
def test_curl_sees_the_service(url: str) -> None:
    """Without a query, the description of the service, at the address that the client used."""
    status, headers, body = curl("-H", "Accept: text/turtle", f"{url}sparql")
    assert status == 200 and headers["content-type"].startswith("text/turtle") and "sd:Service" in body and "sd:endpoint" in body


@needs_curl
def test_a_long_answer_arrives_whole(url: str, data: DataSet) -> None:
    """A table of many pieces, plain and compressed."""
    asked = ("-G", "--data-urlencode", "query=SELECT * { ?s ?p ?o }", "-H", "Accept: text/tab-separated-values", f"{url}sparql")
    plain, packed = curl(*asked), curl("--compressed", *asked)
    assert plain[0] == packed[0] == 200 and plain[2] == packed[2]
    assert plain[2].count("\n") == 1 + sum(1 for _ in data.store.triples())


@needs_curl
def test_rows_and_bytes_are_limited_in_sight(published: Path) -> None:
    """What is cut says so: rows by a header; bytes by 413, or, where the answer was begun, by a connection that breaks off."""
    asked = ("-G", "--data-urlencode", "query=SELECT * { ?s ?p ?o }", "-H", "Accept: text/csv")
    with served(published, "--max-rows", "50", "--max-bytes", "2000") as server:
        status, headers, body = curl(*asked[:2], "query=SELECT * { ?s a ?t } LIMIT 5", *asked[3:], f"{server.url}sparql")
        assert (status, headers["x-sparql-maxrows"], body.count("\n")) == (200, "50", 6)
        assert curl(*asked, f"{server.url}sparql")[0] == 413
        assert curl("-H", "Accept: text/turtle", f"{server.url}data?default")[0] == 413
    with served(published, "--max-bytes", "600000") as server:
        done = subprocess.run(["curl", "-sS", "--max-time", "20", *asked, f"{server.url}sparql"], capture_output=True, check=False)
        assert done.returncode in {18, 56} and 0 < len(done.stdout) <= 600_000
    with served(published, "--max-rows", "5000") as server:
        status, headers, body = curl(*asked, f"{server.url}sparql")
        assert (status, headers["x-sparql-truncated"]) == (200, "true")
        assert "X-SPARQL-Truncated" in headers["access-control-expose-headers"]


@needs_curl
def test_bombs_harm_nobody_else(url: str) -> None:
    """Nesting, chains, hidden calls of other servers: each gets its 400, while another client gets its answers."""
    bombs = [
        "SELECT * { " + "{ " * 5000 + "}" * 5000 + " }",
        "SELECT * { FILTER(" + " || ".join(["true"] * 5000) + ") }",
        "SELECT * { ?s " + "/".join(["<x:p>"] * 5000) + " ?o }",
        "SELECT * { #\rSERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ]
    with ThreadPoolExecutor(4) as pool:
        said = [pool.submit(curl, "--data-urlencode", f"query={bomb}", f"{url}sparql") for bomb in bombs]
        good = [pool.submit(curl, "-G", "--data-urlencode", f"query={DOCUMENTS}", f"{url}sparql") for _ in range(8)]
        assert [one.result()[0] for one in said] == [400, 400, 400, 403]
        assert {one.result()[0] for one in good} == {200}


@needs_curl
def test_values_of_all_kinds_are_sorted(url: str, data: DataSet) -> None:
    """Sorting a column of everything, on which the engine by itself may end its process, gives all rows."""
    text = "SELECT ?l { ?s ?p ?l } ORDER BY ?l ?s"
    status, _, body = curl("-G", "--data-urlencode", f"query={text}", "-H", "Accept: text/tab-separated-values", f"{url}sparql")
    assert status == 200 and body.count("\n") == 1 + sum(1 for _ in data.store.triples())


def wrapped(url: str, text: str, form: str | None = None, method: str = "GET", directly: bool = False) -> SPARQLWrapper.SPARQLWrapper:
    """A question of SPARQLWrapper's."""
    asked = SPARQLWrapper.SPARQLWrapper(f"{url}sparql")
    asked.setQuery(text)
    asked.setMethod(method)
    if form:
        asked.setReturnFormat(form)
    if directly:
        asked.setRequestMethod(SPARQLWrapper.POSTDIRECTLY)
    return asked


@pytest.mark.parametrize(("method", "directly"), [("GET", False), ("POST", False), ("POST", True)])
def test_sparqlwrapper_reads_tables(url: str, documents: list[str], method: str, directly: bool) -> None:
    """JSON, XML, CSV and TSV, by GET, form and direct POST."""
    read = wrapped(url, DOCUMENTS, SPARQLWrapper.JSON, method, directly).queryAndConvert()
    assert [row["s"]["value"] for row in read["results"]["bindings"]] == documents
    read = wrapped(url, DOCUMENTS, SPARQLWrapper.XML, method, directly).queryAndConvert()
    assert [node.firstChild.data for node in read.getElementsByTagName("uri")] == documents
    read = wrapped(url, DOCUMENTS, SPARQLWrapper.CSV, method, directly).queryAndConvert()
    assert read.decode().split() == ["s", *documents]
    read = wrapped(url, DOCUMENTS, SPARQLWrapper.TSV, method, directly).queryAndConvert()
    assert read.decode().split() == ["?s", *(f"<{iri}>" for iri in documents)]
    assert wrapped(url, "ASK { ?s ?p ?o }", SPARQLWrapper.JSON, method, directly).queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("form", [SPARQLWrapper.TURTLE, SPARQLWrapper.RDFXML, SPARQLWrapper.JSONLD, SPARQLWrapper.N3])
@pytest.mark.parametrize("text", [f"DESCRIBE <{DOCUMENT}>", f"CONSTRUCT {{ ?s a ?t }} WHERE {{ VALUES ?s {{ <{DOCUMENT}> }} ?s a ?t }}"])
def test_sparqlwrapper_reads_graphs(url: str, form: str, text: str) -> None:
    """Turtle, RDF/XML, JSON-LD, and N3 where a client calls Turtle so."""
    read = wrapped(url, text, form).queryAndConvert()
    found = read if isinstance(read, Graph) else Graph().parse(data=read, format="turtle")
    assert (DOCUMENT, RDF.type, URIRef(f"{names.BASE}ontology#Document")) in found


def test_sparqlwrapper_names_graphs(url: str, data: DataSet) -> None:
    """addDefaultGraph and addNamedGraph make the data set."""
    asked = wrapped(url, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", SPARQLWrapper.JSON)
    asked.addDefaultGraph(GRAPH)
    assert int(asked.queryAndConvert()["results"]["bindings"][0]["n"]["value"]) == sum(1 for _ in data.store.triples(GRAPH))
    asked = wrapped(url, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", SPARQLWrapper.JSON)
    asked.addNamedGraph(GRAPH)
    assert [row["g"]["value"] for row in asked.queryAndConvert()["results"]["bindings"]] == [GRAPH]


def test_sparqlwrapper_hears_what_is_wrong(url: str) -> None:
    """A broken query is its QueryBadFormed, with our line and column in it; an update is refused."""
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrapped(url, "SELECT * { ?s ?p }", SPARQLWrapper.JSON).query()
    with pytest.raises(HTTPError, match="403"):
        wrapped(url, "CLEAR ALL", method="POST").query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflib_asks(url: str, documents: list[str], method: str, form: str) -> None:
    """rdflib's store by each of its methods and in each of its forms: rows, and yes or no."""
    graph = Graph(SPARQLStore(f"{url}sparql", method=method, returnFormat=form))
    assert [str(row[0]) for row in graph.query(DOCUMENTS)] == documents
    if form in {"json", "xml"}:
        assert graph.query("ASK { ?s ?p ?o }").askAnswer is True


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rdflib_walks(url: str, data: DataSet, method: str) -> None:
    """Its patterns, lengths, contexts, DESCRIBE and bindings work as on a graph of its own."""
    store = SPARQLStore(f"{url}sparql", method=method)
    graph = Graph(store)
    assert (DOCUMENT, RDF.type, URIRef(f"{names.BASE}ontology#Document")) in graph
    assert len(list(graph.predicate_objects(DOCUMENT))) == len(graph.query(f"DESCRIBE <{DOCUMENT}>").graph)
    rows = list(graph.query("SELECT ?label { ?s rdfs:label ?label }", initBindings={"s": DOCUMENT}))
    assert rows and isinstance(rows[0][0], Literal)
    one = Graph(store, identifier=URIRef(GRAPH))
    assert len(one) == sum(1 for _ in data.store.triples(GRAPH))
    assert {str(context) for context in store.contexts()} == set(data.store.graphs())


def test_rdflib_cannot_write(url: str) -> None:
    """An update of rdflib's is refused as any other."""
    store = SPARQLUpdateStore(f"{url}sparql", f"{url}update")
    with pytest.raises(HTTPError, match="403"):
        store.update("INSERT DATA { <http://x/a> <http://x/b> 1 }")


def comunica(*arguments: str) -> str:
    """What Comunica prints."""
    done = subprocess.run([str(COMUNICA), *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@needs_comunica
@pytest.mark.parametrize("prefix", ["sparql@", ""])
def test_comunica_asks(url: str, documents: list[str], prefix: str) -> None:
    """Told that it is an endpoint, or left to find out from the service description, Comunica gets all rows."""
    rows = json.loads(comunica(f"{prefix}{url}sparql", DOCUMENTS))
    assert sorted(str(row["s"]) for row in rows) == documents


@needs_comunica
def test_comunica_joins(url: str, data: DataSet) -> None:
    """A join of two endpoints, which Comunica does itself by asking each for patterns."""
    text = KFO + "SELECT DISTINCT ?s WHERE { ?s a kfo:Document ; ?p ?letter . ?letter a ?kind }"
    expected = {row["s"].value for row in data.store.query(text)}  # type: ignore[union-attr,index]
    rows = json.loads(comunica(f"sparql@{url}sparql", f"sparql@{url}query", text))
    assert expected and {row["s"] for row in rows} == expected


@needs_comunica
def test_comunica_reads_graphs(url: str) -> None:
    """CONSTRUCT through Comunica, and a graph of the graph store as a file."""
    told = comunica(f"sparql@{url}sparql", f"CONSTRUCT {{ <{DOCUMENT}> a ?t }} WHERE {{ <{DOCUMENT}> a ?t }}", "-t", "text/turtle")
    assert (DOCUMENT, RDF.type, None) in Graph().parse(data=told, format="turtle")
    rows = json.loads(comunica(f"file@{url}graph/S-2007-652", f"SELECT ?t {{ <{DOCUMENT}> a ?t }}"))
    assert rows


def test_answers_come_at_once(url: str) -> None:
    """A hundred questions by one client take no time to speak of."""
    begun = time.monotonic()
    for number in range(100):
        wrapped(url, f"SELECT ?s {{ VALUES ?s {{ {number} }} }}", SPARQLWrapper.JSON).query()
    assert time.monotonic() - begun < 10
