"""A violent event as its clause tells it: when, where, who was harmed, who did it, and how firmly it is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.claims import account, statement
from kfor_graph.extract.counts.numbers import NUMBER, number
from kfor_graph.extract.events.casualties import Harm, casualties
from kfor_graph.extract.events.clauses import Clause
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.parts import parts
from kfor_graph.extract.places.places import Found, kind, places
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.extract.times.times import is_relative, one_time, relative
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_OTHER_TIME = begins_with(
    "DEILPSdeilmopswy",
    r"\b(?:[Ll]ast|[Pp]revious|[Pp]receding)\s(?:year|week|summer|autumn|winter|spring|quarter)\b|\b(?:years|months|weeks)\s(?:ago|earlier|before)\b|\b[Ee]arlier\s(?:this|in\sthe)\s|\b(?:[Ii]n|[Dd]uring|[Ss]ince|of)\s(?:early\s|late\s|mid-)?(?P<year>(?:19|20)\d\d)\b|\b[Ii]n\s(?:the\spast|recent\s(?:months|years|weeks))\b|\b[Dd]uring\sthe\s(?:war|conflict)\b",
)
_THE_TOWN = re.compile(
    r"\b(?:the|that|this|same)\s(?:city|town|village|municipality|same\s(?:area|town|village|city|municipality|street))\b(?!\sof\b)"
)
_THE_SITE = re.compile(
    r"(?:[Oo]utside|[Ii]nside|[Ii]n\sfront\sof|[Nn]ear|[Aa]t|[Ii]n)\sthe\s(?:same\s)?(?:building|court(?:house)?|church|monastery|station|bridge|base|checkpoint|offices?|school|stadium|market|square)\b(?!\s(?:of|in|at|near|on)\b)"
)
_BY_FORCES = re.compile(
    r"\bby\s(?:(?:an?|the|\w+|[\w-]+)\s){0,4}?(?:police\w*|KFOR|UNMIK|EULEX|soldiers?|troops|SFOR|guards?|security\sforces)\b(?!\s(?:station|patrol\sleader))"
)
_COUNT = re.compile(rf"{NUMBER}(?=\s)")
_OFF_DUTY = re.compile(r"\boff-duty|\bformer\b|\bcustoms\b")
_REPORTED = begins_with(
    "aiprsw",
    r"\b(?P<alleged>reportedly|allegedly)\b|\b(?:is|are|was|were)\s(?P<believed>believed|thought|presumed|assumed)\sto\shave\b|\b(?P<suspected>suspected)\s(?:arson|attack)\b|\b(?P<apparently>apparently|possibly|probably|presumably|supposedly)\b",
)
_OF_WHO = re.compile(r"\s?(?:by|for|out\sof|because|over|in\s(?:revenge|retaliation|connection)|motivated|connected|linked|related|due)\b")


_DID = {
    "assailant",
    "assailants",
    "attacker",
    "attackers",
    "gunman",
    "gunmen",
    "perpetrator",
    "perpetrators",
    "robber",
    "robbers",
    "suspect",
    "suspects",
}
"who is never a victim where it is told behind an event that they came to harm"


_OTHERS = frozenset({"others", "other", "passenger", "passengers", "members", "occupants"})
_ANYONE = frozenset({"persons", "person", "people"})
"people of whom nothing more is told: victims where no one else was hurt"


@dataclass(frozen=True, slots=True)
class Telling:
    """One event while it is read."""

    types: tuple[str, ...]
    "notations of the scheme event-type"
    words: tuple[Span, ...]
    "the words that state it"
    when: tuple[When, ...]
    "its days, one event each; none where it belongs to the reporting period"
    where: tuple[Found, ...]
    roles: tuple[tuple[str, Entity], ...]
    zone: tuple[Span, ...]
    "words that may tell of the harm it did"
    hurt: tuple[Harm, ...] = ()
    "the harm that the first of them tell"
    certainty: str = "stated"
    series: bool = False
    subject: str = ""
    parts: tuple[tuple[str, Entity, str, Span], ...] = ()
    "parts in it that are only suspected: role, who, certainty, words"
    nature: str | None = None
    outcome: str | None = None


def claims(passage: Passage, telling: Telling) -> Iterator[Claim]:
    """The account of an event, its dead and injured, and the parts in it that are only suspected; of a list of days one event each."""
    for when in telling.when or (None,):
        more = (("placePrecision", Concept("place-precision", telling.where[0][1])),) if telling.where else ()
        event = Event(
            telling.types,
            passage.days(when),
            tuple(place for place, _, _ in telling.where),
            telling.roles,
            telling.nature,
            telling.outcome,
            series=telling.series,
            happened=telling.certainty == "stated",
            subject=telling.subject,
        )
        yield account(passage, telling.words, event, when.precision if when else "period", certainty=telling.certainty, more=more)
        counted: set[str] = set()
        for zone in telling.zone if len(telling.when) < 2 else ():
            for claim in casualties(passage, zone, event, telling.hurt if zone == telling.zone[0] else None, counted.copy()):
                counted |= {indicator.notation for indicator in claim.values("indicator") if isinstance(indicator, Concept)}
                yield claim if telling.certainty == "stated" else replace(claim, certainty=telling.certainty)
        for role, someone, certainty, words in telling.parts:
            yield statement(passage, (words,), event, f"kfo:{role}", someone, certainty)


def days_of(passage: Passage, own: tuple[Span, ...], before: Period | None) -> tuple[When, ...] | None:
    """The days that a clause tells, each inside the reporting period or with its year; empty where it tells none; None where it tells others.

    `before` is the time told before it, which "the following day" goes by.
    """
    if any((match := _OTHER_TIME.search(passage.text, span.start, span.end)) and not _this_year(passage, match) for span in own):
        return None
    own = tuple(dict.fromkeys(own))
    found = tuple(when for span in own for when in dates(passage, span))
    if not found:
        derived = [when for span in own if (when := relative(passage, span, before))]
        if derived:
            return (derived[0],) if len({when.period for when in derived}) == 1 else None
        if any(is_relative(passage, span) for span in own):
            return None
        found = tuple(when for span in own for when in months(passage, span))
        if found and passage.period and any(when.period == passage.period for when in found):
            return ()
    inside = [when for when in found if when.precision == "day" or _inside(when, passage.period)]
    return tuple(inside) if len(inside) == len(found) else None


def _this_year(passage: Passage, match: re.Match[str]) -> bool:
    return bool(match["year"] and passage.period and passage.period.end and match["year"] == str(passage.period.end.year))


def each_day(passage: Passage, found: tuple[When, ...], subject: Span, where: tuple[Found, ...]) -> tuple[When, ...] | None:
    """The days of a list where the words count as many happenings ("on 3 and 5 May, two men were shot") in one town, else one time for all.

    None where days are told apart from each other: which is the event's is not clear.
    """
    if len({when.period for when in found}) < 2:
        return found[:1]
    count = _COUNT.match(passage.words(subject))
    towns = sum(kind(passage, place) == "settlement" for place, _, _ in where)
    if count and towns < 2 and len({when.span for when in found}) == 1 and number(count[0]) == len(found):
        return found
    time = one_time(found)
    return (time,) if time else None


def _inside(when: When, period: Period | None) -> bool:
    """Whether a time begins in the reporting period, or is the month before it that words name."""
    start, first, last = when.period.start, period and period.start, period and period.end
    return bool(start and first and last and (first <= start <= last or (when.precision == "month" and start <= last)))


def anchor(passage: Passage, index: int, until: int) -> Period | None:
    """The one day or interval that was told last before a position: in its own sentence, else in the nearest sentence before that tells any."""
    sentences = passage.block.sentences
    for at in range(index, max(-1, index - 3), -1):
        end = min(until, sentences[at].end)
        found = {when.period for when in dates(passage, Span(sentences[at].start, end))} if sentences[at].start < end else set()
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return None


def where_of(passage: Passage, clause: Clause, spans: tuple[Span, ...], inherited: Span | None, index: int) -> tuple[Found, ...]:
    """The places that spans of a clause tell; else those that open its sentence; "the city" is the one town that was told before."""
    found = _distinct(found for span in spans for found in places(passage, span))
    if not found and inherited:
        found = _distinct(places(passage, inherited))
    if not found:
        found = tuple((part, "area", words) for span in spans if span for part, words in parts(passage, span))[:1]
    there = _THE_TOWN.search(passage.text, clause.words.start, clause.words.end) or (
        not found and _THE_SITE.match(passage.text, clause.opening.start, clause.opening.end)
    )
    if there and not any(kind(passage, place) in {"settlement", "municipality"} for place, _, _ in found):
        town = _town_before(passage, index)
        found = (*found, *((town,) if town else ()))
    return found


def _distinct(found: Iterator[Found] | tuple[Found, ...]) -> tuple[Found, ...]:
    distinct: dict[Entity, Found] = {}
    for item in found:
        distinct.setdefault(item[0], item)
    return tuple(distinct.values())


def _town_before(passage: Passage, index: int) -> Found | None:
    """The one settlement of the nearest sentence before that names any."""
    for at in range(index - 1, max(-1, index - 4), -1):
        sentence = passage.block.sentences[at]
        towns = [found for found in places(passage, sentence) if kind(passage, found[0]) == "settlement"]
        if not towns:  # a town that is the subject: "Pec was again the scene of violence"
            named = [mention for mention in passage.mentions if mention.span in sentence and mention.entity.kind == "place"]
            towns = [(mention.entity, "at", mention.span) for mention in named if kind(passage, mention.entity) == "settlement"]
        if towns:
            return (towns[0][0], "carried-over", towns[0][2]) if len(towns) == 1 else None
    return None


def hedge(passage: Passage, start: int, end: int) -> str:
    """How firmly the words up to the verb's end tell an event: stated, alleged, believed or suspected."""
    match = _REPORTED.search(passage.text, start, end)
    if not match or (match["apparently"] and _OF_WHO.match(passage.text, match.end())):
        return "stated"
    return "alleged" if match["alleged"] else "suspected" if match["suspected"] else "believed"


def by_forces(passage: Passage, span: Span) -> bool:
    """Whether it was police or soldiers who did it: no attack."""
    match = _BY_FORCES.search(passage.text, span.start, span.end)
    return bool(match and not _OFF_DUTY.search(match[0]))


def victims(passage: Passage, found: tuple[Harm, ...], told: tuple[tuple[str, Entity], ...]) -> tuple[tuple[str, Entity], ...]:
    """Those told as hurt, as victims besides those told as aimed at."""
    did = {entity.label.lower() for role, entity in told if role == "perpetrator"}
    hurt = any(role == "victim" and not entity.slug.startswith("group-owners") for role, entity in told)
    labels = [set(entity.label.lower().split()) for role, entity in told if role == "victim"]
    roles = []
    for harm in found:
        for entity in who(passage, harm.who, "victims") if harm.who else ():
            words = set(entity.label.lower().split())
            if (words & (_OTHERS | (_ANYONE if hurt else frozenset())) and len(words) < 3) or (words & _DID or entity.label.lower() in did):
                continue
            if not any(words <= label or {word.rstrip("s") for word in words} <= {word.rstrip("s") for word in label} for label in labels):
                labels.append(words)
                roles.append(("victim", entity))
    return tuple(dict.fromkeys(roles))
