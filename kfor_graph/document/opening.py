"""The first words of a document or a part: where something stands that is said of the whole of it."""

from kfor_graph.model import Evidence
from kfor_graph.texts import Block, Document, Span

_LONGEST = 160
"Characters; more would be no pointer."


def opening(document: Document, slug: str = "") -> tuple[Evidence, ...]:
    """The first words of a part as evidence; of the document, where no part has this name. Nothing for a text without words."""
    report = document.report
    block = next((block for block in _blocks(document) if block.slug == slug), None)
    span = _first(block) if block else Span(0, report.lines[1] if len(report.lines) > 1 else len(report.clean))
    words = report.clean[span.start : min(span.end, span.start + _LONGEST)].rstrip()
    if not words:
        return ()
    piece = report.locate(Span(span.start, span.start + len(words)))[0]
    return (Evidence(slug if block else "", piece, report.text[piece.start : piece.end], words),)


def _blocks(document: Document) -> tuple[Block, ...]:
    return (*document.blocks, *(paragraph for report in document.reports for paragraph in report.paragraphs))


def _first(block: Block) -> Span:
    if block.heading and block.kind != "paragraph":
        return block.heading.span
    return block.sentences[0] if block.sentences else block.span
