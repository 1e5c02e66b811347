"""SERVICE in queries that come over HTTP: off, or with an allow-list that is asked as carefully as by the command `query`."""

import json

import pytest

from kfor_graph import names
from kfor_graph.site.data import DataSet
from kfor_graph.web import services
from kfor_graph.web.limits import Limits
from tests.asking import Got, ask
from tests.sparql_server import needs_server, sparql_server
from tests.web import reply, serving

DOCUMENT = f"{names.BASE}id/doc/S-2007-652"
THEIRS = f'<{DOCUMENT}> <http://y/note> "theirs", "more" . <http://nobody.example/> <http://y/note> "not asked for" .'
ROWS = "SELECT ?s ?note WHERE {{ ?s a kfo:Document SERVICE <{address}> {{ ?s <http://y/note> ?note }} }} ORDER BY ?note"


def asked(data: DataSet, text: str, *allowed: str, **more: object) -> Got:
    """What comes back for a query from a server that allows some addresses."""
    return ask(data, query=(("query", text),), limits=Limits(services=allowed), **more)


@needs_server
def test_an_allowed_endpoint_is_joined(data: DataSet) -> None:
    """The rows are those of the join, with the columns that the query names, and are not kept."""
    with sparql_server(THEIRS) as address:
        got = asked(data, ROWS.format(address=address), address)
        assert got.status == 200 and not got.cacheable
        rows = json.loads(got.text)
        assert [(row["s"]["value"], row["note"]["value"]) for row in rows["results"]["bindings"]] == [
            (DOCUMENT, "more"),
            (DOCUMENT, "theirs"),
        ]
        starred = ROWS.format(address=address).replace("?s ?note WHERE", "* WHERE").replace("SERVICE <", "service<")
        assert sorted(json.loads(asked(data, starred, address).text)["head"]["vars"]) == ["note", "s"]
        assert asked(data, f"ASK {{ SERVICE <{address}> {{ <{DOCUMENT}> <http://y/note> 'theirs' }} }}", address).text.count("true") == 1
        twice = f"SELECT ?n {{ SERVICE <{address}> {{ <{DOCUMENT}> <http://y/note> ?n }} SERVICE <{address}> {{ ?s <http://y/note> ?n }} }}"
        assert len(json.loads(asked(data, twice, address).text)["results"]["bindings"]) == 2


@pytest.mark.parametrize("text", ["SELECT * { SERVICE <URL> { ?s ?p ?o } }", "SELECT * { #\rSERVICE SILENT <URL> { ?s ?p ?o } }"])
def test_it_is_off(data: DataSet, text: str) -> None:
    """Without an allow-list nobody is asked, and 403 says where and what to do."""
    with serving() as web:
        got = asked(data, text.replace("URL", f"{web.base}/"))
        assert got.status == 403 and "SERVICE is off here" in got.text and got.text.startswith("line 1, column 1")
        assert web.asked == []


REFUSED = [
    (403, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    (403, "SELECT * { SERVICE <URLother> { ?s ?p ?o } }"),
    (403, "SELECT * { SERVICE <URL?query=x> { ?s ?p ?o } }"),
    (400, "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }"),
    (400, "SELECT * { BIND (<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }"),
    (400, "PREFIX u: <URL> SELECT * { SERVICE u: { ?s ?p ?o } }"),
    (400, "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }"),
    (400, "SELECT * FROM <http://x/g> { SERVICE <URL> { ?s ?p ?o } }"),
    (403, "SELECT * { SERVICE <URL> { ?s ?p ?o SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }"),
    (400, "SELECT * { ?s ?p ?a FILTER(?a<'>') SERVICE <URL> { ?s ?p '' } }"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_only_what_is_allowed_is_asked(data: DataSet, number: int) -> None:
    """Other addresses, addresses that are not written out, and places where no join can be made: refused before anybody is asked."""
    status, text = REFUSED[number]
    with serving() as web:
        got = asked(data, text.replace("URL", f"{web.base}/"), f"{web.base}/")
        assert (got.status, got.text.count("\n"), web.asked) == (status, 1, []), got.text


def test_graphs_of_the_request_cannot_be_joined(data: DataSet) -> None:
    """A data set beside SERVICE is refused: what is known of it could not be asked for."""
    with serving() as web:
        text = f"SELECT * {{ SERVICE <{web.base}/> {{ ?s ?p ?o }} }}"
        query = (("query", text), ("default-graph-uri", names.graph("audit")))
        assert ask(data, query=query, limits=Limits(services=(f"{web.base}/",))).status == 400 and web.asked == []


def test_what_an_allowed_endpoint_may_not_do(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may not send us elsewhere, give what is no result, or fail without our saying so."""
    with serving() as web, serving() as other:
        text = ROWS.format(address=f"{web.base}/")
        for answer, words in (
            (reply(b"", 302, Location=f"{other.base}/"), "sends us to another address"),
            (reply(b"<html>", Content_Type="text/html"), "not SPARQL results"),
            (reply(b"no", 500), "500"),
        ):
            web.replies["/"] = [answer]
            got = asked(data, text, f"{web.base}/")
            assert got.status == 502 and words in got.text and got.text.count("\n") == 1, got.text
        assert other.asked == []
    assert services.MANNERS.tries == 1
