"""The grammar of absolute dates, strict: what it does not know is no date. Forms: day month year, month day year, with ordinals,
abbreviated months and missing years; ranges of days in either order; whole months."""

import re
from calendar import monthrange
from datetime import date

from kfor_graph.texts import Period

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"Names of the months; their first three letters, with or without a full stop, are read too."

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|JAN\.?|FEB\.?|MAR\.?|APR\.?|JUN\.?|JUL\.?|AUG\.?|SEPT?\.?|OCT\.?|NOV\.?|DEC\.?)(?![^\W\d_])"
)
"Pattern of a month's name. Example: `September`, `Sept.`, `APRIL`"

DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
"Pattern of a day of the month. Example: `8`, `08`, `8th`"

YEAR = r"(?:19[4-9]\d|20\d\d)(?!\d)"
"Pattern of a year since the first peace operations. Example: `2007`"

DATE = rf"(?:{DAY}\s{MONTH},?(?:\s?{YEAR})?|{MONTH}\s{DAY},?\s{YEAR})"
"Pattern of a day. Example: `5 November 2007`, `5 November`, `November 5, 2007`"

_TO = r"\s?(?:to|until|through|and|-|–|—)\s?(?:the\s)?"
_YEARLY = rf"(?:,?\s{YEAR})?"

RANGE = (
    rf"(?:{DAY}(?:\s{MONTH})?{_YEARLY}{_TO}{DAY}\s(?:of\s)?{MONTH},?(?:\s{YEAR})?"
    rf"|{MONTH}\s{DAY}{_YEARLY}{_TO}(?:{MONTH}\s)?{DAY}(?!\s{MONTH}){_YEARLY})"
)
"Pattern of a range of days. Example: `1 to 30 September 2007`, `17 February-18 March`, `June 1 to June 30, 2003`"

_DATE = re.compile(
    rf"(?:(?P<day>{DAY})\s(?P<month>{MONTH}),?(?:\s?(?P<year>{YEAR}))?|(?P<month2>{MONTH})\s(?P<day2>{DAY}),?\s(?P<year2>{YEAR}))\Z"
)
_RANGE = re.compile(
    rf"(?P<day1>{DAY})(?:\s(?P<month1>{MONTH}))?(?:,?\s(?P<year1>{YEAR}))?{_TO}"
    rf"(?P<day2>{DAY})\s(?:of\s)?(?P<month2>{MONTH}),?(?:\s(?P<year2>{YEAR}))?\Z"
)
_AMERICAN = re.compile(
    rf"(?P<month1>{MONTH})\s(?P<day1>{DAY})(?:,?\s(?P<year1>{YEAR}))?{_TO}(?:(?P<month2>{MONTH})\s)?(?P<day2>{DAY})(?:,?\s(?P<year2>{YEAR}))?\Z"
)
_NUMBER = {name[:3]: number for number, name in enumerate(MONTHS, 1)}


def month_number(name: str) -> int:
    """A month's name or abbreviation as 1 to 12. Raises KeyError for another word."""
    return _NUMBER[name[:3].capitalize()]


def day_number(words: str) -> int:
    """`8`, `08` or `8th` as 8."""
    return int(words.rstrip("stndrh"))


def parse_date(words: str) -> tuple[int, int, int | None] | None:
    """Day, month and year (None where not printed) of one date; None where the words are no date."""
    if not (match := _DATE.match(words)):
        return None
    year = match["year"] or match["year2"]
    return day_number(match["day"] or match["day2"]), month_number(match["month"] or match["month2"]), int(year) if year else None


def make_day(day: int, month: int, year: int) -> date | None:
    """A date; None where the calendar has no such day."""
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def full_day(words: str) -> date | None:
    """The day that words print with its year; None where they print none, or none that the calendar has."""
    parsed = parse_date(words)
    if parsed is None or parsed[2] is None:
        return None
    return make_day(parsed[0], parsed[1], parsed[2])


def whole_month(year: int, month: int) -> Period:
    """The calendar month as a period."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def parse_range(words: str, year: int | None = None) -> Period | None:
    """First and last day of a printed range.

    A year that is printed once belongs to the end; the start takes the same year, or the one before where the range would run
    backwards. `year` is the year of the end where none is printed; without either, None.
    """
    if not (match := _RANGE.match(words) or _AMERICAN.match(words)):
        return None
    return make_range(
        (day_number(match["day1"]), month_number(match["month1"]) if match["month1"] else None, match["year1"]),
        (day_number(match["day2"]), month_number(match["month2"] or match["month1"]), match["year2"]),
        year,
    )


def make_range(first: tuple[int, int | None, str | None], last: tuple[int, int, str | None], year: int | None) -> Period | None:
    """The period from one printed day, month and year to another, where those of the first may be missing.

    The start takes the end's month and year, or the year before where the range would run backwards. `year` is the year of the end
    where none is printed; without either, None.
    """
    end_year = int(last[2]) if last[2] else year
    if end_year is None:
        return None
    start_month = first[1] or last[1]
    start_year = int(first[2]) if first[2] else end_year - (start_month > last[1])
    start, end = make_day(first[0], start_month, start_year), make_day(last[0], last[1], end_year)
    return Period(start, end) if start and end and start <= end else None
