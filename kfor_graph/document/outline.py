"""A report's text with its structure: masthead, letters, attachments, reports, numbered paragraphs."""

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from datetime import date

from kfor_graph.document import masthead
from kfor_graph.document.grammar import Grammar, grammar
from kfor_graph.document.languages import ENGLISH, language_of
from kfor_graph.document.letters import signatory
from kfor_graph.document.paragraphs import Numbered, numbered, paragraph_spans
from kfor_graph.document.parts import Part
from kfor_graph.document.sentences import sentences
from kfor_graph.errors import SourceError
from kfor_graph.texts import Block, Document, Letter, Printed, Report, ReportPart, Span, When

MASTHEAD_REACH = 1000
"Characters from the beginning within which a masthead prints its symbol, where nothing else is known of a text."

NO_PARAGRAPH = "no numbered paragraph found"

MOST_PARTS = 200
"A document transmits one report or two, with a handful of letters and annexes; a text with hundreds is no report, and slow to relate."


def outline(report: Report) -> Document:
    """The structure of a report, in English or a translation; of a text in a language that is not read, only the masthead.

    Raises SourceError where no numbered paragraph is found: such a text is no report, unless it is a translation with a symbol or letters.
    """
    language = language_of(report.clean)
    words = grammar(language)
    if words is None:
        return _unread(report, language)
    found = words.parts(report)
    if len(found) > MOST_PARTS:
        raise SourceError(report.source.path, f"more than {MOST_PARTS} letters and annexes", "check that the file is a report")
    bounds = tuple(sorted({edge for part in found for edge in (part.span.start, part.span.end)}))
    numbers = numbered(report, bounds)
    if not numbers and language == ENGLISH:
        raise SourceError(report.source.path, NO_PARAGRAPH, "check that the file is a report, or leave it out")
    frame = _Frame(report, found, bounds, numbers, words)
    letters = _letters(report, frame)
    reports = _reports(report, frame, letters)
    blocks = (frame.masthead, *(letter.block for letter in letters), *frame.attachments, *(part.block for part in reports))
    document = Document(
        key="",
        report=report,
        symbol=masthead.symbol(report, frame.masthead.span),
        job_number=masthead.job_number(report),
        distributed=words.distributed(report, frame.masthead.span),
        language=words.language(report, frame.masthead.span),
        text_language=language,
        blocks=blocks,
        letters=letters,
        reports=reports,
    )
    return _named(document, bool(numbers or frame.headings))


def _unread(report: Report, language: str) -> Document:
    """A document of which only symbol and job number are known: the words of its language are not."""
    head = Span(0, min(len(report.clean), MASTHEAD_REACH))
    document = Document(
        key="",
        report=report,
        symbol=masthead.symbol(report, head),
        job_number=masthead.job_number(report),
        text_language=language,
        blocks=(Block("masthead", "masthead", Span(0, 0), None),),
    )
    return _named(document, bool(numbered(report, ())))


def _named(document: Document, is_report: bool) -> Document:
    """The document with its key. Raises SourceError where nothing but its language is known of it."""
    source = document.report.source
    if not (is_report or document.symbol or source.sidecar.symbol or source.sidecar.key):
        raise SourceError(source.path, f"{NO_PARAGRAPH}, no letter and no symbol", "check that the file is a report, or leave it out")
    return replace(document, key=document_key(document))


def document_key(document: Document) -> str:
    """What names a document: the sidecar's key, the printed symbol, the date of the outermost letter, or a checksum of the words."""
    sidecar = document.report.source.sidecar
    if sidecar.key:
        return sidecar.key
    if document.symbol:
        return document.symbol.value.replace("/", "-")
    dated = next((letter.dated for letter in document.letters if letter.dated), None)
    if dated and dated.day:
        return f"letter-{dated.day.isoformat()}"
    return "text-" + hashlib.sha256(document.report.clean.encode()).hexdigest()[:12]


class _Frame:
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
                title = next((part for part in reversed(self.titles) if last <= part.span.start < item.start), None)
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


def _letters(report: Report, frame: _Frame) -> tuple[Letter, ...]:
    """Letters with a heading, and bodies without one between labels, outermost first; what each passes on is what follows it."""
    edges = sorted(
        {part.span.start for part in frame.headings}
        | {part.span.end for part in frame.labels}
        | {0}
        | {frame.report_edge(*start) for start in frame.starts}
    )
    stops = sorted({*edges, *(part.span.start for part in frame.labels), frame.length})
    reports = [frame.report_edge(*start) for start in frame.starts]
    found: list[tuple[Span, Part | None]] = []
    for edge in edges:
        if edge in reports:
            continue
        end = next((stop for stop in stops if stop > edge), frame.length)
        part = next((part for part in frame.headings if part.span.start == edge), None)
        if part or frame.words.is_letter(report.clean[edge:end]):
            start = edge + (len(report.clean[edge:end]) - len(report.clean[edge:end].lstrip()))
            found.append((Span(start, len(report.clean[:end].rstrip())), part))
    return _linked(report, frame, _merge_head(found))


