"""The period that a report covers."""

import re
from datetime import date

from kfor_graph.document.dates import MONTH, RANGE, YEAR, month_number, parse_range, whole_month
from kfor_graph.texts import Period, Report, Span, When

_LEAD = (
    r"(?:covering|covers|cover|for|during|over|in)\s(?:[^.;]{0,90}?\b)?(?:the\s)?(?:reporting\s)?periods?,?\s\(?(?:from\s|of\s|between\s)?"
    r"|(?:covering|covers)\s(?:from\s)?|report\b[^.;]{0,90}?\scover(?:s|ing)\s[^.;\d]{0,60}?\bfrom\s|\breporting\speriod\s\(|\bperiod\s(?:from\s)?"
)
_RANGE = re.compile(rf"(?:{_LEAD})(?:the\s)?(?P<range>{RANGE})(?P<more>(?:,?\sand\sfrom\s{RANGE})*)", re.I)
_MORE = re.compile(rf"and\sfrom\s(?P<range>{RANGE})", re.I)
_MONTH = re.compile(
    rf"(?:(?:covering|covers|for|during)\s(?:the\s)?(?:period\s(?:from\s)?|months?\s)?(?:of\s)?|\breporting\speriod,?\s\(?(?:of\s|from\s)?)"
    rf"(?:(?P<first>{MONTH})\s?(?:to|through|and|[-–—])\s?)?(?P<month>{MONTH})\s(?P<year>{YEAR})",
    re.I,
)


def periods(report: Report, span: Span, letter: date | None) -> tuple[When, ...]:
    """The periods that a span of text says are covered, in order; more than one only in a letter that passes on several reports.

    `letter` is the day of the letter that passes the report on: a range that prints no year is the last one that ends before it.
    """
    text = report.clean
    for match in _RANGE.finditer(text, span.start, span.end):
        spans = [Span(*match.span("range")), *(Span(*more.span("range")) for more in _MORE.finditer(text, *match.span("more")))]
        found = [(_before(text[at.start : at.end], letter), at) for at in spans]
        if all(period for period, _ in found):
            return tuple(When(period, "span", at) for period, at in found if period)
    if month := _MONTH.search(text, span.start, span.end):
        name = "first" if month["first"] else "month"
        period = whole_month(int(month["year"]), month_number(month["month"]))
        begun = whole_month(int(month["year"]), month_number(month[name]))
        if begun.start and period.end and begun.start < period.end:
            return (When(Period(begun.start, period.end), "month", Span(month.start(name), month.end("year"))),)
    return ()


def _before(words: str, letter: date | None) -> Period | None:
    """A printed range; without a year, the last one that ends before a letter."""
    period = parse_range(words, letter.year if letter else None)
    early = letter and period and period.end and period.end > letter and not re.search(YEAR, words)
    return parse_range(words, letter.year - 1) if letter and early else period
