"""Writes that leave the last good output whole: a new folder is filled beside the old one and takes its place at the end."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kfor_graph.errors import StoreError

MARKER = "manifest.json"
"What a finished build folder holds, and no other folder of a user's does."


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new empty folder that takes the place of `out` when the block ends well; on any failure `out` stays as it was.

    Raises StoreError where `out` exists and is no build folder: it is never deleted.
    """
    recover(out)
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARKER).exists())):
        raise StoreError(out, "exists and is no build folder", "choose another folder with -o")
    out.parent.mkdir(parents=True, exist_ok=True)
    new = out.with_name(f".{out.name}.new-{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        yield new
        _swap(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def recover(out: Path) -> None:
    """Puts the previous folder back where a killed process took it away before its successor stood."""
    previous = _previous(out)
    if previous.exists() and not out.exists():
        previous.rename(out)
    elif previous.exists():
        shutil.rmtree(previous, ignore_errors=True)


def _swap(new: Path, out: Path) -> None:
    previous = _previous(out)
    if out.exists():
        out.rename(previous)
    new.rename(out)
    shutil.rmtree(previous, ignore_errors=True)


def _previous(out: Path) -> Path:
    return out.with_name(f".{out.name}.previous")


def write_whole(path: Path, data: bytes) -> None:
    """A file that holds all of the data or what it held before, whatever happens meanwhile. Raises OSError where it cannot be written."""
    new = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
