"""The competency questions and the everyday queries, asked of reports modelled by hand."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph, URIRef

from kfor_graph import names
from tests.ontology_files import FILES, GOLD, KFO, ROOT, everything, expanded, mappings

COMPETENCY = sorted((ROOT / "queries" / "competency").glob("*.rq"))
QUERIES = [*COMPETENCY, *sorted((ROOT / "queries" / "examples").glob("*.rq")), *sorted((ROOT / "queries" / "exports").glob("*.rq"))]

UNORDERED = sorted(file for folder in ("views", "networks", "tables") for file in (ROOT / "queries" / folder).glob("*.rq"))
"Read whole by programs, which sort faster than the engine."


@cache
def store() -> pyoxigraph.Store:
    """The ontology, the mappings and the reports modelled by hand, each in a graph of its own."""
    held = pyoxigraph.Store()
    for file in [*FILES, GOLD]:
        graph = pyoxigraph.NamedNode(names.graph("gold" if file == GOLD else "ontology"))
        held.load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    links = pyoxigraph.NamedNode(names.graph("links"))
    for row in mappings()[1]:
        subject, value = (pyoxigraph.NamedNode(expanded(row[column])) for column in ("subject_id", "object_id"))
        held.add(pyoxigraph.Quad(subject, pyoxigraph.NamedNode(names.expand(row["predicate_id"])), value, links))
    return held


@cache
def merged() -> Graph:
    """The same as one rdflib graph."""
    graph = everything() + Graph(bind_namespaces="none").parse(GOLD)
    for row in mappings()[1]:
        graph.add((URIRef(expanded(row["subject_id"])), URIRef(names.expand(row["predicate_id"])), URIRef(expanded(row["object_id"]))))
    return graph


def rows(text: str) -> list[tuple[str | None, ...]]:
    """The answers of Oxigraph, the union of the named graphs being the default graph."""
    answer = store().query(text, use_default_graph_as_union=True)
    return [tuple(None if value is None else value.value for value in solution) for solution in answer]


def test_all_questions_are_there() -> None:
    """The competency questions are numbered from 1 to 37."""
    assert [file.name for file in COMPETENCY] == [f"cq{number:02d}.rq" for number in range(1, 38)]


@pytest.mark.parametrize("file", [*QUERIES, *UNORDERED], ids=lambda file: file.stem)
def test_header(file: Path) -> None:
    """A query says what it is called and about, declares the prefixes that it uses and no others, and has no base."""
    text = file.read_text(encoding="utf-8")
    assert re.match(r"# title: .+\n# about: .+\n(# (?:param: \w+ \w+|page: \w+)\n)*PREFIX ", text)
    declared = re.findall(r"^PREFIX (\w+): <\S+>$", text, re.M)
    body = re.sub(r'<[^>]*>|"[^"]*"|^(PREFIX|#).*$', "", text, flags=re.M)
    assert sorted(declared) == sorted(set(re.findall(r"(?<![\w?])(\w+):", body)))
    assert "BASE" not in body
    assert all(iri.startswith(("http://", "https://")) for iri in re.findall(r"<([^>\s]+)>", text))


@pytest.mark.parametrize("file", [file for file in QUERIES if "SELECT" in file.read_text(encoding="utf-8")], ids=lambda file: file.stem)
def test_order_is_total(file: Path) -> None:
    """The answers are in one order and without repetition, also where several named graphs say the same."""
    text = file.read_text(encoding="utf-8")
    found = rows(text)
    assert "ORDER BY" in text
    doubled = pyoxigraph.Store()
    for quad in store():
        doubled.add(quad)
        doubled.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, pyoxigraph.NamedNode(names.graph("again"))))
    again = [
        tuple(None if value is None else value.value for value in line) for line in doubled.query(text, use_default_graph_as_union=True)
    ]
    assert again == found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("file", UNORDERED, ids=lambda file: file.stem)
def test_answers_do_not_repeat(file: Path) -> None:
    """What programs read whole has each row once."""
    found = [tuple(map(str, line)) for line in store().query(file.read_text(encoding="utf-8"), use_default_graph_as_union=True)]
    assert len(found) == len(set(found))


def parameters(file: Path) -> Iterable[str]:
    """The names of the parameters of a query."""
    return re.findall(r"^# param: (\w+)", file.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("file", [file for file in QUERIES if parameters(file)], ids=lambda file: file.stem)
def test_parameters_are_shown(file: Path) -> None:
    """A query shows each parameter that it has, so that a value can be put in its place."""
    answer = store().query(file.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert set(parameters(file)) <= {variable.value for variable in answer.variables}


def normal(value: object) -> str | None:
    """A value for comparison: numbers by value, all else by its characters."""
    try:
        return None if value is None else str(float(str(value)))
    except ValueError:
        return str(value)


@pytest.mark.parametrize("file", COMPETENCY, ids=lambda file: file.stem)
def test_answers_do_not_depend_on_the_engine(file: Path) -> None:
    """Oxigraph and rdflib give the same answers in the same order."""
    text = file.read_text(encoding="utf-8")
    ours = [tuple(normal(value) for value in line) for line in rows(text)]
    theirs = [tuple(normal(value) for value in line) for line in merged().query(text)]
    assert ours == theirs


EULEX = "European Union Rule of Law Mission in Kosovo"
AGREEMENTS = ("Economic normalization agreements of 4 September 2020", "2020-09-04", "United States of America")
VETERANS = ("Association of Political Prisoners", "Kosovo Liberation Army War Veterans Organization")
ANSWERS = {
    1: [("2007-09-30", "15314", "Exact"), ("2020-06-30", "3600", "About"), ("2020-09-30", "3400", "About")],
    3: [("2020-06-30", "27"), ("2020-09-30", "26")],
    4: [("2007-09-30", "2020-06-30", "-11714"), ("2020-06-30", "2020-09-30", "-200")],
    6: [("2007-09-01", "308", "416", "-26")],
    10: [("2020-07-09", who, "Without incident") for who in VETERANS],
    12: [(*AGREEMENTS, party) for party in ("Belgrade (authorities)", "Pristina (authorities)")],
    13: [(EULEX, "2021-06-14", "2020-07-11", who) for who in ("Hashim Thaçi", "Josep Borrell")],
    17: [("2007-09-01", "Low")],
    18: [("2007-09-01", "0")],
}


@pytest.mark.parametrize("number", ANSWERS)
def test_answers(number: int) -> None:
    """The questions have the answers that a reader of the two published reports gives."""
    assert rows((ROOT / "queries" / "competency" / f"cq{number:02d}.rq").read_text(encoding="utf-8")) == ANSWERS[number]


def test_web_annotations() -> None:
    """Each claim's piece of evidence becomes one Web Annotation with a position and a quote."""
    text = (ROOT / "queries" / "exports" / "annotations.rq").read_text(encoding="utf-8")
    found = list(store().query(text, use_default_graph_as_union=True))
    oa = names.PREFIXES["oa"]
    pairs = len(list(Graph(bind_namespaces="none").parse(GOLD).triples((None, KFO.evidence, None))))
    assert len({triple.subject for triple in found if triple.predicate.value == oa + "hasBody"}) == pairs
    assert {triple.object.value.removeprefix(oa) for triple in found if triple.predicate.value.endswith("#type")} == {
        "Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector",
    }  # fmt: skip
