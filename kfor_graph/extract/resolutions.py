"""Resolutions of the Security Council as texts cite them."""

import re
from collections.abc import Iterator

from kfor_graph.extract.passage import Passage
from kfor_graph.model import Entity
from kfor_graph.texts import Span

_CITED = re.compile(
    r"\b(?:[Rr]esolutions?|UNSCR|SCR|S/RES/)\s?(?P<first>\d{3,4}(?:\s\((?:19|20)\d\d\))?)(?P<more>(?:(?:,|,?\sand)\s\d{3,4}\s\((?:19|20)\d\d\))*)"
)
_NUMBER = re.compile(r"(?P<number>\d{3,4})(?:\s\((?P<year>(?:19|20)\d\d)\))?")


def resolutions(passage: Passage, within: Span) -> Iterator[tuple[Span, Entity]]:
    """The resolutions that a span cites, each with its words; one that the gazetteer does not know is a new instrument.

    A resolution that is cited without its year is one of the gazetteer's if just one there has the number; else it is not taken.
    """
    for cited in passage.find(_CITED, within):
        for match in _NUMBER.finditer(passage.text, cited.start("first"), cited.end()):
            if entity := _resolution(passage, match["number"], match["year"]):
                yield Span(*match.span()), entity


def _resolution(passage: Passage, number: str, year: str | None) -> Entity | None:
    if year:
        known = passage.vocabulary.entity("instrument", f"scr-{number}-{year}")
        label = f"Security Council resolution {number} ({year})"
        facts = (("kfo:symbol", f"S/RES/{number} ({year})"),)
        return known or Entity("instrument", f"scr-{number}-{year}", label, ("kfo:Resolution", "kfo:Instrument"), facts, known=False)
    prefix = f"scr-{number}-"
    known_ones = [
        entity for entity in passage.vocabulary.entities.values() if entity.kind == "instrument" and entity.slug.startswith(prefix)
    ]
    return known_ones[0] if len(known_ones) == 1 else None
