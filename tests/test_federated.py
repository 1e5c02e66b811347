"""Queries that join our graph with others: on real servers with small extracts, with the same answer as the engine's own join."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.catalogue import Query, catalogue
from kfor_graph.errors import LinkError, QueryError
from kfor_graph.link.ask import Guest, Manners
from kfor_graph.pipeline import build
from kfor_graph.query import federated
from kfor_graph.query.federated import _solutions, asks_others, resolved
from kfor_graph.query.run import Table, run
from kfor_graph.store import Store, load, open_store
from tests.link_extracts import LIVES
from tests.sparql_server import needs_server, sparql_server
from tests.web import Web, reply, serving

ROOT = Path(__file__).parent.parent
FEDERATED = [query for query in catalogue().values() if query.group == "federated"]
QUICK = Manners(delay=0, timeout=5, tries=1)
PERSONS = {"kofi-annan": "Q1254", "ban-ki-moon": "Q1253", "antonio-guterres": "Q311440", "jens-stoltenberg": "Q57665"}
WIKIDATA = (
    """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q25270 wdt:P1566 "786714" . wd:Q3711 wdt:P1566 "99990000001" . wd:Q99990000001 wdt:P1566 "792680" .
wd:Q222 wdt:P297 "AL" . wd:Q224 wdt:P297 "HR" . wd:Q99990000002 wdt:P297 "XX" .
"""
    + "".join(f'wd:{item} wdt:P569 "{LIVES[person][0]}T00:00:00Z"^^xsd:dateTime .\n' for person, item in PERSONS.items())
    + 'wd:Q1254 wdt:P570 "2018-08-18T00:00:00Z"^^xsd:dateTime .\n'
)
"True identifiers, codes and days, but that the GeoNames number of Q3711 is invented, as numbers from 99990000000 on are."
DBPEDIA = """
@prefix dbr: <http://dbpedia.org/resource/> . @prefix dbo: <http://dbpedia.org/ontology/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
dbr:NATO dbo:abstract "Invented for a test: an abstract."@en , "Erfunden."@de .
dbr:Croatia rdfs:label "Croatia"@en , "Kroatien"@de . dbr:Invented_for_a_test rdfs:label "Invented"@en .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A build of the published reports."""
    out = tmp_path_factory.mktemp("federated") / "build"
    build([str(ROOT / "reports")], out, 1, False)
    with open_store(out, in_memory=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def endpoints() -> Iterator[dict[str, str]]:
    """Two servers with extracts."""
    with sparql_server(WIKIDATA) as wikidata, sparql_server(DBPEDIA) as dbpedia:
        yield {"wikidata": wikidata, "dbpedia": dbpedia}


def answer(store: Store, query: Query, given: dict[str, str]) -> list[dict[str, str | None]]:
    """The rows of a federated query."""
    values = {name: given[name] for name, _ in query.params}
    table = run(store, resolved(store, query, values, Guest(QUICK)), values)
    assert isinstance(table, Table)
    return list(table.dicts())


def test_each_query_asks_others() -> None:
    """The folder holds queries whose endpoints are parameters, and no address stands in any."""
    assert len(FEDERATED) == 4
    for query in FEDERATED:
        assert asks_others(query) and query.params and "SERVICE <" not in query.text
        assert {name for name, _ in query.params} <= {"wikidata", "dbpedia"}


@needs_server
def test_places_agree_or_do_not(store: Store, endpoints: dict[str, str]) -> None:
    """A GeoNames number that Wikidata gives otherwise stands first; items that are not ours are not asked for."""
    rows = answer(store, catalogue()["federated/wikidata-geonames"], endpoints)
    assert [(row["name"], row["agree"]) for row in rows] == [("Belgrade", "false"), ("Pristina", "true")]
    assert rows[0]["theirs"] == "https://sws.geonames.org/99990000001/" and {row["wikidata"] for row in rows} == {endpoints["wikidata"]}


@needs_server
def test_people_have_lives(store: Store, endpoints: dict[str, str]) -> None:
    """Days come as days, an open life has no end, and only persons whom reports name are asked for."""
    rows = answer(store, catalogue()["federated/wikidata-lives"], endpoints)
    assert ("Ban Ki-moon", "1944-06-13", None) in [(row["name"], row["born"], row["died"]) for row in rows]
    assert "Kofi Annan" not in {row["name"] for row in rows}, "no bundled report names him"
    assert all(row["named"] for row in rows)


@needs_server
def test_two_endpoints_are_joined(store: Store, endpoints: dict[str, str]) -> None:
    """A state that only one endpoint knows is no row; languages and codes are those of the query."""
    rows = answer(store, catalogue()["federated/states-codes"], endpoints)
    assert [(row["name"], row["code"], row["title"]) for row in rows] == [("Croatia", "HR", "Croatia")]


@needs_server
def test_abstracts(store: Store, endpoints: dict[str, str]) -> None:
    """DBpedia's words come in English alone."""
    rows = answer(store, catalogue()["federated/dbpedia-abstracts"], endpoints)
    assert [(row["name"], row["abstract"]) for row in rows] == [("North Atlantic Treaty Organization", "Invented for a test: an abstract.")]


