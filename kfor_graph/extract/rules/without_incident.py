"""Events that are said to have passed without incident."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import account, nought
from kfor_graph.extract.events.antecedents import day_of, told_in
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_WITHOUT = begins_with(
    "NTantw",
    r"\b(?P<no>without)\s(?:any\s)?(?:(?:major|serious|further|notable|significant|reported)\s)?(?P<what>incidents?|violence|disturbances?|trouble)\b(?!\s(?:of|against))"
    r"|(?:[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s|\band\s|\bwith\s)(?P<no2>no)\s(?:(?:major|serious|further)\s)?(?P<what2>incidents?|violence|disturbances?)(?=[.,;]|\sand\b|\s(?:was|were)\s(?:reported|recorded))"
    r"|\b(?P<no3>[Nn]o)\s(?:(?:major|serious|further)\s)?(?P<what3>incidents?|violence|disturbances?)\s(?:was|were|has\sbeen|have\sbeen)\s(?:reported|recorded|registered|observed|noted)\b"
    r"|\b(?P<no4>[Nn]o)\s(?P<what4>incidents?|violence|disturbances?)\s(?:occurred|took\splace|happened)\b",
)
_TYPES = (
    ("demonstration", r"(?:counter-)?demonstrations?|protests?|rall(?:y|ies)|marche?s?|gatherings?|sit-ins?"),
    ("ceremony", r"commemorations?|ceremon(?:y|ies)|celebrations?|parades?|pilgrimages?|anniversar(?:y|ies)|processions?|funerals?|reburials?|memorial\s(?:services?|events?)|festivals?|feasts?"),
    ("election", r"elections?|polls?|voting|referendum"),
    ("visit", r"visits?|visited"),
    ("deployment", r"returns?|withdrawals?|redeployments?|deployments?|relocations?|rotations?"),
    ("displacement", r"go-and-see\svisits?|returns?\sof\s(?:displaced|refugees|\d+\s(?:families|persons))"),
    ("handover", r"handovers?|transfer\sof\s(?:authority|responsibility)|unfixing"),
    ("exercise", r"exercises?"),
    ("evacuation", r"evacuations?"),
    ("opening", r"openings?|reopenings?"),
    ("removal", r"removals?|dismantling"),
)  # fmt: skip
_NOUN = re.compile("|".join(rf"\b(?P<t{index}>{pattern})\b" for index, (_, pattern) in enumerate(_TYPES)), re.I)
_HELD = re.compile(
    r"\b(?:took\splace|passed(?:\soff)?|ended|went\s(?:off|ahead|by)|(?:was|were)\s(?:held|completed|conducted|carried\sout|concluded|marked)|proceeded|dispersed|continued|concluded|visited|occurred)\b"
)
_BACK = re.compile(r"(?:Both|All(?:\sof\s(?:these|them))?|These|Those|They|The|It|This|Each)\b")
_SEVERAL = re.compile(r"(?:Both|All|These|Those|They|Each)\b")
_EVENTS = ("public-order", "movement", "force", "politics", "civil", "law-enforcement")
_NO_EVENT = ("operation", "disciplinary-decision", "decision", "statement", "agreement-made", "mandate-extension")
_KEYS = ("without ", *(f"no {how}{what}" for how in ("", "major ", "serious ", "further ") for what in ("incident", "violence", "disturb")))
_CLAUSE = re.compile(r";|,\s(?:and|but)\s(?=[a-z]+\s)")


@reads(*_KEYS)
def without_incident(passage: Passage) -> Iterator[Claim]:
    """A nought of incidents at the event that is said to have passed without incident: incidents, never casualties.

    Example: `«The annual commemoration on 28 June took place» «without incident»`. An event that no other rule has read is told by its
    noun, with day and place; where no event is told, nothing is taken.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        for match in passage.find(_WITHOUT, sentence) if passage.holds(sentence, *_KEYS) else ():
            if told(passage, Span(sentence.start, match.end())) and not said(passage, Span(*match.span())):
                yield from _claims(passage, sentence, match)


