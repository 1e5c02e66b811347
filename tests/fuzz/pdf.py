"""The bytes of a PDF file → a report."""

from collections.abc import Iterator

from kfor_graph.corpus.read import read
from kfor_graph.errors import SourceError
from tests.fuzz._target import Target, now_and_then
from tests.fuzz._texts import paragraphs, sound


def check(data: bytes) -> None:
    """A report that is sound, or an error that a user can mend; the same each time."""
    try:
        report = read("r.pdf", data)
    except SourceError as error:
        assert "\n" not in str(error)
        return
    sound(report)
    if now_and_then(data):
        assert read("r.pdf", data) == report


def seeds() -> Iterator[bytes]:
    """Small files as a printer writes them, packed and not."""
    from fpdf import FPDF  # noqa: PLC0415 - to replay what was found, none is needed

    for packed in (False, True):
        document = FPDF()
        document.set_compression(packed)
        document.add_page()
        document.set_font("Helvetica", size=11)
        for words in ("S/2007/652", *list(paragraphs())[:3], "1.", "10.\tThe force"):
            document.multi_cell(0, 6, words.encode("latin-1", "replace").decode("latin-1"))
            document.ln(8)
        document.add_page()
        yield bytes(document.output())
    yield b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/MediaBox[0 0 9 9]>>endobj\n4 0 obj<</Length 30>>stream\nBT /F 9 Tf 1 1 Td (Hello) Tj ET\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def words() -> Iterator[str]:
    """Words of the format."""
    yield from (
        "obj", "endobj", "stream", "endstream", "xref", "trailer", "/Type", "/Pages", "/Kids", "/Count", "/Parent", "/Length", "/Filter",
        "/FlateDecode", "/Encrypt", "/Contents", "/Font", "/ToUnicode", "/Differences", "BT", "ET", "Tj", "TJ", "Td", "(a)", "<0041>", "[", "]",
        "<<", ">>", "0 R", "/ActualText", "BDC", "EMC", "/ObjStm", "/XRef", "%%EOF", "2 0 R",
    )  # fmt: skip


TARGET = Target("bytes of PDF files → reports", check, seeds, words, longest=8192, seconds=5)
