"""Two ways to apply shapes, one outcome: pySHACL on all nodes, and the gate that names the nodes which pySHACL is asked about."""

import random
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import SH

from kfor_graph import names
from kfor_graph.errors import ShapeError, SourceError
from kfor_graph.pipeline import build, find, process
from kfor_graph.quality.document import Checked, check, our_validator
from kfor_graph.quality.engine import Engine
from kfor_graph.quality.graphs import quads

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "shapes"
KFSH = "https://w3id.org/kfor-graph/shapes#"
SHAPES = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())
XSD = names.PREFIXES["xsd"]
TYPE = NamedNode(names.expand("rdf:type"))
FILES = sorted(path for path in (ROOT / "reports").iterdir() if path.suffix in {".txt", ".md"})


def suspected(document: Sequence[Quad]) -> set[tuple[str, str]] | None:
    """Shape and node of all that the gate would have pySHACL look at; None for a document that it does not read."""
    with our_validator().compiled.gate.laid(document) as fits:
        found = our_validator().compiled.gate.suspects() if fits else {}
    return {(str(shape), node.n3()) for shape, nodes in found.items() for node in nodes} if fits else None


def blamed(document: Sequence[Quad]) -> set[tuple[str, str]]:
    """Shape and node of all results of pySHACL."""
    return {(result.shape, result.focus) for result in our_validator().validate(nquads(document))}


def nquads(document: Iterable[Quad]) -> bytes:
    return pyoxigraph.serialize(document, format=pyoxigraph.RdfFormat.N_QUADS)


@cache
def fixture(shape: str, name: str) -> tuple[Quad, ...]:
    """A fixture with the document that it adds to."""
    files = [FIXTURES / "base.ttl", FIXTURES / shape / f"{name}.ttl"]
    graph = NamedNode(names.graph("S-2007-652"))
    told = {quad.triple for file in files for quad in quads(file, SourceError)}
    return tuple(Quad(*triple, graph) for triple in sorted(told, key=str))


@cache
def built(number: int) -> tuple[Quad, ...]:
    """The graph of a published report."""
    found = find([str(FILES[number])])[0]
    return tuple(pyoxigraph.parse(process(found, validate=False).nquads, format=pyoxigraph.RdfFormat.N_QUADS))


def test_all_our_shapes_are_compiled() -> None:
    """None of the project's own shapes needs pySHACL on all nodes."""
    compiled = our_validator().compiled
    assert compiled.refused == ()
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    assert compiled.shapes == {shape for target in targets for shape in our_validator().shapes.subjects(target)}


@pytest.mark.parametrize("shape", SHAPES)
def test_good(shape: str) -> None:
    """The gate names no node of what is right; it leaves to pySHACL what adds to a node of the ontology."""
    found = suspected(fixture(shape, "good"))
    assert found == set() or (found is None and shape == "LinkShape")  # its fixture describes a node of the ontology
    assert blamed(fixture(shape, "good")) == set()


@pytest.mark.parametrize("shape", SHAPES)
def test_bad(shape: str) -> None:
    """The gate names just the nodes that have results, or leaves a document with strange literals to pySHACL; the fault is found."""
    document = fixture(shape, "bad")
    found, results = suspected(document), blamed(document)
    assert found is None or found == results
    assert KFSH + shape in {name for name, _ in results}


@pytest.mark.parametrize("shape", SHAPES)
def test_one_outcome_for_each_fault(shape: str) -> None:
    """Results, source issues and findings are the same in every field."""
    document = nquads(fixture(shape, "bad"))
    assert check("S-2007-652", document, engine=Engine.SPARQL) == check("S-2007-652", document, engine=Engine.PYSHACL)


def test_a_build_is_the_same_whatever_the_engine(tmp_path: Path) -> None:
    """Byte by byte, with findings, source issues and report of validation; no shape is to be told of."""
    trees = []
    for engine in Engine:
        done = build([str(ROOT / "reports")], tmp_path / engine, workers=1, engine=engine)
        assert done.notes == ()
        files = [path for path in (tmp_path / engine).rglob("*") if path.is_file() and path.parent.name != "cache"]
        trees.append({path.relative_to(tmp_path / engine): path.read_bytes() for path in files})
    assert trees[0] == trees[1] == trees[2]


def _other(chance: random.Random, document: Sequence[Quad], like: type) -> object:
    return chance.choice([quad.object for quad in document if isinstance(quad.object, like)])


def _deleted(chance: random.Random, document: list[Quad], at: int) -> None:
    del document[at]


def _retyped(chance: random.Random, document: list[Quad], at: int) -> None:
    """A literal of another datatype."""
    value = document[at].object.value
    kind = chance.choice(["string", "integer", "decimal", "date", "boolean", "gYear", "anyURI"])
    _put(document, at, Literal(value, datatype=NamedNode(XSD + kind)))


