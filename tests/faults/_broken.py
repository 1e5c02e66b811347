"""Bytes of builds and stores that are flipped or cut off, and clocks that go wrong: answers are right, or one line says what to do."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from kfor_graph.store import open_store
from tests.faults._forked import Ended, is_told, run
from tests.faults._operations import build, prepared

DAYS = 86_400
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def store(times: int, seed: int) -> dict[str, object]:
    """Files of the store on disk: it is made again, or asked to be deleted; it never answers with less than all."""
    return _breaking("store", "bytes of the store on disk broken", lambda out: out / "store", times, seed)


def quads(times: int, seed: int) -> dict[str, object]:
    """The N-Quads of a build: what is cut off is never taken for all."""
    return _breaking("quads", "bytes of the N-Quads of a build broken", lambda out: out / "documents", times, seed)


def manifest(times: int, seed: int) -> dict[str, object]:
    """The files beside: commands do without them, or say so."""
    return _breaking("beside", "bytes of other files of a build broken", lambda out: out, times, seed, "*.json")


def clock(times: int, seed: int) -> dict[str, object]:
    """Files from a past or a future that never was: the answers stay right."""
    dice = random.Random(seed)  # noqa: S311 - the same days each time
    counts = {"fault": "clock", "about": "times of files moved back and forth by years", "tries": 0, "right": 0}
    with tempfile.TemporaryDirectory() as scratch:
        out, log, right = _built(Path(scratch))
        files = [path for path in out.rglob("*") if path.is_file()]
        for _ in range(times):
            for path in dice.sample(files, min(3, len(files))):
                moment = path.stat().st_mtime + dice.choice((-1, 1)) * dice.randrange(1, 20_000) * DAYS
                os.utime(path, (max(0, moment), max(0, moment)))
            ended = run(_asking(out), log)
            assert ended.status == 0 and right in ended.said, ended
            counts["tries"] += 1  # type: ignore[operator]
            counts["right"] += 1  # type: ignore[operator]
    return counts


def _breaking(name: str, about: str, where: Callable[[Path], Path], times: int, seed: int, pattern: str = "*") -> dict[str, object]:
    """Breaks one file in one place, asks, and puts it back."""
    dice = random.Random(seed)  # noqa: S311 - the same bytes each time
    counts = {"fault": f"broken-{name}", "about": about, "tries": 0, "right": 0, "told": 0, "changed": 0}
    with tempfile.TemporaryDirectory() as scratch:
        out, log, right = _built(Path(scratch))
        kept = Path(scratch) / "kept"
        shutil.copytree(out, kept)
        for _ in range(times):
            path = dice.choice(sorted(path for path in where(out).rglob(pattern) if path.is_file() and path.stat().st_size))
            is_cut = _break(path, dice)
            ended = run(_asking(out), log)
            counts["tries"] += 1  # type: ignore[operator]
            if ended.status == 0 and right in ended.said:
                counts["right"] += 1  # type: ignore[operator]
            elif ended.status == 0 and not is_cut and _count(ended) == _said(right):
                counts["changed"] += 1  # type: ignore[operator] # another letter within a text, which only whoever knows it can see
            else:
                assert is_told(ended), (path, is_cut, ended, right)
                counts["told"] += 1  # type: ignore[operator]
            shutil.rmtree(out)
            shutil.copytree(kept, out)
    return counts


def _break(path: Path, dice: random.Random) -> bool:
    """Cuts a file off, or flips one of its bytes; whether it was cut."""
    data = bytearray(path.read_bytes())
    at = dice.randrange(len(data))
    if is_cut := dice.random() < 0.5:
        del data[at:]
    else:
        data[at] ^= 1 << dice.randrange(8)
    path.write_bytes(data)
    return is_cut


def _built(place: Path) -> tuple[Path, Path, str]:
    """A build with its store on disk, a log, and what is said of it."""
    prepared(place)
    log, out = place / "log", place / "out"
    assert run(build("--no-validate")(place, 1), log).status in {0, 1}
    said = run(_asking(out), log)
    assert said.status == 0, said
    return out, log, said.said


def _asking(out: Path) -> Callable[[], None]:
    """Writes the number of quads, and their sum of checksums, of a build whose store stands on disk."""

    def ask() -> None:
        with open_store(out, limit=0) as opened, opened.asking(COUNT):
            lines = sorted(str(quad) for quad in opened.quads())
        os.write(2, f"{len(lines)} quads {hash_of(lines)}\n".encode())

    return ask


def hash_of(lines: list[str]) -> str:
    """A checksum."""
    import hashlib  # noqa: PLC0415

    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _count(ended: Ended) -> str:
    return _said(ended.said)


def _said(words: str) -> str:
    return words.partition(" quads ")[0].splitlines()[-1]


FAULTS: dict[str, Callable[[int, int], dict[str, object]]] = {
    "broken-store": store, "broken-quads": quads, "broken-beside": manifest, "clock": clock,
}  # fmt: skip
