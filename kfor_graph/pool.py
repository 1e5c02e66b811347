"""Work done in processes that may die: what kills its process is told apart, and the rest goes on."""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_AHEAD = 4
"Items that wait at each process, so that none is idle while its result is on the way."
_DYING = 5.0
"Seconds that a process which closed its line has for its last breath, so that it tells how it ended."


@dataclass(frozen=True, slots=True)
class Lost:
    """An item that has no result."""

    why: str
    "how its process ended, in a few words"


@dataclass(slots=True)
class _Worker(Generic[_Item]):
    process: BaseProcess
    line: Connection
    items: deque[tuple[int, _Item]] = field(default_factory=deque)
    "sent and not answered, in order: the first is at work"
    since: float = 0.0
    "when the first of them was begun"


def each(
    function: Callable[[_Item], _Result],
    items: Iterable[_Item],
    workers: int,
    limit: float | None = None,
    start: Callable[[], None] = lambda: None,
    ahead: int = _AHEAD,
) -> Iterator[tuple[int, _Result | Lost]]:
    """The result of each item, with its number from 0, as they come, from as many processes.

    limit: seconds that one item may take
    start: called in each process before its first item
    ahead: items that wait at each process; 1 where each takes long

    An item whose process dies or takes too long is Lost. An exception of `function` is raised here, and ends the rest.
    """
    waiting = enumerate(items)
    pending: deque[tuple[int, _Item]] = deque()
    team: list[_Worker[_Item]] = []
    try:
        while True:
            for _ in range(ahead):
                for worker in [*team, *(None for _ in range(workers - len(team)))]:
                    if worker is not None and len(worker.items) >= ahead:
                        continue
                    task = pending.popleft() if pending else next(waiting, None)
                    if task is None:
                        break
                    if worker is None:
                        worker = _hired(function, start)  # noqa: PLW2901 - the place of one that is not there yet
                        team.append(worker)
                    _send(worker, task)
            busy = [worker for worker in team if worker.items]
            if not busy:
                return
            yield from _answers(busy, limit)
            for worker in [worker for worker in busy if worker.line.closed]:
                team.remove(worker)
                pending.extend(worker.items)
    finally:
        for worker in team:
            _dismiss(worker)


def _answers(busy: list[_Worker[_Item]], limit: float | None) -> Iterator[tuple[int, _Result | Lost]]:
    """What arrives next; a worker that died or is too slow is dismissed, and keeps what it had not begun."""
    patience = None if limit is None else max(0.0, min(worker.since for worker in busy) + limit - time.monotonic())
    ready = set(wait([worker.line for worker in busy], patience))
    for worker in busy:
        try:
            while worker.items and (worker.line in ready or worker.line.poll()):
                ready.discard(worker.line)
                number, result, error = worker.line.recv()
                if error is not None:
                    raise error
                worker.items.popleft()
                worker.since = time.monotonic()
                yield number, result
        except (EOFError, ConnectionError):
            _dismiss(worker, _DYING)
            yield worker.items.popleft()[0], Lost(_ending(worker.process.exitcode))
            continue
        if limit is not None and worker.items and time.monotonic() - worker.since > limit:
            _dismiss(worker)
            yield worker.items.popleft()[0], Lost(f"took more than {limit:g} seconds")


def _send(worker: _Worker[_Item], task: tuple[int, _Item]) -> None:
    """Gives a worker an item; one that is gone shows itself when its answer is read."""
    if not worker.items:
        worker.since = time.monotonic()
    worker.items.append(task)
    try:
        worker.line.send(task)
    except (BrokenPipeError, ConnectionError):
        return


def _hired(function: Callable[[_Item], _Result], start: Callable[[], None]) -> _Worker[_Item]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_work, args=(function, start, theirs, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _dismiss(worker: _Worker[_Item], patience: float = 0.0) -> None:
    """Ends a process, at once or after the seconds that one needs to die by itself."""
    worker.line.close()
    worker.process.join(patience)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()


def _work(function: Callable[[_Item], _Result], start: Callable[[], None], line: Connection, parent: int) -> None:
    """The life of a worker. Ctrl-C is left to the main process, which ends it; without one, it ends by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive, args=(parent,), daemon=True).start()
    gc.freeze()
    start()
    while True:
        try:
            number, item = line.recv()
        except EOFError:
            return
        answer: tuple[int, _Result | None, Exception | None]
        try:
            answer = (number, function(item), None)
        except Exception as error:  # noqa: BLE001 - it is raised again where the answer is read
            answer = (number, None, error)
        line.send(answer)


def _outlive(parent: int) -> None:
    """Ends this process when the main one is gone: pipes that other workers hold open do not tell."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"ended its process ({signal.Signals(-code).name})"
    return f"ended its process (exit code {code})"
