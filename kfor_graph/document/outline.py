"""A report's text with its structure: masthead, letters, attachments, reports, numbered paragraphs."""

import hashlib
from dataclasses import replace
from datetime import date

from kfor_graph.document import masthead
from kfor_graph.document.correspondence import correspondence
from kfor_graph.document.frame import Frame
from kfor_graph.document.grammar import Grammar, grammar
from kfor_graph.document.languages import ENGLISH, language_of
from kfor_graph.document.paragraphs import Numbered, numbered, paragraph_spans
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
    frame = Frame(report, found, bounds, numbers, words)
    letters = correspondence(report, frame)
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


def _reports(report: Report, frame: Frame, letters: tuple[Letter, ...]) -> tuple[ReportPart, ...]:
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
