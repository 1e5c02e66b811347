"""Roll-calls of a local force: who was present, who was absent with leave and without."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.counts.stocks import COUNTED
from kfor_graph.extract.events.occasions import accounts, clause, days_told, opening, places_told, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.texts import Period, Span

_WHO = r"(?:(?:[A-Z]{2,6}|corps|active|of\sits|of\sthe|others?|more)\s){0,2}(?:members|personnel|soldiers|officers|persons|men|others)"
_LEAVE = r"(?:leave|authori[sz]ation|permission|excuse|(?:a\s)?(?:valid\s)?reason)"
_SAID = re.compile(
    rf"{COUNTED}(?:\s{_WHO})?\s(?:(?:were|was|are|being|as|to\sbe)\s)?(?:found\s|reported\s|recorded\s)?(?:to\sbe\s)?"
    rf"(?P<how>present|absent\swithout\s{_LEAVE}|absent\swith\s(?:authori[sz]ed\s)?{_LEAVE}|absent\son\sleave|on\s(?:authori[sz]ed\s|sick\s)?leave|excused|absent(?!\swith)"
    rf"|unaccounted\sfor)\b"
    rf"|(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\swithout\s{_LEAVE}\b"
)
_ATTENDANCE = re.compile(
    rf"\b[Aa]ttendance(?:\srate)?(?:\sat\s[^.;,\d]{{2,40}}?)?\s(?:was|of|stood\sat|averaged|reached|amounted\sto|remained\sat)\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})\s?(?:per\scent|percent|%)"
    rf"|\b(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{FIGURE})\s?(?:per\scent|percent|%)\sof\s(?:the\s|its\s|all\s)?{_WHO}\s(?:were|was)\spresent\b"
)

_HELD = re.compile(
    r"\b(?:(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Ff]our)\s)?(?:(?![Nn]o\b)[\w-]+\s){0,2}?(?<!\b[Nn]o\s)[Rr]oll[-\s]?calls?\b(?:\s(?:of|at|in)\s[^.;:,]{2,60}?)?\s(?:(?:was|were)\s(?:again\s|also\s)?(?:held|conducted|carried\sout|taken|ordered)|took\splace)\b"
    r"|\b(?:held|conducted|carried\sout|ordered)\s(?:an?|the|two|three)\s(?:[\w-]+\s){0,2}?[Rr]oll[-\s]?calls?\b"
)


@reads("roll-call", "roll call", "rollcall")
def roll_calls(passage: Passage) -> Iterator[Claim]:
    """Roll-calls on a day, and how many members of the one local body were present, absent with leave, and without.

    Example: `A roll-call was held on 26 August: «2,751 members were present», «198 were absent with leave» and «39 were absent without
    leave»`.
    """
    if not passage.period:
        return
    time: Period | None = None
    open_ = False
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if re.search(r"\b[Rr]oll[-\s]?calls?\b", words):
            open_, time = True, _time(passage, sentence)
            yield from _held(passage, sentence)
        if not open_ or not told(passage, sentence):
            continue
        about = body(passage, sentence)
        if about and ("present" in words or "absent" in words or "leave" in words or "ttendance" in words or "without" in words):
            yield from _counts(passage, sentence, about, _time(passage, sentence) or time)


def _held(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """The roll-calls themselves, one for each day that is told with them."""
    match = _HELD.search(passage.text, sentence.start, sentence.end)
    if not match or not told(passage, Span(sentence.start, match.end())) or is_denied(passage, match.start(), match.end()):
        return
    words = clause(passage, match.start(), match.end(), sentence.end)
    opens = opening(passage, sentence.start, match.start())
    when, where = days_told(passage, words, opens), places_told(passage, words, opens)
    if not when and len(found := dates(passage, sentence)) == 1:
        when = found
    if when and all(item.day for item in when) and of_period(passage, words):
        about = body(passage, words)
        event = Event(("inspection",), passage.days(None), roles=(("involves", about),) if about else (), subject="Roll-call")
        used = told_words(passage, opens, Span(*match.span()), *(item.span for item in when), *(found[2] for found in where))
        yield from accounts(passage, (used,), event, when, where)


def _time(passage: Passage, sentence: Span) -> Period | None:
    """The one day that the sentence names; else the reporting period."""
    found = dates(passage, sentence)
    return found[0].period if len(found) == 1 else None


def _counts(passage: Passage, sentence: Span, about: Entity, time: Period | None) -> Iterator[Claim]:
    """Present, absent, and the share of those present."""
    day = time.start if time and time.start == time.end else time
    for match in passage.find(_ATTENDANCE, sentence):
        n, q = ("n", "q") if match["n"] else ("n2", "q2")
        if of_period(passage, Span(*match.span())) and (
            claim := observation(passage, (Span(*match.span()),), "attendance", passage.quantity(match, n, q), "percent", about, day)
        ):
            yield claim
    for match in passage.find(_SAID, sentence):
        n, q = ("n", "q") if match["n"] else ("n2", "q2")
        if not of_period(passage, Span(*match.span())):
            continue
        if claim := observation(
            passage, (Span(*match.span()),), _indicator(match["how"]), passage.quantity(match, n, q), "persons", about, day
        ):
            yield claim


def _indicator(how: str | None) -> str:
    """What the words say of those who are counted."""
    if how == "present":
        return "members-present"
    if how is None or "without" in how or how == "unaccounted for":
        return "absent-without-leave"
    return "absent-with-leave" if how != "absent" else "members-absent"
