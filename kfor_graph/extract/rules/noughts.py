"""Incidents, violations and recruitment that the text states there were none of."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body, is_force
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.noughts import ENDS, NO, RECORDED, TAIL, THERE, TOOK_PLACE, WHEN, denying, limit, nought_of, stated
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity
from kfor_graph.names import slug
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_INCIDENTS = r"(?:security\s)?(?:incidents?|attacks?|hostile\sacts?|acts\sof\sviolence|shootings?|threats?)"
_DEGREE = r"(?:(?:major|serious|significant|direct|further|new|reported|hostile)\s)?"

_AGAINST_FORCE = begins_with(
    "NTnt",
    rf"{THERE}{NO}\s{_DEGREE}{_INCIDENTS}\s(?:against|directed\s(?:against|at)|targeting|on|involving)\s(?P<whom>[^.;,]{{2,60}}?)"
    rf"(?:(?P<told>{RECORDED}|{TOOK_PLACE})|(?=[.;,]|\s(?:and|or|nor|during|in|over|throughout)\b)){TAIL}",
)
_ATTACKED = re.compile(
    rf"{NO}\s(?P<whom>[^.;,]{{2,60}}?)(?P<told>\s(?:was|were|has\sbeen|have\sbeen)\s(?:directly\s)?(?:attacked|targeted|fired\s(?:at|upon)|shot\sat|stoned))\b{TAIL}"
)
_NUMBER = re.compile(
    rf"(?P<told>\b[Tt]he\snumber\sof\s){_DEGREE}{_INCIDENTS}\s(?:against|directed\s(?:against|at)|targeting|on|involving)\s(?P<whom>[^.;,]{{2,60}}?)\s(?:was|is|remained|stood\sat|remained\sat)"
    rf"\s(?P<no>zero|nil|none){TAIL}"
)
_MAJOR = begins_with(
    "NTnt",
    rf"{THERE}{NO}\s(?:(?P<degree>major|significant|serious)\s"
    rf"(?:security(?:-related)?\s)?|security(?:-related)?\s)incidents?\b(?!\s(?:against|directed|targeting|involving))"
    rf"(?P<told>{RECORDED}|{TOOK_PLACE})?{TAIL}",
)
_RECRUITMENT = re.compile(
    rf"{THERE}{NO}\s(?:new\s|further\s)?recruit(?:ment|ing)(?P<campaign>\s(?:campaigns?|drives?))?"
    rf"(?P<told>\s(?:was|were|has\sbeen|have\sbeen)\s(?:held|conducted|carried\sout|launched"
    rf"|organi[sz]ed)\b|{TOOK_PLACE})?{WHEN}"
)
_VIOLATIONS = re.compile(
    rf"{THERE}{NO}\s(?:(?:reported|serious|major|significant|new|further|minor|other)\s)?(?:violations?|breaches?)\s(?:of|to)\s(?P<what>(?:(?!\sno\s)[^.;,]){{3,100}}?)"
    rf"(?:(?P<told>{RECORDED}|{TOOK_PLACE})|(?=[.;,]|\s(?:during|in|over|throughout|and\sno|nor)\s)){TAIL}"
)
_CASES = begins_with(
    "NTnt",
    rf"{THERE}{NO}\s(?:(?:new|serious|further|reported|major)\s)?(?:(?:cases?|instances?|incidents?|acts?|signs?)\sof\s)?(?P<what>non-compliance|violations?|breaches?|irregularit(?:y|ies))(?!\sof\b)(?P<told>{RECORDED}|{TOOK_PLACE})?{ENDS}{TAIL}",
)
_TWO_ZONES = re.compile(r"\bAir\s(?:or|and)\s(?:the\s)?Ground\sSafety\sZones?\b")
_NAMELESS = re.compile(
    r"(?:the\s)?(?P<name>(?:[a-z]+\s){0,3}(?:embargo|cease-?fire|undertaking|airspace|no-fly\szone|curfew))(?:\s(?:against|on|over)\s[^.;,]{3,40})?\Z"
)


@reads("no", "not a single", "not one", "number of")
def noughts(passage: Passage) -> Iterator[Claim]:
    """Stated noughts: no incidents against the force, no major incidents, no violations, no recruitment.

    Example: `«There were no major security incidents during the reporting period»`. Silence is nothing, and "No incidents were
    reported", of what is not said, is left out. Requests, acts and people have rules of their own.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if part := denying(passage, sentence):
            for keys, find in _FINDERS:
                if any(key in words for key in keys):
                    yield from find(passage, part)
        if "number of" in words:
            yield from _against_force(passage, sentence, (_NUMBER,))


