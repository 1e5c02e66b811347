"""Running queries: parameters become terms, results become tables and graphs, and are written in the standard forms."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode
from rich.console import Console

from kfor_graph import names
from kfor_graph.catalogue import Query, read_query
from kfor_graph.errors import QueryError, StoreError
from kfor_graph.query import answer as answering
from kfor_graph.query.answer import answer, find_query
from kfor_graph.query.formats import GRAPHS, TABLES, write
from kfor_graph.query.parameters import parse_assignments, term, terms
from kfor_graph.query.run import Table, run, run_table
from kfor_graph.query.terminal import print_table, short
from kfor_graph.store import Store, load

XSD = names.PREFIXES["xsd"]
ID, GRAPH = f"{names.BASE}id/", f"<{names.BASE}graph/one>"
NASTY = 'a "quoted", word\\n\\tand <angle> & more'
NQUADS = f"""
<{ID}place/pristina> <{names.PREFIXES["rdfs"]}label> "Priština"@sr-latn {GRAPH} .
<{ID}place/pristina> <{names.PREFIXES["kfo"]}day> "2007-06-30"^^<{XSD}date> {GRAPH} .
<{ID}place/pristina> <{names.PREFIXES["kfo"]}share> "6.83"^^<{XSD}decimal> {GRAPH} .
<{ID}place/pristina> <{names.PREFIXES["kfo"]}value> "17"^^<{XSD}integer> {GRAPH} .
<{ID}place/mitrovica> <{names.PREFIXES["kfo"]}note> "{NASTY.replace('"', chr(92) + '"')}" {GRAPH} .
<{ID}place/mitrovica> <{names.PREFIXES["kfo"]}value> "4"^^<{XSD}integer> {GRAPH} .
"""
ABOUT = "SELECT ?place ?p ?o { ?place ?p ?o } ORDER BY ?place ?p"


@pytest.fixture
def store() -> Iterator[Store]:
    """Six statements about two places."""
    with load(NQUADS.encode()) as opened:
        yield opened


def asking(text: str, /, **params: str) -> Query:
    """A query with declared parameters."""
    return Query("q", "q.rq", text, params=tuple(params.items()), declared=True)


def typed(value: str, kind: str) -> Literal:
    """A literal of one of the kinds of XSD."""
    return Literal(value, datatype=NamedNode(XSD + kind))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("iri", "<http://x/a>", NamedNode("http://x/a")),
        ("iri", "http://x/a?b=c#d", NamedNode("http://x/a?b=c#d")),
        ("iri", "urn:x:a", NamedNode("urn:x:a")),
        ("iri", "kfo:Event", NamedNode(names.expand("kfo:Event"))),
        ("iri", "place/pristina", NamedNode(f"{ID}place/pristina")),
        ("iri", "id/place/pristina", NamedNode(f"{ID}place/pristina")),
        ("iri", "scheme/unit/persons", NamedNode(f"{names.BASE}scheme/unit/persons")),
        ("iri", "doc/S-2007-652/a:b", NamedNode(f"{ID}doc/S-2007-652/a:b")),
        ("string", "kfo:Event", Literal("kfo:Event")),
        ("integer", "-17", typed("-17", "integer")),
        ("decimal", "6.83", typed("6.83", "decimal")),
        ("date", "2007-06-30", typed("2007-06-30", "date")),
        ("lang", "sr-Latn", Literal("sr-Latn")),
    ],
)
def test_a_string_becomes_a_term_of_its_kind(kind: str, value: str, expected: object) -> None:
    """IRIs are taken in full, with a prefix, or relative to ours; the others as their kind writes them."""
    assert term("x", value, kind) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "foo:bar"),
        ("iri", ""),
        ("iri", "a b"),
        ("iri", "<http://x/> . ?s ?p ?o"),
        ("iri", "http://x/> } #"),
        ("integer", "1.5"),
        ("integer", "٣"),
        ("decimal", "1e5"),
        ("decimal", "."),
        ("date", "2007-02-30"),
        ("date", "20070630"),
        ("date", "2007-W01-1"),
        ("lang", "en us"),
    ],
)
def test_a_string_of_another_kind_is_refused(kind: str, value: str) -> None:
    """What has not the form of its kind is an error that shows how to write it."""
    with pytest.raises(QueryError, match=f"^--param x: .* is no {kind}; write it as "):
        term("x", value, kind)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<http://x/a>", NamedNode("http://x/a")),
        ("https://x/a", NamedNode("https://x/a")),
        ("kfo:Event", NamedNode(names.expand("kfo:Event"))),
        ("mine:a", NamedNode("http://mine/a")),
        ("17", typed("17", "integer")),
        ("6.83", typed("6.83", "decimal")),
        ("2007-06-30", typed("2007-06-30", "date")),
        ("note: this", Literal("note: this")),
        ("Pristina", Literal("Pristina")),
    ],
)
def test_the_kind_of_an_undeclared_parameter_is_guessed(value: str, expected: object) -> None:
    """A query without a header takes any parameter; its kind is seen from its form, and its own prefixes count."""
    assert terms(Query("query", "query", "PREFIX mine: <http://mine/>\nASK { ?x a ?y }"), {"x": value}) == {"x": expected}


def test_parameters_are_bound(store: Store) -> None:
    """A parameter restricts the result to what it names, in tables, graphs and questions."""
    table = run_table(store, asking(ABOUT, place="iri"), {"place": "place/mitrovica"})
    assert [row[0] for row in table.rows] == [NamedNode(f"{ID}place/mitrovica")] * 2
    graph = run(store, asking("CONSTRUCT { ?place a kfo:Place } { ?place ?p ?o }", place="iri"), {"place": "place/pristina"})
    assert [str(triple.subject) for triple in graph] == [f"<{ID}place/pristina>"]
    assert run(store, asking("ASK { ?s kfo:value ?n }", n="integer"), {"n": "17"}) is True
    assert run(store, asking("ASK { ?s kfo:share ?n }", n="decimal"), {"n": "6.830"}) is True
    assert run(store, asking("ASK { ?s kfo:day ?n }", n="date"), {"n": "2007-07-30"}) is False


@pytest.mark.parametrize("attack", ['x" } ; DROP ALL #', 'x") || (1 = 1', "x\\", "?o", "x\n}", '"@en', "<http://x/>"])
def test_a_parameter_cannot_inject(store: Store, attack: str) -> None:
    """Whatever a string holds, it is compared as a string: no value changes what is asked."""
    query = asking("SELECT ?s ?text { ?s ?p ?o FILTER (STR(?o) = ?text) }", text="string")
    assert run_table(store, query, {"text": attack}).rows == ()
    (row,) = run_table(store, query, {"text": "17"}).rows
    assert row[1] == Literal("17")
    echoed = run_table(store, asking("SELECT ?text ?n { BIND (STRLEN(?text) AS ?n) }", text="string"), {"text": attack})
    assert echoed.rows == ((Literal(attack), typed(str(len(attack)), "integer")),)


def test_wrong_parameters_are_told(store: Store) -> None:
    """A parameter that is missing, that the query does not have, or that its SELECT does not give is an error with a remedy."""
    query = asking(ABOUT, place="iri")
    with pytest.raises(QueryError, match=r"needs the parameter place; add --param place=VALUE \(iri, such as .*place/pristina\)"):
        run(store, query)
    with pytest.raises(QueryError, match="has no parameter day; it has: place"):
        run(store, query, {"place": "place/pristina", "day": "2007-06-30"})
    with pytest.raises(QueryError, match="has no parameter day; leave it out"):
        run(store, asking(ABOUT), {"day": "2007-06-30"})
    with pytest.raises(QueryError, match=r"the parameter \?day is not projected; add \?day to SELECT"):
        run(store, Query("query", "query", "SELECT ?s { ?s kfo:day ?day }"), {"day": "2007-06-30"})
    with pytest.raises(QueryError, match=r"does not use the parameter \?day"):
        run(store, Query("query", "query", "SELECT * { ?s ?p ?days } # ?day"), {"day": "2007-06-30"})


def test_assignments_are_read() -> None:
    """NAME=VALUE splits at the first sign, and a question mark before the name does no harm."""
    assert parse_assignments(["a=b=c", "?d=", "e= f "]) == {"a": "b=c", "d": "", "e": " f "}
    for words in (["a"], ["=b"], ["a-b=c"], ["a=1", "a=2"]):
        with pytest.raises(QueryError):
            parse_assignments(words)


def test_a_table_holds_terms(store: Store) -> None:
    """Columns come as the query gives them, rows in its order; what is not bound is None."""
    text = "SELECT ?place ?label { ?place kfo:value ?v OPTIONAL { ?place rdfs:label ?label } } ORDER BY ?v"
    table = run_table(store, asking(text))
    assert table.columns == ("place", "label")
    assert [*table.dicts()] == [
        {"place": f"{ID}place/mitrovica", "label": None},
        {"place": f"{ID}place/pristina", "label": "Priština"},
    ]
    with pytest.raises(QueryError, match="does not give a table"):
        run_table(store, asking("ASK {}"))


def test_a_graph_is_sorted_and_the_same_each_time(store: Store) -> None:
    """Triples are in order without doubles, and blank nodes have the same names at each run."""
    text = "CONSTRUCT { ?place kfo:told [ kfo:how ?p ] } { ?place ?p ?o }"
    first, again = run(store, asking(text)), run(store, asking(text))
    assert first == again
    assert len(first) == 12
    assert list(first) == sorted(first, key=str)


def test_updates_change_nothing(store: Store) -> None:
    """The graph is only read."""
    with pytest.raises(QueryError, match="is an update"):
        run(store, asking("DELETE WHERE { ?s ?p ?o }"))
    assert len(store) == 6


def test_an_error_while_reading_is_told(store: Store) -> None:
    """What goes wrong after the first row is an error of the query too."""
    with pytest.raises(QueryError, match=r"^q\.rq: .*not supported"):
        run(store, asking("SELECT (<http://x/f>(?o) AS ?x) { ?s ?p ?o }"))


def cells(store: Store) -> Table:
    """A table with every kind of term, and a cell without one."""
    return run_table(store, asking("SELECT ?o ?n { ?s ?p ?o OPTIONAL { ?s kfo:note ?n } } ORDER BY ?s ?p"))


def test_csv_is_the_standard_form(store: Store) -> None:
    """CSV holds plain values, quoted where they need it, with the line ends of the standard."""
    text = write(cells(store), "csv")
    assert text.startswith("o,n\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    note = NASTY.replace("\\n", "\n").replace("\\t", "\t")
    assert rows[1:] == [[note, note], ["4", note], ["Priština", ""], ["2007-06-30", ""], ["6.83", ""], ["17", ""]]


def test_tsv_json_and_xml_keep_the_terms(store: Store) -> None:
    """The three forms that keep terms give back, when they are read, what was written."""
    table = cells(store)
    for form, reader in (("tsv", TABLES["tsv"]), ("json", TABLES["json"]), ("xml", TABLES["xml"])):
        read = pyoxigraph.parse_query_results(write(table, form), reader)
        assert isinstance(read, pyoxigraph.QuerySolutions)
        assert tuple(variable.value for variable in read.variables) == table.columns
        assert tuple(tuple(row) for row in read) == table.rows


def test_other_tools_read_the_forms(store: Store) -> None:
    """JSON and XML are read by the tools of others, and a text form ends its last line."""
    table = cells(store)
    assert len(json.loads(write(table, "json"))["results"]["bindings"]) == len(table.rows)
    assert len(ElementTree.fromstring(write(table, "xml")).findall(".//{*}result")) == len(table.rows)  # noqa: S314
    assert all(write(table, form).endswith("\n") for form in TABLES)


def test_yes_and_no_have_forms(store: Store) -> None:
    """The answer to ASK is written in the forms of tables."""
    assert json.loads(write(True, "json")) == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in write(False, "xml")
    assert write(True, "csv").strip() == "true"


@pytest.mark.parametrize(
    ("form", "theirs"),
    [("turtle", "turtle"), ("trig", "trig"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")],
)
def test_graphs_have_forms(store: Store, form: str, theirs: str) -> None:
    """Another reader finds the same triples in each form of a graph."""
    graph = run(store, asking("CONSTRUCT WHERE { ?s ?p ?o }"))
    assert isinstance(graph, tuple)
    read = rdflib.Dataset(default_union=True)
    read.parse(data=write(graph, form), format=theirs)
    assert {" ".join(node.n3() for node in triple) for triple in read.triples((None, None, None))} == {
        " ".join(node.n3() for node in triple) for triple in rdflib.Graph().parse(data=write(graph, "ntriples"), format="nt")
    }
    assert len(graph) == 6


def test_graphs_declare_only_the_prefixes_they_use(store: Store) -> None:
    """Turtle begins with the prefixes of its own names and no others; every process gives them in one order."""
    graph = run(store, asking("CONSTRUCT WHERE { ?s kfo:value ?o }"))
    turtle = write(graph, "turtle")
    assert {line.split()[1] for line in turtle.splitlines() if line.startswith("@prefix")} == {"kfo:", "xsd:"}
    program = (
        "from kfor_graph.query.formats import write; from kfor_graph.store import load; import pyoxigraph as o; n = o.NamedNode;"
        "from kfor_graph.names import PREFIXES as P;"
        "print(write(tuple(o.Triple(n('http://x'), n(p + 'a'), n(p + 'b')) for p in P.values()), 'rdfxml'))"
    )
    assert len({subprocess.check_output([sys.executable, "-c", program]) for _ in range(3)}) == 1


def test_a_form_of_another_kind_is_refused(store: Store) -> None:
    """A table is no Turtle and a graph no CSV: the error lists what there is."""
    with pytest.raises(QueryError, match=f"use one of: {', '.join(TABLES)}"):
        write(cells(store), "turtle")
    with pytest.raises(QueryError, match=f"use one of: {', '.join(GRAPHS)}"):
        write((), "csv")


def printed(table: Table, width: int = 60, **options: bool) -> str:
    """A table as it is printed."""
    stream = io.StringIO()
    print_table(table, Console(file=stream, width=width, **options), "A [bold]title[/]")
    return stream.getvalue()


def test_a_table_for_people() -> None:
    """IRIs are short, numbers stand to the right, long text is wrapped whole, and nothing is coloured where it is piped."""
    words = "many words " * 12
    place, event = NamedNode(f"{ID}place/pristina"), NamedNode(names.expand("kfo:Event"))
    rows = ((place, typed("4", "integer"), Literal(words)), (event, typed("17", "integer"), None))
    text = printed(Table(("what", "n", "words"), rows))
    assert "\x1b" not in text
    assert "A [bold]title[/]" in text
    assert "│ place/pristina │  4 │" in text
    assert "│ kfo:Event      │ 17 │" in text
    assert text.count("many") == text.count("words ") - 1 == 12
    assert text.endswith("2 rows\n")
    assert all(len(line) <= 60 for line in text.splitlines())


def test_a_wide_table_is_printed_as_lists() -> None:
    """Where columns would be too narrow to read, each row is a list of its columns, without those that are empty."""
    columns = tuple(f"column{number}" for number in range(8))
    rows = ((*[NamedNode(f"{ID}place/somewhere")] * 7, None), (*[None] * 7, Literal("last")))
    text = printed(Table(columns, rows))
    assert "│ column6 │ place/somewhere │" in text
    assert text.count("column7") == 1
    assert "│ column7 │ last " in text
    assert "2 rows" in text


def test_data_gives_the_terminal_no_orders() -> None:
    """Control characters of the data are shown, not obeyed; brackets are text."""
    rows = ((Literal("\x1b[31mred\x07 [red]x[/red]"), NamedNode("http://x/b")),)
    text = printed(Table(("a", "b"), rows), force_terminal=True)
    assert "\ufffd[31mred\ufffd [red]x[/red]" in text


@pytest.mark.parametrize("iri", [f"{ID}place/x", f"{names.BASE}scheme/unit/x", names.expand("kfo:X"), "http://x/a", names.BASE])
def test_a_short_name_is_a_parameter(iri: str) -> None:
    """What a table shows can be given back as a parameter."""
    assert term("x", short(NamedNode(iri)), "iri") == NamedNode(iri)


def test_an_argument_finds_its_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument is a name, a file, SPARQL itself, or - for standard input."""
    path = tmp_path / "mine.rq"
    path.write_text("# a remark\n" + ABOUT, encoding="utf-8")
    assert find_query("troop-strength").title == "Troop strength"
    assert find_query("examples/troop-strength") is find_query("troop-strength")
    assert (find_query(str(path)).text, find_query(str(path)).declared) == ("# a remark\n" + ABOUT, False)
    assert find_query("ASK{}").text == "ASK{}"
    assert find_query("DESCRIBE <http://x/a>").text == "DESCRIBE <http://x/a>"
    monkeypatch.setattr(answering.sys, "stdin", io.StringIO(ABOUT))
    assert find_query("-").text == ABOUT
    with pytest.raises(QueryError, match=r"try one of: .*troop-strength"):
        find_query("troop-strenght")
    with pytest.raises(QueryError, match="No such file"):
        find_query(str(tmp_path / "none.rq"))


