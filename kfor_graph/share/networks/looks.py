"""How nodes look wherever a network is drawn: colour and shape tell the kind, size the number of edges."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kfor_graph.share.networks.network import Network

_COLOURS = (
    "#3b6fb6",
    "#d1603d",
    "#3f9c6b",
    "#8d5ba6",
    "#c9a227",
    "#5b8e9e",
    "#b8577f",
    "#7a7a52",
    "#4d5d8a",
    "#a0522d",
    "#2e8b8b",
    "#6b6b6b",
)
"Told apart by most readers, also with other sight, and legible beside black words."
_SHAPES = ("disc", "square", "diamond", "triangle")


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of node is drawn."""

    colour: str
    "as #rrggbb"
    shape: str
    "disc, square, diamond or triangle"


def looks(network: Network) -> Mapping[str, Look]:
    """Kind of node → how it is drawn, the same for the same kinds."""
    kinds = sorted({node.kind for node in network.nodes})
    return {kind: Look(_COLOURS[at % len(_COLOURS)], _SHAPES[at % len(_SHAPES)]) for at, kind in enumerate(kinds)}


def degrees(network: Network) -> Counter[str]:
    """IRI of a node → number of its edges; one from a node to itself counts twice."""
    found: Counter[str] = Counter()
    for edge in network.edges:
        found[edge.source] += 1
        found[edge.target] += 1
    return found


def size(degree: int) -> float:
    """Diameter of a node with so many edges."""
    return round(6 + 4 * math.sqrt(degree), 2)


def short(label: str, length: int = 60) -> str:
    """A label that is no longer than it can be drawn, cut at a word where one ends near."""
    if len(label) <= length:
        return label
    cut = label[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;") + "…"
