"""Exercises and rehearsals, held or called off."""

import re
from collections.abc import Iterator
from datetime import date

from kfor_graph.extract.actors.actors import named_at
from kfor_graph.extract.actors.bodies import subject_bodies
from kfor_graph.extract.actors.units import reserve
from kfor_graph.extract.claims import account, observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.deeds import deeds, did, inside, times_of, where_of
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates, later, months
from kfor_graph.model import Claim, Concept, Event
from kfor_graph.texts import Period, Span, When

_NAME = re.compile(
    r"\b(?:(?P<called>[Ee]xercises?\s(?:called\s|named\s|code-named\s)?[“\"]?(?P<name>[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|\d{1,2}\b(?!\s[A-Z])|of|II|III))*))|(?P<kind>(?:[\w-]+\s){0,3}exercises?)\b)"
)
_HELD = re.compile(
    r"\b(?:took\splace|(?:was|were)\s(?:also\s)?(?:held|conducted|carried\sout|organi[sz]ed|completed|run|staged|hosted)|held|conducted|carried\sout|ran|organi[sz]ed|hosted|staged|completed|participated\sin|took\spart\sin|began|started|ended)\b"
)
_CUT = re.compile(r";|,\s(?:whose|while|but|and\s(?:KFOR|the|it)\b)|\sand\s(?:visited|met|signed|opened)\b")
_STATUS = (
    ("called-off", re.compile(r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:cancell?ed|called\soff|abandoned)\b")),
    ("postponed", re.compile(r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:postponed|put\soff|deferred)\b")),
    ("did-not-happen", re.compile(r"\b(?:did\snot\stake\splace|(?:was|were)\snot\sheld)\b")),
    ("planned", re.compile(r"\b(?:is|are|was|were|has\sbeen)\s(?:planned|scheduled|foreseen|due)\b|\bwill\s(?:be\sheld|be\sconducted|take\splace|hold|conduct)\b|\bis\sto\s(?:be\sheld|take\splace)\b")),
)  # fmt: skip
_NO_EXERCISE = re.compile(
    r"\bexercises?\s(?:of\s(?:its|their|the|his)|restraint|caution|control|its|their|authority|power)|(?:planning|voting|to|in\sthe|bookkeeping)\sexercises?\b"
)
_OF = re.compile(
    rf"\b(?:with|involv(?:ed|ing)|attended\sby|in\swhich|comprising|numbering)\s(?:[a-z\s]{{0,30}}?\sof\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?P<who>soldiers|troops|personnel|members|participants|persons|officers|reservists)\b|\bnumbering\s(?P<n2>{NUMBER})\ssoldiers\b"
)
_REHEARSED = did(r"rehearsed|practi[sc]ed|exercised(?=\s(?:its|their|the)\s(?:deployment|procedures|response|plans?|reinforcement|crowd))")
_WITH = re.compile(
    r"\b(?:(?:together\s|jointly\s)?with(?:\sthe\sparticipation\sof)?|alongside|involving|attended\sby)\s(?=(?:the\s)?[A-Z])"
)
_MILITARY = re.compile(
    r"\b(?:deployment|procedures|response|reinforcement|evacuation|crowd|riot|plans?|drills?|defen[cs]e|movement|landing|techniques)\b"
)


@reads("exercise", "rehears", "practi")
def exercises(passage: Passage) -> Iterator[Claim]:
    """Exercises, by name or told as such, and rehearsals: when and where they were held, or that they were called off, and by whom.

    Example: `«Exercise Silver Sabre, held from 5 to 16 October, involved some 900 soldiers from 14 nations»`.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if "xercise" in words:
            yield from _exercise(passage, sentence)
        if "rehears" in words or "practi" in words or "exercised" in words:
            yield from _rehearsal(passage, sentence)


def _exercise(passage: Passage, sentence: Span) -> Iterator[Claim]:
    found = [
        match
        for match in passage.find(_NAME, sentence)
        if not _NO_EXERCISE.search(passage.text, max(sentence.start, match.start() - 12), match.end() + 20)
    ]
    if not found:
        return
    match = next((match for match in found if match["name"]), found[0])
    ends = [other.start() for other in found if other.start() > match.end() and other["name"]]
    words = Span(sentence.start, min(ends, default=sentence.end))
    clause = _clause(passage, words, match)
    status = next((name for name, pattern in _STATUS if pattern.search(passage.text, match.end(), clause.end)), None)
    held = _HELD.search(passage.text, clause.start, clause.end)
    status = status or ("happened" if held else None)
    if not status or (status == "happened" and not told(passage, clause)):
        return
    whens = _whens(passage, clause, status)
    if not whens:
        return
    roles = _roles(passage, clause, match)
    where = where_of(passage, Span(sentence.start, match.start()), Span(match.end(), clause.end))
    for when in whens:
        event = Event(
            ("exercise",),
            when.period,
            tuple(place for place, _, _ in where),
            roles,
            happened=status == "happened",
            subject=match[0].strip() if match["name"] else "Exercise",
        )
        more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
        start = sentence.start if when.span.start < match.start() or clause.start < match.start() else match.start()
        yield account(passage, (Span(start, clause.end),), event, when.precision, status, more=more)
        if status == "happened":
            yield from _participants(passage, clause, event)


def _clause(passage: Passage, words: Span, match: re.Match[str]) -> Span:
    """The words around an exercise's name that tell of it."""
    cut = _CUT.search(passage.text, match.end(), words.end)
    end = cut.start() if cut else words.end
    return Span(words.start, words.start + len(passage.words(Span(words.start, end)).rstrip(" .,")))


def _whens(passage: Passage, clause: Span, status: str) -> tuple[When, ...]:
    found = dates(passage, clause) or months(passage, clause)[:1]
    if status == "planned":
        return tuple(later(when, passage.period) for when in found)[:1]
    return inside(passage, found)[:1]


def _roles(passage: Passage, clause: Span, match: re.Match[str]) -> Roles:
    """Who held it: the subject before its name; the mission where the paragraph tells of nobody else; who took part."""
    verb = _HELD.search(passage.text, clause.start, match.start())
    before = Span(clause.start, match.start())
    named = [mention for mention in passage.mentions if mention.span in before and mention.entity.kind in {"mission", "org"}]
    subject = subject_bodies(passage, Span(named[0].span.start, before.end)) if named and verb else ()
    part = verb and verb[0] in {"participated in", "took part in"}
    roles: Roles = tuple(("involves" if part else "organizer", actor) for actor in subject)
    named_here = passage.entities(clause, "mission", "org")
    first = passage.block.sentences[0] if passage.block.sentences else clause
    own = passage.mission and (
        set(passage.entities(first, "mission")) == {passage.mission} or subject_bodies(passage, first) == (passage.mission,)
    )
    if not roles and match["name"] and passage.mission and own and not named_here:
        roles = (("organizer", passage.mission),)
    behind = Span(match.end(), clause.end)
    for lead in passage.find(_WITH, behind):
        others = named_at(passage, lead.end(), clause.end)
        known = tuple(actor for actor in others[0] if actor.kind in {"org", "mission", "state"}) if others else ()
        roles += tuple(("involves", actor) for actor in known if actor not in {other for _, other in roles})
    if made := reserve(passage, behind):
        roles += (("involves", made),)
    return roles


def _participants(passage: Passage, clause: Span, event: Event) -> Iterator[Claim]:
    if match := next(passage.find(_OF, clause), None):
        n = "n" if match["n"] else "n2"
        start = match.start("q") if match["q"] else match.start(n)
        words = Span(start, match.end())
        time: Period | date | None = event.period.start if event.period.start == event.period.end else event.period
        if made := observation(passage, (words,), "participants", passage.quantity(match, n, "q"), "persons", event, time):
            yield made


def _rehearsal(passage: Passage, sentence: Span) -> Iterator[Claim]:
    for deed in deeds(passage, sentence, _REHEARSED):
        if deed.passive or not _MILITARY.search(passage.text, deed.rest.start, deed.rest.end):
            continue
        whens = inside(passage, times_of(passage, deed)[0])
        named = reserve(passage, deed.subject)
        roles: Roles = (("involves", named),) if named else tuple(("organizer", actor) for actor in bodies(passage, deed.subject))
        if not whens or not roles:
            continue
        where = where_of(passage, deed.opening, deed.rest) or tuple(
            (mention.entity, "at", mention.span)
            for mention in passage.mentions
            if mention.span in deed.rest and mention.entity.kind == "place"
        )
        for told_of, event in happenings(passage, deed, "exercise", whens[:1], where, roles, subject="Rehearsal"):
            yield told_of
            yield from _participants(passage, Span(deed.sentence.start, deed.rest.end), event)
