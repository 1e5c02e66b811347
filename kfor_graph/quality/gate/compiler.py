"""Shapes → queries, each shape by itself, or the reason why it is not compiled."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import pyoxigraph
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from pyshacl.shape import Shape
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kfor_graph.quality.gate.conditions import NEVER, Conditions
from kfor_graph.quality.gate.features import Unsupported, called
from kfor_graph.quality.gate.selects import setwise

DOCUMENT = "urn:kfor-graph:document"
"The named graph that holds what is validated."

_THIS = "?this"
_CONSTRAINT = {RDF.type, SH.select, SH.prefixes, SH.message}
_CUSTOM = (SH.ConstraintComponent, SH.SPARQLTargetType, SH.Function, SH.SPARQLFunction)


@dataclass(frozen=True, slots=True)
class Asked:
    """A shape as queries."""

    shape: Node
    "node of the shape"
    signs: frozenset[str]
    "IRIs of classes and properties, one of which a document must name for the shape to have nodes there"
    queries: tuple[str, ...]
    "each selects, as ?this, nodes of the document that may have results"


@dataclass(frozen=True, slots=True)
class Refused:
    """A shape that is not compiled."""

    shape: Node
    "node of the shape"
    reason: str
    "what in it is not supported"


def compile_shapes(targeted: Iterable[Shape], shapes: Graph, ontology: Graph) -> tuple[tuple[Asked, ...], tuple[Refused, ...]]:
    """The shapes that look for nodes, as queries on a union of graphs where DOCUMENT holds what is validated; and those that cannot be.

    targeted: pySHACL's shapes
    shapes:   the graph that they come from
    ontology: where classes have their subclasses
    """
    asked, refused = [], []
    custom = [called(kind) for kind in _CUSTOM if (None, RDF.type, kind) in shapes]
    custom += [called(kind) for kind in (SH.entailment,) if (None, kind, None) in shapes]
    for shape in targeted:
        if not any(map(list, shape.target())) and not list(shape.objects(SH.target)):
            continue
        try:
            if custom:
                raise Unsupported(f"a shapes graph with {custom[0]}")
            asked.append(_asked(shape, shapes, ontology))
        except Unsupported as reason:
            refused.append(Refused(shape.node, str(reason)))
    return tuple(asked), tuple(refused)


def _asked(shape: Shape, shapes: Graph, ontology: Graph) -> Asked:
    below = partial(_below, ontology)
    node, (signs, nodes) = shape.node, _nodes(shape, below)
    each = f"{{ SELECT DISTINCT {_THIS} WHERE {{ {nodes} }} }}"
    constraints = sorted(shapes.objects(node, SH.sparql))
    condition = Conditions(shapes, below).violated(node, _THIS, but=[SH.sparql])
    core = [f"SELECT {_THIS} WHERE {{ {nodes} FILTER ({condition}) }}"] if condition != NEVER else []
    queries = (*core, *(_constraint(shape, constraint, shapes, each) for constraint in constraints))
    for query in queries:
        try:
            pyoxigraph.Store().query(query)
        except SyntaxError:
            raise Unsupported("a query that the store cannot read") from None
    return Asked(node, frozenset(signs), queries)


def _below(ontology: Graph, name: Node) -> set[str]:
    """A class and its subclasses."""
    return {str(node) for node in ontology.transitive_subjects(RDFS.subClassOf, name) if isinstance(node, URIRef)}


def _nodes(shape: Shape, below: Callable[[Node], set[str]]) -> tuple[set[str], str]:
    """What tells that a document has nodes of the shape, and the pattern that finds them."""
    if list(shape.target_nodes()) or list(shape.objects(SH.target)):
        raise Unsupported("sh:targetNode or sh:target")
    if list(shape.implicit_class_targets()):
        raise Unsupported("a shape that is a class")
    classes = {name for target in shape.target_classes() for name in below(target)}
    patterns = [f"{_THIS} a {URIRef(name).n3()}" for name in sorted(classes)]
    patterns += [f"{_THIS} {target.n3()} ?of" for target in sorted(shape.target_subjects_of())]
    patterns += [f"?of {target.n3()} {_THIS}" for target in sorted(shape.target_objects_of())]
    signs = classes | {str(target) for targets in (shape.target_subjects_of(), shape.target_objects_of()) for target in targets}
    union = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
    return signs, f"GRAPH <{DOCUMENT}> {{ {union if len(patterns) > 1 else patterns[0]} }}"


def _constraint(shape: Shape, constraint: Node, shapes: Graph, each: str) -> str:
    """The query of a sh:sparql constraint; `each` binds ?this to every node once, since a query may count rows."""
    for kind in shapes.predicates(constraint):
        if kind not in _CONSTRAINT:
            raise Unsupported(f"{called(kind)} in a sh:sparql")
    texts = list(shapes.objects(constraint, SH.select))
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        raise Unsupported("a sh:sparql without a sh:select")
    helper = SPARQLQueryHelper(shape, constraint, str(texts[0]))
    helper.collect_prefixes()
    return str(helper.apply_prefixes(setwise(str(texts[0]), each)))
