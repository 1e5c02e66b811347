"""Axes: where values and days stand in a drawing, and which of them are written beside it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"Months between two ticks of a time axis."

_LEAST = 1e-9
"What is not above this is nought for the eye."


@dataclass(frozen=True, slots=True)
class Scale:
    """Values on a line of a drawing."""

    low: float
    high: float
    "the values at both ends; not below low"
    start: float
    end: float
    "where they stand"

    def __call__(self, value: float) -> float:
        """Where a value stands; what lies outside stands at the nearer end, and all in the middle where there is one value only."""
        if self.high <= self.low:
            return (self.start + self.end) / 2
        share = min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        return self.start + share * (self.end - self.start)


def ticks(high: float, most: int = 5) -> tuple[float, ...]:
    """Round numbers from nought to at least a value, evenly spaced: at most `most` above nought. Only nought where the value is none."""
    if not high > _LEAST or math.isinf(high):
        return (0.0,)
    rough = high / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10, 20) if size * factor * most >= high * (1 - 1e-9))
    if high >= 1:
        step = float(max(1, math.ceil(step)))
    return tuple(step * number for number in range(math.ceil(high / step - 1e-9) + 1))


def time_ticks(first: date, last: date, most: int) -> tuple[tuple[date, str], ...]:
    """Firsts of months or years within some days, evenly spaced, with their labels; the first of them names its year.

    There may be none, where the days are few; at most `most`.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in _STEPS if months / step <= most), _STEPS[-1])
    start = first.year * 12 + first.month - 1
    found = [
        date(month // 12, month % 12 + 1, 1) for month in range(-(-start // step) * step, start + months, step) if 12 <= month < 120_000
    ]
    found = [day for day in found if first <= day <= last]
    return tuple((day, _label(day, step, at == 0)) for at, day in enumerate(found))


def _label(day: date, step: int, is_first: bool) -> str:
    if step >= 12:
        return str(day.year)
    return f"{_MONTHS[day.month - 1]} {day.year}" if is_first or day.month == 1 else _MONTHS[day.month - 1]


def frame(days: Iterable[date]) -> tuple[date, date] | None:
    """The first and last day of a time axis that shows some days, with a little room at both ends; None for no days."""
    found = sorted(days)
    if not found:
        return None
    room = timedelta(days=max(15, (found[-1] - found[0]).days // 40))
    first = found[0] - room if found[0] - date.min > room else date.min
    last = found[-1] + room if date.max - found[-1] > room else date.max
    return first, last


def time_scale(first: date, last: date, start: float, end: float) -> Scale:
    """Days, by their ordinals, on a line of a drawing."""
    return Scale(first.toordinal(), last.toordinal(), start, end)
