"""Files that are no reports: each is refused in one line that names the file, the place where one is known, and what to do."""

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from kfor_graph.corpus import archive, pdf
from kfor_graph.corpus.discover import discover
from kfor_graph.corpus.read import MOST_BYTES, read, read_file
from kfor_graph.corpus.sidecars import sidecars
from kfor_graph.errors import SourceError
from tests import variants

JUNK = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(99)).replace(b"\0", b"\1")
PARTS = ["Heading", "1. One sentence here."]


def refused(call: Callable[[], object], *words: str) -> None:
    """The call raises a SourceError of one line that holds the words and, behind a semicolon, a remedy."""
    with pytest.raises(SourceError) as caught:
        call()
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.remedy
    for word in words:
        assert word in message


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A DOCX file with its parts changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\f\t\r\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "no words"),
        ("a.txt", b"S/2001/999\n", "no words"),
        ("a.md", b"<!-- nothing -->", "no words"),
        ("a.html", b"<html><script>x</script></html>", "no words"),
        ("a.txt", b"one\ntwo\0three", "NUL byte in line 2"),
        ("a.txt", bytes(range(1, 256)) * 9, "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + JUNK, "binary"),
        ("a.txt", b"\xff\xfeo\0n\0e\0\0\xd8", "utf-16"),
        ("a.txt", b"\xff\xfeo", "utf-16"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        ("a.rtf", b"{\\rtf1 words}", "RTF"),
        ("a.txt.gz", b"\x1f\x8b\x08words", "gzip"),
        ("a.pdf", b"words", "ends in .pdf"),
        ("a.docx", b"words", "ends in .docx"),
        ("a.pdf", b"%PDF-1.7\nwords", "broken or cut off PDF"),
        ("a.docx", b"PK\x03\x04words", "broken"),
    ],
)
def test_no_report_is_refused(name: str, data: bytes, what: str) -> None:
    """Nothing, nothing but furniture, binary data, broken encodings and foreign kinds of file are refused by name."""
    refused(lambda: read(name, data), name, what)


def test_large_files_are_refused() -> None:
    """More bytes than a report can have are not looked at."""
    refused(lambda: read("a.txt", b"x" * (MOST_BYTES + 1)), "a.txt", "64 MiB")


