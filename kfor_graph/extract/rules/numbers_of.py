"""Numbers that are told as such: "the number of patrols rose from 1,104 in May to 1,230"."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.changes import change_claim, changes
from kfor_graph.extract.counts.earlier import earlier_times
from kfor_graph.extract.counts.numbers import FIGURE, QUALIFIER
from kfor_graph.extract.counts.things import named
from kfor_graph.extract.counts.totals import Total, with_parts
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limits
from kfor_graph.model import Claim, Value
from kfor_graph.texts import Period, Span

_UP = r"rose|increased|grew|went\sup|has\srisen|has\sincreased|has\sgrown|had\srisen"
_DOWN = r"fell|decreased|declined|dropped|went\sdown|has\sfallen|has\sdecreased|has\sdeclined|had\sfallen"
_ROSE = rf"(?:{_UP}|{_DOWN})"
_NAME = r"(?P<name>(?:its\s|their\s|the\s)?[a-z][a-z-]*(?:\s(?!(?:was|were|is|are|has|had|from|to|in|on|at|by|for|during|and|along|with|carried|reported|recorded|conducted|registered|held|made|rose|fell|increased|decreased|declined|dropped|grew|went)\b)[a-zA-Z-]+){0,6})"
_LIMIT = r"(?P<limit>(?:\s(?:carried\sout|conducted|made|held|recorded|registered|reported))?(?:\s(?:in|along|on|near|with|by|for|during|north|south)\s[^.;:,\d]{2,60}?)?)"
_IS = r"(?:was|is|stood\sat|stands\sat|amounted\sto|came\sto|reached|totalled|totaled)"
_WAS = re.compile(
    rf"\b[Tt]he\s(?:total\s|overall\s|monthly\s)?number\sof\s{_NAME}{_LIMIT}\s{_IS}\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})(?!\s?(?:per\scent|%))(?=[\s.,;:(])"
)
_FROM_TO = re.compile(
    rf"\b(?:[Tt]he|increased\sthe|raised\sthe|reduced\sthe|lowered\sthe|cut\sthe)\s(?:total\s|overall\s)?number\sof\s{_NAME}{_LIMIT}(?:\s{_ROSE})?(?:\sby\s(?:{QUALIFIER}\s)?{FIGURE}(?:\sper\scent|\s?%)?,?)?"
    rf"\sfrom\s(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{FIGURE})(?P<then>\s(?:in|during|for|at)\s[^.;:,]{{2,50}}?)?\sto\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})(?=[\s.,;:(]|\Z)"
)
_OTHERS = re.compile(
    r"\b(?:incidents|troops|soldiers|persons|people|members|attacks|casualt\w+|injured|killed|crimes|offences|votes|seats|personnel|officers|arrests)\b"
)


@reads("number of")
def numbers_of(passage: Passage) -> Iterator[Claim]:
    """The number of something as a sentence gives it, with the earlier one that it rose or fell from, and the printed change.

    Example: `KFOR increased «the number of its patrols in the north from 1 150 in the previous quarter to 1 610», «an increase of 40 per cent»`.
    Incidents, troops and people have rules of their own.
    """
    about = passage.mission or passage.area
    if not passage.period or not about:
        return
    for sentence in passage.block.sentences:
        if "number of" not in passage.words(sentence) or not told(passage, sentence):
            continue
        if match := _FROM_TO.search(passage.text, sentence.start, sentence.end):
            yield from _moved(passage, match, sentence, about)
        elif (match := _WAS.search(passage.text, sentence.start, sentence.end)) and (total := _total(passage, match, about)):
            yield from with_parts(passage, total, Span(match.end(), sentence.end))


def _total(passage: Passage, match: re.Match[str], about: Value) -> Total | None:
    """The figure; None for what other rules read, for another time, and for what somebody says."""
    words = Span(*match.span())
    if _OTHERS.search(match["name"]) or said(passage, words) or not of_period(passage, Span(words.end - 1, words.end)):
        return None
    name = re.sub(r"\A(?:its|their|the)\s", "", match["name"])
    indicator, unit, what = named(passage, name)
    placed = limits(passage, Span(*match.span("limit")), local=True) if match["limit"] else ()
    if placed is None:
        return None
    return Total((words,), passage.quantity(match, "n", "q"), indicator, unit, about, None, (*what, *placed))


def _moved(passage: Passage, match: re.Match[str], sentence: Span, about: Value) -> Iterator[Claim]:
    """A figure that is told with the one before it."""
    total = _total(passage, match, about)
    then = _then(passage, match)
    if not total or not then:
        return
    before = passage.quantity(match, "n1", "q1")
    words = (Span(match.start("n1"), match.end("then") if match["then"] else match.end("n1")),)
    earlier = observation(passage, words, total.indicator, before, total.unit, about, then, total.what)
    if not earlier:
        return
    yield earlier
    total.more = (("comparedWith", earlier),)
    made = total.claim(passage)
    if not made:
        return
    yield made
    for change in changes(passage, Span(match.start(), sentence.end)):
        if claim := change_claim(passage, change, made, earlier, total.unit, about):
            yield claim


def _then(passage: Passage, match: re.Match[str]) -> Period | None:
    """The earlier time that is told."""
    found = earlier_times(passage, Span(*match.span("then"))) if match["then"] else ()
    return found[0][1] if len(found) == 1 else None
