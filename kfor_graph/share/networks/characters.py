"""Characters that XML 1.0 knows no way to write: taken out of a network before it is written as XML or drawn."""

import re
from dataclasses import fields, replace
from typing import Any

from kfor_graph.share.networks.network import Edge, Network, Node

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"What no XML 1.0 document may hold, not even as a character reference."


def without_forbidden(network: Network) -> tuple[Network, int]:
    """The network without them, and how many there were; the same network where there were none."""
    items: tuple[Node | Edge, ...] = (*network.nodes, *network.edges)
    taken = sum(_count(item) for item in items)
    if not taken:
        return network, 0
    nodes = tuple(replace(node, **_cleaned(node)) for node in network.nodes)
    return replace(network, nodes=nodes, edges=tuple(replace(edge, **_cleaned(edge)) for edge in network.edges)), taken


def _texts(item: Node | Edge) -> dict[str, str]:
    return {field.name: value for field in fields(item) if isinstance(value := getattr(item, field.name), str)}


def _count(item: Node | Edge) -> int:
    texts = "".join([*_texts(item).values(), *(value for _, value in item.attributes if isinstance(value, str))])
    return 0 if texts.isascii() and texts.isprintable() else len(_FORBIDDEN.findall(texts))


def _cleaned(item: Node | Edge) -> dict[str, Any]:
    attributes = tuple((name, _FORBIDDEN.sub("", value) if isinstance(value, str) else value) for name, value in item.attributes)
    return {name: _FORBIDDEN.sub("", text) for name, text in _texts(item).items()} | {"attributes": attributes}
