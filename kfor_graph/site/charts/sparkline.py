"""A line so small that it stands in a row of a table."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from kfor_graph.site.charts.axes import Scale, time_scale
from kfor_graph.site.charts.svg import element, short

_WIDTH, _HEIGHT = 96, 22


def sparkline(title: str, points: Sequence[tuple[date, float]]) -> Markup:
    """Values over time without axes, the last one marked; nothing where there are none."""
    if not points:
        return Markup("")
    ordered = sorted(points)
    across = time_scale(ordered[0][0], ordered[-1][0], 4, _WIDTH - 4)
    up = Scale(0, max(value for _, value in ordered), _HEIGHT - 4, 4)
    places = [(across(day.toordinal()), up(value)) for day, value in ordered]
    path = element("polyline", points=" ".join(f"{short(x)},{short(y)}" for x, y in places), class_="line")
    end = element("circle", cx=places[-1][0], cy=places[-1][1], r=2.6, class_="point")
    return element(
        "svg", element("title", title) + path + end, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=title, class_="spark"
    )
