"""What is interrupted: commands that write, each with two inputs, so that every run has something to replace."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kfor_graph.atomic import recover

ROOT = Path(__file__).parent.parent.parent
REPORTS = sorted((ROOT / "tests" / "gold" / "constructed").glob("*.txt"), key=lambda path: path.stat().st_size)[:3]
"The shortest of the constructed reports."


@dataclass(frozen=True, slots=True)
class Operation:
    """A command that writes."""

    name: str
    about: str
    "what it is, in a few words"
    arguments: Callable[[Path, int], list[str]]
    "what follows `kfor-graph`, for a place and the number, 0 or 1, of its input"
    output: str = "out"
    "what it writes, a file or folder in the place"
    by_file: bool = False
    "whether only each file by itself is replaced at once, because others may stand in the folder"
    before: Callable[[Path], list[str]] | None = None
    "arguments of a command that has to run once before, for a place"


def build(*options: str) -> Callable[[Path, int], list[str]]:
    """A build of one input."""
    return lambda place, number: ["build", str(place / f"in-{number}"), "-o", str(place / "out"), "--workers", "1", *options]


def built(place: Path) -> list[str]:
    """The build that others read."""
    return ["build", str(place / "in-1"), "-o", str(place / "built"), "--workers", "1", "--no-validate"]


def export(form: str, *ways: tuple[str, ...]) -> Callable[[Path, int], list[str]]:
    """An export of that build, in one of two ways."""
    return lambda place, number: ["export", form, "-d", str(place / "built"), "-o", str(place / "out"), *ways[number]]


def publish(place: Path, number: int) -> list[str]:
    """A site of that build, under one of two addresses."""
    address = f"http://{number}.example/"
    return [
        "publish",
        str(place / "built"),
        "-o",
        str(place / "out"),
        "--base",
        address,
        "--date",
        "2026-01-01",
        "--forms",
        "ttl",
        "--workers",
        "1",
    ]


OPERATIONS = (
    Operation("build", "a build that takes the place of another", build("--no-validate")),
    Operation("validated-build", "the same with validation and merged dumps", build("--dumps")),
    Operation("publish", "a site that takes the place of another", publish, by_file=True, before=built),
    Operation("export-file", "an export to a file", export("gexf", ("--view", "whole"), ("--view", "actors-events")), before=built),
    Operation("export-folder", "an export to a folder of tables", export("csv", (), ("--certainty", "all")), by_file=True, before=built),
)
"A command that writes joins by a line here."


def prepared(place: Path) -> None:
    """Two inputs: two reports, and one of them with another."""
    for number, paths in enumerate((REPORTS[:2], REPORTS[1:])):
        folder = place / f"in-{number}"
        folder.mkdir(parents=True)
        for path in paths:
            shutil.copy(path, folder)


def state(path: Path) -> str:
    """A checksum over all names and bytes of an output, as the next command would find it; stores and caches are made again."""
    recover(path)
    digest = hashlib.sha256()
    for item in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if item.is_file() and not _is_passing(item.relative_to(path)):
            digest.update(f"{item.relative_to(path)}\0".encode() + hashlib.sha256(item.read_bytes()).digest())
    return digest.hexdigest() if path.exists() else "nothing"


def each(path: Path) -> dict[str, bytes]:
    """The bytes of each file of a folder."""
    return {
        str(item.relative_to(path)): item.read_bytes()
        for item in path.rglob("*")
        if item.is_file() and not _is_passing(item.relative_to(path))
    }


def _is_passing(name: Path) -> bool:
    """Whether a file is none of the output: it is made again, or was on its way."""
    return not {"store", "cache"}.isdisjoint(name.parts) or any(part.startswith(".") for part in name.parts)


def litter(place: Path, output: str) -> list[str]:
    """What stands beside an output that should not stay there after a good run."""
    return sorted(path.name for path in (*place.glob(f".{output}.*"), *place.glob(f"{output}/.*")))
