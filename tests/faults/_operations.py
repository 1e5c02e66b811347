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
    before: Callable[[Path], list[str]] | None = None
    "arguments of a command that has to run once before, for a place"


def build(*options: str) -> Callable[[Path, int], list[str]]:
    """A build of one input."""
    return lambda place, number: ["build", str(place / f"in-{number}"), "-o", str(place / "out"), "--workers", "1", *options]


OPERATIONS = (
    Operation("build", "a build that takes the place of another", build("--no-validate")),
    Operation("validated-build", "the same with validation and merged dumps", build("--dumps")),
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
    """A checksum over all names and bytes of an output, as the next command would find it, without stores, which are made again."""
    recover(path)
    digest = hashlib.sha256()
    for item in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if item.is_file() and "store" not in item.relative_to(path).parts:
            digest.update(f"{item.relative_to(path)}\0".encode() + hashlib.sha256(item.read_bytes()).digest())
    return digest.hexdigest() if path.exists() else "nothing"


def litter(place: Path, output: str) -> list[str]:
    """What stands beside an output that should not stay there after a good run."""
    return sorted(path.name for path in place.glob(f".{output}.*"))
