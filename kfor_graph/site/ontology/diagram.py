"""The diagram of the classes: a box for each that is under no other, with those under it and the properties that lead to other boxes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kfor_graph.site.charts.layers import Layout, layered
from kfor_graph.site.charts.svg import drawing, element, group, link, text
from kfor_graph.site.ontology.relations import Family, Relation, families, relations, title
from kfor_graph.site.urls import href

_ROW, _PAD, _INDENT = 20.0, 10.0, 14.0
_GAP = (74.0, 26.0)
_LETTER = 7.1
"Width of a letter at the size of the diagram's words, with room to spare."


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a box."""

    words: str
    iri: str
    depth: int
    told: str
    relation: Relation | None = None
    "None for a class"
    own: str = ""
    "where a property leads within its own box"


def diagram(here: str) -> Markup:
    """The drawing; each class and property in it leads to its place on the page at `here`."""
    known = families()
    home = {member.iri: family.head for family in known for member, _ in family.members}
    rows = {family.head: _rows(family, home) for family in known}
    sizes = {head: (max(map(_width, own)), 2 * _PAD + _ROW * len(own)) for head, own in rows.items()}
    lines = [
        (home[row.relation.source], home[target]) for own in rows.values() for row in own if row.relation for target in _away(row, home)
    ]
    layout = layered(sizes, lines, _GAP)
    boxes = [_box(own, sizes[head], layout.places[head], here) for head, own in rows.items()]
    drawn = [_lines(rows, sizes, home, layout), *boxes]
    about = "Boxes are classes with those under them; lines are properties that lead from one class to another. The page lists them all."
    return drawing(
        "classes", "Classes of the ontology", about, (layout.width + 2, layout.height + 2), [group(drawn, transform="translate(1 1)")]
    )


def _rows(family: Family, home: Mapping[str, str]) -> Sequence[_Row]:
    found = []
    by_source: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations():
        by_source[relation.source].append(relation)
    for member, depth in family.members:
        found.append(_Row(member.name, member.iri, depth, f"{member.label}: {member.definition}"))
        for relation in by_source[member.iri]:
            targets = [title(target) for target in relation.targets]
            own = ", ".join(title(target) for target in relation.targets if home[target] == family.head)
            told = f"{member.name} {relation.name} → {' or '.join(targets)}{' (asked for by the shapes)' if relation.by_shape else ''}"
            found.append(_Row(relation.name, relation.property, depth + 1, told, relation, own))
    return found


def _width(row: _Row) -> float:
    words = f"{row.words} → {row.own}" if row.own else row.words
    return max(90.0, 2 * _PAD + _INDENT * row.depth + _LETTER * (len(words) + (0.8 if row.relation is None else 0)))


def _away(row: _Row, home: Mapping[str, str]) -> Sequence[str]:
    """The classes in other boxes to which a property leads."""
    relation = row.relation
    return [target for target in relation.targets if home[target] != home[relation.source]] if relation else []


def _box(rows: Sequence[_Row], size: tuple[float, float], place: tuple[float, float], here: str) -> Markup:
    x, y = place
    parts = [element("rect", x=x, y=y, width=size[0], height=size[1], rx=5, class_="box")]
    for at, row in enumerate(rows):
        words = escape(row.words) + (element("tspan", f" → {row.own}", class_="own") if row.own else "")
        shown = text(x + _PAD + _INDENT * row.depth, y + _PAD + _ROW * at + 14, words, "class" if row.relation is None else "property")
        parts.append(link(href(row.iri, here), shown, row.told))
    return group(parts, class_="family")


def _lines(rows: Mapping[str, Sequence[_Row]], sizes: Mapping[str, tuple[float, float]], home: Mapping[str, str], layout: Layout) -> Markup:
    """The lines below the boxes, one for each property and class that it leads to."""
    heights = {
        row.iri: layout.places[head][1] + _PAD + _ROW * at + _ROW / 2
        for head, own in rows.items()
        for at, row in enumerate(own)
        if row.relation is None
    }
    parts = []
    for head, own in rows.items():
        x, y = layout.places[head]
        for at, row in enumerate(own):
            for target in _away(row, home):
                start = (x + sizes[head][0], y + _PAD + _ROW * at + _ROW / 2)
                end = (layout.places[home[target]][0], heights[target])
                parts.append(_line(start, max(start[0], layout.edges[head]), end, layout.lanes[head, home[target]], row))
    return group(parts, class_="links")


def _line(
    start: tuple[float, float], edge: float, end: tuple[float, float], lanes: Sequence[tuple[float, float, float]], row: _Row
) -> Markup:
    """From the right of a row, straight to the edge of its column, then by the lanes to the left of a class."""
    stops = [
        (edge, start[1]),
        *(point for left, right, height in lanes for point in ((left, height), (right, height))),
        (end[0] - 6, end[1]),
    ]
    path = f"M{_point(start)} L{_point(stops[0])}"
    for at in range(0, len(stops) - 1, 2):
        one, other = stops[at], stops[at + 1]
        middle = (one[0] + other[0]) / 2
        path += f" C{_point((middle, one[1]))} {_point((middle, other[1]))} {_point(other)}"
        if at + 2 < len(stops):
            path += f" L{_point(stops[at + 2])}"
    tip = f"M{_point((end[0] - 7, end[1] - 4))} L{_point(end)} L{_point((end[0] - 7, end[1] + 4))} Z"
    shape = element("path", d=path, class_="asked link" if row.relation and row.relation.by_shape else "link")
    return group((element("title", row.told), shape, element("path", d=tip, class_="tip")))


def _point(place: tuple[float, float]) -> str:
    return f"{place[0]:.1f} {place[1]:.1f}"
