"""The grammar of dates in translations, strict: what it does not know is no date. Forms: a day, a range of days, a whole month."""

import re
from datetime import date

from kfor_graph.document.dates import YEAR, make_day, make_range, whole_month
from kfor_graph.texts import Period
from kfor_graph.vocabulary import fold


class Calendar:
    """How a language prints dates. `full`, `range` and `whole` are patterns of a day, of a range of days, of a month with its year."""

    def __init__(self, months: tuple[str, ...], first: str, of: str, of_year: str, until: str) -> None:
        """The pieces of the language.

        months: names from January on; variants of one with | between
        first: pattern of the first day of a month beside plain `1`
        of, of_year: patterns of what stands between day and month, month and year
        until: pattern of what stands between the two days of a range
        """
        self._of, self._of_year, self._until = of, of_year, until
        self._numbers = {fold(name): number for number, names in enumerate(months, 1) for name in names.split("|")}
        self._day = rf"(?:{first}|0?[1-9]|[12]\d|3[01])(?!\d)"
        self.month = rf"(?i:{'|'.join(months)})(?!\w)"
        year = rf"(?:{of_year}{YEAR})"
        self.full = rf"{self._day}{of}{self.month}{year}?"
        self.range = rf"(?<!\d){self._day}(?:{of}{self.month}{year}?)?{until}{self._day}{of}{self.month}{year}?"
        self.whole = rf"{self.month}{year}"

    def parse_date(self, words: str, before: date | None = None) -> date | None:
        """The day that words print; without a year, the last such day up to `before`. None where they print no day."""
        match = re.fullmatch(rf"(?P<day>{self._day}){self._of}(?P<month>{self.month})(?:{self._of_year}(?P<year>{YEAR}))?", words)
        if not match:
            return None
        years = [int(match["year"])] if match["year"] else [before.year, before.year - 1] if before else []
        days = [make_day(_day_number(match["day"]), self._number(match["month"]), year) for year in years]
        return next((day for day in days if day and (match["year"] or (before and day <= before))), None)

    def parse_range(self, words: str, year: int | None = None) -> Period | None:
        """First and last day of a printed range, like `dates.parse_range`; None where the words are none."""
        match = re.fullmatch(
            rf"(?P<day1>{self._day})(?:{self._of}(?P<month1>{self.month})(?:{self._of_year}(?P<year1>{YEAR}))?)?{self._until}"
            rf"(?P<day2>{self._day}){self._of}(?P<month2>{self.month})(?:{self._of_year}(?P<year2>{YEAR}))?",
            words,
        )
        if not match:
            return None
        first = (_day_number(match["day1"]), self._number(match["month1"]) if match["month1"] else None, match["year1"])
        return make_range(first, (_day_number(match["day2"]), self._number(match["month2"]), match["year2"]), year)

    def parse_month(self, words: str) -> Period | None:
        """The calendar month that words print with its year."""
        match = re.fullmatch(rf"(?P<month>{self.month}){self._of_year}(?P<year>{YEAR})", words)
        return whole_month(int(match["year"]), self._number(match["month"])) if match else None

    def _number(self, name: str) -> int:
        return self._numbers[fold(name)]


def _day_number(words: str) -> int:
    """`8`, `1er` or `1.º` as a number; a first day in words as 1."""
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else 1


FRENCH = Calendar(
    (
        "janvier", "février|fevrier", "mars", "avril", "mai", "juin",
        "juillet", "août|aout", "septembre", "octobre", "novembre", "décembre|decembre",
    ),
    first="1er|1ᵉʳ|premier",
    of=r"\s",
    of_year=r"\s",
    until=r"(?:\s?[-–—]\s?|\s(?:au|et(?:\sle)?|jusqu['’]au)\s)",
)  # fmt: skip
SPANISH = Calendar(
    (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre|setiembre", "octubre", "noviembre", "diciembre",
    ),
    first=r"1\.?[º°o]|1ro\.?|primero",
    of=r"\s(?:de\s)?",
    of_year=r"\s(?:del?\s)?",
    until=r"(?:\s?[-–—]\s?|\s(?:al?|y(?:\sel)?|hasta(?:\sel)?)\s)",
)  # fmt: skip