def test_a_file_that_declares_parameters_is_held_to_the_rules(tmp_path: Path) -> None:
    """A file with a parameter in its header needs the rest of the header too."""
    path = tmp_path / "mine.rq"
    path.write_text("# param: place iri\n" + ABOUT, encoding="utf-8")
    with pytest.raises(ExceptionGroup):
        find_query(str(path))
    path.write_text("# title: Mine\n# about: All.\n# param: place iri\n" + ABOUT, encoding="utf-8")
    assert find_query(str(path)) == read_query(path)


def test_an_answer_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build is asked by text with a parameter, in the form that is wished for."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "one.nq").write_text(NQUADS, encoding="utf-8")
    answer(tmp_path, ABOUT, ["place=<https://w3id.org/kfor-graph/id/place/mitrovica>", "p=kfo:value"], "csv", Console())
    assert capsys.readouterr().out == f"place,p,o\r\n{ID}place/mitrovica,{names.expand('kfo:value')},4\r\n"
    answer(tmp_path, "DESCRIBE <https://w3id.org/kfor-graph/id/place/mitrovica>", [], None, Console())
    assert "kfo:value 4 ." in capsys.readouterr().out
    with pytest.raises(StoreError, match="no such folder"):
        answer(tmp_path / "none", ABOUT, [], None, Console())
