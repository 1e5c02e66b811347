"""Events that several documents tell of: which accounts meet on one node, and which stay apart for people to look at.

Accounts of two documents meet where day, place and type are told by both, both state that it happened, and nothing that both tell
disagrees. Where one document tells several such events, an account meets the one that remains. Everything else that may be the same is a
pair for review. The earliest document keeps the name that all share, so that later reports rename nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kfor_graph import names
from kfor_graph.graph.gist import EventGist, Gist
from kfor_graph.model import Evidence


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two events of two documents that may be one."""

    one: str
    "IRI of the event of the earlier document"
    other: str
    "IRI of the event of the later document"
    one_account: str
    "IRI of an account of the first"
    other_account: str
    "IRI of an account of the second"
    other_document: str
    "key of the later document"
    other_block: str
    "slug of the part that gives the second account"
    reason: str
    "why they are not one node"
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)
    "the words of the second account"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where the events of several documents stand."""

    renamed: Mapping[str, Mapping[str, str]]
    "key of a document → IRI of an event as it was written → IRI that it must have"
    pairs: tuple[Pair, ...]
    "for review, sorted"


@dataclass(slots=True)
class _Node:
    """One event with what is told of it so far."""

    iri: str
    documents: list[tuple[str, EventGist]]
    told: dict[str, set[str]] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    places: set[frozenset[str]] = field(default_factory=set)

    def take(self, key: str, event: EventGist) -> None:
        self.documents.append((key, event))
        for role, values in event.told:
            self.told.setdefault(role, set()).update(values)
        for what, value in event.figures:
            self.figures.setdefault(what, value)
        self.places.add(frozenset(event.places))


def meet(gists: Mapping[str, Gist]) -> Meeting:
    """Which events of these documents, by key, are one node."""
    order = sorted(gists, key=lambda key: (_first(gists[key]), key))
    taken = {event.iri for gist in gists.values() for event in gist.events}
    renamed: dict[str, dict[str, str]] = defaultdict(dict)
    by_name: dict[str, list[_Node]] = defaultdict(list)
    nodes: list[_Node] = []
    doubts: set[Pair] = set()
    for key in order:
        named: dict[str, list[EventGist]] = defaultdict(list)
        for event in gists[key].events:
            if event.name:
                named[event.name].append(event)
            else:
                nodes.append(_Node(event.iri, []))
                nodes[-1].take(key, event)
        for name, events in named.items():
            known, added = by_name[name], list[_Node]()
            joined = _joined(events, known) if known else {}
            for event in events:
                if event.iri in joined:
                    node = joined[event.iri]
                else:
                    node = _Node(_own_name(key, event, taken) if known else event.iri, [])
                    added.append(node)
                    doubts.update(_pair(other, node.iri, key, event, _difference(event, other) or "more than one fits") for other in known)
                if node.iri != event.iri:
                    renamed[key][event.iri] = node.iri
                node.take(key, event)
            known += added
            nodes += added
    doubts.update(_alike(nodes, {(pair.one, pair.other) for pair in doubts}))
    return Meeting(dict(renamed), tuple(sorted(doubts)))


def rename(nquads: bytes, renamed: Mapping[str, str]) -> bytes:
    """A document's sorted N-Quads with other names for some events, sorted again."""
    pattern = re.compile(b"|".join(re.escape(f"<{old}>".encode()) for old in sorted(renamed)))
    new = {f"<{old}>".encode(): f"<{iri}>".encode() for old, iri in renamed.items()}
    return b"".join(sorted(set(pattern.sub(lambda match: new[match[0]], nquads).splitlines(keepends=True))))


def _first(gist: Gist) -> date:
    days = [report.start for report in gist.reports] or [event.start for event in gist.events]
    return min(days, default=date.max)


