"""ORDER BY over values of several kinds, which the engine alone cannot be relied on to sort."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.errors import QueryError
from kfor_graph.sorting import sortable
from kfor_graph.store import Store, load

KINDS = [
    '"7"^^xsd:integer',
    '"2.5"^^xsd:decimal',
    '"2020-01-01"^^xsd:date',
    '"b"',
    '"b"@en',
    '"a"@fr',
    "true",
    '"x"^^<http://x/t>',
    "<http://x/i>",
]
MIXED = f"SELECT ?v {{ VALUES ?v {{ {' '.join(KINDS * 40)} }} }} ORDER BY ?v"
SORT = """
import sys
from kfor_graph.store import load
print(len(list(load(b"").query(sys.argv[1]))))
"""


@pytest.fixture(scope="module")
def store() -> Store:
    """Nothing: all values come from queries."""
    return load(b"")


def values(store: Store, text: str) -> list[str]:
    """The first column, as plain values."""
    return [row[0].value for row in store.query(text)]  # type: ignore[union-attr,index]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?l { ?s ?p ?l } ORDER BY ?l ?s",
        "SELECT ?l { ?s ?p ?l } ORDER BY DESC(?l) ?s",
        "SELECT ?l { ?s ?p ?l FILTER isLiteral(?l) } ORDER BY ?l",
        "SELECT ?l { { SELECT ?s ?l { ?s ?p ?l } LIMIT 5000 } } ORDER BY ?l",
        "SELECT ?l { { SELECT ?l { ?s ?p ?l FILTER isLiteral(?l) } ORDER BY ASC(?l) LIMIT 5000 } }",
    ],
)
def test_a_column_of_everything_can_be_sorted(published: Path, text: str) -> None:
    """Queries that sort all values of a graph end with an answer, where the engine by itself may end the process."""
    done = subprocess.run(
        [sys.executable, "-m", "kfor_graph", "query", text, "-d", str(published), "-f", "csv"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and done.stdout.count("\n") > 1000, done.stderr[-500:]


def test_a_mixture_can_be_sorted() -> None:
    """Every kind of value, many times over, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", SORT, f"PREFIX xsd: <{names.PREFIXES['xsd']}> {MIXED}"], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == str(len(KINDS) * 40), done.stderr[-500:]


def test_what_has_an_order_keeps_it(store: Store) -> None:
    """Numbers of all kinds are sorted as numbers, IRIs before literals, nothing before everything."""
    numbers = "VALUES ?v { 10 2.5 9.0e0 -1 3 }"
    assert values(store, f"SELECT ?v {{ {numbers} }} ORDER BY ?v") == ["-1", "2.5", "3", "9", "10"]
    assert values(store, f"SELECT ?v {{ {numbers} }} ORDER BY DESC(?v)") == ["10", "9", "3", "2.5", "-1"]
    assert values(store, 'SELECT ?v { VALUES ?v { "b" <http://x/b> "a" <http://x/a> } } ORDER BY ?v') == [
        "http://x/a",
        "http://x/b",
        "a",
        "b",
    ]
    assert values(store, 'SELECT ?v { VALUES (?v ?w) { ("b" 1) ("a" UNDEF) } } ORDER BY ?w') == ["a", "b"]
    assert values(store, 'SELECT ?v { VALUES (?v ?w) { ("b" 1) ("a" 1) ("c" 0) } } ORDER BY ?w DESC (?v)') == ["c", "b", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s ?p ?o } ORDER BY STR(?o) (?s) DESC(?o + 1) LIMIT 3",
        "SELECT ?s { ?s ?p ?o } # ORDER BY ?s",
        'SELECT ?s { ?s ?p "ORDER BY ?s" }',
        "SELECT ?order { ?order ?by ?o }",
        "ASK { ?s ?p ?o }",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    """Only variables that a query sorts by get a key."""
    assert sortable(text) == text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("SELECT * {} ORDER BY ?a", 1),
        ("SELECT * {} ORDER BY ASC(?a)DESC( $b ) ?c LIMIT 5", 3),
        ("SELECT * {} order by (?a + 1) ?b STRLEN(?c) ?d OFFSET 1", 2),
        ("SELECT * { { SELECT * {} ORDER BY ?a LIMIT 1 } } ORDER BY # ?x\n ?b", 2),
        ("SELECT (COUNT(*) AS ?n) ?a { ?a ?b ?c } GROUP BY ?a HAVING (?n > 1) ORDER BY DESC(?n) ?a VALUES (?x) { (1) }", 2),
    ],
)
def test_each_variable_gets_its_key(store: Store, text: str, keys: int) -> None:
    """However the keys are written, and in queries within the query; what comes out is SPARQL."""
    assert sortable(text).count("DATATYPE") == keys
    assert isinstance(store.query(text), pyoxigraph.QuerySolutions)


def test_mistakes_are_told_where_they_are(store: Store) -> None:
    """A mistake behind ORDER BY has the column of the text that was sent."""
    with pytest.raises(QueryError, match=r"query:1:(2[89]|3\d)"):
        store.query("SELECT ?a {} ORDER BY ?a DESC ?a")
