"""Constraints → conditions: SPARQL expressions that are true of a node with results.

A condition may be true of a node without results, where an engine's regular expressions or comparisons differ from pySHACL's; never
the other way round. Where a condition is negated or counted it must be exact, and what is not is refused there.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from itertools import count

import pyoxigraph
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kfor_graph.quality.gate.features import COUNTS, REPEATABLE, SILENT, SINGLE, TARGETS, Unsupported, called
from kfor_graph.quality.gate.literals import is_plain
from kfor_graph.quality.gate.paths import sparql_path

NEVER = "false"
"The condition of a shape without constraints."

Condition = Callable[[str], str]

_KINDS = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNode: "isBlank({0})",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
    SH.BlankNodeOrIRI: "(isBlank({0}) || isIRI({0}))",
    SH.BlankNodeOrLiteral: "(isBlank({0}) || isLiteral({0}))",
}
_FOREIGN = re.compile(r"\(\?|&&|--|~~|\[[^\]]*\[|\\[^d\W]")
"What Python's and the store's regular expressions read differently, or one of them not at all."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a constraint stands."""

    shape: Node
    "its shape"
    focus: str
    "variable of the focus node"
    path: str
    "from there to the value nodes; empty in a node shape, where the focus node is the value"
    exact: bool
    "whether the condition must hold of nodes with results alone"
    above: tuple[Node, ...]
    "the shapes that lead here"


