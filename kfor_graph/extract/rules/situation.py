"""How the situation is judged."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, assessment
from kfor_graph.extract.dates import dates, months
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places import places
from kfor_graph.model import Claim, Span

_DEGREE = r"(?:generally|relatively|overall|largely|mostly|fairly|comparatively)"
_WORD = r"(?:calm|stable|tense|volatile|fragile|satisfactory)"
_JUDGEMENT = rf"(?:{_DEGREE}\s)?{_WORD}(?:(?:,\s|\s|,\s?)(?:but|and|yet|though|although|if)\s(?:{_DEGREE}\s|still\s|remained\s|at\stimes\s)?{_WORD})*"
_IS = r"(?:is|was|remains|remained|continues\sto\sbe|continued\sto\sbe|has\sbeen|has\sremained|stayed|stays)"
_SUBJECT = (
    r"(?:the\s)?(?P<what>(?:overall\s|general\s)?(?:security\s|political\s)?situation(?:\son\sthe\sground)?|(?:month|quarter|period)(?:\sof\s[A-Z][a-z]+)?|reporting\speriod)"
)
_JUDGED = re.compile(rf"\b{_SUBJECT}(?P<where>(?:\s(?:in|throughout|across|within|along|around|south|north|east|west)\b[^.;:,]{{0,60}}?)?)(?:,\swhich)?\s(?P<verb>{_IS})\s(?:still\s|again\s)?(?P<judgement>{_JUDGEMENT})\b(?!\s(?:enough|in\smost))", re.I)
_NO_CHANGE = re.compile(
    r"\b(?:there\s(?:was|were|has\sbeen|have\sbeen)\s)?no\s(?:significant|major|substantial|notable)\schanges?\s(?:to|in)\s(?:the\s)?(?P<what>(?:overall\s|general\s)?(?:security\s|political\s)?situation)(?P<where>[^.;:,]{0,60})", re.I
)
_WHICH = re.compile(rf",\swhich\s{_IS}\s(?P<judgement>{_JUDGEMENT})\b", re.I)
_HYPOTHETICAL = re.compile(r"\b(?:if|would|could|may|might|should|unless|whether|until|expected\sto|likely\sto)\b", re.I)
_ELSEWHERE = re.compile(r"\b(?:most|parts?|some|rest|north|south|east|west|northern|southern|eastern|western|remainder|elsewhere|except|along|municipalit\w+|region|areas?)\b")


def situation(passage: Passage) -> Iterator[Claim]:
    """Ratings of the security or political situation in the reporting period, and "no significant change" as a trend.

    Example: `«there was no significant change to the overall security situation in Kosovo», «which remained generally calm but
    fragile»`. A judgement of a part of the area is limited to that place, and is left out where the place is not named.
    """
    if not passage.area or not passage.has("calm", "stable", "tense", "volatile", "fragile", "satisfactory", "change"):
        return
    unchanged = [passage.sentence(match.start()) for match in passage.find(_NO_CHANGE)]
    for match in passage.find(_JUDGED):
        if passage.sentence(match.start()) in unchanged:
            continue
        if _asserted(passage, match) and (limit := _limit(passage, match)) is not None:
            yield from _claim(passage, (Span(*match.span()),), match["what"], ratings(match["judgement"]), None, limit)
    for match in passage.find(_NO_CHANGE):
        if not _asserted(passage, match) or (limit := _limit(passage, match)) is None:
            continue
        words: tuple[Span, ...] = (Span(match.start(), len(match[0].rstrip()) + match.start()),)
        judged: tuple[str, ...] = ()
        if which := _WHICH.match(passage.text, match.end(), passage.sentence(match.start()).end):
            words, judged = (*words, Span(which.start() + 2, which.end())), ratings(which["judgement"])
        yield from _claim(passage, words, match["what"], judged, "unchanged", limit)


def ratings(judgement: str) -> tuple[str, ...]:
    """`generally calm but fragile` as notations of the scheme rating: generally-calm, fragile."""
    found = []
    for match in re.finditer(rf"(?:(?P<degree>{_DEGREE})\s)?(?P<word>{_WORD})", judgement, re.I):
        degree, word = (match["degree"] or "").lower(), match["word"].lower()
        if word == "calm" and degree:
            word = "relatively-calm" if degree in {"relatively", "fairly", "comparatively"} else "generally-calm"
        found.append(word)
    return tuple(found)


def _claim(passage: Passage, words: tuple[Span, ...], what: str, judged: tuple[str, ...], trend: str | None, limit: Slots) -> Iterator[Claim]:
    topic = "political-situation" if "political" in what.lower() else "security-situation"
    if passage.area and (claim := assessment(passage, words, topic, passage.area, judged, trend, limit)):
        yield claim


def _asserted(passage: Passage, match: re.Match[str]) -> bool:
    """Not hypothetical, not of another time than the reporting period."""
    sentence = passage.sentence(match.start())
    if _HYPOTHETICAL.search(passage.text, max(sentence.start, match.start() - 60), match.end()):
        return False
    named = (*dates(passage, Span(match.start(), match.end())), *months(passage, Span(match.start(), match.end())))
    return all(passage.period is not None and when.period == passage.period for when in named)


def _limit(passage: Passage, match: re.Match[str]) -> Slots | None:
    """The place that the judgement is limited to: none for the whole area; None where a part is meant that is not named."""
    where = Span(*match.span("where"))
    found = places(passage, where)
    limited: Slots = tuple(("place", place) for place, _, _ in found if place != passage.area)
    if limited or not _ELSEWHERE.search(passage.text, where.start, where.end):
        return limited
    return None
