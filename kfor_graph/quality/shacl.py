"""SHACL for one document at a time, on shapes and ontology that are read once.

pySHACL judges; this file only spares it work that is the same for every document: reading shapes and ontology, and validating the
ontology's own nodes. A test holds the results against those of plain pySHACL.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse
from pyshacl.pytypes import SHACLExecutor
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kfor_graph.errors import OntologyError, ShapeError
from kfor_graph.quality.caching import Shapes
from kfor_graph.quality.gate.compiled import Compiled, compiled
from kfor_graph.quality.graphs import Triple, flat, rdf_files, read
from kfor_graph.quality.kinds import Kind, kinds
from kfor_graph.quality.layers import Layered
from kfor_graph.quality.results import Result, named_shapes, result


class Validator:
    """Shapes and ontology, held for as many documents as come. One a process: a document is laid into its graph and taken out again."""

    def __init__(self, shapes: Path | Sequence[Path], ontology: Path | Sequence[Path]) -> None:
        """Read files, and the Turtle files of folders. Raises ShapeError or OntologyError, with file and line."""
        places = [shapes] if isinstance(shapes, Path) else shapes
        self._folder = ", ".join(map(str, places))
        self.shapes = read(rdf_files(places, ShapeError), ShapeError)
        self._files = rdf_files([ontology] if isinstance(ontology, Path) else ontology, OntologyError)
        self._graph = Layered(read(self._files, OntologyError))
        self._names = named_shapes(self.shapes)
        with blaming(self._folder):
            self._targeted = sorted(Shapes(self.shapes).shapes, key=lambda shape: self._names.get(shape.node, ""))

    def validate(self, document: bytes | Iterable[Triple], audit: bytes | Iterable[Quad] = b"") -> list[Result]:
        """The results on a document's own nodes, sorted; `audit` holds the quads of its source issues.

        Raises ShapeError for shapes that cannot be applied.
        """
        triples = (flat(document) if isinstance(document, bytes) else list(document)) + flat(audit)
        nodes = self.nodes(triples)
        with self.laid(triples):
            return self.run(nodes)

    def gated(self, document: bytes | Iterable[Quad]) -> list[Result] | None:
        """As `validate`, by pySHACL on the nodes that the gate names; None for a document that the gate cannot read as pySHACL does."""
        quads = list(parse(document, format=RdfFormat.N_QUADS) if isinstance(document, bytes) else document)
        with self.compiled.gate.laid(quads) as fits:
            if not fits:
                return None
            suspects = self.compiled.gate.suspects()
        if not suspects and not self.compiled.refused:
            return []
        triples = flat(quads)
        words = {value for _, _, value in triples if isinstance(value, Literal)} if self.compiled.refused else set()
        nodes = self.nodes(triples) | words
        with self.laid(triples):
            return self.run(nodes, suspects=suspects)

    def nodes(self, triples: Iterable[Triple]) -> set[Node]:
        """What a document answers for: all that it describes, and all that it names and the ontology does not describe."""
        triples = list(triples)
        named = {value for _, _, value in triples if isinstance(value, URIRef)}
        return {subject for subject, _, _ in triples} | {node for node in named if (node, None, None) not in self._graph}

    def laid(self, triples: Iterable[Triple]) -> AbstractContextManager[Graph]:
        """The ontology's graph with the triples in it, for as long as the block runs."""
        return self._graph.laid(triples)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The shapes whose results become source issues. Raises ShapeError where one is incomplete."""
        return kinds(self.shapes)

    @cached_property
    def compiled(self) -> Compiled:
        """The shapes as queries of a gate, made when first asked for."""
        with blaming(self._folder):
            return compiled(self._targeted, self.shapes, self._graph, self._files)

    def run(
        self,
        nodes: Collection[Node],
        only: Collection[str] | None = None,
        but: Collection[str] = (),
        suspects: Mapping[Node, Collection[Node]] | None = None,
    ) -> list[Result]:
        """The results on these nodes of the graph as it stands, sorted: of all shapes, or `only` these, or all `but` these (IRIs).

        With `suspects`, a compiled shape is asked about the nodes alone that these name for it.

        pySHACL's own option for focus nodes also leaves nodes out inside nested shapes, so targets are cut here.
        """
        reports: list[tuple[str, Node, list[tuple[Node, Node, Any]]]] = []
        for shape in self._targeted:
            name = self._names.get(shape.node, "")
            if name in but or (only is not None and name not in only):
                continue
            if suspects is not None and shape.node in self.compiled.shapes and shape.node not in suspects:
                continue
            focus = shape.focus_nodes(self._graph).intersection(nodes)
            if suspects is not None and shape.node in self.compiled.shapes:
                focus.intersection_update(suspects[shape.node])
            if focus:
                with blaming(self._folder):
                    reports += shape.validate(SHACLExecutor(), self._graph, focus=sorted(focus))[1]
        return sorted({self._result(node, triples) for _, node, triples in reports})

    def _result(self, node: Node, triples: Iterable[tuple[Node, Node, Any]]) -> Result:
        own = ((predicate, value[1] if isinstance(value, tuple) else value) for subject, predicate, value in triples if subject == node)
        return result(own, self._names)


@contextmanager
def blaming(shapes: object) -> Iterator[None]:
    """Around calls of pySHACL: raises ShapeError, with the place `shapes`, for whatever these raise.

    There is no narrower class: an unknown prefix in a query is a plain Exception, a bad sh:pattern an error of `re`.
    """
    try:
        yield
    except Exception as problem:
        raise ShapeError(shapes, f"a shape cannot be applied: {problem}", "mend the shape") from problem
