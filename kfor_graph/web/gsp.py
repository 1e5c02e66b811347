"""The Graph Store Protocol, its read side: a named graph, or the union of all, in the form that the client prefers."""

from dataclasses import replace
from itertools import islice

import pyoxigraph

from kfor_graph import names
from kfor_graph.query.formats import write_graph
from kfor_graph.query.run import ordered
from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.web.graphs import stem
from kfor_graph.web.message import Answer, Request, Write
from kfor_graph.web.negotiate import wanted
from kfor_graph.web.problem import ProblemError, problem
from kfor_graph.web.results import SMALL_ROWS, Pipe
from kfor_graph.web.stores import DIRECT, graph

READ_ONLY = "this server is read-only: what it holds is built from reports; GET and HEAD are answered"
WRITES = ("PUT", "POST", "DELETE")
METHODS = ("GET", *WRITES)


def graph_store(request: Request, data: DataSet) -> Answer:
    """The graph that a request names; 404 where there is none of that name, 403 where it would write."""
    try:
        if request.method in WRITES:
            graph(request)
            return problem(request, 403, READ_ONLY)
        return _given(request, data)
    except ProblemError as error:
        return problem(request, error.status, str(error), headers=error.headers)


def _given(request: Request, data: DataSet) -> Answer:
    """A graph, negotiated. Raises ProblemError where none is named."""
    path, form = stem(request.path) if DIRECT.fullmatch(request.path) else (request.path, None)
    named = graph(replace(request, path=path))
    if named is None:
        raise ProblemError(400, "no graph is named; give ?graph=IRI, or ?default for the union of all")
    iri = named.value if isinstance(named, pyoxigraph.NamedNode) else None
    if iri is not None and not data.store.holds(iri):
        return problem(request, 404, f"there is no graph {iri}; the service description at /sparql lists them")
    offered = tuple(one.media for one in formats.GRAPHS)
    if not (media := form.media if form else wanted(request, offered)):
        return problem(request, 406, f"none of the accepted types; there is: {', '.join(offered)}", headers=(("Vary", "Accept"),))
    form = formats.of_media(media)
    rdf = form.rdf or pyoxigraph.RdfFormat.TURTLE
    first = list(islice(data.store.triples(iri), SMALL_ROWS + 1))
    if len(first) <= SMALL_ROWS:
        return Answer(200, form.content_type, write_graph(ordered(set(first)), rdf).encode(), (("Vary", "Accept"),), True)

    def stream(sink: Write) -> None:
        pyoxigraph.serialize(data.store.triples(iri), Pipe(sink), rdf, prefixes=names.PREFIXES)  # type: ignore[arg-type]

    return Answer(200, form.content_type, stream, (("Vary", "Accept"),), True)
