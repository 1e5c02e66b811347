"""Roads that the mission's engineers resurfaced, bridges that they strengthened."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import is_force
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_REPAIRED = re.compile(
    rf"(?P<who>\b[A-Z]\w{{2,20}}(?:\s[a-z]{{2,20}})?)\s(?:resurfaced|strengthened)\s"
    rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:(?P<roads>(?:kilometres|km)\sof\sroads?)|bridges?)\b"
)


@reads("resurfaced", "strengthened")
def repairs(passage: Passage) -> Iterator[Claim]:
    """Bridges, or kilometres of road, that the mission's engineers strengthened or resurfaced in the reporting period.

    Example: `«KFOR engineers resurfaced about 12 kilometres of road»`. Works that are only planned, or of others, are left out.
    """
    if not passage.mission:
        return
    for match in passage.find(_REPAIRED):
        words, who = Span(*match.span()), Span(*match.span("who"))
        if not is_force(passage, Span(who.start, who.start + len(match["who"].removesuffix(" engineers")))):
            continue
        if not told(passage, passage.sentence(words.start)) or not of_period(passage, words):
            continue
        unit, counted = ("kilometres", "road resurfaced") if match["roads"] else ("pieces", "bridges strengthened")
        figure = passage.quantity(match, "n", "q")
        claim = observation(passage, (words,), "other", figure, unit, passage.mission, more=(("counted", counted),))
        if claim:
            yield claim
