"""Requests as a test writes them, and what comes back, without a server."""

from dataclasses import dataclass
from urllib.parse import urlencode

from kfor_graph.site.data import DataSet
from kfor_graph.web.limits import Limits
from kfor_graph.web.message import Answer, Request, whole
from kfor_graph.web.routes import answer

FORM = "application/x-www-form-urlencoded"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Got:
    """An answer, read."""

    status: int
    media: str
    headers: dict[str, str]
    text: str
    cacheable: bool


def read(made: Answer) -> Got:
    """An answer with its body in one piece."""
    return Got(made.status, made.media.partition(";")[0], dict(made.headers), whole(made).decode(), made.cacheable)


def request(
    method: str = "GET",
    path: str = "/sparql",
    query: Pairs = (),
    body: bytes | str = b"",
    kind: str | None = None,
    accept: str | None = None,
    limits: Limits | None = None,
    **headers: str,
) -> Request:
    """A request; `_` in the name of a header stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = named | ({"content-type": kind} if kind is not None else {}) | ({"accept": accept} if accept is not None else {})
    return Request(method, path, query, sent, body.encode() if isinstance(body, str) else body, limits or Limits())


def ask(data: DataSet, method: str = "GET", path: str = "/sparql", query: Pairs = (), **more: object) -> Got:
    """What comes back for it."""
    return read(answer(request(method, path, query, **more), data))  # type: ignore[arg-type]


def form(*pairs: tuple[str, str]) -> dict[str, str]:
    """Body and media type of a form."""
    return {"body": urlencode(pairs), "kind": FORM}
