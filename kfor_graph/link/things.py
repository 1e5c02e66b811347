"""What is compared: entities of ours, and things of other data sets that may be the same."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"Latitude and longitude in degrees."

Dates = Mapping[str, tuple[str, ...]]
"birth, death, start, end, first, last → days as xsd:date, or years."

_EARTH = 6371.0
"Mean radius in kilometres."


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity of ours."""

    iri: str
    label: str
    "its preferred name"
    names: tuple[str, ...]
    "all names, the preferred one included"
    types: tuple[str, ...]
    "as in the settings: settlement, person …"
    point: Point | None = None
    around: tuple[Point, str] | None = None
    "point and type of the wider place that it lies in, where it has no point of its own"
    dates: Dates = field(default_factory=dict)
    "first and last: days between which reports tell of it"
    same: frozenset[str] = frozenset()
    "IRIs that it is linked to as the same"
    linked: frozenset[str] = frozenset()
    "hosts of the data sets that it is linked to in any way"

    @property
    def name(self) -> str:
        """Kind and slug, as people write it: `place/pec`."""
        return self.iri.split("/id/", 1)[1]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing of another data set."""

    iri: str
    label: str
    "its name for people"
    names: tuple[str, ...]
    "all names that it is known to have"
    types: frozenset[str] = frozenset()
    "IRIs of its classes"
    kinds: tuple[str, ...] = ()
    "names of its classes, where its data set tells them"
    points: tuple[Point, ...] = ()
    dates: Dates = field(default_factory=dict)
    same: frozenset[str] = frozenset()
    "IRIs that its data set says are the same"
    about: str = ""
    "what its data set says of it in a few words"
    source: str = ""
    "endpoint or file"


def visible(words: str) -> str:
    """Words of others on one line, with what a terminal or a table would take for commands, or cannot show, replaced."""
    line = " ".join(words.split())
    return "".join(
        letter if letter == " " or unicodedata.category(letter)[0] not in "CZ" else "\N{REPLACEMENT CHARACTER}" for letter in line
    )


def canonical(iri: str) -> str:
    """An IRI as its own data set writes it, where others write it otherwise."""
    if found := re.fullmatch(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q\d+)", iri, re.ASCII):
        return f"http://www.wikidata.org/entity/{found[1]}"
    if found := re.fullmatch(r"https?://(?:sws|www)\.geonames\.org/(\d+)(?:/\S*)?", iri, re.ASCII):
        return f"https://sws.geonames.org/{found[1]}/"
    if found := re.fullmatch(r"https?://(?:www\.)?dbpedia\.org/(?:resource|page)/(\S+)", iri):
        return f"http://dbpedia.org/resource/{found[1]}"
    return iri


def kilometres(one: Point, other: Point) -> float:
    """The distance along the surface of the Earth, by the haversine formula (R. W. Sinnott, 1984)."""
    (south, west), (north, east) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))
