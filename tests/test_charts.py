"""Charts: values in, SVG out; every mark within its drawing, everything escaped."""

import math
import re
from datetime import date
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from kfor_graph.site.charts.axes import Scale, frame, ticks, time_ticks
from kfor_graph.site.charts.bars import Bar, Piece, bars
from kfor_graph.site.charts.lines import GAP, Point, Series, lines
from kfor_graph.site.charts.map import Frame, Outlines, Spot, area_map
from kfor_graph.site.charts.sparkline import sparkline
from kfor_graph.site.charts.svg import NARROW, WIDE, both, legend
from kfor_graph.site.charts.timeline import Mark, timeline

HOSTILE = "</title><script>alert(1)</script>\"'&"
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
VALUES = st.floats(0, 1e9)
WIDTHS = st.sampled_from((WIDE, NARROW))


def parsed(markup: Markup) -> Element:
    """A drawing as XML: it is well formed, has a name and a description, and neither styles nor scripts."""
    tree = fromstring(str(markup))  # noqa: S314 - what is read is what the charts made
    assert isinstance(markup, Markup)
    assert tree[0].tag == "title" and tree[1].tag == "desc"
    assert tree.get("aria-labelledby") == f"{tree[0].get('id')} {tree[1].get('id')}"
    assert tree.get("role") == ("group" if tree.find(".//a") is not None else "img")
    for node in tree.iter():
        assert node.tag not in {"script", "style", "foreignObject"}
        assert not any(name == "style" or name.startswith("on") for name in node.attrib)
        for name, value in node.attrib.items():
            if name in {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"}:
                assert math.isfinite(float(value)), (name, value)
    return tree


def within(tree: Element, room: float = 0.1) -> None:
    """Every mark and line is within the drawing."""
    _, _, width, height = (float(number) for number in (tree.get("viewBox") or "").split())
    for node in tree.iter():
        x = [float(node.get(name, "0")) for name in ("x", "x1", "x2", "cx") if node.get(name)]
        y = [float(node.get(name, "0")) for name in ("y", "y1", "y2", "cy") if node.get(name)]
        if node.tag == "rect":
            x.append(float(node.get("x", "0")) + float(node.get("width", "0")))
            y.append(float(node.get("y", "0")) + float(node.get("height", "0")))
        assert all(-room <= value <= width + room for value in x), (node.tag, node.attrib)
        assert all(-room <= value <= height + room for value in y), (node.tag, node.attrib)


def of_class(tree: Element, name: str) -> list[Element]:
    """The elements of a class."""
    return [node for node in tree.iter() if name in (node.get("class") or "").split()]


@given(st.floats(1e-8, 1e12), st.integers(2, 9))
def test_ticks_are_round_and_rise_evenly_beyond_the_value(high: float, most: int) -> None:
    """Ticks begin at nought, rise by one step, reach the value and are no more than asked for."""
    found = ticks(high, most)
    assert found[0] == 0 and found[-1] >= high * (1 - 1e-6) and 2 <= len(found) <= most + 1
    steps = [other - one for one, other in pairwise(found)]
    assert min(steps) > 0 and max(steps) - min(steps) < 1e-6 * max(steps)
    assert found[-2] < high


def test_ticks_of_nothing() -> None:
    """Where all values are nought, there is one tick."""
    assert ticks(0) == (0.0,)


@pytest.mark.parametrize(
    ("high", "expected"),
    [(15314, (0, 5000, 10000, 15000, 20000)), (3, (0, 1, 2, 3)), (416, (0, 100, 200, 300, 400, 500))],
)
def test_ticks_are_those_that_people_would_write(high: float, expected: tuple[float, ...]) -> None:
    """Whole figures have whole ticks."""
    assert ticks(high) == expected


@given(DAYS, DAYS, st.integers(2, 14))
def test_time_ticks_are_firsts_of_months_in_order(one: date, other: date, most: int) -> None:
    """Ticks of a time axis lie between its ends, in order, each the first of a month, no more than asked for or a few of centuries."""
    first, last = sorted((one, other))
    found = time_ticks(first, last, most)
    days = [day for day, _ in found]
    assert days == sorted(set(days)) and all(first <= day <= last and day.day == 1 for day in days)
    assert len(found) <= max(most, (last.year - first.year) // 100 + 1)
    assert not found or re.search(r"\d$", found[0][1])


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2007, 8, 20), date(2007, 11, 5), ["Sep 2007", "Oct", "Nov"]),
        (date(2006, 11, 20), date(2007, 2, 5), ["Dec 2006", "Jan 2007", "Feb"]),
        (date(1999, 6, 10), date(2020, 10, 1), ["2000", "2005", "2010", "2015", "2020"]),
        (date(2007, 9, 2), date(2007, 9, 20), []),
    ],
)
def test_time_ticks_fit_the_span(first: date, last: date, labels: list[str]) -> None:
    """Few months have months, the first and each January with its year; many years have years."""
    assert [label for _, label in time_ticks(first, last, 6)] == labels


