"""The store of a writable server: states, each a folder that nobody changes once it is the current one.

An update works on a copy of the current state (hard links to files that RocksDB never changes, copies of the few that it does), in a
process that ends itself when it takes too long. Only when that has answered well does the file `current` name the new state, in one
atomic write. So readers never share a folder with a writer, and whatever is killed at whatever moment, `current` names a state that
is whole: all updates that were answered, and none that was not.
"""

import fcntl
import os
import shutil
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kfor_graph.atomic import write_whole
from kfor_graph.errors import StoreError
from kfor_graph.store import quad_files
from kfor_graph.web.limits import Limits
from kfor_graph.web.message import Answer
from kfor_graph.web.serving import wire
from kfor_graph.web.serving.parse import parse
from kfor_graph.web.serving.represent import represent
from kfor_graph.web.serving.worker import confine, tell
from kfor_graph.web.update import apply

_CURRENT = "current"
_PREFIX = "state-"
_PATIENCE = 3.0
_PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class States:
    """The folder of a writable server, beside its build."""

    folder: Path

    def current(self) -> Path:
        """The state that is served. Raises StoreError where there is none."""
        try:
            state = self.folder / (self.folder / _CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(self.folder, "has no current state", "delete this folder: it is made again from the build") from error
        if not state.name.startswith(_PREFIX) or not state.is_dir():
            raise StoreError(self.folder, f"lacks its current state {state.name!r}", "delete this folder: it is made again from the build")
        return state

    def following(self) -> Path:
        """Where the next state is to be made."""
        return self.folder / f"{_PREFIX}{int(self.current().name.removeprefix(_PREFIX)) + 1:09}"

    def commit(self, state: Path) -> None:
        """Makes a state the current one, for good."""
        write_whole(self.folder / _CURRENT, state.name.encode() + b"\n")
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def states_of(build: Path) -> States:
    """The states of the writable server of a build."""
    return States(build.parent / f".{build.name}.writable")


def locked(states: States) -> int:
    """A lock on the states, as long as this process or one that it forks has the descriptor open.

    Raises StoreError where another server has it; processes of one that was killed are given a moment to end.
    """
    states.folder.mkdir(exist_ok=True)
    descriptor = os.open(states.folder, os.O_RDONLY)
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() > end:
                os.close(descriptor)
                raise StoreError(states.folder, "is in use by another writable server", "stop that one first") from error
            time.sleep(0.05)
        else:
            return descriptor


def seed(states: States, build: Path) -> None:
    """Makes the first state from a build where there is none, and clears away what killed updates have left."""
    if not (states.folder / _CURRENT).exists():
        first = states.folder / f"{_PREFIX}{1:09}"
        shutil.rmtree(first, ignore_errors=True)
        store = pyoxigraph.Store(str(first))
        for path in quad_files(build):
            store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()
        del store
        states.commit(first)
    current = states.current()
    for state in states.folder.glob(f"{_PREFIX}*"):
        if state != current:
            shutil.rmtree(state, ignore_errors=True)


def update(connection: socket.socket, before: Path, after: Path, limits: Limits) -> None:
    """Answers one request that writes: makes the state `after` from `before` as it asks. To be run in a process of its own."""
    call = wire.read_call(connection)
    if call is None:
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    confine(limits)
    request = parse(call, limits)
    if isinstance(request, Answer):
        answer = request
    else:
        shutil.rmtree(after, ignore_errors=True)
        shutil.copytree(before, after, copy_function=_taken)
        store = pyoxigraph.Store(str(after))
        try:
            answer = apply(store, request)
        except Exception as error:  # noqa: BLE001 - a mistake of ours is an answer and a line, and changes nothing
            tell(call, error)
            answer = Answer(500, _PLAIN, b"the server cannot do this; its log says why\n")
        if answer.status < 400:
            store.flush()
        del store
    body = answer.body if isinstance(answer.body, bytes) else b""
    connection.sendall(wire.frame(wire.WHOLE, wire.whole(*represent(answer, body, False))))


def _taken(one: str, other: str) -> None:
    """RocksDB writes its tables once; all its other files go on."""
    if one.endswith(".sst"):
        os.link(one, other)
    else:
        shutil.copy2(one, other)
