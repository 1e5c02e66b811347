"""Commands in processes that are forked from this one, so that nothing has to be imported again, and that die when they are told to."""

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kfor_graph import cli, cli_app

PATIENCE = 300
WRITES = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.truncate",
    "shutil.rmtree",
    "shutil.copyfile",
    "os.listdir",
    "os.scandir",
)
"What the interpreter tells of that touches files."


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    "its exit code; -9 where it was killed"
    said: str
    "what it wrote to standard error"
    seconds: float
    steps: int = 0
    "times that it touched files, where that was counted"


def run(
    arguments: list[str] | Callable[[], None], log: Path, setting: Callable[[], None] = lambda: None, after: float | None = None
) -> Ended:
    """Runs a command, or a function that stands for one.

    setting: is called in the new process before
    after:   seconds after which the process is killed, with all that it has started
    """
    log.write_bytes(b"")
    begun = time.monotonic()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _be(arguments, log, setting)
    status = None
    while status is None:
        found, code = os.waitpid(pid, os.WNOHANG)
        took = time.monotonic() - begun
        if found:
            status = os.waitstatus_to_exitcode(code)
        elif (after is not None and took > after) or took > PATIENCE:
            kill(pid)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        else:
            time.sleep(0.001)
    kill(pid)
    text = log.read_text(encoding="utf-8", errors="replace")
    steps = text.rpartition("\nsteps ")[2]
    return Ended(status, text, time.monotonic() - begun, int(steps) if steps.strip().isdecimal() else 0)


def kill(group: int) -> None:
    """Ends all processes of a group that we have made."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def ready(before: Callable[[Path], list[str]] | None, place: Path, log: Path) -> None:
    """Runs what has to run once before a command."""
    if before:
        ended = run(before(place), log)
        assert ended.status in {0, 1}, ended


def is_told(ended: Ended) -> bool:
    """Whether a command has failed as it should: with one line for its user, or with what is wrong about an option."""
    if ended.status == 2 and "Invalid value for" in ended.said:
        return True
    lines = [line for line in ended.said.splitlines() if line.strip() and not line.startswith("steps ")]
    return ended.status == 2 and len(lines) == 1 and lines[0].startswith("kfor-graph: ") and ";" in lines[0]


def _be(arguments: list[str] | Callable[[], None], log: Path, setting: Callable[[], None]) -> None:
    """Turns this process into the command."""
    status = 70
    try:
        os.setsid()
        random.seed(os.getpid())
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND)
        os.dup2(descriptor, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        setting()
        if callable(arguments):
            cli_app.app = arguments  # type: ignore[assignment]
        else:
            sys.argv = ["kfor-graph", *arguments]
        cli.main()  # tells errors in its way
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - it is told, and the test sees it
        os.write(2, f"Traceback: {type(error).__name__}: {error}\n".encode())
    finally:
        sys.stderr.flush()
        os._exit(status)


def dying(step: int) -> Callable[[], None]:
    """Has a process, and all in its group, killed right before it touches files for the n-th time."""
    left = step

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal left
        if event in WRITES:
            left -= 1
            if not left:
                os.killpg(0, signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def counting() -> None:
    """Has a process write how often it has touched files, when it ends."""
    steps = 0

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal steps
        steps += event in WRITES

    sys.addaudithook(hook)
    ending = os._exit

    def end(status: int) -> None:
        os.write(2, f"\nsteps {steps}".encode())
        ending(status)

    os._exit = end  # type: ignore[assignment]


def smaller(most: int) -> Callable[[], None]:
    """Leaves a process files of at most some bytes, as a full disk would."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


def nobody() -> None:
    """Takes the rights of an administrator from a process."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
