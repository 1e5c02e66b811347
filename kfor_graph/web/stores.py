"""The Graph Store Protocol's way of naming graphs: what a request names → a graph (SPARQL 1.1 Graph Store HTTP Protocol, section 4)."""

import re

import pyoxigraph

from kfor_graph import names
from kfor_graph.web.message import Request
from kfor_graph.web.problem import ProblemError

DIRECT = re.compile(r"/graph/(?P<name>[^/]+)")
"Paths that are graphs themselves, under their own names; others name one by `?graph=` or `?default`."

Graph = pyoxigraph.NamedNode | pyoxigraph.DefaultGraph


def graph(request: Request) -> Graph | None:
    """The graph that a request names; None where it means the store as a whole. Raises ProblemError where it names it in a wrong way."""
    if direct := DIRECT.fullmatch(request.path):
        return _node(names.graph(direct["name"]))
    named, default = request.values("graph"), request.value("default")
    if len(named) > 1 or (named and default is not None):
        raise ProblemError(400, "more than one graph; give ?graph=IRI, or ?default")
    if named:
        return _node(named[0])
    return None if default is None else pyoxigraph.DefaultGraph()


def _node(iri: str) -> pyoxigraph.NamedNode:
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError as error:
        raise ProblemError(400, f"{iri!r} is no IRI; write it in full, as {names.graph('audit')}") from error
