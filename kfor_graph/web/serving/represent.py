"""An answer → what goes over the wire: headers of safety, of sharing and of caching, the body compressed where the client takes it."""

import hashlib
import re
import zlib
from collections.abc import Callable
from functools import lru_cache

from kfor_graph.web.message import Answer
from kfor_graph.web.serving import wire
from kfor_graph.web.serving.wire import CACHEABLE, Head, Headers

POLICY = (
    b"default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'; form-action 'self'; object-src 'none'"
)
"What a page of ours may load: only what this server gives; an answer may name another policy for itself."

_COUNTS = b"X-SPARQL-MaxRows, X-SPARQL-Truncated"

DEFAULTS: Headers = [
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Allow, Content-Location, ETag, Last-Modified, Link, Location, Retry-After, Vary, WWW-Authenticate, %b" % _COUNTS,
    ),
]
"Headers of every answer that does not name others."

SMALL = 1024
"Bytes below which compression gains nothing."

PIECE = 65_536
"Bytes that are gathered of a body in pieces before they are sent; a body that ends before is sent as one."

_TEXTUAL = re.compile(
    r"text/|image/svg|application/(?:[\w.-]+\+(?:json|xml)|json|ld\+json|xml|javascript|n-triples|n-quads|trig|sparql-\w+|manifest)"
)
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]+")
_NAME = re.compile(rb"[a-z0-9-]+")
_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=([\d.]+)\s*)?(?:,|$)", re.I)
_NOUGHT = {"0", "0.", "0.0", "0.00", "0.000"}
_NO_BODY = (204, 304)


class TooLargeError(Exception):
    """The body exceeds the limit."""


class EnoughError(Exception):
    """Nobody asks for the rest of the body."""


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header allows gzip by name."""
    found = _GZIP.search(accepted)
    return found is not None and found[1] not in _NOUGHT


def represent(answer: Answer, body: bytes, gzip: bool) -> tuple[Head, bytes]:
    """Head and body of a whole answer, in the form that a client gets.

    body: the answer's own, or what its stream has written
    gzip: whether the client takes compressed bodies
    """
    headers = _headers(answer)
    packed = gzip and len(body) >= SMALL and packable(answer)
    cacheable = answer.cacheable and answer.status == 200
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    if cacheable and not any(name == b"etag" for name, _ in headers):
        headers.append((b"etag", etag(answer.media, body, packed)))
    if packed:
        body = squeeze(body, 6 if cacheable else 1)
    if answer.status not in _NO_BODY:
        headers.append((b"content-length", b"%d" % len(body)))
    return Head(answer.status, CACHEABLE if cacheable else 0, headers), body


def packable(answer: Answer) -> bool:
    """Whether compression makes a body smaller."""
    return bool(_TEXTUAL.match(answer.media)) and not any(name.lower() == "content-encoding" for name, _ in answer.headers)


class Flow:
    """A body that is written in pieces: sent as one frame where it is small, else in larger pieces as they fill."""

    def __init__(self, answer: Answer, gzip: bool, limit: int, head_only: bool, emit: Callable[[int, bytes], None]) -> None:
        self.begun = False
        "whether the head has been sent"
        self.spoiled = self.satisfied = False
        "whether more was written than may be, and whether no more is wanted: the engine's writers raise errors of their own"
        self._answer, self._gzip, self._limit, self._head_only, self._emit = answer, gzip, limit, head_only, emit
        self._held = list[bytes]()
        self._size = self._total = 0
        self._packer = zlib.compressobj(1, zlib.DEFLATED, 31) if gzip and packable(answer) else None

    def write(self, piece: bytes) -> int:
        """Takes a piece. Raises TooLargeError beyond the limit, and EnoughError where only the head is wanted."""
        self._held.append(bytes(piece))
        size = len(piece)
        self._size += size
        self._total += size
        if self._total > self._limit:
            self.spoiled = True
            raise TooLargeError
        if self._size >= PIECE:
            self._flush()
        return size

    def end(self) -> None:
        """Sends what is left: all of it, where that is little."""
        if not self.begun:
            head, body = represent(self._answer, b"".join(self._held), self._gzip)
            self._emit(wire.WHOLE, wire.whole(head, body))
            return
        self._flush(last=True)
        self._emit(wire.END, b"")

    def _flush(self, last: bool = False) -> None:
        if not self.begun:
            self._begin()
        data = b"".join(self._held)
        self._held, self._size = [], 0
        if self._packer:
            data = self._packer.compress(data) + (self._packer.flush() if last else b"")
        if data:
            self._emit(wire.PIECE, data)

    def _begin(self) -> None:
        self.begun = True
        headers = _headers(self._answer)
        if self._packer:
            headers.append((b"content-encoding", b"gzip"))
        cacheable = self._answer.cacheable and self._answer.status == 200
        self._emit(wire.HEAD, wire.pack_head(Head(self._answer.status, CACHEABLE if cacheable else 0, headers)))
        if self._head_only:
            self.satisfied = True
            raise EnoughError


def etag(media: str, body: bytes, packed: bool) -> bytes:
    """A strong validator: another for other bytes, another form, another encoding."""
    digest = hashlib.blake2b(body, digest_size=12, person=hashlib.blake2b(media.encode(), digest_size=16).digest()).hexdigest()
    return b'"%s%s"' % (digest.encode(), b"-gzip" if packed else b"")


def squeeze(data: bytes, level: int) -> bytes:
    """Data in gzip's form, the same bytes each time."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def _headers(answer: Answer) -> Headers:
    """An answer's own headers, made harmless, and the defaults that it does not name."""
    own: Headers = []
    vary = ["Accept", "Accept-Encoding"]
    names = set()
    for name, value in answer.headers:
        key, text = name.lower().encode("latin-1", "replace"), _CONTROL.sub(b" ", value.encode("latin-1", "replace"))
        if not _NAME.fullmatch(key) or key in {b"content-length", b"transfer-encoding", b"connection"}:
            continue
        if key == b"vary":
            vary += [word for word in re.split(r"[\s,]+", value) if word and word.lower() not in {known.lower() for known in vary}]
            continue
        names.add(key)
        own.append((key, text))
    headers = [(b"content-type", _CONTROL.sub(b" ", answer.media.encode("latin-1", "replace")))] if answer.media else []
    headers += own
    headers += [pair for pair in DEFAULTS if pair[0] not in names]
    headers.append((b"vary", ", ".join(vary).encode("latin-1", "replace")))
    if b"cache-control" not in names:
        headers.append((b"cache-control", b"no-cache" if answer.cacheable else b"no-store"))
    return headers
