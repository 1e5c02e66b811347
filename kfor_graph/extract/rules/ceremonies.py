"""Ceremonies of a local force, and the members who took part in them."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim
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


@reads("ceremon")
def ceremonies(passage: Passage) -> Iterator[Claim]:
    """How many ceremonies the one local body that is told of held, and how many members took part; a stated "no" is a 0.

    Example: `During the month of September, «there were eight ceremonies» involving «163 KPC members».`
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        if "ceremon" not in passage.words(sentence) or not told(passage, sentence) or not (about := body(passage, sentence)):
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


def _time(passage: Passage, sentence: Span) -> Period | None:
    """The one day or interval that the sentence names; else the reporting period."""
    found = dates(passage, sentence)
    return found[0].period if len(found) == 1 else None
