"""Queries as other machines are sent them: bound parameters mean what the engine's own substitutions mean."""

from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kfor_graph import names
from kfor_graph.client.questions import as_select, bound, form_of, whole
from kfor_graph.query.parameters import terms
from kfor_graph.store import Store, Term, load, open_store
from tests.test_remote_stores import QUERIES, parameters

A, B = "<http://x/a>", "<http://x/b>"
DATA = f"""
{A} <http://x/p> {B} <http://x/g> .
{B} <http://x/p> "x" <http://x/g> .
{A} <http://x/q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <http://x/h> .
{B} <http://x/q> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <http://x/h> .
{A} <http://x/r> "?v }} {{ \\" # x" <http://x/h> .
"""
TEXTS = {
    "a column": "SELECT ?v ?o { ?v <http://x/p> ?o }",
    "a value": "SELECT ?s ?v { ?s ?p ?v }",
    "a filter": "SELECT ?s ?v { ?s <http://x/p> ?o FILTER (?s = ?v) }",
    "a filter within": "SELECT ?s ?v { { ?s <http://x/p> ?o FILTER (?s = ?v) } UNION { ?s <http://x/q> ?n FILTER (?s != ?v) } }",
    "an optional part": "SELECT ?s ?n ?v { ?s <http://x/p> ?o OPTIONAL { ?v <http://x/q> ?n FILTER (?v = ?s) } }",
    "a negation": "SELECT ?s ?v { ?s <http://x/q> ?n FILTER NOT EXISTS { ?s <http://x/p> ?v } }",
    "a difference": "SELECT ?s ?v { ?s <http://x/q> ?n MINUS { ?s <http://x/p> ?v } }",
    "a graph": "SELECT ?v ?o { GRAPH ?g { ?v <http://x/q> ?o } }",
    "a path": "SELECT ?s ?v { ?s <http://x/p>* ?v }",
    "a sub-select with it": "SELECT ?v ?n { ?v <http://x/p> ?o { SELECT ?v (COUNT(*) AS ?n) { ?v ?p ?x } GROUP BY ?v } }",
    "a sub-select that limits": "SELECT ?v ?o { { SELECT DISTINCT ?v ?o WHERE { ?v ?p ?o } ORDER BY ?o LIMIT 1 } }",
    "a sub-select without it": "SELECT ?v ?n { ?v <http://x/p> ?o { SELECT (COUNT(?v) AS ?n) { ?v ?p ?x } } }",
    "values of its own": "SELECT ?v ?o { VALUES ?v { <http://x/a> <http://x/b> } ?v <http://x/p> ?o }",
    "rows of values": "SELECT ?v ?w ?o { VALUES (?v ?w) { (<http://x/a> 1) (<http://x/b> 2) } ?v <http://x/p> ?o }",
    "a bound": "SELECT ?v ?o { ?v <http://x/p> ?o FILTER (BOUND(?v)) }",
    "words that look like it": "# ?v {\nSELECT ?v ?s { ?s <http://x/r> '?v } { \" # x' . ?v <http://x/p> ?o # ?v }\n}",
    "a dollar": "SELECT $v ?o { $v <http://x/p> ?o }",
    "a longer name": "SELECT ?v ?vv { ?v <http://x/p> ?vv }",
    "yes or no": "ASK { ?v <http://x/p> ?o }",
    "a graph made": "CONSTRUCT { ?v <http://x/new> ?o } WHERE { ?v <http://x/p> ?o }",
    "a graph described": "DESCRIBE ?v",
}


def answer(store: Store, text: str, values: dict[str, Term] | None = None) -> object:
    """What comes out, without order."""
    found = store.query(text, values)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    if isinstance(found, pyoxigraph.QueryTriples):
        return Counter(map(str, found))
    return Counter(tuple(map(str, row)) for row in found)


