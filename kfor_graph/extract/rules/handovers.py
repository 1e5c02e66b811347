"""Responsibility for sites, zones and tasks handed from one body to another."""

import re
from collections.abc import Iterator

from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, new_place
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span

_GIVEN = did(r"handed\sover|transferred|passed|turned\sover|given|transitioned|ceded|relinquished")
_TAKEN = did(r"took\sover|taken\sover|assumed|received")
_HELD = did(r"completed|took\splace|held|effected|conducted|concluded|carried\sout")
_DUTY = re.compile(
    r"\b(?:(?:full\s|sole\s|security\s|primary\s|operational\s)*responsibilit(?:y|ies)|authority|command|control|guarding|guard|protection|security|duties|tasks?)\b(?:\s(?:for|of|over)\b)?"
)
_TRANSFER = re.compile(
    r"\b(?:[Tt]he\s|[Aa]\s)?(?:(?P<noun>[Hh]and-?over|[Tt]ransfer(?:\sof\s(?:authority|command|responsibility|responsibilities))?|[Uu]nfixing|[Cc]hange\sof\scommand))\b"
)
_NAMED = re.compile(
    r"\b(?P<name>(?:[A-ZČĆŠŽĐÇ][\wčćšžđçë'’-]+\s){1,3}(?:[Mm]onastery|[Cc]hurch|[Bb]ridge|[Cc]amp|[Pp]atriarchate|[Mm]emorial|[Mm]onument))\b"
)
_TO = re.compile(r"\bto\s(?=(?:the\s)?[A-Z])")
_FROM = re.compile(r"\bfrom\s(?=(?:the\s)?[A-Z])")
_BETWEEN = re.compile(r"\bbetween\s(?=(?:the\s)?[A-Z])")
_NO_DUTY = re.compile(r"\bresponsibility\sfor\sthe\s(?:attack|incident|explosion|act|killing|bombing|shooting)s?\b|\bclaimed\b")


@reads(
    "handed over",
    "transfer",
    "took over",
    "taken over",
    "assumed",
    "handover",
    "hand-over",
    "turned over",
    "passed",
    "unfix",
    "change of command",
)
def handovers(passage: Passage) -> Iterator[Claim]:
    """Responsibility, authority or command that passed from one body to another on a stated day, with site and sides.

    Example: `«responsibility for the monastery in Budisavci was handed over to the Kosovo Police on 18 December»`.
    """
    if not passage.period:
        return
    given, taken, held = (passage.has(*verb.keys) for verb in (_GIVEN, _TAKEN, _HELD))
    held = held and passage.has("handover", "hand-over", "transfer", "unfixing", "change of command")
    for sentence in passage.block.sentences if given or taken or held else ():
        for deed in deeds(passage, sentence, _GIVEN) if given else ():
            what = deed.subject if deed.passive else deed.rest
            if _DUTY.match(_opening_small(passage.words(what).strip())) or _the_duty(passage, what):
                yield from _tell(passage, deed, giver=doers(passage, deed))
        for deed in deeds(passage, sentence, _TAKEN) if taken else ():
            what = deed.subject if deed.passive else deed.rest
            if _the_duty(passage, what):
                yield from _tell(passage, deed, taker=doers(passage, deed))
        for deed in deeds(passage, sentence, _HELD) if held else ():
            if _TRANSFER.match(passage.text, deed.subject.start, deed.subject.end) and (
                _DUTY.search(_opening_small(passage.words(deed.subject))) or "nfixing" in passage.words(deed.subject)
            ):
                yield from _tell(passage, deed)


def _opening_small(words: str) -> str:
    """Words as they would stand within a sentence."""
    return words[:1].lower() + words[1:]


def _the_duty(passage: Passage, what: Span) -> bool:
    words = _opening_small(passage.words(what).strip())
    match = _DUTY.search(words)
    return bool(match and match.start() < 30 and not _NO_DUTY.search(words))


def _tell(passage: Passage, deed: Deed, giver: tuple[Entity, ...] = (), taker: tuple[Entity, ...] = ()) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if not whens or how not in {"clause", "shared"} or deed.relative:
        return
    whole = Span(deed.subject.start if deed.own else deed.verb.start, deed.rest.end)
    giver, taker = giver or _named(passage, _FROM, whole), taker or _named(passage, _TO, whole)
    sides = _named(passage, _BETWEEN, whole)
    taker = taker or (() if sides else _receiver_before(passage, deed))
    where = _site(passage, deed, whole)
    if not (giver or taker or sides or where):
        return
    roles: Roles = tuple(("involves", actor) for actor in giver or (() if sides else _mission(passage, taker)))
    roles += tuple(("authority", actor) for actor in taker) + tuple(("involves", actor) for actor in sides)
    for told, _ in happenings(passage, deed, "handover", whens[:1], where, roles, subject="Handover of responsibility"):
        yield told


def _named(passage: Passage, lead: re.Pattern[str], span: Span) -> tuple[Entity, ...]:
    for match in passage.find(lead, span):
        if found := bodies(passage, Span(match.end(), span.end)):
            return found
        if state := [
            one.entity for one in passage.mentions if one.entity.kind == "state" and 0 <= one.span.start - match.end() <= len("the ")
        ]:
            return (state[0],)
    return ()


def _receiver_before(passage: Passage, deed: Deed) -> tuple[Entity, ...]:
    """To whom the sentence before says that responsibility goes, where this one leaves it out."""
    earlier = [span for span in passage.block.sentences if span.end <= deed.sentence.start][-1:]
    for span in earlier:
        if match := _TRANSFER.search(passage.text, span.start, span.end):
            return _named(passage, _TO, Span(match.end(), span.end))
    return ()


def _mission(passage: Passage, taker: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The mission, as the one that gives, where the paragraph tells of its own task: it names the mission, or the unfixing of its guards."""
    told = passage.mission in passage.entities(passage.block.span, "mission") or "unfixing" in passage.lower
    return (passage.mission,) if passage.mission and told and passage.mission not in taker else ()


def _site(passage: Passage, deed: Deed, whole: Span) -> tuple[Found, ...]:
    found = list(around(passage, deed, whole))
    if not any(one[1] == "at" for one in found) and (match := next(passage.find(_NAMED, whole), None)):
        words = Span(*match.span("name"))
        if not any(mention.span.end == words.end for mention in passage.mentions):
            found.insert(0, (new_place(match["name"], "site"), "at", words))
    known = {one[0] for one in found}
    found += [
        (mention.entity, "at", mention.span)
        for mention in passage.mentions
        if mention.span in whole and mention.entity.kind == "place" and mention.entity not in known | {passage.area}
    ]
    return tuple(found)
