"""How the front and a worker speak: frames on a socket pair, requests as marshalled plain values, answers as lines and bytes.

A worker runs what strangers ask for, so the front reads its answers with a parser that can only give numbers and bytes.
"""

import marshal
import socket
import struct
from typing import NamedTuple

Headers = list[tuple[bytes, bytes]]

WHOLE, HEAD, PIECE, END, BROKEN, HELLO = range(6)
"""Kinds of frames that answer: head and body in one; head alone; a piece of the body; its end; its end before it was whole.
HELLO is the first of all: the worker has opened what it needs."""

RETIRING = 64
"Added to the kind: the worker that answers takes no other request."

CACHEABLE = 1
"Flag of a head: the same request gets the same bytes again."

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
    headers: Headers


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


def pack_head(head: Head) -> bytes:
    """A head as lines: status and flags, then a name and a value each."""
    lines = [b"%d %d" % (head.status, head.flags), *[name + b"\0" + value for name, value in head.headers]]
    return b"\n".join(lines)


def parse_head(data: bytes) -> Head:
    """A head from its lines. Raises ValueError where it is none."""
    first, *lines = data.split(b"\n")
    status, flags = first.split()
    headers = []
    for line in lines:
        name, _, value = line.partition(b"\0")
        headers.append((name, value))
    return Head(int(status), int(flags), headers)


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