def _against_force(passage: Passage, part: Span, patterns: tuple[re.Pattern[str], ...] = (_AGAINST_FORCE, _ATTACKED)) -> Iterator[Claim]:
    """Nothing against the mission itself; what is or is not done to others is not counted here."""
    for pattern in patterns:
        for match in passage.find(pattern, part):
            where = limit(passage, match)
            if passage.mission and where is not None and stated(passage, match) and is_force(passage, Span(*match.span("whom"))):
                yield from nought_of(passage, match, "incidents-against-force", "incidents", passage.mission, where)


def _major(passage: Passage, part: Span) -> Iterator[Claim]:
    """No major security incidents, or no security incidents at all, in the mission's area or a named part of it."""
    for match in passage.find(_MAJOR, part):
        where = limit(passage, match)
        if passage.area and where is not None and stated(passage, match):
            yield from nought_of(passage, match, "major-incidents" if match["degree"] else "incidents", "incidents", passage.area, where)


def _recruitment(passage: Passage, part: Span) -> Iterator[Claim]:
    """No recruitment campaign of the one local body that is told of, or no recruits."""
    for match in passage.find(_RECRUITMENT, part):
        about = body(passage, passage.sentence(part.start))
        if about and stated(passage, match):
            kind = ("recruitment-campaigns", "events") if match["campaign"] else ("recruits", "persons")
            yield from nought_of(passage, match, *kind, about)


def _violations(passage: Passage, part: Span) -> Iterator[Claim]:
    """No violations of the instrument, agreement or zone that is named; no cases of non-compliance of the one body that is told of."""
    for match in passage.find(_VIOLATIONS, part):
        where = limit(passage, match)
        for about in _violated(passage, Span(*match.span("what"))):
            if where is not None and stated(passage, match):
                yield from nought_of(passage, match, "violations", "events", about, where)
    for match in passage.find(_CASES, part):
        whose = body(passage, passage.sentence(part.start)) or passage.area
        where = limit(passage, match)
        if whose and where is not None and stated(passage, match):
            yield from nought_of(passage, match, "violations", "events", whose, where)


def _violated(passage: Passage, what: Span) -> tuple[Entity, ...]:
    """What was not violated: what the words name, both zones where they name two, an embargo or cease-fire; of what nobody knows, nothing."""
    if zones := _TWO_ZONES.search(passage.text, what.start, what.end):
        both = [passage.vocabulary.entity("place", name) for name in ("air-safety-zone", "ground-safety-zone")]
        return tuple(zone for zone in both if zone) if zones else ()
    if named := passage.entity(what, "instrument", "agreement", "mandate", "place"):
        return (named,)
    if nameless := _NAMELESS.match(passage.text, what.start, what.end):
        name = nameless["name"]
        return (Entity("instrument", slug(name), name[0].upper() + name[1:], ("kfo:Instrument",), known=False),)
    return ()


_FINDERS = (
    (("against", "directed", "targeting", " on ", "involving", "attacked", "targeted", "fired", "shot at", "stoned"), _against_force),
    (("incident",), _major),
    (("recruit",), _recruitment),
    (("violation", "breach", "compliance", "irregularit"), _violations),
)
"What a sentence must hold for each of them."
