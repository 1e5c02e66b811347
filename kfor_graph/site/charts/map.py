"""A map: places as circles on outlines, where there are any; without them, on a net of degrees."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kfor_graph.site.charts.svg import drawing, element, group, line, link, text

_BAND = 150
"Width of what is kept around the drawing, where lines that leave it end."
Ring = tuple[tuple[float, float], ...]
"Longitudes and latitudes of a line, in order."
Box = tuple[float, float, float, float]
"Left, upper, right and lower edge."


@dataclass(frozen=True, slots=True)
class Spot:
    """Something at a place."""

    longitude: float
    latitude: float
    label: str
    "the place"
    count: int
    "how many; decides the size"
    told: str
    "what it is, for those who point at it"
    target: str
    "where it leads"


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world that a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, spot: Spot) -> bool:
        """Whether a spot lies within."""
        return self.west <= spot.longitude <= self.east and self.south <= spot.latitude <= self.north

    def widened(self, share: float) -> "Frame":
        """The same with room at all sides."""
        across, up = (self.east - self.west) * share, (self.north - self.south) * share
        return Frame(self.west - across, self.south - up, self.east + across, self.north + up)


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees → places of a drawing: degrees of longitude are as much shorter as they are in the middle of the frame."""

    frame: Frame
    width: float

    @property
    def height(self) -> float:
        """Of the drawing."""
        return self(self.frame.east, self.frame.south)[1]

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point stands."""
        scale = self.width / (self.frame.east - self.frame.west)
        squeezed = math.cos(math.radians((self.frame.south + self.frame.north) / 2))
        return (longitude - self.frame.west) * scale, (self.frame.north - latitude) * scale / squeezed


@dataclass(frozen=True, slots=True)
class Outlines:
    """Lines below the places; they carry no claim."""

    land: tuple[Ring, ...] = ()
    "closed"
    lines: tuple[Ring, ...] = ()
    "open: where one land ends and another begins"


def area_map(name: str, title: str, description: str, frame: Frame, spots: Sequence[Spot], outlines: Outlines, width: int) -> Markup:
    """The map of what lies within the frame; the largest spots have their labels, as far as there is room."""
    place = Projection(frame, width)
    height = place.height
    within = sorted((spot for spot in spots if frame.holds(spot)), key=lambda spot: (-spot.count, spot.label))
    ground = [element("path", d=path + "Z", class_="land") for ring in outlines.land if (path := _path(ring, place))]
    ground += [element("path", d=path, class_="border") for ring in outlines.lines if (path := _path(ring, place))]
    parts = [element("rect", x=0, y=0, width=width, height=height, class_="sea"), group(ground)]
    parts += [group(_net(place, height)), group(_circles(within, place)), group(_labels(within, place), class_="labels")]
    return drawing(name, title, description, (width, height), parts)


def _path(ring: Ring, place: Projection) -> str:
    """A line, with what lies far outside drawn to a band around the drawing; empty where all of it does. A browser cuts the rest off."""
    right, bottom = place.width + _BAND, place.height + _BAND
    points = [place(*point) for point in ring]
    if not any(-_BAND < x < right and -_BAND < y < bottom for x, y in points):
        return ""
    kept = [f"{min(max(x, -_BAND), right):.0f} {min(max(y, -_BAND), bottom):.0f}" for x, y in points]
    return "M" + "L".join(point for at, point in enumerate(kept) if at == 0 or point != kept[at - 1])


def radius(count: int) -> float:
    """Of a circle whose area grows with a count, up to a limit."""
    return min(26.0, 3.5 + 2.1 * math.sqrt(max(0, count - 1)))


def _net(place: Projection, height: float) -> Iterator[Markup]:
    """A line a degree, or a half where they are few, with its number at the edge."""
    frame = place.frame
    step = next(step for step in (0.5, 1, 2, 5, 10, 20, 60) if (frame.east - frame.west) / step <= 6 or step == 60)
    for number in range(math.ceil(frame.west / step), math.floor(frame.east / step) + 1):
        x, _ = place(number * step, frame.south)
        yield line(x, 0, x, height, "net")
        if 26 < x < place.width - 26:
            yield text(x + 3, height - 5, f"{abs(number * step):g}° {'E' if number >= 0 else 'W'}", "degree")
    for number in range(math.ceil(frame.south / step), math.floor(frame.north / step) + 1):
        _, y = place(frame.west, number * step)
        yield line(0, y, place.width, y, "net")
        if 20 < y < height - 24:
            yield text(4, y - 4, f"{abs(number * step):g}° {'N' if number >= 0 else 'S'}", "degree")


def _circles(spots: Sequence[Spot], place: Projection) -> Iterator[Markup]:
    """Large ones first, so that small ones stand on them."""
    for spot in spots:
        x, y = place(spot.longitude, spot.latitude)
        yield link(spot.target, element("circle", cx=x, cy=y, r=radius(spot.count), class_="spot"), spot.told)


def _labels(spots: Sequence[Spot], place: Projection) -> Iterator[Markup]:
    """Labels beside their spots, none over another, over a spot or beyond the edge; left out where there is no room for them."""
    taken = [_box(spot, place) for spot in spots]
    for spot in spots:
        x, y = place(spot.longitude, spot.latitude)
        half, away = 3.4 * len(spot.label), radius(spot.count)
        beside = ((x + away + 3, "start", x + away + 3, y), (x - away - 3 - 2 * half, "end", x - away - 3, y))
        above = ((x - half, "middle", x, y - away - 9), (x - half, "middle", x, y + away + 9))
        for left, anchor, at, middle in (*beside, *above):
            box = (left, middle - 7, left + 2 * half, middle + 7)
            inside = box[0] >= 2 and box[2] <= place.width - 2 and box[1] >= 2 and box[3] <= place.height - 2
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield text(at, middle + 4, spot.label, "place", anchor)
                break


def _box(spot: Spot, place: Projection) -> Box:
    (x, y), size = place(spot.longitude, spot.latitude), radius(spot.count)
    return x - size, y - size, x + size, y + size


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
