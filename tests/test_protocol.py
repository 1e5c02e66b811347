"""The SPARQL 1.1 Protocol, requirement by requirement: its operation query, over requests and answers as values.

Section numbers are those of https://www.w3.org/TR/sparql11-protocol/.
"""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.catalogue import Query, catalogue
from kfor_graph.query.formats import TABLES, write
from kfor_graph.query.run import Table, run
from kfor_graph.site import formats, pages
from kfor_graph.site.data import DataSet
from kfor_graph.web import results
from kfor_graph.web.limits import Limits
from kfor_graph.web.results import MOST_ROWS, TRUNCATED
from kfor_graph.web.routes import answer
from tests.asking import FORM, Got, ask, form, request

DIRECT = "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
YES = "ASK { ?s ?p ?o }"
ONE = "SELECT ?s WHERE { ?s a kfo:Document } ORDER BY ?s LIMIT 1"
DOCUMENT = f"{names.BASE}id/doc/S-2007-652"
GRAPH, OTHER = names.graph("S-2007-652"), names.graph("audit")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


def count(got: Got) -> int:
    """The number that a count gives."""
    assert got.status == 200, got.text
    return int(json.loads(got.text)["results"]["bindings"][0]["n"]["value"])


def size(data: DataSet, graph: str) -> int:
    """How many triples a graph has."""
    return sum(1 for _ in data.store.triples(graph))


GOOD = {
    "2.1.1 by GET": ("GET", (("query", YES),), {}),
    "2.1.2 by form": ("POST", (), form(("query", YES))),
    "2.1.3 direct": ("POST", (), {"body": YES, "kind": DIRECT}),
    "2.1.2 form with a charset": ("POST", (), form(("query", YES)) | {"kind": f"{FORM}; charset=UTF-8"}),
    "2.1.3 direct with a charset": ("POST", (), {"body": YES, "kind": f"{DIRECT}; charset=utf-8"}),
    "a media type in capitals": ("POST", (), {"body": YES, "kind": "Application/SPARQL-Query"}),
    "a quoted charset": ("POST", (), {"body": YES, "kind": f'{DIRECT};charset="UTF-8"'}),
    "a byte order mark": ("POST", (), {"body": "\ufeff" + YES, "kind": DIRECT}),
    "parameters that nobody knows": ("GET", (("query", YES), ("debug", "on"), ("timeout", "0")), {}),
    "a form that names its format": ("POST", (), form(("query", YES), ("format", "json"))),
    "an address with the format beside a form": ("POST", (("format", "json"),), form(("query", YES))),
}


@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize("path", ["/sparql", "/query", "/sparql/", "/query/"])
def test_a_query_is_answered(data: DataSet, name: str, path: str) -> None:
    """Each of the three ways to send a query is answered with 200 and results, at both addresses, with and without a slash."""
    method, query, more = GOOD[name]
    got = ask(data, method, path, query, **more)
    assert (got.status, got.media, json.loads(got.text)["boolean"]) == (200, JSON, True)


