"""What is read: a file, its text and the structure of that text. Frozen values, made by one stage, read by the later ones.

Two texts matter. The *published* text is a report as read, verbatim, with its furniture and markup; evidence points into it. The
*clean* text is the same words with white space folded and furniture and markup taken out; every rule reads it. A `Span` is into the
clean text unless it says otherwise, and `Report.locate` leads from the one to the other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open, in characters (Unicode code points)."""

    start: int
    "the first character"
    end: int
    "the character after the last"

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end


class Offsets:
    """For each clean character, where it stands in the published text: ascending, held as runs of neighbours, which are few."""

    __slots__ = ("_first", "_length", "_published")

    def __init__(self, runs: Iterable[tuple[int, int]]) -> None:
        """From the runs in order, each its first published position and its length; such as touch become one."""
        self._first: list[int] = []
        self._published: list[int] = []
        self._length, end = 0, -1
        for start, length in runs:
            if length and start != end:
                self._first.append(self._length)
                self._published.append(start)
            if length:
                self._length, end = self._length + length, start + length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        return (self[at] for at in range(self._length))

    def __getitem__(self, index: int) -> int:
        at = index + self._length if index < 0 else index
        if not 0 <= at < self._length:
            raise IndexError(index)
        run = bisect_right(self._first, at) - 1
        return self._published[run] + at - self._first[run]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Offsets) and self._runs() == other._runs()

    def __hash__(self) -> int:
        return hash((tuple(self._first), tuple(self._published), self._length))

    def _runs(self) -> tuple[list[int], list[int], int]:
        return self._first, self._published, self._length

    def first_from(self, position: int) -> int:
        """The first clean character that stands at a published position or behind it; the number of characters where none does."""
        run = bisect_right(self._published, position) - 1
        if run < 0:
            return 0
        end = self._first[run + 1] if run + 1 < len(self._first) else self._length
        return min(self._first[run] + position - self._published[run], end)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a text does not print but is known of it, from `reports.toml`."""

    key: str | None = None
    "the document's key, where it is to differ from the one that the text gives"
    symbol: str | None = None
    "a UN symbol learnt elsewhere"
    url: str | None = None
    "where the document is published"
    title: str | None = None
    "a title for people"
    sha256: str | None = None
    "checksum of the file that the other facts are about, 64 hexadecimal digits"
    retrieved: date | None = None
    "the day on which the file was got from the URL"
    curation: str | None = None
    "name of the table of corrections beside the file, where it is another than curation.tsv"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came."""

    path: str
    "where it was read from; for messages only, never written to the graph"
    name: str
    "its file name"
    media_type: str
    "such as text/plain or application/pdf"
    sha256: str
    "checksum of its bytes, 64 hexadecimal digits"
    length: int
    "number of its bytes"
    sidecar: Sidecar = Sidecar()
    "facts from beside the file"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What of a text was read by OCR."""

    pages: tuple[int, ...]
    "numbers from 1, ascending"
    software: str
    "what read them, with its version: tesseract 5.3.0"

    def __str__(self) -> str:
        """In one line: pages 1-3, 5 read by OCR, tesseract 5.3.0."""
        ranges: list[list[int]] = []
        for page in self.pages:
            if ranges and page == ranges[-1][-1] + 1:
                ranges[-1][1:] = [page]
            else:
                ranges.append([page])
        told = ", ".join("-".join(map(str, ends)) for ends in ranges)
        return f"page{'s' * (len(self.pages) > 1)} {told} read by OCR, {self.software}"


@dataclass(frozen=True, slots=True)
class Report:
    """A source as read."""

    source: Source
    "the file"
    text: str
    "the published text: what was read, verbatim"
    sha256: str
    "checksum of the published text in UTF-8, 64 hexadecimal digits; its first 16 name it"
    clean: str
    "the words with white space folded to single blanks, without furniture and markup"
    offsets: Offsets
    "for each clean character, where it stands in the published text"
    lines: tuple[int, ...]
    "clean positions at which a line of the source begins, ascending"
    blocks: tuple[int, ...]
    "clean positions at which a block begins (after a blank line, or a block element); each is also in `lines`"
    furniture: tuple[Span, ...] = ()
    "page furniture, as spans of the published text, ascending: running heads, footers, page marks, bar codes"
    pages: tuple[int, ...] = ()
    "published positions at which a page begins; empty where the source has no pages"
    warnings: tuple[str, ...] = ()
    "what the reader had to put up with, such as a Latin-1 encoding"
    recognition: Recognition | None = None
    "what of the text was read by OCR"

    def locate(self, span: Span) -> tuple[Span, ...]:
        """A clean span as spans of the published text: one, or more where furniture interrupts it."""
        start, stop = self.offsets[span.start], self.offsets[span.end - 1] + 1
        if stop - start == len(span) and self.clean[span.start] != " " != self.clean[span.end - 1]:
            return (Span(start, stop),)  # what stands together there stands together here
        pieces, first, last = [], span.start, span.end - 1
        for furniture in self.furniture:
            after = min(self.offsets.first_from(furniture.end), span.end)
            before = self.offsets.first_from(furniture.start) - 1
            if first <= before and after <= last:
                pieces.append(self._between(first, before))
                first = after
        return (*pieces, self._between(first, last))

    def _between(self, first: int, last: int) -> Span:
        """From one clean character to another, both included, in the published text, without blanks at the ends."""
        while first < last and self.clean[last] == " ":
            last -= 1
        while first < last and self.clean[first] == " ":
            first += 1
        return Span(self.offsets[first], self.offsets[last] + 1)

    def page(self, position: int) -> int | None:
        """The page, from 1, of a position of the published text; None where the source has no pages."""
        return bisect_right(self.pages, position) or None


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day, both included; None leaves an end open."""

    start: date | None
    "first day"
    end: date | None
    "last day"