def _reclassed(chance: random.Random, document: list[Quad], at: int) -> None:
    classes = [quad for quad in document if quad.predicate == TYPE]
    quad = chance.choice(classes)
    _put(document, document.index(quad), chance.choice(classes).object)


def _doubled(chance: random.Random, document: list[Quad], at: int) -> None:
    """A second value, taken from elsewhere in the document."""
    quad = document[at]
    value = chance.choice([other.object for other in document if other.predicate == quad.predicate])
    document.append(Quad(quad.subject, quad.predicate, value, quad.graph_name))


def _counted(chance: random.Random, document: list[Quad], at: int) -> None:
    """Another number."""
    numbers = [quad for quad in document if isinstance(quad.object, Literal) and quad.object.datatype.value == f"{XSD}integer"]
    quad = chance.choice(numbers)
    value = chance.choice([0, -1, 1, int(quad.object.value) + 1, -int(quad.object.value), 10**6, 10**15])
    _put(document, document.index(quad), Literal(str(value), datatype=NamedNode(f"{XSD}integer")))


def _swapped(chance: random.Random, document: list[Quad], at: int) -> None:
    """Start for end, and end for start."""
    pairs = [
        ("oa:start", "oa:end"),
        ("dcat:startDate", "dcat:endDate"),
        ("kfo:numerator", "kfo:denominator"),
        ("kfo:changeOf", "kfo:totalOf"),
    ]
    one, other = (NamedNode(names.expand(name)) for name in chance.choice(pairs))
    turned = {one: other, other: one}
    subject = document[at].subject
    nodes = {quad.subject for quad in document if quad.predicate in turned} or {subject}
    node = chance.choice(sorted(nodes, key=str))
    for place, quad in enumerate(document):
        if quad.subject == node and quad.predicate in turned:
            document[place] = Quad(quad.subject, turned[quad.predicate], quad.object, quad.graph_name)


def _misled(chance: random.Random, document: list[Quad], at: int) -> None:
    """Another IRI."""
    links = [place for place, quad in enumerate(document) if isinstance(quad.object, NamedNode)]
    _put(document, chance.choice(links), _other(chance, document, NamedNode))


def _reworded(chance: random.Random, document: list[Quad], at: int) -> None:
    """Other words, or the same in another language."""
    places = [place for place, quad in enumerate(document) if isinstance(quad.object, Literal)]
    place = chance.choice(places)
    value = document[place].object.value
    _put(document, place, chance.choice([Literal(""), Literal(value + "x"), Literal(value, language="en"), Literal(value, language="fr")]))


def _redated(chance: random.Random, document: list[Quad], at: int) -> None:
    """Another day."""
    days = [place for place, quad in enumerate(document) if isinstance(quad.object, Literal) and quad.object.datatype.value == f"{XSD}date"]
    day = chance.choice(["1999-06-12", "2030-01-31", "2007-02-30", "2007-09-15"])
    _put(document, chance.choice(days), Literal(day, datatype=NamedNode(f"{XSD}date")))


def _put(document: list[Quad], at: int, term: object) -> None:
    quad = document[at]
    document[at] = Quad(quad.subject, quad.predicate, term, quad.graph_name)


DEFECTS: tuple[Callable[[random.Random, list[Quad], int], None], ...] = (
    _deleted, _retyped, _reclassed, _doubled, _counted, _swapped, _misled, _reworded, _redated,
)  # fmt: skip


def damaged(document: Sequence[Quad], chance: random.Random, defects: int) -> list[Quad]:
    """A document with so many defects of any kinds; each triple once."""
    found = list(document)
    for _ in range(defects):
        chance.choice(DEFECTS)(chance, found, chance.randrange(len(found)))
    return list(dict.fromkeys(found))


def outcome(key: str, document: Sequence[Quad], engine: Engine) -> Checked | str:
    """What checking gives, or the error that pySHACL ends in, as where it is to add up words."""
    try:
        return check(key, nquads(document), engine=engine)
    except ShapeError as error:
        return str(error)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(0, 1), st.integers(0, 2**32), st.integers(1, 4))
def test_engines_agree_on_damaged_graphs(number: int, seed: int, defects: int) -> None:
    """Whatever is deleted, doubled, retyped, renumbered or turned round in the graph of a report: no result is lost and none is added."""
    document = damaged(built(number), random.Random(seed), defects)  # noqa: S311 - repeatable
    whole, gated = (outcome(FILES[number].stem, document, engine) for engine in (Engine.PYSHACL, Engine.SPARQL))
    assert whole == gated
    if isinstance(whole, Checked):
        found = suspected(document)
        results = {(result.shape, result.focus) for result in whole.results}
        assert found is None or found >= {(shape, focus) for shape, focus in results if "/issue-" not in focus}
