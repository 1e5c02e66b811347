"""From a node to the words behind it and the part of the document that they stand in."""

from collections.abc import Iterable

from rdflib import Graph, URIRef
from rdflib.term import Node

from kfor_graph import names
from kfor_graph.model import Evidence
from kfor_graph.texts import Span

_EVIDENCE, _ABOUT, _TARGET = (URIRef(names.expand(name)) for name in ("kfo:evidence", "kfo:about", "oa:hasTarget"))
_REPORTED_IN, _PART_OF = URIRef(names.expand("kfo:reportedIn")), URIRef(names.expand("dcterms:isPartOf"))
_EXACT, _START, _END = (URIRef(names.expand(name)) for name in ("oa:exact", "oa:start", "oa:end"))


def claims(graph: Graph, node: Node) -> list[Node]:
    """The claims that a node stands for, sorted: itself; what an issue targets; what tells of an event; what a quote makes."""
    if (node, _REPORTED_IN, None) in graph:
        return [node]
    near = {*graph.objects(node, _TARGET), *graph.subjects(_ABOUT, node), *graph.subjects(_EVIDENCE, node)}
    return sorted((claim for claim in near if (claim, _REPORTED_IN, None) in graph), key=str)


def quotes(graph: Graph, nodes: Iterable[Node]) -> tuple[str, ...]:
    """The words of claims, or of evidence itself, verbatim, in the order of the text and each once."""
    pieces = {piece for node in nodes for piece in [node, *graph.objects(node, _EVIDENCE)]}
    found = {(_position(graph, piece), str(words)) for piece in pieces for words in graph.objects(piece, _EXACT)}
    return tuple(dict.fromkeys(words for _, words in sorted(found)))


def pieces(graph: Graph, key: str, nodes: Iterable[Node]) -> tuple[Evidence, ...]:
    """The words of claims, or of evidence itself, of the document `key`, in the order of the text and each once.

    Words without a place, as data of others may have them, stand at the very beginning.
    """
    found: set[tuple[int, int, str, str]] = set()
    for node in nodes:
        block = part(graph, key, node)
        for piece in [node, *graph.objects(node, _EVIDENCE)]:
            for words in graph.objects(piece, _EXACT):
                found.add((_position(graph, piece), _position(graph, piece, _END), block, str(words)))
    return tuple(Evidence(block, Span(first, last), words, " ".join(words.split())) for first, last, block, words in sorted(found))


def start(graph: Graph, claim: Node) -> int:
    """Where the words of a claim begin in the published text; 0 for a claim without words."""
    return min((_position(graph, piece) for piece in graph.objects(claim, _EVIDENCE)), default=0)


def part(graph: Graph, key: str, node: Node) -> str:
    """Slug of the part of the document `key` that a node is or stands in: the first in order; empty where there is none."""
    if (node, _PART_OF, None) in graph:
        parts = [node]
    else:
        parts = [where for claim in claims(graph, node) for where in graph.objects(claim, _REPORTED_IN)]
    inside = names.part(key, "")
    return min((str(where).removeprefix(inside) for where in parts if str(where).startswith(inside)), default="")


def _position(graph: Graph, piece: Node, which: URIRef = _START) -> int:
    value = str(graph.value(piece, which, any=True))
    return int(value) if value.isdecimal() else 0