BAD = {
    "2.1 two queries by GET": (400, "GET", (("query", YES), ("query", YES)), {}),
    "2.1 two queries in a form": (400, "POST", (), form(("query", YES), ("query", YES))),
    "a query in the form and one in the address": (400, "POST", (("query", YES),), form(("query", YES))),
    "a query in the body and one in the address": (400, "POST", (("query", YES),), {"body": YES, "kind": DIRECT}),
    "a form without a query": (400, "POST", (), form(("format", "json"))),
    "an empty form": (400, "POST", (), form()),
    "an empty query": (400, "GET", (("query", ""),), {}),
    "an empty body": (400, "POST", (), {"kind": DIRECT}),
    "a query and an update": (400, "POST", (), form(("query", YES), ("update", "CLEAR ALL"))),
    "2.2 an update by GET": (400, "GET", (("update", "CLEAR ALL"),), {}),
    "an update as a query by GET": (400, "GET", (("query", "CLEAR ALL"),), {}),
    "an update as a query in a form": (400, "POST", (), form(("query", "INSERT DATA { <x:a> <x:b> 1 }"))),
    "2.1.6 no SPARQL": (400, "GET", (("query", "SELECT"),), {}),
    "2.1.6 no SPARQL by POST": (400, "POST", (), {"body": "ASK {", "kind": DIRECT}),
    "two queries in one text": (400, "GET", (("query", f"{YES} {YES}"),), {}),
    "a media type that is none of the two": (415, "POST", (), {"body": YES, "kind": "text/plain"}),
    "no media type": (415, "POST", (), {"body": YES}),
    "a form in parts": (415, "POST", (), {"body": YES, "kind": "multipart/form-data; boundary=x"}),
    "another charset": (415, "POST", (), {"body": YES.encode("utf-16"), "kind": f"{DIRECT}; charset=UTF-16"}),
    "another charset of a form": (415, "POST", (), form(("query", YES)) | {"kind": f"{FORM}; charset=latin1"}),
    "bytes that are not UTF-8": (400, "POST", (), {"body": b'ASK { ?s ?p "\xff" }', "kind": DIRECT}),
    "a form with bytes that are not UTF-8": (400, "POST", (), {"body": b"query=ASK+%7B+%3Fs+%3Fp+%22%FF%22+%7D", "kind": FORM}),
    "a form with too many fields": (400, "POST", (), form(*[("a", "b")] * 2000)),
    "a compressed body": (415, "POST", (), {"body": b"\x1f\x8b", "kind": DIRECT, "content_encoding": "gzip"}),
    "a default graph that is no IRI": (400, "GET", (("query", YES), ("default-graph-uri", "a graph")), {}),
    "a named graph that is relative": (400, "GET", (("query", YES), ("named-graph-uri", "audit")), {}),
    "2.2 an update by form": (403, "POST", (), form(("update", "CLEAR ALL"))),
    "2.2 an update as a body": (403, "POST", (), {"body": "CLEAR ALL", "kind": "application/sparql-update"}),
    "PUT": (405, "PUT", (("query", YES),), {}),
    "DELETE": (405, "DELETE", (("query", YES),), {}),
}


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_query_is_refused(data: DataSet, name: str) -> None:
    """The status says whose the mistake is, and one plain line what to do."""
    status, method, query, more = BAD[name]
    got = ask(data, method, "/sparql", query, **more)
    assert (got.status, got.media, got.cacheable) == (status, "text/plain", False)
    assert got.text.endswith("\n") and got.text.count("\n") == 1 and "Traceback" not in got.text and "/home" not in got.text


def test_the_address_of_updates_is_known(data: DataSet) -> None:
    """At /update, a POST is told that nothing may be written, and a GET which method there is."""
    assert ask(data, "POST", "/update", **form(("update", "CLEAR ALL"))).status == 403
    assert ask(data, "GET", "/update").headers["Allow"] == "POST"
    assert "read-only" in ask(data, "POST", "/update").text


DATASETS = [
    ((), None, "all"),
    ((("default-graph-uri", GRAPH),), COUNT, GRAPH),
    ((("default-graph-uri", OTHER),), COUNT, OTHER),
    ((("default-graph-uri", "http://nowhere.example/g"),), COUNT, "none"),
    ((("default-graph-uri", GRAPH), ("default-graph-uri", OTHER)), COUNT, "both"),
    ((("default-graph-uri", GRAPH),), COUNT_NAMED, "none"),
    ((("named-graph-uri", GRAPH),), COUNT, "none"),
    ((("named-graph-uri", GRAPH),), COUNT_NAMED, GRAPH),
    ((("named-graph-uri", GRAPH), ("named-graph-uri", OTHER)), COUNT_NAMED, "both"),
    ((("default-graph-uri", OTHER), ("named-graph-uri", GRAPH)), COUNT, OTHER),
    ((("default-graph-uri", OTHER), ("named-graph-uri", GRAPH)), COUNT_NAMED, GRAPH),
    ((), COUNT.replace("WHERE", f"FROM <{GRAPH}> WHERE"), GRAPH),
    ((), COUNT.replace("WHERE", f"FROM <{GRAPH}> FROM <{OTHER}> WHERE"), "both"),
    ((), COUNT_NAMED.replace("WHERE", f"FROM <{GRAPH}> WHERE"), "none"),
    ((), COUNT.replace("WHERE", f"FROM NAMED <{GRAPH}> WHERE"), "none"),
    ((), COUNT_NAMED.replace("WHERE", f"FROM NAMED <{GRAPH}> WHERE"), GRAPH),
    ((("default-graph-uri", OTHER),), COUNT.replace("WHERE", f"FROM <{GRAPH}> WHERE"), OTHER),
    ((("named-graph-uri", OTHER),), COUNT_NAMED.replace("WHERE", f"FROM NAMED <{GRAPH}> WHERE"), OTHER),
    ((("named-graph-uri", OTHER),), COUNT.replace("WHERE", f"FROM <{GRAPH}> WHERE"), "none"),
]


