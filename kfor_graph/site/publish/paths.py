"""Paths that cannot be files, or are one file to a disk that does not tell capital letters from small ones."""

from collections.abc import Iterable
from pathlib import Path

from kfor_graph.errors import SiteError

LONGEST = 255
"Bytes of a name that file systems take."


def check(path: str) -> str:
    """The path itself. Raises SiteError where no file can have it."""
    steps = path.split("/")
    if any(step in {"", ".", ".."} for step in steps) or not path.isprintable() or "\\" in path:
        raise SiteError(path, "cannot be a file's path", "give the thing another name")
    if longest := next((step for step in steps if len(step.encode()) > LONGEST), None):
        raise SiteError(f"{path[:80]}…", f"is too long for a file's name ({len(longest.encode())} bytes)", "give the thing a shorter name")
    return path


def collisions(paths: Iterable[str]) -> list[tuple[str, ...]]:
    """Paths that differ only in capital letters, together."""
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(path.casefold(), []).append(path)
    return sorted(tuple(sorted(set(same))) for same in found.values() if len(set(same)) > 1)


def tells_letters_apart(folder: Path) -> bool:
    """Whether names that differ only in capital letters are two files there."""
    probe = folder / "Letters"
    probe.touch()
    try:
        return not (folder / "lETTERS").exists()
    finally:
        probe.unlink()
