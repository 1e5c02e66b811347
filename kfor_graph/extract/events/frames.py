"""Sentences that tell day and place of what the next ones tell: "The most serious incident occurred on 9 May in Pec", "Clashes broke out in Klina"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.events.casualties import harms
from kfor_graph.extract.events.hurt import hurt_after
from kfor_graph.extract.events.tellings import Telling, anchor, claims, days_of
from kfor_graph.extract.modality.facts import is_said, is_unreal
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind, places
from kfor_graph.extract.times.dates import dates
from kfor_graph.extract.times.times import is_relative
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span, When

FRAMES = (
    "incident", "episode", "clash", "riot", "disturbance", "scuffle", "confrontation", "unrest", "brawl", "fighting", "exchange", "gunfire", "gun battle",
    "firefight", "shoot", "arms fire", "automatic fire", "gunshots", "explosions",
)  # fmt: skip
"Stems of which a sentence that frames others has one."

_KINDS = (
    ("riot", r"[Cc]lash(?:es)?|[Rr]iots?|[Rr]ioting|[Dd]isturbances|[Ss]cuffles?|[Cc]onfrontations?|[Uu]nrest|[Bb]rawls?"),
    ("attack", r"[Ff]ighting"),
    (
        "shooting",
        r"[Ee]xchanges?\sof\s(?:fire|gunfire|shots)|[Gg]unfire|[Gg]un\sbattles?|[Ff]irefights?|[Ss]hoot-?outs?|[Ss]mall-arms\sfire|[Aa]utomatic\sfire|[Gg]unshots",
    ),
    ("explosion", r"[Ee]xplosions"),
    ("", r"incident|episode"),
)
_NOUN = re.compile(r"\b(?:" + "|".join(f"(?P<k{number}>{words})" for number, (_, words) in enumerate(_KINDS)) + r")\b(?!-)")
_BROKE_OUT = re.compile(
    r"(?:,?\s(?!and\b)[^.;:]{0,120}?)?\s(?:(?:also|again|then|subsequently)\s)?(?P<verb>broke\sout|took\splace|occurred|erupted|happened|ensued|developed|started|left|resulted\sin|led\sto|caused|claimed|(?:was|were|could\sbe)\s(?:also\s|again\s)?(?:heard|reported|observed|recorded))\b"
)
_INCIDENT_OCCURRED = re.compile(
    r"(?:\s(?:involving|between|with|against)\s[^.;,]{3,60}?)?(?:\sof\s(?:this|the|its)\s\w+)?(?:\s(?:during|in|of)\s(?:this|the)\s(?:\w+\s)?(?:period|month|quarter|year|kind))?\s(?P<verb>occurred|took\splace|happened)\b"
)
_THERE = re.compile(r"\b[Tt]here\s(?:was|were)\s(?:also\s)?(?:[\w-]+\s){0,3}\Z")
_DEPENDENT = re.compile(
    r"\b(?:of|to|after|following|for|in\sconnection\swith|because\sof|by|from|since|despite|against|about|prevent\w*|during|in|no|any|without|further\sto|the\slatter)\s(?:the\s|an?\s|these\s|those\s)?(?:[\w-]+\s){0,2}\Z",
    re.I,
)
_TAIL = re.compile(r",?\s(?:where|when|in\swhich|during\swhich|after\swhich|in\sthe\scourse\sof\swhich)\s|[;:]\s")
_AFTER = re.compile(r"(?:Following|After)\s(?:(?:the|violent|serious|armed|several|further)\s){0,2}")
_AFTER_TAIL = re.compile(r",\s")
_OCCASION = re.compile(r"\s(?:after|following|during|before)\s")
_PARTIES = re.compile(
    r"\b(?:between|with|involving|among)\s(?P<who>[^.;,]{3,120}?)(?=\s(?:broke|took|occurred|erupted|happened|ensued|was|were|on\s\d|in\s[A-Z]|near|at)\b|[.;,]|\Z)"
)
_ARMED = re.compile(r"\b(?:armed|EAAGs?|insurgents|forces?|soldiers|army)\b")
_UNARMED = re.compile(
    r"\b(?:protest[eo]rs|demonstrators|crowds?|residents|youths|supporters|fans|civilians|students|rioters|Serbs|Albanians|veterans)\b"
)
_THESE = re.compile(r"\b(?:[Tt]hese|[Tt]hose|[Tt]he\ssame)\s(?:\w+\s)?(?:groups?|forces|elements|men|persons|fighters|extremists)\b")
_MOST = 3
"Sentences behind a frame that may go on about it."
_WATCHED = re.compile(r"\bfrom\s(?:inside|within)\s\Z")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sentence tells of a happening that the next ones go on about."""

    types: tuple[str, ...]
    "notations of the scheme event-type; none of a mere incident"
    words: Span
    when: tuple[When, ...]
    where: tuple[Found, ...]
    roles: tuple[tuple[str, Entity], ...]
    tail: Span
    "what the sentence goes on to tell; empty where it ends with it"


def frame(passage: Passage, index: int) -> Frame | None:
    """The frame that a sentence makes, with a day, or as outbreak of violence with a place; None where it makes none."""
    sentence = passage.block.sentences[index]
    for match in passage.find(_NOUN, sentence):
        if (made := _frame(passage, index, sentence, match)) is not None:
            return made
    return None


