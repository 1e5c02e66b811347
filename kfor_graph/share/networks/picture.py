"""Measures → a drawing as SVG: the most central nodes, the edges between them, what the shapes and colours mean."""

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from kfor_graph.share.networks.layout import spring_layout
from kfor_graph.share.networks.looks import Look, looks, short
from kfor_graph.share.networks.measures import Measured, Measures
from kfor_graph.share.networks.network import Edge, Network

MOST = 150
"Nodes that are drawn at most."

_WIDE, _HIGH, _EDGE, _LEGEND = 1000, 760, 70, 26
_LETTER = 6.2
"Mean width of a letter of a label."


def picture(network: Network, measured: Measures, top: int) -> Iterator[str]:
    """The lines of an SVG file. Labels stand where there is room; every node and edge has its label and words as a tooltip."""
    chosen = measured.nodes[: min(top, MOST)]
    place = {one.node.id: at for at, one in enumerate(chosen)}
    edges = [edge for edge in network.edges if edge.source in place and edge.target in place and edge.source != edge.target]
    ties: dict[tuple[int, int], float] = {}
    for edge in edges:
        pair = place[edge.source], place[edge.target]
        tie = min(pair), max(pair)
        ties[tie] = ties.get(tie, 0) + edge.weight
    spots = [_spot(*where) for where in spring_layout(len(chosen), ties)]
    look = looks(network)
    kinds = sorted({one.node.kind for one in chosen})
    high = _HIGH + _LEGEND * (1 + (len(kinds) - 1) // 5)
    title = f"{network.title}: the {len(chosen)} nodes with most edges of {len(network.nodes)}"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" role="img" font-family="sans-serif" font-size="12">\n'
    yield f"<title>{escape(title)}</title>\n"
    yield f'<rect width="{_WIDE}" height="{high}" fill="#ffffff"/>\n<text x="20" y="30" font-size="18">{escape(title)}</text>\n'
    for edge in edges:
        yield _line(edge, spots[place[edge.source]], spots[place[edge.target]])
    for one, spot in zip(chosen, spots, strict=True):
        yield _mark(one, spot, look[one.node.kind])
    yield from _labels(chosen, spots)
    for at, kind in enumerate(kinds):
        x, y = 20 + at % 5 * (_WIDE - 40) / 5, _HIGH + at // 5 * _LEGEND
        yield f'{_shape(look[kind], x + 6, y, 6)}<text x="{x + 18:.0f}" y="{y + 4:.0f}">{escape(short(kind, 26))}</text>\n'
    yield "</svg>\n"


def _spot(x: float, y: float) -> tuple[float, float]:
    return round(_EDGE + (x + 1) / 2 * (_WIDE - 3 * _EDGE), 1), round(_EDGE + (y + 1) / 2 * (_HIGH - 2 * _EDGE), 1)


def _line(edge: Edge, one: tuple[float, float], other: tuple[float, float]) -> str:
    dashed = "" if dict(edge.attributes).get("asserted", True) else ' stroke-dasharray="5 4"'
    words = escape(f"{edge.label}. {edge.document}: “{short(edge.quote, 300)}”")
    ends = f'x1="{one[0]}" y1="{one[1]}" x2="{other[0]}" y2="{other[1]}"'
    width = min(1 + 0.4 * (edge.weight - 1), 5)
    line = f'<line {ends} stroke="#9aa1ab" stroke-width="{width:.1f}"{dashed}/>'
    return f"<a href={quoteattr(edge.page)}>{line.removesuffix('/>')}><title>{words}</title></line></a>\n"


def _mark(one: Measured, spot: tuple[float, float], look: Look) -> str:
    words = escape(f"{one.node.kind}: {one.node.label} (degree {one.degree}, betweenness {one.betweenness}, community {one.community})")
    shape = _shape(look, *spot, _radius(one))
    return f"<a href={quoteattr(one.node.page)}><g><title>{words}</title>{shape}</g></a>\n"


def _radius(one: Measured) -> float:
    return round(min(5 + 1.8 * math.sqrt(one.degree), 26), 1)


def _shape(look: Look, x: float, y: float, r: float) -> str:
    style = f'fill="{look.colour}" stroke="#ffffff"'
    if look.shape == "square":
        return f'<rect x="{x - r * 0.9:.1f}" y="{y - r * 0.9:.1f}" width="{r * 1.8:.1f}" height="{r * 1.8:.1f}" {style}/>'
    corners = {"diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)), "triangle": ((0, -1.15), (1.1, 0.8), (-1.1, 0.8))}
    if look.shape in corners:
        points = " ".join(f"{x + r * dx:.1f},{y + r * dy:.1f}" for dx, dy in corners[look.shape])
        return f'<polygon points="{points}" {style}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" {style}/>'


def _labels(chosen: Sequence[Measured], spots: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Labels beside their nodes, the most central first; one that would lie on another is left out."""
    taken: list[tuple[float, float, float, float]] = []
    for one, (x, y) in zip(chosen, spots, strict=True):
        words = short(one.node.label, 34)
        wide, far = _LETTER * len(words), _radius(one) + 3
        left, right = (x + far, y - 7, x + far + wide, y + 7), (x - far - wide, y - 7, x - far, y + 7)
        for box, anchor in ((left, "start"), (right, "end")):
            if box[0] > 0 and box[2] < _WIDE and not any(_meet(box, other) for other in taken):
                taken.append(box)
                at = box[0] if anchor == "start" else box[2]
                halo = 'stroke="#ffffff" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
                yield f'<text x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}" {halo}>{escape(words)}</text>\n'
                break


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
