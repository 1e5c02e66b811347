"""Roads that the mission's engineers resurfaced, bridges that they strengthened."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import is_force
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_REPAIRED = re.compile(
    rf"(?P<who>\b[A-Z]\w{{2,20}}(?:\s[a-z]{{2,20}})?)\s(?:resurfaced|strengthened)\s"
    rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:(?P<roads>(?:kilometres|km)\sof\sroads?)|bridges?)\b"
)


@reads("resurfaced", "strengthened")
def repairs(passage: Passage) -> Iterator[Claim]:
    """Bridges, or kilometres of road, that the mission's engineers strengthened or resurfaced in the period, or on the one day told.

    Example: `«KFOR engineers resurfaced about 12 kilometres of road»`. Works that are only planned, or of others, are left out.
    """
    if not passage.mission:
        return
    for match in passage.find(_REPAIRED):
        words, who = Span(*match.span()), Span(*match.span("who"))
        if not is_force(passage, Span(who.start, who.start + len(match["who"].removesuffix(" engineers")))):
            continue
        sentence = passage.sentence(words.start)
        days = dates(passage, sentence)
        if len(days) > 1 or not told(passage, sentence) or not of_period(passage, words):
            continue
        time = (days[0].day or days[0].period) if days else None
        unit, counted = ("kilometres", "road resurfaced") if match["roads"] else ("pieces", "bridges strengthened")
        figure = passage.quantity(match, "n", "q")
        claim = observation(passage, (words,), "other", figure, unit, passage.mission, time, (("counted", counted),))
        if claim:
            yield claim
