"""Paths as the user gives them → the files to read."""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from kfor_graph.corpus.media import ENDINGS
from kfor_graph.errors import SourceError


def discover(paths: Sequence[str]) -> tuple[Path | Literal["-"], ...]:
    """The files that paths stand for, each once: files and patterns as given, folders with all that is in them in sorted order.

    In a folder only files with an ending of `media.ENDINGS` count, and nothing hidden; `-` is standard input.
    Raises SourceError where a path is missing, is neither file nor folder, or a folder holds no report.
    """
    found: dict[Path | Literal["-"], None] = {}
    for path in paths:
        if path == "-":
            found["-"] = None
        else:
            found.update(dict.fromkeys(file for one in _matching(path) for file in _files(Path(one))))
    return tuple(found)


def _matching(path: str) -> list[str]:
    """What a pattern such as `reports/*.pdf` stands for; a path that is no pattern, is there, or matches nothing stands for itself."""
    if not glob.has_magic(path) or os.path.lexists(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) or [path]  # noqa: PTH207 - it may be absolute


def _files(path: Path) -> Sequence[Path]:
    """The files that one path stands for."""
    try:
        if path.is_dir():
            files = sorted(_within(path))
            if not files:
                raise SourceError(path, "no report in this folder", f"give one with files that end in {', '.join(ENDINGS)}")
            return files
        if path.is_file():
            return [path]
        is_there = path.exists()
    except (OSError, ValueError) as error:
        what = f"cannot be read ({getattr(error, 'strerror', None) or error})"
        raise SourceError(path, what, "check the path and its permissions") from error
    if is_there:
        raise SourceError(path, "no plain file, but a pipe, socket or device", "give a file, or send it to standard input and give -")
    raise SourceError(path, "there is no such file or folder", "check the path")


def _within(folder: Path) -> Iterator[Path]:
    """The report files in a folder and those below it; links are followed, a folder is entered once."""
    seen: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=_refuse):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in ENDINGS and (path.is_file() or path.is_symlink()):
                yield path


def _refuse(error: OSError) -> None:
    raise SourceError(error.filename, f"cannot be read ({error.strerror})", "check its permissions")