@pytest.mark.parametrize("number", range(len(DATASETS)))
@pytest.mark.parametrize("way", ["GET", "form", "direct"])
def test_the_data_set_is_the_one_that_is_named(data: DataSet, number: int, way: str) -> None:
    """2.1.4: the request's graphs, wherever they are named, go before FROM and FROM NAMED; without both, all graphs are the default one."""
    graphs, text, expected = DATASETS[number]
    text = text or COUNT
    if way == "GET":
        got = ask(data, "GET", query=(("query", text), *graphs))
    elif way == "form":
        got = ask(data, "POST", **form(("query", text), *graphs))
    else:
        got = ask(data, "POST", query=graphs, body=text, kind=DIRECT)
    sizes = {GRAPH: size(data, GRAPH), OTHER: size(data, OTHER), "none": 0}
    everything = sum(1 for _ in data.store.triples())
    assert count(got) == (sizes | {"both": sizes[GRAPH] + sizes[OTHER], "all": everything})[expected]


SELECTED = {
    None: JSON,
    "*/*": JSON,
    JSON: JSON,
    "application/json": JSON,
    XML: XML,
    "application/xml": XML,
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/*": JSON,
    "text/*": "text/csv",
    f"{XML};q=0.9, {JSON};q=0.3": XML,
    f"{JSON};q=0, */*": XML,
    f"text/html, {XML}": XML,
    "text/turtle": None,
    "image/png": None,
    f"{JSON};q=0": None,
}
CONSTRUCTED = {
    None: "text/turtle",
    "*/*": "text/turtle",
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "text/turtle;q=0.2, application/rdf+xml;q=0.7": "application/rdf+xml",
    f"{JSON}, */*;q=0.1": "text/turtle",
    "text/csv": None,
    JSON: None,
}


@pytest.mark.parametrize("accept", list(SELECTED))
@pytest.mark.parametrize("text", [ONE, YES])
def test_results_come_in_the_form_that_is_accepted(data: DataSet, accept: str | None, text: str) -> None:
    """2.1.5: of four forms the one that the client likes best, and 406 with the list where it likes none."""
    got = ask(data, query=(("query", text),), accept=accept)
    expected = SELECTED[accept]
    assert (got.status, got.media) == ((200, expected) if expected else (406, "text/plain"))
    assert got.headers["Vary"] == "Accept" and (expected or (JSON in got.text and "text/csv" in got.text))


@pytest.mark.parametrize("accept", list(CONSTRUCTED))
@pytest.mark.parametrize("text", [f"DESCRIBE <{DOCUMENT}>", f"CONSTRUCT WHERE {{ <{DOCUMENT}> ?p ?o }}"])
def test_graphs_come_in_the_form_that_is_accepted(data: DataSet, accept: str | None, text: str) -> None:
    """2.1.5: the same of graphs, and each form is read back as the same triples."""
    got = ask(data, query=(("query", text),), accept=accept)
    expected = CONSTRUCTED[accept]
    assert (got.status, got.media) == ((200, expected) if expected else (406, "text/plain"))
    if expected:
        read = pyoxigraph.parse(got.text, format=formats.of_media(expected).rdf)
        assert {quad.triple for quad in read} == set(data.store.query(text))  # type: ignore[arg-type]
    else:
        assert "text/turtle" in got.text


WORDS = {
    "json": JSON,
    "xml": XML,
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    JSON: JSON,
    "srx": XML,
    "ttl": None,
    "nothing": None,
}
GRAPH_WORDS = {
    "ttl": "text/turtle",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "xml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "application/n-triples": "application/n-triples",
    "csv": None,
}


@pytest.mark.parametrize("name", ["format", "output", "_mediatype"])
@pytest.mark.parametrize(
    ("text", "word", "expected"), [(ONE, *one) for one in WORDS.items()] + [(f"DESCRIBE <{DOCUMENT}>", *one) for one in GRAPH_WORDS.items()]
)
def test_a_word_in_the_address_goes_before_the_header(data: DataSet, name: str, text: str, word: str, expected: str | None) -> None:
    """`format=`, and the names that other servers have for it, decide alone."""
    got = ask(data, query=(("query", text), (name, word)), accept="text/html")
    assert (got.status, got.media if expected else "") == ((200, expected) if expected else (406, ""))


