"""Texts → files that hold all of what is written, or what they held before."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from kfor_graph.errors import ExportError

Chunks = Iterable[str | bytes]
Files = Iterable[tuple[str, Chunks]]

_MEND = "make room and allow writing, or choose another place with -o"


def write_file(target: Path, chunks: Chunks) -> Path:
    """One file, `-` for standard output. Raises ExportError where it cannot be written; nothing of it is left then."""
    if str(target) == "-":
        for chunk in chunks:
            sys.stdout.buffer.write(_bytes(chunk))
        sys.stdout.buffer.flush()
        return target
    new = target.with_name(f".{target.name}.new-{os.getpid()}")
    try:
        if target.is_dir():
            raise ExportError(target, "is a folder", "name a file with -o")
        target.parent.mkdir(parents=True, exist_ok=True)
        _fill(new, chunks)
        new.replace(target)
    except OSError as error:
        raise ExportError(target, f"cannot be written ({error.strerror or error})", _MEND) from error
    finally:
        _discard(new.unlink)
    return target


def write_folder(target: Path, files: Files) -> tuple[Path, ...]:
    """Several files in a folder, which take their places when all of them are whole; other files in it are left alone.

    Raises ExportError where the folder cannot be written.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target, prefix=".new-") as new:
            for name, chunks in files:
                _fill(Path(new) / name, chunks)
            return tuple(path.replace(target / path.name) for path in sorted(Path(new).iterdir()))
    except OSError as error:
        raise ExportError(target, f"cannot be written ({error.strerror or error})", _MEND) from error


def _fill(path: Path, chunks: Chunks) -> None:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(_bytes(chunk))


def _bytes(chunk: str | bytes) -> bytes:
    """Lone surrogates, which no UTF-8 text may hold, become question marks."""
    return chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "replace")


def _discard(unlink: Callable[[], None]) -> None:
    try:
        unlink()
    except OSError:
        return
