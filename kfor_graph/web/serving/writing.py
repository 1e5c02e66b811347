"""The front's side of updates: who may, one after the other, and new workers on the new state before the client hears that it is done."""

import asyncio
import hmac
import re
import shutil
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qsl

from kfor_graph.web.limits import Limits
from kfor_graph.web.serving import channel, wire
from kfor_graph.web.serving.pool import RefusedError
from kfor_graph.web.serving.wire import Headers
from kfor_graph.web.serving.writable import States

GRACE = 1.0
"Seconds beyond the limit in which an update must have ended itself."

_WAITING = 16
_ENDPOINT = re.compile(rb"/(?:sparql|query)/?")
_UPDATES = re.compile(rb"/update/?")
_GRAPHS = re.compile(rb"/(?:(?:data|rdf-graph-store|store)/?|graph/[^/]+)")


def writes(method: str, path: bytes, headers: Headers, body: bytes) -> bool:
    """Whether a request asks for a change."""
    if method in {"PUT", "DELETE", "PATCH"}:
        return True
    if method != "POST":
        return False
    if _UPDATES.fullmatch(path) or _GRAPHS.fullmatch(path):
        return True
    if not _ENDPOINT.fullmatch(path):
        return False
    media = next((value for name, value in headers if name == b"content-type"), b"").split(b";")[0].strip().lower()
    if media == b"application/x-www-form-urlencoded":
        return any(name == b"update" for name, _ in parse_qsl(body, keep_blank_values=True))
    return media == b"application/sparql-update"


def permitted(headers: Headers, token: str) -> bool:
    """Whether a request carries the token."""
    said = next((value for name, value in headers if name == b"authorization"), b"")
    scheme, _, given = said.partition(b" ")
    return scheme.lower() == b"bearer" and hmac.compare_digest(given.strip(), token.encode())


class Writer:
    """Does updates one after the other."""

    def __init__(self, states: States, token: str, limits: Limits, nursery: socket.socket, take: Callable[[Path], Awaitable[None]]) -> None:
        self._states, self.token, self._limits, self._nursery, self._take = states, token, limits, nursery, take
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def write(self, frame: bytes) -> tuple[wire.Head, bytes]:
        """The answer to an update, when all who ask from now on see what it did. Raises RefusedError."""
        if self._waiting >= _WAITING:
            raise RefusedError(503, "too many updates are waiting; ask again in a moment")
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.shield(self._write(frame))
        finally:
            self._waiting -= 1

    async def _write(self, frame: bytes) -> tuple[wire.Head, bytes]:
        after = self._states.following()
        done = False
        try:
            head, body = await self._done(frame, after)
            if head.status < 400:
                self._states.commit(after)
                done = True
                await self._take(after)
        finally:
            if not done:
                await asyncio.to_thread(shutil.rmtree, after, ignore_errors=True)
        return head, body

    async def _done(self, frame: bytes, after: Path) -> tuple[wire.Head, bytes]:
        """What the process says that does the update."""
        ours, theirs = socket.socketpair()
        order = {"before": str(self._states.current()), "after": str(after)}
        channel.send(self._nursery, {"update": order, "descriptor": True}, theirs.fileno())
        theirs.close()
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        try:
            async with asyncio.timeout(self._limits.seconds + GRACE):
                writer.write(frame)
                await writer.drain()
                length, _ = wire.FRAME.unpack(await reader.readexactly(wire.FRAME.size))
                return wire.parse_whole(await reader.readexactly(length))
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError, ValueError):
            why = f"the update took longer than {self._limits.seconds:g} seconds, or more memory than it may have; nothing was changed"
            raise RefusedError(503, why) from None
        finally:
            writer.close()
