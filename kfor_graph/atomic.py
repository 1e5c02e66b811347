"""Writes that leave the last good output whole: a new folder is filled beside the old one and takes its place at the end."""

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kfor_graph.errors import StoreError

MARKER = "manifest.json"
"What a finished build folder holds, and no other folder of a user's does."


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keeps other processes from replacing `out` meanwhile; the system lets go for one that is killed.

    Raises StoreError at once where another one is at it, OSError where the folder above cannot be written.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none, and does without
    except ImportError:
        yield
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    path = out.with_name(f".{out.name}.lock")
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # such a lock is not inherited by workers
            if path.exists() and os.path.samestat(path.stat(), os.fstat(descriptor)):
                break
        except (BlockingIOError, PermissionError) as error:
            os.close(descriptor)
            raise StoreError(out, "another process is building it", "wait until it has ended, or choose another folder with -o") from error
        os.close(descriptor)  # the other process has just ended, and taken the file along
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new empty folder that takes the place of `out` when the block ends well; on any failure `out` stays as it was.

    What killed processes left half done is kept beside it, as `leftovers` tells, until then. Call it within `alone`.
    Raises StoreError where `out` exists and is no build folder: it is never deleted.
    """
    recover(out)
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARKER).exists())):
        raise StoreError(out, "exists and is no build folder", "choose another folder with -o")
    out.parent.mkdir(parents=True, exist_ok=True)
    known = len(leftovers(out))
    for number, path in enumerate(sorted(out.parent.glob(f".{glob.escape(out.name)}.new-*")), known):
        path.rename(out.with_name(f".{out.name}.left-{number}"))
    new = out.with_name(f".{out.name}.new-{os.getpid()}")
    new.mkdir()
    try:
        yield new
        _swap(new, out)
        for path in leftovers(out):
            shutil.rmtree(path, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def leftovers(out: Path) -> list[Path]:
    """What killed processes left half done, the newest first."""
    return sorted(
        out.parent.glob(f".{glob.escape(out.name)}.left-*"), key=lambda path: int(path.suffix.removeprefix(".left-")), reverse=True
    )


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
