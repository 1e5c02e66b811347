"""OCR without the program: a script of ours stands for tesseract, and shows what it is given and what becomes of its words."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from fpdf import FPDF

from kfor_graph import names
from kfor_graph.corpus import ocr
from kfor_graph.corpus.read import read
from kfor_graph.errors import SourceError
from kfor_graph.pipeline import build
from kfor_graph.texts import Recognition
from tests.test_corpus_bad_input import refused
from tests.test_pipeline import files
from tests.variants import joined, printed, scanned

WORDS = (
    "Report to the United Nations on Kosovo Force operations\n\n1. This report covers the period from 1 to 31 March 2006.\n\n"
    "2. As at 31 March 2006, the total number of troops in theatre was 17,123.\n\f"
)
TEXT = printed(["Some words that can be selected."])
SCAN = scanned(TEXT)

Install = Callable[[str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a script in the place of tesseract; its folder, in which it keeps `calls` and the last `picture`."""

    def put(action: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "words").write_text(WORDS, encoding="utf-8")
        script = folder / "tesseract"
        script.write_text(
            f'#!/bin/sh\ncd "{folder}" || exit 9\n[ "$1" = --version ] && {{ echo "tesseract 9.8.7"; echo " leptonica-1.0"; exit; }}\n'
            f'echo "$* threads=$OMP_THREAD_LIMIT" >> calls\n{action}\n'
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return folder

    return put


def test_a_page_goes_to_the_program_as_a_grey_picture_and_comes_back_as_text(install: Install) -> None:
    """One call a page, with one thread and the page as PGM at 300 dpi; the report is what it prints, and says how it was read."""
    folder = install("cat > picture; cat words")
    report = read("a.pdf", SCAN, ocr=True)
    assert (folder / "calls").read_text() == "stdin stdout -l eng --dpi 300 threads=1\n"
    picture = (folder / "picture").read_bytes()
    head, pixels = picture[:17], picture[17:]
    assert head == b"P5 2481 3508 255\n" and len(pixels) == 2481 * 3508 and len(set(pixels)) > 2
    assert report.text == WORDS.rstrip("\f\n") and report.pages == (0,)
    assert report.recognition == Recognition((1,), "tesseract 9.8.7")
    assert report.warnings == ("page 1 read by OCR, tesseract 9.8.7",)


def test_only_pages_that_are_images_are_read_by_ocr(install: Install) -> None:
    """Text that can be selected is taken as it is, and an empty page shown to nobody."""
    folder = install("cat > /dev/null; echo Words of an image.")
    empty = FPDF()
    empty.add_page()
    report = read("a.pdf", joined(TEXT, SCAN, bytes(empty.output()), SCAN, SCAN, TEXT), ocr=True)
    assert (folder / "calls").read_text().count("\n") == 3
    assert report.clean.count("Some words that can be selected.") == 2 and report.clean.count("Words of an image.") == 3
    assert report.warnings == ("no text on page 3", "pages 2, 4-5 read by OCR, tesseract 9.8.7")


def test_without_being_asked_nothing_is_read_by_ocr(install: Install) -> None:
    """A scan is refused with the option that reads it; image pages among others are a warning as ever."""
    folder = install("cat words")
    refused(lambda: read("a.pdf", SCAN), "a.pdf", "without text", "--ocr")
    assert read("a.pdf", joined(TEXT, SCAN)).warnings == ("no text on page 2",)
    assert not (folder / "calls").exists()


def test_without_the_program_a_scan_is_refused_and_a_text_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file, what is missing, and where to get it; what needs no OCR needs no program."""
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(lambda: read("a.pdf", SCAN, ocr=True), "a.pdf", "tesseract is missing", "tesseract-ocr")
    refused(lambda: read("a.pdf", joined(TEXT, SCAN), ocr=True), "a.pdf", "tesseract is missing", "tesseract-ocr")
    assert read("a.pdf", TEXT, ocr=True).recognition is None


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("cat > /dev/null", ("OCR found none",)),
        ("exit 3", ("page 1", "exit code 3", "no reason given")),
        (
            r"printf 'Warning\n\033[31mFailed loading language eng\n\n' >&2; exit 1",
            ("page 1", "exit code 1", "[31mFailed loading language eng"),
        ),
        ("kill -9 $$", ("page 1", "exit code -9")),
        ("exec sleep 30", ("page 1", "more than 3 seconds")),
    ],
)
def test_failures_are_one_line(install: Install, monkeypatch: pytest.MonkeyPatch, action: str, words: tuple[str, ...]) -> None:
    """No words, an error of its own, a crash, no answer in time: file, page and remedy, and no control characters of its messages."""
    install(action)
    monkeypatch.setattr(ocr, "PATIENCE", 3)
    start = time.monotonic()
    refused(lambda: read("a.pdf", SCAN, ocr=True), "a.pdf", *words)
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(("script", "what"), [("#!/bin/sh\necho cat 1.0\n", "is not Tesseract"), ("#!/nowhere/sh\n", "cannot be started")])
def test_another_program_of_that_name_is_refused(install: Install, script: str, what: str) -> None:
    """What tells no version of Tesseract is given no page."""
    folder = install("")
    (folder / "tesseract").write_text(script)
    refused(lambda: read("a.pdf", SCAN, ocr=True), "a.pdf", what)


def test_too_many_pages_or_pixels_are_refused(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any is read; a large page is rendered coarser instead."""
    folder = install("cat > picture; cat words")
    monkeypatch.setattr(ocr, "MOST_PIXELS", 10_000)
    assert read("a.pdf", SCAN, ocr=True).clean
    assert len((folder / "picture").read_bytes()) < 10_500
    (folder / "calls").unlink()
    monkeypatch.setattr(ocr, "MOST_PAGES", 2)
    refused(lambda: read("a.pdf", joined(SCAN, SCAN, SCAN), ocr=True), "a.pdf", "more than 2 pages")
    monkeypatch.setattr(ocr, "MOST_IMAGE_PIXELS", 1_000_000)
    refused(lambda: read("a.pdf", SCAN, ocr=True), "a.pdf, page 1", "1 million pixels", "300 dpi")
    assert not (folder / "calls").exists()


def scans(folder: Path, number: int) -> Path:
    """A folder of scans under distinct keys."""
    folder.mkdir()
    for item in range(number):
        (folder / f"{item}.pdf").write_bytes(SCAN)
    (folder / "reports.toml").write_text("\n".join(f'["{item}.pdf"]\nkey = "scan-{item}"' for item in range(number)))
    return folder


def test_all_processes_read_by_ocr_and_the_graph_says_so(install: Install, tmp_path: Path) -> None:
    """One or two processes give the same bytes: claims as of any text, a warning, and pages and program at the source text."""
    install("cat > /dev/null; cat words")
    folder = scans(tmp_path / "scans", 3)
    built = build([str(folder)], tmp_path / "one", workers=1, ocr=True)
    assert build([str(folder)], tmp_path / "two", workers=2, ocr=True) == built and files(tmp_path / "one") == files(tmp_path / "two")
    assert [finding.message for finding in built.findings if finding.check == "encoding"] == ["page 1 read by OCR, tesseract 9.8.7"] * 3
    told: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(path=str(tmp_path / "one" / "documents" / "scan-0.nq")):
        told.setdefault(quad.predicate.value, set()).add(f"{quad.subject.value.rsplit('/', 2)[-2]} {getattr(quad.object, 'value', '')}")
    kfo = names.PREFIXES["kfo"]
    assert told[kfo + "ocrPage"] == {"source 1"} and told[kfo + "ocrSoftware"] == {"source tesseract 9.8.7"}
    assert "scan-0 17123" in told[kfo + "value"]
    assert {item.rsplit("/", 1)[1] for item in told[kfo + "certainty"]} == {"stated"}


def test_two_scans_of_one_document_are_its_sources(install: Install, tmp_path: Path) -> None:
    """Read alike but for a word that no claim rests on: files that must be read again to see this are read by OCR again."""
    install('word="$(cksum | tr -d " " | tr 0-9 a-j)"; cat words; echo "Kept under $word."')
    (tmp_path / "a.pdf").write_bytes(SCAN)
    (tmp_path / "b.pdf").write_bytes(scanned(printed(["Some other words."])))
    (tmp_path / "reports.toml").write_text("".join(f'["{name}.pdf"]\nkey = "scan"\n' for name in "ab"))
    built = build([str(tmp_path / name) for name in ("a.pdf", "b.pdf")], tmp_path / "out", workers=1, ocr=True)
    assert [summary.key for summary in built.documents] == ["scan"] and not built.errors


def test_a_text_goes_before_its_scan(install: Install, tmp_path: Path) -> None:
    """Where both say the same, evidence points into the text that nobody had to recognise, whatever the checksums."""
    install("cat > /dev/null; cat words")
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    for end in ("", "\n", "\n\n"):
        (tmp_path / "text.txt").write_text(WORDS.rstrip() + end, encoding="utf-8")
        built = build([str(tmp_path / name) for name in ("scan.pdf", "text.txt")], tmp_path / "out", validate=False, ocr=True)
        assert [summary.source.name for summary in built.documents] == ["text.txt"] and not built.errors
        (graph,) = (tmp_path / "out" / "documents").iterdir()
        assert "ocrPage" not in graph.read_text() and "scan.pdf" in graph.read_text()


def test_ctrl_c_begins_no_further_scan(install: Install, tmp_path: Path) -> None:
    """The scans that are being read are read to their end, the others left."""
    folder = install("cat > /dev/null; sleep 0.5; cat words")
    command = [sys.executable, "-m", "kfor_graph", "build", str(scans(tmp_path / "scans", 40)), "-o", str(tmp_path / "out")]
    process = subprocess.Popen(
        [*command, "--ocr", "--workers", "2", "--no-validate"], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + 30
    while not (folder / "calls").exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2 and errors.count("\n") == 1 and "interrupted" in errors
    assert (folder / "calls").read_text().count("\n") <= 8


def test_errors_cross_process_borders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each scan that cannot be read is named, whatever process it was given to."""
    monkeypatch.setenv("PATH", str(tmp_path))
    built = build([str(scans(tmp_path / "scans", 3))], tmp_path / "out", workers=2, ocr=True)
    assert [Path(error.place).name for error in built.errors] == ["0.pdf", "1.pdf", "2.pdf"]
    assert all(isinstance(error, SourceError) for error in built.errors)