def test_the_four_forms_hold_the_same(data: DataSet) -> None:
    """JSON, XML, CSV and TSV give the same variables and rows."""
    text = (("query", "SELECT ?s ?key WHERE { ?s a kfo:Document ; rdfs:label ?key } ORDER BY ?s"),)
    rows = json.loads(ask(data, query=text).text)["results"]["bindings"]
    assert len(rows) >= 2
    expected = [(row["s"]["value"], row["key"]["value"]) for row in rows]
    assert [tuple(row) for row in csv.reader(io.StringIO(ask(data, query=text, accept="text/csv").text))] == [("s", "key"), *expected]
    lines = ask(data, query=text, accept="text/tab-separated-values").text.splitlines()
    assert lines[0] == "?s\t?key" and [line.split("\t")[0] for line in lines[1:]] == [f"<{iri}>" for iri, _ in expected]
    space = {"r": "http://www.w3.org/2005/sparql-results#"}
    found = ET.fromstring(ask(data, query=text, accept=XML).text).findall(".//r:result", space)  # noqa: S314 -- our own
    assert [tuple("".join(one.itertext()) for one in row.findall("r:binding", space)) for row in found] == expected


def test_a_mistake_is_told_with_its_place(data: DataSet) -> None:
    """2.1.6: line, column and remedy, as a line of text, or as JSON for a client that takes JSON and no text."""
    text = "SELECT *\nWHERE { ?s ?p }"
    got = ask(data, query=(("query", text),))
    assert got.text.startswith("line 2, column ") and "mend the query" in got.text and "query:" not in got.text
    told = json.loads(ask(data, query=(("query", text),), accept="application/json").text)
    assert {**told, "column": 0, "error": ""} == {"ok": False, "error": "", "line": 2, "column": 0, "status": 400}
    assert told["error"] == got.text.strip() and got.text.startswith(f"line 2, column {told['column']}: ")
    unknown = ask(data, query=(("query", "SELECT * { ?s foo:bar ?o }"),)).text
    assert "the prefix foo: is not declared; add a line `PREFIX foo: <…>`" in unknown


def test_a_mistake_in_the_query_is_told_first(data: DataSet) -> None:
    """Who sends a broken query and accepts nothing that there is hears of the query."""
    assert ask(data, query=(("query", "SELECT * {"),), accept="image/png").status == 400


def test_headers_cannot_be_injected(data: DataSet) -> None:
    """Line ends in what a client sends come back in no header and start no second line of text."""
    got = ask(data, query=(("query", YES), ("default-graph-uri", "x\r\nSet-Cookie: a=b")))
    assert got.status == 400 and got.text.count("\n") == 1
    assert not any("\n" in value or "\r" in value for value in got.headers.values())


@pytest.mark.parametrize(
    ("text", "cacheable"),
    [
        (ONE, True),
        (YES, True),
        (f"DESCRIBE <{DOCUMENT}>", True),
        ("SELECT (NOW() AS ?now) {}", False),
        ("SELECT (RAND() AS ?now) {}", False),
        ("SELECT (STRUUID () AS ?now) {}", False),
        ("SELECT ('NOW()' AS ?now) {}", True),
    ],
)
def test_what_may_be_kept(data: DataSet, text: str, cacheable: bool) -> None:
    """An answer that is the same each time may be kept; one with the time, chance or new names may not."""
    assert ask(data, query=(("query", text),)).cacheable is cacheable


ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
CUTS = [
    ALL,
    f"{ALL} ORDER BY ?s ?p STR(?o)",
    f"{ALL} LIMIT 5000",
    f"{ALL} LIMIT 5000 # LIMIT 3",
    f"{ALL} OFFSET 7",
    f"{ALL} OFFSET 7 LIMIT 100000",
    "SELECT ?s ?limit WHERE { { SELECT ?s ?limit { ?s ?p ?limit } LIMIT 5000 } } ORDER BY STR(?limit) ?s",
    f"{ALL} VALUES ?p {{ rdf:type rdfs:label }}",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { ?s a ?t }) ORDER BY ?n ?s",
    "SELECT * { ?s ?p ?o } # the end",
    "SELECT ?x { ?s ?p ?o BIND (1 AS ?x) }",
]