def test_cut_off_files_are_refused_or_read() -> None:
    """A file that breaks off anywhere gives a report or an error in one line, never another exception."""
    for name, data in (("a.docx", variants.word_file(PARTS)), ("a.pdf", variants.printed(PARTS))):
        for length in range(5, len(data), max(1, len(data) // 60)):
            try:
                read(name, data[:length])
            except SourceError as error:
                assert "\n" not in str(error)


def test_damaged_files_are_refused_or_read() -> None:
    """A file with damaged bytes gives a report or an error in one line, never another exception."""
    for name, data in (("a.docx", variants.word_file(PARTS)), ("a.pdf", variants.printed(PARTS))):
        for at in range(8, len(data), max(1, len(data) // 150)):
            try:
                read(name, data[:at] + b"\xa5\x5a" + data[at + 2 :])
            except SourceError as error:
                assert "\n" not in str(error)


def test_encrypted_pdf_is_refused() -> None:
    """A PDF that asks for a password is refused with the remedy."""
    pages = FPDF()
    pages.set_encryption(owner_password="owner", user_password="user")  # noqa: S106 - nobody's password
    pages.add_page()
    refused(lambda: read("a.pdf", bytes(pages.output())), "a.pdf", "encrypted", "password")


def test_scanned_pdf_is_refused() -> None:
    """A PDF without text is refused with the advice to run text recognition; one blank page among others is a warning."""
    pages = FPDF()
    pages.add_page()
    refused(lambda: read("a.pdf", bytes(pages.output())), "a.pdf", "without text", "OCR")
    pages = FPDF()
    pages.add_page()
    pages.add_page()
    pages.set_font("helvetica", size=12)
    pages.cell(0, 8, "Some words")
    assert read("a.pdf", bytes(pages.output())).warnings == ("no text on page 1",)


def test_long_pdf_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF of more pages than any report has is refused before it is read."""
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(100, 100)
    stream = io.BytesIO()
    document.save(stream)
    refused(lambda: read("a.pdf", stream.getvalue()), "a.pdf", "more than 2 pages")


def test_foreign_zip_is_refused() -> None:
    """A zip file without a Word document, whatever its ending, is refused."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr("content.xml", "<x/>")
    refused(lambda: read("a.docx", stream.getvalue()), "a.docx", "no Word document")


@pytest.mark.parametrize("left_out", ["[Content_Types].xml", "_rels/.rels"])
def test_incomplete_docx_is_refused(left_out: str) -> None:
    """A DOCX file that lacks a part it cannot do without is refused."""
    data = rewritten(variants.word_file(PARTS), lambda name, part: None if name == left_out else part)
    refused(lambda: read("a.docx", data), "a.docx", "broken DOCX")


def test_broken_xml_is_refused() -> None:
    """A DOCX file whose XML breaks off is refused."""
    data = rewritten(variants.word_file(PARTS), lambda name, part: part[:200] if name == "word/document.xml" else part)
    refused(lambda: read("a.docx", data), "a.docx", "broken DOCX")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    """A DOCX file that declares a document type, in any encoding, is not given to the XML parser."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)
    data = rewritten(variants.word_file(PARTS), lambda name, part: bomb if name == "word/document.xml" else part)
    refused(lambda: read("a.docx", data), "a.docx", "word/document.xml", "document type")


def test_zip_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that unpacks to far more than it should, all parts together, or too many of them: refused before they are unpacked."""
    whole = variants.word_file(PARTS)
    bomb = rewritten(whole, lambda name, part: b" " * 4_000_000 if name == "word/styles.xml" else part)
    refused(lambda: read("a.docx", bomb), "a.docx", "word/styles.xml", "200 times")
    monkeypatch.setattr(archive, "MOST_UNPACKED", 2**10)
    refused(lambda: read("a.docx", whole), "a.docx", "unpacks to more than")
    monkeypatch.setattr(archive, "MOST_PARTS", 3)
    refused(lambda: read("a.docx", whole), "a.docx", "more than 3 parts")


def test_missing_paths_are_refused(tmp_path: Path) -> None:
    """A path that is not there, or a folder without reports, is named with a remedy."""
    refused(lambda: discover([str(tmp_path / "gone.txt")]), "gone.txt", "no such file")
    refused(lambda: read_file(tmp_path / "gone.txt"), "gone.txt", "no such file")
    refused(lambda: discover([str(tmp_path)]), tmp_path.name, "no report", ".docx")
    refused(lambda: discover(["a\0b"]), "check the path")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    refused(lambda: read_file(discover([str(tmp_path)])[0]), "dead.txt", "no such file")


def test_pipes_devices_and_folders_are_refused(tmp_path: Path) -> None:
    """What is no plain file is refused unopened: a pipe without writer would hang."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    refused(lambda: discover([str(pipe)]), "pipe.txt", "no plain file")
    refused(lambda: read_file(pipe), "pipe.txt", "no plain file")
    refused(lambda: read_file("/dev/zero"), "/dev/zero", "no plain file")
    refused(lambda: read_file(tmp_path), tmp_path.name, "a folder")


def test_unreadable_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is named with the system's reason."""
    path = tmp_path / "a.txt"
    path.write_text("words")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    refused(lambda: read_file(path), "a.txt", "Permission denied", "permissions")


@pytest.mark.parametrize(
    ("toml", "line", "what"),
    [
        ('["a.txt"]\nsymbol = S/2001\n', 2, "broken TOML"),
        ('["a.txt"]\nsymbol = "S/2001/999', 2, "broken TOML"),
        ('["a.txt"]\n\nsymbol = "S/2001/999"\nsymbols = "x"\n', 4, "unknown key symbols"),
        ('["b.txt"]\nurl = "https://b.example/"\n["a.txt"]\nurl = 3\n', 4, "url is no text"),
        ('symbol = "S/2001/999"\n', 1, "symbol is no table"),
        ('# note\n[a.txt]\nurl = "https://b.example/"\n', 2, "unknown key txt"),
        ('["a.txt"]\ntitle = "\xff"\n', 2, "not UTF-8"),
        ('["a.txt"]\nkey = "../../home/a"\n', 2, "key is '../../home/a'"),
        ('["a.txt"]\nurl = "javascript:alert(1)"\n', 2, "url is"),
        ('["a.txt"]\nurl = "http://a.example/>b"\n', 2, "url is"),
        ('["a.txt"]\n\nsymbol = "none"\n', 3, "symbol is"),
    ],
)
def test_broken_sidecars_are_refused(tmp_path: Path, toml: str, line: int, what: str) -> None:
    """A mistake in `reports.toml` is named with its line."""
    (tmp_path / "reports.toml").write_bytes(toml.encode("latin-1"))
    (tmp_path / "a.txt").write_text("words")
    refused(lambda: sidecars(tmp_path), f"reports.toml:{line}:", what)
    refused(lambda: read_file(tmp_path / "a.txt"), f"reports.toml:{line}:")


def test_no_message_commands_a_terminal() -> None:
    """What stands in names and broken files comes out without line ends and control characters."""
    error = SourceError("a\x1b[2Jb.txt", "broken\r\nat \x1e \x9b \u2028", "mend it")
    assert str(error) == "a [2Jb.txt: broken  at      ; mend it"
