"""Arrests and detentions: who was arrested, how many, by whom, when and where."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kfor_graph.extract.actors.people import People, as_group, bare, people
from kfor_graph.extract.claims import Slots, account, observation, statement
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of, where_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.events.hosts import host
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_KEYS = ("arrest", "detain", "apprehended", "custody", "handed over")
_NOT_OF_WHOM = r"(?!\s(?:persons?|people|men|man|suspects?|members?|leaders?|Serbs?|Albanians?)\b)"
_DID = did(
    rf"arrested{_NOT_OF_WHOM}|detained{_NOT_OF_WHOM}|apprehended{_NOT_OF_WHOM}|taken\sinto\s(?:[\w-]+\s)?custody|took\sinto\s(?:[\w-]+\s)?custody"
    r"|handed\sover(?=\s(?:[\w\s-]{0,30}\s)?to\s(?:the\s)?(?:[A-Z][\w-]*\s){0,4}(?:[Pp]olice|KPS|KP|EULEX)\b)"
)
_NOUNS = ("made", "carried out", "the arrest of", "the detention of", "the apprehension of")
_ARREST = begins_with(
    r"ACEFIJLMNORSTUW\dacefijlmnorstuw",
    rf"""
    \b(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER}|[Nn]o)\s(?:(?:new|further|separate|other)\s)?(?:arrests|detentions)\s(?:(?:was|were|have\sbeen|has\sbeen)\s)?(?:also\s)?(?P<made>made|carried\sout)\b
    | \b(?:made|carried\sout)\s(?:a\stotal\sof\s)?(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER}|an?)\s(?:arrests?|detentions?)\b
    | \b(?:led\sto|leading\sto|resulted\sin|resulting\sin|and\s(?:in|to))\sthe\s(?P<noun>arrest|detention|apprehension)\sof\s
    """,
    re.X,
)
_SUSPECT = re.compile(
    r"\b(?:suspect\w*|suspicion|in\sconnection\swith|accused|alleged\w*|on\scharges|charged\swith|for\sthe\s(?:killing|murder|attack|shooting))\b|\b(?P<believed>is|are)\sbelieved\b"
)
_TOTAL = re.compile(r"\b(?:[Aa]\stotal|[Aa]ltogether|[Ii]n\sall|[Aa]\sfurther\stotal)\b")


_NOBODY = re.compile(r"(?:other\s|further\s|more\s)?(?:persons?|people|individuals?|others?)")
"people of whom nothing more is told"
_HELD_BEFORE = re.compile(r"\b(?:arrest|detain|releas)")
_AND = re.compile(r"\sand\s(?=\S)")
_TIMED = re.compile(r"\d|day|evening|night|morning")
_TO = re.compile(r"\bto\s(?:the\s)?")
_BY_PLACE = re.compile(rf"(?:{NUMBER})\s(?:in|at)\s(?:the\s)?[A-Z]")
_ENDS = re.compile(r";|\.\s|,\s(?:and|which|but)\s")


class _Told(NamedTuple):
    """Arrests as a clause tells them."""

    deed: Deed
    people: tuple[People, ...]
    when: tuple[When, ...]
    how: str


@reads(*_KEYS)
def arrests(passage: Passage) -> Iterator[Claim]:
    """People arrested, detained or handed over to a police: how many of each group, by whom, on which day, where.

    Example: `«On 19 August, UNMIK police detained a Kosovo Albanian man on suspicion of having supplied the weapon»`. An arrest that is
    told as an end of another event, without a day of its own, is a figure of that event; one of the whole period is a total. Who is
    arrested is suspected, and so is never stated to have done anything.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not any(key in words for key in _KEYS):
            continue
        for deed in deeds(passage, sentence, _DID):
            yield from _tell(passage, deed)
        if any(noun in words for noun in _NOUNS):
            yield from _nouns(passage, sentence)


def _tell(passage: Passage, deed: Deed) -> Iterator[Claim]:
    """One clause; "5 persons that evening and 4 more on 20 November" is two arrests."""
    who = _whom(passage, deed)
    if not who or deed.relative:
        return
    handed_over = "handed" in passage.words(deed.verb)
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if when and not whens:
        return
    if handed_over and (how != "clause" or _released(passage, deed)):
        return
    if deed.before and how not in {"clause"}:
        return
    for told_of in _each(passage, deed, who, whens, how):
        yield from _claims(passage, told_of)


