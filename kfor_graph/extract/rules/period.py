"""A report's title and the period that it covers."""

from collections.abc import Iterator

from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Finding
from kfor_graph.texts import Block, Document, Span

_MISSING = (
    "no reporting period is stated, so undated figures and days without a year are left out; "
    "check that the letters and the first paragraphs are whole in the file"
)


def period(passage: Passage) -> Iterator[Claim | Finding]:
    """Title and period of a report, with the words of the first place that states the period: report, its letter, cover letter.

    Example: `This report covers the period from «1 to 30 September 2007»`.
    """
    report = passage.report
    if report is None:
        return
    if title := report.block.heading:
        yield statement(passage, (title.span,), report.block, "dcterms:title", title.value)
    if report.period is None:
        yield Finding("Warning", _MISSING, "period")
        return
    where = _stated_in(passage.document, report.period.span) or passage.block
    made = statement(passage, (report.period.span,), report.block, "kfo:coversPeriod", report.period.period)
    yield _moved(made, where)


def _stated_in(document: Document, span: Span) -> Block | None:
    """The paragraph or letter whose words a span is."""
    blocks = [
        *(paragraph for report in document.reports for paragraph in report.paragraphs),
        *(letter.block for letter in document.letters),
    ]
    return next((block for block in blocks if span in block.span), None)


def _moved(claim: Claim, block: Block) -> Claim:
    """The claim as made by another part."""
    evidence = tuple(type(item)(block.slug, item.span, item.quote, item.words) for item in claim.evidence)
    return Claim(claim.kind, block.slug, claim.slots, evidence, claim.rule, claim.certainty)
