"""Who took things and from whom, where the verb of the taking does not tell: handed in to a body, or found on people who were stopped."""

import re

from kfor_graph.extract.actors.people import as_group, people
from kfor_graph.extract.events.deeds import deeds, did
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import Roles
from kfor_graph.extract.passage import Passage
from kfor_graph.texts import Span

_STOPPED = did(r"intercepted|stopped|searched|raided|apprehended|arrested|detained")
_STOPPING = ("intercept", "stopped", "searched", "raided", "apprehend", "arrest", "detain")
_TO = re.compile(
    r"\b(?:handed|gave|given|surrendered|turned)\s(?:(?:[\w-]+\s){1,4}?(?:in|up|over)|in|up|over|themselves|voluntarily)\s(?:themselves\s)?(?:voluntarily\s)?(?:in\s)?to\s(?=(?:the\s)?(?P<who>[A-Z][^.,;]{1,80}))"
)
_GAVE = re.compile(r"\s(?:voluntarily\s)?(?:handed|gave|surrendered|turned)\s")
_MEMBERS = re.compile(r"\bmembers\sof\s(?:the\s)?(?:so-called\s|former\s)?\Z")


def handed_in(passage: Passage, sentence: Span) -> Roles:
    """Those to whom things or people were handed in, and the body whose members, or the people who, did it."""
    roles: Roles = ()
    if to := _TO.search(passage.text, sentence.start, sentence.end):
        roles += tuple(("authority", body) for body in bodies(passage, Span(*to.span("who"))))
    if gave := _GAVE.search(passage.text, sentence.start, sentence.end):
        subject = Span(sentence.start, gave.start())
        named = [mention for mention in passage.mentions if mention.span in subject and mention.entity.kind == "org"]
        own = [mention.entity for mention in named if _MEMBERS.search(passage.text, subject.start, mention.span.start)]
        groups = [made for person in people(passage, subject) if (made := as_group(passage, person, "handing in"))]
        roles += tuple(("involves", someone) for someone in (own or groups)[:1])
    return roles


def stopped_before(passage: Passage, sentence: Span) -> Roles:
    """Who stopped or searched people, in the sentence before one that opens with what was seized."""
    before = [span for span in passage.block.sentences if span.end <= sentence.start][-1:]
    for span in before if before and passage.holds(before[0], *_STOPPING) else ():
        for deed in deeds(passage, span, _STOPPED):
            if by := doers(passage, deed):
                return tuple(("authority", actor) for actor in by)
    return ()
