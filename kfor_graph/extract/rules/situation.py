"""How the situation is judged."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, assessment
from kfor_graph.extract.limits import limited
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_DEGREE = r"(?:generally|relatively|overall|largely|mostly|fairly|comparatively)"
_WORD = r"(?:calm|stable|tense|volatile|fragile|satisfactory)"
_BUT = re.compile(r",?\s(?:but|yet|though|although)\s")
"what follows may be limited to a part while what stands before is not: calm, but fragile in the north"
_RATED = re.compile(rf"(?<=\s){_WORD}\b")
_JUDGEMENT = rf"(?:{_DEGREE}\s)?{_WORD}(?:(?:,\s|\s|,\s?)(?:but|and|yet|though|although|if)\s(?:{_DEGREE}\s|still\s|remained\s|at\stimes\s)?{_WORD})*"
_IS = r"(?:is|was|remains|remained|continues\sto\sbe|continued\sto\sbe|has\sbeen|has\sremained|stayed|stays)"
_SUBJECT = (
    r"(?:(?:the\s)?(?P<what>(?:(?:overall|general|security|political)\s)+situation(?:\son\sthe\sground)?)"
    r"|(?<!of\s)the\s(?P<bare>situation(?:\son\sthe\sground)?|(?:month|quarter|period)(?:\sof\s[A-Z][a-z]+)?|reporting\speriod))"
)
_JUDGED = re.compile(
    rf"\b{_SUBJECT}(?P<where>(?:\s(?:in|throughout|across|within|along|around|south|north|east|west)\b[^.;:,]{{0,60}}?)?)(?:,\swhich)?\s(?P<verb>{_IS})\s(?:still\s|again\s)?(?P<judgement>{_JUDGEMENT})\b(?!\s(?:enough|in\smost))",
    re.I,
)
_NO_CHANGE = re.compile(
    r"\b(?:there\s(?:was|were|has\sbeen|have\sbeen)\s)?no\s(?:significant|major|substantial|notable)\schanges?\s(?:to|in)\s(?:the\s)?(?P<what>(?:overall\s|general\s)?(?:security\s|political\s)?situation)(?!\sof\s)(?P<where>[^.;:,]{0,60})",
    re.I,
)
_WHICH = re.compile(rf",\swhich\s{_IS}\s(?P<judgement>{_JUDGEMENT})\b", re.I)
_NOT_TOLD = re.compile(
    r"\b(?:if|would|could|may|might|should|unless|whether|until|expected\sto|likely\sto|according\sto|said|stated|claim\w*|alleg\w+|argued|describ\w+|denied|reportedly)\b",
    re.I,
)


def situation(passage: Passage) -> Iterator[Claim]:
    """Ratings of the security or political situation in the reporting period, and "no significant change" as a trend.

    Example: `«there was no significant change to the overall security situation in Kosovo», «which remained generally calm but
    fragile»`. A judgement of a part of the area is limited to that place, and is left out where the place is not named.
    """
    if not passage.area or not passage.has("calm", "stable", "tense", "volatile", "fragile", "satisfactory", "change"):
        return
    unchanged = [passage.sentence(match.start()) for match in passage.find(_NO_CHANGE)] if passage.has("change") else []
    judged = [span for span in passage.block.sentences if span not in unchanged and _RATED.search(passage.text, span.start, span.end)]
    for match in (match for span in judged for match in passage.find(_JUDGED, span)):
        where, start = Span(match.start(), match.end("where")), match.start("judgement")
        but = _BUT.search(passage.text, start, match.end())
        for end in (match.end(), but.start() if but else 0):
            if end and _asserted(passage, match) and (found := limited(passage, Span(match.start(), end), where)):
                judgement = passage.text[start:end]
                yield from _claim(passage, (found[0],), match["what"] or match["bare"], ratings(judgement), None, found[1])
                break
    for match in passage.find(_NO_CHANGE) if unchanged else ():
        words = Span(match.start(), len(match[0].rstrip()) + match.start())
        if not _asserted(passage, match) or not (found := limited(passage, words, Span(*match.span("where")))):
            continue
        which = _WHICH.match(passage.text, match.end(), passage.sentence(match.start()).end)
        if not which:
            yield from _claim(passage, (found[0],), match["what"], (), "unchanged", found[1])
        elif further := limited(passage, Span(which.start() + 2, which.end())):
            both = tuple(dict.fromkeys((*found[1], *further[1])))
            yield from _claim(passage, (found[0], further[0]), match["what"], ratings(which["judgement"]), "unchanged", both)


def ratings(judgement: str) -> tuple[str, ...]:
    """`generally calm but fragile` as notations of the scheme rating: generally-calm, fragile."""
    found = []
    for match in re.finditer(rf"(?:(?P<degree>{_DEGREE})\s)?(?P<word>{_WORD})", judgement, re.I):
        degree, word = (match["degree"] or "").lower(), match["word"].lower()
        if word == "calm" and degree:
            word = "relatively-calm" if degree in {"relatively", "fairly", "comparatively"} else "generally-calm"
        found.append(word)
    return tuple(found)


def _claim(
    passage: Passage, words: tuple[Span, ...], what: str, judged: tuple[str, ...], trend: str | None, limit: Slots
) -> Iterator[Claim]:
    topic = "political-situation" if "political" in what.lower() else "security-situation"
    if passage.area and (claim := assessment(passage, words, topic, passage.area, judged, trend, limit)):
        yield claim


def _asserted(passage: Passage, match: re.Match[str]) -> bool:
    """Not hypothetical, and not what somebody else says."""
    sentence = passage.sentence(match.start())
    before = max(sentence.start, match.start() - 60)
    return not _NOT_TOLD.search(passage.text, before, match.end())
