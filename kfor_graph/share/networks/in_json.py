"""Network → JSON for cytoscape.js and for graphology.

Written here and not by networkx, whose `cytoscape_data` puts ids in the place of our names and values.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from kfor_graph.share.networks.looks import degrees, looks, size
from kfor_graph.share.networks.network import Network, values

_SHAPES = {"disc": "ellipse", "square": "rectangle", "diamond": "diamond", "triangle": "triangle"}


def cytoscape(network: Network) -> Iterator[str]:
    """What `cytoscape({...JSON, container})` takes: elements with their classes, and a style for them."""
    look, degree = looks(network), degrees(network)
    yield f'{{"data": {_json({"name": network.name, "title": network.title, "about": network.about})},\n"elements": {{"nodes": [\n'
    nodes = (
        {"group": "nodes", "data": {"id": node.id, **dict(values(node)), "size": size(degree[node.id])}, "classes": _class(node.kind)}
        for node in network.nodes
    )
    yield from _list(nodes)
    yield '],\n"edges": [\n'
    edges = (
        {"group": "edges", "data": {"id": edge.id, "source": edge.source, "target": edge.target, **dict(values(edge))}}
        for edge in network.edges
    )
    yield from _list(edges)
    yield ']},\n"style": [\n'
    styles: list[Mapping[str, object]] = [
        {"selector": "node", "style": {"label": "data(label)", "width": "data(size)", "height": "data(size)", "font-size": 8}},
        {"selector": "edge", "style": {"curve-style": "bezier", "target-arrow-shape": "triangle", "width": 1}},
        *(
            {"selector": f".{_class(kind)}", "style": {"background-color": one.colour, "shape": _SHAPES[one.shape]}}
            for kind, one in look.items()
        ),
    ]
    yield from _list(styles)
    yield "]}\n"


def graphology(network: Network) -> Iterator[str]:
    """What `Graph.from(JSON)` takes: a directed multigraph whose nodes have colour and size as sigma.js wants them."""
    look, degree = looks(network), degrees(network)
    yield '{"options": {"type": "directed", "multi": true, "allowSelfLoops": true},\n'
    yield f'"attributes": {_json({"name": network.name, "title": network.title, "about": network.about})},\n"nodes": [\n'
    nodes = (
        {"key": node.id, "attributes": {**dict(values(node)), "color": look[node.kind].colour, "size": size(degree[node.id])}}
        for node in network.nodes
    )
    yield from _list(nodes)
    yield '],\n"edges": [\n'
    edges = (
        {"key": edge.id, "source": edge.source, "target": edge.target, "attributes": {**dict(values(edge)), "size": edge.weight}}
        for edge in network.edges
    )
    yield from _list(edges)
    yield "]}\n"


def _list(items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Items of an array, one a line."""
    before = ""
    for item in items:
        yield f"{before}{_json(item)}"
        before = ",\n"
    yield "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _class(kind: str) -> str:
    """A kind as a class of elements."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in kind.lower())
