"""Quads → bytes in an RDF syntax: those that know named graphs keep them, the others hold the union."""

from collections.abc import Iterable, Sequence

import pyoxigraph

from kfor_graph import names
from kfor_graph.query.formats import write_graph
from kfor_graph.site.formats import Format
from kfor_graph.site.jsonld import write_jsonld

_WITH_GRAPHS = {pyoxigraph.RdfFormat.TRIG, pyoxigraph.RdfFormat.N_QUADS}


def write(quads: Sequence[pyoxigraph.Quad], form: Format) -> bytes:
    """Quads, in their order, in a form that holds graphs; the same bytes for the same quads. Raises ValueError for another form."""
    if form.rdf is None:
        raise ValueError(f"{form.label} holds no graph")
    if form.rdf in _WITH_GRAPHS:
        by_graph = sorted(quads, key=lambda quad: (isinstance(quad.graph_name, pyoxigraph.DefaultGraph), str(quad.graph_name)))
        return pyoxigraph.serialize(by_graph, format=form.rdf, prefixes=prefixes(quads)) or b""
    triples = tuple(dict.fromkeys(quad.triple for quad in quads))
    if form.rdf == pyoxigraph.RdfFormat.JSON_LD:
        return write_jsonld(triples, names.PREFIXES).encode()
    return write_graph(triples, form.rdf).encode()


def prefixes(quads: Iterable[pyoxigraph.Quad]) -> dict[str, str]:
    """The prefixes that quads need."""
    nodes = {node for quad in quads for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    used = {node.value for node in nodes if isinstance(node, pyoxigraph.NamedNode)}
    return names.used(used | {node.datatype.value for node in nodes if isinstance(node, pyoxigraph.Literal)})
