"""Numbered paragraphs and the headings above them, found by the numbers' own order: one line or many, with or without full stops."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph.document.dates import MONTH
from kfor_graph.document.sentences import sentences
from kfor_graph.texts import Report, Span

HEADING_WORDS = 8
"A heading has at most so many words and no final stop."

_LONGEST_LINE = 400
"Characters. Lines of a text that has its lines are shorter on average."

_NUMBER = re.compile(rf"(?P<number>\d(?<!\S\d)\d{{0,2}})(?P<stop>\.?)\s(?!{MONTH}\b)(?=[\"“‘(\[]*[^\W\d_a-zß-öø-ÿ])")
_BRACKETED = re.compile(r"(?<!\S)[(\[]?(?P<number>\d{1,3})(?P<stop>[)\]]\.?|\s[-–—])\s(?=[\"“‘\[]*[^\W\d_a-zß-öø-ÿ])")
"(4), 4), [4] or 4 –, which number paragraphs only where nothing else does: within paragraphs they count the items of lists"
_FOOT = 2 / 3
"Share of a text behind which what begins to be numbered so are its notes."
_SENTENCE_END = re.compile(r"[.!?;:][\"”’)\]]*\s\Z")
_FIGURE_END = re.compile(r"\d\s\Z")
"the last figure of a table, behind which the number that comes next in the count begins a paragraph though no stop stands between"
_TABLE_ROW = re.compile(r"(?:[Tt]otal\b|.*\s\d).*\s\d[\d,.]*\Z")
"the end of a table: figures, or a total"
_FIRST_FOOTNOTE = re.compile(r"1\s(?=[A-Z])")
_OUTLINE_LABEL = re.compile(r"(?:[IVX]+|[A-Z])\.\s")
_LABEL_ALONE = re.compile(r"(?:[IVX]+|[A-Z])\.\s?")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph number as found."""

    number: int
    start: int
    "the number's first digit"
    words: int
    "the first character after the number"
    restart: bool
    "the count begins again here"
    heading: Span | None
    "what stands between the paragraph before and this one"


def numbered(report: Report, bounds: tuple[int, ...]) -> tuple[Numbered, ...]:
    """All paragraph numbers of a text, in order.

    `bounds` are the clean positions, ascending, at which a part begins (attachments, letters, titles): no paragraph runs across one,
    and after one the count may begin again.
    """
    if found := _counted(report, bounds, _NUMBER):
        return found
    bracketed = _counted(report, bounds, _BRACKETED)
    return bracketed if bracketed and bracketed[0].start < len(report.clean) * _FOOT else ()


def _counted(report: Report, bounds: tuple[int, ...], pattern: re.Pattern[str]) -> tuple[Numbered, ...]:
    found: list[Numbered] = []
    for match in pattern.finditer(report.clean):
        number, start = int(match["number"]), match.start()
        floor = found[-1].words if found else 0
        bound = bisect_right(bounds, start)
        crossed = bool(bound) and bounds[bound - 1] >= floor
        expected = found[-1].number + 1 if found else 1
        continues = bool(found) and not crossed and expected <= number <= expected + (2 if match["stop"] else 0)
        if not continues and number != 1:
            continue
        edge = max(floor, bounds[bound - 1]) if crossed else floor
        heading = _heading(report, edge, start, crossed or not found)
        if found and not continues and not crossed and not heading and not match["stop"]:
            continue  # the number of a footnote
        opens = crossed and not report.clean[edge:start].strip()
        after_table = (
            bool(match["stop"]) and continues and number == expected and _FIGURE_END.search(report.clean, max(0, start - 2), start)
        )
        if opens or after_table or _begins(report, match, heading):
            found.append(Numbered(number, start, match.end(), not continues, heading))
    return tuple(found)


def _begins(report: Report, match: re.Match[str], heading: Span | None) -> bool:
    """Whether a number stands where a paragraph can begin: at a line, behind a sentence, or behind a heading.

    A number that has lost its full stop begins one only where the same number with its stop does not follow.
    """
    start = match.start()
    line = start in _lines(report, start)
    after_sentence = start == 0 or bool(_SENTENCE_END.search(report.clean, max(0, start - 4), start))
    if match["stop"]:
        return line or after_sentence or heading is not None
    if not (after_sentence or ((line or _is_one_line(report)) and heading is not None)):
        return False
    return not re.compile(rf"(?<!\S){match['number']}\.\s[A-Z]").search(report.clean, match.end())


def _is_one_line(report: Report) -> bool:
    """Whether the lines of the source are lost."""
    return len(report.lines) * _LONGEST_LINE < len(report.clean)


def _lines(report: Report, position: int) -> tuple[int, ...]:
    at = bisect_left(report.lines, position)
    return report.lines[at : at + 1]


def _heading(report: Report, floor: int, end: int, first: bool) -> Span | None:
    """The heading that ends right before `end`: short words without a stop, behind a sentence, a title or a break between blocks."""
    floor += report.clean[floor:end].startswith(" ")
    tail = sentences(report.clean, Span(floor, end))
    if not tail or (len(tail) == 1 and not first):
        return _last_block(report, floor, end)
    labelled = len(tail) > 1 and _LABEL_ALONE.fullmatch(report.clean, tail[-2].start, tail[-2].end)
    last = Span(tail[-2 if labelled else -1].start, len(report.clean[: tail[-1].end].rstrip()))
    if _is_heading(report.clean, last):
        return last
    return _last_block(report, floor, end)


def _last_block(report: Report, floor: int, end: int) -> Span | None:
    at = bisect_left(report.blocks, end) - 1
    if at < 0 or report.blocks[at] <= floor:
        return None
    last = Span(report.blocks[at], len(report.clean[:end].rstrip()))
    return last if _is_heading(report.clean, last) else None


def _is_heading(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    label = _OUTLINE_LABEL.match(words)
    words = words[label.end() :] if label else words
    short = bool(words) and words[0].isupper() and words[-1] not in ".:;,!?" and len(words.split()) <= HEADING_WORDS
    return short and not _TABLE_ROW.match(words)


def paragraph_spans(found: tuple[Numbered, ...], bounds: tuple[int, ...], report: Report) -> Iterator[Span]:
    """The words of each paragraph, number excluded: up to the next heading, number or part, or the footnotes below the last one."""
    text = report.clean
    for index, item in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        end = len(text)
        if following:
            end = following.heading.start if following.heading else following.start
        at = bisect_right(bounds, item.words)
        if at < len(bounds):
            end = min(end, bounds[at])
        if not following:
            end = _footnotes(report, item.words, end)
        yield Span(item.words, max(item.words, len(text[:end].rstrip())))


def _footnotes(report: Report, start: int, end: int) -> int:
    """Where footnotes begin that stand as blocks of their own below a paragraph; its end where there are none.

    Only the first can be told from a paragraph that begins with a count.
    """
    for block in report.blocks[bisect_right(report.blocks, start) : bisect_left(report.blocks, end)]:
        if _FIRST_FOOTNOTE.match(report.clean, block, end) and _SENTENCE_END.search(report.clean, max(0, block - 4), block):
            return block
    return end
