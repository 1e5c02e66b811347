"""One run of one target under coverage: `python -m tests.fuzz._child NAME FOLDER LIBFUZZER-OPTIONS…`; `tests.fuzz` starts it.

What must not happen is written down and does not end the run; only what ends the process itself, such as a crash of a library, does.
"""

import ctypes
import hashlib
import json
import sys
import time
import traceback
from itertools import islice
from pathlib import Path

import atheris

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def without_network() -> None:
    """Leaves this process no network, so that no input reaches anybody. Raises OSError where the system does not allow it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) and libc.unshare(CLONE_NEWUSER | CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "no network namespace")


def place(error: BaseException) -> str:
    """Kind of error and the last line of ours that it came through: what tells one mistake from another."""
    if isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "/kfor_graph/" in frame.filename or "/tests/" in frame.filename
    ]
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}" if last else type(error).__name__


def main(name: str, folder: Path, options: list[str]) -> None:
    """Runs a target until its options say stop."""
    with atheris.instrument_imports(include=["kfor_graph"], enable_loader_override=False):
        from tests.fuzz import _target  # noqa: PLC0415

        chosen = _target.target(name)
    without_network()
    for data in islice(chosen.seeds(), 3):
        chosen.check(data)  # what is made once is not looked at
    seen: set[str] = set()
    found = _target.FOUND / name

    def note(kind: str, what: str, data: bytes, where: Path) -> None:
        if what in seen:
            return
        seen.add(what)
        where.mkdir(parents=True, exist_ok=True)
        path = where / hashlib.sha256(data).hexdigest()[:16]
        path.write_bytes(data)
        with (folder / "notes.jsonl").open("a") as file:
            file.write(json.dumps({"kind": kind, "what": what, "input": path.name}) + "\n")

    def one(data: bytes) -> None:
        start = time.process_time()
        try:
            chosen.check(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is noted
            note("broken", place(error), data, found)
        if (took := time.process_time() - start) > chosen.seconds:
            note("slow", f"slow {int(took / chosen.seconds)}", data, folder / "slow")

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
