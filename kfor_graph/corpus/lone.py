"""Numbers alone on a line: page marks, or the numbers of paragraphs whose text stands below."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kfor_graph.corpus.joins import is_one_sentence
from kfor_graph.corpus.reading import UNSEEN, ZERO_WIDTH
from kfor_graph.texts import Span

_BLANKS = rf"(?:[^\S\n]|[{ZERO_WIDTH}])*"
_LONE = re.compile(rf"\n{_BLANKS}(?P<number>\d{{1,3}})(?P<stop>\.?)(?={_BLANKS}(?:\n|\Z))")
_AROUND = re.compile(rf"[\s{ZERO_WIDTH}]*")
_BLANK_LINE = re.compile(rf"\n{_BLANKS}\n")
_REACH = 400
"How many characters before a number its neighbour is looked for."


def lone_marks(masked: str, furniture: Sequence[Span]) -> Iterator[Span]:
    """The page marks among the numbers that stand alone on a line.

    One is a page mark beside other furniture, at a page break, or where a sentence goes on around it; but not where it continues
    the paragraph numbers that stand alone on lines. A number with a full stop is never one.
    """
    lone = list(_LONE.finditer("\n" + masked))
    numbers = [int(match["number"]) for match in lone]
    paragraph = 0
    for at, match in enumerate(lone):
        start, end = match.start("number") - 1, match.end("number") - 1
        is_next = paragraph and numbers[at] == paragraph + 1 and numbers[at] not in numbers[at + 1 :]
        if match["stop"] or is_next or not _is_page_mark(masked, start, end, furniture):
            paragraph = numbers[at]
        else:
            yield Span(start, end)


def _is_page_mark(masked: str, start: int, end: int, furniture: Sequence[Span]) -> bool:
    """Whether the surroundings of a lone number are those of a page mark."""
    window = masked[max(0, start - _REACH) : start]
    before = start - len(window) + len(window.rstrip(UNSEEN))
    around = _AROUND.match(masked, end)
    after = around.end() if around else end
    if "\f" in masked[before:start] or "\f" in masked[end:after] or (after == len(masked) and "\f" in masked):
        return True
    at = bisect_right(furniture, Span(start, end))
    if (at and furniture[at - 1].end == before) or (at < len(furniture) and furniture[at].start == after):
        return True
    has_gaps = _BLANK_LINE.search(masked, before, start) and _BLANK_LINE.search(masked, end, after)
    return bool(has_gaps) and is_one_sentence(masked, before, after)