@pytest.mark.parametrize("way", ["values", "terms"])
@pytest.mark.parametrize("iri", ["http://x/a", "http://x/b", "http://x/none"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_bound_parameter_is_a_substitution(text: str, iri: str, way: str) -> None:
    """The rewritten query gives the rows that the engine gives for the query with the parameter beside it."""
    store, node = load(DATA.encode()), pyoxigraph.NamedNode(iri)
    rewritten = bound(text, {"v": node}, way)
    if text.startswith("DESCRIBE"):
        assert answer(store, rewritten) == answer(store, f"DESCRIBE <{iri}>")
    else:
        assert answer(store, rewritten) == answer(store, text, {"v": node})


@pytest.mark.parametrize("way", ["values", "terms"])
def test_the_projects_queries_mean_the_same(published: Path, way: str) -> None:
    """Every query with parameters, for things of the published reports."""
    with open_store(published) as store:
        for query in QUERIES.values():
            for values in parameters(store, query) if query.params else ():
                given_ = terms(query, values)
                assert answer(store, bound(query.text, given_, way)) == answer(store, query.text, given_), (query.name, values)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=20).map(pyoxigraph.Literal),
        st.text(alphabet="\"'\\{}?$v#<>\n\r\t @^.;", max_size=12).map(pyoxigraph.Literal),
        st.integers().map(pyoxigraph.Literal),
        st.text(alphabet="ab'()", max_size=8).map(lambda word: pyoxigraph.NamedNode(f"http://x/#{word}")),
    ),
    st.sampled_from(["values", "terms"]),
)
def test_no_value_breaks_out(value: Term, way: str) -> None:
    """Whatever the value, it comes back as one column of one row, and nothing else of the query is another."""
    text = "SELECT ?v ?w { VALUES ?w { 1 } { } OPTIONAL { ?s <http://x/never> ?v } }"
    rows = [tuple(row) for row in load(b"").query(bound(text, {"v": value}, way))]  # type: ignore[union-attr]
    assert rows == [(load(b"").query(f"SELECT ({value} AS ?v) {{}}").__next__()[0], pyoxigraph.Literal(1))]  # type: ignore[union-attr]


def test_two_parameters_do_not_meet() -> None:
    """A value that holds the name of another parameter is left alone."""
    values: dict[str, Term] = {"v": pyoxigraph.Literal("?w"), "w": pyoxigraph.Literal("?v")}
    rows = [tuple(row) for row in load(b"").query(bound("SELECT ?v ?w { FILTER (?v != ?w) }", values))]  # type: ignore[union-attr]
    assert rows == [(values["v"], values["w"])]


def test_prefixes_are_added_where_they_lack() -> None:
    """On the first line, so that lines keep their numbers; a declared one, and one in a string, is left alone."""
    assert whole("SELECT * { ?s kfo:place ?o }") == f"PREFIX kfo: <{names.PREFIXES['kfo']}> SELECT * {{ ?s kfo:place ?o }}"
    for text in ("PREFIX kfo: <http://x/> ASK { ?s kfo:place ?o }", "ASK { ?s ?p 'kfo:place' }", "ASK { ?s ?p <kfo:place> } # rdf:type"):
        assert whole(text) == text


@pytest.mark.parametrize(
    ("text", "select"),
    [
        ("ASK { ?s ?p ?o }", "SELECT (1 AS ?yes)  { ?s ?p ?o }\nLIMIT 1"),
        ("# ASK\nask WHERE { ?s ?p ?o } # end", "# ASK\nSELECT (1 AS ?yes)  WHERE { ?s ?p ?o } # end\nLIMIT 1"),
        ("SELECT * { ?ask ?p 'ASK' }", "SELECT * { ?ask ?p 'ASK' }"),
    ],
)
def test_a_question_is_a_select(text: str, select: str) -> None:
    """For stores that answer ASK wrongly; other queries stay."""
    assert as_select(text) == select


def test_a_query_is_sent_as_a_form() -> None:
    """As the protocol has it: one field, encoded."""
    assert form_of("http://x/", "SELECT * { ?s ?p 'é&' }").startswith(b"query=SELECT+%2A+")
