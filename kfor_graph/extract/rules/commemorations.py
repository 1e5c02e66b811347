"""Commemorations, with how many came."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.actors import named_before
from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.claims import Slots, account, observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.events.occasions import days_told, opening, place_precision, places_told, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied, is_hedged, status
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Span

_CROWD = rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?P<who>(?:[A-Z][\w-]+\s){{0,2}}(?:persons|people|visitors|pilgrims|Serbs|Albanians|veterans|residents|guests|mourners))"
_NOUN = re.compile(r"\b(?:[Tt]he|[Aa]|[Tt]his\syear’s)\s(?:[a-z]+\s){0,2}?commemorations?\b")
_VERB = re.compile(r"\scommemorated(?=\s(?P<whom>\w[^.;,]{2,80}?)(?:[.;,]|\s(?:in|on|at|with)\s|\Z))")
_HELD = re.compile(r"\b(?:took\splace|(?:was|were)\s(?:also\s)?(?:held|organi[sz]ed|attended|peaceful)|(?:passed|ended|proceeded)\b)")
_BY = re.compile(rf"\b(?:attended\sby|in\sthe\spresence\sof|with\sthe\sparticipation\sof|in\swhich)\s{_CROWD}")
_CAME = re.compile(rf"\b{_CROWD}\s(?:attended|took\spart\sin|participated\sin|gathered\s(?:at|for))\s\Z")
_GUARDED = re.compile(r"\b(?:secured|guarded|protected|policed|monitored)\s(?:jointly\s)?by\s(?P<who>[^.;]{2,90})")
_CALM = re.compile(r"\b(?:without\s(?:any\s)?incidents?|(?:passed|ended)\s(?:off\s)?peacefully|(?:was|were)\speaceful)\b")


@reads("commemorat")
def commemorations(passage: Passage) -> Iterator[Claim]:
    """A commemoration on a day, with its place, those who held it and how many came.

    Example: `«On 28 June, about 2,200 persons attended the commemoration at Gazimestan».` Without a day it is nothing.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        head = next(passage.find(_VERB, sentence), None) or next(passage.find(_NOUN, sentence), None)
        if head:
            yield from _told(passage, sentence, head)


def _told(passage: Passage, sentence: Span, head: re.Match[str]) -> Iterator[Claim]:
    start, end = sentence.start, sentence.end
    if is_hedged(passage, start, end) or is_denied(passage, start, end) or said(passage, Span(*head.span())) or status(passage, start, end):
        return
    came = _CAME.search(passage.text, start, head.start()) or _BY.search(passage.text, head.end(), end)
    held = _HELD.search(passage.text, head.end(), end)
    subject = named_before(passage, start, head.start()) if head.re is _VERB else None
    if not (subject or (head.re is _NOUN and (held or came))):
        return
    first = min(head.start(), subject[1].start if subject else head.start(), came.start() if came else head.start())
    before = opening(passage, start, first)
    clause = Span(head.end(), came.start() if came and came.start() > head.end() else end)
    when, where = days_told(passage, clause, before), places_told(passage, clause, before)
    if len(when) != 1 or not when[0].day:
        return
    calm = _CALM.search(passage.text, head.end(), end)
    event = Event(
        ("ceremony",),
        when[0].period,
        tuple(place for place, _, _ in where),
        (*(("organizer", actor) for actor in (subject[0] if subject else ())), *_came(passage, came), *_guarded(passage, head.end(), end)),
        outcome="without-incident" if calm else None,
        subject="Commemoration",
    )
    spans = [Span(*found.span()) for found in (held, came, calm) if found]
    spans += [Span(*head.span("whom"))] if head.re is _VERB else []
    used = told_words(passage, Span(*head.span()), subject and subject[1], before, *spans, when[0].span, *(found[2] for found in where))
    yield account(passage, (used,), event, when[0].precision, more=place_precision(where))
    if came:
        concept = passage.vocabulary.concept("population", came["who"])
        more: Slots = (("population", Concept("population", concept.notation)),) if concept else ()
        crowd = Span(came.start("q") if came["q"] else came.start("n"), came.end("who"))
        if made := observation(passage, (crowd,), "participants", passage.quantity(came, "n", "q"), "persons", event, when[0].day, more):
            yield made


def _came(passage: Passage, came: re.Match[str] | None) -> tuple[tuple[str, Entity], ...]:
    """Those who came, as a group of the document."""
    return tuple(("involves", someone) for someone in (who(passage, Span(*came.span("who")), "participants") if came else ()))


def _guarded(passage: Passage, start: int, end: int) -> tuple[tuple[str, Entity], ...]:
    """The bodies that kept it safe."""
    match = _GUARDED.search(passage.text, start, end)
    return tuple(("authority", body) for body in (bodies(passage, Span(*match.span("who"))) if match else ()))
