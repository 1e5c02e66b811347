"""What the engine is never given: texts that would ask another server, and texts that would break it."""

import time
from collections.abc import Iterator

import pytest

from kfor_graph.catalogue import form, skeleton
from kfor_graph.errors import QueryError
from kfor_graph.guard import MOST_DEPTH, MOST_OPERATORS, at, outbound, refuse_bombs
from kfor_graph.store import Store, load
from tests.web import Web, reply, serving

HIDDEN = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { #\rSERVICE <URL> { ?s ?p ?o} }",
    "SELECT * { ?s ?p ?a FILTER(?a<'>') SERVICE <URL> { ?s ?p '' } }",
    "SELECT * { ?s ?p ?a FILTER(?a<?a#>'''\n) SERVICE <URL> { ?s ?p '' } } #'''",
    "SELECT * { ?s <urn:a'b> ?a SERVICE <URL> { ?s <urn:c'd> '' } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    'SELECT * { BIND ("\\"" AS ?q) SERVICE <URL> { ?s ?p "" } }',
    "SELECT * { ?s ?p '''a\\''' FILTER(1<2) ''' SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX e: <http://x/> SELECT * { ?s ?p e:.SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX e: <http://x/> SELECT * { ?s ?p e:a.SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX e: <http://x/> SELECT * { ?s ?p ?x.SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE: { ?s ?p ?o } }",
    "SELECT * { << ?s ?p '>' >> ?q ?r . SERVICE <URL> { ?s ?p '' } }",
    "SELECT * { SERVICE\\u0020<URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { BIND (<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
]
"Ways to write SERVICE, some of which a careless reader takes for a comment or a string."


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """A server that notes who asks it."""
    with serving() as found:
        found.replies["/"] = [reply(b"no", 404)]
        yield found


@pytest.fixture(scope="module")
def store() -> Store:
    """Two quads in two graphs."""
    return load(b'<http://x/a> <http://x/p> "1" <http://x/g1> .\n<http://x/b> <http://x/p> "2" <http://x/g2> .\n')


@pytest.mark.parametrize("text", HIDDEN)
def test_no_query_asks_another_server(store: Store, web: Web, text: str) -> None:
    """However SERVICE is written, the text is refused and no connection is made."""
    with pytest.raises(QueryError, match=r"SERVICE|not SPARQL"):
        list(store.query(text.replace("URL", f"{web.base}/")))  # type: ignore[arg-type]
    assert web.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "# SERVICE in a comment\nSELECT ?s { ?s ?p ?o }",
        "SELECT ?s { ?s ?p ?o FILTER (?o != 'SERVICE <x>') }",
        "SELECT ?service { ?service ?p ?o }",
        "SELECT ?s { ?s ?p ?o FILTER (?s != <http://x/service#it's>) }",
        "SELECT ?s { ?s ?p ?o FILTER (?s != <urn:x'y> || ?s<'>') }",
        "PREFIX x: <http://x/> SELECT ?s { ?s ?p ?o FILTER (?s != x:service) }",
    ],
)
def test_the_word_alone_does_no_harm(store: Store, text: str) -> None:
    """In comments, strings, variables, names and IRIs the word is only a word."""
    assert len(list(store.query(text))) == 2  # type: ignore[arg-type]


def test_from_fetches_nothing(store: Store, web: Web) -> None:
    """FROM names graphs of the store; one that it does not have is empty, whatever stands at its address."""
    for clause in ("FROM", "FROM NAMED"):
        assert list(store.query(f"SELECT * {clause} <{web.base}/> {{ ?s ?p ?o }}")) == []  # type: ignore[arg-type]
        assert list(store.query(f"SELECT * {clause} <{web.base}/> {{ GRAPH ?g {{ ?s ?p ?o }} }}")) == []  # type: ignore[arg-type]
    assert web.asked == []


def test_where_it_stands() -> None:
    """Positions are those of the word; a message names line and column."""
    assert at("query", "SELECT * {\n  SERVICE", 13) == "query:2:3"
    assert outbound("SELECT * {\n  SERVICE <x:y> {} }", "query", "SERVICE") == (13,)
    assert outbound("LOAD <x:y>", "update", "LOAD") == (0,)


