"""What writes: SPARQL Update (SPARQL 1.1 Protocol, section 2.2) and the Graph Store Protocol's PUT, POST and DELETE.

Each request is one transaction: it is done as a whole, or not at all.
"""

import hashlib
import re
from collections.abc import Iterable

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import skeleton
from kfor_graph.errors import QueryError
from kfor_graph.guard import at, outbound, refuse_bombs
from kfor_graph.store import Embedded
from kfor_graph.web.form import FORM, fields, media, text
from kfor_graph.web.gsp import WRITES
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.modifiers import closing, flat
from kfor_graph.web.problem import ProblemError, mistake, problem
from kfor_graph.web.question import UPDATE
from kfor_graph.web.stores import Graph, graph

ENDPOINTS = re.compile(r"/(?:sparql|query|update)/?")
"Paths that take updates; the other paths that write name graphs."
READ = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
}
"What a graph may be sent as; JSON-LD brings its context along: none is fetched."

_WHERE = re.compile(r"(?<![\w?$:.-])WHERE(?![\w:])", re.I | re.A)
_DELETE_WHERE = re.compile(r"(?<![\w?$:.-])DELETE\s*$", re.I | re.A)
_CHOSEN = re.compile(r"(?<![\w?$:.-])(?:USING|WITH)(?![\w:])", re.I | re.A)


def apply(store: pyoxigraph.Store, request: Request) -> Answer:
    """Does what a request asks for in a store that may be written: 204, 201 for a new graph, or what is wrong with it."""
    try:
        if ENDPOINTS.fullmatch(request.path):
            return _updated(store, request)
        return _written(store, request)
    except ProblemError as error:
        return problem(request, error.status, str(error), headers=error.headers)
    except QueryError as error:
        return mistake(request, error)


def _updated(store: pyoxigraph.Store, request: Request) -> Answer:
    """The answer to a SPARQL Update. Raises ProblemError and QueryError where it is none."""
    asked, parameters = _update(request)
    default = [value for name, value in parameters if name == "using-graph-uri"]
    named = [value for name, value in parameters if name == "using-named-graph-uri"]
    for word, remedy in (("LOAD", "send the graph by POST"), ("SERVICE", "send its answer as data")):
        for position in outbound(asked, "update", word):
            raise QueryError(at("update", asked, position), f"{word} would ask another server", remedy)
    refuse_bombs(asked, "update")
    if default or named:
        asked = _using(asked, default, named)
    with Embedded(store).asking(asked, "update"):
        store.update(asked, prefixes=names.PREFIXES)
    return Answer(204, "")


