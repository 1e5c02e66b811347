"""One file → one report."""

import hashlib
import stat
import sys
from collections.abc import Callable
from pathlib import Path, PurePath

from kfor_graph.corpus.docx import read_docx
from kfor_graph.corpus.fold import fold
from kfor_graph.corpus.furniture import find_furniture
from kfor_graph.corpus.html import read_html
from kfor_graph.corpus.markdown import read_markdown
from kfor_graph.corpus.media import DOCX, HTML, MARKDOWN, PDF, TEXT, media_type
from kfor_graph.corpus.mend import mended
from kfor_graph.corpus.pdf import read_pdf
from kfor_graph.corpus.reading import Reading
from kfor_graph.corpus.sidecars import SIDECAR_FILE, sidecars
from kfor_graph.corpus.text import read_text
from kfor_graph.errors import SourceError
from kfor_graph.texts import Report, Sidecar, Source

STANDARD_INPUT = "-"
"The path that stands for standard input."

NOTHING_KNOWN = Sidecar()
"Of a report that no sidecar describes."

MOST_BYTES = 64 * 2**20
"Reports have some kilobytes, scanned ones some megabytes; more is no report, and would fill the memory of a worker."

READERS: dict[str, Callable[[bytes, object], Reading]] = {
    TEXT: read_text,
    MARKDOWN: read_markdown,
    HTML: read_html,
    PDF: read_pdf,
    DOCX: read_docx,
}


def read(path: str | PurePath, data: bytes, sidecar: Sidecar = NOTHING_KNOWN) -> Report:
    """A report from the bytes of a file.

    path: where they come from; decides the kind of file only where the bytes leave it open
    Raises SourceError where they are no report: too many, none, others than the sidecar tells of, of an unknown
    kind, broken, or without words.
    """
    path = PurePath(path)
    if len(data) > MOST_BYTES:
        raise SourceError(path, f"larger than {MOST_BYTES >> 20} MiB", "give one report a file")
    if not data.strip(b" \t\r\n\f\0"):
        raise SourceError(path, "the file is empty", "fetch or save it again")
    digest = hashlib.sha256(data).hexdigest()
    if sidecar.sha256 and sidecar.sha256 != digest:
        what = f"not the file that {SIDECAR_FILE} describes: its SHA-256 is {digest}"
        raise SourceError(path, what, f"get it again, or take its table out of {SIDECAR_FILE}")
    kind = media_type(data, path)
    reading = READERS[kind](data, path)
    masked = mended(reading.masked)
    furniture = find_furniture(masked, reading.furniture)
    folded = fold(masked, furniture, reading.breaks, reading.glued)
    if not folded.clean:
        raise SourceError(path, "no words in it", "check that it is the report, and that its text can be selected")
    return Report(
        source=Source(str(path), path.name or str(path), kind, digest, len(data), sidecar),
        text=reading.text,
        sha256=hashlib.sha256(reading.text.encode("utf-8")).hexdigest(),
        clean=folded.clean,
        offsets=folded.offsets,
        lines=folded.lines,
        blocks=folded.blocks,
        furniture=furniture,
        pages=reading.pages,
        warnings=reading.warnings,
    )


def read_file(path: str | PurePath, sidecar: Sidecar | None = None) -> Report:
    """A report from a file, or from standard input where the path is `-`.

    sidecar: what is known of it; None looks for it in the `reports.toml` beside the file
    Raises SourceError like `read`, and where the file is missing, no plain file, or may not be read.
    """
    if str(path) == STANDARD_INPUT:
        return read(STANDARD_INPUT, sys.stdin.buffer.read(MOST_BYTES + 1), sidecar or NOTHING_KNOWN)
    path = Path(path)
    data = _bytes(path)
    if sidecar is None:
        sidecar = sidecars(path.parent).get(path.name, NOTHING_KNOWN)
    return read(path, data, sidecar)


def _bytes(path: Path) -> bytes:
    """The bytes of a plain file, at most one more than may be read. A pipe or device is refused unopened: it could hang."""
    try:
        kind = path.stat()
        if not stat.S_ISREG(kind.st_mode):
            what = "a folder" if stat.S_ISDIR(kind.st_mode) else "no plain file, but a pipe, socket or device"
            raise SourceError(path, what, "give a file; for a pipe give - and send the report to standard input")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise SourceError(path, "there is no such file", "check the path") from error
    except (OSError, ValueError) as error:
        what = f"cannot be read ({getattr(error, 'strerror', None) or error})"
        raise SourceError(path, what, "check the path and its permissions") from error