OURS = [f"<http://x/{n}> <http://x/same> <http://y/{n}>" for n in range(250)] + [
    '<http://x/1> <http://x/note> "one"',
    '<http://x/2> <http://x/code> "2"',
]
THEIRS = "".join(
    f'<http://y/{n}> <http://y/code> "{n}" . <http://y/{n}> <http://y/part> [ <http://y/of> <http://y/{n}> ] .\n' for n in range(0, 300, 7)
)
PATTERNS = [
    "?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c }",
    "SERVICE ?e { ?t <http://y/code> ?c } ?s <http://x/same> ?t",
    "?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c } FILTER (?c > '3')",
    "?s <http://x/same> ?t . FILTER (STR(?s) != 'http://x/7') SERVICE ?e { ?t <http://y/code> ?c . FILTER (?c != '14') }",
    "?s <http://x/same> ?t SERVICE ?e { OPTIONAL { ?t <http://y/none> ?d } ?t <http://y/code> ?c }",
    "?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c } OPTIONAL { ?s <http://x/code> ?c }",
    "?s <http://x/same> ?t OPTIONAL { ?s <http://x/note> ?n } SERVICE ?e { ?t <http://y/code> ?c }",
    "?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c } MINUS { ?s <http://x/same> ?t ; <http://x/code> ?c }",
    "?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c } BIND (CONCAT(?c, '!') AS ?d) FILTER (?d != '7!')",
    "?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c } FILTER NOT EXISTS { ?s <http://x/code> ?c }",
    "{ ?s <http://x/same> ?t } UNION { ?t <http://x/same> ?s } SERVICE ?e { ?t <http://y/code> ?c }",
    "{ SELECT ?t (COUNT(?s) AS ?n) { ?s <http://x/same> ?t } GROUP BY ?t } SERVICE ?e { ?t <http://y/code> ?c }",
    "?s <http://x/none> ?t SERVICE ?e { ?t <http://y/code> ?c }",
    "?s <http://x/note> ?n SERVICE ?e { <http://y/7> <http://y/code> ?c }",
    "?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c } SERVICE ?e { ?t <http://y/code> ?d }",
]


@needs_server
@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_join_is_the_engines_own(pattern: str) -> None:
    """What we ask in portions has the rows that the same pattern has where all data stand in one store."""
    graph = f"<{names.graph('test')}>"
    ours = load("".join(f"{triple} {graph} .\n" for triple in OURS).encode())
    chosen = "?e ?s ?t ?c ?d ?n"
    whole = pyoxigraph.Store()
    whole.bulk_load("".join(f"{triple} .\n" for triple in OURS).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    whole.bulk_load(THEIRS.encode(), pyoxigraph.RdfFormat.TURTLE)
    with sparql_server(THEIRS) as address:
        query = Query("q", "q.rq", f"SELECT {chosen} WHERE {{ {pattern} }}", params=(("e", "iri"),), declared=True)
        found = [{name: value for name, value in row.items() if name != "e"} for row in answer(ours, query, {"e": address})]
    expected = whole.query(f"SELECT {chosen.removeprefix('?e ')} WHERE {{ {pattern.replace('SERVICE ?e', '')} }}")
    listed = [{name: None if row[name] is None else row[name].value for name in ("s", "t", "c", "d", "n")} for row in expected]
    assert sorted(found, key=str) == sorted(listed, key=str)
    assert found or "none> ?t" in pattern


@needs_server
@pytest.mark.parametrize(
    ("form", "expected"),
    [("SELECT *", 1), ("SELECT ?e (COUNT(*) AS ?n)", 1), ("CONSTRUCT { ?t <http://z/of> ?e }", 1), ("ASK", True)],
)
def test_every_form_of_query(form: str, expected: object) -> None:
    """Tables, graphs, and yes and no: each may ask others, and knows whom it asked."""
    ours = load(f"{OURS[7]} <{names.graph('test')}> .\n".encode())
    group = " GROUP BY ?e" if "COUNT" in form else ""
    text = f"{form} WHERE {{ ?s <http://x/same> ?t SERVICE ?e {{ ?t <http://y/code> ?c }} }}{group}"
    with sparql_server(THEIRS) as address:
        query = Query("q", "q.rq", text, params=(("e", "iri"),), declared=True)
        result = run(ours, resolved(ours, query, {"e": address}, Guest(QUICK)), {"e": address})
    assert result is True or len(result.rows if isinstance(result, Table) else result) == expected  # type: ignore[arg-type]
    assert result is True or address in str(result)


@needs_server
def test_blank_nodes_keep_apart() -> None:
    """A node without a name elsewhere is a value like any other, and never joins what it is not."""
    ours = load(f"{OURS[7]} <{names.graph('test')}> .\n".encode())
    text = "SELECT ?e ?t ?part WHERE { ?s <http://x/same> ?t SERVICE ?e { ?t <http://y/part> ?part } }"
    with sparql_server(THEIRS) as address:
        (row,) = answer(ours, Query("q", "q.rq", text, params=(("e", "iri"),), declared=True), {"e": address})
    assert row["t"] == "http://y/7" and str(row["part"]).startswith(f"{address}#blank-")


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("SELECT ?e { OPTIONAL { SERVICE ?e { ?s ?p ?o } } }", "http://127.0.0.1:1/", "SERVICE stands within another group"),
        ("SELECT ?e { SERVICE ?f { ?s ?p ?o } BIND (?e AS ?g) }", "http://127.0.0.1:1/", "SERVICE ?f has no address; add --param f=URL"),
        ("SELECT ?e { SERVICE ?e { ?s ?p ?o } }", "file:///etc/passwd", "no http or https address"),
        ("SELECT ?e { SERVICE ?e { ?s ?p ?o } }", "http://me:secret@x.example/", "an address with a password"),
        ("SELECT ?e { SERVICE ?e { ?s ?p ?o } }", "http://127.0.0.1:1/", "cannot be reached"),
    ],
)
def test_what_cannot_be_asked(text: str, value: str, message: str) -> None:
    """One line with the reason; no other address than the given ones is asked."""
    query = Query("q", "q.rq", text, params=(("e", "iri"),), declared=True)
    with pytest.raises((QueryError, LinkError)) as caught:
        answer(load(b""), query, {"e": value})
    assert message in str(caught.value) and "\n" not in str(caught.value) and "secret" not in str(caught.value)


