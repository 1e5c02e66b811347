"""Shapes that remember: what pySHACL asks again for every node is worked out once."""

from collections.abc import Generator
from typing import Any, Self

from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from pyshacl.shapes_graph import ShapesGraph
from rdflib import Graph
from rdflib.term import Node

from kfor_graph.quality.graphs import Triple


class Fixed(Graph):
    """A copy of a graph that is read over and over; it remembers what it answered until something is added."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(store="SimpleMemory", bind_namespaces="none")
        self._known: dict[tuple[Node | None, Node | None, bool], list[Node]] = {}
        for triple in graph:
            self.add(triple)

    def add(self, triple: Triple) -> Self:
        """As rdflib's own."""
        self._known.clear()
        super().add(triple)
        return self

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Generator[Node]:
        """As rdflib's own."""
        asked = (subject, predicate, unique)
        if asked not in self._known:
            self._known[asked] = list(super().objects(*asked))
        yield from self._known[asked]


class Shapes(ShapesGraph):
    """Shapes whose constraint parameters are picked out once."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(Fixed(graph))
        self._parameters: dict[Node, list[tuple[Node, Node]]] = {}

    def predicate_objects(self, s: Node) -> list[tuple[Node, Node]]:
        """One pair for each constraint parameter of a shape, which is what pySHACL asks this for."""
        if s not in self._parameters:
            found = {pair[0]: pair for pair in self.graph.predicate_objects(s) if pair[0] in ALL_CONSTRAINT_PARAMETERS}
            self._parameters[s] = list(found.values())
        return self._parameters[s]
