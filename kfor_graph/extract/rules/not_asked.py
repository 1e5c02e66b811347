"""Requests that were not made to the force, and interventions that were not needed."""

import re
from collections.abc import Iterator

from kfor_graph.extract.events.antecedents import meant
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.noughts import nought_of, stated
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_ACT = r"(?:interven\w+|act(?:ion)?|respond|assist|support|take\spart|step\sin|provide|escort|help|deploy)"
_REQUESTS = begins_with(
    "NTnt",
    r"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)?\b(?P<no>[Nn]o)\s(?:(?:formal|new|further|official)\s)?(?:requests?"
    r"|requirements?|calls?|need)\s(?:were\s(?:made|received)\s|was\s(?:made|received)\s)?(?:for|to|on|from)\s(?P<whom>[^.;,]{0,60}?)"
    r"\b(?:interven\w+|act|respond)\b(?P<third>(?:\sin\sits\srole)?\sas\s(?:a\s|the\s|its\s)?third(?:\ssecurity)?\sresponder)?",
)
_SUPPORT = begins_with(
    "NTnt",
    r"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)?\b(?P<no>[Nn]o)\s(?:(?:formal|new|further|official)\s)?requests?\s(?:for|to)\s(?P<whom>(?:(?!\b(?:interven|act|respond))[^.;,]){0,60}?)"
    r"\b(?:support|assistance|help|reinforcements?|escorts?)(?:\s(?:of|from|by)\s(?P<whose>[^.;,]{2,40}?))?(?P<told>\s(?:was|were|has\sbeen|have\sbeen)\s(?:made|received|recorded|registered))?(?=[.;,]|\s(?:in|during|by|from|and)\b|\Z)",
)
_INTERVENTIONS = begins_with(
    "NTnt",
    r"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s)?\b(?P<no>[Nn]o)\s(?:direct\s|further\s|military\s)?(?:interventions?|actions?|engagement)\s(?:(?:of|by|from|on\sthe\spart\sof)\s(?P<whom>[^.;,]{2,40}?)\s)?"
    r"(?P<told>(?:was|were|has\sbeen|have\sbeen)\s(?:required|necessary|needed|requested|undertaken|carried\sout))\b(?:\s(?:of|by|from)\s(?P<whose>[^.;,]{2,40}?)(?=[.;,]|\s(?:in|during|and)\b|\Z))?",
)
_NOT_ASKED = re.compile(
    rf"(?P<whom>\b[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,2}}|\b[Tt]he\s[Ff]orce|\b[Ii]ts\stroops)(?:\s(?:troops|soldiers))?\s(?P<told>(?:was|were|has\sbeen|have\sbeen)\s(?P<no>not)\s(?:asked|requested|required|called\supon|called\son|needed)\sto\s{_ACT})\b"
)
_DID_NOT = re.compile(
    r"(?P<whom>\b[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2}|\b[Tt]he\s[Ff]orce)(?:\s(?:troops|soldiers))?\s(?P<told>(?:did\s(?P<no>not)(?:\s(?:have|need)\sto)?|had\s(?P<no2>no)\sneed\sto)\sinterven\w+)\b"
)
_EVENTS = ("violence", "public-order", "law-enforcement", "civil", "movement")


@reads(
    "request", "no need", "not need", "requirement", "not require", "no call", "not call", "asked", "interven", "not have to", "no action"
)
def not_asked(passage: Passage) -> Iterator[Claim]:
    """Stated noughts of requests to the mission, to intervene or for its support, and of its interventions.

    Example: `«no requests for KFOR to intervene as a third security responder»`; `«KFOR did not intervene»`, at the event told just before.
    """
    if not passage.period or not passage.mission:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if "not " in words or "no " in words or "No " in words:
            yield from _requests(passage, sentence)
            yield from _interventions(passage, sentence)


def _requests(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """No requests to the mission to intervene, or for its support."""
    mission = passage.mission
    for match in passage.find(_REQUESTS, sentence):
        named = passage.actors(Span(*match.span("whom")))
        if mission and (mission in named or (match["third"] and not named)):
            yield from nought_of(passage, match, "intervention-requests", "events", mission)
    for match in passage.find(_SUPPORT, sentence):
        if mission and _of_mission(passage, match) and stated(passage, match):
            yield from nought_of(passage, match, "support-requests", "events", mission)
    for match in passage.find(_NOT_ASKED, sentence):
        if mission and _of_mission(passage, match):
            kind = "intervention-requests" if "interven" in match[0] else "support-requests"
            yield from nought_of(passage, match, kind, "events", mission)


def _interventions(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """No interventions of the mission; at the event of the sentence before, if one is told there."""
    for match in passage.find(_INTERVENTIONS, sentence):
        if passage.mission and _of_mission(passage, match):
            yield from nought_of(passage, match, "interventions", "events", passage.mission)
    for match in passage.find(_DID_NOT, sentence):
        if passage.mission and _of_mission(passage, match):
            event = meant(passage, match.start(), _EVENTS)
            about: Event | Entity = event or passage.mission
            printed = "no" if match["no"] else "no2"
            yield from nought_of(passage, match, "interventions", "events", about, printed=printed)


def _of_mission(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the mission is the one body that the words name."""
    named: list[Entity] = []
    for name in ("whom", "whose"):
        if match.groupdict().get(name):
            if match[name].lower() in {"the force", "its troops"}:
                return True
            named += passage.actors(Span(*match.span(name)))
    return tuple(dict.fromkeys(named)) == (passage.mission,)
