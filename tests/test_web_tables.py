"""Named queries over HTTP: text, CSV, JSON, parameters, pages of rows, errors."""

import csv
import io
import json
from dataclasses import replace

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.catalogue import Catalogue, Query, catalogue, form
from kfor_graph.query.run import run_table
from kfor_graph.site import formats
from kfor_graph.site import tables as written
from kfor_graph.site.data import DataSet
from kfor_graph.web import tables
from kfor_graph.web.message import whole
from tests.test_linked_data import get, header

OWN = [name for name in catalogue() if catalogue()[name].group not in {"link", "federated"} and not catalogue()[name].params]
TABLES = [name for name in OWN if form(catalogue()[name].text) == "SELECT"]
GRAPHS = [name for name in OWN if name not in TABLES]


@pytest.mark.parametrize("name", GRAPHS)
def test_queries_that_make_graphs_answer_with_graphs(data: DataSet, name: str) -> None:
    """Each form of graphs has its suffix; a table there is not, and the answer says what there is."""
    for one in formats.GRAPHS:
        found = get(data, f"/queries/{name}.{one.suffix}")
        assert found.media == one.content_type
        assert len([*pyoxigraph.parse(whole(found), format=one.rdf)]) > 100
    assert "ask for .ttl" in json.loads(whole(get(data, f"/queries/{name}.json")))["error"]
    assert header(get(data, f"/queries/{name}", "text/turtle"), "Location") == f"/queries/{name}.ttl"


@pytest.mark.parametrize("name", TABLES)
def test_every_query_answers_as_a_table(data: DataSet, name: str) -> None:
    """CSV and JSON hold the rows that the query gives; its text is the file."""
    query = catalogue()[name]
    rows = run_table(data.store, query).rows
    found = json.loads(whole(get(data, f"/queries/{name}.json")))
    assert found["ok"]
    assert len(found["rows"]) == min(len(rows), tables.ROWS)
    assert found["truncated"] is (len(rows) > tables.ROWS)
    text = whole(get(data, f"/queries/{name}.csv")).decode()
    assert next(csv.reader(io.StringIO(text, newline=""))) == found["columns"]
    assert get(data, f"/queries/{name}.rq").body == query.text.encode()


def test_rows_come_in_pages(data: DataSet) -> None:
    """`_size` bounds the rows; the answer says that there are more, and a link leads to them."""
    everything = json.loads(whole(get(data, "/queries/pages/sitemap.json")))["rows"]
    rows, query = [], (("_size", "300"),)
    while True:
        found = get(data, "/queries/pages/sitemap.json", query=query)
        said = json.loads(whole(found))
        rows += said["rows"]
        link = header(found, "Link") or ""
        assert said["truncated"] is ('rel="next"' in link)
        if not said["truncated"]:
            break
        following = link.split("_next=")[1].split(">")[0]
        query = (("_size", "300"), ("_next", following))
    assert rows == everything
    assert len(rows) > 600


def test_parameters_are_terms(data: DataSet) -> None:
    """Values are bound, in short or in full; none is pasted into the query."""
    claim = names.part("S-2007-652", "obs-0314b33d18fb")
    for value in (claim, f"<{claim}>", "doc/S-2007-652/obs-0314b33d18fb"):
        found = json.loads(whole(get(data, "/queries/examples/evidence-of-claim.json", query=(("claim", value),))))
        assert "The reserve list includes 2,000 positions" in json.dumps(found["rows"])
    hostile = "x> } DROP ALL #"
    assert get(data, "/queries/examples/evidence-of-claim.json", query=(("claim", hostile),)).status == 400


ERRORS = [
    ("/queries/competency/cq99.json", (), 404),
    ("/queries/cq01.json", (), 404),
    ("/queries/federated/states-codes.json", (), 400),
    ("/queries/examples/evidence-of-claim.json", (), 400),
    ("/queries/examples/evidence-of-claim.csv", (("claim", "a b"),), 400),
    ("/queries/competency/cq01.json", (("nothing", "1"),), 400),
    ("/queries/competency/cq01.json", (("_size", "0"),), 400),
    ("/queries/competency/cq01.json", (("_size", "-1"),), 400),
    ("/queries/competency/cq01.json", (("_size", "10001"),), 400),
    ("/queries/competency/cq01.json", (("_size", "٣"),), 400),
    ("/queries/competency/cq01.json", (("_next", "x"),), 400),
    ("/nothing.json", (), 404),
]


@pytest.mark.parametrize(("path", "query", "status"), ERRORS)
def test_errors_are_told_alike(data: DataSet, path: str, query: tuple[tuple[str, str], ...], status: int) -> None:
    """An error is JSON with what is wrong, says nothing of files, and is no HTML."""
    found = get(data, path, query=query)
    said = json.loads(whole(found))
    assert (found.status, found.media, said["ok"], said["status"]) == (status, "application/json", False, status)
    assert said["error"] == said["errors"][0]
    assert "/work" not in said["error"]
    assert ".rq" not in said["error"]
    assert b"<" not in whole(found)


def test_without_suffix_the_client_chooses(data: DataSet) -> None:
    """The address of a query leads to page, CSV or JSON, and takes its parameters along."""
    for accept, suffix in ((None, "html"), ("text/csv", "csv"), ("application/json", "json")):
        found = get(data, "/queries/competency/cq01", accept, (("_size", "2"), ("format", suffix)))
        assert (found.status, header(found, "Location")) == (303, f"/queries/competency/cq01.{suffix}?_size=2")
    assert get(data, "/queries/competency/cq01", "image/png").status == 406


def test_pages_have_their_tables_beside_them(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that names its page is the page's table; of several, a list is given."""
    text = "SELECT ?x WHERE { VALUES ?x { 1 2 } }"
    one = Query("one", "one.rq", text, "one", "one", page="strength", group="pages", declared=True)
    known = Catalogue([one])
    monkeypatch.setattr(tables, "catalogue", lambda: known)
    assert json.loads(whole(get(data, "/strength.json")))["rows"] == [{"x": 1}, {"x": 2}]
    assert whole(get(data, "/strength.csv")) == b"x\r\n1\r\n2\r\n"
    both = Catalogue([one, replace(one, name="two")])
    monkeypatch.setattr(tables, "catalogue", lambda: both)
    found = get(data, "/strength.json")
    assert found.status == 300
    assert json.loads(whole(found))["tables"] == ["/queries/pages/one.json", "/queries/pages/two.json"]


def test_values_are_those_of_json(data: DataSet) -> None:
    """Numbers and truth values are such; what JSON cannot hold is text; nothing is null."""
    text = 'SELECT ?a ?b ?c ?d ?e ?f ?g WHERE { VALUES (?a ?b ?c ?d ?e ?f ?g) { (1 2.50 1e0 true "x"@en 12345678901234567890 UNDEF) } }'
    table = run_table(data.store, Query("q", "q", text))
    row = json.loads(written.write(table, formats.TABLES[1]))["rows"][0]
    assert row == {"a": 1, "b": 2.5, "c": 1.0, "d": True, "e": "x", "f": "12345678901234567890", "g": None}
    odd = run_table(data.store, Query("q", "q", 'SELECT ?a WHERE { VALUES ?a { "INF"^^xsd:double "abc"^^xsd:integer } }'))
    assert [line["a"] for line in json.loads(written.write(odd, formats.TABLES[1]))["rows"]] == ["INF", "abc"]
