"""The server: binds its socket, starts the processes, answers until it is told to stop, and takes each new build."""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from kfor_graph.client.dialects import named
from kfor_graph.client.remote import open_remote
from kfor_graph.client.session import Remote
from kfor_graph.errors import StoreError
from kfor_graph.store import IN_MEMORY_BYTES, is_fresh, quad_files
from kfor_graph.web.limits import Limits
from kfor_graph.web.serving import channel
from kfor_graph.web.serving.cache import Cache
from kfor_graph.web.serving.front import Front
from kfor_graph.web.serving.http import Server, config
from kfor_graph.web.serving.keeper import Order, nursery
from kfor_graph.web.serving.pool import Pool, RefusedError
from kfor_graph.web.serving.snapshot import identity
from kfor_graph.web.serving.statics import Statics
from kfor_graph.web.serving.writable import States, locked, seed, states_of
from kfor_graph.web.serving.writing import Writer

CACHE_BYTES = 64_000_000
"Of answers that are kept."

CONNECTIONS = 4096
"Clients at once."

_STATIC = Path(__file__).parents[2] / "site" / "static"
_TICK = 0.05
_WATCH = 1.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens, and how the world sees it."""

    host: str
    port: int
    "0: one that is free"
    public: str | None = None
    "None: as it listens"


def serve(
    build: Path, address: Address, limits: Limits, tell: Callable[[str], None], token: str | None = None, store: str | None = None
) -> None:
    """Serves a build folder until a signal comes.

    tell:  is given the line that says where the server is, and lines about new builds
    token: what a client must show to change something; None: nobody may
    store: address of a store on another machine that answers queries instead of the build's quads; texts and findings are the build's

    Raises StoreError where the folder is no build, the address is taken, or the store is not there.
    """
    build = build.absolute()
    quad_files(build)
    if store:
        dialect = open_remote(Remote(store, timeout=limits.seconds)).session.dialect
        store = f"{dialect.name}={named(store)[1]}"  # the workers need not ask again
    states = _prepared(build) if token else None
    listening = _listen(address)
    host, port = listening.getsockname()[:2]
    public = address.public or f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    _allow_files()
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    sys.stderr.flush()
    if os.fork() == 0:
        status = 1
        try:
            ours.close()
            listening.close()
            nursery(theirs, limits)
            status = 0
        finally:
            os._exit(status)
    theirs.close()
    server = _Serving(build, public if public.endswith("/") else f"{public}/", limits, ours, tell)
    server.ask(store)
    if states and token:
        server.allow(states, token)
    try:
        server.run(listening)
    finally:
        ours.close()
        listening.close()


def default_workers() -> int:
    """One worker a core, at least two, so that one long query leaves another free."""
    return max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


class _Serving:
    """The state of a running server: the present pool, those that are drained, and the build that was last looked at."""

    def __init__(self, build: Path, public: str, limits: Limits, nursery_channel: socket.socket, tell: Callable[[str], None]) -> None:
        self._build, self._public, self._limits, self._tell = build, public, limits, tell
        self._nursery = nursery_channel
        self._pools = list[Pool]()
        self._number = 0
        self._tried: object = None
        self._front = Front(limits, Statics(_STATIC))
        self._server = Server(config(self._front, CONNECTIONS))
        self._lost = False
        self._states: States | None = None
        self._store: str | None = None
        self._token = ""
        self._held: dict[Pool, Path] = {}

    def allow(self, states: States, token: str) -> None:
        """Lets those with the token change the data."""
        self._states, self._token = states, token

    def ask(self, store: str | None) -> None:
        """Lets a store on another machine answer queries."""
        self._store = store

    def run(self, listening: socket.socket) -> None:
        import uvloop  # noqa: PLC0415 - Windows has none, nor fork

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(self._run(listening))

    async def _run(self, listening: socket.socket) -> None:
        memory = self._states is None and self._store is None and not _on_disk(self._build)
        try:
            first = await self._open(memory, self._states.current() if self._states else None)
        except RefusedError as refusal:
            raise StoreError(*_parts(refusal.why, self._build)) from None
        self._front.pool = first
        if self._states:
            self._front.writer = Writer(self._states, self._token, self._limits, self._nursery, self._take)
        self._tell(f"serving {_shown(self._build)} at {self._public} (Ctrl-C stops)")
        tasks = [asyncio.create_task(self._tick()), asyncio.create_task(self._watch(memory))]
        try:
            await self._server.serve(sockets=[listening])
        finally:
            for task in tasks:
                task.cancel()
            for pool in self._pools:
                pool.close()

    async def _take(self, state: Path) -> None:
        """Serves a new state."""
        pool = await self._open(False, state)
        before, self._front.pool = self._front.pool, pool
        if before is not None:
            before.drain()

    async def _open(self, memory: bool, state: Path | None = None) -> Pool:
        """A pool over the build as it is now, when its first worker is there. Raises RefusedError, with a line, where there is none."""
        self._number += 1
        ours, theirs = socket.socketpair()
        order = Order(str(self._build), self._public, self._number, memory, str(state) if state else None, self._store)
        channel.send(self._nursery, {"order": asdict(order), "descriptor": True}, theirs.fileno())
        theirs.close()
        pool = Pool(ours, self._limits, Cache(CACHE_BYTES))
        pool.lost = self._lose
        if state:
            self._held[pool] = state
        self._pools.append(pool)
        try:
            await pool.first
        except BaseException:
            pool.close()
            self._pools.remove(pool)
            raise
        finally:
            self._tried = pool.identity
        return pool

    def _lose(self) -> None:
        self._lost = True

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            for pool in self._pools:
                pool.tick()
            closed = [pool for pool in self._pools if pool.closed]
            self._pools = [pool for pool in self._pools if not pool.closed]
            for pool in closed:
                state = self._held.pop(pool, None)
                if state and self._states and state not in {self._states.current(), *self._held.values()}:
                    await asyncio.to_thread(shutil.rmtree, state, ignore_errors=True)

    async def _watch(self, memory: bool) -> None:
        """Takes each new build, when it is open; one that cannot be opened is left alone until it changes."""
        if not memory and self._states is None and self._store is None:
            await self._swap("the build is in memory now")
        while True:
            await asyncio.sleep(_WATCH)
            present = identity(self._build)
            if self._lost:
                self._lost = False
                await self._swap("the process that held the build has ended; another has taken its place")
            elif present is not None and present != self._tried and self._states:
                self._tried = present
                self._tell(f"there is a new build; this server goes on with its own state, in {_shown(self._states.folder)}")
            elif present is not None and present != self._tried:
                await self._swap(f"serving the new build in {_shown(self._build)}")

    async def _swap(self, line: str) -> None:
        try:
            pool = await self._open(self._states is None and self._store is None, self._states.current() if self._states else None)
        except RefusedError as refusal:
            self._tell(f"{refusal.why}; still serving the build before")
            return
        before, self._front.pool = self._front.pool, pool
        if before is not None:
            before.drain()
        self._tell(line)


def _prepared(build: Path) -> States:
    """The states of a writable server, with a current one. Raises StoreError, also where another server has them."""
    states = states_of(build)
    locked(states)
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        status = 2
        try:
            seed(states, build)
            status = 0
        except Exception as error:  # noqa: BLE001 - whatever it is, this process says it and ends
            sys.stderr.write(f"kfor-graph: {error}\n")
        finally:
            sys.stderr.flush()
            os._exit(status)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        raise StoreError(states.folder, "cannot be made", "see the line above; delete this folder to begin again from the build")
    return states


def _on_disk(build: Path) -> bool:
    """Whether a build is so large that its store on disk answers first, and there is one."""
    files = quad_files(build)
    return sum(path.stat().st_size for path in files) > IN_MEMORY_BYTES and is_fresh(build)


def _listen(address: Address) -> socket.socket:
    """A socket that listens. Raises StoreError where the address is taken or is none of this machine's."""
    place = f"{address.host}:{address.port}"
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(2048)
    except (OSError, OverflowError) as error:
        what = f"cannot be listened at ({getattr(error, 'strerror', None) or error})"
        raise StoreError(place, what, "choose another with --host and --port; --port 0 takes one that is free") from error
    listening.setblocking(False)
    return listening


def _allow_files() -> None:
    """As many open files as the system allows: each client is one."""
    import resource  # noqa: PLC0415 - Windows has none, nor fork

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(65_536, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _shown(build: Path) -> str:
    try:
        return str(build.relative_to(Path.cwd()))
    except ValueError:
        return str(build)


def _parts(line: str, build: Path) -> tuple[str, str, str]:
    """Place, what is wrong and remedy, of a line that a keeper wrote."""
    place, _, rest = line.partition(": ")
    what, _, remedy = rest.rpartition("; ")
    return (place, what, remedy) if what else (str(build), line, "build again")
