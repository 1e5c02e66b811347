"""The page of incident statistics: bars by category and period, and the same as a table."""

from dataclasses import dataclass

from markupsafe import Markup

from kfor_graph.site.charts.bars import Bar, Piece, bars
from kfor_graph.site.charts.svg import both, legend
from kfor_graph.site.overviews.figures import Figure, Issue, by_name, figures, issues
from kfor_graph.site.overviews.reading import as_date
from kfor_graph.site.rendering import render
from kfor_graph.site.urls import href
from kfor_graph.site.visit import Visit
from kfor_graph.site.written import period

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Line:
    """One period as a row of the table."""

    when: str
    cells: tuple[tuple[Figure, ...], ...]
    "one a column; several figures where reports differ"
    notes: tuple[Issue, ...]
    "where a report contradicts itself on one of them"


@dataclass(frozen=True, slots=True)
class Section:
    """The statistics of one area or mission."""

    about: str
    name: str
    anchor: str
    chart: Markup
    categories: tuple[str, ...]
    "the columns behind the total"
    lines: tuple[Line, ...]
    areas: tuple[str, ...]
    "the columns of the table by area"
    by_area: tuple[Line, ...]


def statistics(visit: Visit) -> str:
    """Numbers of incidents, by what they are about."""
    flagged = issues(visit.data)
    found = figures(visit.data, "incidents", "category")
    sections = [
        _section(f"area-{at}", about, name, own, flagged, visit.path) for at, ((about, name), own) in enumerate(by_name(found).items(), 1)
    ]
    return render(
        "statistics.html",
        visit,
        styles=("/static/charts.css",),
        description="Incident statistics as the reports print them, by category and period, each figure with its words.",
        sections=sections,
        issues=flagged,
    )


def _section(anchor: str, about: str, name: str, own: list[Figure], flagged: dict[str, tuple[Issue, ...]], here: str) -> Section:
    whole = [figure for figure in own if not figure.place]
    sizes: dict[str, float] = {}
    for figure in whole:
        if figure.part:
            sizes[figure.part] = sizes.get(figure.part, 0) + figure.value
    categories = tuple(sorted(sizes, key=lambda category: (-sizes[category], category)))
    lines = _lines(whole, ("", *categories), "part", flagged)
    parts = [figure for figure in own if figure.place and not figure.part]
    areas = tuple(sorted({figure.place for figure in parts}))
    shown = [_bar(line, here) for line in lines]
    description = f"{len(lines)} periods, {len(categories)} categories; the table below has the same figures."
    title = f"Incidents in {name}"
    chart = both(f"bars-{anchor}", lambda unique, width: bars(unique, title, description, shown, width))
    return Section(about, name, anchor, legend(categories) + chart, categories, lines, areas, _lines(parts, areas, "place", flagged))


def _lines(own: list[Figure], columns: tuple[str, ...], by: str, flagged: dict[str, tuple[Issue, ...]]) -> tuple[Line, ...]:
    """A row a period; of figures that agree, the first."""
    cells: dict[tuple[str, str], dict[str, dict[float, Figure]]] = {}
    for figure in own:
        row = cells.setdefault((figure.first or "", figure.last or ""), {})
        row.setdefault(getattr(figure, by), {}).setdefault(figure.value, figure)
    found = []
    for (first, last), row in sorted(cells.items()):
        told = tuple(tuple(row.get(column, {}).values()) for column in columns)
        notes = dict.fromkeys(note for cell in told for figure in cell for note in flagged.get(figure.claim, ()))
        found.append(Line(period(first, last), told, tuple(notes)))
    return tuple(found)


def _bar(line: Line, here: str) -> Bar:
    total, *categories = line.cells
    pieces = tuple(
        Piece(at, cell[0].value, f"{cell[0].part}, {line.when}: {cell[0].printed}", href(cell[0].path, here))
        for at, cell in enumerate(categories)
        if cell
    )
    whole = next(iter(total), None)
    mark = Piece(0, whole.value, f"All, {line.when}: {whole.printed}", href(whole.path, here)) if whole else None
    figure = next(figure for cell in line.cells for figure in cell)
    return Bar(short_period(figure), pieces, mark, bool(line.notes))


def short_period(figure: Figure) -> str:
    """A period in few letters, for below a bar: its last month."""
    last = as_date(figure.last or figure.first)
    return f"{_MONTHS[last.month - 1]} {last.year}" if last else "?"
