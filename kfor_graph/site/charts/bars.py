"""Stacked bars: one bar a period, one piece a category, each piece a link to the words that give it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kfor_graph.site.charts.axes import Scale, ticks
from kfor_graph.site.charts.svg import drawing, element, group, line, link, text, tint
from kfor_graph.site.written import number

_WIDEST = 74
"Of a bar."


@dataclass(frozen=True, slots=True)
class Piece:
    """One figure within a bar."""

    series: int
    "its place among the series: decides the colour"
    value: float
    "not below nought"
    told: str
    "what it says, for those who point at it"
    target: str | None = None
    "where it leads"


@dataclass(frozen=True, slots=True)
class Bar:
    """What was counted in one period."""

    label: str
    "below it; where there is no room for all labels, some are left out"
    pieces: tuple[Piece, ...]
    "from the bottom to the top"
    total: Piece | None = None
    "a printed total: a line at its height, and its number"
    flagged: bool = False
    "whether the source contradicts itself here"

    @property
    def height(self) -> float:
        """How high it reaches."""
        return max(sum(piece.value for piece in self.pieces), self.total.value if self.total else 0)


def bars(name: str, title: str, description: str, shown: Sequence[Bar], width: int) -> Markup:
    """The chart; with a word instead of bars where there are none."""
    if not shown:
        return drawing(name, title, description, (width, 80), [text(width / 2, 44, "No figures", "empty", "middle")])
    height = 340 if width > 500 else 290
    values = ticks(max(bar.height for bar in shown))
    left = 14 + 7.4 * len(number(f"{values[-1]:.0f}"))
    up = Scale(0, values[-1], height - 30, 26)
    room = (width - 8 - left) / len(shown)
    every = max(1, -(-int(max(len(bar.label) for bar in shown) * 7.2 + 6) // max(1, int(room))))
    parts = [group(_grid(values, up, left, width - 8))]
    for at, bar in enumerate(shown):
        thick = min(_WIDEST, room * 0.72)
        parts += _bar(bar, left + room * at + (room - thick) / 2, thick, up, room)
        if at % every == 0:
            parts.append(text(left + room * (at + 0.5), height - 10, bar.label, "tick", "middle"))
    return drawing(name, title, description, (width, height), parts)


def _grid(values: Sequence[float], up: Scale, left: float, right: float) -> Iterator[Markup]:
    for value in values:
        yield line(left, up(value), right, up(value), "grid")
        yield text(left - 8, up(value) + 4, number(f"{value:g}" if value < 1e6 else f"{value:.0f}"), "tick", "end")


def _bar(bar: Bar, x: float, thick: float, up: Scale, room: float) -> Iterator[Markup]:
    below = 0.0
    for piece in bar.pieces:
        top, bottom = up(below + piece.value), up(below)
        below += piece.value
        if piece.value:
            shape = element("rect", x=x, y=top, width=thick, height=bottom - top, class_=f"piece {tint(piece.series)}")
            yield link(piece.target, shape, piece.told)
    if bar.total:
        y = up(bar.total.value)
        mark = line(x - 3, y, x + thick + 3, y, "total")
        words = " ".join(filter(None, (number(f"{bar.total.value:g}") if room > 34 else "", "⚑" if bar.flagged else "")))
        mark += text(x + thick / 2, up(bar.height) - 6, words, "figure", "middle") if words else ""
        yield link(bar.total.target, mark, bar.total.told)
