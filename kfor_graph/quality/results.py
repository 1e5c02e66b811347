"""One SHACL validation result as a value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import SH, BNode, Graph, URIRef
from rdflib.term import Node


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """A validation result in strings. A term is in the N-Triples form: `<https://…>`, `"6.83"`."""

    focus: str
    "the node at fault, a term"
    shape: str
    "IRI of the named shape that the constraint stands in; empty where it has none"
    severity: str
    "Violation, Warning or Info"
    message: str
    "one line"
    component: str
    "IRI of the constraint component"
    path: str
    "IRI of the property; empty where there is none or where it is a longer path"
    value: str
    "the value at fault, a term; empty where there is none"


def result(facts: Iterable[tuple[Node, Node]], shape_names: Mapping[Node, str]) -> Result:
    """A result from its properties and values in a report, and the names of shapes. The first of several messages counts."""
    values = dict(sorted(facts, key=str, reverse=True))
    path, value_node = values.get(SH.resultPath), values.get(SH.value)
    return Result(
        focus=_term(values[SH.focusNode]),
        shape=shape_names.get(values[SH.sourceShape], ""),
        severity=str(values[SH.resultSeverity]).removeprefix(str(SH)),
        message=" ".join(str(values.get(SH.resultMessage, "")).split()),
        component=str(values[SH.sourceConstraintComponent]),
        path=str(path) if isinstance(path, URIRef) else "",
        value="" if value_node is None or isinstance(value_node, BNode) else _term(value_node),
    )


def named_shapes(shapes: Graph) -> dict[Node, str]:
    """For each node of a shapes graph, the IRI of the named shape that it is or stands in."""
    names: dict[Node, str] = {}
    for shape in sorted({node for node in shapes.subjects() if isinstance(node, URIRef)}):
        names[shape] = str(shape)
        below: list[Node] = [shape]
        while below:
            for node in shapes.objects(below.pop()):
                if isinstance(node, BNode) and node not in names:
                    names[node] = str(shape)
                    below.append(node)
    return names


def _term(node: Node) -> str:
    return node.n3()