_OF_WHAT = re.compile(
    r"\s(?:suspected\sof|accused\sof|wanted\s(?:for|in)|sought\s(?:for|in)|charged\swith|(?:believed|alleged|thought|said)\sto\shave)\s"
)
"what stands between those arrested and what they are arrested for"


def _released(passage: Passage, deed: Deed) -> bool:
    """Whether those handed over had been arrested before, in the same sentence."""
    return _HELD_BEFORE.search(passage.text, deed.sentence.start, deed.verb.start) is not None


def _whom(passage: Passage, deed: Deed) -> tuple[People, ...]:
    if deed.passive:
        of_what = _OF_WHAT.search(passage.text, deed.subject.start, deed.subject.end)
        held = Span(deed.subject.start, of_what.start()) if of_what else deed.subject
        return people(passage, held) or bare(passage, held, subject=True)
    return people(passage, deed.rest) + (bare(passage, deed.rest, subject=False) if not people(passage, deed.rest) else ())


def _each(passage: Passage, deed: Deed, who: tuple[People, ...], whens: tuple[When, ...], how: str) -> Iterator[_Told]:
    """The arrests of a clause, one a time: where two times are told in it, each with the number before it."""
    if how == "clause" and not deed.passive:
        more = next(_joined(passage, deed), None)
        if more:
            joint, again, times = more
            first, words = Span(deed.rest.start, joint.start), Span(joint.end, deed.rest.end)
            held = tuple(one for one in who if one.span.start < words.start)
            own = tuple(when for when in times_of(passage, replace(deed, rest=first))[0])
            yield _Told(replace(deed, rest=first), held, inside(passage, own), how)
            again = tuple(replace(one, who=held[-1].who, population=held[-1].population) if held and not one.who else one for one in again)
            yield _Told(replace(deed, rest=words), again, times, how)
            return
    yield _Told(deed, who, whens, how)


def _joined(passage: Passage, deed: Deed) -> Iterator[tuple[Span, tuple[People, ...], tuple[When, ...]]]:
    """What a clause adds behind "and", with a number and a day of its own."""
    for match in passage.find(_AND, deed.rest):
        part = Span(match.end(), deed.rest.end)
        if not _TIMED.search(passage.text, deed.rest.start, match.start()):
            continue
        again = bare(passage, part, subject=False) or people(passage, part)
        times = inside(passage, times_of(passage, replace(deed, rest=part, own=False))[0])
        earlier, how = times_of(passage, replace(deed, rest=Span(deed.rest.start, match.start())))
        if again and times and times[0].span in part and earlier and how == "clause":
            yield Span(*match.span()), again[:1], times


def _claims(passage: Passage, one: _Told) -> Iterator[Claim]:
    deed, who, whens, how = one
    where = _where(passage, deed, who)
    when = one_time(whens)
    if whens and not when:
        return
    if ends := host(passage, deed, when, how):
        yield from _parts(passage, deed, who, ends)
        yield from _figures(passage, who, ends, _time(ends.period))
        return
    if how in {"nowhere", "unclear", "period"} and _TOTAL.search(passage.text, deed.sentence.start, deed.clause.end):
        if passage.area:
            yield from _figures(passage, who, None, passage.period)
        return
    if how == "unclear":
        return
    by = doers(passage, deed)
    if how == "nowhere" and not by:
        return
    roles = tuple(("authority", actor) for actor in by or _receivers(passage, deed))
    several = sum(int(person.quantity.value) for person in who if person.quantity) > 1
    for told_of, event in happenings(passage, deed, "arrest", (when,) if when else (), where, roles, series=not when and several):
        yield told_of
        yield from _suspects(passage, deed, who, event)
        yield from _figures(passage, who, event, _time(event.period))


def _receivers(passage: Passage, deed: Deed) -> tuple[Entity, ...]:
    """The police that somebody was handed over to."""
    match = _TO.search(passage.text, deed.rest.start, deed.rest.end) if "handed" in passage.words(deed.verb) else None
    return bodies(passage, Span(match.end(), deed.rest.end)) if match else ()


def _where(passage: Passage, deed: Deed, who: tuple[People, ...]) -> tuple[Found, ...]:
    """The places of the clause and of what opens the sentence; not those that people come from, nor of a count by sector."""
    split = [person.span.start for person in who if person.part]
    rest = Span(deed.rest.start, split[0]) if split and split[0] > deed.rest.start else deed.rest
    numbered = _BY_PLACE.search(passage.text, rest.start, rest.end)
    return around(passage, deed, *(() if numbered else (rest,)))


