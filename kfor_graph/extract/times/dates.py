"""The days and periods that a paragraph names, with years and relative words resolved against the reporting period."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kfor_graph.document.dates import DAY, MONTH, MONTHS, RANGE, YEAR, day_number, make_day, month_number, parse_range, whole_month
from kfor_graph.extract.passage import Passage, remembered
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_LIST = re.compile(rf"(?<!\d)(?P<days>{DAY}(?:(?:,\s|\sand\s|,\sand\s){DAY})*)\s(?P<month>{MONTH})(?:,?\s(?P<year>{YEAR}))?(?!\s?\d)")
_AMERICAN = re.compile(
    rf"(?P<month>{MONTH})\s(?P<days>{DAY}(?:(?:,\s|\sand\s|,\sand\s){DAY}(?!\s[\w(]))*)(?:,\s(?P<year>{YEAR}))?(?!\s(?!was\b|has\b)[a-z]+s\b)"
)
_DATED = re.compile(r"\b(?:[Oo]n|[Oo]f|[Bb]y)\s\Z")
"what stands before a month and its day that print no year, and no noun behind them: in June 30 people is no day"
_NIGHT = re.compile(rf"(?P<first>{DAY})(?:\s(?P<month1>{MONTH}))?\s?/\s?(?P<second>{DAY})\s(?P<month>{MONTH})(?:\s(?P<year>{YEAR}))?")
_FROM_TO = re.compile(
    rf"(?:[Ff]rom|[Bb]etween)\s(?P<range>{RANGE})|(?<!\d)(?P<bare>{DAY}(?:\s{MONTH}(?:,?\s{YEAR})?)?\s?(?:[-–—]\s?|(?:to|until|through)\s){DAY}\s{MONTH}(?:\s{YEAR})?)"
)
_DAY = begins_with(r"\d", DAY)
_MONTH = re.compile(
    rf"(?:\b(?:[Ii]n|[Dd]uring|[Tt]han\sin|[Ss]ince)|(?<!\d\s)(?<!\d)\b(?:for|of))\s(?:the\smonth\sof\s|early\s|late\s|mid-)?(?P<name>(?P<month>{MONTH})(?:\s(?P<year>{YEAR}))?)(?!\s\d)"
)
_MONTHS = re.compile(
    rf"\b(?:[Ff]rom|[Bb]etween)\s(?P<name>(?:the\smonths\sof\s)?(?:early\s|late\s|mid-)?(?P<first>{MONTH})(?:\s(?P<year1>{YEAR}))?\s(?:and|to|until|till|through)\s"
    rf"(?:early\s|late\s|mid-)?(?P<month>{MONTH})(?:\s(?P<year>{YEAR}))?)(?!\s\d)"
)
_LOOK = re.compile("|".join(part for name in MONTHS for part in (name[:3], name[:3].upper())))
"a cheap look for a month"
_LAST_MONTH = re.compile(r"\b(?:[Ll]ast|[Tt]he\sprevious|[Tt]he\spreceding)\smonth\b")


def dates(passage: Passage, within: Span | None = None) -> tuple[When, ...]:
    """The days and intervals of a block or a part of it, in order of place; a list of days gives one each.

    A year that is not printed is the reporting period's: the one that puts the day inside it, else the one that makes it the
    nearest day before its end. Without a period such a day is no date, and is left out.
    """
    return _dates(passage, passage.block.span if within is None else within)


@remembered
def _dates(passage: Passage, span: Span) -> tuple[When, ...]:
    if not _LOOK.search(passage.text, span.start, span.end):
        return ()
    found: list[When] = []
    for match in _FROM_TO.finditer(passage.text, span.start, span.end):
        name = "range" if match["range"] else "bare"
        if interval := _range(passage, Span(*match.span(name))):
            found.append(interval)
    for match in _NIGHT.finditer(passage.text, span.start, span.end):
        found.extend(_night(passage, match))
    for match in (*_LIST.finditer(passage.text, span.start, span.end), *_AMERICAN.finditer(passage.text, span.start, span.end)):
        if not any(match.start() < other.span.end and other.span.start < match.end() for other in found):
            found.extend(_days(passage, match))
    return tuple(sorted(found, key=lambda when: when.span))


def months(passage: Passage, within: Span | None = None) -> tuple[When, ...]:
    """The whole months that are named without a day ("in September", "between October and December", "last month"), in order of place.

    "Last month" is the month before the reporting period, where that is one month or begins in one.
    """
    return _months(passage, passage.block.span if within is None else within)


@remembered
def _months(passage: Passage, span: Span) -> tuple[When, ...]:
    found = []
    named = _LOOK.search(passage.text, span.start, span.end)
    for match in _MONTHS.finditer(passage.text, span.start, span.end) if named else ():
        if interval := _from_month_to_month(passage, match):
            found.append(interval)
    for match in _MONTH.finditer(passage.text, span.start, span.end) if named else ():
        if any(other.span.start < match.end() and match.start() < other.span.end for other in found):
            continue
        month = month_number(match["month"])
        year = int(match["year"]) if match["year"] else _year_of_month(month, passage.period)
        if year:
            found.append(When(whole_month(year, month), "month", Span(*match.span("name"))))
    for match in _LAST_MONTH.finditer(passage.text, span.start, span.end) if " month" in passage.lower else ():
        if passage.period and passage.period.start:
            before = passage.period.start.replace(day=1) - timedelta(days=1)
            found.append(When(whole_month(before.year, before.month), "month", Span(*match.span())))
    return tuple(sorted(found, key=lambda when: when.span))


def later(when: When, period: Period | None) -> When:
    """A day or month without a year that is told as still to come: not before the period's beginning."""
    first, start = when.period.start, period.start if period else None
    if not first or not start or first >= start:
        return when
    if when.precision == "month" and len(when.span) <= len(MONTHS[first.month - 1]):
        return replace(when, period=whole_month(first.year + 1, first.month))
    if when.day and when.precision == "year-inferred":
        other = date(first.year + 1, first.month, min(first.day, 28) if first.month == 2 else first.day)
        return replace(when, period=Period(other, other))
    return when


