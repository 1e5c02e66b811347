"""A store with the ontology in it, into which one document after another is laid and asked which nodes may have results."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store
from rdflib import URIRef
from rdflib.term import Node

from kfor_graph.names import PREFIXES
from kfor_graph.quality.gate.compiler import DOCUMENT, Asked
from kfor_graph.quality.gate.literals import is_plain

_TYPE, _BELOW = (NamedNode(PREFIXES[prefix] + name) for prefix, name in (("rdf", "type"), ("rdfs", "subClassOf")))
_DOCUMENT, _ONTOLOGY = NamedNode(DOCUMENT), NamedNode("urn:kfor-graph:ontology")
_DOCUMENTS = 10
"After so many the store is made anew: what was taken out of it still slows it down."

Suspects = dict[Node, set[Node]]
"For each shape, the nodes that may have results."


class Gate:
    """Compiled shapes and the ontology, for as many documents as come, one at a time."""

    def __init__(self, asked: Iterable[Asked], ontology: Sequence[Quad], ontology_nodes: Collection[str]) -> None:
        """`ontology_nodes`: IRIs that the shapes find in the ontology alone."""
        self._asked = tuple(asked)
        self._named_by = {NamedNode(iri) for shape in self._asked for iri in shape.named_by}
        self._ontology = [Quad(quad.subject, quad.predicate, quad.object, _ONTOLOGY) for quad in ontology]
        self._known = {quad.triple for quad in ontology}
        self._described = {quad.subject for quad in ontology}
        self._targeted = {NamedNode(iri) for iri in ontology_nodes}
        self._only_named = self._targeted - self._described
        self._laid = 0
        self._store = Store()
        self._signs: set[str] = set()
        self._own: set[object] = set()

    @contextmanager
    def laid(self, quads: Sequence[Quad]) -> Iterator[bool]:
        """Around questions about a document: whether the gate can answer them at all, which `fits` says."""
        fits = self.fits(quads)
        if fits:
            self._renew()
            self._signs, self._own = set(), set()
            self.add(quads)
        try:
            yield fits
        finally:
            self._store.remove_graph(_DOCUMENT)

    def fits(self, quads: Iterable[Quad]) -> bool:
        """Whether the gate sees a document as pySHACL does.

        That is: no blank nodes, only literals that both read alike, none of them a focus node, no subclasses of its own, and nothing
        that a shape finds in the ontology already.
        """
        for quad in quads:
            term = quad.object
            if isinstance(term, Literal):
                if quad.predicate in self._named_by or not is_plain(term):
                    return False
            elif not isinstance(term, NamedNode) or term in self._only_named:
                return False
            if not isinstance(quad.subject, NamedNode) or quad.subject in self._targeted or quad.predicate == _BELOW:
                return False
        return True

    def add(self, quads: Iterable[Quad]) -> None:
        """Adds triples to the document that is laid."""
        new: list[Quad] = []
        subject, is_described = None, False
        for quad in quads:
            if quad.subject != subject:
                subject, is_described = quad.subject, quad.subject in self._described
                self._own.add(subject)
            if not is_described or quad.triple not in self._known:
                new.append(Quad(quad.subject, quad.predicate, quad.object, _DOCUMENT))
        self._signs |= _signs(new)
        self._store.extend(new)

    def suspects(self, only: Collection[Node] | None = None, but: Collection[Node] = ()) -> Suspects:
        """For each compiled shape, of all, of `only` these or of all `but` these, the nodes of the document that may have results."""
        found: Suspects = {}
        for asked in self._looking(self._signs):
            if asked.shape in but or (only is not None and asked.shape not in only):
                continue
            nodes = {node for query in asked.queries for node in self._ask(query)}
            if nodes:
                found[asked.shape] = nodes
        return found

    def looking_for(self, quads: Iterable[Quad]) -> set[Node]:
        """The compiled shapes that may look for nodes of these triples."""
        return {asked.shape for asked in self._looking(_signs(quads))}

    def _looking(self, signs: set[str]) -> Iterator[Asked]:
        return (asked for asked in self._asked if not signs.isdisjoint(asked.signs))

    def _ask(self, query: str) -> Iterator[Node]:
        answer = self._store.query(query, use_default_graph_as_union=True)
        if isinstance(answer, QuerySolutions):
            for row in answer:
                node = row["this"]
                if isinstance(node, NamedNode) and (node in self._own or node not in self._described):
                    yield URIRef(node.value)

    def _renew(self) -> None:
        if self._laid % _DOCUMENTS == 0:
            self._store = Store()
            self._store.extend(self._ontology)
        self._laid += 1


def _signs(quads: Iterable[Quad]) -> set[str]:
    """What tells shapes that triples may concern them: their properties, and the classes that they name."""
    predicates, classes = set[NamedNode](), set[object]()
    for quad in quads:
        predicate = quad.predicate
        predicates.add(predicate)
        if predicate == _TYPE:
            classes.add(quad.object)
    return {node.value for node in (*predicates, *classes) if isinstance(node, NamedNode)}