def _update(request: Request) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The update that a request sends, and all its parameters. Raises ProblemError where it sends none, or several."""
    if request.method != "POST":
        raise ProblemError(405, "an update is sent by POST", (("Allow", "POST"),))
    kind = media(request)
    if kind == UPDATE:
        if request.value("update") is not None:
            raise ProblemError(400, "one update in the body and one in the address; send one")
        return text(request), request.query
    if kind != FORM:
        said = f"the media type {kind} is neither" if kind else "there is no media type"
        raise ProblemError(415, f"{said}; send {FORM} with update=, or {UPDATE}", (("Accept-Post", f"{FORM}, {UPDATE}"),))
    sent = (*fields(request), *request.query)
    updates = [value for name, value in sent if name == "update"]
    if len(updates) != 1 or any(name == "query" for name, _ in sent):
        raise ProblemError(400, f"{len(updates) or 'no'} updates in one request, or a query beside; send exactly one, as update=")
    return updates[0], sent


def _using(asked: str, default: Iterable[str], named: Iterable[str]) -> str:
    """The update with the graphs of the request for each WHERE. Raises ProblemError where it chooses graphs itself, or these are none."""
    blanked = flat(asked)
    if _CHOSEN.search(blanked):
        raise ProblemError(400, "USING or WITH in the update, and using-graph-uri or using-named-graph-uri beside; choose one way")
    try:
        clauses = [f"USING {pyoxigraph.NamedNode(iri)}" for iri in default] + [f"USING NAMED {pyoxigraph.NamedNode(iri)}" for iri in named]
    except ValueError as error:
        raise ProblemError(400, "using-graph-uri and using-named-graph-uri take IRIs; write them in full") from error
    for found in reversed(list(_WHERE.finditer(blanked))):
        template = ""
        if _DELETE_WHERE.search(blanked[: found.start()]):
            opening = skeleton(asked).find("{", found.end())  # -1: no update, and told as such by the engine
            template = f"{asked[opening : closing(skeleton(asked), opening)]} " if opening >= 0 else ""
        asked = f"{asked[: found.start()]}{template}{' '.join(clauses)} {asked[found.start() :]}"
    return asked


def _written(store: pyoxigraph.Store, request: Request) -> Answer:
    """The answer to a PUT, POST or DELETE of a graph. Raises ProblemError where it is not done."""
    named = graph(request)
    if request.method not in WRITES:
        raise ProblemError(405, f"{request.method} is not done to graphs", (("Allow", f"GET, HEAD, {', '.join(WRITES)}"),))
    if named is None:
        if request.method != "POST":
            raise ProblemError(400, "no graph is named; give ?graph=IRI, or ?default")
        named = _new(store, request.body)
        return _filled(store, request, named, (("Location", named.value),))
    if request.method == "DELETE":
        if isinstance(named, pyoxigraph.NamedNode) and not store.contains_named_graph(named):
            raise ProblemError(404, f"there is no graph {named.value}")
        store.update(f"DROP SILENT {_name(named)}")
        return Answer(204, "")
    return _filled(store, request, named)


def _filled(store: pyoxigraph.Store, request: Request, named: Graph, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Puts what was sent into a graph, in place of what it held where the request is a PUT."""
    triples = " ".join(f"{triple} ." for triple in _triples(request, named))
    there = isinstance(named, pyoxigraph.DefaultGraph) or store.contains_named_graph(named)
    steps = [f"DROP SILENT {_name(named)}"] if request.method == "PUT" else []
    if isinstance(named, pyoxigraph.NamedNode):
        steps += [f"CREATE SILENT {_name(named)}", f"INSERT DATA {{ {_name(named)} {{ {triples} }} }}"]
    else:
        steps.append(f"INSERT DATA {{ {triples} }}")
    store.update(" ;\n".join(steps))
    return Answer(204 if there else 201, "", headers=headers)


def _triples(request: Request, named: Graph) -> list[pyoxigraph.Triple]:
    """What was sent, read. Raises ProblemError where it is not RDF in a form that is read."""
    kind = media(request)
    if kind not in READ:
        said = f"the media type {kind} is not read" if kind else "there is no media type"
        raise ProblemError(415, f"{said}; send one of: {', '.join(READ)}", (("Accept-Post", ", ".join(READ)),))
    base = named.value if isinstance(named, pyoxigraph.NamedNode) else names.BASE
    try:
        quads = list(pyoxigraph.parse(text(request), format=READ[kind], base_iri=base))
    except SyntaxError as error:
        where = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
        raise ProblemError(400, f"{where}broken {READ[kind]} ({error.msg}); nothing was changed") from error
    if any(not isinstance(quad.graph_name, pyoxigraph.DefaultGraph) for quad in quads):
        raise ProblemError(400, "the body holds graphs in a graph; send triples")
    return [quad.triple for quad in quads]


def _name(named: Graph) -> str:
    """A graph, as an update names it."""
    return f"GRAPH {named}" if isinstance(named, pyoxigraph.NamedNode) else "DEFAULT"


def _new(store: pyoxigraph.Store, body: bytes) -> pyoxigraph.NamedNode:
    """A name for a new graph, made from what it is to hold."""
    start, number = f"sent-{hashlib.sha256(body).hexdigest()[:12]}", 1
    while store.contains_named_graph(node := pyoxigraph.NamedNode(names.graph(f"{start}-{number}" if number > 1 else start))):
        number += 1
    return node
