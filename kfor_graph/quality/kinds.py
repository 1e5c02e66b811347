"""Which shapes make source issues of their results, and how: read from the shapes graph, where it is data."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kfor_graph import names
from kfor_graph.errors import ShapeError
from kfor_graph.quality.arithmetic import ARITHMETIC


@dataclass(frozen=True, slots=True)
class Kind:
    """A shape whose results become source issues."""

    shape: str
    "its IRI"
    issue_type: str
    "IRI of a concept of the scheme issue-type"
    wording: str
    "sentence with slots"
    recompute: str
    "name of the arithmetic; empty where nothing is to be worked out"
    operands: tuple[tuple[str, tuple[str, ...]], ...]
    "role and path of properties from the focus node to the figures"
    targets: str
    "query for the claims that disagree; empty where these are the focus node and the value of a result"
    alternatives: str
    "query for figures that could stand in for an operand; empty where there is none"
    alternative_role: str
    "role of that operand"
    alternative_wording: str
    "sentence with slots for each alternative"


def kinds(shapes: Graph) -> tuple[Kind, ...]:
    """The shapes that have a kfo:issueType, in order of their IRIs. Raises ShapeError where one is incomplete."""
    found = shapes.subject_objects(URIRef(names.expand("kfo:issueType")))
    return tuple(_kind(shapes, shape, str(issue_type)) for shape, issue_type in sorted(found))


def _kind(shapes: Graph, shape: Node, issue_type: str) -> Kind:
    def text(name: str) -> str:
        return str(shapes.value(shape, URIRef(names.expand(f"kfsh:{name}"))) or "")

    if not text("wording"):
        raise ShapeError(shape, "it has a kfo:issueType but no kfsh:wording", "give it the sentence of its issues")
    if text("recompute") and text("recompute") not in ARITHMETIC:
        raise ShapeError(shape, f"there is no arithmetic named {text('recompute')}", f"use one of {', '.join(sorted(ARITHMETIC))}")
    return Kind(
        shape=str(shape),
        issue_type=issue_type,
        wording=text("wording"),
        recompute=text("recompute"),
        operands=tuple(sorted(_operands(shapes, shape))),
        targets=text("targets"),
        alternatives=text("alternatives"),
        alternative_role=text("role"),
        alternative_wording=text("alternativeWording"),
    )


def _operands(shapes: Graph, shape: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    for operand in shapes.objects(shape, URIRef(names.expand("kfsh:operand"))):
        role, path = shapes.value(operand, URIRef(names.expand("kfsh:role"))), shapes.value(operand, SH.path)
        if role is None or path is None:
            raise ShapeError(shape, "an operand lacks kfsh:role or sh:path", "give it both")
        steps = shapes.items(path) if (path, RDF.first, None) in shapes else [path]
        yield str(role), tuple(str(step) for step in steps)
