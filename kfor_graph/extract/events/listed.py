"""Violent events that a list names by what was done, such as "including the stoning of a bus near Obilic; shots aimed at a shepherd"."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.events.casualties import harms
from kfor_graph.extract.events.tellings import Telling, anchor, by_forces, days_of, victims
from kfor_graph.extract.events.violent_verbs import BOMB
from kfor_graph.extract.modality.facts import is_said, is_unreal
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.texts import Span, When

_TYPES = {
    "stoning": "stoning", "burning": "arson", "torching": "arson", "killing": "killing", "murder": "killing", "shooting": "shooting", "beating": "attack", "stabbing": "attack", "abduction": "abduction",
    "kidnapping": "abduction", "desecration": "vandalism", "robbery": "theft", "looting": "theft",
}  # fmt: skip
_NAMED = rf"(?:the\s)?(?P<deed>{'|'.join(_TYPES)})\sof\s"
_SHOTS = rf"(?:{NUMBER}\s|several\s)?shots\s(?:being\s)?(?:fired|aimed|directed)\s(?:at|on|against)\s"
_THROWN = rf"(?:the\s)?throwing\sof\s(?:(?P<stones>stones)|(?:an?\s|{NUMBER}\s)?(?P<bomb>{BOMB}))\s(?:at|into|on|against)\s"
_ITEM = re.compile(
    rf"(?:{_NAMED}|(?P<shots>{_SHOTS})|{_THROWN})(?P<whom>(?:an?|the|his|her|{NUMBER}|several|some|graves|gravestones|houses|homes|vehicles|cars|buses|churches|[A-Z][\w-]+)\b.*)",
    re.S,
)
_LIST = re.compile(rf"\b(?:including|included)\s(?={_NAMED}|{_SHOTS}|{_THROWN})")
_JOINT = re.compile(rf";\s(?:and\s)?|(?<!\bthe),?\s(?:and\s)?(?={_NAMED}|{_SHOTS}|{_THROWN})")
_KINDS = (
    ("vandalism", r"(?:an?\s)?broken\swindows?|vandalism|(?:minor\s)?damage\sto\sproperty|desecration"),
    ("stoning", r"stone[-\s]throwing|stonings?|throwing\s(?:of\s)?stones"),
    ("arson", r"arson"),
    ("theft", r"theft|robbery|looting|burglary"),
    ("threat", r"(?:(?:alleged|voter)\s)?(?:intimidation|threats|harassment)"),
    ("attack", r"assaults?|violence|beatings?"),
)
_CASES = re.compile(
    rf"\b(?P<n>[Aa]n?|[Aa]nother|{NUMBER})\s(?:(?:isolated|separate|minor|further|single|confirmed)\s){{0,2}}(?:cases?|instances?|acts?|incidents?)\sof\s(?:{'|'.join(f'(?P<k{at}>{words})' for at, (_, words) in enumerate(_KINDS))})"
    r"(?P<rest>\b[^.;]{0,120}?)(?:\s(?:was|were|has\sbeen|have\sbeen)\s(?:also\s)?(?:reported|recorded|registered|observed|noted)\b|(?=[.;]|,\s(?:and|but|which)\b|\sand\s(?:an?|one|another|two|three|\d+)\s(?:[a-z]+\s)?(?:cases?|instances?|acts?|incidents?)\b|\Z))"
)
_TOLD = re.compile(r"\b(?:reported|recorded|registered|observed|noted|[Tt]here\s(?:was|were)|saw|marred\sby|apart\sfrom)\b")
_OF_A_DAY = re.compile(
    r"(?:The|These)\s(?:[\w-]+\s){0,3}?(?:elections?|vote|voting|demonstrations?|protests?|ceremon(?:y|ies)|celebrations?|match|visit|commemorations?|day)\b"
)
_HEAD = re.compile(r"\b(?:incidents?|attacks?|acts?|events?|violence|intimidation|harassment|crimes?)\b", re.I)
_AGAINST = re.compile(
    r"\b(?:intimidation|harassment)\s(?:of|against)\s(?P<whom>[^.;:]{3,60}?)(?=\s(?:was|were|continued|in|on|at|near|occurred|took|is|are|has|have)\b|,|\Z)"
    r"|\b(?:incidents?|attacks?|acts?|violence|crimes?)\s(?:directed\s|committed\s)?(?:against|on)\s(?P<whom2>[^.;:]{3,60}?)(?=\s(?:was|were|continued|in|at|near|occurred|took|is|are|has|have)\b|,|\Z)",
    re.I,
)
_NO_HEAD = re.compile(
    r"\b(?:arrest\w*|detain\w*|suspect\w*|wanted|sought|responsib\w+|involve\w*|charge[sd]?|convict\w+|sentence\w*|trials?|indict\w+|memory|since|solved|past|unresolved|planned|previous|earlier)\b",
    re.I,
)


def listed(passage: Passage, sentence: Span) -> Iterator[Telling]:
    """The events of a list behind "including", each with a place or day of its own; without a day, one of the time that opens the sentence."""
    found = _LIST.search(passage.text, sentence.start, sentence.end)
    if not found or is_unreal(passage, sentence) or is_said(passage, sentence, found.start()):
        return
    head = Span(sentence.start, found.start())
    if not _HEAD.search(passage.words(head)) or _NO_HEAD.search(passage.words(head)):
        return
    told = days_of(passage, (head,), None)
    if told is None or len(told) > 1:
        return
    against = next(passage.find(_AGAINST, head), None)
    whom = (
        tuple(("victim", someone) for someone in who(passage, Span(*against.span("whom" if against["whom"] else "whom2")), "victims"))
        if against
        else ()
    )
    for item in _items(passage, Span(found.end(), sentence.end)):
        match = _ITEM.match(passage.text, item.start, item.end)
        own = days_of(passage, (item,), told[0].period if told else None)
        where = places(passage, item)
        if not match or own is None or len(own) > 1 or not (own or where) or by_forces(passage, item) or is_said(passage, item, item.end):
            continue
        kind = _TYPES[match["deed"]] if match["deed"] else "shooting" if match["shots"] else "stoning" if match["stones"] else "explosion"
        roles = tuple(("victim", someone) for someone in who(passage, Span(*match.span("whom")), "victims"))
        words = (item,) if own or not told else (told[0].span, item)
        roles = roles or whom
        hurt = harms(passage, item)
        yield Telling((kind,), words, own or told, where, (*roles, *victims(passage, hurt, roles)), (item,), hurt)


def cases(passage: Passage, index: int) -> Iterator[Telling]:
    """Cases of a kind of deed that were reported, with a place or a day: "one case of arson in Pec was reported"."""
    sentence = passage.block.sentences[index]
    for match in passage.find(_CASES, sentence):
        words = Span(*match.span())
        if (
            not _TOLD.search(passage.text, sentence.start, sentence.end)
            or is_unreal(passage, sentence)
            or is_said(passage, sentence, match.start())
        ):
            continue
        before = anchor(passage, index, sentence.start)
        when = days_of(passage, (words,), before)
        if when == () and before and before.start == before.end and _OF_A_DAY.match(passage.text, sentence.start, sentence.end):
            when = (When(before, "derived", words),)
        where = places(passage, words)
        if when is None or len(when) > 1 or not (when or where):
            continue
        kind = next(name for at, (name, _) in enumerate(_KINDS) if match[f"k{at}"])
        several = match["n"].lower() not in {"a", "an", "another", "one", "1"}
        yield Telling((kind,), (words,), when, where, (), (words,), harms(passage, words), series=several)


def _items(passage: Passage, span: Span) -> Iterator[Span]:
    at = span.start
    for match in (*passage.find(_JOINT, span), None):
        end = match.start() if match else span.end
        words = passage.text[at:end].rstrip(" ,;:.")
        if words:
            yield Span(at, at + len(words))
        at = match.end() if match else end
