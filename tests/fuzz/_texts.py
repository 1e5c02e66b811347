"""Reports as inputs: the bundled ones, the constructed ones, paragraphs of all rules; and what must hold of any report."""

import re
from collections.abc import Iterator

from kfor_graph.texts import Report, Span
from tests.fuzz._target import ROOT

HEAD = "Report to the United Nations on Kosovo Force operations\n\n1. This report covers the period from 1 to 30 June 2005.\n\n2. "
"Makes a report of what follows."


def paragraphs() -> Iterator[str]:
    """The paragraphs of all case files."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.md")):
        yield from re.findall(r"^> (.*)$", path.read_text(encoding="utf-8"), re.M)


def stems() -> Iterator[str]:
    """The words by which rules are called."""
    for path in sorted((ROOT / "kfor_graph" / "extract" / "rules").glob("*.py")):
        for call in re.findall(r"^@reads\((.*?)\)$", path.read_text(encoding="utf-8"), re.M | re.S):
            yield from re.findall(r'"([^"]+)"', call)


def reports(limit: int = 4096) -> Iterator[bytes]:
    """Whole reports, those that fit, and the beginnings of the others."""
    paths = sorted([*(ROOT / "reports").glob("[!r]*.*"), *(ROOT / "tests" / "gold" / "constructed").rglob("*.txt")])
    for path in paths:
        data = path.read_bytes()
        yield data[:limit]
        if len(data) > 2 * limit:
            yield data[limit : 2 * limit]


def sound(report: Report) -> None:
    """What must hold of every report: its words point into its text, and it is folded and parted in order."""
    clean, text = report.clean, report.text
    assert clean and len(report.offsets) == len(clean)
    assert clean == clean.strip() and "  " not in clean and "\n" not in clean
    places = list(report.offsets)
    assert places == sorted(places) and places[0] >= 0 and places[-1] < len(text)
    assert set(report.blocks) <= set(report.lines)
    for starts in (report.lines, report.blocks):
        assert list(starts) == sorted(set(starts)) and all(0 <= start < len(clean) and clean[start] != " " for start in starts)
    end = 0
    for span in report.furniture:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    for piece in report.locate(Span(0, len(clean))):
        assert 0 <= piece.start < piece.end <= len(text)
    text.encode()
