"""The shapes of `shapes/`, each against a fixture that is right and one that is wrong, and all of them against reports modelled by hand."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "shapes"
KFSH = "https://w3id.org/kfor-graph/shapes#"
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


def read(files: Iterable[Path]) -> Graph:
    """Turtle files as one graph."""
    graph = Graph(bind_namespaces="none")
    for file in files:
        graph.parse(file)
    return graph


@cache
def ontology() -> Graph:
    """All of `ontology/`."""
    return read(sorted((ROOT / "ontology").glob("*.ttl")))


@cache
def shapes() -> Graph:
    """All of `shapes/`."""
    return read(sorted((ROOT / "shapes").glob("*.ttl")))


@cache
def named() -> dict[Node, str]:
    """The named shape that each node of the shapes graph is or stands in."""
    found: dict[Node, str] = {}
    for shape in shapes().subjects(RDF.type, SH.NodeShape):
        below = [shape]
        while below:
            node = below.pop()
            found[node] = str(shape).removeprefix(KFSH)
            below += [value for value in shapes().objects(node) if not isinstance(value, URIRef)]
    return found


@cache
def targeted() -> list[str]:
    """The names of the shapes that look for nodes of their own."""
    return sorted({str(shape).removeprefix(KFSH) for target in TARGETS for shape in shapes().subjects(target)})


def described(data: Graph) -> Graph:
    """The data with what the ontology says about each node that it leads to, step by step: all that a shape can ask for."""
    graph, waiting = Graph(bind_namespaces="none"), set(data.all_nodes())
    for triple in data:
        graph.add(triple)
    for triple in read([ROOT / "ontology" / "kfo.ttl"]):
        graph.add(triple)
    reached: set[Node] = set()
    while waiting - reached:
        node = (waiting - reached).pop()
        reached.add(node)
        for triple in ontology().triples((node, None, None)):
            graph.add(triple)
            waiting.add(triple[2])
    return graph


def validate(graph: Graph) -> frozenset[tuple[str, str, str]]:
    """Shape, severity and focus node of each result."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none")
    found = set()
    for node in report.subjects(RDF.type, SH.ValidationResult):
        shape, severity, focus = (report.value(node, prop) for prop in (SH.sourceShape, SH.resultSeverity, SH.focusNode))
        found.add((named()[shape], str(severity).removeprefix(str(SH)), str(focus)))
    return frozenset(found)


@cache
def results(*files: Path) -> frozenset[tuple[str, str, str]]:
    """The results on Turtle files and the part of the ontology that they lead to."""
    return validate(described(read(files)))


@pytest.mark.parametrize("file", sorted((ROOT / "shapes").glob("*.ttl")), ids=lambda file: file.name)
def test_parses_alone(file: Path) -> None:
    """Each file of shapes is Turtle by itself."""
    assert len(read([file])) > 0


def test_speaks_for_itself() -> None:
    """Each named shape has a name, a description and a message in English, and one severity."""
    graph = shapes()
    for shape in set(graph.subjects(RDF.type, SH.NodeShape)):
        if not isinstance(shape, URIRef):
            continue
        texts = {prop: [value for value in graph.objects(shape, prop) if value.language == "en"] for prop in (SH.name, SH.description)}
        assert all(len(values) == 1 for values in texts.values()), shape
        messages = [
            value for node, owner in named().items() if owner == str(shape).removeprefix(KFSH) for value in graph.objects(node, SH.message)
        ]
        assert messages, shape
        assert all(message.language == "en" for message in messages), shape
        assert len(set(graph.objects(shape, SH.severity))) <= 1, shape


def test_severity_reaches_the_parts() -> None:
    """A property shape in a shape that only warns says itself that it only warns: it would be a Violation otherwise."""
    graph = shapes()
    for shape, severity in graph.subject_objects(SH.severity):
        if severity != SH.Violation:
            assert {graph.value(part, SH.severity) for part in graph.objects(shape, SH.property)} <= {severity}, shape


def test_no_shape_is_closed() -> None:
    """Further properties may always stand."""
    assert not list(shapes().triples((None, SH.closed, None)))


def test_each_shape_has_fixtures() -> None:
    """A shape that looks for nodes has a folder with good.ttl and bad.ttl, and each folder has its shape."""
    assert sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir()) == targeted()


def test_ontology_conforms() -> None:
    """The schemes and the gazetteer have no results."""
    assert validate(ontology()) == set()


def test_base_is_in_order() -> None:
    """The document that the fixtures add to has no results of its own."""
    assert results(FIXTURES / "base.ttl") == set()


@pytest.mark.parametrize("shape", targeted())
def test_good(shape: str) -> None:
    """What is right has no results at all."""
    assert results(FIXTURES / "base.ttl", FIXTURES / shape / "good.ttl") == set()


@pytest.mark.parametrize("shape", targeted())
def test_bad(shape: str) -> None:
    """What is wrong has results of exactly the shapes that its first line names."""
    file = FIXTURES / shape / "bad.ttl"
    first = file.read_text(encoding="utf-8").splitlines()[0]
    expected = {name.removeprefix("kfsh:") for name in first.removeprefix("# expects:").split()}
    assert shape in expected
    assert {found for found, _, _ in results(FIXTURES / "base.ttl", file)} == expected


def test_severities() -> None:
    """Each shape reports with its own severity."""
    graph = shapes()
    for shape in targeted():
        expected = str(graph.value(URIRef(KFSH + shape), SH.severity) or SH.Violation).removeprefix(str(SH))
        found = {severity for name, severity, _ in results(FIXTURES / "base.ttl", FIXTURES / shape / "bad.ttl") if name == shape}
        assert found == {expected}, shape


def test_reports_modelled_by_hand() -> None:
    """Two published reports, modelled by hand, conform: all that stands out is what S/2007/652 itself gets wrong."""
    graph = read([ROOT / "tests" / "gold" / "example.ttl"])
    for triple in ontology():
        graph.add(triple)
    found = validate(graph)
    document = "https://w3id.org/kfor-graph/id/doc/S-2007-652/"
    percentages = {("ShareShape", "Warning", document + name) for name in ("obs-kpc-min-pct", "obs-kpc-res-pct")}
    contradiction = {("ContradictionShape", "Warning", document + "ass-minority-falls")}
    assert found == percentages | contradiction
