"""The processes behind the front: a nursery that forks keepers, keepers that open a build and fork workers.

pyoxigraph cannot stop a query, but the system can stop a process. So each worker is a process that answers one request at a time,
and shares the keeper's store in memory until somebody writes to a page of it, which nobody does. Only processes of one thread may
fork safely: the front has threads, so the nursery is forked before it starts any; filling a store in memory starts none (a keeper
makes sure); a store on disk does, so in that mode each worker opens it for itself.
"""

import gc
import hashlib
import os
import re
import signal
import socket
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph

from kfor_graph.atomic import MARKER
from kfor_graph.client.remote import open_remote
from kfor_graph.client.session import Remote
from kfor_graph.errors import KforGraphError, StoreError
from kfor_graph.site.data import DataSet, open_data_set
from kfor_graph.store import Embedded, Store, load, open_store
from kfor_graph.web.limits import Limits
from kfor_graph.web.reconcile.things import warm
from kfor_graph.web.serving import channel
from kfor_graph.web.serving.snapshot import held, identity
from kfor_graph.web.serving.whole import check
from kfor_graph.web.serving.worker import work


@dataclass(frozen=True, slots=True)
class Order:
    """What a keeper is to hold."""

    build: str
    public: str
    "address of the site"
    number: int
    "tells the keepers of a server apart"
    memory: bool
    "whether to hold the quads in memory, or to let each worker open the store on disk"
    state: str | None = None
    "the store of a writable server, in place of the build's"
    store: str | None = None
    "address of a store on another machine, in place of the build's"


def nursery(front: socket.socket, limits: Limits) -> None:
    """Forks a keeper for each order, with the channel that comes with it, until the front is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    writing: int | None = None
    for message, descriptor in channel.Reader(front).messages():
        if descriptor is None:
            continue
        pid = os.fork()
        if pid == 0:
            front.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            connection = socket.socket(fileno=descriptor)
            if "update" in message:
                _leave(_update, connection, message["update"], limits)
            _leave(_keep, Order(**message["order"]), connection, limits)
        os.close(descriptor)
        if "update" in message and hasattr(os, "pidfd_open"):
            if writing is not None:
                os.close(writing)
                writing = None
            with suppress(OSError):
                writing = os.pidfd_open(pid)
    if writing is not None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(writing, signal.SIGKILL)


def _leave(function: object, *arguments: object) -> None:
    """Runs a function as all that this process still does."""
    status = 1
    try:
        function(*arguments)  # type: ignore[operator]
        status = 0
    except (ConnectionError, KforGraphError, ExceptionGroup):
        pass
    except BaseException as error:  # noqa: BLE001 - nothing may run on into the parent's code
        sys.stderr.write(f"kfor-graph: {type(error).__name__}: {str(error)[:500]}\n")
    finally:
        sys.stderr.flush()
        os._exit(status)


def _keep(order: Order, front: socket.socket, limits: Limits) -> None:
    """Opens the build, says so, and keeps as many workers as are wanted until the front closes the channel."""
    build = Path(order.build)
    seen = identity(build)
    with ExitStack() as stack:
        try:
            data = opened(stack.enter_context(held(build, order.number)), order)
        except BaseException as error:
            channel.send(front, {"failed": _line(error, order.build), "identity": seen})
            raise
        channel.send(front, {"ready": True, "version": data.version, "modified": data.modified, "identity": seen})
        gc.collect()
        gc.freeze()
        children = {pid for pid in (_hire(front, data, order, limits) for _ in range(limits.workers)) if pid}
        for message, _ in channel.Reader(front).messages():
            pid = message["renew"]
            if pid in children:
                _end(pid)
                children.remove(pid)
                children.add(_hire(front, data, order, limits))
        for pid in children:
            _end(pid)


def opened(snapshot: Path, order: Order) -> DataSet:
    """The data set of an order; in a process that forks workers for a store on disk, the store itself is left to them."""
    check(snapshot, count=order.memory)
    if not order.memory:
        state = Path(order.state) if order.state else None
        version = hashlib.sha256((snapshot / MARKER).read_bytes() + (state.name.encode() if state else b"")).hexdigest()[:16]
        modified = (state or snapshot / MARKER).stat().st_mtime
        return DataSet(load(b""), snapshot, version, modified, order.public)
    data = open_data_set(snapshot, order.public, in_memory=True)
    warm(data)
    _alone(order.build)
    return data


def _alone(build: str) -> None:
    """Raises StoreError where this process has other threads: what they hold locked would stay locked in its workers."""
    try:
        threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return
    if threads > 1:
        raise StoreError(build, f"was loaded with {threads - 1} threads left behind", "use the pinned version of pyoxigraph")


def _hire(front: socket.socket, data: DataSet, order: Order, limits: Limits) -> int:
    """Forks a worker, and gives its other end to the front."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        front.close()
        theirs.close()
        _leave(_worker, ours, data, order, limits)
    ours.close()
    channel.send(front, {"worker": pid, "descriptor": True}, theirs.fileno())
    theirs.close()
    return pid


def _worker(connection: socket.socket, data: DataSet, order: Order, limits: Limits) -> None:
    if not order.memory:
        data = replace(data, store=_opened_store(data.build, order, limits))
    work(connection, data, limits)


def _opened_store(build: Path, order: Order, limits: Limits) -> Store:
    """The store that a worker opens for itself."""
    if order.store:
        return open_remote(Remote(order.store, timeout=limits.seconds))
    if order.state:
        return Embedded(pyoxigraph.Store.read_only(order.state), order.state)
    return open_store(build, in_memory=False, limit=0)


def _update(connection: socket.socket, order: dict[str, str], limits: Limits) -> None:
    from kfor_graph.web.serving.writable import update  # noqa: PLC0415 - most servers write nothing

    update(connection, Path(order["before"]), Path(order["after"]), limits)


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _line(error: BaseException, build: str) -> str:
    """One line about what is wrong with a build."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, KforGraphError):
        return re.sub(r"\S*\.served-[^/]*/build", build, str(error))
    return f"{build}: cannot be opened ({type(error).__name__}: {error}); build again".replace("\n", " ")
