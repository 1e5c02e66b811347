"""What the text states that there was none of."""

import re
from collections.abc import Iterator

from kfor_graph.document.dates import MONTH, YEAR
from kfor_graph.extract.bodies import body, is_force
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.dates import dates, months
from kfor_graph.extract.limits import limited
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places import places
from kfor_graph.extract.told import said, told
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span

_RECORDED = r"\s(?:was|were|has\sbeen|have\sbeen)\s(?:recorded|reported|registered|observed|noted|detected|received|made)\b"
_TOOK_PLACE = r"\s(?:took\splace|occurred|happened)\b"
_TIME = (
    rf"(?:(?:the|this)\s(?:present\s|entire\s|whole\s|current\s)?(?:reporting\s|reported\s)?(?:period|month|quarter)(?:\sof"
    rf"\s[A-Z][a-z]+)?(?:\sunder\sreview)?|(?:the\smonths?\sof\s)?{MONTH}(?:\s{YEAR})?)(?![\w-])"
)
_WHEN = rf"(?:\s(?:in|during|over|throughout|for)\s{_TIME})?"
_WHERE = (
    rf"(?P<where>\s(?:in|across|throughout|within|along|on|near)\s(?!{_TIME})[^.;,()]{{2,60}}?(?=[.;,()]|\s(?:and|or|nor|during"
    rf"|over|in)\b))?"
)
_TAIL = rf"{_WHERE}{_WHEN}(?P<elsewhere>\s(?:in|across|throughout|within|along|on|near)\s)?"
_INCIDENTS = r"(?:security\s)?(?:incidents?|attacks?|hostile\sacts?|acts\sof\sviolence|shootings?)"

_AGAINST_FORCE = re.compile(
    rf"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)?\b(?P<no>[Nn]o)\s(?:(?:major|serious|significant|direct|further"
    rf"|new|reported)\s)?{_INCIDENTS}\s(?:against|directed\s(?:against|at)|targeting)\s(?P<whom>[^.;,]{{2,60}}?)"
    rf"(?:(?P<told>{_RECORDED}|{_TOOK_PLACE})|(?=[.;,]|\s(?:and|or|nor|during|in|over|throughout)\b)){_TAIL}"
)
_MAJOR = re.compile(
    rf"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)?\b(?P<no>[Nn]o)\s(?:(?P<degree>major|significant|serious)\s"
    rf"(?:security(?:-related)?\s)?|security(?:-related)?\s)incidents?\b(?!\s(?:against|directed|targeting|involving))"
    rf"(?P<told>{_RECORDED}|{_TOOK_PLACE})?{_TAIL}"
)
_REQUESTS = re.compile(
    r"(?:\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)?\b(?P<no>[Nn]o)\s(?:(?:formal|new|further|official)\s)?(?:requests?"
    r"|requirements?|calls?|need)\s(?:were\s(?:made|received)\s|was\s(?:made|received)\s)?(?:for|to|on|from)\s(?P<whom>[^.;,]{0,60}?)"
    r"\b(?:interven\w+|act|respond)\b(?P<third>(?:\sin\sits\srole)?\sas\s(?:a\s|the\s|its\s)?third(?:\ssecurity)?\sresponder)?"
)
_RECRUITMENT = re.compile(
    rf"(?:(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)|\b)(?P<no>[Nn]o)\s(?:new\s|further\s)?recruit(?:ment|ing)\s"
    rf"(?:campaigns?|drives?)\b(?P<told>\s(?:was|were|has\sbeen|have\sbeen)\s(?:held|conducted|carried\sout|launched"
    rf"|organi[sz]ed)\b|{_TOOK_PLACE})?{_WHEN}"
)
_VIOLATIONS = re.compile(
    rf"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)?\b(?P<no>[Nn]o)\s(?:(?:reported|serious|major|significant|new"
    rf"|further)\s)?(?:violations?|breaches?)\s(?:of|to)\s(?P<what>[^.;,]{{3,100}}?)"
    rf"(?:(?P<told>{_RECORDED}|{_TOOK_PLACE})|(?=[.;,]|\s(?:during|in|over|throughout)\s)){_TAIL}"
)

