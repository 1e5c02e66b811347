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
_OF_REPORT = re.compile(r"\b(?:[Rr]eport(?:s|ing)?\b|REPORT|[Cc]overs?\b|[Cc]overing\b|[Ll]etters?\b|[Cc]ommunications?\b)")
_COVERED = re.compile(r"[Cc]over(?:s|ing)\b[^.;,]*\Z|[Rr]eporting\speriod,?\s\(?(?:from\s|of\s|between\s)?(?:the\s)?\Z")
"what stands before a period that a report covers"
_SENTENCE_END = re.compile(r"[.;]\s(?=[A-Z\d])")
_SHORTEST = 20
"days"
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
        if not _is_of_report(text, span, match):
            continue
        spans = [Span(*match.span("range")), *(Span(*more.span("range")) for more in _MORE.finditer(text, *match.span("more")))]
        found = [(_before(text[at.start : at.end], letter), at) for at in spans]
        if all(period for period, _ in found) and (_is_long(found[0][0]) or _COVERED.search(text, match.start(), match.start("range"))):
            return tuple(When(period, "span", at) for period, at in found if period)
    for month in _MONTH.finditer(text, span.start, span.end):
        if not _is_of_report(text, span, month):
            continue
        name = "first" if month["first"] else "month"
        period = whole_month(int(month["year"]), month_number(month["month"]))
        begun = whole_month(int(month["year"]), month_number(month[name]))
        if begun.start and period.end and begun.start < period.end:
            return (When(Period(begun.start, period.end), "month", Span(month.start(name), month.end("year"))),)
    return ()


def _is_of_report(text: str, span: Span, match: re.Match[str]) -> bool:
    """Whether a period is what the report covers: its sentence tells of the report, or the block opens with it ("During the period …")."""
    if not text[span.start : match.start()].strip():
        return True
    start = max((end.end() for end in _SENTENCE_END.finditer(text, span.start, match.start())), default=span.start)
    end = _SENTENCE_END.search(text, match.end(), span.end)
    return _OF_REPORT.search(text, start, end.start() if end else span.end) is not None


def _is_long(period: Period | None) -> bool:
    """Whether a period may be a report's: a curfew or an exercise takes days, a report covers weeks."""
    return bool(period and period.start and period.end and (period.end - period.start).days >= _SHORTEST)


def _before(words: str, letter: date | None) -> Period | None:
    """A printed range; without a year, the last one that ends before a letter."""
    period = parse_range(words, letter.year if letter else None)
    early = letter and period and period.end and period.end > letter and not re.search(YEAR, words)
    return parse_range(words, letter.year - 1) if letter and early else period
