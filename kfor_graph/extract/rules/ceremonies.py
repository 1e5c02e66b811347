"""Ceremonies of a local force, and the members who took part in them."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.actors import subject_at
from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.occasions import accounts, clause, days_told, places_told, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span

_N = rf"\b(?=\w)(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})"
_CEREMONY = r"(?:(?:[a-z-]+|[A-Z]{2,6})\s){0,3}?ceremon(?:y|ies)"
_HELD = begins_with(
    r"ACEFIJLMNORSTUW\dacefhijlmnoprstuw",
    rf"(?:\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER}|no)\s{_CEREMONY}\b"
    rf"|\b(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER}|[Nn]o)\s{_CEREMONY}\s(?:was|were|has\sbeen|have\sbeen)\s(?:held"
    rf"|organi[sz]ed|conducted)\b"
    rf"|\b(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER}|[Nn]o)\s{_CEREMONY}\stook\splace\b"
    rf"|\b(?:held|organi[sz]ed|conducted|participated\sin|took\spart\sin|attended)\s(?:(?P<q4>{QUALIFIER})\s)?"
    rf"(?P<n4>{NUMBER})\s{_CEREMONY}\b",
)
_WHO = (
    r"(?:(?:[A-Z]{2,6}|corps|of\sits)\s)?(?:members|officers|soldiers|personnel)\b"
    r"(?!\sof\s(?!(?:the\s)?(?:[A-Z]{2,6}\b|corps|[Ff]orce|Kosovo\s(?:Protection|Security|Police))))"
)
_MEMBERS = re.compile(
    rf"ceremon(?:y|ies)\b[^.;\d]{{0,60}}?\s(?:involving|with|attended\sby|in\swhich|at\swhich)\s(?:the\sparticipation\sof\s)?(?:a"
    rf"\stotal\sof\s)?(?P<words>(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s{_WHO})"
    rf"|(?P<words2>(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\s{_WHO})\s(?:took\spart|participated|were\sinvolved)\sin"
    rf"\s[^.;]{{0,60}}?ceremon(?:y|ies)\b"
    rf"|ceremon(?:y|ies)\b[^.;]{{0,60}}?[;,]\s(?:in\sall,?\s|and\s|a\stotal\sof\s)?(?P<words3>(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER})\s{_WHO})"
    rf"\s(?:took\spart|participated|attended|were\s(?:present|involved))\b"
)

_A_CEREMONY = re.compile(
    r"(?P<at>\b(?:at|during|attended|held|organi[sz]ed|hosted|took\spart\sin|participated\sin)\s)?(?P<what>\b[Aa]\s(?:(?!of\b|to\b)[\w-]+\s){0,3}?ceremony\b)(?(at)|(?:\s(?:in|at|for|to)\s[^.;:]{2,80}?)?\s(?:was\sheld|took\splace)\b)"
)
_OPENING = re.compile(r"(?:On|In|At)\s[^,;:]{2,60},\s(?:in\s[^,;:]{2,40},\s)?")


@reads("ceremon")
def ceremonies(passage: Passage) -> Iterator[Claim]:
    """Single ceremonies on a day; how many the one local body that is told of held, and how many members took part; a stated "no" is a 0.

    Example: `During the month of September, «there were eight ceremonies» involving «163 KPC members».`
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        if "ceremon" not in passage.words(sentence) or not told(passage, sentence):
            continue
        yield from _one(passage, sentence)
        if not (about := body(passage, sentence)):
            continue
        time = _time(passage, sentence)
        for match in passage.find(_HELD, sentence):
            n = next(name for name in ("n", "n2", "n3", "n4") if match[name])
            by_mission = match["n4"] and passage.entities(Span(sentence.start, match.start()), "mission")
            if by_mission or not of_period(passage, Span(*match.span())):
                continue
            if claim := observation(
                passage, (Span(*match.span()),), "ceremonies", passage.quantity(match, n, n.replace("n", "q")), "events", about, time
            ):
                yield claim
        for match in passage.find(_MEMBERS, sentence):
            number = next(index for index in ("", "2", "3") if match[f"n{index}"])
            n, q, words = f"n{number}", f"q{number}", f"words{number}"
            if not of_period(passage, Span(*match.span(words))):
                continue
            if claim := observation(
                passage, (Span(*match.span(words)),), "ceremony-participants", passage.quantity(match, n, q), "persons", about, time
            ):
                yield claim


def _one(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """One ceremony on a day: "thanked them at a ceremony in Prizren on 17 February", "a ceremony was held in Klina on 3 March"."""
    for match in passage.find(_A_CEREMONY, sentence):
        words = clause(passage, match.start("what"), match.end(), sentence.end)
        if said(passage, words) or is_denied(passage, sentence.start, match.end()):
            continue
        first = _OPENING.match(passage.text, sentence.start, match.start())
        opens = Span(*first.span()) if first else None
        when, where = days_told(passage, words, opens), places_told(passage, words, opens)
        if len(when) != 1 or not when[0].day or not of_period(passage, words):
            continue
        named = subject_at(passage, opens.end if opens else sentence.start, match.start("what")) if match["at"] else None
        event = Event(("ceremony",), passage.days(None), roles=tuple(("involves", actor) for actor in named[0]) if named else ())
        used = told_words(passage, named[1] if named else None, Span(*match.span("what")), when[0].span, *(found[2] for found in where))
        yield from accounts(passage, (used,), event, when, where)


def _time(passage: Passage, sentence: Span) -> Period | None:
    """The one day or interval that the sentence names; else the reporting period."""
    found = dates(passage, sentence)
    return found[0].period if len(found) == 1 else None
