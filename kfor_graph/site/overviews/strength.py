"""The page of troop strengths: a line a component, a row a figure."""

from markupsafe import Markup

from kfor_graph.site.charts.lines import Point, Series, lines
from kfor_graph.site.charts.svg import both, element, legend
from kfor_graph.site.overviews.figures import Figure, by_name, figures, issues
from kfor_graph.site.rendering import render
from kfor_graph.site.urls import href
from kfor_graph.site.visit import Visit
from kfor_graph.site.written import day, period

TOTAL = "All troops"


def strength(visit: Visit) -> str:
    """Every printed strength, by mission."""
    found = figures(visit.data, "strength", "population")
    sections = [
        (about, name, f"mission-{at}", _chart(f"strength-{at}", name, own, visit.path), own)
        for at, ((about, name), own) in enumerate(by_name(found).items(), 1)
    ]
    return render(
        "strength.html",
        visit,
        styles=("/static/charts.css",),
        description="Troop strengths as the reports print them, by component, each figure with its words.",
        sections=sections,
        issues=issues(visit.data),
        component=component,
        when=when,
        newest=lambda own: list(reversed(own)),
    )


def strength_chart(visit: Visit) -> Markup:
    """The strengths of the mission of which most are told, as a figure for another page; empty where there is no curve to draw."""
    ((_, name), own) = next(iter(by_name(figures(visit.data, "strength", "population")).items()), (("", ""), []))
    if len({figure.day for figure in own}) < 2:
        return Markup("")
    return element("figure", _chart("strength", name, own, visit.path), class_="chart")


def component(figure: Figure) -> str:
    """What a figure counts: all troops, those of some nations, those in some place."""
    return " · ".join(filter(None, (figure.part, figure.place))) or TOTAL


def when(figure: Figure) -> str:
    """The day or the period for which a figure holds."""
    return period(figure.first, figure.last)


def series_of(found: list[Figure], here: str) -> tuple[Series, ...]:
    """Figures as series of a chart: the total first, the others by number of figures."""
    grouped: dict[str, list[Point]] = {}
    for figure in found:
        if figure.day:
            about = f", {figure.how.lower()}" if figure.rough else ""
            told = f"{component(figure)}, {day(figure.day.isoformat())}: {figure.printed}{about}"
            point = Point(figure.day, figure.value, told, href(figure.path, here), figure.rough)
            grouped.setdefault(component(figure), []).append(point)
    ordered = sorted(grouped.items(), key=lambda pair: (pair[0] != TOTAL, -len(pair[1]), pair[0]))
    return tuple(Series(label, tuple(points)) for label, points in ordered)


def _chart(name: str, about: str, found: list[Figure], here: str) -> Markup:
    series = series_of(found, here)
    title = f"Strength of {about}"
    points = sum(len(one.points) for one in series)
    description = f"{points} figures of {len(series)} components over time; the table below has the same figures."
    chart = both(name, lambda unique, width: lines(unique, title, description, series, width))
    return legend(one.label for one in series) + chart