@given(st.lists(DAYS))
def test_the_frame_holds_all_days(days: list[date]) -> None:
    """A time axis reaches from before the first day to behind the last; without days there is none."""
    found = frame(days)
    assert (found is None) == (not days)
    assert found is None or (found[0] <= min(days) and max(days) <= found[1])


@given(VALUES, VALUES, VALUES)
def test_a_scale_stays_between_its_ends(low: float, high: float, value: float) -> None:
    """Whatever the value, it stands on the line."""
    assert 10 <= Scale(min(low, high), max(low, high), 10, 90)(value) <= 90


POINTS = st.lists(st.builds(Point, DAYS, VALUES, st.just("told"), st.sampled_from((None, "x.html#y")), st.booleans()), max_size=12)


@given(st.lists(st.builds(Series, st.just("one"), POINTS.map(tuple)), max_size=4), WIDTHS)
@settings(deadline=None)
def test_every_figure_is_a_mark_within_the_line_chart(series: list[Series], width: int) -> None:
    """Figures of any day and size, equal ones together, are drawn inside, at both widths."""
    tree = parsed(lines("l", "Title", "What it shows", series, width))
    within(tree)
    assert len(of_class(tree, "point")) == sum(len({(point.day, point.value) for point in one.points}) for one in series)
    assert bool(of_class(tree, "empty")) == (not any(one.points for one in series))


def test_a_line_is_broken_where_reports_are_missing() -> None:
    """Between figures of following months the line is whole; over more than a quarter it is dotted."""
    days = [date(2007, 6, 30), date(2007, 7, 31), date(2007, 10, 31), date(2008, 6, 30)]
    assert (days[2] - days[1]).days < GAP
    tree = parsed(lines("l", "T", "D", [Series("s", tuple(Point(day, 5, "t") for day in days))], WIDE))
    assert [node.get("class") for node in of_class(tree, "line")] == ["line", "line", "line missing"]


def test_higher_figures_stand_higher_and_later_ones_further_right() -> None:
    """The axes run as people expect."""
    tree = parsed(lines("l", "T", "D", [Series("s", (Point(date(2007, 1, 1), 10, "a"), Point(date(2008, 1, 1), 20, "b")))], WIDE))
    one, other = of_class(tree, "point")
    assert float(one.get("cx", "0")) < float(other.get("cx", "0")) and float(one.get("cy", "0")) > float(other.get("cy", "0"))


PIECES = st.builds(Piece, st.integers(0, 30), VALUES, st.just("told"), st.sampled_from((None, "x.html")))
STACKS = st.lists(PIECES, max_size=5).map(tuple)
BARS = st.builds(Bar, st.text("ab 1", max_size=9), STACKS, st.none() | PIECES, st.booleans())


@given(st.lists(BARS, max_size=40), WIDTHS)
@settings(deadline=None)
def test_bars_stay_within_their_drawing(shown: list[Bar], width: int) -> None:
    """Any number of bars of any height fits; a figure of nought has no piece."""
    tree = parsed(bars("b", "T", "D", shown, width))
    within(tree, 3.1)
    assert len(of_class(tree, "piece")) == sum(piece.value > 0 for bar in shown for piece in bar.pieces)


def test_pieces_of_a_bar_lie_on_one_another() -> None:
    """The pieces of a bar add up: each begins where the one below ends, and the total's line is at the height of the total."""
    bar = Bar("x", (Piece(0, 30, "a"), Piece(1, 10, "b")), Piece(0, 50, "all"), True)
    tree = parsed(bars("b", "T", "D", [bar], WIDE))
    low, high = of_class(tree, "piece")
    assert float(high.get("y", "0")) + float(high.get("height", "0")) == pytest.approx(float(low.get("y", "0")), abs=0.11)
    (line,) = of_class(tree, "total")
    assert float(line.get("y1", "0")) < float(high.get("y", "0"))
    assert [node.text for node in of_class(tree, "figure")] == ["50 ⚑"]


MARKS = st.builds(lambda one, other, lane: Mark(min(one, other), max(one, other), lane, "told", "x.html"), DAYS, DAYS, st.integers(0, 2))


@given(st.lists(MARKS, max_size=60), WIDTHS)
@settings(deadline=None)
def test_every_event_is_on_the_timeline(marks: list[Mark], width: int) -> None:
    """Each event has a mark of its own or is counted by the mark of several, inside the drawing."""
    tree = parsed(timeline("t", "T", "D", ["a", "b", "c"], marks, lambda _lane, _day: "many.html", width))
    within(tree)
    told = [node.text or "" for node in tree.iter("title")][1:]
    assert sum(int(found[1]) if (found := re.match(r"(\d+) events: ", text)) else 1 for text in told) == len(marks)


def test_events_of_one_day_are_one_larger_mark() -> None:
    """What falls together is one mark, larger than that of one event, and leads to the events of that lane and time."""
    day = date(2007, 9, 24)
    marks = [Mark(day, day, 0, str(number), f"{number}.html") for number in range(4)] + [Mark(day, day, 1, "alone", "alone.html")]
    tree = parsed(timeline("t", "T", "D", ["a", "b"], marks, lambda lane, on: f"{lane}-{on.year}.html", WIDE))
    many, one = of_class(tree, "event")
    assert float(many.get("r", "0")) > float(one.get("r", "0"))
    assert [node.get("href") for node in tree.iter("a")] == ["0-2007.html", "alone.html"]


