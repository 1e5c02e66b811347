"""Network → measures of its nodes, its communities, and its change over the years, by networkx."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx

from kfor_graph.share.networks.network import Network, Node

EXACT = 1000
"Nodes up to which betweenness is exact; above, it is estimated from so many of them."

_SAMPLE = 200
_SEED = 1244
_LONGEST = 60
"Years that are told one by one at most."


@dataclass(frozen=True, slots=True)
class Measured:
    """A node and its place in the network."""

    node: Node
    "the node"
    degree: int
    "number of its edges"
    strength: int
    "number of claims that its edges rest on"
    betweenness: float
    "share of the shortest paths between others that lead through it; what more claims say is nearer"
    community: int
    "number of its community; 1 is the largest"


@dataclass(frozen=True, slots=True)
class Year:
    """The network of one year: its edges that touch the year, and their ends."""

    year: int
    nodes: int
    edges: int
    density: float
    "edges between different nodes, as a share of all that there could be"
    new: int
    "nodes that no earlier year has"
    gone: int
    "nodes that the year before has, and neither this year nor a later one"


@dataclass(frozen=True, slots=True)
class Measures:
    """All that is measured."""

    nodes: tuple[Measured, ...]
    "the most central first"
    years: tuple[Year, ...]
    "in order"
    modularity: float
    "how much more the communities hold together than by chance"
    is_sampled: bool
    "whether betweenness is an estimate"


def measures(network: Network) -> Measures:
    """The measures of a network, the same each time: where chance is needed, it begins at the same number."""
    graph = simple(network)
    weights = dict(graph.degree(weight="weight"))
    sampled = len(network.nodes) > EXACT
    between = networkx.betweenness_centrality(graph, k=_SAMPLE if sampled else None, weight="distance", seed=_SEED)
    groups = communities(graph)
    community = {at: number for number, group in enumerate(groups, 1) for at in group}
    degrees = [0] * len(network.nodes)
    place = {node.id: at for at, node in enumerate(network.nodes)}
    for edge in network.edges:
        degrees[place[edge.source]] += 1
        degrees[place[edge.target]] += 1
    found = [Measured(node, degrees[at], weights[at], round(between[at], 6), community[at]) for at, node in enumerate(network.nodes)]
    modularity = networkx.community.modularity(graph, groups) if graph.size() else 0.0
    ranked = sorted(found, key=lambda one: (-one.degree, -one.betweenness, one.node.id))
    return Measures(tuple(ranked), tuple(_years(network)), round(modularity, 4), sampled)


def simple(network: Network) -> "networkx.Graph[int]":
    """The network without directions and with one edge a pair: weight is the number of claims, distance its inverse.

    Nodes are numbers, in the order of the network: sets of strings would come in another order each time.
    """
    place = {node.id: at for at, node in enumerate(network.nodes)}
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(len(network.nodes)))
    for edge in network.edges:
        one, other = place[edge.source], place[edge.target]
        weight = edge.weight + (graph.edges[one, other]["weight"] if graph.has_edge(one, other) else 0)
        graph.add_edge(one, other, weight=weight, distance=1 / weight)
    return graph


def communities(graph: "networkx.Graph[int]") -> Sequence[Sequence[int]]:
    """The communities by the method of Louvain, the largest first."""
    found = networkx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _years(network: Network) -> Iterator[Year]:
    """Edges without any day belong to no year; one with an open end goes on to the last year that is told."""
    told = [int(day[:4]) for edge in network.edges for day in (edge.start, edge.end) if day]
    if not told:
        return
    first, last = min(told), max(told)
    first = max(first, last - _LONGEST + 1)
    seen: dict[int, set[str]] = {year: set() for year in range(first, last + 1)}
    pairs: dict[int, set[frozenset[str]]] = {year: set() for year in seen}
    count: dict[int, int] = dict.fromkeys(seen, 0)
    for edge in network.edges:
        if not (edge.start or edge.end):
            continue
        start = int(edge.start[:4]) if edge.start else first
        end = int(edge.end[:4]) if edge.end else last
        for year in range(max(start, first), min(end, last) + 1):
            ends = {edge.source, edge.target}
            seen[year] |= ends
            pairs[year] |= {frozenset(ends)} if len(ends) == 2 else set()
            count[year] += 1
    yield from _changes(seen, pairs, count)


def _changes(seen: Mapping[int, set[str]], pairs: Mapping[int, set[frozenset[str]]], count: Mapping[int, int]) -> Iterator[Year]:
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    for year, nodes in seen.items():
        for node in nodes:
            begins.setdefault(node, year)
            ends[node] = year
    for year, nodes in seen.items():
        possible = len(nodes) * (len(nodes) - 1) / 2
        density = round(len(pairs[year]) / possible, 6) if possible else 0.0
        new, gone = sum(begin == year for begin in begins.values()), sum(end == year - 1 for end in ends.values())
        yield Year(year, len(nodes), count[year], density, new, gone)
