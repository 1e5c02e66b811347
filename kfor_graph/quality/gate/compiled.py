"""The shapes of a validator, compiled: the gate that they make, and what was left to pySHACL."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
from rdflib import Graph, URIRef
from rdflib.term import Node

from kfor_graph.quality.gate.compiler import Refused, compile_shapes
from kfor_graph.quality.gate.gate import Gate
from kfor_graph.quality.gate.literals import is_readable


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of compiling shapes."""

    gate: Gate
    "of the shapes that could be compiled"
    shapes: frozenset[Node]
    "their nodes"
    refused: tuple[Refused, ...]
    "the others"


def compiled(targeted: Sequence[Any], shapes: Graph, ontology: Graph, files: Sequence[Path]) -> Compiled:
    """Compiles the shapes of a validator.

    targeted: pySHACL's shapes
    shapes:   the graph that they come from
    ontology: the graph below every document, and the Turtle `files` that it was read from
    """
    quads = [quad for file in files for quad in pyoxigraph.parse(path=file, rename_blank_nodes=True)]
    asked, refused = compile_shapes(shapes, ontology)
    if not all(is_readable(quad.object) for quad in quads if isinstance(quad.object, pyoxigraph.Literal)):
        refused += tuple(Refused(shape.shape, "an ontology with literals that engines read differently") for shape in asked)
        asked = ()
    nodes = {shape.shape for shape in asked}
    found = {node for shape in targeted if shape.node in nodes for node in shape.focus_nodes(ontology)}
    gate = Gate(asked, quads, {str(node) for node in found if isinstance(node, URIRef)})
    return Compiled(gate, frozenset(nodes), refused)
