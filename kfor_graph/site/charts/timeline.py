"""A timeline: events as marks on a time axis, one lane a kind; where many fall together, one mark stands for them, and is larger."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kfor_graph.site.charts.axes import Scale, frame, time_scale
from kfor_graph.site.charts.lines import time_axis
from kfor_graph.site.charts.svg import drawing, element, group, line, link, text, tint

_LANE = 34
"Height of a lane."
_CELL = 9
"Width of the pieces of a lane: what falls into one is one mark."


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day, or from day to day."""

    first: date
    last: date
    "not before the first"
    lane: int
    told: str
    "what it is, for those who point at it"
    target: str
    "where it leads"


def timeline(
    name: str, title: str, description: str, lanes: Sequence[str], marks: Sequence[Mark], many: Callable[[int, date], str], width: int
) -> Markup:
    """The chart; with a word instead of marks where there are none.

    lanes: their labels, in order
    many:  where a mark leads that stands for several: from the lane and the first of their days
    """
    framed = frame(day for mark in marks for day in (mark.first, mark.last))
    if framed is None:
        return drawing(name, title, description, (width, 80), [text(width / 2, 44, "No events", "empty", "middle")])
    left = 12 + 6.9 * max(len(label) for label in lanes) if width > 500 else 8
    height = _LANE * len(lanes) + 34
    across = time_scale(*framed, left, width - 10)
    parts = [time_axis(*framed, across, height - 30)]
    for at, label in enumerate(lanes):
        y = _LANE * at + _LANE / 2
        words = text(0, y + 4, label, "lane") if width > 500 else text(left, y - 8, label, "lane")
        parts += [line(left, y + (0 if width > 500 else 4), width - 10, y + (0 if width > 500 else 4), "grid"), words]
        own = [mark for mark in marks if mark.lane == at]
        parts.append(group(_lane(own, across, y + (0 if width > 500 else 4), many), class_=tint(at)))
    return drawing(name, title, description, (width, height), parts)


def _lane(marks: Sequence[Mark], across: Scale, y: float, many: Callable[[int, date], str]) -> Iterator[Markup]:
    """Intervals as bars behind, days as circles before."""
    cells: dict[int, list[Mark]] = defaultdict(list)
    spans: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: (mark.first, mark.last, mark.told)):
        start, end = across(mark.first.toordinal()), across(mark.last.toordinal())
        if end - start > 2 * _CELL:
            spans[round(start), round(end)].append(mark)
        else:
            cells[int((start + end) / 2 // _CELL)].append(mark)
    for (begin, stop), together in spans.items():
        thick = min(_LANE / 2, 5.0 + math.sqrt(len(together) - 1))
        shape = element("rect", x=begin, y=y - thick / 2, width=stop - begin, height=thick, rx=2.5, class_="span")
        yield _linked(together, shape, many)
    for together in cells.values():
        places = [(across(mark.first.toordinal()) + across(mark.last.toordinal())) / 2 for mark in together]
        radius = min(_LANE / 2 - 3, 3.6 + 1.5 * math.sqrt(len(together) - 1))
        yield _linked(together, element("circle", cx=sum(places) / len(places), cy=y, r=radius, class_="event"), many)


def _linked(together: Sequence[Mark], shape: Markup, many: Callable[[int, date], str]) -> Markup:
    """A shape that stands for one event and leads to it, or for several and leads to where they are listed."""
    count, one = len(together), together[0]
    if count == 1:
        return link(one.target, shape, one.told)
    told = f"{count} events: {'; '.join(mark.told for mark in together[:3])}{' …' if count > 3 else ''}"
    return link(many(one.lane, one.first), shape, told)
