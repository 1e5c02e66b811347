"""Emphasis in Markdown: which runs of `*`, `_` and `~~` open and close it, after CommonMark's rules on their neighbours."""

from collections.abc import Iterator, Sequence


def pairs(content: str, runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of runs that are markup, as start and end; a run that finds no partner is text and not among them.

    content: the text of a block
    runs: where runs of one mark stand in it, ascending
    """
    waiting: list[list[int]] = []
    for start, end in runs:
        opens, closes = _flanks(content, start, end)
        left = start
        while closes and left < end and (at := _partner(content, waiting, content[start])) is not None:
            del waiting[at + 1 :]
            opening = waiting[at]
            length = min(end - left, opening[1] - opening[0])
            yield opening[1] - length, opening[1]
            yield left, left + length
            opening[1] -= length
            left += length
            if opening[0] == opening[1]:
                waiting.pop()
        if opens and left < end:
            waiting.append([left, end])


def _flanks(content: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run can open emphasis, and whether it can close it."""
    before, after = content[start - 1 : start] or " ", content[end : end + 1] or " "
    left = not after.isspace() and (_is_word(after) or not _is_word(before))
    right = not before.isspace() and (_is_word(before) or not _is_word(after))
    if content[start] == "_":
        return left and not before.isalnum(), right and not after.isalnum()
    return left, right


def _is_word(character: str) -> bool:
    return character.isalnum()


def _partner(content: str, waiting: list[list[int]], mark: str) -> int | None:
    """Where the last waiting run of the same mark stands."""
    return next((at for at in range(len(waiting) - 1, -1, -1) if content[waiting[at][0]] == mark), None)
