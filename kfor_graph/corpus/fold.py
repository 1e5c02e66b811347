"""Masked text → clean text with offsets, lines and blocks."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kfor_graph.corpus.joins import is_one_sentence, is_one_word
from kfor_graph.corpus.reading import UNSEEN, ZERO_WIDTH
from kfor_graph.texts import Offsets, Span

_GAP = re.compile(rf"[\s{ZERO_WIDTH}](?:[\s{ZERO_WIDTH}]+|(?<! ))")
"Every gap that is more, or other, than one plain blank."
_WHITE = re.compile(r"\s")
_INKED = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Folded:
    """The clean side of a `texts.Report`; see there."""

    clean: str
    "the words"
    offsets: Offsets
    "where each character stands in the published text"
    lines: tuple[int, ...]
    "where lines begin"
    blocks: tuple[int, ...]
    "where blocks begin"


def fold(masked: str, furniture: Sequence[Span] = (), breaks: Sequence[int] = (), glued: Sequence[int] = ()) -> Folded:
    """Takes furniture and markup out, and makes one blank of each gap between words.

    masked: the text without markup
    furniture: spans to take out, ascending and disjoint
    breaks: positions at which a block begins
    glued: positions before which a blank was lost
    """
    masked = _without(masked, furniture)
    first, last = _ends(masked)
    gaps = [match.span() for match in _GAP.finditer(masked, first, last)]
    if glued:
        gaps = sorted([*gaps, *((position, position) for position in glued)])
    starts = [span.start for span in furniture]
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    lines, blocks = [0], {0}
    length = 0
    at = first
    for start, end in gaps:
        parts.append(masked[at:start])
        runs.append((at, start - at))
        length += start - at
        at = end
        gap = masked[start:end]
        is_broken = "\n" in gap or "\f" in gap
        newlines = gap.count("\n")
        if is_broken and is_one_word(masked, start, end):
            continue
        white = 0 if not gap or gap[0].isspace() else _white(gap)
        if white < 0:
            continue
        parts.append(" ")
        runs.append((start + white, 1))
        length += 1
        if is_broken:
            lines.append(length)
            is_page = "\f" in gap or bisect_left(starts, start) < bisect_left(starts, end)
            if newlines > 1 and not (is_page and is_one_sentence(masked, start, end)):
                blocks.add(length)
    parts.append(masked[at:last])
    offsets = Offsets([*runs, (at, last - at)])
    clean = "".join(parts).replace("‐", "-").replace("‑", "-")
    blocks.update(_begun(clean, offsets, breaks))
    return Folded(clean, offsets, tuple(sorted({*lines, *blocks})), tuple(sorted(blocks)))


def _white(gap: str) -> int:
    """Where the first white space of a gap stands; -1 where it has none, only what prints nothing."""
    match = _WHITE.search(gap)
    return match.start() if match else -1


def _without(masked: str, furniture: Sequence[Span]) -> str:
    """Blanks for furniture; its line ends stay."""
    parts, at = [], 0
    for span in furniture:
        parts += [masked[at : span.start], _INKED.sub(" ", masked[span.start : span.end])]
        at = span.end
    return "".join([*parts, masked[at:]])


def _ends(masked: str) -> tuple[int, int]:
    """Where the first word begins and the last one ends."""
    last = len(masked.rstrip(UNSEEN))
    return len(masked) - len(masked.lstrip(UNSEEN)) if last else 0, last


def _begun(clean: str, offsets: Offsets, breaks: Sequence[int]) -> set[int]:
    """The clean positions of published ones, each at the word that follows."""
    positions = {offsets.first_from(position) for position in breaks}
    return {position + (clean[position] == " ") for position in positions if position < len(clean)}
