"""Build → network: a view is a query of edges, `queries/views/*.rq`; what nodes and claims are, queries that all views share say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.errors import EmptyError, ExportError
from kfor_graph.query.run import run_table
from kfor_graph.share.evidence import Telling, plain, tellings
from kfor_graph.share.filters import Filters, Kinds, near
from kfor_graph.share.networks.network import Edge, Network, Node
from kfor_graph.share.networks.things import Thing, things, unlabelled
from kfor_graph.store import Store, Term

DEFAULT = "actors-events"
"The view where none is named."

WHOLE = "whole"
"The view of all views together."

_FOLDER = "views/"

_Key = tuple[str, str, str, str]
"Source, target, kind, and the notation of a certainty where the edge is not asserted."


def views() -> dict[str, str]:
    """Name and title of every view."""
    named = {name.removeprefix(_FOLDER): query.title for name, query in catalogue().items() if name.startswith(_FOLDER)}
    return named | {WHOLE: "The whole graph"}


def network(store: Store, view: str, filters: Filters) -> Network:
    """A view of a build, filtered; a thing is a node of it where an edge leads from or to it.

    Raises ExportError for an unknown view or kind, and EmptyError where nothing is left.
    """
    known = views()
    if view not in known:
        raise ExportError("--view", f"there is no view {view!r}", f"use one of: {', '.join(near(view, known))}")
    queries = [catalogue()[_FOLDER + name] for name in known if name != WHOLE and view in {name, WHOLE}]
    kinds = Kinds(store)
    found = _Edges(things(store, kinds), tellings(store), filters)
    for query in queries:
        found.take(run_table(store, query).rows)
    edges = found.edges(kinds)
    if not edges:
        what = "nothing is left of this view" if filters else "this view of the build is empty"
        raise EmptyError(view, what, filters.remedy(found.said))
    return Network(view, known[view], " ".join(dict.fromkeys(query.about for query in queries)), found.nodes(edges), edges)


class _Edges:
    """Rows of claims folded to edges."""

    def __init__(self, known: Mapping[str, Thing], claims: Mapping[str, Telling], filters: Filters) -> None:
        self._things, self._claims, self._filters = known, claims, filters
        self._rows: dict[_Key, list[tuple[str, str]]] = {}
        self.said: set[str] = set()
        "notations of all certainties that came"

    def take(self, rows: Iterable[Sequence[Term | None]]) -> None:
        """Takes rows of a view: source, target, kind, the thing whose time is that of the edge, claim."""
        for row in rows:
            source, target, kind, when, claim = map(plain, row)
            telling = self._claims.get(claim)
            if telling is None:
                continue
            self.said.add(telling.code)
            time = self._time(when)
            if self._filters.firm(telling.asserted, telling.code) and self._filters.timely(time.start, time.end):
                standing = "" if telling.asserted else telling.code
                self._rows.setdefault((source, target, kind, standing), []).append((claim, when))

    def edges(self, kinds: Kinds) -> tuple[Edge, ...]:
        """The edges whose kind, or that of an end, is asked for, sorted by id. Raises ExportError for a kind that is nowhere."""
        there = {kind for key in self._rows for kind in self._kinds(key)} if self._filters.kinds else set[str]()
        wanted = kinds.wanted(self._filters.kinds, there)
        made = [self._edge(key, rows) for key, rows in self._rows.items() if wanted is None or not wanted.isdisjoint(self._kinds(key))]
        return tuple(sorted(made, key=lambda edge: edge.id))

    def nodes(self, edges: Sequence[Edge]) -> tuple[Node, ...]:
        """The ends of the edges: a claim rests on its own words, all else on those of its earliest edge."""
        first: dict[str, Edge] = {}
        for edge in sorted(edges, key=lambda edge: (edge.start or "9999", edge.id)):
            first.setdefault(edge.source, edge)
            first.setdefault(edge.target, edge)
        return tuple(self._node(iri, first[iri].claim) for iri in sorted(first))

    def _time(self, iri: str) -> Thing:
        return self._things.get(iri) or Thing()

    def _kinds(self, key: _Key) -> Iterator[str]:
        source, target, kind, _ = key
        yield kind.casefold()
        for end in (self._time(source), self._time(target)):
            yield from (found.casefold() for found in end.kinds)
            yield from (str(found).casefold() for found in end.more.get("type", ()))

    def _edge(self, key: _Key, rows: Sequence[tuple[str, str]]) -> Edge:
        source, target, kind, standing = key
        said = sorted({claim for claim, _ in rows}, key=lambda claim: (self._claims[claim].document, claim))
        telling, times = self._claims[said[0]], [self._time(when) for _, when in rows]
        is_open = any(time.start and not time.end for time in times)
        return Edge(
            id=f"edge-{names.digest((source, target, kind, standing))}",
            source=source,
            target=target,
            label=kind if telling.asserted else f"{kind} ({telling.certainty.lower()})",
            kind=kind,
            page=said[0],
            weight=len(said),
            start=min((time.start for time in times if time.start), default=None),
            end=None if is_open else max((time.end for time in times if time.end), default=None),
            certainty=telling.certainty,
            document=telling.document,
            claim=said[0],
            quote=telling.quote,
            attributes=(("asserted", telling.asserted), ("claims", " ".join(said))),
        )

    def _node(self, iri: str, claim: str) -> Node:
        thing = self._things.get(iri) or Thing({"thing"}, unlabelled(iri))
        claim = iri if iri in self._claims else claim
        telling = self._claims[claim]
        return Node(
            id=iri,
            label=thing.label,
            kind=", ".join(sorted(thing.kinds)),
            page=iri,
            start=thing.start,
            end=thing.end,
            certainty=telling.certainty,
            document=telling.document,
            claim=claim,
            quote=telling.quote,
            attributes=thing.attributes(),
        )