def _range(passage: Passage, span: Span) -> When | None:
    words = passage.words(span)
    printed = re.search(YEAR, words)
    period = parse_range(words, passage.period.end.year if passage.period and passage.period.end else None)
    if period and not printed and passage.period and passage.period.end and period.start and period.start > passage.period.end:
        period = parse_range(words, passage.period.end.year - 1)
    return When(period, "span", span) if period else None


def _from_month_to_month(passage: Passage, match: re.Match[str]) -> When | None:
    first, last = month_number(match["first"]), month_number(match["month"])
    year = int(match["year"]) if match["year"] else _year_of_month(last, passage.period)
    if not year:
        return None
    start = int(match["year1"]) if match["year1"] else year - (first > last)
    if (start, first) > (year, last):
        return None
    return When(Period(whole_month(start, first).start, whole_month(year, last).end), "span", Span(*match.span("name")))


def _night(passage: Passage, match: re.Match[str]) -> Iterator[When]:
    month = month_number(match["month"])
    second = _resolve(day_number(match["second"]), month, match["year"], passage.period)
    if not second:
        return
    first = second - timedelta(days=1)
    if first.day == day_number(match["first"]):
        yield When(Period(first, second), "night", Span(*match.span()))


def _days(passage: Passage, match: re.Match[str]) -> Iterator[When]:
    if match.re is _AMERICAN and not match["year"] and not _DATED.search(passage.text, max(0, match.start() - 4), match.start()):
        return
    for number in _DAY.findall(match["days"]):
        if day := _resolve(day_number(number), month_number(match["month"]), match["year"], passage.period):
            yield When(Period(day, day), "day" if match["year"] else "year-inferred", Span(*match.span()))


def _resolve(day: int, month: int, year: str | None, period: Period | None) -> date | None:
    if year:
        return make_day(day, month, int(year))
    if not period or not period.end:
        return None
    start = period.start or period.end
    candidates = [found for number in range(start.year - 1, period.end.year + 1) if (found := make_day(day, month, number))]
    inside = [found for found in candidates if start <= found <= period.end]
    before = [found for found in candidates if found <= period.end]
    return inside[0] if inside else (before[-1] if before else None)


def _year_of_month(month: int, period: Period | None) -> int | None:
    if not period or not period.end:
        return None
    return period.end.year if month <= period.end.month else period.end.year - 1