@pytest.mark.parametrize("text", CUTS)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_too_many_rows_are_cut_in_sight_of_the_client(data: DataSet, text: str, form: str) -> None:
    """The answer is the first rows, whole and well-formed, and headers say how many there may be and that there are more."""
    got = ask(data, query=(("query", text), ("format", form)), limits=Limits(rows=50))
    assert (got.status, got.headers[MOST_ROWS], got.headers.get(TRUNCATED)) == (200, "50", "true"), got.text[:200]
    full = ask(data, query=(("query", text), ("format", form)))
    assert TRUNCATED not in full.headers
    if form == "csv":
        assert list(csv.reader(io.StringIO(got.text))) == list(csv.reader(io.StringIO(full.text)))[:51]
    else:
        assert json.loads(got.text)["results"]["bindings"] == json.loads(full.text)["results"]["bindings"][:50]


@pytest.mark.parametrize("rows", [1, 2, 100, 2000])
def test_rows_up_to_the_limit_are_not_cut(data: DataSet, rows: int) -> None:
    """As many rows as the limit are all of them, by LIMIT or without; one more is too many."""
    values = " ".join(str(number) for number in range(rows))
    for text in (f"SELECT ?x {{ VALUES ?x {{ {values} }} }}", f"SELECT ?s {{ ?s ?p ?o }} LIMIT {rows}"):
        whole = ask(data, query=(("query", text), ("format", "tsv")), limits=Limits(rows=rows))
        assert whole.text.count("\n") == rows + 1 and TRUNCATED not in whole.headers
        cut = ask(data, query=(("query", text), ("format", "tsv")), limits=Limits(rows=rows - 1))
        assert cut.text.count("\n") == rows and cut.headers[TRUNCATED] == "true"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_values_that_look_like_ends_of_rows_are_values(data: DataSet, form: str) -> None:
    """What stands between rows in a form may stand in values: rows are counted rightly all the same."""
    text = r"SELECT ?x { VALUES ?x { '},{' '}},{' '\n' '<result>' '\\n},{\n' } }"
    whole = ask(data, query=(("query", text), ("format", form)), limits=Limits(rows=5))
    assert TRUNCATED not in whole.headers
    assert ask(data, query=(("query", text), ("format", form)), limits=Limits(rows=4)).headers[TRUNCATED] == "true"


@pytest.mark.parametrize("rows", [10, 2000])
@pytest.mark.parametrize("form", ["nt", "ttl", "jsonld", "rdf"])
def test_too_many_triples_are_cut_likewise(data: DataSet, rows: int, form: str) -> None:
    """A graph has at most as many triples as a table rows."""
    got = ask(data, query=(("query", "CONSTRUCT WHERE { ?s ?p ?o }"), ("format", form)), limits=Limits(rows=rows))
    one = next(one for one in formats.GRAPHS if one.suffix == form)
    assert (got.status, got.headers[MOST_ROWS], got.headers[TRUNCATED]) == (200, str(rows), "true")
    assert len({quad.triple for quad in pyoxigraph.parse(got.text, format=one.rdf)}) == rows