def _own_name(key: str, event: EventGist, taken: set[str]) -> str:
    """A name within the document for an event that must not stand on the shared node."""
    base = names.part(key, "event-" + event.iri.rsplit("/", 1)[1])
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def _joined(events: Sequence[EventGist], known: Sequence[_Node]) -> dict[str, _Node]:
    """For the events of one document with one name: the known node that each is, where exactly one remains."""
    found: dict[str, _Node] = {}
    for fits in (_same, _agrees):
        while True:
            left = [event for event in events if event.iri not in found]
            free = [node for node in known if not any(node is other for other in found.values())]
            fitting = {event.iri: [node for node in free if fits(event, node)] for event in left}
            sure = {iri: nodes[0] for iri, nodes in fitting.items() if len(nodes) == 1}
            claimed = [id(node) for nodes in fitting.values() for node in nodes]
            sure = {iri: node for iri, node in sure.items() if claimed.count(id(node)) == 1}
            if not sure:
                break
            found.update(sure)
    return found


def _same(event: EventGist, node: _Node) -> bool:
    """Whether all that is told is equal."""
    told = {role: set(values) for role, values in event.told}
    return not _difference(event, node) and told == node.told and dict(event.figures) == node.figures


def _agrees(event: EventGist, node: _Node) -> bool:
    return not _difference(event, node)


def _difference(event: EventGist, node: _Node) -> str:
    """What an event and a node tell differently; empty where nothing disagrees."""
    differing = [
        role for role, values in event.told if role in node.told and not (node.told[role] <= set(values) or set(values) <= node.told[role])
    ]
    if differing:
        return f"they differ in {', '.join(differing)}"
    figures = [(node.figures[what], value) for what, value in event.figures if node.figures.get(what, value) != value]
    if figures:
        return "they differ in figures: " + ", ".join(f"{one} and {other}" for one, other in figures)
    places = frozenset(event.places)
    if any(not (places <= other or other <= places) for other in node.places):
        return "they differ in places"
    return ""


def _pair(node: _Node, iri: str, key: str, event: EventGist, reason: str) -> Pair:
    first, told = node.documents[0]
    return Pair(node.iri, iri, names.part(first, told.claim), names.part(key, event.claim), key, event.block, reason, event.evidence)


def _alike(nodes: Sequence[_Node], known: set[tuple[str, str]]) -> Iterator[Pair]:
    """Nodes of different documents that share a type, a day, and a place where both tell one."""
    buckets: dict[tuple[str, int, int], list[_Node]] = defaultdict(list)
    for node in nodes:
        event = node.documents[0][1]
        for kind in event.types:
            for year, month in sorted({(day.year, day.month) for day in (event.start, event.end)}):
                buckets[kind, year, month].append(node)
    found: dict[tuple[str, str], Pair] = {}
    for _, bucket in sorted(buckets.items()):
        if len({node.documents[0][0] for node in bucket}) == 1:
            continue
        groups: dict[tuple[object, ...], list[_Node]] = defaultdict(list)
        for node in bucket:
            event = node.documents[0][1]
            groups[event.start, event.end, event.places[:1], event.happened, event.series].append(node)
        alike = list(groups.values())
        for number, group in enumerate(alike):
            chains = [(group[at], group[at + 1]) for at in range(len(group) - 1)]
            chains += [(group[0], other[0]) for other in alike[number + 1 :]]
            for one, other in chains:
                if (one.iri, other.iri) not in known and (reason := _may_be_one(one, other)):
                    found[one.iri, other.iri] = _pair(one, other.iri, *other.documents[0], reason)
    yield from found.values()


def _may_be_one(one: _Node, other: _Node) -> str:
    """Why two nodes may be one event and yet are not known to be; empty where they cannot be."""
    (first, event), (second, later) = one.documents[0], other.documents[0]
    days = (event.start, event.end) == (later.start, later.end)
    if first == second or event.end < later.start or later.end < event.start:
        return ""
    if event.places and later.places and event.places[0] not in later.places and later.places[0] not in event.places:
        return ""
    if not (event.places and later.places):
        return "a place is not told" if days else ""
    if event.happened != later.happened:
        return "one is not told as having happened"
    if event.series or later.series:
        return "one is told as a series"
    return "the days are not one day" if not days or event.start != event.end else "they differ in type or place"