def test_a_fixed_address_is_never_asked() -> None:
    """Beside a SERVICE of a parameter, one with an address of its own is refused as ever."""
    text = "SELECT ?e { ?s ?p ?o SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } SERVICE ?e { ?s ?p ?o } }"
    with pytest.raises(QueryError, match="SERVICE would ask another endpoint"):
        answer(load(b""), Query("q", "q.rq", text, params=(("e", "iri"),), declared=True), {"e": "http://127.0.0.1:1/"})


def test_a_lying_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values of wrong kinds, strings that would close the query, and too many rows are refused or stay values."""
    text = "SELECT ?e ?s ?c { ?s <http://x/same> ?t SERVICE ?e { ?t <http://y/code> ?c } }"
    query = Query("q", "q.rq", text, params=(("e", "iri"),), declared=True)
    ours = load(f"{OURS[7]} <{names.graph('test')}> .\n".encode())
    row = b'{"t": {"type": "uri", "value": "http://y/7"}, "c": {"type": "literal", "value": "\\") } } SELECT * { ?s ?p ?o } #"}}'
    with serving() as web:
        results = reply(b'{"head": {"vars": ["t", "c"]}, "results": {"bindings": [' + row + b"]}}", Content_Type="application/json")
        web.replies["/q"] = [results]
        assert answer(ours, query, {"e": web.base + "/q"})[0]["c"] == '") } } SELECT * { ?s ?p ?o } #'
        for bad in (row.replace(b"http://y/7", b"http://y/ 7> <"), row.replace(b"uri", b"triple")):
            _refused(web, ours, query, b'{"head": {"vars": ["t", "c"]}, "results": {"bindings": [' + bad + b"]}}")
        monkeypatch.setattr(federated, "MOST_ROWS", 0)
        web.replies["/q"] = [results]
        with pytest.raises(QueryError, match="an endpoint answers with more than 0 rows; narrow the query down"):
            answer(ours, query, {"e": web.base + "/q"})


def _refused(web: Web, store: Store, query: Query, body: bytes) -> None:
    web.replies["/q"] = [reply(body, Content_Type="application/json")]
    with pytest.raises((QueryError, LinkError), match="gives "):
        answer(store, query, {"e": web.base + "/q"})


@needs_server
def test_the_command(tmp_path: Path, endpoints: dict[str, str]) -> None:
    """`query NAME --param wikidata=URL` prints the joined table; without the address it says what is missing."""
    (tmp_path / "build").mkdir()
    command = [sys.executable, "-m", "kfor_graph", "query", "wikidata-geonames", "-f", "csv", "-d", str(tmp_path / "b")]
    build([str(ROOT / "reports" / "S-2007-652.txt")], tmp_path / "b", 1, False)
    done = subprocess.run([*command, "-p", f"wikidata={endpoints['wikidata']}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.count("\n") == 3 and "Pristina" in done.stdout, done.stderr
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "needs the parameter wikidata" in done.stderr


def test_yes_or_no_in_place_of_a_table_is_told() -> None:
    """An endpoint that answers a SELECT as if it were an ASK is named; nothing is taken from it."""
    with pytest.raises(QueryError, match="answers yes or no in place of a table"):
        list(_solutions(b'{"head": {}, "boolean": true}', ("x",), "http://127.0.0.1/sparql"))
