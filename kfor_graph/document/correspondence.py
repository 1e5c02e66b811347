"""The letters of a document, and what each passes on."""

import re
from collections import Counter
from dataclasses import replace

from kfor_graph.document.chain import NamedLetter
from kfor_graph.document.frame import Frame
from kfor_graph.document.letters import signatory
from kfor_graph.document.parts import Part
from kfor_graph.document.sentences import sentences
from kfor_graph.texts import Block, Letter, Printed, Report, Span, When

Head = tuple[When | None, Printed | None, Printed | None]
"Date, sender, addressee."


def correspondence(report: Report, frame: Frame) -> tuple[Letter, ...]:
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


def _linked(report: Report, frame: Frame, found: list[tuple[Span, Part | None]]) -> tuple[Letter, ...]:
    starts = [frame.report_edge(*start) for start in frame.starts]
    passes = _passes_on([span.start for span, _ in found], starts)
    heads = [frame.words.heading(part, report) if part else frame.words.letterhead(report, span) for span, part in found]
    slugs = _letter_slugs([(sender, addressee) for _, sender, addressee in heads])
    letters = []
    for index, (span, part) in enumerate(found):
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
        letters.append(Letter(block, *heads[index], signatory(report, span), targets))
    if len(letters) == 1 and (named := frame.words.named(report, letters[0].block.span)):
        return _with_named(letters[0], named)
    return tuple(letters)


def _with_named(cover: Letter, named: NamedLetter) -> tuple[Letter, ...]:
    """A cover letter, and the letter that it names and that is not printed: its words are those that name it."""
    slug = _letter_slugs([(cover.sender, cover.addressee), (named.sender, None)])[1]
    if slug == cover.block.slug:
        return (cover,)
    block = Block("letter", slug, named.span, cover.block.slug)
    inner = Letter(block, named.dated, named.sender, None, named.signatory, cover.transmits if named.passes_on else ())
    return replace(cover, transmits=(slug, *cover.transmits)), inner


def _letter_slugs(offices: list[tuple[Printed | None, Printed | None]]) -> list[str]:
    """Names from senders and addressees, outermost first: the first letter is the Secretary-General's unless it is addressed to him.

    The others come from the reporting organization, which is NATO unless their office says otherwise.
    """
    bases = []
    for index, (sender, addressee) in enumerate(offices):
        inner = index > 0 or (addressee is not None and "Secretary" in addressee.value)
        other = sender is not None and not re.search(
            r"North\sAtlantic|NATO|Atlantique|Atlántico|OTAN|\AGeneral|\ASecretary-General\Z", sender.value
        )
        bases.append(("letter-org" if other else "letter-nato") if inner else "letter-sg")
    many, seen = Counter(bases), Counter[str]()
    slugs = []
    for base in bases:
        seen[base] += 1
        slugs.append(f"{base}-{seen[base]}" if many[base] > 1 else base)
    return slugs


def _passes_on(letters: list[int], reports: list[int]) -> list[list[tuple[str, int]]]:
    """What each letter transmits: an inner letter the reports up to the next letter, the outermost the inner letters, or the reports."""
    passes: list[list[tuple[str, int]]] = []
    for index, position in enumerate(letters):
        end = letters[index + 1] if index + 1 < len(letters) else float("inf")
        passes.append([("report", at) for at, start in enumerate(reports) if position < start < end])
    if len(letters) > 1:
        passes[0] = [("letter", at) for at in range(1, len(letters))] + passes[0]
    return passes
