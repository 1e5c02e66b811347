"""What a question tells beside a name: identifiers, coordinates, other properties."""

import re
from collections.abc import Iterator

from kfor_graph.link.things import Point, canonical
from kfor_graph.web.reconcile.asked import Question
from kfor_graph.web.reconcile.things import LATITUDE, LONGITUDE, SAME, SYMBOL, Term, Things, symbol

_BARE = (
    (re.compile(r"Q\d+", re.ASCII), "http://www.wikidata.org/entity/{}"),
    (re.compile(r"\d+", re.ASCII), "https://sws.geonames.org/{}/"),
)
"How identifiers of data sets look that people write without the rest of the IRI."


def identifiers(question: Question, things: Things) -> tuple[str, ...]:
    """The identifiers that a question gives, as IRIs: its name where that is a known one, and values of properties that hold some."""
    found = [symbol(value) for value in _values(question, things, SYMBOL)]
    found += [whole for value in _values(question, things, SAME) if (whole := _whole(value, things))]
    name = question.name.strip()
    own = things.iri(name) if "/" in name else None
    as_names = (own, canonical(name), symbol(name), things.steps.get(name) if _BARE[0][0].fullmatch(name) else None)
    return tuple(dict.fromkeys([*found, *(each for each in as_names if each is not None and each in things.identified)]))


def gives_identifiers(question: Question, things: Things) -> bool:
    """Whether a question has a property for identifiers."""
    return any(_values(question, things, iri) for iri in (SAME, SYMBOL))


def coordinates(question: Question, things: Things) -> Point | None:
    """Latitude and longitude, where a question gives both as numbers that can be."""
    try:
        latitude, longitude = (float(_values(question, things, iri)[0]) for iri in (LATITUDE, LONGITUDE))
    except (IndexError, ValueError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def others(question: Question, things: Things) -> Iterator[tuple[str, Term, tuple[str, ...]]]:
    """The other properties that some entities have, as ids, terms and values; what no entity has says nothing of any."""
    for pid, values in question.properties:
        term = things.property(pid)
        if term and values and term.iri not in {SAME, SYMBOL, LATITUDE, LONGITUDE}:
            yield pid, term, values


def _values(question: Question, things: Things, iri: str) -> list[str]:
    terms = ((things.property(pid), values) for pid, values in question.properties)
    return [value.strip() for term, values in terms if term and term.iri == iri for value in values if value.strip()]


def _whole(value: str, things: Things) -> str | None:
    """An identifier as an IRI; None for words that name no known one."""
    if "//" in value:
        return canonical(value)
    return things.steps.get(value) or next((iri.format(value) for shape, iri in _BARE if shape.fullmatch(value)), None)
