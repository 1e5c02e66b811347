"""Masked text → clean text with offsets, lines and blocks."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kfor_graph.corpus.joins import is_one_sentence, is_one_word
from kfor_graph.corpus.reading import UNSEEN, ZERO_WIDTH
from kfor_graph.texts import Span

_GAP = re.compile(rf"[\s{ZERO_WIDTH}]{{2,}}|[^\S ]|[{ZERO_WIDTH}]")
"Every gap that is more, or other, than one plain blank."
_WHITE = re.compile(r"\s")
_INKED = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Folded:
    """The clean side of a `texts.Report`; see there."""

    clean: str
    "the words"
    offsets: tuple[int, ...]
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
    offsets: list[int] = []
    lines, blocks = [0], {0}
    at = first
    for start, end in gaps:
        parts.append(masked[at:start])
        offsets.extend(range(at, start))
        at = end
        gap = masked[start:end]
        is_broken = "\n" in gap or "\f" in gap
        newlines = gap.count("\n")
        if is_broken and is_one_word(masked, start, end):
            continue
        white = _WHITE.search(gap)
        if not white and gap:
            continue
        parts.append(" ")
        offsets.append(start + white.start() if white else start)
        if is_broken:
            lines.append(len(offsets))
            is_page = "\f" in gap or bisect_left(starts, start) < bisect_left(starts, end)
            if newlines > 1 and not (is_page and is_one_sentence(masked, start, end)):
                blocks.add(len(offsets))
    parts.append(masked[at:last])
    offsets.extend(range(at, last))
    clean = "".join(parts).replace("‐", "-").replace("‑", "-")
    blocks.update(_begun(clean, offsets, breaks))
    return Folded(clean, tuple(offsets), tuple(sorted({*lines, *blocks})), tuple(sorted(blocks)))


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


def _begun(clean: str, offsets: Sequence[int], breaks: Sequence[int]) -> set[int]:
    """The clean positions of published ones, each at the word that follows."""
    positions = {bisect_left(offsets, position) for position in breaks}
    return {position + (clean[position] == " ") for position in positions if position < len(clean)}
