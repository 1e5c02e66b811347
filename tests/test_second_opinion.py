"""A SHACL engine that shares no code with the others, asked about the same faults."""

from functools import cache

import pyoxigraph
import pytest

from kfor_graph.errors import SourceError
from kfor_graph.quality.document import our_validator
from kfor_graph.quality.graphs import quads
from tests.test_engines import ROOT, SHAPES, fixture, nquads

pyrudof = pytest.importorskip("pyrudof", reason="the extra dev holds pyrudof")

Triples = set[pyoxigraph.Triple]

READS_OTHERWISE = {
    "ChangeShape": "a branch of a UNION in a sh:select that names $this in a filter alone: pyrudof does not put the node in there",
}
"Shapes for which pyrudof lacks a feature."


@cache
def shapes() -> str:
    """All of `shapes/`."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "shapes").glob("*.ttl")))


@cache
def ontology() -> dict[object, list[pyoxigraph.Triple]]:
    """All of `ontology/`, by what it describes."""
    found: dict[object, list[pyoxigraph.Triple]] = {}
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        for quad in quads(file, SourceError):
            found.setdefault(quad.subject, []).append(quad.triple)
    return found


def described(triples: Triples) -> Triples:
    """The triples with what the ontology says of each node that they lead to, step by step."""
    found, waiting = set(triples), [term for triple in triples for term in (triple.predicate, triple.object)]
    reached: set[object] = set()
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            more = ontology().get(node, [])
            found.update(more)
            waiting += [triple.object for triple in more]
    return found


def opinions(triples: Triples) -> set[tuple[str, str, str]]:
    """Focus node, severity and component of each result of pyrudof."""
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES).decode()
    engine.read_data(data, pyrudof.RDFFormat.NTriples)
    engine.read_shacl(shapes(), pyrudof.ShaclFormat.Turtle)
    return {(f"<{result.focus_node}>", result.severity, result.constraint_component) for result in engine.validate_shacl()}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_third_engine_finds_the_same(shape: str) -> None:
    """Each fault of the fixtures, by node, severity and component."""
    document = fixture(shape, "bad")
    found = opinions(described({quad.triple for quad in document}))
    expected = {(result.focus, result.severity, result.component) for result in our_validator().validate(nquads(document))}
    if shape in READS_OTHERWISE:
        assert found < expected
    else:
        assert found == expected