def _claims(passage: Passage, sentence: Span, match: re.Match[str]) -> Iterator[Claim]:
    """The nought for each event that is meant, with the account of one that is new."""
    events = _events(passage, sentence, match)
    if not events and (made := _new(passage, sentence, match)):
        event, words, precision = made
        yield account(passage, (words,), event, precision)
        events = (event,)
    printed = next(Span(*match.span(name)) for name in ("no", "no2", "no3", "no4") if match[name])
    for event in events:
        kind = "acts-of-violence" if "violence" in match[0] else "incidents"
        if claim := nought(passage, Span(*match.span()), printed, kind, "incidents", event, event.period):
            yield claim


def _events(passage: Passage, sentence: Span, match: re.Match[str]) -> tuple[Event, ...]:
    """The events that the sentence tells before the words, the last if several; else those of the sentences before, if it points back."""
    before = Span(sentence.start, match.end())
    if own := _fit(told_in(passage, before, _EVENTS)):
        return own[-1:]
    opens = _BACK.match(passage.text, sentence.start, sentence.end)
    bare = not match["no"] and match.start() - sentence.start < 3
    index = passage.block.sentences.index(sentence)
    if not (opens or bare) or not index:
        return ()
    several = _SEVERAL.match(passage.text, sentence.start, sentence.end)
    noun = _NOUN.search(passage.text, sentence.start, match.start())
    kinds = (_type(noun),) if noun else ()
    earlier = passage.block.sentences[max(0, index - 3) : index]
    for span in reversed(earlier):
        if found := _fit(told_in(passage, span, kinds or _EVENTS)):
            if several or (noun and noun[0].endswith("s")):
                everything = tuple(event for one in earlier for event in _fit(told_in(passage, one, kinds or _EVENTS)))
                return everything[-2:] if passage.text.startswith("Both", sentence.start) else everything
            return found if len(found) == 1 else ()
        if not noun and dates(passage, span):
            return ()
    return ()


def _fit(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.types[0] not in _NO_EVENT)


def _type(noun: re.Match[str]) -> str:
    return next(name for index, (name, _) in enumerate(_TYPES) if noun[f"t{index}"])


def _new(passage: Passage, sentence: Span, match: re.Match[str]) -> tuple[Event, Span, str] | None:
    """The event that a noun of the clause tells, with its words and how its time is told."""
    start = max([sentence.start, *(cut.end() for cut in _CLAUSE.finditer(passage.text, sentence.start, match.start()))])
    clause = Span(start, match.end())
    noun = _NOUN.search(passage.text, start, match.start())
    held = _HELD.search(passage.text, noun.start(), match.start()) if noun else None
    if not noun or not held or not passage.period or not match["no"]:
        return None
    kind = _type(noun)
    when = _time(passage, sentence, clause, kind)
    plural = when is None and noun[0].endswith("s")
    if when is None and not plural:
        return None
    where = tuple(place for place, _, _ in places(passage, clause) if place != passage.area)
    about = passage.entity(clause, "org") if kind == "ceremony" else None
    event = Event(
        (kind,),
        when.period if when else passage.period,
        where,
        (("involves", about),) if about else (),
        outcome="without-incident",
        series=plural,
        subject=f"{noun[0][0].upper()}{noun[0][1:]}",
    )
    return event, clause, when.precision if when else "period"


def _time(passage: Passage, sentence: Span, clause: Span, kind: str) -> When | None:
    """The day of the clause, else of the sentence or the one before; a movement of forces lasts from its first day to the last."""
    own = dates(passage, clause)
    if kind == "deployment" and len(own) > 1 and own[0].day and own[-1].day and own[0].day < own[-1].day:
        return When(Period(own[0].day, own[-1].day), "span", own[0].span)
    if len(own) == 1:
        return own[0]
    back = 2 if kind == "demonstration" and "counter-" in passage.words(clause) else 1
    return (
        None
        if own
        or re.search(r"\b(?:[Dd]uring|[Ii]n|[Oo]ver)\s(?:the\s|this\s)?(?:month|period|quarter|[A-Z][a-z]+)\b", passage.words(clause))
        else day_of(passage, sentence, back)
    )
