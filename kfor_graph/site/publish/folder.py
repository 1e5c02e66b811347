"""The folder of a site: what we wrote there, what stands in the way, and how new files take their places at the end.

New files are first put into a folder within the site's; an interruption before the end leaves the old site as it was. What is to take
its place is written down before anything moves, so that an interruption while it does is made good by the next publishing. Only files
that we wrote are replaced or deleted.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kfor_graph.atomic import write_whole
from kfor_graph.errors import SiteError

LIST = ".kfor-graph-site"
"Lists the files that we wrote: a line a piece, its name and the paths of its files, between tabs."
NEXT = ".kfor-graph-site.next"
"The same of a site that is about to take its place."
NEW = ".kfor-graph-new"
"Folder of the files that are about to."

_OTHERS_OWN = {"CNAME", "README.md", "LICENSE"}
"What hosts of files and version control have beside a site; a folder with nothing else is as good as empty."

Written = Mapping[str, tuple[str, ...]]
"Name of a piece → paths of its files."


@contextmanager
def held(out: Path) -> Iterator[Path]:
    """The folder for new files, empty, while nobody else publishes here.

    Raises SiteError where `out` is a file, holds what is not ours, is being published to, or cannot be written.
    """
    check(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        new = out / NEW
        new.mkdir(exist_ok=True)
        lock = os.open(new, os.O_RDONLY)
    except OSError as error:
        raise unwritable(out, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise SiteError(out, "is being published to", "wait until that is done") from error
    try:
        for entry in new.iterdir():
            shutil.rmtree(entry)
        (new / "files").mkdir()
        yield new / "files"
    finally:
        shutil.rmtree(new, ignore_errors=True)
        os.close(lock)


def check(out: Path) -> None:
    """Raises SiteError where `out` is no folder, or holds anything and no site of ours."""
    if out.exists() and not out.is_dir():
        raise SiteError(out, "is no folder", "choose another one with -o")
    try:
        theirs = (
            sorted(entry.name for entry in out.iterdir() if not (entry.name.startswith(".") or entry.name in _OTHERS_OWN))
            if out.exists()
            else []
        )
    except OSError as error:
        raise unwritable(out, error) from error
    if theirs and not (out / LIST).is_file() and not (out / NEXT).is_file():
        raise SiteError(out, f"holds {theirs[0]} and is no site of ours", "choose an empty folder with -o")


def unwritable(out: Path, error: OSError) -> SiteError:
    """What is said where the folder cannot be written."""
    return SiteError(out, f"cannot be written ({error.strerror or error})", "make room and allow writing, or choose another folder with -o")


def written(out: Path) -> dict[str, tuple[str, ...]]:
    """What we wrote there; with what was about to take its place where that was interrupted."""
    found = dict[str, tuple[str, ...]]()
    for name in (LIST, NEXT):
        path = out / name
        for line in path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else ():
            piece, *paths = line.split("\t")
            found[piece] = tuple(dict.fromkeys((*found.get(piece, ()), *paths)))
    return found


def replace(out: Path, new: Path, before: Written, after: Written) -> int:
    """Moves new files to their places and deletes what is no longer part of the site; gives how many were deleted.

    Raises SiteError where a file that is not ours stands in the way; nothing is moved then.
    """
    _refuse_theirs(out, before, after)
    lines = ["kfor-graph site 1", *("\t".join((piece, *paths)) for piece, paths in sorted(after.items()))]
    whole = ("\n".join(lines) + "\n").encode()
    if not (out / LIST).is_file() or (out / LIST).read_bytes() != whole or (out / NEXT).is_file():
        write_whole(out / NEXT, whole)
    gone = _gone(before, after)
    for path in gone:
        _delete(out, path)
    for folder, _, names in os.walk(new):
        place = out / Path(folder).relative_to(new)
        if names:
            place.mkdir(parents=True, exist_ok=True)
        for name in names:
            Path(folder, name).replace(place / name)
    if (out / NEXT).is_file():
        (out / NEXT).replace(out / LIST)
    return len(gone)


def _refuse_theirs(out: Path, before: Written, after: Written) -> None:
    ours: set[str] | None = None
    for piece, paths in after.items():
        known = set(before.get(piece, ()))
        for path in paths:
            if path not in known and (out / path).exists():
                ours = ours or {each for several in before.values() for each in several}
                if path not in ours:
                    raise SiteError(out / path, "is in the way, and was not written by us", "move it elsewhere")


def _gone(before: Written, after: Written) -> list[str]:
    """The files that are no longer part of the site."""
    left = {path for piece, paths in before.items() for path in paths if path not in after.get(piece, ())}
    return sorted(left.difference(path for paths in after.values() for path in paths)) if left else []


def _delete(out: Path, path: str) -> None:
    """Deletes a file, and the folders that this leaves empty."""
    place = out / path
    place.unlink(missing_ok=True)
    for folder in place.parents:
        if folder == out or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
