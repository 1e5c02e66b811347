"""Shapes → queries, each shape by itself, or the reason why it is not compiled."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import pyoxigraph
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kfor_graph.quality.gate.conditions import NEVER, Conditions
from kfor_graph.quality.gate.features import TARGETS, Unsupported, called
from kfor_graph.quality.gate.selects import setwise

DOCUMENT = "urn:kfor-graph:document"
"The named graph that holds what is validated."

_THIS = "?this"
_CONSTRAINT = {RDF.type, SH.select, SH.prefixes, SH.message}
_CUSTOM = (SH.ConstraintComponent, SH.SPARQLTargetType, SH.SPARQLFunction, SH.entailment)


@dataclass(frozen=True, slots=True)
class Asked:
    """A shape as queries."""

    shape: Node
    "node of the shape"
    signs: frozenset[str]
    "IRIs of classes and properties, one of which a document must name for the shape to have nodes there"
    named_by: frozenset[str]
    "IRIs of its sh:targetObjectsOf"
    queries: tuple[str, ...]
    "each selects, as ?this, nodes of the document that may have results"


@dataclass(frozen=True, slots=True)
class Refused:
    """A shape that is not compiled."""

    shape: Node
    "node of the shape"
    reason: str
    "what in it is not supported"

    def __str__(self) -> str:
        name = self.shape if isinstance(self.shape, URIRef) else "a shape without a name"
        return f"{name}: validated by pySHACL on all nodes, since {self.reason} is not compiled"


def compile_shapes(shapes: Graph, ontology: Graph) -> tuple[tuple[Asked, ...], tuple[Refused, ...]]:
    """The shapes that look for nodes, as queries on a union of graphs where DOCUMENT holds what is validated; and those that cannot be.

    shapes:   a graph of shapes
    ontology: where classes have their subclasses
    """
    asked, refused = [], []
    custom = sorted(called(kind) for kind in _CUSTOM if (None, RDF.type, kind) in shapes or (None, kind, None) in shapes)
    for shape in _targeted(shapes):
        try:
            _refuse([f"a shapes graph with {name}" for name in custom])
            asked.append(_asked(shape, shapes, ontology))
        except Unsupported as reason:
            refused.append(Refused(shape, str(reason)))
    return tuple(asked), tuple(refused)


def _targeted(shapes: Graph) -> list[Node]:
    """The shapes that look for nodes of their own, in any way."""
    found = {shape for target in (*TARGETS, SH.targetNode, SH.target) for shape in shapes.subjects(target)}
    declared = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)}
    return sorted(found | {shape for shape in declared if _is_class(shape, shapes)}, key=str)


def _is_class(shape: Node, shapes: Graph) -> bool:
    classes = {RDFS.Class, OWL.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}
    return not classes.isdisjoint(shapes.objects(shape, RDF.type))


def _refuse(reasons: Iterable[str]) -> None:
    """Raises Unsupported with the first of the reasons, if there is one."""
    for reason in reasons:
        raise Unsupported(reason)


def _asked(shape: Node, shapes: Graph, ontology: Graph) -> Asked:
    below = partial(_below, ontology)
    signs, nodes = _nodes(shape, shapes, below)
    each = f"{{ SELECT DISTINCT {_THIS} WHERE {{ {nodes} }} }}"
    constraints = sorted(shapes.objects(shape, SH.sparql), key=str)
    condition = Conditions(shapes, below).violated(shape, _THIS, but=[SH.sparql])
    core = [f"SELECT {_THIS} WHERE {{ {each} FILTER ({condition}) }}"] if condition != NEVER else []
    queries = (*core, *(_constraint(constraint, shapes, each) for constraint in constraints))
    for query in queries:
        try:
            pyoxigraph.Store().query(query)
        except SyntaxError:
            raise Unsupported("a query that the store cannot read") from None
    return Asked(shape, frozenset(signs), frozenset(map(str, shapes.objects(shape, SH.targetObjectsOf))), queries)


def _below(ontology: Graph, name: Node) -> set[str]:
    """A class and its subclasses."""
    return {str(node) for node in ontology.transitive_subjects(RDFS.subClassOf, name) if isinstance(node, URIRef)}


def _nodes(shape: Node, shapes: Graph, below: Callable[[Node], set[str]]) -> tuple[set[str], str]:
    """What tells that a document has nodes of the shape, and the pattern that finds them."""
    named = {target: list(shapes.objects(shape, target)) for target in (*TARGETS, SH.targetNode, SH.target)}
    _refuse(called(target) for target in (SH.targetNode, SH.target) if named[target])
    _refuse("a target that is no IRI" for names in named.values() for name in names if not isinstance(name, URIRef))
    _refuse(["a shape that is a class"] if _is_class(shape, shapes) else [])
    classes = sorted({name for target in named[SH.targetClass] for name in below(target)})
    subjects, objects = (sorted(map(str, named[target])) for target in (SH.targetSubjectsOf, SH.targetObjectsOf))
    patterns = [f"{_THIS} a <{name}>" for name in classes]
    patterns += [f"{_THIS} <{name}> ?of" for name in subjects]
    patterns += [f"?of <{name}> {_THIS}" for name in objects]
    union = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
    return {*classes, *subjects, *objects}, f"GRAPH <{DOCUMENT}> {{ {union if len(patterns) > 1 else patterns[0]} }}"


def _constraint(constraint: Node, shapes: Graph, each: str) -> str:
    """The query of a sh:sparql constraint; `each` binds ?this to every node once, since a query may count rows."""
    _refuse(f"{kind.n3()} in a sh:sparql" for kind in shapes.predicates(constraint) if kind not in _CONSTRAINT)
    texts = list(shapes.objects(constraint, SH.select))
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        raise Unsupported("a sh:sparql without a sh:select")
    return _prefixes(constraint, shapes) + setwise(str(texts[0]), each)


def _prefixes(constraint: Node, shapes: Graph) -> str:
    """The prefixes of a constraint, and those that pySHACL knows by itself."""
    lines = [f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in (("rdf", RDF), ("rdfs", RDFS), ("owl", OWL))]
    for place in sorted(shapes.objects(constraint, SH.prefixes), key=str):
        if (place, RDF.type, OWL.Ontology) not in shapes or (place, SH.declare, None) not in shapes:
            raise Unsupported("sh:prefixes that name no ontology with prefixes")
        for declared in sorted(shapes.objects(place, SH.declare), key=str):
            lines.append(f"PREFIX {shapes.value(declared, SH.prefix)}: <{shapes.value(declared, SH.namespace)}>")
    return "\n".join([*lines, ""])
