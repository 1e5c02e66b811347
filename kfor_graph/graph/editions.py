"""Whether two texts are editions of one document, the same in substance though read anew or mended; else where they differ."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kfor_graph.model import Claim
from kfor_graph.texts import Span

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")

Edition = tuple[str, Sequence[Claim]]
"Clean text and claims."


def one_document(editions: Sequence[Edition]) -> bool:
    """Whether all editions say the same as the one that most is taken from.

    A reading may lack claims, words or figures that the fullest has, as a PDF may that loses a line or prints more page marks; it may not
    say anything else. Nine words in ten are the same, so that a letter of the same day on another matter is another document.
    """
    fullest = max(editions, key=lambda edition: (len(edition[1]), edition[0]))
    return all(_agree(fullest, edition) for edition in editions if edition is not fullest)


def first_difference(one: str, other: str) -> tuple[Span, Span] | None:
    """The first words in which two copies of a text differ, as spans of each; None for texts that are no copies, or the same words.

    Copies share nine words in ten.
    """
    words = [list(_WORD.finditer(text)) for text in (one, other)]
    said = [[match[0] for match in found] for found in words]
    common = sum((Counter(said[0]) & Counter(said[1])).values())
    if 20 * common < 9 * (len(said[0]) + len(said[1])):
        return None
    for tag, start, end, other_start, other_end in SequenceMatcher(None, said[0], said[1], autojunk=False).get_opcodes():
        if tag != "equal":
            return _around(words[0], start, end, len(one)), _around(words[1], other_start, other_end, len(other))
    return None


def _around(words: Sequence[re.Match[str]], start: int, end: int, length: int) -> Span:
    """From the first of some words to the last; the place between its neighbours for none."""
    if start < end:
        return Span(words[start].start(), words[end - 1].end())
    at = words[start].start() if start < len(words) else length
    return Span(at, at)


def _agree(one: Edition, other: Edition) -> bool:
    if not _said(other) <= _said(one):
        return False
    figures, words = _counted(one[0])
    other_figures, other_words = _counted(other[0])
    if not (figures <= other_figures or other_figures <= figures):
        return False
    common = sum((words & other_words).values())
    return 20 * common >= 9 * (sum(words.values()) + sum(other_words.values()))


def _said(edition: Edition) -> set[str]:
    """What the claims say, without where and in which words."""
    return {str(replace(claim, block="", evidence=())) for claim in edition[1]}


def _counted(text: str) -> tuple[Counter[str], Counter[str]]:
    """The figures and the words of a text, counted."""
    counted = Counter(_WORD.findall(text.casefold()))
    figures = Counter({word: count for word, count in counted.items() if word[0].isdigit()})
    return figures, counted - figures