def test_events_of_one_month_are_one_bar() -> None:
    """Events told over the same span of days are one bar, so that none hides another."""
    first, last = date(2007, 9, 1), date(2007, 9, 30)
    marks = [Mark(first, last, 0, str(number), f"{number}.html") for number in range(3)]
    tree = parsed(timeline("t", "T", "D", ["a"], marks, lambda lane, on: "many.html", WIDE))
    assert len(of_class(tree, "span")) == 1 and [node.get("href") for node in tree.iter("a")] == ["many.html"]


PLACES = (st.floats(-180, 180), st.floats(-85, 85), st.text("ab ", max_size=20))
SPOTS = st.builds(Spot, *PLACES, st.integers(1, 5000), st.just("t"), st.just("x.html"))
FRAME = Frame(20.0, 41.8, 21.9, 43.3)


@given(st.lists(SPOTS, max_size=20), WIDTHS)
@settings(deadline=None)
def test_the_map_shows_what_lies_within_its_frame(spots: list[Spot], width: int) -> None:
    """Places within the frame are drawn where they are, others not."""
    tree = parsed(area_map("m", "T", "D", FRAME, spots, Outlines(), width))
    assert len(of_class(tree, "spot")) == sum(FRAME.holds(spot) for spot in spots)
    within(tree)


def test_north_is_up_and_east_is_right() -> None:
    """A place further north stands higher, one further east further right."""
    spots = [Spot(20.5, 43.0, "north-west", 2, "t", "x"), Spot(21.5, 42.0, "south-east", 1, "t", "x")]
    one, other = of_class(parsed(area_map("m", "T", "D", FRAME, spots, Outlines(), WIDE)), "spot")
    assert float(one.get("cx", "0")) < float(other.get("cx", "0")) and float(one.get("cy", "0")) < float(other.get("cy", "0"))


def test_labels_of_the_map_do_not_cover_one_another() -> None:
    """Of labels that would, the one of the place with more events is shown."""
    spots = [Spot(21.0 + number / 500, 42.5, f"a long name of place {number}", 10 - number, "t", "x") for number in range(9)]
    labels = of_class(parsed(area_map("m", "T", "D", FRAME, spots, Outlines(), NARROW)), "place")
    assert labels and labels[0].text == "a long name of place 0" and len(labels) < 9


def test_outlines_are_lines_below_the_places() -> None:
    """Land is closed, borders are open; no place is covered by them."""
    ring = ((20.1, 42.0), (21.0, 43.0), (21.5, 42.0))
    tree = parsed(area_map("m", "T", "D", FRAME, [Spot(21, 42.5, "p", 1, "t", "x")], Outlines((ring,), (ring,)), WIDE))
    (land,), (border,) = of_class(tree, "land"), of_class(tree, "border")
    assert (land.get("d") or "").endswith("Z") and not (border.get("d") or "").endswith("Z")
    order = [node.get("class") for node in tree.iter() if node.get("class") in {"land", "spot"}]
    assert order == ["land", "spot"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_hostile_words_are_words(width: int) -> None:
    """Titles, labels, descriptions and addresses of any kind make no element and no attribute."""
    day = date(2007, 9, 1)
    made = [
        lines("l", HOSTILE, HOSTILE, [Series(HOSTILE, (Point(day, 1, HOSTILE, HOSTILE),))], width),
        bars("b", HOSTILE, HOSTILE, [Bar(HOSTILE, (Piece(0, 1, HOSTILE, HOSTILE),), Piece(0, 2, HOSTILE, HOSTILE))], width),
        timeline("t", HOSTILE, HOSTILE, [HOSTILE], [Mark(day, day, 0, HOSTILE, HOSTILE)], lambda *_: HOSTILE, width),
        area_map("m", HOSTILE, HOSTILE, FRAME, [Spot(21, 42.5, HOSTILE, 1, HOSTILE, HOSTILE)], Outlines(), width),
    ]
    for markup in made:
        tree = parsed(markup)
        assert tree[0].text == HOSTILE and next(node.get("href") for node in tree.iter("a")) == HOSTILE
    assert "<script" not in sparkline(HOSTILE, [(day, 1)]) + legend([HOSTILE, HOSTILE]) + Markup("").join(made)


def test_both_drawings_have_names_of_their_own() -> None:
    """The wide and the narrow drawing of a figure share no id."""
    made = both("x", lambda name, width: lines(name, "T", "D", [], width))
    found = re.findall(r' id="([^"]+)"', made)
    assert len(found) == len(set(found)) == 4


@given(st.lists(st.tuples(DAYS, VALUES), max_size=20))
def test_a_sparkline_stays_in_its_row(points: list[tuple[date, float]]) -> None:
    """Any values fit into the small drawing; none make none."""
    made = sparkline("t", points)
    assert bool(made) == bool(points)
    for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", made):
        assert 0 <= float(x) <= 96 and 0 <= float(y) <= 22
