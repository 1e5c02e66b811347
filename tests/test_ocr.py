"""OCR with Tesseract itself: `make test-ocr`, where it is installed."""

from pathlib import Path

import pytest

from kfor_graph.corpus.read import read, read_file
from kfor_graph.document.outline import outline
from kfor_graph.extract.extract import extract
from kfor_graph.texts import Report
from kfor_graph.vocabulary import vocabulary
from tests.variants import blocks, joined, printed, scanned

pytestmark = pytest.mark.ocr

REPORT = Path(__file__).parent.parent / "reports" / "S-2007-652.txt"


@pytest.fixture(scope="module")
def page() -> bytes:
    """The published report, printed."""
    return printed(blocks(read_file(REPORT)))


@pytest.fixture(scope="module")
def images(page: bytes) -> bytes:
    """Its scan."""
    return scanned(page)


@pytest.fixture(scope="module")
def scan(images: bytes) -> Report:
    """The scan, read."""
    return read("a.pdf", images, ocr=True)


def claims(report: Report) -> set[str]:
    """What the rules take from a report, each in its one-line form."""
    return {str(claim) for claim in extract(outline(report), vocabulary()).claims}


def test_a_scan_tells_what_its_text_tells(page: bytes, scan: Report) -> None:
    """All claims of the printed report come from its scan, but for its symbol in the small type of a running head."""
    assert scan.recognition is not None and scan.recognition.pages == tuple(range(1, len(scan.pages) + 1))
    missed = claims(read("a.pdf", page)) - claims(scan)
    assert len(missed) < 5, missed
    assert any("troop-strength" in claim and "15314" in claim for claim in claims(scan))


def test_a_symbol_is_read_from_a_scan() -> None:
    """A masthead in type of usual size names the document."""
    scan = scanned(printed(["United Nations", "S/2008/44", "Security Council", "Distr.: General", "1. The month was calm in Kosovo."]))
    assert "S/2008/44" in read("a.pdf", scan, ocr=True).text


def test_the_same_scan_is_read_alike(images: bytes, scan: Report) -> None:
    """Same program, same bytes, same text."""
    assert read("a.pdf", images, ocr=True) == scan


def test_text_beside_a_scan_is_left_as_it_is(page: bytes) -> None:
    """The first page as text, the others as images: the text layer is not read again."""
    mixed = read("a.pdf", joined(printed(["Words that | can be selected."]), scanned(page, [1])), ocr=True)
    assert mixed.recognition is not None and mixed.recognition.pages == (2,)
    assert "Words that | can be selected." in mixed.clean
