"""Network → GEXF 1.3, dynamic: spells with days, so that the timeline of Gephi works, and colours, sizes and shapes.

Written here and not by networkx, which writes the day of writing, so that no two files are equal, gives edges other ids, has no place for
the kind by which Gephi keeps parallel edges apart, and none for the title and the first and last day.
"""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from kfor_graph.share.networks.looks import degrees, looks, size
from kfor_graph.share.networks.network import Edge, Network, Node, Value, columns, span, values

_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_OWN = frozenset({"label", "weight", "start", "end"})
"What the format has places of its own for."


def gexf(network: Network) -> Iterator[str]:
    """The lines of the file."""
    start, end = span(network)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
    )
    yield f" <meta>\n  <creator>kfor-graph</creator>\n  <title>{escape(network.title)}</title>\n"
    yield f"  <description>{escape(network.about)}</description>\n </meta>\n"
    yield (
        ' <graph mode="dynamic" defaultedgetype="directed" idtype="string" timeformat="date" timerepresentation="interval"'
        f"{_times(start, end)}>\n"
    )
    nodes, edges = columns(network.nodes), columns(network.edges)
    yield from _attributes("node", nodes)
    yield from _attributes("edge", edges)
    look, degree = looks(network), degrees(network)
    yield f'  <nodes count="{len(network.nodes)}">\n'
    for node in network.nodes:
        red, green, blue = (int(look[node.kind].colour[at : at + 2], 16) for at in (1, 3, 5))
        yield f"   <node id={_quoted(node.id)} label={_quoted(node.label)}>\n"
        yield from _said(node, nodes)
        yield (
            f'    <viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{size(degree[node.id])}"/>'
            f'<viz:shape value="{look[node.kind].shape}"/>\n   </node>\n'
        )
    yield f'  </nodes>\n  <edges count="{len(network.edges)}">\n'
    for edge in network.edges:
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        yield f"   <edge id={_quoted(edge.id)} {ends} kind={_quoted(edge.label)}"
        yield f' label={_quoted(edge.label)} weight="{edge.weight}">\n'
        yield from _said(edge, edges)
        yield "   </edge>\n"
    yield "  </edges>\n </graph>\n</gexf>\n"


def _attributes(of: str, known: Mapping[str, type]) -> Iterator[str]:
    yield f'  <attributes class="{of}" mode="static">\n'
    for name, kind in known.items():
        if name not in _OWN:
            yield f'   <attribute id={_quoted(name)} title={_quoted(name)} type="{_TYPES[kind]}"/>\n'
    yield "  </attributes>\n"


def _said(item: Node | Edge, known: Mapping[str, type]) -> Iterator[str]:
    said = [(name, _written(value)) for name, value in values(item) if name not in _OWN and name in known]
    yield "    <attvalues>"
    yield "".join(f"<attvalue for={_quoted(name)} value={_quoted(value)}/>" for name, value in said)
    yield "</attvalues>\n"
    if item.start or item.end:
        yield f"    <spells><spell{_times(item.start, item.end)}/></spells>\n"


def _times(start: str | None, end: str | None) -> str:
    """An end that is not known is left out: the time is open there."""
    return "".join(f' {name}="{day}"' for name, day in (("start", start), ("end", end)) if day)


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    """A value of an attribute; white space but the blank is kept as a character reference."""
    return f'"{text.translate(_ESCAPES)}"'


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