@pytest.mark.parametrize("text", [f"{ALL} LIMIT 5000", ALL, "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_who_takes_a_long_answer_may_stop_it(data: DataSet, text: str) -> None:
    """An answer that grows beyond its bytes is never ended as if it were whole: what stops it comes out as it went in."""

    def take(_: bytes) -> None:
        raise EOFError

    made = answer(request(query=(("query", text),)), data)
    assert not isinstance(made.body, bytes)
    with pytest.raises(EOFError):
        made.body(take)


def test_long_answers_come_in_pieces(data: DataSet) -> None:
    """A long table is not held in memory: it is written piece by piece, and the pieces are the whole."""
    for text in (f"{ALL} LIMIT 5000", f"{ALL} ORDER BY ?s LIMIT 5000", ALL, "CONSTRUCT WHERE { ?s ?p ?o }"):
        made, pieces = answer(request(query=(("query", text),)), data), list[bytes]()
        assert not isinstance(made.body, bytes)
        made.body(pieces.append)
        assert len(pieces) > 10 and max(map(len, pieces)) <= results.SMALL_BYTES
        made.body((again := list[bytes]()).append)
        assert b"".join(again) == b"".join(pieces)


@pytest.mark.parametrize("name", [name for name, query in catalogue().items() if query.group != "federated"])
def test_every_query_of_ours_has_the_same_answer(data: DataSet, name: str) -> None:
    """The endpoint says what the command `query` says."""
    query = catalogue()[name]
    plain = Query(query.name, query.path, query.text)  # parameters stay variables
    expected = run(data.store, plain)
    if isinstance(expected, Table | bool):
        got = ask(data, query=(("query", query.text), ("format", "json")))
        read = pyoxigraph.parse_query_results(got.text, pyoxigraph.QueryResultsFormat.JSON)
        told = write(expected, "json") if isinstance(expected, Table) else ""
        again = pyoxigraph.parse_query_results(told, TABLES["json"])
        assert sorted(str(tuple(row)) for row in read) == sorted(str(tuple(row)) for row in again)  # type: ignore[union-attr]
    else:
        got = ask(data, query=(("query", query.text), ("format", "nt")))
        assert {quad.triple for quad in pyoxigraph.parse(got.text, format=pyoxigraph.RdfFormat.N_TRIPLES)} == set(expected)
    assert got.status == 200


def test_describe_tells_all_that_is_said_of_a_thing(data: DataSet) -> None:
    """DESCRIBE gives the triples of a thing in all graphs, once each; nothing for a thing that nobody knows."""
    got = ask(data, query=(("query", f"DESCRIBE <{DOCUMENT}>"), ("format", "nt")))
    said = {triple for triple in data.store.triples() if triple.subject == pyoxigraph.NamedNode(DOCUMENT)}
    assert said and sorted(got.text.splitlines()) == sorted(f"{triple} ." for triple in said)
    assert ask(data, query=(("query", "DESCRIBE <http://nowhere.example/>"), ("format", "nt"))).text.strip() == ""


def test_without_a_query_the_endpoint_describes_itself(data: DataSet) -> None:
    """A GET without a query gets the service description: address, languages, forms, and every named graph with its size."""
    for accept in (None, "text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"):
        got = ask(data, accept=accept)
        assert (got.status, got.media) == (200, accept or "text/turtle")
        read = list(pyoxigraph.parse(got.text, format=formats.of_media(got.media).rdf))
        told = pyoxigraph.Store()
        told.extend(read)
        text = "SELECT ?name ?n { ?s a sd:Service ; sd:endpoint ?s ; sd:feature sd:UnionDefaultGraph ; sd:defaultDataset ?d . "
        text += "?d sd:namedGraph [ sd:name ?name ; sd:graph [ void:triples ?n ] ] ; sd:defaultGraph [ void:triples ?all ] }"
        rows = {row["name"].value: int(row["n"].value) for row in told.query(text, prefixes=names.PREFIXES)}  # type: ignore[union-attr]
        assert rows == {graph: size(data, graph) for graph in data.store.graphs()}
        assert any(quad.subject.value == f"{data.public}sparql" for quad in read)
    assert ask(data, accept="image/png").status == 406
    assert "SPARQL11Update" not in ask(data).text and "SPARQL11Update" in ask(data, limits=Limits(writable=True)).text


def test_people_get_the_editor(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser gets the page of the editor, with and without a query; one that asks for data gets data, and so does everyone else."""
    given = list[tuple[str, dict[str, str]]]()

    def page(path: str, arguments: dict[str, str], _: DataSet) -> pages.Page:
        given.append((path, dict(arguments)))
        return pages.Page("<!doctype html>")

    monkeypatch.setattr(pages, "page", page)
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for query in ((), (("query", YES),)):
        got = ask(data, query=query, accept=browser)
        assert (got.status, got.media, got.headers["Vary"]) == (200, "text/html", "Accept")
    assert given == [("/sparql.html", {}), ("/sparql.html", {"query": YES})]
    assert ask(data, query=(("query", YES), ("format", "json")), accept=browser).media == JSON
    assert ask(data, query=(("query", YES),), accept=f"{JSON}, */*;q=0.9").media == JSON
    assert ask(data, "POST", accept=browser, **form(("query", YES))).media == XML
    assert ask(data, accept="text/turtle").media == "text/turtle" and len(given) == 2


def test_until_there_is_an_editor_everyone_gets_data(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the site has no such page, a browser gets what machines get."""
    monkeypatch.setattr(pages, "page", lambda *_: None)
    assert ask(data, accept="text/html,*/*;q=0.8").media == "text/turtle"
    assert ask(data, query=(("query", YES),), accept="text/html,*/*;q=0.8").media == JSON
