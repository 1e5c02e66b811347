"""An answer → what goes over the wire: headers of safety, of sharing and of caching, the body compressed where the client takes it."""

import hashlib
import re
import zlib
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache

from kfor_graph.web.message import Answer
from kfor_graph.web.serving import wire
from kfor_graph.web.serving.wire import CACHEABLE, SHARED, Head, Headers

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

PIECE = 262_144
"Bytes that are gathered of a body in pieces before they are sent; a body that ends before is sent as one."

_TEXTUAL = re.compile(
    r"text/|image/svg|application/(?:[\w.-]+\+(?:json|xml)|json|ld\+json|xml|javascript|n-triples|n-quads|trig|sparql-\w+|manifest)"
)
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]+")
_NAME = re.compile(rb"[a-z0-9-]+")
_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=([\d.]+)\s*)?(?:,|$)", re.I)
_NOUGHT = {"0", "0.", "0.0", "0.00", "0.000"}
_OURS = {b"content-length", b"transfer-encoding", b"connection", b"content-type", b"date"}
_KEYED = {"accept", "accept-encoding", "origin"}
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


def represent(answer: Answer, body: bytes, gzip: bool, modified: float = 0) -> tuple[Head, bytes]:
    """Head and body of a whole answer, in the form that a client gets.

    body:     the answer's own, or what its stream has written
    gzip:     whether the client takes compressed bodies
    modified: when the data was made that an answer depends on which stays the same as long as that does
    """
    packed = gzip and len(body) >= SMALL and packable(answer)
    flags, said, named = _head(answer, packed, modified)
    if flags & CACHEABLE and not named:
        said += b"etag: %s\r\n" % etag(answer.media, body, packed)
    if packed:
        body = squeeze(body, 6 if flags & CACHEABLE else 1)
    if answer.status not in _NO_BODY:
        said += b"content-length: %d\r\n" % len(body)
    return Head(answer.status, flags, said), body


def packable(answer: Answer) -> bool:
    """Whether compression makes a body smaller."""
    return bool(_TEXTUAL.match(answer.media)) and not any(name.lower() == "content-encoding" for name, _ in answer.headers)


class Flow:
    """A body that is written in pieces: sent as one frame where it is small, else in larger pieces as they fill."""

    def __init__(
        self, answer: Answer, gzip: bool, limit: int, head_only: bool, emit: Callable[[int, bytes], None], modified: float
    ) -> None:
        self.begun = False
        "whether the head has been sent"
        self.spoiled = self.satisfied = False
        "whether more was written than may be, and whether no more is wanted: the engine's writers raise errors of their own"
        self._answer, self._gzip, self._limit, self._head_only, self._emit, self._modified = answer, gzip, limit, head_only, emit, modified
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
            head, body = represent(self._answer, b"".join(self._held), self._gzip, self._modified)
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
        flags, said, _ = _head(self._answer, self._packer is not None, self._modified)
        self._emit(wire.HEAD, wire.pack_head(Head(self._answer.status, flags, said)))
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


def _head(answer: Answer, packed: bool, modified: float) -> tuple[int, bytes, bool]:
    """Flags and header lines of an answer, and whether they name its bytes."""
    return _lines(answer.media, answer.headers, answer.cacheable and answer.status == 200, packed, modified)


@lru_cache(maxsize=512)
def _lines(media: str, headers: tuple[tuple[str, str], ...], cacheable: bool, packed: bool, modified: float) -> tuple[int, bytes, bool]:
    """An answer's own headers, made harmless, and those that it does not name; most answers have the same."""
    found: dict[bytes, list[bytes]] = {}
    vary = ["Accept", "Accept-Encoding"]
    for name, value in headers:
        key, text = name.lower().encode("latin-1", "replace"), _CONTROL.sub(b" ", value.encode("latin-1", "replace"))
        if not _NAME.fullmatch(key) or key in _OURS:
            continue
        if key == b"vary":
            vary += [word for word in re.split(r"[\s,]+", value) if word and word.lower() not in {known.lower() for known in vary}]
        else:
            found.setdefault(key, []).append(text)
    own = [(key, text) for key, texts in found.items() for text in texts]
    if media:
        own.insert(0, (b"content-type", _CONTROL.sub(b" ", media.encode("latin-1", "replace"))))
    own += [pair for pair in DEFAULTS if pair[0] not in found]
    own.append((b"vary", _CONTROL.sub(b" ", ", ".join(vary).encode("latin-1", "replace"))))
    if b"cache-control" not in found:
        own.append((b"cache-control", b"no-cache" if cacheable else b"no-store"))
    if cacheable and modified and b"last-modified" not in found:
        own.append((b"last-modified", formatdate(modified, usegmt=True).encode()))
    if packed:
        own.append((b"content-encoding", b"gzip"))
    shared = {word.lower() for word in vary} <= _KEYED
    return (CACHEABLE | (SHARED if shared else 0) if cacheable else 0), wire.lines(own), b"etag" in found
