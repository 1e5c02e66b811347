"""The pages on which one asks and explores, as HTML: complete without a script."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.site import assets
from kfor_graph.site.data import DataSet
from kfor_graph.site.pages import page

KFOR = names.BASE + "id/mission/kfor"


def _html(data: DataSet, path: str, **arguments: str) -> str:
    found = page(path, arguments, data)
    assert found
    return found.html


def test_editor_offers_questions(data: DataSet) -> None:
    """Every query without parameters is a link that fills the form; the form goes to the endpoint by GET."""
    html = _html(data, "/sparql.html")
    asked = [query for query in catalogue().values() if query.group == "competency" and not query.params]
    assert len(asked) > 30
    links = [urlsplit(unescape(link)) for link in re.findall(r'href="([^"]*\?query=[^"]*)"', html)]
    assert {query.text for query in asked} <= {parse_qs(link.query)["query"][0] for link in links}
    assert {link.path for link in links} == {""}
    assert '<form id="sparql-form" action="sparql" method="get">' in html


def test_editor_knows_the_terms(data: DataSet) -> None:
    """The editor's script is given classes and properties with their labels, and how often the data uses them."""
    settings = json.loads(re.findall(r'id="editor-settings">(.*?)</script>', _html(data, "/sparql.html"))[0])
    terms = {(term["kind"], term["iri"]): term for term in settings["terms"]}
    event = terms["class", names.BASE + "ontology#Event"]
    assert event["label"] == "event" and event["uses"] > 0
    assert terms["property", names.BASE + "ontology#involves"]["uses"] > 0
    assert terms["property", "https://schema.org/mentions"]["uses"] > 0


def test_editor_keeps_the_query(data: DataSet) -> None:
    """The query of the address stands in the form, escaped."""
    query = 'SELECT ("</textarea><script>alert(1)</script>" AS ?x) {}'
    html = _html(data, "/sparql.html", query=query)
    assert "<script>alert" not in html
    assert query in unescape(html)


def test_editor_shows_the_answer(data: DataSet) -> None:
    """Where it is asked for, the page shows tables, graphs, and yes and no; hostile terms are text."""
    html = _html(data, "/sparql.html", show="here", query='SELECT ("<b>" AS ?x) {}')
    assert "<td>&lt;b&gt;</td>" in html
    assert "<td>yes</td>" in _html(data, "/sparql.html", show="here", query="ASK { ?s a kfo:Event }")
    assert '<th scope="col">predicate</th>' in _html(data, "/sparql.html", show="here", query="CONSTRUCT WHERE { ?s a kfo:Event }")
    many = _html(data, "/sparql.html", show="here", query="SELECT * { ?s ?p ?o }")
    assert many.count("<tr>") == 501 and "The first 500 rows" in many


@pytest.mark.parametrize(
    "query", ["SELECT * {", "INSERT DATA { <a:a> <a:b> 1 }", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", ""]
)
def test_editor_says_what_is_wrong(data: DataSet, query: str) -> None:
    """A query that cannot be asked is answered with the reason, on the page."""
    assert 'role="alert"' in _html(data, "/sparql.html", show="here", query=query)


def test_explorer_lists_links(data: DataSet) -> None:
    """A thing's links are listed by kind with their counts, and each leads on."""
    html = _html(data, "/explore.html", thing=KFOR)
    assert "Kosovo Force" in html and "involves (" in html
    assert f"?thing={quote(names.BASE, safe=':/')}" in html.replace("%3A", ":").replace("%2F", "/")
    whole = _html(data, "/explore.html", thing=KFOR, property=names.BASE + "ontology#about")
    assert "involves (" not in whole
    assert whole.count("<li>") > html.count("about (")


@pytest.mark.parametrize("thing", ["x", "javascript:alert(1)", "<script>alert(1)</script>", names.BASE + "id/mission/none"])
def test_explorer_unknown(data: DataSet, thing: str) -> None:
    """An address that the data does not know is said to be unknown, escaped."""
    html = _html(data, "/explore.html", thing=thing)
    assert "no thing with the address" in html
    assert "<script>alert" not in html


def test_explorer_start(data: DataSet) -> None:
    """Without a thing, the page offers those that the reports name most."""
    assert "Kosovo Force" in _html(data, "/explore.html").split("Named most often")[1]


def test_plain_where_not_built(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without built scripts the pages name none."""
    monkeypatch.setattr(assets, "built", lambda _: False)
    assert "static/built" not in _html(data, "/sparql.html") + _html(data, "/explore.html")
