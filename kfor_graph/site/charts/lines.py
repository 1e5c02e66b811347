"""A line chart over time: one line a series, one mark a figure, each mark a link to the words that give it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from kfor_graph.site.charts.axes import Scale, frame, ticks, time_scale, time_ticks
from kfor_graph.site.charts.svg import drawing, element, group, line, link, text, tint
from kfor_graph.site.written import number

GAP = 100
"Days: reports come monthly or quarterly, so between figures that stand further apart reports are missing, and the line is broken."


@dataclass(frozen=True, slots=True)
class Point:
    """One figure."""

    day: date
    value: float
    "not below nought"
    told: str
    "what it says, for those who point at it"
    target: str | None = None
    "where it leads"
    rough: bool = False
    "whether it is approximate: drawn hollow"


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind."""

    label: str
    points: tuple[Point, ...]
    "in any order"


def lines(name: str, title: str, description: str, series: Sequence[Series], width: int) -> Markup:
    """The chart; with a word instead of lines where there are no figures."""
    height = 320 if width > 500 else 260
    points = [point for one in series for point in one.points]
    framed = frame(point.day for point in points)
    if framed is None:
        return drawing(name, title, description, (width, 80), [text(width / 2, 44, "No figures", "empty", "middle")])
    first, last = framed
    values = ticks(max(point.value for point in points))
    left = 14 + 7.4 * len(number(f"{values[-1]:g}" if values[-1] < 1e6 else f"{values[-1]:.0f}"))
    across = time_scale(first, last, left, width - 12)
    up = Scale(0, values[-1], height - 30, 14)
    parts = [_grid(values, up, left, width - 12), time_axis(first, last, across, height - 30)]
    parts += [group(_line(one.points, across, up), class_=f"series {tint(at)}") for at, one in enumerate(series)]
    return drawing(name, title, description, (width, height), parts)


def time_axis(first: date, last: date, across: Scale, y: float) -> Markup:
    """Months or years below a drawing, as many as there is room for."""
    most = max(2, int((across.end - across.start) // 62))
    marks = []
    for day, label in time_ticks(first, last, most):
        x = across(day.toordinal())
        marks += [line(x, y, x, y + 5, "axis"), text(x, y + 20, label, "tick", "middle" if x + 28 < across.end + 12 else "end")]
    return group([line(across.start, y, across.end, y, "axis"), *marks])


def _grid(values: Sequence[float], up: Scale, left: float, right: float) -> Markup:
    written = [number(f"{value:.0f}") if value == int(value) else f"{value:g}" for value in values]
    return group(
        part
        for value, words in zip(values, written, strict=True)
        for part in (line(left, up(value), right, up(value), "grid"), text(left - 8, up(value) + 4, words, "tick", "end"))
    )


def _line(points: Iterable[Point], across: Scale, up: Scale) -> Iterator[Markup]:
    """A line through figures in the order of their days, dotted where reports are missing; figures that agree are one mark."""
    kept: dict[tuple[date, float], Point] = {}
    for point in points:
        kept.setdefault((point.day, point.value), point)
    ordered = [kept[key] for key in sorted(kept)]
    for one, other in pairwise(ordered):
        apart = (other.day - one.day).days > GAP
        ends = across(one.day.toordinal()), up(one.value), across(other.day.toordinal()), up(other.value)
        yield line(*ends, "line missing" if apart else "line")
    for point in ordered:
        x, y = across(point.day.toordinal()), up(point.value)
        shape = element("circle", cx=x, cy=y, r=4.5, class_="point rough" if point.rough else "point")
        yield link(point.target, element("circle", cx=x, cy=y, r=11.0, class_="reach") + shape, point.told)
