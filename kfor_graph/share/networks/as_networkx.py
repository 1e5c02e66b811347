"""Network → networkx, and what networkx writes without loss: GraphML."""

from collections.abc import Iterator

import networkx

from kfor_graph.share.networks.network import Network, columns, values


def as_networkx(network: Network) -> "networkx.MultiDiGraph[str]":
    """The network as a directed multigraph; ids of edges are its keys, what is not known is left out."""
    graph = networkx.MultiDiGraph(name=network.name, title=network.title, about=network.about)
    nodes, edges = columns(network.nodes), columns(network.edges)
    for node in network.nodes:
        graph.add_node(node.id, **{name: nodes[name](value) for name, value in values(node)})
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, key=edge.id, **{name: edges[name](value) for name, value in values(edge)})
    return graph


def graphml(network: Network) -> Iterator[str]:
    """The lines of a GraphML file; days are strings, as the format knows none."""
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    for line in networkx.generate_graphml(as_networkx(network), prettyprint=False, named_key_ids=True):
        yield line.replace("<node id=", "\n<node id=").replace("<edge source=", "\n<edge source=") + "\n"
