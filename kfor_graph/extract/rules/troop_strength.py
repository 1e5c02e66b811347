"""How many troops the mission has in theatre."""

import re
from collections.abc import Iterator
from datetime import date

from kfor_graph.extract.as_at import as_at
from kfor_graph.extract.claims import observation, population
from kfor_graph.extract.dates import months
from kfor_graph.extract.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.told import told
from kfor_graph.model import Claim
from kfor_graph.texts import Period, Span

_TROOPS = r"(?:troops|soldiers|personnel)"
_NON_NATO = r"(?:non-NATO\s(?:member\s)?(?:countries|nations|states)|(?:countries|nations|states)\s(?:that|which)\sare\snot\smembers\sof\s(?:the\s)?(?:NATO|North\sAtlantic\sTreaty\sOrganization))"
_NO_TOTAL = r"\s(?:per\scent|thousand|million|(?:troops\s|soldiers\s)?(?:lower|higher|more|fewer|less|above|below|short|smaller|larger))\b"
_NOT_REAL = re.compile(r"\b(?:authori[sz]ed|maximum|minimum|average|target|required)\s\Z")
_COUNTED = re.compile(r"total|[tT]here\s(?:were|are)\s")
_OWN_WORDS = re.compile(
    r"(?:the|all|its|of|in|at|to|and|troops|soldiers|personnel|military|peacekeeping|multinational|NATO-led|theatre|currently|now|deployed|stationed|serving|assigned|Force|force|mission)\b|\([A-Z]+\)|\s+"
)
_TOTAL = re.compile(
    rf"""
    (?:the\s)?total\s(?:number|strength)\sof\s(?P<whose1>[^.;,\d]{{0,60}}?{_TROOPS}\b[^.;,\d]{{0,40}}?)
    \s(?:was|were|is|remained|remains|stood|stands)(?:\sat)?\s(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{FIGURE})(?!{_NO_TOTAL})
    | \b[tT]here\s(?:were|are)\s(?:currently\s)?(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{FIGURE})\s(?P<whose2>(?:[A-Z][\w-]+\s|of\sthe\s[A-Z][\w-]+\s)*{_TROOPS}
      (?:\sof\sthe\s[A-Z][^.;,\d]{{0,50}}?)?\s(?:currently\s)?(?:deployed\s)?in\s(?:the\s)?theatre)
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
    sentences = [span for span in passage.block.sentences if _COUNTED.search(passage.text, span.start, span.end)]
    for match in (match for sentence in sentences for match in passage.find(_TOTAL, sentence)):
        which = "1" if match["n1"] else "2"
        time = as_at(passage, match.start())
        if not _is_of_mission(passage, Span(*match.span(f"whose{which}"))) or not _is_now(passage, match, time):
            continue
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


def _is_of_mission(passage: Passage, whose: Span) -> bool:
    """Whether nothing is named but the mission, its area, and words for troops in theatre: no contingent, police or exercise."""
    named = [mention.span for mention in passage.mentions if mention.span in whose and mention.entity in {passage.mission, passage.area}]
    at = whose.start
    while at < whose.end:
        mention = next((span for span in named if span.start == at), None)
        own = _OWN_WORDS.match(passage.text, at, whose.end)
        if not mention and not own:
            return False
        at = mention.end if mention else own.end() if own else whose.end
    return True


def _is_now(passage: Passage, match: re.Match[str], time: date | Period | None) -> bool:
    """Whether the total is told as a fact, of a day that is told or of the reporting period, not of another month."""
    before = Span(passage.sentence(match.start()).start, match.start())
    other = [when for when in months(passage, before) if when.period != passage.period] if before else []
    if _NOT_REAL.search(passage.text, before.start, match.start()):
        return False
    return told(passage, Span(before.start, match.end())) and (isinstance(time, date) or not other)


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