def _frame(passage: Passage, index: int, sentence: Span, match: re.Match[str]) -> Frame | None:
    type_ = next(name for number, (name, _) in enumerate(_KINDS) if match[f"k{number}"])
    verb = (_BROKE_OUT if type_ else _INCIDENT_OCCURRED).match(passage.text, match.end(), sentence.end)
    before = passage.text[sentence.start : match.start()]
    there = _THERE.search(before) if type_ else None
    after = type_ and _AFTER.fullmatch(before)
    at = match.end() if after or not verb else verb.end()
    if not (verb or there or after) or (not there and not after and _DEPENDENT.search(before)) or is_said(passage, sentence, at):
        return None
    tail = (_AFTER_TAIL if after else _TAIL).search(passage.text, at, sentence.end)
    head = Span(sentence.start, tail.start() if tail else sentence.end)
    occasion = _OCCASION.search(passage.text, at, head.end)
    if is_unreal(passage, Span(head.start, occasion.start() if occasion else head.end)) or (after and not dates(passage, head)):
        return None
    when = days_of(passage, (head,), anchor(passage, index, sentence.start))
    where = tuple(found for found in places(passage, head) if not _WATCHED.search(passage.text, head.start, found[2].start))
    where = where or _carried(passage, index, head)
    if when is None or not (when or (type_ and where and anchor(passage, index, sentence.end) is None)):
        return None
    parties = _PARTIES.search(passage.text, match.end(), head.end) if type_ else None
    sides = _sides(passage, Span(*parties.span("who"))) if parties else ()
    involved = tuple(dict.fromkeys(("involves", one) for side in sides for one in who(passage, side, "participants")))
    if type_ == "riot" and parties and _ARMED.search(parties["who"]) and not _UNARMED.search(parties["who"]):
        type_ = "attack"
    words = Span(head.start, head.start + len(passage.words(head).rstrip(" ,;:.")))
    end = tail.end() if tail and not after else sentence.end
    return Frame((type_,) if type_ else (), words, when, where, involved, Span(end, sentence.end))


def _sides(passage: Passage, span: Span) -> tuple[Span, ...]:
    """Those between whom it was; not those that are only referred to."""
    joint = passage.text.find(" and ", span.start, span.end)
    sides = (Span(span.start, joint), Span(joint + len(" and "), span.end)) if joint > 0 else (span,)
    return tuple(side for side in sides if not _THESE.search(passage.text, side.start, side.end))


def _carried(passage: Passage, index: int, head: Span) -> tuple[Found, ...]:
    """The place where "these groups" were told to be: the narrowest of the sentence before, where that is the only one of its kind."""
    if not index or not _THESE.search(passage.text, head.start, head.end):
        return ()
    before = places(passage, passage.block.sentences[index - 1])
    alike = [found for found in before if kind(passage, found[0]) == kind(passage, before[0][0])]
    return ((alike[0][0], "carried-over", alike[0][2]),) if len(alike) == 1 else ()


@dataclass(frozen=True, slots=True)
class Told:
    """One happening that is told over several sentences, as far as it has been read."""

    frame: Frame
    at: int
    "the index of the sentence that frames it"
    deeds: tuple[Telling, ...] = ()
    last: int = -1
    "the index of the last sentence that told a deed of it"

    def goes_on(self, passage: Passage, index: int) -> bool:
        """Whether a sentence may tell more of it: not one with a time of its own, nor one far behind."""
        sentence = passage.block.sentences[index]
        return index - self.at <= _MOST and not dates(passage, sentence) and not is_relative(passage, sentence)

    def joined(self, index: int, found: list[Telling]) -> tuple["Told", list[Telling]]:
        """With the deeds of a sentence; those of another place, or accidents, are returned beside it."""
        here = {place for place, _, _ in self.frame.where}
        own = [
            one
            for one in found
            if "accident" not in one.types and (not here or not one.where or here & {place for place, _, _ in one.where})
        ]
        told = replace(self, deeds=(*self.deeds, *own), last=index) if own else self
        return told, [one for one in found if one not in own]

    def claims(self, passage: Passage) -> Iterator[Claim]:
        """The account of the one event that it is, with all that was told of it; nothing where that is a mere incident."""
        whole = told_of(passage, self.frame)
        types = tuple(dict.fromkeys((*whole.types, *(name for deed in self.deeds for name in deed.types))))
        if not types:
            return
        zones = [*whole.zone, *(zone for deed in self.deeds for zone in deed.zone), *hurt_after(passage, max(self.last, self.at))]
        zones = [zone for number, zone in enumerate(zones) if zone and not any(zone in other for other in zones[:number])]
        yield from claims(
            passage,
            replace(
                whole,
                types=types,
                words=_apart((*whole.words, *(words for deed in self.deeds for words in deed.words))),
                where=whole.where or next((deed.where for deed in self.deeds if deed.where), ()),
                roles=tuple(dict.fromkeys((*whole.roles, *(role for deed in self.deeds for role in deed.roles)))),
                zone=tuple(zones),
                hurt=harms(passage, zones[0]) if zones else (),
                certainty=whole.certainty if self.frame.types or not self.deeds else self.deeds[0].certainty,
                parts=tuple(part for deed in self.deeds for part in deed.parts),
            ),
        )


def told_of(passage: Passage, head: Frame) -> Telling:
    """What a frame tells by itself."""
    zone = (head.words,) if head.types and not head.tail else (Span(head.words.start, head.tail.end),) if head.types else ()
    return Telling(
        head.types, (head.words,), head.when, head.where, head.roles, zone, harms(passage, zone[0]) if zone else (), series=not head.when
    )


def _apart(words: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans without those that lie in others."""
    return tuple(one for number, one in enumerate(words) if not any(one in other for other in words[:number]))