N = MOST_OPERATORS + 10
DEEP = {
    "groups": "SELECT * { " + "{ " * N + "}" * N + " }",
    "lists": "SELECT * { ?s ?p " + "(" * N + ")" * N + " }",
    "blank nodes": "SELECT * { ?s ?p " + "[ ?p " * N + " ]" * N + " }",
    "brackets of expressions": "SELECT * { FILTER " + "(" * N + "1" + ")" * N + " }",
    "calls": "SELECT * { FILTER (" + "STR(" * N + "1" + ")" * N + ") }",
    "exists": "SELECT * { " + "FILTER EXISTS { " * N + "}" * N + " }",
    "selects": "SELECT * { " + "{ SELECT * { " * N + "}}" * N + " }",
    "paths in brackets": "SELECT * { ?s " + "(" * N + "<x:p>" + ")*" * N + " ?o }",
    "not": "SELECT * { FILTER (" + "!" * N + "true) }",
    "union": "SELECT * { " + " UNION ".join(["{}"] * N) + " }",
    "bind": "SELECT * { " + "".join(f"BIND (1 AS ?x{n}) " for n in range(N)) + " }",
    "minus": "SELECT * { " + "MINUS { ?s ?p ?o } " * N + " }",
    "optional": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * N + " }",
    "projection": "SELECT " + "".join(f"(1 AS ?x{n}) " for n in range(N)) + " { }",
    "or": "SELECT * { FILTER (" + " || ".join(["true"] * N) + ") }",
    "sums": "SELECT * { FILTER (" + "+".join(["1"] * N) + " = 1) }",
    "alternatives": "SELECT * { ?s " + "|".join(["<x:p>"] * N) + " ?o }",
    "sequences": "SELECT * { ?s " + "/".join(["<x:p>"] * N) + " ?o }",
    "triples in triples": "ASK { " + "<<" * N + "?a ?b ?c" + ">> ?p ?o" * N + " }",
    "inverses": "SELECT * { ?s " + "^(" * N + "<x:p>" + ")" * N + " ?o }",
}


@pytest.mark.parametrize("name", list(DEEP))
def test_what_would_break_the_engine_never_reaches_it(store: Store, name: str) -> None:
    """Deep nesting and endless chains are refused at once, in one line; ten times more of them would end the process."""
    for text in (DEEP[name], DEEP[name].replace(" ", "\n")):
        begun = time.monotonic()
        with pytest.raises(QueryError, match=r"deep|more than 1000 patterns"):
            store.query(text)
        assert time.monotonic() - begun < 1


def test_what_people_write_is_let_through(store: Store) -> None:
    """A hundred brackets, a thousand terms in VALUES or IN, and long texts are no bombs."""
    nested = MOST_DEPTH - 2
    refuse_bombs("SELECT * { " + "{ " * nested + "}" * nested + " }", "query")
    values = " ".join(f"<http://x/a-{n}>" for n in range(5000))
    assert len(list(store.query(f"SELECT ?s {{ VALUES ?s {{ {values} <http://x/a> }} ?s ?p ?o }}"))) == 1  # type: ignore[arg-type]
    listed = ", ".join(f"x:a-{n}" for n in range(5000))
    text = f"PREFIX x: <http://x/> SELECT ?s {{ ?s ?p ?o FILTER (?s IN ({listed}, x:a)) }}"
    assert len(list(store.query(text))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ['"""' + "\\" * 5000, "'''" + "\\" * 5000, '"' + "\\" * 5001, "<" * 50_000, "<a" * 50_000, "PREFIX a: <b:> " * 20_000, "#" * 50_000],
    ids=["long", "long single", "short", "less", "iris", "prologue", "comments"],
)
def test_reading_takes_no_longer_than_the_text(text: str) -> None:
    """Endless strings, brackets and prologues are read in time."""
    begun = time.monotonic()
    skeleton(text)
    form(text)
    assert time.monotonic() - begun < 2


def test_a_regular_expression_is_no_bomb(store: Store) -> None:
    """The engine's regular expressions take time that grows with the text alone."""
    begun = time.monotonic()
    for pattern in ("(a+)+$", "(a|a)*b", "(.*a){20}b", "((a{1,100}){1,100}){1,100}"):
        text = f'SELECT ?x {{ BIND ("{"a" * 20_000}!" AS ?x) FILTER REGEX (?x, "{pattern}") }}'
        assert list(store.query(text)) == []  # type: ignore[arg-type]
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?o { ?s ?p ?o }", ["1", "2"]),
        ("SELECT ?o FROM <http://x/g1> { ?s ?p ?o }", ["1"]),
        ("SELECT ?o FROM <http://x/g1> FROM <http://x/g2> { ?s ?p ?o }", ["1", "2"]),
        ("SELECT ?o FROM <http://x/g1> { GRAPH ?g { ?s ?p ?o } }", []),
        ("SELECT ?o FROM NAMED <http://x/g1> { ?s ?p ?o }", []),
        ("SELECT ?o FROM NAMED <http://x/g1> { GRAPH ?g { ?s ?p ?o } }", ["1"]),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", ["1", "2"]),
        ("PREFIX from: <http://x/> SELECT ?o { ?s from:p ?o }", ["1", "2"]),
        ("SELECT ?o { ?from ?p ?o }", ["1", "2"]),
    ],
)
def test_which_graphs_a_text_sees(store: Store, text: str, expected: list[str]) -> None:
    """FROM and FROM NAMED make the data set; without them the default graph is the union of all."""
    assert sorted(row["o"].value for row in store.query(text)) == expected  # type: ignore[union-attr,index]