class Conditions:
    """The conditions of the shapes of a graph; `below` gives a class and its subclasses."""

    def __init__(self, shapes: Graph, below: Callable[[Node], Collection[str]]) -> None:
        self._shapes, self._below, self._numbers = shapes, below, count()

    def violated(self, shape: Node, focus: str, exact: bool = False, above: tuple[Node, ...] = (), but: Collection[Node] = ()) -> str:
        """True where the variable `focus` is a node with results of the shape; constraints `but` are left out. Raises Unsupported."""
        if shape in above:
            raise Unsupported("a shape that leads to itself")
        paths = list(self._shapes.objects(shape, SH.path))
        place = Place(shape, focus, sparql_path(self._shapes, paths[0]) if paths else "", exact, (*above, shape))
        found = [self._condition(place, kind, value) for kind, value in sorted(self._constraints(shape)) if kind not in but]
        return _any(found)

    def _constraints(self, shape: Node) -> Iterable[tuple[URIRef, Node]]:
        told = self._shapes.predicate_objects(shape)
        facts = [(kind, value) for kind, value in told if isinstance(kind, URIRef) and kind.startswith(str(SH))]
        kinds = [kind for kind, _ in facts]
        for kind in SINGLE:
            if kinds.count(kind) > 1:
                raise Unsupported(f"several {called(kind)}")
        return [(kind, value) for kind, value in facts if kind not in SILENT and kind not in COUNTS and kind not in TARGETS]

    def _condition(self, place: Place, kind: URIRef, value: Node) -> str:
        if kind not in REPEATABLE and kind not in SINGLE:
            raise Unsupported(called(kind))
        name = re.sub("(?=[A-Z])", "_", called(kind).removeprefix("sh:")).lower()
        written: str = getattr(self, f"_{name}")(place, value)
        return written

    # Of each value node.

    def _each(self, place: Place, condition: Condition) -> str:
        if not place.path:
            return condition(place.focus)
        value = self._fresh()
        return f"EXISTS {{ {place.focus} {place.path} {value} . FILTER ({condition(value)}) }}"

    def _class(self, place: Place, value: Node) -> str:
        names = [URIRef(name).n3() for name in sorted(self._below(value))]
        return self._each(place, lambda node: " && ".join(f"NOT EXISTS {{ {node} a {name} }}" for name in names))

    def _datatype(self, place: Place, value: Node) -> str:
        return self._each(place, lambda node: f"COALESCE(DATATYPE({node}) != {_iri(value)}, true)")

    def _node_kind(self, place: Place, value: Node) -> str:
        if not isinstance(value, URIRef) or value not in _KINDS:
            raise Unsupported("an unknown sh:nodeKind")
        return self._each(place, lambda node: f"!{_KINDS[value].format(node)}")

    def _min_inclusive(self, place: Place, value: Node) -> str:
        if not isinstance(value, Literal) or value.datatype not in {XSD.integer, XSD.decimal}:
            raise Unsupported("sh:minInclusive of another kind than a number")
        limit = pyoxigraph.Literal(str(value), datatype=pyoxigraph.NamedNode(str(value.datatype)))
        return self._each(place, lambda node: f"!COALESCE(isNumeric({node}) && {node} >= {limit}, false)")

    def _min_length(self, place: Place, value: Node) -> str:
        length = _number(value)
        return self._each(place, lambda node: f"STRLEN(STR({node})) < {length}")

    def _pattern(self, place: Place, value: Node) -> str:
        if place.exact:
            raise Unsupported("sh:pattern that is negated or counted")
        if list(self._shapes.objects(place.shape, SH.flags)):
            raise Unsupported("sh:flags")
        pattern = _pattern(value)
        return self._each(place, lambda node: f"!COALESCE(REGEX(STR({node}), {pattern}), false)")

    def _in(self, place: Place, value: Node) -> str:
        terms = [_term(item) for item in self._members(value)]
        return self._each(place, lambda node: f"!({_any(f'sameTerm({node}, {term})' for term in terms)})")

    def _node(self, place: Place, value: Node) -> str:
        return self._each(place, lambda node: self._in_turn(place, value, node))

    def _property(self, place: Place, value: Node) -> str:
        return self._each(place, lambda node: self._in_turn(place, value, node))

    def _not(self, place: Place, value: Node) -> str:
        exactly = replace(place, exact=True)
        return self._each(place, lambda node: f"!({self._in_turn(exactly, value, node)})")

    def _and(self, place: Place, value: Node) -> str:
        members = self._members(value)
        return self._each(place, lambda node: _any(self._in_turn(place, member, node) for member in members))

    def _or(self, place: Place, value: Node) -> str:
        members = self._members(value)
        return self._each(place, lambda node: _all(self._in_turn(place, member, node) for member in members))

    def _xone(self, place: Place, value: Node) -> str:
        members, exactly = self._members(value), replace(place, exact=True)

        def condition(node: str) -> str:
            broken = [self._in_turn(exactly, member, node) for member in members]
            one = [_all([f"!({broken[at]})", *(other for number, other in enumerate(broken) if number != at)]) for at in range(len(broken))]
            return f"!({_any(one)})"

        return self._each(place, condition)

    # Of all value nodes together: property shapes only.

    def _min_count(self, place: Place, value: Node) -> str:
        least = _number(value)
        if least > 1:
            raise Unsupported("sh:minCount above 1")
        return f"NOT EXISTS {{ {place.focus} {_path(place)} {self._fresh()} }}" if least else NEVER

    def _max_count(self, place: Place, value: Node) -> str:
        most = _number(value)
        if most > 1:
            raise Unsupported("sh:maxCount above 1")
        return self._more_than(place, most, lambda _: "true")

    def _qualified_value_shape(self, place: Place, value: Node) -> str:
        found = []
        counts = [len(list(self._shapes.objects(place.shape, kind))) for kind in sorted(COUNTS)]
        if max(counts) != 1:
            raise Unsupported("sh:qualifiedValueShape without a count, or with several")
        for least in map(_number, self._shapes.objects(place.shape, SH.qualifiedMinCount)):
            if least > 1:
                raise Unsupported("sh:qualifiedMinCount above 1")
            node = self._fresh()
            is_one = f"{place.focus} {_path(place)} {node} . FILTER (!({self._in_turn(place, value, node)}))"
            found += [f"NOT EXISTS {{ {is_one} }}"] * least
        exactly = replace(place, exact=True)
        for most in map(_number, self._shapes.objects(place.shape, SH.qualifiedMaxCount)):
            if most > 1:
                raise Unsupported("sh:qualifiedMaxCount above 1")
            found.append(self._more_than(place, most, lambda node: f"!({self._in_turn(exactly, value, node)})"))
        return _any(found)

    def _has_value(self, place: Place, value: Node) -> str:
        if not place.path:
            return f"!sameTerm({place.focus}, {_term(value)})"
        return f"NOT EXISTS {{ {place.focus} {place.path} {_term(value)} }}"

    def _unique_lang(self, place: Place, value: Node) -> str:
        if value != Literal(True):
            raise Unsupported("sh:uniqueLang that is not true")
        one, other = self._fresh(), self._fresh()
        same = f'LANG({one}) != "" && LANG({one}) = LANG({other}) && !sameTerm({one}, {other})'
        return f"EXISTS {{ {place.focus} {_path(place)} {one} , {other} . FILTER ({same}) }}"

    def _disjoint(self, place: Place, value: Node) -> str:
        node = self._fresh()
        return f"EXISTS {{ {place.focus} {_path(place)} {node} ; {_iri(value)} {node} }}"

    def _less_than(self, place: Place, value: Node) -> str:
        return self._ordered(place, value, "<")

    def _less_than_or_equals(self, place: Place, value: Node) -> str:
        return self._ordered(place, value, "<=")

    def _ordered(self, place: Place, value: Node, sign: str) -> str:
        if place.exact:
            raise Unsupported("sh:lessThan or sh:lessThanOrEquals that is negated or counted")
        one, other = self._fresh(), self._fresh()
        alike = _any([f"isNumeric({one}) && isNumeric({other})", _all(f"DATATYPE({node}) = {XSD.date.n3()}" for node in (one, other))])
        ordered = f"COALESCE(({alike}) && {one} {sign} {other}, false)"
        return f"EXISTS {{ {place.focus} {_path(place)} {one} ; {_iri(value)} {other} . FILTER (!{ordered}) }}"

    def _more_than(self, place: Place, most: int, condition: Condition) -> str:
        nodes = [self._fresh() for _ in range(most + 1)]
        apart = [f"!sameTerm({nodes[0]}, {nodes[1]})"] if most else []
        return f"EXISTS {{ {place.focus} {_path(place)} {' , '.join(nodes)} . FILTER ({_all([*apart, *map(condition, nodes)])}) }}"

    def _members(self, value: Node) -> list[Node]:
        if (value, RDF.first, None) not in self._shapes:
            raise Unsupported("a parameter that should be a list and is none")
        return list(self._shapes.items(value))

    def _in_turn(self, place: Place, shape: Node, node: str) -> str:
        return self.violated(shape, node, place.exact, place.above)

    def _fresh(self) -> str:
        return f"?v{next(self._numbers)}"


