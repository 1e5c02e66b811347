"""Findings on a terminal, as a good compiler shows them: what is wrong, the sentence, the words underlined, the figures."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from kfor_graph.model import Evidence, Finding
from kfor_graph.quality.findings import SEVERITIES, ordered
from kfor_graph.quality.home import Homes, short
from kfor_graph.texts import Span

_WIDTH = 100
"Characters of a row of a sentence."
_PIECE = re.compile(r"\s+|\S+")
_UNDERLINE = {True: "^", False: "-"}
"Under words in question, and under those that they are checked against."


def exit_code(findings: Iterable[Finding]) -> int:
    """1 where any finding is a Violation, which is our mistake; else 0."""
    return int(any(finding.severity == "Violation" for finding in findings))


def findings_text(findings: Iterable[Finding], homes: Homes | None = None) -> str:
    """Findings, the worst first, each with file, line and column, what is wrong, the sentence and the words in it; then their counts."""
    found = ordered(findings)
    homes = homes or Homes()
    return "\n\n".join([*("\n".join(_lines(finding, homes)) for finding in found), _counts(found)]) + "\n"


def _lines(finding: Finding, homes: Homes) -> Iterator[str]:
    part = " ".join(filter(None, (finding.document, finding.block)))
    marked = [(finding.document, piece, True) for piece in finding.evidence] + [(*related, False) for related in finding.related]
    placed = [(key, piece, own) for key, piece, own in marked if homes.place(key, piece)]
    first = homes.place(placed[0][0], placed[0][1]) if placed else None
    graph = homes.graph(finding)
    where = f"{first.file}:{first.line}:{first.column}" if first else part or graph or finding.focus
    yield f"{where}: {finding.severity}[{finding.check}]: {_plain(finding.message)}"
    for key, piece, own in marked:
        if (key, piece, own) not in placed:
            yield f"     | {'' if own else 'beside '}“{_plain(piece.quote)}”"
    yield from _sentences(placed, homes)
    if finding.formula:
        yield f"     = {finding.formula} = {finding.recomputed}, printed {finding.printed}"
    names = [part if first else "", short(finding.focus) if finding.focus != where else "", graph if graph != where else ""]
    if any(names):
        yield f"     = {', '.join(filter(None, names))}"


def _sentences(placed: Collection[tuple[str, Evidence, bool]], homes: Homes) -> Iterator[str]:
    """The sentences of the words, each once, with all the words in it underlined."""
    shown: dict[tuple[str, Span], list[tuple[Span, bool]]] = {}
    for key, piece, own in placed:
        if source := homes.source(key):
            shown.setdefault((key, source.sentence(piece.span)), []).append((piece.span, own))
    for (key, sentence), words in shown.items():
        source = homes.source(key)
        if source is None:
            continue
        rows, marks = _rows(source.text, sentence, words)
        number = str(source.place(sentence.start)[0])
        for index, (row, mark) in enumerate(zip(rows, marks, strict=True)):
            yield f"{number if not index else '':>{max(4, len(number))}} | {row}"
            if mark:
                yield f"{'':>{max(4, len(number))}} | {mark}"


def _rows(text: str, sentence: Span, words: Iterable[tuple[Span, bool]]) -> tuple[list[str], list[str]]:
    """A sentence in rows, and the underlines of each; white space is one blank."""
    line, places = "", list[int]()
    for match in _PIECE.finditer(text, sentence.start, sentence.end):
        piece = " " if match[0].isspace() else "".join(letter if letter.isprintable() else "?" for letter in match[0])
        line += piece
        places += range(match.start(), match.start() + len(piece))
    marks = [" "] * len(line)
    for span, own in sorted(words, key=lambda item: item[1]):
        for at, place in enumerate(places):
            if place in range(span.start, span.end):
                marks[at] = _UNDERLINE[own]
    rows, underlines, start = [], [], 0
    while start < len(line):
        end = start + _WIDTH
        if end < len(line):
            end = line.rfind(" ", start + 1, end + 1) + 1 or end
        rows.append(line[start:end].rstrip())
        underlines.append("".join(marks[start:end]).rstrip())
        start = end
    return rows, underlines


def _plain(words: str) -> str:
    """Words of a source on one line, without what could command a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(words.split()))


def _counts(findings: Collection[Finding]) -> str:
    """One line, such as: 1 Violation, 0 Warnings, 2 Info."""
    counts = Counter(finding.severity for finding in findings)
    plural = {"Violation": "Violations", "Warning": "Warnings"}
    return ", ".join(f"{counts[name]} {name if counts[name] == 1 else plural.get(name, name)}" for name in SEVERITIES)
