"""The front's side of one keeper: its workers, the requests that wait for one, and the end of those that take too long."""

import asyncio
import contextlib
import socket
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from kfor_graph.web.limits import Limits
from kfor_graph.web.serving import channel, wire
from kfor_graph.web.serving.cache import Cache
from kfor_graph.web.serving.spool import Spool

PATIENCE = 0.1
"Seconds after which a request is worth a look whether its client is still there."

Receive = Callable[[], Awaitable[Any]]


class RefusedError(Exception):
    """A request that gets no answer from a worker: the status that it gets instead, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class Exchange:
    """A request, and its answer as it comes."""

    __slots__ = ("answer", "asked", "begun", "frame", "member", "receive", "spool", "watch")

    def __init__(self, frame: bytes, receive: Receive, loop: asyncio.AbstractEventLoop) -> None:
        self.frame, self.receive = frame, receive
        self.answer: asyncio.Future[tuple[wire.Head, bytes | Spool]] = loop.create_future()
        "head, and the body or its pieces; RefusedError where there is none"
        self.asked, self.begun = loop.time(), 0.0
        "when it came, and when a worker got it"
        self.member: Member | None = None
        self.spool: Spool | None = None
        self.watch: asyncio.Task[None] | None = None

    def refuse(self, status: int, why: str) -> None:
        """Ends the exchange without an answer, or without the rest of it."""
        if not self.answer.done():
            self.answer.set_exception(RefusedError(status, why))
        elif self.spool is not None:
            self.spool.end(broken=True)

    def close(self) -> None:
        """Stops looking after the client."""
        if self.watch is not None:
            self.watch.cancel()
            self.watch = None
        if not self.answer.done():
            self.answer.cancel()


class Member(asyncio.Protocol):
    """One worker."""

    def __init__(self, pool: "Pool", pid: int) -> None:
        self.pool, self.pid = pool, pid
        self.exchange: Exchange | None = None
        self.transport: asyncio.Transport = None  # type: ignore[assignment]
        self._data = bytearray()
        self._retiring = False
        self.greeted = self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The worker is there."""
        self.transport = transport  # type: ignore[assignment]

    def take(self, exchange: Exchange, now: float) -> None:
        """Hands a request to the worker."""
        self.exchange, exchange.member, exchange.begun = exchange, self, now
        self.transport.write(exchange.frame)

    def data_received(self, data: bytes) -> None:
        """Reads frames. What is no frame ends the worker."""
        if not self._data and len(data) >= 5:
            length, kind = wire.FRAME.unpack_from(data)
            if length == len(data) - 5:
                self._read(kind, data[5:])
                return
        held = self._data
        held += data
        start = 0
        while len(held) - start >= 5:
            length, kind = wire.FRAME.unpack_from(held, start)
            if len(held) - start < 5 + length:
                break
            self._read(kind, bytes(held[start + 5 : start + 5 + length]))
            start += 5 + length
        del held[:start]

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the shape of asyncio
        """The worker has ended, by itself or by our hand; the keeper is to send another."""
        if self.lost:
            return
        exchange, self.exchange, self.lost = self.exchange, None, True
        if exchange is not None:
            exchange.refuse(503, "the request needed more memory than it may have, or was nested too deeply; ask for less")
        self.pool.renew(self)

    def end(self) -> None:
        """Ends the worker, whatever it does."""
        self.exchange = None
        self.transport.abort()
        self.connection_lost(None)

    def _read(self, kind: int, payload: bytes) -> None:
        exchange = self.exchange
        if kind & wire.RETIRING:
            kind, self._retiring = kind ^ wire.RETIRING, True
        if kind == wire.HELLO and not self.greeted:
            self.greeted = True
            self.pool.join(self)
        if exchange is None or self.lost:
            return
        try:
            if kind == wire.WHOLE:
                head, body = wire.parse_whole(payload)
                self._done()
                if not exchange.answer.done():
                    exchange.answer.set_result((head, body))
            elif kind == wire.HEAD:
                head = wire.parse_head(payload)
                exchange.spool = Spool()
                if not exchange.answer.done():
                    exchange.answer.set_result((head, exchange.spool))
            elif exchange.spool is None:
                self._spoil(exchange)
            elif kind == wire.PIECE:
                exchange.spool.put(payload)
            else:
                self._done()
                exchange.spool.end(broken=kind != wire.END)
        except (ValueError, IndexError, OSError):
            self._spoil(exchange)

    def _spoil(self, exchange: Exchange) -> None:
        self.end()
        exchange.refuse(503, "the answer was broken")

    def _done(self) -> None:
        self.exchange = None
        if not self._retiring:
            self.pool.free(self)


