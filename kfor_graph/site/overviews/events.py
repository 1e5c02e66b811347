"""The page of events: what happened, on a timeline, on a map and as a list, filtered by year, type, place, actor and standing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kfor_graph.site.charts.map import Frame, Outlines, Spot, area_map
from kfor_graph.site.charts.svg import both
from kfor_graph.site.charts.timeline import Mark, timeline
from kfor_graph.site.data import DataSet
from kfor_graph.site.overviews.facets import ALL, FACETS, Choice, address, choice, options, reached
from kfor_graph.site.overviews.happenings import Happening, Happenings, happenings, title_of
from kfor_graph.site.overviews.outlines import moving, outlines
from kfor_graph.site.overviews.reading import as_date, rows, words_of
from kfor_graph.site.rendering import render
from kfor_graph.site.urls import href
from kfor_graph.site.visit import Visit
from kfor_graph.site.written import period

SIZE = 40
"Events of the list on one page."
SHORT = 8
"Values of a filter that are shown at once; the others unfold."
UNFOLDING = {"place", "actor"}
"Filters with too many values to show all."
TITLES = {"year": "Year", "type": "Type", "place": "Place", "actor": "Actor", "kind": "How it stands"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value of a filter as the page shows it."""

    label: str
    count: int
    path: str
    "where it leads: with this value, or, where it is chosen, without; empty where a site of files has no such page"
    chosen: bool
    deep: bool
    "whether it stands below another value"


