"""Clauses that tell a number: where the number stands, and for which days it is told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kfor_graph.document.dates import whole_month
from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.numbers import NUMBER, NUMBER_WORD, QUALIFIER
from kfor_graph.extract.events.deeds import Deed, around, inside, times_of, where_of
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import part_of_time
from kfor_graph.extract.places.parts import parts
from kfor_graph.extract.places.places import Found
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Entity
from kfor_graph.texts import Period, Span

COUNT = rf"(?:(?:for\s)?[Aa]\stotal\sof\s|[Aa]\sfurther\s|[Aa]nother\s)?(?:(?:{QUALIFIER})\s)?(?:{NUMBER})\s"
"Pattern of a number of something, with what may stand before it. Example: `a total of some 240 `"

_NUMBERED = re.compile(rf"\d\s(?!and\b|to\b)(?:[a-z]|[A-Z]{{2}})|{NUMBER_WORD}\s[a-z]")
"a cheap look for something counted: no day of a month"
_LONGEST = 3_000
"Characters; what is longer is no sentence, and could keep the rules busy."

_SUMMED = re.compile(r"(?:[Ii]n\s(?:all|total),?|[Aa]ltogether,?|[Oo]verall,)\s")
_BEGINS = re.compile(COUNT)
_SAYS = re.compile(
    r"\b(?:[Aa]ccording\sto|said|says|stated|claim\w*|alleg\w*|reportedly|denied|den(?:y|ies)|believe\w*|estimat\w*|media|press)\b"
)
_ACCORDING = re.compile(r"[Aa]ccording\sto\s(?P<who>[^,;.]{2,80}),\s")
_SINCE = re.compile(r"\b[Ss]ince\sthe\s(?:beginning|start)\sof\s(?:the|this)\syear\b")
_OTHER_SINCE = re.compile(r"\b[Ss]ince\b|\b[Uu]p\sto\snow\b|\b[Ss]o\sfar\b|\b[Tt]o\sdate\b")
_QUARTER = re.compile(r"\b[Ii]n\sthe\s(?P<which>first|second|third|fourth)\squarter\sof\s(?P<year>(?:19|20)\d\d)\b")


_AT_THE_END = re.compile(r"\b[Aa]t\sthe\s(?:end|close)\sof\s(?:the|this)\s(?:reporting\s)?(?:period|month|quarter)\b(?!\sof)")
_COMPARED = re.compile(r"\b(?:compared|against|than|up\sfrom|down\sfrom)\s|,\s(?:an?|the)\s(?:increase|decrease|rise|fall|drop|decline)\b")


def counts_something(passage: Passage, sentence: Span) -> int | None:
    """Where the first number of something ends in a sentence: a cheap look. None where there is none, or the sentence is no sentence."""
    match = _NUMBERED.search(passage.text, sentence.start, sentence.end) if len(sentence) <= _LONGEST else None
    return match.end() if match else None


def counted_in(passage: Passage, deed: Deed, of_subject: bool) -> Span | None:
    """Where a number opens the subject of a clause, else what follows its verb; None where none does, or somebody says so who is no known body."""
    if of_subject:
        start = deed.subject.start
        if according := _ACCORDING.match(passage.text, start, deed.verb.start):
            start = according.end()
        if summed := _SUMMED.match(passage.text, start, deed.verb.start):
            start = summed.end()
        where = Span(start, max(start, deed.subject.end))
    else:
        start = deed.rest.start + (passage.text[deed.rest.start : deed.rest.start + 1] == " ")
        where = Span(start, max(start, deed.rest.end))
    if not _BEGINS.match(passage.text, where.start, where.end):
        return None
    said = _SAYS.finditer(passage.text, deed.sentence.start, deed.verb.start)
    return where if all(_known(passage, match, deed) for match in said) else None


def _known(passage: Passage, match: re.Match[str], deed: Deed) -> bool:
    """Whether it is a body's own count: according to it."""
    source = _ACCORDING.match(passage.text, match.start(), deed.verb.start)
    return source is not None and bool(passage.entities(Span(*source.span("who")), "org", "mission"))


def time_of(passage: Passage, deed: Deed, routine: bool = False) -> tuple[int, Period | date | None]:
    """How many days are told of a deed, and from the first to the last; else the reporting period.

    routine: whether it may be of the period although sentences before it tell days

    None where the days lie outside the period or are not clear.
    """
    period, sentence = passage.period, deed.sentence
    if not period or not period.start or not period.end:
        return 0, None
    if quarter := _QUARTER.search(passage.text, sentence.start, sentence.end):
        first = 3 * ("first", "second", "third", "fourth").index(quarter["which"]) + 1
        return 0, Period(date(int(quarter["year"]), first, 1), whole_month(int(quarter["year"]), first + 2).end)
    if _SINCE.search(passage.text, sentence.start, deed.rest.end):
        return 0, Period(period.start.replace(month=1, day=1), period.end)
    if _OTHER_SINCE.search(passage.text, sentence.start, deed.rest.end):
        return 0, None
    if _AT_THE_END.search(passage.text, deed.clause.start, deed.clause.end):
        return 0, period.end
    whens, how = times_of(passage, replace(deed, rest=Span(deed.rest.start, _before_comparison(passage, deed))))
    if how in {"clause", "shared"}:
        within = inside(passage, whens)
        when = one_time(within)
        return len(within), when.period if when else None
    return 0, period if routine or how not in {"unclear", "context"} else None


def where_counted(passage: Passage, deed: Deed) -> Slots:
    """The places that a number is limited to: those that its clause and what opens it name, and parts of the area without a name."""
    spans = [deed.opening] if deed.opening and deed.own_opening else []
    spans += [Span(deed.rest.start, _before_comparison(passage, deed))]
    named = around(passage, deed, *spans[-1:], *((deed.subject,) if deed.passive else ()))
    return _places(named, [found for span in spans for found in parts(passage, span)])


def places_counted(passage: Passage, *spans: Span) -> Slots:
    """The places that words limit a number to, and parts of the area without a name."""
    return _places(where_of(passage, *spans), [found for span in spans if span for found in parts(passage, span)])


def _places(named: Sequence[Found], unnamed: Sequence[tuple[Entity, Span]]) -> Slots:
    found = [place for place, _ in unnamed]
    found += [place for place, _, words in named if not any(words.start < part.end and part.start < words.end for _, part in unnamed)]
    return tuple(("place", place) for place in dict.fromkeys(found))


def of_whole_period(passage: Passage, deed: Deed, end: int) -> bool:
    """Whether nothing in what opens a clause, or stands behind its numbers (`end`), limits these to a part of the period."""
    behind = Span(end, max(end, _before_comparison(passage, deed)))
    return not any(part_of_time(passage, span) for span in (deed.opening, behind) if span)


def _before_comparison(passage: Passage, deed: Deed) -> int:
    compared = _COMPARED.search(passage.text, deed.rest.start, deed.rest.end)
    return compared.start() if compared else deed.rest.end
