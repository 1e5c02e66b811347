"""The earlier times that a figure is compared with, and the figures that are given for them: "than in July (254)", "81 in the previous quarter"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kfor_graph.document.dates import MONTH, YEAR, month_number, whole_month
from kfor_graph.extract.counts.numbers import FIGURE, QUALIFIER, quantity
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Quantity
from kfor_graph.texts import Period, Span

_LAST_YEAR = r"(?:the\s)?(?:previous|preceding|last)\syear"
_TIME = re.compile(
    rf"\b(?:(?:[Tt]he\smonth\sof\s)?(?P<month>{MONTH})(?:\s(?:of\s)?(?P<year>{YEAR})|\s(?:of\s)?(?P<before>{_LAST_YEAR}))?(?!\s?\d)"
    rf"|(?:the\s)?(?:[Pp]revious|[Pp]receding|[Ll]ast|[Pp]rior)\s(?P<unit>month|quarter|(?:reporting\s)?period)\b(?!\sof)"
    rf"|the\s(?P<unit2>month|quarter|period)\sbefore"
    rf"|the\s(?:same|corresponding)\s(?P<unit3>month|quarter|period)\s(?:(?:of|in)\s)?(?:(?P<year3>{YEAR})|(?P<before3>{_LAST_YEAR}))"
    rf"|(?P<ago>(?:a|one)\syear\s(?:earlier|before|ago)))"
)
_TIMED = re.compile(r"month|quarter|period|year|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
"a cheap look"
_COUNTED = r"(?:\s(?!in\b|for\b|during\b|and\b|or\b|of\b|than\b|more\b|fewer\b|less\b|higher\b|lower\b|per\b|percent\b)[a-z-]+){0,3}"
_FIGURE = rf"(?:a\stotal\sof\s|the\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})"
_BEHIND = re.compile(
    rf"\s?\((?:with\s)?{_FIGURE}{_COUNTED}\)"
    rf"|:\s{_FIGURE.replace('<q>', '<q2>').replace('<n>', '<n2>')}(?=[;,.)])"
    rf"|,?\s(?:when|in\swhich)\s(?:[a-z]+\s){{0,4}}?{_FIGURE.replace('<q>', '<q3>').replace('<n>', '<n3>')}\b"
    rf"|,?\s(?:there\s|the\s(?:total|figure|number)\s)?(?:was|were|had\sbeen|stood\sat)\s{_FIGURE.replace('<q>', '<q4>').replace('<n>', '<n4>')}\b(?!\s?(?:per\scent|%))"
    rf"|,\s{_FIGURE.replace('<q>', '<q6>').replace('<n>', '<n6>')}\s(?:such\s)?(?:incidents|cases|patrols|meetings)\b"
    rf"|['’]s\s(?:total|figure|number)\s(?:of\s)?{_FIGURE.replace('<q>', '<q5>').replace('<n>', '<n5>')}\b"
)
_BEFORE = re.compile(
    rf"{_FIGURE}{_COUNTED}\s(?:in|for|during|over|of)\s(?:the\smonth\sof\s)?\Z|(?:[Ff]rom|against|than)\s(?P<n2>{FIGURE})\s(?:in|for|during)\s\Z"
)
_DIRECTIONS = (
    ("falling", r"lower|fewer|smaller|less|decreas\w*|declin\w*|drop\w*|fall\w*|fell|reduc\w+|down"),
    ("rising", r"higher|more|greater|larger|increas\w*|rise\w*|rose|risen|grew|grown|growth|up"),
    ("unchanged", r"same|unchanged|equal|identical"),
)
_DIRECTION = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _DIRECTIONS))


_AGAINST = re.compile(r"\b(?:than|over|from|on|as|to|against|compared)\s")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure of an earlier time."""

    span: Span
    "the words that give it"
    quantity: Quantity
    "the figure"
    period: Period
    "the time"
    direction: str | None
    "how the later figure is said to stand to it: rising, falling or unchanged"


def earlier_figures(passage: Passage, span: Span) -> tuple[Earlier, ...]:
    """The figures that a span gives for times before the reporting period, in order of place."""
    return tuple(_figures(passage, span))


def earlier_times(passage: Passage, span: Span) -> tuple[tuple[Span, Period], ...]:
    """The months, quarters and periods before the reporting period that a span names."""
    if not passage.period or not passage.period.start or not _TIMED.search(passage.text, span.start, span.end):
        return ()
    found = ((Span(*match.span()), _period(match, passage.period)) for match in _TIME.finditer(passage.text, span.start, span.end))
    return tuple((words, time) for words, time in found if time and time.end and time.end < passage.period.start)


def direction(passage: Passage, span: Span) -> str | None:
    """The last word of a span that says which way a figure has gone from what is named behind it."""
    last = None
    for match in _DIRECTION.finditer(passage.text, span.start, span.end):
        last = match.lastgroup if _AGAINST.search(passage.text, match.end(), span.end) else last
    return last


def _figures(passage: Passage, span: Span) -> Iterator[Earlier]:
    at = span.start
    for words, time in earlier_times(passage, span):
        behind = _BEHIND.match(passage.text, words.end, span.end)
        first = max(at, words.start - 80)
        before = None if behind else _BEFORE.search(passage.text[first : words.start])
        match = behind or before
        if match:
            name = next(name for name in ("n", "n2", "n3", "n4", "n5", "n6") if name in match.re.groupindex and match[name])
            shift = 0 if behind else first
            start = words.start if behind else shift + match.start()
            end = behind.end() if behind else words.end
            number = Span(match.start(name) + shift, match.end(name) + shift)
            qualifier = match[name.replace("n", "q")] if name.replace("n", "q") in match.re.groupindex else None
            yield Earlier(Span(start, end), quantity(passage.text, number, qualifier), time, direction(passage, Span(at, words.start)))
            at = end


def _period(match: re.Match[str], period: Period) -> Period | None:
    """The days of a time; None where the reporting period leaves them open."""
    first = period.start
    if not first:
        return None
    if match["month"]:
        month = month_number(match["month"])
        if match["year"]:
            return whole_month(int(match["year"]), month)
        if not match["before"] and _holds(period, month):
            return None
        year = first.year - 1 if match["before"] or month >= first.month else first.year
        return whole_month(year, month)
    if match["unit"] or match["unit2"]:
        unit = (match["unit"] or match["unit2"]).removeprefix("reporting ")
        return _months_before(period, {"month": 1, "quarter": 3, "period": 0}[unit])
    year = int(match["year3"]) if match["year3"] else first.year - 1
    return _in_year(period, year)


def _holds(period: Period, month: int) -> bool:
    """Whether a month without a year is one of the period's own."""
    first, last = period.start, period.end
    return not first or not last or (month - first.month) % 12 <= 12 * (last.year - first.year) + last.month - first.month


def _months_before(period: Period, length: int) -> Period | None:
    """The months just before a period: as many as are said, or as many as it has itself."""
    own = _months(period)
    if not period.start or not own or (length == 3 and own != 3):
        return None
    last = period.start - timedelta(days=1)
    index = period.start.year * 12 + period.start.month - 1 - (length or own)
    return Period(date(index // 12, index % 12 + 1, 1), last)


def _months(period: Period) -> int | None:
    """How many whole months a period is; None where it is not made of whole months."""
    first, last = period.start, period.end
    if not first or not last or first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _in_year(period: Period, year: int) -> Period | None:
    """The same whole months of another year."""
    first, last = period.start, period.end
    if not first or not last or not _months(period) or first.year != last.year:
        return None
    return Period(whole_month(year, first.month).start, whole_month(year, last.month).end)