def _merge_head(found: list[tuple[Span, Part | None]]) -> list[tuple[Span, Part | None]]:
    """A masthead that mentions a letter is not one: only the first heading opens the cover letter."""
    if (
        len(found) > 1
        and found[0][1] is None
        and found[0][0].start == 0
        and found[1][1] is not None
        and found[0][0].end <= found[1][0].start
    ):
        return found[1:]
    return found


def _linked(report: Report, frame: _Frame, found: list[tuple[Span, Part | None]]) -> tuple[Letter, ...]:
    slugs = _letter_slugs(len(found))
    starts = [frame.report_edge(*start) for start in frame.starts]
    passes = _passes_on([span.start for span, _ in found], starts)
    letters = []
    for index, (span, part) in enumerate(found):
        dated, sender, addressee = frame.words.heading(part, report) if part else (None, None, None)
        targets = tuple(slugs[at] if kind == "letter" else f"report-{at + 1}" for kind, at in passes[index])
        body = Span(part.span.end + 1 if part and part.span.end < span.end else span.start, span.end)
        block = Block(
            "letter",
            slugs[index],
            span,
            frame.parent(span.start),
            heading=Printed(part.label, part.span) if part else None,
            sentences=sentences(report.clean, body),
        )
        letters.append(Letter(block, dated, sender, addressee, signatory(report, span), targets))
    return tuple(letters)


def _letter_slugs(count: int) -> list[str]:
    """The outermost letter is the Secretary-General's; the others come from the reporting organization."""
    inner = ["letter-nato"] if count == 2 else [f"letter-nato-{number}" for number in range(1, count)]
    return ["letter-sg", *inner]


def _passes_on(letters: list[int], reports: list[int]) -> list[list[tuple[str, int]]]:
    """What each letter transmits: an inner letter the reports up to the next letter, the outermost the inner letters, or the reports."""
    passes: list[list[tuple[str, int]]] = []
    for index, position in enumerate(letters):
        end = letters[index + 1] if index + 1 < len(letters) else float("inf")
        passes.append([("report", at) for at, start in enumerate(reports) if position < start < end])
    if len(letters) > 1:
        passes[0] = [("letter", at) for at in range(1, len(letters))] + passes[0]
    return passes


def _reports(report: Report, frame: _Frame, letters: tuple[Letter, ...]) -> tuple[ReportPart, ...]:
    spans = list(paragraph_spans(frame.numbers, frame.bounds, report.clean))
    dated = next((letter.dated.day for letter in letters if letter.dated and letter.dated.day), None)
    found = []
    for index, (start, title) in enumerate(frame.starts):
        slug = f"report-{index + 1}"
        first = frame.numbers.index(start)
        last = frame.numbers.index(frame.starts[index + 1][0]) if index + 1 < len(frame.starts) else len(frame.numbers)
        paragraphs = _paragraphs(report, slug, list(zip(frame.numbers[first:last], spans[first:last], strict=True)))
        edge = frame.report_edge(start, title)
        block = Block(
            "report",
            slug,
            Span(edge, paragraphs[-1].span.end),
            frame.parent(edge),
            heading=Printed(title.label, title.span) if title else None,
        )
        found.append(ReportPart(block, _period(report, frame.words, slug, paragraphs, letters, dated), paragraphs))
    return _pair_periods(report, frame.words, found, letters, dated)


def _paragraphs(report: Report, slug: str, items: list[tuple[Numbered, Span]]) -> tuple[Block, ...]:
    repeats = len({item.number for item, _ in items}) < len(items)
    section, heading_now = 0, None
    paragraphs = []
    for item, span in items:
        section += item.restart
        if item.heading:
            heading_now = Printed(report.clean[item.heading.start : item.heading.end], item.heading)
        name = f"{slug}-s{section}-p{item.number}" if repeats else f"{slug}-p{item.number}"
        paragraphs.append(
            Block("paragraph", name, span, slug, number=item.number, heading=heading_now, sentences=sentences(report.clean, span))
        )
    return tuple(paragraphs)


def _period(
    report: Report, words: Grammar, slug: str, paragraphs: tuple[Block, ...], letters: tuple[Letter, ...], dated: date | None
) -> When | None:
    """The period from the report's first paragraphs, else from the letter that passes on this one report."""
    places = [paragraph.span for paragraph in paragraphs[:3]]
    places += [letter.block.span for letter in reversed(letters) if letter.transmits == (slug,)]
    for place in places:
        if stated := words.periods(report, place, dated):
            return stated[0]
    return None


def _pair_periods(
    report: Report, words: Grammar, found: list[ReportPart], letters: tuple[Letter, ...], dated: date | None
) -> tuple[ReportPart, ...]:
    """Reports without a period take theirs from a cover letter that lists as many periods as there are reports, in order."""
    if all(part.period for part in found) or not letters:
        return tuple(found)
    listed = words.periods(report, letters[0].block.span, dated)
    if len(listed) != len(found):
        return tuple(found)
    return tuple(part if part.period else replace(part, period=when) for part, when in zip(found, listed, strict=True))
