"""How the front and a worker speak: frames on a socket pair, requests as marshalled plain values, answers as they go to the client.

A worker runs what strangers ask for, so what the front reads of its answers are only numbers and bytes.
"""

import marshal
import socket
import struct
from collections.abc import Iterable
from typing import NamedTuple

Headers = list[tuple[bytes, bytes]]

WHOLE, HEAD, PIECE, END, BROKEN, HELLO = range(6)
"""Kinds of frames that answer: head and body in one; head alone; a piece of the body; its end; its end before it was whole.
HELLO is the first of all: the worker has opened what it needs."""

RETIRING = 64
"Added to the kind: the worker that answers takes no other request."

CACHEABLE, SHARED = 1, 2
"Flags of a head: the same request gets the same bytes again; it depends on no header but those that caches of ours look at."

FRAME = struct.Struct("<IB")
"Length and kind before each frame of an answer."
_LENGTH = struct.Struct("<I")


class Call(NamedTuple):
    """A request as it came over HTTP."""

    method: str
    path: bytes
    "as sent, percent-encoded"
    query: bytes
    headers: Headers
    body: bytes


class Head(NamedTuple):
    """The head of an answer."""

    status: int
    flags: int
    lines: bytes
    "its headers as they go over the wire, names in lower case, each with its line end"

    def headers(self) -> Headers:
        """Names and values."""
        pairs = (line.partition(b": ") for line in self.lines.split(b"\r\n")[:-1])
        return [(name, value) for name, _, value in pairs]

    def value(self, name: bytes) -> bytes:
        """The value of a header; nothing where it is not there."""
        return next((value for key, value in self.headers() if key == name), b"")


def pack_call(method: str, path: bytes, query: bytes, headers: Headers, body: bytes) -> bytes:
    """A request as a frame."""
    packed = marshal.dumps((method, path, query, headers, body))
    return _LENGTH.pack(len(packed)) + packed


def read_call(connection: socket.socket) -> Call | None:
    """The next request on a connection; None where the other end has closed it."""
    data = connection.recv(65536)
    if not data:
        return None
    while len(data) < 4 or len(data) < 4 + _LENGTH.unpack_from(data)[0]:
        more = connection.recv(1 << 20)
        if not more:
            return None
        data += more
    return Call(*marshal.loads(data[4:]))  # noqa: S302 - the front made it


def lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as they go over the wire."""
    return b"".join([b"%s: %s\r\n" % pair for pair in headers])


def pack_head(head: Head) -> bytes:
    """A head: three digits of status, one of flags, and the lines."""
    return b"%03d%d%s" % head


def parse_head(data: bytes) -> Head:
    """A head from its bytes. Raises ValueError where it is none."""
    status, flags, said = int(data[:3]), int(data[3:4]), data[4:]
    if not 200 <= status <= 599 or b"\r\n\r\n" in said or said[-2:] != b"\r\n":
        raise ValueError(data[:200])
    return Head(status, flags, said)


def whole(head: Head, body: bytes) -> bytes:
    """What a WHOLE frame holds."""
    packed = pack_head(head)
    return b"".join((_LENGTH.pack(len(packed)), packed, body))


def frame(kind: int, data: bytes = b"") -> bytes:
    """A frame."""
    return FRAME.pack(len(data), kind) + data


def parse_whole(payload: bytes) -> tuple[Head, bytes]:
    """Head and body of what a WHOLE frame holds. Raises ValueError where it is broken."""
    end = 4 + _LENGTH.unpack_from(payload)[0]
    return parse_head(payload[4:end]), payload[end:]
