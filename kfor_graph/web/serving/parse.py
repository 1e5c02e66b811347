"""A request as it came over HTTP → `Request`, or the answer that it gets for not being one."""

import re
from urllib.parse import parse_qsl, unquote_to_bytes

from kfor_graph.web.limits import Limits
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.serving.wire import Call

LONGEST_TARGET = 16_384
"Bytes of path and query; longer queries are sent by POST."

_PARAMETERS = 200
_PLAIN = re.compile(rb"/[A-Za-z0-9/_~.-]*")
_HIDDEN = re.compile(rb"%(?:2f|5c|00)", re.I)
_MALFORMED = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def parse(call: Call, limits: Limits) -> Request | Answer:
    """The request that a call is; 400 where its path or query is malformed or hides slashes or control characters."""
    path = _path(call.path)
    if path is None:
        return _refusal("the path is malformed: it is UTF-8, percent-encoded, without dot segments and encoded slashes")
    query: tuple[tuple[str, str], ...] = ()
    if call.query:
        try:
            query = tuple(
                parse_qsl(call.query.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_PARAMETERS)
            )
        except ValueError:
            return _refusal(f"the query string is malformed: it is UTF-8, percent-encoded, of at most {_PARAMETERS} parameters")
    headers: dict[str, str] = {}
    for name, value in call.headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return Request("GET" if call.method == "HEAD" else call.method, path, query, headers, call.body, limits)


def _path(raw: bytes) -> str | None:
    """A path, decoded; None where it is malformed."""
    if not _PLAIN.fullmatch(raw):
        if not raw.startswith(b"/") or _HIDDEN.search(raw) or _MALFORMED.search(raw):
            return None
        try:
            path = unquote_to_bytes(raw).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in path):
            return None
    else:
        path = raw.decode("ascii")
    if "/." in path and any(step in {".", ".."} for step in path.split("/")):
        return None
    return path


def _refusal(why: str) -> Answer:
    return Answer(400, "text/plain; charset=utf-8", why.encode() + b"\n")
