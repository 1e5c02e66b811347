"""A Word file → a report. The first byte says what the others are: the whole file, or one of its parts in an otherwise honest one."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache

from kfor_graph.corpus.read import read
from kfor_graph.errors import SourceError
from tests import variants
from tests.fuzz._target import Target, now_and_then
from tests.fuzz._texts import paragraphs, sound

PARTS = ("", "word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml")


def check(data: bytes) -> None:
    """A report that is sound, or an error that a user can mend; the same each time."""
    part = PARTS[data[0] % len(PARTS)] if data else ""
    file = packed(part, data[1:]) if part else data[1:]
    try:
        report = read("r.docx", file)
    except SourceError as error:
        assert "\n" not in str(error)
        return
    sound(report)
    if now_and_then(data):
        assert read("r.docx", file) == report


@cache
def honest() -> dict[str, bytes]:
    """The parts of a small Word file."""
    with zipfile.ZipFile(io.BytesIO(variants.word_file(["Report", "1. One thing.", "2. Another."]))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "thumbnail" not in name and "/theme" not in name}


def packed(part: str, data: bytes) -> bytes:
    """The small file with one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {**honest(), part: data}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def seeds() -> Iterator[bytes]:
    """Each part of a small file, and whole ones."""
    for number, part in enumerate(PARTS):
        if part:
            yield bytes([number]) + honest().get(part, b"<a/>")[:16_000]
    for text in list(paragraphs())[:4]:
        body = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text[:200]}</w:t><w:tab/><w:br/></w:r></w:p>'
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        yield b"\1" + f"<w:document {space}><w:body>{body}<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl></w:body></w:document>".encode()
    yield b"\0" + packed("word/document.xml", honest()["word/document.xml"])[:16_000]


def words() -> Iterator[str]:
    """Names of the format."""
    yield from (
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tab/>", "<w:br/>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:numPr>",
        '<w:ilvl w:val="0"/>', '<w:numId w:val="1"/>', '<w:start w:val="3"/>', '<w:lvlText w:val="%1.%2"/>', '<w:numFmt w:val="lowerLetter"/>',
        "<w:txbxContent>", "<w:del>", "<w:instrText>", "mc:Fallback", "w:abstractNum", "w:num", "w:lvl", "w:style", "w:basedOn", "w:lvlOverride",
        "<!DOCTYPE", "<!ENTITY", "&amp;", 'w:val="99999999999"', 'w:val="-1"', 'w:val=""', "PK\x03\x04", "PK\x01\x02", "PK\x05\x06",
    )  # fmt: skip


TARGET = Target("bytes of Word files and of their parts → reports", check, seeds, words, longest=16_384, seconds=3)
