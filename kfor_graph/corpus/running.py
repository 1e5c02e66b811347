"""Running heads and feet: lines that stand at the top or the bottom of two or more pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kfor_graph.texts import Span

_LINE = re.compile(r"[^\s].*")
_DIGITS = re.compile(r"\d+")
_OF_THE_TEXT = re.compile(
    r"(?:annex|enclosure|appendix|letter dated)\b|.*\breport\b|\(?\w{1,4}[.)]\s|.*[.,;:]\s*\Z|\(signed\)", re.IGNORECASE
)
"Lines that may open or close several pages and are still the report's: labels, titles, paragraphs, ends of sentences."
_SMALL = re.compile(r"[a-z]")
_DEEPEST = 4
"No more than so many lines make a running head."
_LONGEST = 100
"A longer line is running text."


def running_lines(text: str, pages: Sequence[int]) -> Iterator[Span]:
    """The running heads and feet of a text whose pages begin at `pages`. Lines that differ in digits only are the same.

    A number alone is left to `lone`, which tells page marks from paragraph numbers.
    """
    ends = [*pages[1:], len(text)]
    lines = [[Span(*match.span()) for match in _LINE.finditer(text, start, end)] for start, end in zip(pages, ends, strict=True)]
    yield from _repeated(text, lines)
    yield from _repeated(text, [page[::-1] for page in lines])


def _repeated(text: str, pages: list[list[Span]]) -> Iterator[Span]:
    """The lines that pages begin with alike."""
    for depth in range(_DEEPEST):
        forms = Counter(_form(text, page[depth]) for page in pages if len(page) > depth)
        going_on = []
        for page in pages:
            form = _form(text, page[depth]) if len(page) > depth else ""
            if form == "#":
                going_on.append(page)
            elif form and forms[form] > 1:
                yield page[depth]
                going_on.append(page)
        pages = going_on


def _form(text: str, span: Span) -> str:
    """A line as it is compared: digits alike, blanks folded; empty where it is the text's own."""
    line = text[span.start : span.end].strip()
    if len(line) > _LONGEST or _SMALL.match(line) or _OF_THE_TEXT.match(line):
        return ""
    return " ".join(_DIGITS.sub("#", line).split())
