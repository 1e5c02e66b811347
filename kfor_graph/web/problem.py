"""What goes back where a request cannot be answered: one plain line with place and remedy, or the same as JSON."""

import json
import re

from kfor_graph.errors import KforGraphError
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.negotiate import choose

_PLACE = re.compile(r"(?:query|update)(?::(?P<line>\d+)(?::(?P<column>\d+))?)?")
_FORMS = ("text/plain", "application/json")


class ProblemError(Exception):
    """A request that cannot be answered as it is."""

    def __init__(self, status: int, what: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(what)
        self.status, self.headers = status, headers


def problem(request: Request, status: int, what: str, place: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """An answer that says what is wrong: a line of text, or JSON where the client takes JSON and no text.

    what:  what is wrong, and the remedy
    place: where in the text that was sent; what ends in a line, or line and column, is told as such
    """
    found = _PLACE.fullmatch(place)
    line, column = (int(found[name]) if found and found[name] else None for name in ("line", "column"))
    where = f"line {line}, column {column}: " if column else f"line {line}: " if line else ""
    text = f"{where}{what}".replace("\r", " ").replace("\n", " ")
    if choose(request.headers.get("accept"), _FORMS) == "application/json":
        told = {"ok": False, "error": text, "line": line, "column": column, "status": status}
        return Answer(status, "application/json", json.dumps(told, ensure_ascii=False).encode() + b"\n", headers)
    return Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode(errors="replace"), headers)


def mistake(request: Request, error: KforGraphError, status: int = 400) -> Answer:
    """The answer to a text with a mistake, from the error that tells of it."""
    place = "" if _PLACE.fullmatch(error.place) else f"{error.place}: "
    return problem(request, status, f"{place}{error.what}; {error.remedy}", error.place)
