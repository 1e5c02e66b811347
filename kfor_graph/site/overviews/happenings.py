"""Rows → events as values: when, what, where, who, how they stand, and the words that tell of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kfor_graph import names
from kfor_graph.site.data import DataSet
from kfor_graph.site.overviews.reading import days, joined, periods, rows

_DATED = re.compile(r", [^,]*\b\d{4}$")
HAPPENED = "happened"
"The standing of what some document states as having happened."


@dataclass(frozen=True, slots=True)
class Told:
    """What tells of an event."""

    claim: str
    "IRI of the account"
    words: str
    "on one line"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that is told as an event."""

    iri: str
    label: str
    first: str | None
    "its first day; None where none is told"
    last: str | None
    "its last day"
    series: bool
    "whether several happenings are told as one"
    standing: tuple[str, ...]
    "happened, or the notations of how it stands instead"
    types: tuple[str, ...]
    "notations, as told"
    kinds: frozenset[str]
    "the same with all wider ones"
    spots: tuple[str, ...]
    "its places, as told: IRIs without what all have in common"
    places: frozenset[str]
    "the same with all wider ones"
    roles: tuple[tuple[str, str], ...]
    "role and actor, sorted"
    told: tuple[Told, ...]
    "its accounts"

    @property
    def years(self) -> frozenset[str]:
        """The years that it touches."""
        ends = [int(day[:4]) for day in (self.first, self.last) if day and day[:4].isdigit()]
        return frozenset(str(year) for year in range(min(ends), max(ends) + 1)) if ends else frozenset()

    @property
    def actors(self) -> frozenset[str]:
        """Who took part, in any role."""
        return frozenset(actor for _, actor in self.roles)


@dataclass(frozen=True, slots=True)
class Happenings:
    """All events of a data set with the names of what they are filtered by."""

    all: tuple[Happening, ...]
    "in the order of their days"
    labels: Mapping[str, Mapping[str, str]]
    "by facet (kind, type, place, actor), the label of each value"
    tops: tuple[str, ...]
    "notations of the top types, by label"
    points: Mapping[str, tuple[float, float]]
    "longitude and latitude of places"


def local(iri: str) -> str:
    """An IRI of a thing without what all have in common: place/pristina."""
    return iri.removeprefix(f"{names.BASE}id/")


def title_of(event: Happening) -> str:
    """An event's label without the days at its end, for where they stand beside it."""
    return _DATED.sub("", event.label)


@lru_cache(maxsize=1)
def happenings(data: DataSet) -> Happenings:
    """All events of a build."""
    known = periods(data)
    tree, lands, actors, standings = (rows(data, f"event-{name}") for name in ("type-tree", "place-tree", "actors", "standings"))
    kinds = _grouped((row["type"], row["notation"]) for row in tree)
    notation = {row["wider"]: str(row["notation"]) for row in tree}
    types = _grouped((row["event"], row["type"]) for row in rows(data, "event-types"))
    wider = _grouped((row["place"], row["wider"]) for row in lands)
    places = _grouped((row["event"], row["place"]) for row in rows(data, "event-places"))
    roles: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in actors:
        roles[str(row["event"])].add((str(row["role"]), local(str(row["actor"]))))
    standing = _grouped((row["event"], row["notation"]) for row in standings)
    told = _told(data)
    found: dict[str, Happening] = {}
    for row in rows(data, "events"):
        iri = str(row["event"])
        first, last = days(row, known)
        own, at = types.get(iri, ()), places.get(iri, ())
        found.setdefault(
            iri,
            Happening(
                iri,
                str(row["label"]),
                first,
                last,
                row["series"] == "true",
                (HAPPENED,) if row["happened"] == "true" else standing.get(iri, ()),
                tuple(notation[type_] for type_ in own if type_ in notation),
                frozenset(kind for type_ in own for kind in kinds.get(type_, ())),
                tuple(local(place) for place in at),
                frozenset(local(land) for place in at for land in wider.get(place, (place,))),
                tuple(sorted(roles.get(iri, ()))),
                tuple(told.get(iri, ())),
            ),
        )
    tops = {str(row["notation"]): str(row["label"]) for row in tree if row["top"] == "true"}
    labels = {
        "kind": {str(row["notation"]): str(row["label"]) for row in standings} | {HAPPENED: "Happened"},
        "type": {str(row["notation"]): str(row["label"]) for row in tree},
        "place": {local(str(row["wider"])): str(row["label"]) for row in lands},
        "actor": {local(str(row["actor"])): str(row["label"]) for row in actors},
    }
    points = {local(str(row["wider"])): (float(str(row["long"])), float(str(row["lat"]))) for row in lands if row["lat"] and row["long"]}
    ordered = tuple(sorted(found.values(), key=lambda event: (event.first or event.last or "9", event.last or "9", event.label, event.iri)))
    return Happenings(ordered, labels, tuple(sorted(tops, key=lambda top: tops[top])), points)


def _told(data: DataSet) -> dict[str, list[Told]]:
    """The accounts of each event."""
    words: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    for row in rows(data, "event-accounts"):
        words[str(row["event"]), str(row["account"])].append(row["words"])
    found: dict[str, list[Told]] = defaultdict(list)
    for (event, account), pieces in words.items():
        found[event].append(Told(account, joined(pieces)))
    return found


def _grouped(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if key and value and value not in found[key]:
            found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
