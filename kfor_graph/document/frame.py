"""Where the parts of a text begin and end: masthead, attachments, reports."""

from bisect import bisect_right
from collections import Counter

from kfor_graph.document.grammar import Grammar
from kfor_graph.document.paragraphs import Numbered
from kfor_graph.document.parts import Part
from kfor_graph.texts import Block, Printed, Report, Span


class Frame:
    """Where everything begins and ends, worked out once."""

    def __init__(
        self, report: Report, found: tuple[Part, ...], bounds: tuple[int, ...], numbers: tuple[Numbered, ...], words: Grammar
    ) -> None:
        self.length, self.bounds, self.numbers, self.words = len(report.clean), bounds, numbers, words
        self.labels = [part for part in found if part.kind == "attachment"]
        self.headings = [part for part in found if part.kind == "letter"]
        self.titles = [part for part in found if part.kind == "title"]
        first = min(
            [part.span.start for part in found] + [(item.heading or Span(item.start, item.words)).start for item in numbers[:1]], default=0
        )
        self.masthead = Block("masthead", "masthead", Span(0, first), None)
        self.starts = self._report_starts()
        self.attachments = tuple(self._attachments())

    def _report_starts(self) -> list[tuple[Numbered, Part | None]]:
        """The first paragraph of each report, with its title; a count that merely begins again under a heading opens none."""
        starts: list[tuple[Numbered, Part | None]] = []
        last = 0
        for item in self.numbers:
            opened = bisect_right(self.bounds, item.start) > bisect_right(self.bounds, last)
            if not starts or (item.restart and opened):
                edge = max([last, *(part.span.start for part in (*self.headings, *self.labels) if part.span.start < item.start)])
                title = next((part for part in reversed(self.titles) if edge <= part.span.start < item.start), None)
                starts.append((item, title))
            last = item.words
        return starts

    def _attachments(self) -> list[Block]:
        """Annexes stand in the document; enclosures and appendices in the annex before them."""
        kinds = Counter(part.slug for part in self.labels)
        seen: Counter[str] = Counter()
        blocks: list[Block] = []
        annex = None
        for index, part in enumerate(self.labels):
            kind = part.slug
            seen[kind] += 1
            slug = kind + (f"-{seen[kind]}" if kinds[kind] > 1 else "")
            end = self.labels[index + 1].span.start if index + 1 < len(self.labels) else self.length
            blocks.append(
                Block(
                    "attachment",
                    slug,
                    Span(part.span.start, end),
                    None if kind == "annex" else annex,
                    heading=Printed(part.label, part.span),
                )
            )
            annex = slug if kind == "annex" else annex
        return blocks

    def parent(self, position: int) -> str | None:
        """The attachment that a position stands in."""
        return next((block.slug for block in reversed(self.attachments) if block.span.start <= position), None)

    def report_edge(self, start: Numbered, title: Part | None) -> int:
        """Where a report begins: at its title, else its heading, else its first number."""
        if title:
            return title.span.start
        return start.heading.start if start.heading else start.start
