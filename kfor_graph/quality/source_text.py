"""Where words stand in a published text: line, column and sentence."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kfor_graph.document.sentences import sentences
from kfor_graph.texts import Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_REACH = 3000
"Characters on either side of the words in which the paragraph's ends are looked for."


@dataclass(frozen=True)
class SourceText:
    """A published text with the file that people find it in."""

    file: str
    "path, for people and machines"
    text: str
    "what was read, verbatim: the offsets of evidence are into it"

    @cached_property
    def _lines(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def place(self, position: int) -> tuple[int, int]:
        """Line and column of a position, both from 1; columns count characters (Unicode code points)."""
        line = bisect_right(self._lines, position)
        return line, position - self._lines[line - 1] + 1

    def sentence(self, span: Span) -> Span:
        """The sentence, or sentences, that words stand in: up to the ends of their paragraph where no full stop parts them."""
        paragraph = self._paragraph(span)
        around = [found for found in sentences(self.text, paragraph) if found.start < span.end and span.start < found.end]
        return Span(around[0].start, around[-1].end) if around else span

    def _paragraph(self, span: Span) -> Span:
        start, end = max(0, span.start - _REACH), min(len(self.text), span.end + _REACH)
        breaks = [match.span() for match in _BLANK_LINE.finditer(self.text, start, end)]
        before = max((last for _, last in breaks if last <= span.start), default=start)
        behind = min((first for first, _ in breaks if first >= span.end), default=end)
        return Span(before, behind)


Texts = Callable[[str], SourceText | None]
"Key of a document → its text; None where there is none, as with data of others."


def no_texts(_key: str) -> None:
    """Of data that came without its texts."""
    return
