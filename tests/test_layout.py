"""Where the parts of a document stand in its published text, in every form in which reports are published."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kfor_graph.corpus.read import NOTHING_KNOWN, read, read_file
from kfor_graph.document.outline import outline
from kfor_graph.site.align import Solid, candidates
from kfor_graph.site.layout import Layout, Part, layout
from kfor_graph.texts import Document, Report
from tests import variants

ROOT = Path(__file__).parent.parent
REPORTS = [*sorted((ROOT / "reports").glob("*.[tm]*[td]")), *sorted((ROOT / "tests" / "gold" / "constructed").glob("[0-9]*"))]
FORMS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "wrapped.txt": lambda parts: variants.wrapped(parts, 60),
    "carriage-returns.txt": lambda parts: variants.wrapped(parts, 70).replace(b"\n", b"\r\n"),
    "line.txt": variants.one_line,
    "report.md": variants.markdown,
    "report.html": variants.web_page,
    "report.docx": variants.word_file,
    "report.pdf": variants.printed,
}
KINDS = {"letter": "Letter", "attachment": "Attachment", "report": "Report", "paragraph": "Paragraph"}


def parts_of(document: Document) -> list[Part]:
    """The parts of a document as the graph describes them."""
    clean = document.report.clean
    blocks = [*document.blocks, *(paragraph for report in document.reports for paragraph in report.paragraphs)]
    return [
        Part(
            block.slug,
            KINDS.get(block.kind, "DocumentPart"),
            block.parent,
            clean[block.span.start : block.span.end] if block.kind in {"letter", "paragraph"} else "",
            block.heading.value if block.heading else "",
            block.number,
        )
        for block in blocks
    ]


def laid_out(report: Report) -> tuple[Document, Layout]:
    document = outline(report)
    return document, layout(report.text, parts_of(document), {})


def check(document: Document, found: Layout) -> None:
    """Zones cover the text from end to end; every sentence stands in the zone of its part; every part begins somewhere."""
    text = document.report.text
    covered = [zone for zone in found.zones if zone.kind != "start"]
    at = 0
    for zone in covered:
        assert not text[at : zone.span.start].strip()
        assert zone.span.start >= at
        at = zone.span.end
        shown = "".join(text[block.start : block.end] for block in zone.blocks)
        assert "".join(shown.split()) == "".join(text[zone.span.start : zone.span.end].split())
    assert not text[at:].strip()
    assert found.lost == ()
    spans = {zone.slug: zone.span for zone in found.zones if zone.slug} | dict(found.inner)
    blocks = [*document.blocks, *(paragraph for report in document.reports for paragraph in report.paragraphs)]
    for block in blocks:
        for sentence in block.sentences:
            assert all(piece in spans[block.slug] for piece in document.report.locate(sentence)), block.slug
    begun = set(spans) | {slug for zone in found.zones for slug in zone.starts}
    assert {block.slug for block in blocks} <= begun


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_part_is_found_where_it_was_read(path: Path) -> None:
    """The words of the graph lead back to the place in the published text that they were read from."""
    check(*laid_out(read_file(path, NOTHING_KNOWN)))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_laid_out(form: str) -> None:
    """Line ends, markup, tags, pages with running heads: the parts are found in the text of each form."""
    parts = variants.blocks(read_file(ROOT / "reports" / "S-2007-652.txt", NOTHING_KNOWN))
    check(*laid_out(read(form, FORMS[form](parts), NOTHING_KNOWN)))


def test_headings_and_page_marks_are_told_apart() -> None:
    """Between two paragraphs the heading of a section is one, and the rest is furniture."""
    _, found = laid_out(read_file(ROOT / "reports" / "S-2007-652.txt", NOTHING_KNOWN))
    text = (ROOT / "reports" / "S-2007-652.txt").read_text(encoding="utf-8")
    headings = [" ".join(text[zone.span.start : zone.span.end].split()) for zone in found.zones if zone.kind == "heading"]
    assert headings[:4] == [
        "Annex",
        "Enclosure",
        "Monthly report to the United Nations on the operations of the Kosovo Force",
        "Political situation",
    ]
    furniture = [" ".join(text[zone.span.start : zone.span.end].split()) for zone in found.zones if zone.kind == "furniture"]
    assert furniture == ["S/2007/652 07-58315 4"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "three", "four", "(1999)", "a.b", "Peć"]), min_size=4, max_size=30), st.data())
def test_words_broken_by_blanks_are_found_whole(words: list[str], data: st.DataObject) -> None:
    """Whatever blanks stand between words, they are found, and nothing else is taken in."""
    blanks = [data.draw(st.sampled_from([" ", "\n", " \n  ", "\u00a0", "\u200b \t"])) for _ in words]
    text = "".join(word + blank for word, blank in zip(words, blanks, strict=True))
    found = next(candidates(" ".join(words), Solid(text)))
    assert len(found.runs) == 1
    assert text[found.span.start : found.span.end].split() == text.rstrip("\u200b \t\n\u00a0").split()
