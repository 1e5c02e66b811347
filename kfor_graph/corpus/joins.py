"""What a gap between two words means: whether one word goes on across it, whether one sentence does."""

import re

from kfor_graph.corpus.reading import UNSEEN

_COMPOUND_GOES_ON = re.compile(r"(?!(?:and|or|to|nor|but)\s)[^\W\d_]")
"Behind a hyphen: face-to-/face, not short-/and long-term."
_ENDS = frozenset(".:;!?)]\"'”’»")
_NUMBERED = re.compile(r"\d{1,3}[.)]?\s")


def is_one_word(masked: str, start: int, end: int) -> bool:
    """Whether the characters before and after a gap that holds a line end are one word, such as face-to-/face or COVID-/19."""
    if start < 2 or end >= len(masked):
        return False
    mark, before, after = masked[start - 1], masked[start - 2], masked[end]
    if masked[start] == "\xad":
        return mark.isalpha() and after.islower()
    if mark not in "-‐–—/" or not before.isalnum() or not after.isalnum():
        return False
    return mark in "–—/" or not after.islower() or _COMPOUND_GOES_ON.match(masked, end) is not None


def is_one_sentence(masked: str, start: int, end: int) -> bool:
    """Whether the sentence before a page break seems to go on behind it. A heading or signature before it does not."""
    before = masked[max(0, start - 80) : start].rstrip(UNSEEN)
    if not before or before[-1] in _ENDS or end >= len(masked):
        return False
    after = masked[end : end + 40].lstrip(UNSEEN)
    if after[:1].islower():
        return True
    last = before.split()[-1]
    return last[0].islower() and not _NUMBERED.match(after) and len(before.rsplit("\n", 1)[-1].split()) > 4
