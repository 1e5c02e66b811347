"""Words with white space folded → where they stand in a published text, around the page furniture and markup that interrupt them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kfor_graph.texts import Span

_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_MARKUP = re.compile(r"(?:\]\([^()]*\)|[\\*_\[\]#`~|<>-]){1,12}")
_SEEDS = (48, 24, 12, 6, 3)
"Characters by which the beginning of words is looked for: many where there are many, few where markup interrupts them."
_BRIDGES = (24, 10)
"Characters that must go on behind what interrupts words."
_REACH = 1200
"Characters that furniture may take."
_MENDED = 3
"Characters that may have been mended on end, each by one other: 2OO1."
_CANDIDATES = 40


@dataclass(frozen=True)
class Solid:
    """A text without its blanks, with the place of each character that is left."""

    text: str

    @cached_property
    def places(self) -> list[int]:
        """For each solid character, where it stands in the text."""
        found: list[int] = []
        last = 0
        for blank in _UNSEEN.finditer(self.text):
            found += range(last, blank.start())
            last = blank.end()
        found += range(last, len(self.text))
        return found

    @cached_property
    def characters(self) -> str:
        """The text without blanks."""
        return _UNSEEN.sub("", self.text)

    def span(self, first: int, last: int) -> Span:
        """From one solid character to another, both included, in the text."""
        return Span(self.places[first], self.places[last] + 1)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words found in a text."""

    runs: tuple[Span, ...]
    "where they stand, in order; what lies between two runs is furniture or markup"

    @property
    def span(self) -> Span:
        """From the first to the last character."""
        return Span(self.runs[0].start, self.runs[-1].end)

    @property
    def skipped(self) -> int:
        """Characters that interrupt the words, blanks included."""
        return sum(later.start - earlier.end for earlier, later in zip(self.runs, self.runs[1:], strict=False))


def candidates(words: str, solid: Solid) -> Iterator[Aligned]:
    """All places at which words stand whole in a text, in the order of the text."""
    wanted = _UNSEEN.sub("", words)
    if not wanted:
        return
    for seed in _SEEDS:
        start, tried, found = solid.characters.find(wanted[:seed]), 0, False
        while start >= 0 and tried < _CANDIDATES:
            if runs := _runs(wanted, solid.characters, start):
                found = True
                yield Aligned(tuple(solid.span(first, last) for first, last in runs))
            start, tried = solid.characters.find(wanted[:seed], start + 1), tried + 1
        if found:
            return


def _runs(wanted: str, text: str, start: int) -> list[tuple[int, int]]:
    """First and last character of each run of the wanted ones, from a start on; none where they do not go on to their end."""
    runs: list[tuple[int, int]] = []
    at, done = start, 0
    while done < len(wanted):
        same = _common(wanted, done, text, at)
        if same:
            runs.append((at, at + same - 1))
            at, done = at + same, done + same
        if done < len(wanted):
            gap = _gap(wanted, done, text, at)
            if gap is None:
                return []
            at, done = at + gap[0], done + gap[1]
    return runs


def _common(wanted: str, done: int, text: str, at: int) -> int:
    """How many characters are the same from two places on."""
    most = min(len(wanted) - done, len(text) - at)
    if wanted[done : done + most] == text[at : at + most]:
        return most
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[done : done + middle] == text[at : at + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _gap(wanted: str, done: int, text: str, at: int) -> tuple[int, int] | None:
    """How many characters of the text, and of the wanted ones, to leave out so that they go on together."""
    following = wanted[done : done + 3]
    if markup := _MARKUP.match(text, at):
        for skip in range(1, markup.end() - at + 1):
            if text.startswith(following, at + skip) or (
                text[at + skip : at + skip + 1] == wanted[done] and _MARKUP.match(text, at + skip + 1)
            ):
                return skip, 0
    for mended in range(1, _MENDED + 1):
        after = wanted[done + mended : done + mended + 5]
        whole = len(after) == 5 or (after and done + mended + len(after) == len(wanted))
        if whole and text.startswith(after, at + mended):
            return mended, mended
    for bridge in _BRIDGES:
        behind = text.find(wanted[done : done + bridge], at, at + _REACH)
        if behind >= 0:
            return behind - at, 0
    return _mended(wanted, done, text, at)


def _mended(wanted: str, done: int, text: str, at: int) -> tuple[int, int] | None:
    """The least that two spellings of a word differ by before both go on alike; None where they do not."""
    for total in range(1, 2 * _MENDED):
        for left in range(total + 1):
            after = wanted[done + total - left : done + total - left + 8]
            if len(after) == 8 and text.startswith(after, at + left):
                return left, total - left
    return None