def _suspects(passage: Passage, deed: Deed, who: tuple[People, ...], event: Event) -> Iterator[Claim]:
    """Those arrested, as suspected: statements, which the graph does not assert."""
    for person in who:
        if not person.part and (made := as_group(passage, person, "arrested")):
            hedge = _SUSPECT.search(passage.text, deed.sentence.start, deed.sentence.end)
            certainty = "believed" if hedge and hedge["believed"] else "suspected"
            yield statement(
                passage, (Span(person.span.start, max(person.span.end, deed.verb.end)),), event, "kfo:perpetrator", made, certainty
            )


def _parts(passage: Passage, deed: Deed, who: tuple[People, ...], ends: Event) -> Iterator[Claim]:
    """Who arrested, and who was, as parts in the event that ended so."""
    words = Span(min(deed.clause.start, deed.verb.start), deed.verb.end)
    for actor in doers(passage, deed):
        if ("authority", actor) not in ends.roles:
            cited = words if not deed.passive else Span(deed.verb.start, deed.rest.end)
            yield statement(passage, (cited,), ends, "kfo:authority", actor)
    yield from _of_host(passage, who, ends)


def _of_host(passage: Passage, who: tuple[People, ...], ends: Event) -> Iterator[Claim]:
    """Those arrested over an event, as suspected of it: not those of its crowd, nor those told already to have done it."""
    crowd = passage.vocabulary.narrower(Concept("event-type", "public-order"))
    if ends.types[0] in crowd or any(role == "perpetrator" for role, _ in ends.roles):
        return
    named = [person for person in who if person.who and not _NOBODY.fullmatch(person.who)]
    for person in named:
        if made := as_group(passage, person, "arrested"):
            yield statement(passage, (person.span,), ends, "kfo:perpetrator", made, "suspected")


def _figures(passage: Passage, who: tuple[People, ...], event: Event | None, time: Period | date | None) -> Iterator[Claim]:
    """How many of each group; those in brackets are parts of the number before."""
    about = event or passage.area
    made: list[Claim] = []
    parts = [person for person in who if person.part]
    for person in sorted(who, key=lambda person: not person.part):
        if person.quantity is None or about is None:
            continue
        more: Slots = (("population", person.population),) if person.population else ()
        more += tuple(("includes", claim) for claim in made) if parts and not person.part else ()
        claim = observation(passage, (person.span,), "persons-arrested", person.quantity, "persons", about, time, more)
        if claim:
            made += [claim] if person.part else []
            yield claim


def _time(period: Period) -> Period | date | None:
    return period.start if period.start == period.end else period


def _nouns(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """ "31 arrests were made (27 …)", a total where no day is told; "led to the arrest of seven persons", of the event that it ended."""
    for match in passage.find(_ARREST, sentence):
        words = Span(*match.span())
        if (match["n"] or "").lower() == "no" or not told(passage, Span(sentence.start, match.end())) or said(passage, words):
            continue
        end = _ENDS.search(passage.text, match.end(), sentence.end)
        rest = Span(match.end(), end.start() if end else sentence.end)
        deed = Deed(sentence, Span(sentence.start, sentence.start), Span(words.start, words.start), words, rest, True, False)
        when, how = times_of(passage, deed)
        whens = inside(passage, when)
        if when and not whens:
            continue
        who = people(passage, rest)
        if not match["noun"]:
            n, q = ("n", "q") if match["n"] else ("n2", "q2")
            whole = People(words, "", passage.quantity(match, n, q), None)
            who = (whole, *(replace(person, part=True) for person in who))
        if not who:
            continue
        if ends := host(
            passage, replace(deed, subject=Span(words.start, words.end)), one_time(whens), "shared" if how == "clause" else how
        ):
            yield from _of_host(passage, who, ends)
            yield from _figures(passage, who, ends, _time(ends.period))
        elif whens:
            event = Event(("arrest",), whens[0].period, tuple(place for place, _, _ in where_of(passage, Span(sentence.start, rest.end))))
            yield account(passage, (Span(sentence.start, rest.end),), event, whens[0].precision)
            yield from _figures(passage, who, event, _time(event.period))
        elif passage.area and how in {"period", "nowhere"}:
            yield from _figures(passage, who, None, passage.period)
