"""The application that a client talks to: answers from the cache, or from a worker; never touches the store."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from kfor_graph.web.limits import Limits
from kfor_graph.web.serving import wire
from kfor_graph.web.serving.cache import Entry, Key, entry
from kfor_graph.web.serving.http import cut, send_whole
from kfor_graph.web.serving.parse import LONGEST_TARGET
from kfor_graph.web.serving.pool import Exchange, Pool, RefusedError
from kfor_graph.web.serving.represent import DEFAULTS, etag, takes_gzip
from kfor_graph.web.serving.spool import Spool
from kfor_graph.web.serving.statics import Statics
from kfor_graph.web.serving.wire import CACHEABLE, SHARED, Headers
from kfor_graph.web.serving.writing import Writer, permitted, writes

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

SLOW = 30.0
"Seconds in which a client must send its whole request, or take some more of its answer."

_LONGEST_ACCEPT = 512
_KEPT = {b"etag", b"last-modified", b"vary", b"cache-control", b"content-location", b"link", *(name for name, _ in DEFAULTS)}
_READING = {"GET", "HEAD", "OPTIONS"}
_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"}


class Front:
    """An ASGI application over the pool that holds the present build."""

    def __init__(self, limits: Limits, statics: Statics) -> None:
        self.pool: Pool | None = None
        self.writer: Writer | None = None
        self._limits, self._statics = limits, statics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        method: str = scope["method"]
        path: bytes = scope["raw_path"]
        query: bytes = scope["query_string"]
        accept = encoding = none_match = since = b""
        for name, value in scope["headers"]:
            if name == b"accept":
                accept = accept + b"," + value if accept else value
            elif name == b"accept-encoding":
                encoding = value
            elif name == b"if-none-match":
                none_match = none_match + b"," + value if none_match else value
            elif name == b"if-modified-since":
                since = value
        key: Key = (path, query, accept, bool(encoding) and takes_gzip(encoding.decode("latin-1")))
        if method in {"GET", "HEAD"} and self.pool is not None and (known := self.pool.cache.get(key)) is not None:
            await _send_entry(send, known, none_match, since)
            return
        try:
            await self._answer(scope, key, none_match, since, receive, send)
        except RefusedError as refusal:
            await _refuse(send, refusal.status, refusal.why)

    async def _answer(self, scope: Scope, key: Key, none_match: bytes, since: bytes, receive: Receive, send: Send) -> None:
        method, path, query = scope["method"], key[0], key[1]
        if method not in _METHODS:
            raise RefusedError(501, "the method is not known")
        if len(path) + len(query) > LONGEST_TARGET:
            raise RefusedError(414, f"the address is longer than {LONGEST_TARGET} bytes; send long queries by POST")
        if method in {"GET", "HEAD"} and (static := await self._statics.entry(path, key[3])) is not None:
            await _send_entry(send, static, none_match, since)
            return
        writer = self.writer if method not in _READING else None
        allowed = writer is not None and permitted(scope["headers"], writer.token)
        body = await self._body(scope["headers"], receive, self._limits.update_bytes if allowed else self._limits.request_bytes)
        frame = wire.pack_call(method, path, query, scope["headers"], body)
        pool = self.pool
        if pool is None:
            raise RefusedError(503, "the data is being loaded; ask again in a moment")
        if writer is not None and writes(method, path, scope["headers"], body):
            if not allowed:
                raise RefusedError(401, "changes need the token of this server, as Authorization: Bearer TOKEN")
            await send_whole(send, *await writer.write(frame))
            return
        exchange = pool.ask(frame, receive)
        try:
            head, content = await exchange.answer
            if path == b"/healthz":
                head, content = self._health(pool, head, content)
            if isinstance(content, bytes):
                await self._whole(pool, method, key, none_match, since, head, content, send)
            else:
                await self._pieces(pool, method, key, exchange, head, content, send)
        except asyncio.CancelledError:
            if not exchange.answer.cancelled():
                pool.abandon(exchange)
                raise
        finally:
            exchange.close()

    async def _body(self, headers: Headers, receive: Receive, limit: int) -> bytes:
        """The whole body. Raises RefusedError where it is too large or too slow."""
        length, chunked = 0, False
        for name, value in headers:
            if name == b"content-length" and value.isdigit():
                length = int(value)
            elif name == b"transfer-encoding":
                chunked = True
        if not length and not chunked:
            return b""
        if length > limit:
            raise RefusedError(413, f"the body is larger than {limit} bytes")
        pieces, size = list[bytes](), 0
        try:
            async with asyncio.timeout(SLOW):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise RefusedError(400, "the request was not whole")
                    pieces.append(message.get("body", b""))
                    size += len(pieces[-1])
                    if size > limit:
                        raise RefusedError(413, f"the body is larger than {limit} bytes")
                    if not message.get("more_body"):
                        return b"".join(pieces)
        except TimeoutError:
            raise RefusedError(408, f"the request took longer than {SLOW:g} seconds to arrive") from None

    async def _whole(
        self, pool: Pool, method: str, key: Key, none_match: bytes, since: bytes, head: wire.Head, body: bytes, send: Send
    ) -> None:
        if not head.flags & CACHEABLE or method not in {"GET", "HEAD"}:
            await send_whole(send, head, body)
            return
        made = entry(head, body)
        if head.flags & SHARED and len(key[2]) <= _LONGEST_ACCEPT:
            pool.cache.put(key, made)
        await _send_entry(send, made, none_match, since)

    async def _pieces(self, pool: Pool, method: str, key: Key, exchange: Exchange, head: wire.Head, spool: Spool, send: Send) -> None:
        """Sends a body as it comes, and keeps it where it may be asked for again."""
        keeps = bool(head.flags & SHARED) and method == "GET" and len(key[2]) <= _LONGEST_ACCEPT
        kept, size = list[bytes](), 0
        try:
            async with asyncio.timeout(SLOW) as limit:
                await send({"type": "http.response.start", "status": head.status, "headers": head.headers()})
                while (piece := await spool.take()) is not None:
                    limit.reschedule(asyncio.get_running_loop().time() + SLOW)
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                    size += len(piece)
                    if keeps and (keeps := pool.cache.takes(size)):
                        kept.append(piece)
                await send({"type": "http.response.body", "body": b""})
        except (EOFError, TimeoutError):
            pool.abandon(exchange)
            cut(send)
            return
        if keeps:
            body, packed = b"".join(kept), bool(head.value(b"content-encoding"))
            tag = etag(head.value(b"content-type").decode("latin-1"), body, packed)
            named = head.lines + b"etag: %s\r\ncontent-length: %d\r\n" % (tag, len(body))
            pool.cache.put(key, entry(wire.Head(head.status, head.flags, named), body))

    def _health(self, pool: Pool, head: wire.Head, content: bytes | Spool) -> tuple[wire.Head, bytes | Spool]:
        """What a worker says of itself, with what the front knows."""
        if head.status != 200 or not isinstance(content, bytes):
            return head, content
        told = {"ok": True, "version": pool.version, "busy": pool.busy, "waiting": pool.waiting, "cached": len(pool.cache)}
        body = json.dumps(told).encode() + b"\n"
        said = re.sub(rb"content-length: \d+", b"content-length: %d" % len(body), head.lines)
        return wire.Head(head.status, head.flags, said), body


def _same(known: Entry, none_match: bytes, since: bytes) -> bool:
    """Whether the client has this very representation."""
    if none_match:
        tags = {tag.strip().removeprefix(b"W/") for tag in none_match.split(b",")}
        return b"*" in tags or known.etag in tags
    if not since:
        return False
    return bool(known.modified) and _seconds(known.modified) <= _seconds(since)


@lru_cache(maxsize=64)
def _seconds(date: bytes) -> float:
    try:
        return parsedate_to_datetime(date.decode("latin-1")).timestamp()
    except (ValueError, TypeError, OverflowError):
        return float("-inf")


async def _send_entry(send: Send, known: Entry, none_match: bytes, since: bytes) -> None:
    if (none_match or since) and _same(known, none_match, since):
        kept = wire.lines(pair for pair in known.head.headers() if pair[0] in _KEPT)
        await send_whole(send, wire.Head(304, 0, kept), b"")
    else:
        await send_whole(send, known.head, known.body)


async def _refuse(send: Send, status: int, why: str) -> None:
    """An answer of the front's own."""
    body = why.encode() + b"\n"
    headers = [
        *DEFAULTS,
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept, Accept-Encoding"),
    ]
    headers.append((b"content-length", b"%d" % len(body)))
    if status == 503:
        headers.append((b"retry-after", b"2"))
    if status == 401:
        headers.append((b"www-authenticate", b'Bearer realm="kfor-graph"'))
    if status in {400, 408, 413}:
        headers.append((b"connection", b"close"))
    await send_whole(send, wire.Head(status, 0, wire.lines(headers)), body)