_EXCEPT = re.compile(r"[Ee]xcept|[Oo]ther\sthan|[Aa]part\sfrom|[Bb]esides|[Aa]side\sfrom|[Ss]ave\sfor")
_OTHERWISE = re.compile(r"\sby\s|\s(?:was|were|is|are|remained|has\sbeen|have\sbeen)\s")
"what limits a nought to somebody, or says of requests what became of them"


def noughts(passage: Passage) -> Iterator[Claim]:
    """Stated noughts: no incidents against the force, no major incidents, no requests to intervene, no recruitment, no violations.

    Example: `«There were no major security incidents during the reporting period» and «no requests for KFOR to intervene as a third
    security responder»`. Silence is nothing, and "No incidents were reported", of what is not said, is left out.
    """
    if not (" no " in passage.lower or passage.lower.startswith("no ")) or not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if "no " in words or "No " in words:
            for keys, find in _FINDERS:
                if any(key in words for key in keys):
                    yield from find(passage, sentence)


def _against_force(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """Nothing against the mission itself; what is or is not done to others is not counted here."""
    for match in passage.find(_AGAINST_FORCE, sentence):
        limit = _limit(passage, match)
        if passage.mission and limit is not None and _stated(match) and is_force(passage, Span(*match.span("whom"))):
            yield from _nought(passage, match, "incidents-against-force", "incidents", passage.mission, limit)


def _major(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """No major security incidents, or no security incidents at all, in the mission's area or a named part of it."""
    for match in passage.find(_MAJOR, sentence):
        limit = _limit(passage, match)
        if passage.area and limit is not None and _stated(match):
            yield from _nought(passage, match, "major-incidents" if match["degree"] else "incidents", "incidents", passage.area, limit)


def _requests(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """No requests to the mission to intervene."""
    for match in passage.find(_REQUESTS, sentence):
        named = passage.actors(Span(*match.span("whom")))
        if passage.mission and (passage.mission in named or (match["third"] and not named)):
            yield from _nought(passage, match, "intervention-requests", "events", passage.mission)


def _recruitment(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """No recruitment campaign of the one local body that is told of."""
    for match in passage.find(_RECRUITMENT, sentence):
        about = body(passage, sentence)
        if about and _stated(match):
            yield from _nought(passage, match, "recruitment-campaigns", "events", about)


def _violations(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """No violations of the one instrument, agreement or zone that is named; of what the gazetteer does not know, nothing."""
    for match in passage.find(_VIOLATIONS, sentence):
        about = passage.entity(Span(*match.span("what")), "instrument", "agreement", "mandate", "place")
        limit = _limit(passage, match)
        if about and limit is not None and _stated(match):
            yield from _nought(passage, match, "violations", "events", about, limit)


_FINDERS = (
    (("against", "directed", "targeting"), _against_force),
    (("incident",), _major),
    (("interven", "respond", "act "), _requests),
    (("recruit",), _recruitment),
    (("violation", "breach"), _violations),
)
"What a sentence must hold for each of them."


def _limit(passage: Passage, match: re.Match[str]) -> Slots | None:
    """The places that a nought is limited to: none for the whole area; None where a part is meant that no known name tells."""
    if match["elsewhere"]:
        return None
    if not match["where"]:
        return ()
    found = [place for place, _, _ in places(passage, Span(*match.span("where")))]
    return tuple(("place", place) for place in found if place != passage.area) if found else None


def _stated(match: re.Match[str]) -> bool:
    """Whether it is said that there was none: "there was no …" or "no … was recorded"."""
    return bool(match["there"] or match["told"])


def _nought(passage: Passage, match: re.Match[str], indicator: str, unit: str, about: Entity, more: Slots = ()) -> Iterator[Claim]:
    """The nought for the time that its own words name; else for the reporting period."""
    words = Span(match.start(), match.start() + len(match[0].rstrip()))
    sentence = passage.sentence(words.start)
    if not told(passage, Span(sentence.start, words.end)) or (words.start > sentence.start and said(passage, words)):
        return
    if _EXCEPT.search(passage.text, sentence.start, sentence.end) or _OTHERWISE.match(passage.text, words.end, sentence.end):
        return
    found = (*dates(passage, words), *months(passage, words))
    around = limited(passage, words)
    if len(found) > 1 or not around:
        return
    more += tuple(slot for slot in around[1] if slot not in more)
    if claim := observation(
        passage, (around[0],), indicator, passage.quantity(match, "no"), unit, about, found[0].period if found else None, more
    ):
        yield claim
