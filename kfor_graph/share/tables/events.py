"""Build → events: what happened when and where, who had a part in it, and in which words it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kfor_graph.catalogue import catalogue
from kfor_graph.errors import EmptyError
from kfor_graph.query.run import run_table
from kfor_graph.share.evidence import Telling, plain, tellings
from kfor_graph.share.filters import Filters, Kinds
from kfor_graph.share.networks.things import Thing, joined, things
from kfor_graph.share.tables.frame import Frame, as_day
from kfor_graph.store import Store


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, or what is only planned, alleged, called off or denied where that is asked for."""

    iri: str
    "its IRI, where its page is"
    thing: Thing
    "label, kinds, types, days"
    claim: str
    "IRI of the first account"
    telling: Telling
    "of that account"
    accounts: int
    "how many claims tell of it"
    places: tuple[str, ...]
    "labels of the places"
    points: tuple[tuple[float, float], ...]
    "longitude and latitude of those that no other of them lies within, as far as they are known"
    actors: tuple[str, ...]
    "labels with parts"


def happenings(store: Store, filters: Filters) -> Sequence[Happening]:
    """The events of a build, sorted by day and IRI. Raises ExportError for an unknown kind, EmptyError where nothing is left."""
    kinds = Kinds(store)
    known, claims = things(store, kinds), tellings(store)
    accounts: dict[str, list[str]] = {}
    said = set[str]()
    for event, claim in (map(plain, row) for row in run_table(store, catalogue()["tables/events"]).rows):
        thing, telling = known.get(event), claims.get(claim)
        if thing and telling:
            said.add(telling.code)
            if filters.firm(telling.asserted, telling.code) and filters.timely(thing.start, thing.end):
                accounts.setdefault(event, []).append(claim)
    wanted = kinds.wanted(filters.kinds, {kind for event in accounts for kind in _kinds(known[event])})
    chosen = [event for event in accounts if wanted is None or not wanted.isdisjoint(_kinds(known[event]))]
    if not chosen:
        raise EmptyError("events", "nothing is left" if filters else "the build has none", filters.remedy(said))
    places, points, actors = _places(store), _points(store), _actors(store)
    made = []
    for event in chosen:
        first = min(accounts[event], key=lambda claim: (claims[claim].document, claim))
        told = (known[event], first, claims[first], len(set(accounts[event])))
        made.append(Happening(event, *told, places.get(event, ()), points.get(event, ()), actors.get(event, ())))
    return sorted(made, key=lambda one: (one.thing.start or "9999", one.iri))


COLUMNS: tuple[tuple[str, type], ...] = (
    ("event", str),
    ("label", str),
    ("kind", str),
    ("type", str),
    ("start", date),
    ("end", date),
    ("places", str),
    ("latitude", float),
    ("longitude", float),
    ("actors", str),
    ("certainty", str),
    ("asserted", bool),
    ("accounts", int),
    ("document", str),
    ("claim", str),
    ("quote", str),
    ("page", str),
)
"Names and types of the table of events."


def events(store: Store, filters: Filters) -> Frame:
    """The same as a table; a point is given where there is exactly one. Raises as `happenings` does."""
    rows = []
    for one in happenings(store, filters):
        longitude, latitude = one.points[0] if len(one.points) == 1 else (None, None)
        what = (one.iri, one.thing.label, joined(one.thing.kinds), joined(one.thing.more.get("type", ())) or None)
        when = (as_day(one.thing.start), as_day(one.thing.end))
        where = (joined(one.places) or None, latitude, longitude)
        told = (one.telling.certainty, one.telling.asserted, one.accounts, one.telling.document, one.claim, one.telling.quote, one.iri)
        rows.append((*what, *when, *where, joined(one.actors) or None, *told))
    return Frame("events", COLUMNS, tuple(rows))


def _kinds(thing: Thing) -> set[str]:
    return {str(kind).casefold() for kind in (*thing.kinds, *thing.more.get("type", ()))}


def _places(store: Store) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for event, _, name, *_ in run_table(store, catalogue()["tables/event-places"]).rows:
        found.setdefault(plain(event), set()).add(plain(name))
    return {event: tuple(sorted(names)) for event, names in found.items()}


def _points(store: Store) -> Mapping[str, tuple[tuple[float, float], ...]]:
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for row in run_table(store, catalogue()["tables/event-places"]).rows:
        event, place, _, latitude, longitude, wider = map(plain, row)
        if latitude and not wider:
            found.setdefault(event, {})[place] = (float(longitude), float(latitude))
    return {event: tuple(points[place] for place in sorted(points)) for event, points in found.items()}


def _actors(store: Store) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for event, actor, role in (map(plain, row) for row in run_table(store, catalogue()["tables/event-actors"]).rows):
        found.setdefault(event, set()).add(f"{actor} ({role})")
    return {event: tuple(sorted(actors)) for event, actors in found.items()}
