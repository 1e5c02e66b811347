"""What kind of file it is: by its content first, by its ending only where the content could be any text."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from kfor_graph.errors import SourceError

TEXT, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

ENDINGS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}
"Files that are reports when a folder is read."

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_HTML_REACH = 4096
"How far into a file the first tag is looked for, behind comments."
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file", "save it as DOCX or PDF"),
    (b"{\\rtf", "an RTF file", "save it as DOCX or PDF"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
)


def media_type(data: bytes, path: PurePath) -> str:
    """The media type of a file. Raises SourceError where it is of a kind that cannot be read."""
    if b"%PDF-" in data[:1024]:
        return PDF
    for mark, what, remedy in _FOREIGN:
        if data.startswith(mark):
            raise SourceError(path, what, remedy)
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data, path)
    if _HTML.match(data[:_HTML_REACH]):
        return HTML
    ending = ENDINGS.get(path.suffix.lower(), TEXT)
    if ending in {PDF, DOCX}:
        what = f"it ends in {path.suffix} but does not begin as such a file"
        raise SourceError(path, what, "fetch it again, or mend its ending")
    return ending


def _zip_type(data: bytes, path: PurePath) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if "word/document.xml" in archive.namelist():
                return DOCX
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(path, f"a broken DOCX or zip file ({error})", "fetch or save it again") from error
    raise SourceError(path, "a zip file that holds no Word document", "give a report as text, Markdown, HTML, PDF or DOCX")
