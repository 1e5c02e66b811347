"""Boxes and what joins them → places: columns from left to right, so that what leads leftward is rare and few lines cross.

After Sugiyama, Tagawa and Toda (1981): columns by the longest way to an end, order by the mean of neighbours, heights by least squares.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

_SWEEPS = 12
_LANE = 14.0
"Height that a line takes where it passes a column."

_Item = str | tuple[str, str]
"In a column: a box, or a line that passes through."
_Columns = list[list[_Item]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is."""

    width: float
    height: float
    places: Mapping[str, tuple[float, float]]
    "upper left corner of each box"
    edges: Mapping[str, float]
    "right edge of the column of each box"
    lanes: Mapping[tuple[str, str], tuple[tuple[float, float, float], ...]]
    "line → left, right and height of its way through each column that it passes"


def layered(sizes: Mapping[str, tuple[float, float]], lines: Collection[tuple[str, str]], gap: tuple[float, float]) -> Layout:
    """The layout, the same each time.

    sizes: width and height of each box, in an order that is kept where nothing else decides
    lines: pairs of boxes; the first is left of the second unless there is a circle
    gap:   between columns, and between boxes of a column
    """
    joined = list(dict.fromkeys(line for line in lines if line[0] != line[1]))
    column = _columns_of(list(sizes), joined)
    columns: _Columns = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for box, at in column.items():
        columns[at].append(box)
    ties: list[tuple[_Item, _Item]] = []
    for one, other in joined:
        left, right = sorted((one, other), key=column.__getitem__)
        passed = range(column[left] + 1, column[right])
        for at in passed:
            columns[at].append((one, other))
        ties += _ties(left, right, (one, other), passed)
    heights: dict[_Item, float] = {box: height for box, (_, height) in sizes.items()}
    middles = _arranged(columns, [(at, tie) for at, tie in _by_column(ties, columns)], heights, gap[1])
    return _laid(columns, sizes, joined, middles, heights, gap[0])


def _columns_of(boxes: Sequence[str], lines: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Box → column. Boxes without lines go where there are fewest."""
    after: dict[str, list[str]] = defaultdict(list)
    for one, other in lines:
        after[one].append(other)
    far: dict[str, int] = {}

    def visit(box: str, way: tuple[str, ...]) -> int:
        if box not in far:
            far[box] = max((visit(other, (*way, box)) + 1 for other in after[box] if other not in {*way, box}), default=0)
        return far[box]

    loose = [box for box in boxes if not any(box in line for line in lines)]
    most = max((visit(box, ()) for box in boxes if box not in loose), default=0)
    found = {box: most - far[box] for box in boxes if box not in loose}
    for box in loose:
        found[box] = min(range(most + 1), key=lambda at: (sum(other == at for other in found.values()), at))
    return found


def _ties(left: str, right: str, line: tuple[str, str], passed: range) -> list[tuple[_Item, _Item]]:
    """A line as ties of neighbouring columns; its way through each column is one item."""
    if not passed:
        return [(left, right)]
    return [(left, line), *((line, line) for _ in passed[1:]), (line, right)]


def _by_column(ties: Collection[tuple[_Item, _Item]], columns: _Columns) -> list[tuple[int, tuple[_Item, _Item]]]:
    """Ties with the column of their left end."""
    unique = dict.fromkeys(ties)
    return [(at, tie) for at in range(len(columns) - 1) for tie in unique if tie[0] in columns[at] and tie[1] in columns[at + 1]]


def _arranged(
    columns: _Columns, ties: Sequence[tuple[int, tuple[_Item, _Item]]], heights: Mapping[_Item, float], gap: float
) -> list[dict[_Item, float]]:
    """Orders the columns, and gives the middle of each item: those of all turns at which fewest lines cross, and the last of these."""
    middles = [_spread(items, {}, heights, gap) for items in columns]
    best, least = middles, _crossings(ties, middles)
    order = range(len(columns))
    for turn in range(_SWEEPS):
        for at in order if turn % 2 else reversed(order):
            wanted = _wanted(at, ties, middles)
            columns[at].sort(key=lambda item: wanted.get(item, middles[at][item]))
            middles = [*middles[:at], _spread(columns[at], wanted, heights, gap), *middles[at + 1 :]]
        if (number := _crossings(ties, middles)) <= least:
            best, least = middles, number
    return best


def _wanted(at: int, ties: Sequence[tuple[int, tuple[_Item, _Item]]], middles: Sequence[Mapping[_Item, float]]) -> dict[_Item, float]:
    """Item of a column → the mean height of what it is tied to."""
    found: dict[_Item, list[float]] = defaultdict(list)
    for left, (one, other) in ties:
        if left == at:
            found[one].append(middles[at + 1][other])
        elif left == at - 1:
            found[other].append(middles[at - 1][one])
    return {item: sum(heights) / len(heights) for item, heights in found.items()}


def _spread(items: Sequence[_Item], wanted: Mapping[_Item, float], heights: Mapping[_Item, float], gap: float) -> dict[_Item, float]:
    """The middles of a column in its order, as near to those wanted as they can be without touching."""
    tall = [heights.get(item, _LANE) for item in items]
    starts = [sum(tall[:at]) + gap * at + height / 2 for at, height in enumerate(tall)]
    blocks: list[list[float]] = []
    for item, start in zip(items, starts, strict=True):
        blocks.append([wanted.get(item, start) - start])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    shifts = [_mean(block) for block in blocks for _ in block]
    return {item: start + shift for item, start, shift in zip(items, starts, shifts, strict=True)}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _crossings(ties: Sequence[tuple[int, tuple[_Item, _Item]]], middles: Sequence[Mapping[_Item, float]]) -> int:
    """How many pairs of lines cross between neighbouring columns."""
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for at, (one, other) in ties:
        found[at].append((middles[at][one], middles[at + 1][other]))
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for same in found.values() for a, b in combinations(same, 2))


def _laid(
    columns: _Columns,
    sizes: Mapping[str, tuple[float, float]],
    lines: Sequence[tuple[str, str]],
    middles: Sequence[Mapping[_Item, float]],
    heights: Mapping[_Item, float],
    gap: float,
) -> Layout:
    widths = [max((sizes[item][0] for item in items if isinstance(item, str)), default=0.0) for items in columns]
    starts = [sum(widths[:at]) + gap * at for at in range(len(widths))]
    top = min((middles[at][item] - heights.get(item, _LANE) / 2 for at, items in enumerate(columns) for item in items), default=0.0)
    low = max((middles[at][item] + heights.get(item, _LANE) / 2 for at, items in enumerate(columns) for item in items), default=0.0)
    places = {
        item: (starts[at], middles[at][item] - heights[item] / 2 - top)
        for at, items in enumerate(columns)
        for item in items
        if isinstance(item, str)
    }
    lanes = {
        line: tuple((starts[at], starts[at] + widths[at], middles[at][line] - top) for at in range(len(columns)) if line in middles[at])
        for line in lines
    }
    edges = {item: starts[at] + widths[at] for at, items in enumerate(columns) for item in items if isinstance(item, str)}
    return Layout(starts[-1] + widths[-1] if widths else 0.0, low - top, places, edges, lanes)
