"""Room and rights taken away from a command: it says so in one line and leaves what was there, or does its work."""

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults._forked import Ended, is_told, nobody, ready, run, smaller
from tests.faults._operations import Operation, prepared, state

SHARE = 5
"A full disk does the same each time: one try of five kills is enough."

DISK = 16 << 20


def full(operation: Operation, times: int, seed: int) -> dict[str, object]:
    """Files may be no longer than a random number of bytes; a disk of some megabytes has a random number of bytes left."""
    dice = random.Random(seed)  # noqa: S311 - the same sizes each time
    counts = {
        "fault": f"full-{operation.name}",
        "about": f"full disk under {operation.about}",
        "tries": 0,
        "told": 0,
        "done": 0,
        "mounted": 0,
    }
    with tempfile.TemporaryDirectory() as scratch, _disk(Path(scratch) / "disk") as (place, is_mounted):
        log = Path(scratch) / "log"
        ready(operation.before, place, log)
        good = _good(operation, place, log)
        written = sum(path.stat().st_size for path in _files(place / operation.output))
        largest = max(path.stat().st_size for path in _files(place / operation.output))
        for attempt in range(times // SHARE):
            if is_mounted and attempt % 2:
                room = dice.randrange(int(1.1 * written))
                _fill(place / "filler", room)
                ended = run(operation.arguments(place, 0), log)
                (place / "filler").unlink()
                counts["mounted"] += 1
            else:
                ended = run(operation.arguments(place, 0), log, smaller(dice.randrange(largest)))
            _judge(counts, operation, place, ended, good)
            _good(operation, place, log)
    return counts


def forbidden(operation: Operation, times: int, seed: int) -> dict[str, object]:
    """Rights are taken from the place, from the output, or from the inputs."""
    counts = {"fault": f"forbidden-{operation.name}", "about": f"rights taken from {operation.about}", "tries": 0, "told": 0, "done": 0}
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        place = Path(scratch) / "place"
        prepared(place)
        log = Path(scratch) / "log"
        ready(operation.before, place, log)
        good = _good(operation, place, log)
        if os.geteuid() == 0:
            for path in (place, *place.rglob("*")):
                os.chown(path, 65534, 65534)
        output = place / operation.output
        for where, rights in ((place, 0o555), (place, 0o000), (output, 0o555), (output, 0o000), (place / "in-0", 0o000)):
            before = where.stat().st_mode
            where.chmod(rights)
            ended = run(operation.arguments(place, 0), log, nobody)
            if where.exists():
                where.chmod(before)
            _judge(counts, operation, place, ended, good)
            run(operation.arguments(place, 1), log, nobody)
            assert state(place / operation.output) == good[1]
    return counts


def _judge(counts: dict[str, object], operation: Operation, place: Path, ended: Ended, good: tuple[str, str]) -> None:
    """Either done, or told in one line with the old output whole."""
    found = state(place / operation.output)
    assert found in good, ended
    counts["tries"] += 1  # type: ignore[operator]
    if ended.status in {0, 1}:
        assert found == good[0], ended
        counts["done"] += 1  # type: ignore[operator]
    else:
        assert is_told(ended) and found == good[1], ended
        counts["told"] += 1  # type: ignore[operator]


def _good(operation: Operation, place: Path, log: Path) -> tuple[str, str]:
    """Checksums of both outputs; the second stands afterwards."""
    states = []
    for number in (0, 1):
        ended = run(operation.arguments(place, number), log)
        assert ended.status in {0, 1}, ended
        states.append(state(place / operation.output))
    return states[0], states[1]


@contextmanager
def _disk(path: Path) -> Iterator[tuple[Path, bool]]:
    """A small disk of its own with the inputs, where the system lets us mount one; else a folder."""
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(path)]
    is_mounted = (
        os.geteuid() == 0
        and shutil.which("mount") is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )
    try:
        prepared(path / "place")
        yield path / "place", is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(path)], check=True)


def _files(output: Path) -> list[Path]:
    return [path for path in output.rglob("*") if path.is_file()] if output.is_dir() else [output]


def _fill(path: Path, room: int) -> None:
    """Takes all of a disk but some bytes."""
    free = shutil.disk_usage(path.parent).free
    with path.open("wb") as file:
        file.write(bytes(max(0, free - room)))


FAULTS: dict[str, Callable[[Operation, int, int], dict[str, object]]] = {"full": full, "forbidden": forbidden}
