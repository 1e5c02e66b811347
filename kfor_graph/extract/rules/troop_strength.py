"""How many troops the mission has in theatre."""

import re
from collections.abc import Iterator

from kfor_graph.extract.as_at import as_at
from kfor_graph.extract.claims import observation, population
from kfor_graph.extract.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Span

_TROOPS = r"(?:troops|soldiers|personnel)"
_NON_NATO = r"(?:non-NATO\s(?:member\s)?(?:countries|nations|states)|(?:countries|nations|states)\s(?:that|which)\sare\snot\smembers\sof\s(?:the\s)?(?:NATO|North\sAtlantic\sTreaty\sOrganization))"
_TOTAL = re.compile(
    rf"""
    (?:the\s)?total\s(?:number|strength)\sof\s[^.;,\d]{{0,60}}?{_TROOPS}\b[^.;,\d]{{0,40}}?
    \s(?:was|were|is|remained|remains|stood|stands)(?:\sat)?\s(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{FIGURE})
    | \bthere\s(?:were|are)\s(?:currently\s)?(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{FIGURE})\s(?:[A-Z][\w-]+\s|of\sthe\s[A-Z][\w-]+\s)*{_TROOPS}
      (?:\sof\sthe\s[A-Z][^.;,\d]{{0,50}}?)?\s(?:currently\s)?(?:deployed\s)?in\s(?:the\s)?theatre
    """,
    re.X,
)
_NON_NATO_TROOPS = re.compile(
    rf"(?:(?:This|That|It|The)\s(?:number\s|total\s|figure\s)?|which\s)?(?:includes|included|includ(?:ing|es))\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s{_TROOPS}\sfrom\s{_NON_NATO}"
)


def troop_strength(passage: Passage) -> Iterator[Claim]:
    """The total of troops in theatre, exact or approximate, and the part from outside NATO, on the day that the text gives.

    Example: `As at 30 September 2007, «the total number of troops in theatre was 15,314». «This includes 2,389 troops from non-NATO
    countries».` The rest is never worked out; nations are not troops; a reserve outside the theatre is not counted in.
    """
    if not passage.mission or not passage.has("troops", "soldiers", "personnel"):
        return
    for match in passage.find(_TOTAL):
        which = "1" if match["n1"] else "2"
        time = as_at(passage, match.start())
        parts = list(_non_nato(passage, match.end()))
        yield from parts
        total = observation(
            passage,
            (Span(*match.span()),),
            "troop-strength",
            passage.quantity(match, f"n{which}", f"q{which}"),
            "persons",
            passage.mission,
            time,
            tuple(("includes", part) for part in parts),
        )
        if total:
            yield total


def _non_nato(passage: Passage, after: int) -> Iterator[Claim]:
    """The part that is told in the same or the next sentence."""
    sentences = [span for span in passage.block.sentences if span.end > after]
    for match in passage.find(_NON_NATO_TROOPS, Span(after, sentences[min(1, len(sentences) - 1)].end)):
        if passage.mission and (
            part := observation(
                passage,
                (Span(*match.span()),),
                "troop-strength",
                passage.quantity(match, "n", "q"),
                "persons",
                passage.mission,
                as_at(passage, after),
                population("non-nato"),
            )
        ):
            yield part
            return
