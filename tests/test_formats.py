"""The same report in every format gives the same claims, from the same words, under the same names."""

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from kfor_graph.corpus.read import read, read_file
from kfor_graph.document.outline import outline
from kfor_graph.extract.extract import extract
from kfor_graph.graph.build import build_graph
from kfor_graph.texts import Document, Report
from kfor_graph.vocabulary import vocabulary
from tests.variants import blocks, markdown, one_line, printed, web_page, word_file, wrapped

REPORTS = [Path(__file__).parent.parent / "reports" / name for name in ("S-2007-652.txt", "letter-2020-12-03.md")]

VARIANTS: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "wrapped at 40": ("r.txt", partial(wrapped, width=40)),
    "wrapped at 60": ("r.txt", partial(wrapped, width=60)),
    "wrapped at 80": ("r.txt", partial(wrapped, width=80)),
    "one line": ("r.txt", one_line),
    "Markdown": ("r.md", markdown),
    "HTML": ("r.html", web_page),
    "DOCX": ("r.docx", word_file),
    "PDF": ("r.pdf", printed),
}


@cache
def original(path: Path) -> Report:
    """A published report as it is."""
    return read_file(path)


def told(document: Document) -> list[str]:
    """The claims of a document, but for the masthead's, which each variant prints in its own way.

    Page furniture within the words of a claim makes two pieces of evidence of one: the words are compared together.
    """
    claims = extract(document, vocabulary()).claims
    return [re.sub("» «", " ", f"{claim.block} {claim}") for claim in claims if claim.rule != "masthead"]


def names_of(document: Document) -> set[bytes]:
    """The last steps of the IRIs of claims."""
    extraction = extract(document, vocabulary())
    claims = [claim for claim in extraction.claims if claim.rule != "masthead"]
    return set(re.findall(rb"/((?:obs|acc|ass|st)-[0-9a-f]{12}(?:-\d+)?)>", build_graph(document, claims, (), vocabulary())))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_format_changes_no_claim(path: Path, variant: str) -> None:
    """Hard wraps at any width, one long line, Markdown, HTML, DOCX and PDF: claim by claim the same, from the same words."""
    name, write = VARIANTS[variant]
    report = read(name, write(blocks(original(path))))
    expected = told(outline(original(path)))
    assert len(expected) > 40
    assert told(outline(report)) == expected


@pytest.mark.parametrize("variant", ["wrapped at 60", "one line", "PDF"])
def test_a_format_renames_nothing(variant: str) -> None:
    """Claims are named by what they say: another edition of the file gives the same IRIs."""
    name, write = VARIANTS[variant]
    document = outline(original(REPORTS[0]))
    other = outline(read(name, write(blocks(original(REPORTS[0])))))
    assert other.key == document.key
    assert names_of(other) == names_of(document)


def test_evidence_of_a_pdf_has_its_page() -> None:
    """Words on the second page say so."""
    document = outline(read("r.pdf", printed(blocks(original(REPORTS[0])))))
    extraction = extract(document, vocabulary())
    quads = build_graph(document, extraction.claims, (), vocabulary()).decode()
    pages = set(re.findall(r'ontology#page> "(\d+)"', quads))
    assert {"1", "2"} <= pages