def events(visit: Visit) -> str | None:
    """The events that the address chooses; None where it names a value that no event has, or a page that is not there."""
    found = happenings(visit.data)
    steps = {key: value for key, value in visit.steps.items() if value}
    if "facet" in steps:
        steps[steps["facet"]] = steps["value"]
    asked = {**visit.arguments, **steps}
    chosen = choice(asked)
    left = [event for event in found.all if chosen.fits(event)]
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 7 else 1
    pages = max(1, -(-len(left) // SIZE))
    if not 0 < number <= pages or (not left and steps):
        return None
    paths = [(str(at), None if at == number else address(chosen, at)) for at in range(1, pages + 1)]
    framed = frame(visit.data)
    single = visit.data.files is not None
    spots = list(_spots(left, chosen, found, visit))
    here = [spot for spot in spots if framed and framed.holds(spot)]
    return render(
        "events.html",
        visit,
        styles=("/static/built/map.css", "/static/charts.css") if moving() else ("/static/charts.css",),
        scripts=("/static/built/map.js",) if moving() else (),
        points=[_point(spot) for spot in here] if moving() else [],
        description="Events that the reports tell of, on a timeline and a map, each with its words.",
        found=found,
        left=left,
        page=left[(number - 1) * SIZE : number * SIZE],
        paths=paths,
        first=(number - 1) * SIZE + 1,
        chosen=chosen,
        heading=_heading(found, chosen),
        made=[(TITLES[facet], _label(found, facet, value), address(chosen.with_(facet, ""))) for facet, value in chosen.made.items()],
        filters=[
            (TITLES[facet], facet, list(_shown(found, chosen, facet, single)), SHORT if facet in UNFOLDING else len(found.all))
            for facet in FACETS
        ],
        drawn=_timeline(left, chosen, found, visit),
        mapped=_map(here, framed) if framed else None,
        spots=sorted(here, key=lambda spot: (-spot.count, spot.label)),
        beyond=sorted((spot for spot in spots if spot not in here), key=lambda spot: (-spot.count, spot.label)),
        areas=list(_areas(left, chosen, found, single)),
        outlined=outlines() is not None,
        series=sum(event.series for event in left),
        everything="" if single and chosen.made else address(chosen.with_("kind", ALL)),
        single=single and bool(chosen.made),
        words_of=words_of,
        title_of=title_of,
        event_period=lambda event: period(event.first, event.last),
    )


def event_paths(data: DataSet) -> Iterator[str]:
    """The paths of all pages of events with at most one choice made: those that a site of files holds."""
    found = happenings(data)
    values = {(facet, value) for facet, of in FACETS.items() for event in found.all for value in of(event)}
    for chosen in dict.fromkeys([Choice(), *(Choice().with_(facet, value) for facet, value in sorted(values))]):
        count = sum(chosen.fits(event) for event in found.all)
        if count or chosen == Choice():
            yield from (address(chosen, number) for number in range(1, max(1, -(-count // SIZE)) + 1))


def frame(data: DataSet) -> Frame | None:
    """The part of the world that the map shows; None where no place of the area has a point."""
    edges = next(iter(rows(data, "map-frame")), {})
    values = {side: float(edge) for side in ("west", "south", "east", "north") if (edge := edges.get(side))}
    return Frame(**values).widened(0.16) if len(values) == 4 else None


def _label(found: Happenings, facet: str, value: str) -> str:
    if (facet, value) == ("kind", ALL):
        return "Everything told"
    return found.labels.get(facet, {}).get(value, value)


def _heading(found: Happenings, chosen: Choice) -> str:
    """What the page shows, as its title."""
    made = [_label(found, facet, value) for facet, value in chosen.made.items()]
    return " · ".join(["Events", *made])


def _shown(found: Happenings, chosen: Choice, facet: str, single: bool) -> Iterator[Shown]:
    """The values of a filter: years in their order, types as a tree of which the chosen branch is open, the others by their counts."""
    offered = {option.value: option for option in options(found.all, chosen, facet)}
    order: Sequence[tuple[str, bool]] = [(value, False) for value in offered]
    if facet == "year":
        order = [(value, False) for value in sorted(offered)]
    elif facet == "type":
        now = chosen.type
        branch = next((event.kinds for event in found.all if now in event.kinds), frozenset()) if now else frozenset()
        below = {kind for event in found.all if now in event.kinds for kind in event.types if kind != now and kind not in found.tops}
        tops = [top for top in found.tops if top in offered]
        order = [pair for top in tops for pair in [(top, False), *((kind, True) for kind in offered if kind in below and top in branch)]]
        if now and now not in dict(order) and now in offered:
            order = [(now, True), *order]
        order = list(dict.fromkeys(order))
    for value, deep in order:
        option = offered[value]
        made = chosen.with_(facet, "" if option.chosen else value)
        path = "" if single and len(made.made) > 1 else address(made)
        yield Shown(_label(found, facet, value), option.count, path, option.chosen, deep)


def _timeline(left: Sequence[Happening], chosen: Choice, found: Happenings, visit: Visit) -> Markup:
    """The events by their top types; those of several are in the first lane."""
    here, single = visit.path, visit.data.files is not None
    lanes = [top for top in found.tops if any(top in event.kinds for event in left)]
    marks = []
    for event in left:
        first, last = as_date(event.first or event.last), as_date(event.last or event.first)
        lane = next((at for at, top in enumerate(lanes) if top in event.kinds), None)
        if first and last and lane is not None:
            marks.append(Mark(first, max(first, last), lane, event.label, href(event.iri, here)))
    labels = [found.labels["type"][top] for top in lanes]

    def draw(name: str, width: int) -> Markup:
        title = "Events over time"
        description = f"{len(marks)} events in {len(lanes)} lanes, one a type; the list below has the same events."
        return timeline(
            name,
            title,
            description,
            labels,
            marks,
            lambda lane, day: href(reached(chosen if single else chosen.with_("type", lanes[lane]), "year", str(day.year), single), here),
            width,
        )

    return both("timeline", draw)


def _spots(left: Sequence[Happening], chosen: Choice, found: Happenings, visit: Visit) -> Iterator[Spot]:
    """The places with a point, with the number of events that are told to be there."""
    for place, count in Counter(place for event in left for place in event.spots).items():
        if place in found.points:
            longitude, latitude = found.points[place]
            label = _label(found, "place", place)
            told = f"{label}: {count} {'event' if count == 1 else 'events'}"
            yield Spot(
                longitude, latitude, label, count, told, href(reached(chosen, "place", place, visit.data.files is not None), visit.path)
            )


def _areas(left: Sequence[Happening], chosen: Choice, found: Happenings, single: bool) -> Iterator[tuple[str, int, str]]:
    """The places without a point: label, number of events, address."""
    counts = Counter(place for event in left for place in event.spots if place not in found.points)
    for place, count in sorted(counts.items(), key=lambda pair: (-pair[1], _label(found, "place", pair[0]))):
        yield _label(found, "place", place), count, reached(chosen, "place", place, single)


def _point(spot: Spot) -> dict[str, object]:
    """A spot as the script of the map reads it."""
    return {"lat": spot.latitude, "long": spot.longitude, "label": spot.label, "count": spot.count, "href": spot.target}


def _map(spots: Sequence[Spot], framed: Frame) -> Markup:
    known = outlines()
    land = "outlines of the land around" if known else "a net of degrees"
    description = f"{len(spots)} places on {land}; a circle grows with the number of events. The list beside it has the same places."

    def draw(name: str, width: int) -> Markup:
        return area_map(name, "Events by place", description, framed, spots, known or Outlines(), min(width, 560))

    return both("map", draw)
