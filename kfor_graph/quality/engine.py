"""Which engine validates: the rule, and what is to be said where a shape goes another way."""

from collections.abc import Iterable
from enum import StrEnum

from rdflib.term import Node

from kfor_graph.quality.gate.compiler import Refused


class Engine(StrEnum):
    """How shapes are applied. The results are pySHACL's in each case."""

    AUTO = "auto"
    "`sparql` for the project's own shapes, `pyshacl` for any others"
    PYSHACL = "pyshacl"
    "pySHACL on all nodes"
    SPARQL = "sparql"
    "queries made of the shapes find the nodes that may have results; pySHACL validates these"


def unsupported(refused: Iterable[Refused]) -> tuple[str, ...]:
    """A line for each shape that no query could be made of."""
    return tuple(f"{_called(shape.shape)}: validated by pySHACL on all nodes, since {shape.reason} is not compiled" for shape in refused)


def _called(shape: Node) -> str:
    return str(shape) if not shape.startswith("_") else "a shape without a name"
