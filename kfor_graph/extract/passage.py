"""What a rule sees: one block of a document, with its mentions, its period, and what the same report has told before."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from kfor_graph.extract.counts.numbers import quantity
from kfor_graph.model import Claim, Entity, Event, Evidence, Mention, Quantity
from kfor_graph.texts import Block, Document, Period, Report, ReportPart, Span, When
from kfor_graph.vocabulary import Vocabulary

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Passage:
    """One block to be read by the rules. Spans are into `text`, the clean text of the whole document."""

    document: Document
    block: Block
    mentions: tuple[Mention, ...]
    vocabulary: Vocabulary
    report: ReportPart | None = None
    "the report that the block belongs to; None for letters and the masthead"
    mission: Entity | None = None
    "the mission that the report is of"
    area: Entity | None = None
    "the place that the mission is responsible for, where the gazetteer knows it"
    earlier: tuple[Claim, ...] = ()
    "claims of the same report from the blocks before, in order"
    here: Sequence[Claim] = ()
    "claims of this block by the rules before, in order; it grows while the rules read"
    lower: str = ""
    "the block's words in lower case"
    memory: dict[tuple[str, int, int], Any] = field(default_factory=dict, compare=False, repr=False)
    "what `remembered` readings made of spans of the block; rules that look for the same thing share it"

    @property
    def text(self) -> str:
        """The clean text of the document."""
        return self.document.report.clean

    @property
    def period(self) -> Period | None:
        """What the report covers."""
        return self.report.period.period if self.report and self.report.period else None

    def days(self, when: When | None) -> Period:
        """The days that are told, else the reporting period. Raises ValueError where there is neither: rules look before."""
        period = when.period if when else self.period
        if period is None:
            raise ValueError(f"{self.block.slug} has no period")
        return period

    def has(self, *words: str) -> bool:
        """Whether the block holds any of the words, given in lower case: a cheap look before a pattern is tried."""
        return _any_in(self.lower, words)

    def holds(self, span: Span, *words: str) -> bool:
        """As `has`, of a part of the block."""
        return _any_in(self.text[span.start : span.end].lower(), words)

    def find(self, pattern: re.Pattern[str], within: Span | None = None) -> Iterator[re.Match[str]]:
        """The matches of a pattern in the block, or in a part of it."""
        span = self.block.span if within is None else within
        return pattern.finditer(self.text, span.start, span.end)

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    def sentence(self, position: int) -> Span:
        """The sentence that a position stands in."""
        return next((span for span in self.block.sentences if span.start <= position < span.end), self.block.span)

    def cite(self, *spans: Span) -> tuple[Evidence, ...]:
        """The words of spans as evidence; in two pieces where page furniture interrupts them."""
        report, found = self.document.report, []
        for span in spans:
            pieces = report.locate(span)
            for piece in pieces:
                words = self.words(span) if len(pieces) == 1 else _within(report, span, piece)
                found.append(Evidence(self.block.slug, piece, report.text[piece.start : piece.end], words))
        return tuple(found)

    def quantity(self, match: re.Match[str], group: str, qualifier: str | None = None) -> Quantity:
        """The number that a group of a match prints, with the qualifier of another group, if there is one."""
        return quantity(self.text, Span(*match.span(group)), match[qualifier] if qualifier else None)

    def entities(self, span: Span, *kinds: str) -> tuple[Entity, ...]:
        """The entities of the kinds that a span names, in order; all kinds where none is given."""
        return tuple(mention.entity for mention in self.mentions if mention.span in span and (not kinds or mention.entity.kind in kinds))

    def entity(self, span: Span, *kinds: str) -> Entity | None:
        """The one entity of the kinds that a span names; None where it names none or several."""
        found = dict.fromkeys(self.entities(span, *kinds))
        return next(iter(found)) if len(found) == 1 else None

    def actor(self, span: Span) -> Entity | None:
        """The one body or person that a span names; the name of a seat stands for the authority there."""
        found = dict.fromkeys(self.actors(span))
        return next(iter(found)) if len(found) == 1 else None

    def actors(self, span: Span) -> tuple[Entity, ...]:
        """The bodies and persons that a span names, in order; the name of a seat stands for the authority there."""
        found = []
        for entity in self.entities(span):
            actor = entity if entity.kind in {"mission", "org", "state", "person"} else self.vocabulary.seated_at(entity)
            if actor and actor not in found:
                found.append(actor)
        return tuple(found)

    def sole_event(self, *types: str) -> Event | None:
        """The one event of a type that the report has told before; None where it told none or several."""
        found = dict.fromkeys(
            event
            for claim in self.earlier
            if claim.kind == "account" and isinstance(event := claim.get("about"), Event) and event.types[0] in types
        )
        return next(iter(found)) if len(found) == 1 else None


def _any_in(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 -- rules ask this hundreds of times a document; a generator takes three times as long
        if word in text:
            return True
    return False


def remembered(reading: Callable[[Passage, Span], _Read]) -> Callable[[Passage, Span], _Read]:
    """A reading of a span that is done once for all the rules of a block: it may depend on nothing but the block and its period."""

    @wraps(reading)
    def once(passage: Passage, span: Span) -> _Read:
        key = (reading.__name__, span.start, span.end)
        if key not in passage.memory:
            passage.memory[key] = reading(passage, span)
        found: _Read = passage.memory[key]
        return found

    return once


def _within(report: Report, span: Span, piece: Span) -> str:
    """The clean words of a span that stand in one of its pieces."""
    return "".join(report.clean[at] for at in range(span.start, span.end) if report.offsets[at] in range(piece.start, piece.end)).strip()
