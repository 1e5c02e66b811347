"""The values of a network: nodes and edges with label, kind, time and the words that they rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

Value = str | int | float | bool
"What an attribute may be; what is not known is left out."


@dataclass(frozen=True, slots=True)
class Node:
    """A thing."""

    id: str
    "its IRI"
    label: str
    "what people call it"
    kind: str
    "label of its narrowest class"
    page: str
    "where people read about it"
    start: str | None = None
    "its first day, as in ISO 8601; None where it has no time of its own, or no known beginning"
    end: str | None = None
    "its last day, included"
    certainty: str = ""
    "how firmly the claim that it rests on is made"
    document: str = ""
    "the document of that claim"
    claim: str = ""
    "IRI of that claim, where its page is too"
    quote: str = ""
    "words of that document"
    attributes: tuple[tuple[str, Value], ...] = ()
    "further names and values, sorted by name"


@dataclass(frozen=True, slots=True)
class Edge:
    """What two things have to do with each other: one edge however many claims say so."""

    id: str
    "names it within the network, the same in every export of the same data"
    source: str
    "IRI of the node that it leads from"
    target: str
    "IRI of the node that it leads to"
    label: str
    "what people call it"
    kind: str
    "label of the property or office"
    page: str
    "where people read about it: the page of the first claim"
    weight: int = 1
    "number of claims that say so"
    start: str | None = None
    "first day"
    end: str | None = None
    "last day, included"
    certainty: str = ""
    "how firmly the first claim is made"
    document: str = ""
    "the document of the first claim"
    claim: str = ""
    "IRI of the first claim"
    quote: str = ""
    "its words"
    attributes: tuple[tuple[str, Value], ...] = ()
    "further names and values, sorted by name"


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges; every edge leads from and to one of the nodes."""

    name: str
    "the view, such as actors-events"
    title: str
    "its name for people"
    about: str
    "what it shows"
    nodes: tuple[Node, ...]
    "sorted by IRI"
    edges: tuple[Edge, ...]
    "sorted by id"


_NODE = tuple(field.name for field in fields(Node) if field.name not in {"id", "attributes"})
_EDGE = tuple(field.name for field in fields(Edge) if field.name not in {"id", "source", "target", "attributes"})


def values(item: Node | Edge) -> Iterator[tuple[str, Value]]:
    """Name and value of all that is known of a node or edge, but its id and ends, in one order."""
    for name in _NODE if isinstance(item, Node) else _EDGE:
        value: Value | None = getattr(item, name)
        if value is not None and value != "":
            yield name, value
    yield from item.attributes


def columns(items: Sequence[Node] | Sequence[Edge]) -> dict[str, type]:
    """Every name that `values` gives for some of the items → the type that holds all values of it."""
    found: dict[str, type] = {}
    for item in items:
        for name, value in values(item):
            known = found.get(name)
            if known is None:
                found[name] = type(value)
            elif known is not type(value):
                found[name] = float if {known, type(value)} == {int, float} else str
    return found


def span(network: Network) -> tuple[str | None, str | None]:
    """The first and the last day that a node or edge has."""
    items: tuple[Node | Edge, ...] = (*network.nodes, *network.edges)
    days = [day for item in items for day in (item.start, item.end) if day]
    return (min(days), max(days)) if days else (None, None)
