"""What a target is, and which there are."""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOUND = HERE / "found"
"Inputs that were found to break something, a folder a target; the tests look at each of them."


@dataclass(frozen=True, slots=True)
class Target:
    """A part of the program that reads what others send."""

    about: str
    "what it reads, in a few words"
    check: Callable[[bytes], None]
    "does with an input what the program would; raises whatever must not happen"
    seeds: Callable[[], Iterable[bytes]]
    "honest inputs to begin from"
    words: Callable[[], Iterable[str]] = tuple
    "words that an input is likely to need"
    longest: int = 4096
    "bytes of an input"
    seconds: float = 1.0
    "of this process, above which an input counts as slow; many times what an honest one takes"


def names() -> list[str]:
    """The names of all targets: the files of this folder but those that begin with an underscore."""
    return sorted(path.stem for path in HERE.glob("[a-z]*.py"))


def target(name: str) -> Target:
    """A target by its name."""
    found: Target = importlib.import_module(f"tests.fuzz.{name}").TARGET
    return found


def now_and_then(data: bytes) -> bool:
    """Whether an input is one of those, one of eight, that are looked at twice."""
    return sum(data) % 8 == 0
