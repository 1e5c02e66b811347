"""Archives of reports: ZIP and TAR files, whose members are read in memory and never unpacked onto the disk."""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from kfor_graph.corpus.media import ENDINGS
from kfor_graph.corpus.sidecars import SIDECAR_FILE
from kfor_graph.errors import SourceError

_Reader = Callable[[], bytes]

BUNDLES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
"Endings of archives."

MOST_MEMBERS = 200_000
"More files than all missions of all times have reports."
MOST_UNPACKED = 4 * 2**30
"Bytes of all members together: they are held in memory."
MOST_MEMBER = 64 * 2**20
"Bytes of one; as of any other report."


def is_bundle(path: object) -> bool:
    """Whether a file is an archive, by its name."""
    return str(path).lower().endswith(BUNDLES)


def bundled(path: Path) -> dict[str, bytes]:
    """The reports of an archive, and what `reports.toml` files tell of them, by their names in it, sorted.

    Hidden files, links and devices do not count. Raises SourceError where the archive is broken, encrypted, empty, or too large.
    """
    found: dict[str, bytes] = {}
    total = 0
    try:
        for name, size, data in _zipped(path) if path.suffix.lower() == ".zip" else _taped(path):
            total += size
            if len(found) >= MOST_MEMBERS or total > MOST_UNPACKED or size > MOST_MEMBER:
                what = f"more than {MOST_MEMBERS} files or {MOST_UNPACKED >> 30} GiB in it, or a file over {MOST_MEMBER >> 20} MiB"
                raise SourceError(path, what, "unpack it, and give the folder")
            found[name] = data()
    except RuntimeError as error:
        raise SourceError(path, "an encrypted archive", "save it without password") from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError) as error:
        raise SourceError(path, f"an archive that cannot be read ({error})", "fetch or save it again") from error
    if not any(PurePosixPath(name).name != SIDECAR_FILE for name in found):
        raise SourceError(path, "no report in this archive", f"give one with files that end in {', '.join(ENDINGS)}")
    return dict(sorted(found.items()))


def _zipped(path: Path) -> Iterator[tuple[str, int, _Reader]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.is_dir() and counts(member.filename):
                yield member.filename, member.file_size, partial(archive.read, member)


def _taped(path: Path) -> Iterator[tuple[str, int, _Reader]]:
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isreg() and counts(member.name) else None
            if file is not None:
                yield member.name, member.size, file.read


def counts(name: str) -> bool:
    """Whether a file counts, by its name: it ends as reports do, or is their `reports.toml`, and nothing of its path is hidden."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") and part != "." for part in path.parts)
    return not hidden and (path.suffix.lower() in ENDINGS or path.name == SIDECAR_FILE)