class Pool:
    """The workers of one keeper. `tick` must be called some times a second."""

    def __init__(self, control: socket.socket, limits: Limits, cache: Cache) -> None:
        self.cache = cache
        self.version = ""
        self.modified = 0.0
        self.ready = False
        self._control, self._limits = control, limits
        self._reader = channel.Reader(control)
        self._loop = asyncio.get_running_loop()
        self._members = set[Member]()
        self._idle = list[Member]()
        self._queue = deque[Exchange]()
        self._tasks = set[asyncio.Task[None]]()
        self._draining = self._closed = False
        self.first: asyncio.Future[None] = self._loop.create_future()
        "done when the first worker is there; RefusedError, with a line for the log, where there will be none"
        self.identity: object = None
        "the build that was opened, as `snapshot.identity` tells them apart"
        self.lost: Callable[[], None] = lambda: None
        "called when the keeper has ended without having been asked to"
        control.setblocking(False)
        self._loop.add_reader(control.fileno(), self._heard)

    @property
    def closed(self) -> bool:
        """Whether it has let its keeper go."""
        return self._closed

    @property
    def busy(self) -> int:
        """Requests that are worked on."""
        return sum(member.exchange is not None for member in self._members)

    @property
    def waiting(self) -> int:
        """Requests that wait."""
        return len(self._queue)

    def ask(self, frame: bytes, receive: Receive) -> Exchange:
        """Begins an exchange. Raises RefusedError where too many wait already."""
        exchange = Exchange(frame, receive, self._loop)
        if self._idle:
            self._idle.pop().take(exchange, exchange.asked)
        elif self._closed:
            raise RefusedError(503, "the server is about to stop")
        elif len(self._queue) >= self._limits.queue:
            raise RefusedError(503, "too many requests are waiting; ask again in a moment")
        else:
            self._queue.append(exchange)
        return exchange

    def abandon(self, exchange: Exchange) -> None:
        """Ends an exchange whose client has gone: it waits no longer, and its worker is ended."""
        if exchange.spool is not None:
            exchange.spool.close()
        if exchange.member is None:
            with contextlib.suppress(ValueError):
                self._queue.remove(exchange)
        elif exchange.member.exchange is exchange:
            exchange.member.end()
        exchange.close()

    def join(self, member: Member) -> None:
        """A worker is there and has opened what it needs."""
        self.ready = True
        if not self.first.done():
            self.first.set_result(None)
        self.free(member)

    def free(self, member: Member) -> None:
        """A worker can take the next request."""
        while self._queue:
            exchange = self._queue.popleft()
            if not exchange.answer.done():
                member.take(exchange, self._loop.time())
                return
        self._idle.append(member)
        self._perhaps_close()

    def renew(self, member: Member) -> None:
        """A worker has ended."""
        self._members.discard(member)
        if member in self._idle:
            self._idle.remove(member)
        if member.greeted:
            self._order_another(member.pid)
        elif self.ready:
            self._loop.call_later(1, self._order_another, member.pid)
        elif not self.first.done():
            self.first.set_exception(RefusedError(503, "the process that opens the store has ended"))
        self._perhaps_close()

    def tick(self) -> None:
        """Ends what has taken too long, and looks after clients that may have gone."""
        now, seconds = self._loop.time(), self._limits.seconds
        for member in [*self._members]:
            exchange = member.exchange
            if exchange is None:
                continue
            if now - exchange.begun > seconds:
                member.end()
                exchange.refuse(503, f"the request took longer than {seconds:g} seconds; ask for less")
            else:
                self._look(exchange, now)
        while self._queue and now - self._queue[0].asked > seconds:
            self._queue.popleft().refuse(503, "the server is busy; ask again in a moment")
        for waiting in self._queue:
            self._look(waiting, now)

    def drain(self) -> None:
        """Answers what it has been asked, and closes."""
        self._draining = True
        self._perhaps_close()

    def close(self) -> None:
        """Lets the keeper and its workers go."""
        if self._closed:
            return
        self._closed = True
        self._loop.remove_reader(self._control.fileno())
        self._reader.close()
        for waiting in self._queue:
            waiting.refuse(503, "the server is about to stop")
        self._queue.clear()
        for member in [*self._members]:
            exchange = member.exchange
            member.end()
            if exchange is not None:
                exchange.refuse(503, "the server is about to stop")

    def _order_another(self, pid: int) -> None:
        if not self._closed:
            with contextlib.suppress(OSError):
                channel.send(self._control, {"renew": pid})

    def _perhaps_close(self) -> None:
        if self._draining and not self._queue and not self.busy:
            self.close()

    def _look(self, exchange: Exchange, now: float) -> None:
        if exchange.watch is None and now - exchange.asked > PATIENCE:
            exchange.watch = self._loop.create_task(self._watch(exchange))

    async def _watch(self, exchange: Exchange) -> None:
        while (await exchange.receive())["type"] != "http.disconnect":
            pass
        exchange.watch = None
        self.abandon(exchange)

    def _heard(self) -> None:
        """What the keeper says."""
        try:
            messages = self._reader.receive()
        except (BlockingIOError, InterruptedError):
            return
        for message, descriptor in messages or ():
            self._hear(message, descriptor)
        if messages is None:
            if not self.first.done():
                self.first.set_exception(RefusedError(503, "the process that opens the build has ended"))
            unasked = not self._closed and not self._draining
            self.close()
            if unasked and self.ready:
                self.lost()

    def _hear(self, message: channel.Message, descriptor: int | None) -> None:
        if "identity" in message:
            self.identity = tuple(message["identity"]) if message["identity"] else None
        if "failed" in message and not self.first.done():
            self.first.set_exception(RefusedError(503, message["failed"]))
        elif "ready" in message:
            self.version, self.modified = message["version"], message["modified"]
        elif descriptor is not None:
            task = self._loop.create_task(self._connect(message["worker"], descriptor))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _connect(self, pid: int, descriptor: int) -> None:
        connection = socket.socket(fileno=descriptor)
        if self._closed:
            connection.close()
            return
        _, member = await self._loop.create_unix_connection(lambda: Member(self, pid), sock=connection)
        if self._closed:
            member.transport.abort()
        else:
            self._members.add(member)
