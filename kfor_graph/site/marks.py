"""Intervals over a text, which may overlap in any way → openings and closings that never cross, as HTML wants them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """An interval of a text that means something."""

    start: int
    "the first character"
    end: int
    "the character after the last"
    key: str
    "what it means"


@dataclass(frozen=True, slots=True)
class Open:
    """Here a piece of a mark begins."""

    mark: Mark
    depth: int
    "how many others are open around it"
    first: bool
    "whether it is the mark's first piece"


@dataclass(frozen=True, slots=True)
class Words:
    """Characters of the text, under all marks that are open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Close:
    """Here the piece that was opened last ends."""

    mark: Mark
    last: bool
    "whether the mark ends too"


Step = Open | Words | Close


def steps(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Step]:
    """The text from start to end as openings, words and closings; of marks that begin together the longest is outermost.

    A mark that crosses another is cut in pieces. What of a mark lies outside is left out; empty marks are.
    """
    waiting = sorted(
        (mark for mark in set(marks) if max(mark.start, start) < min(mark.end, end)),
        key=lambda mark: (max(mark.start, start), -mark.end, mark.start, mark.key),
        reverse=True,
    )
    stack: list[Mark] = []
    at = start
    while at < end:
        begin: list[Mark] = []
        ending = sum(mark.end <= at for mark in stack)
        while ending:
            mark = stack.pop()
            ending -= mark.end <= at
            yield Close(mark, mark.end <= at)
            if mark.end > at:
                begin.append(mark)
        while waiting and max(waiting[-1].start, start) <= at:
            begin.append(waiting.pop())
        for mark in sorted(begin, key=lambda mark: (-mark.end, mark.start, mark.key)):
            yield Open(mark, len(stack), max(mark.start, start) == at)
            stack.append(mark)
        following = min([end, *(mark.end for mark in stack), *([max(waiting[-1].start, start)] if waiting else [])])
        yield Words(at, following)
        at = following
    while stack:
        mark = stack.pop()
        yield Close(mark, mark.end <= end)
