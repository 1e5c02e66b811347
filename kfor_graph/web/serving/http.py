"""HTTP/1.1 by uvicorn and httptools, with what they leave open: limits of time and size for heads, an end for clients that do not read."""

import asyncio
import contextlib
import signal
from collections.abc import Generator
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from kfor_graph.web.serving.parse import LONGEST_TARGET
from kfor_graph.web.serving.wire import Head

HEAD_BYTES = 65_536
"Of a request's first line and headers."

HEAD_SECONDS = 10.0
"For a whole head, from its first byte, or from the connection of a client that has sent none."

STALLED_SECONDS = 30.0
"In which a client must take some of what waits for it."


class Protocol(HttpToolsProtocol):
    """One connection."""

    _began: float | None = None
    "when the head that is being read began; None between requests"
    _head = _headers = 0
    "bytes that may belong to it, and bytes of its headers, so far"
    _unsent = 0
    _since = 0.0
    "bytes that wait to be sent, and since when they have been as many"
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client that connects is to speak."""
        super().connection_made(transport)
        self._began = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Counts what belongs to a head, and refuses one that is too long."""
        if self._refused:
            return
        if self._began is None and (self.cycle is None or not self.cycle.more_body):
            self._began = self.loop.time()
        if self._began is not None:
            self._head += len(data)
        super().data_received(data)
        if self._began is not None and self._head > HEAD_BYTES and not self.transport.is_closing():
            self._refuse(431, "the head of the request is too large")

    def on_url(self, url: bytes) -> None:
        """An address that is too long is refused before it is whole."""
        super().on_url(url)
        if len(self.url) > LONGEST_TARGET + 1024 and not self._refused:
            self._refuse(414, f"the address is longer than {LONGEST_TARGET} bytes; send long queries by POST")

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header, of a head that may have come all at once."""
        super().on_header(name, value)
        self._headers += len(name) + len(value)
        if self._headers > HEAD_BYTES and not self._refused:
            self._refuse(431, "the head of the request is too large")

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._began, self._head, self._headers = None, 0, 0
        if not self._refused:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body, of a request that stands."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        if not self._refused:
            super().on_message_complete()

    def sweep(self, now: float) -> None:
        """Ends the connection where its client sends no head, or takes nothing of what waits for it."""
        if self._began is not None and now - self._began > HEAD_SECONDS:
            if self._head:
                self._refuse(408, "the head of the request took too long")
            else:
                self.transport.close()
        unsent = self.transport.get_write_buffer_size()
        if not unsent or unsent != self._unsent:
            self._unsent, self._since = unsent, now
        elif now - self._since > STALLED_SECONDS:
            self.transport.abort()

    def _refuse(self, status: int, why: str) -> None:
        """Says why, and closes."""
        self._refused, self._began = True, None
        body = why.encode() + b"\n"
        lines = b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body)
        if not self.transport.is_closing():
            self.transport.write(STATUS_LINE[status] + lines + body)
            self.transport.close()


async def send_whole(send: Any, head: Head, body: bytes) -> None:
    """Sends an answer with one write, where uvicorn would make two and look at each header anew.

    send: uvicorn's own, of a request that has no answer yet
    """
    cycle: RequestResponseCycle = send.__self__
    if cycle.flow.write_paused and not cycle.disconnected:
        await cycle.flow.drain()
    if cycle.disconnected:
        return
    cycle.response_started = True
    cycle.waiting_for_100_continue = False
    cycle.keep_alive = cycle.keep_alive and b"\r\nconnection: close\r\n" not in head.lines
    date = b"".join([b"%s: %s\r\n" % pair for pair in cycle.default_headers])
    end = b"\r\n" if cycle.keep_alive or b"\r\nconnection: close\r\n" in head.lines else b"connection: close\r\n\r\n"
    cycle.transport.write(b"".join((STATUS_LINE[head.status], date, head.lines, end, body if cycle.scope["method"] != "HEAD" else b"")))
    cycle.response_complete = True
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()


def cut(send: Any) -> None:
    """Ends the connection, so that nobody takes a part of a body for the whole."""
    send.__self__.transport.abort()


class Server(uvicorn.Server):
    """uvicorn's server, which ends quietly on a signal, and looks after its connections."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """A first signal ends the server when it has answered; a second one at once."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def on_tick(self, counter: int) -> bool:
        """Some times a second: once a second all connections are looked at."""
        if counter % 10 == 0:
            now = asyncio.get_running_loop().time()
            for connection in [*self.server_state.connections]:
                if isinstance(connection, Protocol):
                    connection.sweep(now)
        return await super().on_tick(counter)


def config(app: Any, connections: int) -> uvicorn.Config:
    """How the server is to run."""
    return uvicorn.Config(
        app,
        http=Protocol,
        loop="uvloop",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=connections,
        backlog=2048,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
    )
