"""Overlapping marks become nested elements."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from kfor_graph.site.marks import Close, Mark, Open, Words, steps

MARKS = st.lists(st.builds(Mark, st.integers(-3, 30), st.integers(-3, 30), st.sampled_from("abcde")), max_size=12)


@given(MARKS, st.integers(0, 10), st.integers(0, 28))
def test_marks_never_cross_and_cover_what_they_say(marks: list[Mark], start: int, end: int) -> None:
    """Pieces close in the order that elements must; each character stands once, in order, under exactly the marks that hold it."""
    stack: list[Mark] = []
    covered: dict[int, list[Mark]] = {}
    at = start
    for step in steps(start, end, marks):
        if isinstance(step, Open):
            assert step.depth == len(stack)
            stack.append(step.mark)
        elif isinstance(step, Close):
            assert stack.pop() == step.mark
        else:
            assert step.start == at < step.end
            at = step.end
            covered |= {place: list(stack) for place in range(step.start, step.end)}
    assert not stack
    assert at == max(start, end)
    for place in range(start, end):
        assert sorted(covered[place]) == sorted({mark for mark in marks if mark.start <= place < mark.end})


@given(MARKS)
def test_a_mark_has_one_first_and_one_last_piece(marks: list[Mark]) -> None:
    """An identifier can be given to the first piece of a mark, and what follows a mark comes once."""
    firsts: dict[Mark, int] = defaultdict(int)
    lasts: dict[Mark, int] = defaultdict(int)
    for step in steps(0, 20, marks):
        if isinstance(step, Open):
            firsts[step.mark] += step.first
        elif isinstance(step, Close):
            lasts[step.mark] += step.last
    assert set(firsts.values()) <= {1}
    assert all(count == (mark.end <= 20) for mark, count in lasts.items())


def test_the_longer_mark_stands_around_the_shorter() -> None:
    """Words within words nest without being cut."""
    outer, inner = Mark(0, 9, "outer"), Mark(0, 4, "inner")
    assert list(steps(0, 9, [inner, outer])) == [
        Open(outer, 0, True),
        Open(inner, 1, True),
        Words(0, 4),
        Close(inner, True),
        Words(4, 9),
        Close(outer, True),
    ]