def _any(conditions: Iterable[str]) -> str:
    return " || ".join(f"({condition})" for condition in conditions) or NEVER


def _all(conditions: Iterable[str]) -> str:
    return " && ".join(f"({condition})" for condition in conditions) or "true"


def _path(place: Place) -> str:
    if not place.path:
        raise Unsupported("a constraint of property shapes in a node shape")
    return place.path


def _iri(node: Node) -> str:
    if not isinstance(node, URIRef):
        raise Unsupported("a parameter that should be an IRI and is none")
    return node.n3()


def _number(node: Node) -> int:
    if not isinstance(node, Literal) or node.datatype != XSD.integer or not str(node).isdecimal():
        raise Unsupported("a count or length that is no xsd:integer")
    return int(node)


def _term(node: Node) -> str:
    """An IRI, or a literal that both engines read alike, in SPARQL."""
    if isinstance(node, URIRef):
        return node.n3()
    if not isinstance(node, Literal):
        raise Unsupported("a blank node as value")
    datatype = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
    literal = pyoxigraph.Literal(str(node), language=node.language) if node.language else pyoxigraph.Literal(str(node), datatype=datatype)
    if not is_plain(literal) or node.datatype == XSD.decimal:
        raise Unsupported("a literal that is not in its canonical form")
    return str(literal)


def _pattern(node: Node) -> str:
    """A regular expression that Python and the store read alike, as a string of SPARQL."""
    if not isinstance(node, Literal) or node.datatype not in {None, XSD.string}:
        raise Unsupported("sh:pattern that is no string")
    try:
        re.compile(str(node))
    except re.error:
        raise Unsupported("sh:pattern that is no regular expression") from None
    written = str(pyoxigraph.Literal(str(node)))
    is_known = bool(pyoxigraph.Store().query(f'ASK {{ BIND (REGEX("", {written}) AS ?answer) FILTER (BOUND(?answer)) }}'))
    if _FOREIGN.search(str(node)) or not is_known:
        raise Unsupported("sh:pattern with constructs that engines read differently")
    return written
