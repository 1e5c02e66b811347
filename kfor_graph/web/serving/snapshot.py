"""A build folder, held: whatever takes its place, the files that pages and workers read stay.

`kfor-graph build` renames a finished folder into the place of the old one and deletes that. A keeper therefore works on a second
name for each file (a hard link beside the build, or a copy in the folder for temporary files where there can be none), so that an old
build answers to its last request. The system takes the lock of a folder from a process that is killed, and the next one clears up.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kfor_graph.atomic import MARKER, recover
from kfor_graph.errors import StoreError

_TRIES = 5


def identity(build: Path) -> tuple[int, int, int] | None:
    """What tells one build in a folder from the next: the inodes of folder and manifest and the manifest's time; None without one."""
    try:
        manifest = (build / MARKER).stat()
        return build.stat().st_ino, manifest.st_ino, manifest.st_mtime_ns
    except OSError:
        return None


@contextmanager
def held(build: Path, number: int) -> Iterator[Path]:
    """A folder with the files of a build, all of the same one, until the block ends.

    number: tells the snapshots of one server apart

    Raises StoreError where the folder is missing or no build.
    """
    recover(build)
    clear(build)
    for _ in range(_TRIES):
        before = identity(build)
        if before is None:
            what = "is no build folder" if build.exists() else "there is no such folder"
            raise StoreError(build, what, f"make it with: kfor-graph build SOURCE… -o {build}")
        place = _place(build, number)
        lock = os.open(place, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            whole = _copied(build, place / "build")
            if identity(build) == before and place.exists():
                if not whole:
                    raise StoreError(build, "cannot be read whole", "check its files and rights")
                yield place / "build"
                return
        finally:
            shutil.rmtree(place, ignore_errors=True)
            os.close(lock)
    raise StoreError(build, "changes while it is read", "wait until it is built, and start again")


def clear(build: Path) -> None:
    """Deletes what killed servers have left."""
    for place in [*build.parent.glob(f".{build.name}.served-*"), *Path(tempfile.gettempdir()).glob("kfor-graph.served-*")]:
        try:
            descriptor = os.open(place, os.O_RDONLY)
        except OSError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(place, ignore_errors=True)
        except OSError:
            continue
        finally:
            os.close(descriptor)


def _place(build: Path, number: int) -> Path:
    place = build.parent / f".{build.name}.served-{os.getpid()}-{number}"
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        os.link(build / MARKER, place / MARKER)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix="kfor-graph.served-"))
    return place


def _copied(build: Path, place: Path) -> bool:
    """Whether all files could be taken."""
    try:
        shutil.copytree(build, place, ignore=shutil.ignore_patterns(".*", "cache"), copy_function=_link)
    except (OSError, shutil.Error):
        return False
    return True


def _link(one: str, other: str) -> None:
    try:
        os.link(one, other)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(one, other)
