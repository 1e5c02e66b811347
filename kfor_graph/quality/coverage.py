"""How much of a document was understood: each sentence became claims, is a formula, or was not understood.

Headings and page furniture are no sentences.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kfor_graph.model import Claim
from kfor_graph.quality.formulas import is_formula
from kfor_graph.texts import Document, Span


@dataclass(frozen=True, slots=True)
class Missed:
    """A sentence that was not understood."""

    block: str
    "slug of the part"
    text: str
    "its words, as clean text"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was taken from a document."""

    document: str
    "its key"
    sentences: int
    "how many it has"
    missed: tuple[Missed, ...]
    "those that state something, and from which nothing was taken, in order"
    formulas: int = 0
    "how many state nothing, such as the courtesies of letters, and gave no claim"

    @property
    def telling(self) -> int:
        """How many sentences state something."""
        return self.sentences - self.formulas

    @property
    def covered(self) -> int:
        """How many sentences something was taken from."""
        return self.telling - len(self.missed)

    @property
    def share(self) -> float:
        """The part of the telling sentences from which something was taken, from 0 to 1; 1 for a document without sentences."""
        return self.covered / self.telling if self.telling else 1.0


def coverage(document: Document, claims: Iterable[Claim]) -> Coverage:
    """The sentences of a document's letters and paragraphs: those that no evidence of a claim touches are formulas, or missed."""
    runs: dict[str, list[Span]] = defaultdict(list)
    for claim in claims:
        for evidence in claim.evidence:
            runs[evidence.block].append(evidence.span)
    blocks = [*document.blocks, *(paragraph for report in document.reports for paragraph in report.paragraphs)]
    sentences = [(block.slug, span) for block in blocks for span in block.sentences]
    clean = document.report.clean
    untouched = [Missed(slug, clean[span.start : span.end]) for slug, span in sentences if not _touched(document, span, runs.get(slug, ()))]
    missed = tuple(sentence for sentence in untouched if not is_formula(sentence.text))
    return Coverage(document.key, len(sentences), missed, len(untouched) - len(missed))


def _touched(document: Document, sentence: Span, runs: Iterable[Span]) -> bool:
    """Whether a run of the published text shares a character with a sentence of the clean text."""
    pieces = document.report.locate(sentence)
    return any(run.start < piece.end and piece.start < run.end for run in runs for piece in pieces)
