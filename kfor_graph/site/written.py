"""How values are written for people: numbers, days, periods."""

import re
from calendar import monthrange
from datetime import date

from markupsafe import Markup, escape

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def number(value: object) -> str:
    """A number with commas between its thousands, and the digits after the point as they come; other values as they are."""
    text = str(value)
    found = re.fullmatch(r"([+-]?)(\d+)(\.\d+)?", text)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found else text


def percent(share: float) -> str:
    """A share of one as whole per cent."""
    return f"{100 * share:.0f} %"


def day(value: object) -> str:
    """A day, month or year of ISO 8601 in words, `30 September 2007`; other values as they are."""
    text = str(value)
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not found or not 0 < int(found[2] or 1) <= 12:
        return text
    steps = [str(int(found[3])) if found[3] else "", _MONTHS[int(found[2]) - 1] if found[2] else "", found[1]]
    return " ".join(filter(None, steps))


def period(first: object, last: object) -> str:
    """An interval in words, without saying a month or year twice."""
    one, other = _date(first), _date(last)
    if one is None or other is None:
        return " to ".join(day(end) for end in (first, last) if end) or "unknown"
    if one == other:
        return day(first)
    if (one.year, one.month) == (other.year, other.month):
        whole = one.day == 1 and other.day == monthrange(other.year, other.month)[1]
        return day(str(last)[:7]) if whole else f"{one.day} to {day(last)}"
    if one.year == other.year:
        return f"{one.day} {_MONTHS[one.month - 1]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def coded(text: str) -> Markup:
    """A docstring as HTML: what stands between backticks as code."""
    pieces = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
