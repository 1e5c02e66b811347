"""Whether a DOCX file is safe to open: it is unpacked in memory, and its XML could name entities that grow without end."""

import zipfile
import zlib
from io import BytesIO

from kfor_graph.errors import SourceError

MOST_UNPACKED = 128 * 2**20
"Bytes. Twice what a file may have; a report's own XML has some hundred kilobytes."
MOST_RATIO = 200
"Unpacked bytes for one packed byte. Word's XML packs to a tenth, rarely a hundredth; a zip bomb to a thousandth."
SMALL = 2**20
"Bytes below which the ratio does not count: a small part may be very even."
MOST_PARTS = 4000
"A document has some twenty parts, and one for each picture."


def check_archive(data: bytes, path: object) -> None:
    """Raises SourceError where a DOCX file is broken, encrypted, unpacks to too much, or declares a document type or entities."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive.infolist(), path)
            for part in archive.infolist():
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive.read(part), path, part.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(path, f"a broken DOCX file ({error})", "fetch or save it again") from error
    except RuntimeError as error:
        raise SourceError(path, "an encrypted DOCX file", "save it without password") from error


def _check_sizes(parts: list[zipfile.ZipInfo], path: object) -> None:
    """Looks at what the parts say of their size; they are never unpacked further than that."""
    remedy = "open it in a word processor and save it again"
    if len(parts) > MOST_PARTS:
        raise SourceError(path, f"a DOCX file of more than {MOST_PARTS} parts", remedy)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SourceError(path, f"a DOCX file that unpacks to more than {MOST_UNPACKED >> 20} MiB", remedy)
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size:
            raise SourceError(path, f"a DOCX file whose part {part.filename} unpacks to over {MOST_RATIO} times its size", remedy)


def _check_xml(xml: bytes, path: object, part: str) -> None:
    """XML in any encoding: the bytes that UTF-16 puts between are left out of the search."""
    if b"\0" in xml[:4]:
        xml = xml.replace(b"\0", b"")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise SourceError(path, f"a DOCX file whose part {part} declares a document type", "save it again in a word processor")
