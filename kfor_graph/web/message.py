"""Request and answer as values: what is asked over HTTP → what goes back, with no socket in sight."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kfor_graph.site.data import DataSet
from kfor_graph.web.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request."""

    method: str
    "in capitals; HEAD is asked as GET, and the front leaves the body out"
    path: str
    "decoded, beginning with a slash, without dot segments"
    query: tuple[tuple[str, str], ...]
    "names and values of the query string, decoded, in order; repeated names stay repeated"
    headers: Mapping[str, str]
    "names in lower case; repeated ones joined by commas"
    body: bytes = b""
    "whole; the front has held it to its limit"
    limits: Limits = DEFAULT
    "what it may cost; the front holds the time and the bytes, the handler the rows"

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a name in the query string, in order."""
        return tuple(value for key, value in self.query if key == name)

    def value(self, name: str) -> str | None:
        """The first value of a name in the query string; None where there is none."""
        return next(iter(self.values(name)), None)


Write = Callable[[bytes], object]
"Takes a piece of a body as it comes."

Stream = Callable[[Write], None]
"""Writes a body piece by piece, at the speed of the engine's own writers; what it raises on the way, or what `Write` raises, ends it.

Pieces may be small: who passes them on puts them together. After an exception the answer is cut off so that the client sees it.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    media: str
    "media type with charset where it is text; empty where there is no body"
    body: bytes | Stream = b""
    "whole, or what writes it in pieces"
    headers: tuple[tuple[str, str], ...] = ()
    "beside those that the front adds: Content-Type, Content-Length, ETag, Last-Modified, security and CORS headers"
    cacheable: bool = False
    "whether the same request gets the same bytes as long as the data set is the same"


def whole(answer: Answer) -> bytes:
    """The body of an answer in one piece. Raises what its stream raises."""
    if isinstance(answer.body, bytes):
        return answer.body
    pieces: list[bytes] = []
    answer.body(pieces.append)
    return b"".join(pieces)


Handler = Callable[[Request, DataSet], Answer]
"Answers one kind of request; it may be killed at any time, and keeps nothing between two requests."
