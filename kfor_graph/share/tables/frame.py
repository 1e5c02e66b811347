"""The value of a table: typed columns, rows of plain values."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A table."""

    name: str
    "such as events"
    columns: tuple[tuple[str, type], ...]
    "name and type of each column"
    rows: tuple[tuple[Cell, ...], ...]
    "a cell a column; None where nothing is told"


def as_day(day: str | None) -> date | None:
    """A day of ISO 8601; None for none, and for a month or year."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None