@dataclass(frozen=True, slots=True)
class When:
    """A day or a period as a text gives it."""

    period: Period
    "the days; start and end are equal for one day"
    precision: str
    "notation in the scheme date-precision"
    span: Span
    "the words"

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.period.start if self.period.start == self.period.end else None


@dataclass(frozen=True, slots=True)
class Printed:
    """A string that the text prints."""

    value: str
    "the value, normalised"
    span: Span
    "the words"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document that can be cited by itself."""

    kind: str
    "masthead, letter, attachment, report or paragraph"
    slug: str
    "its name within the document, such as report-1-p7"
    span: Span
    "its words"
    parent: str | None
    "slug of the part that it stands in; None for the document itself"
    number: int | None = None
    "printed number of a paragraph"
    heading: Printed | None = None
    "what it stands under, for a paragraph; its own title or label for a report or attachment"
    sentences: tuple[Span, ...] = ()
    "sentences of a paragraph or a letter's body"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that transmits reports or other letters."""

    block: Block
    "the part"
    dated: When | None
    "its date, from its own heading"
    sender: Printed | None
    "the office it comes from, as printed in its heading"
    addressee: Printed | None
    "the office it goes to, as printed in its heading"
    signatory: Printed | None
    "who signed it"
    transmits: tuple[str, ...]
    "slugs of the letters or reports that it passes on"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One report within a document."""

    block: Block
    "the part; its heading is the title"
    period: When | None
    "what it covers; the span may lie in the letters"
    paragraphs: tuple[Block, ...]
    "in order"


@dataclass(frozen=True, slots=True)
class Document:
    """A report's text with its structure."""

    key: str
    "names it in the graph: S-2007-652"
    report: Report
    "the text"
    symbol: Printed | None = None
    "UN symbol that the masthead or running heads print; the span is into the *published* text"
    job_number: Printed | None = None
    "the printer's number; the span is into the *published* text"
    distributed: When | None = None
    "distribution date"
    language: Printed | None = None
    "original language, as a BCP 47 tag"
    text_language: str = "en"
    "language of the text, as a BCP 47 tag; und where it is none that is recognised"
    blocks: tuple[Block, ...] = ()
    "masthead, letters, attachments and reports; paragraphs are in `reports`"
    letters: tuple[Letter, ...] = ()
    "outermost first"
    reports: tuple[ReportPart, ...] = ()
    "in order"
