"""Which handler answers which path: one visible list, the first that fits is taken."""

import re
from dataclasses import dataclass

from kfor_graph.share.dumps import STEM
from kfor_graph.site.data import DataSet
from kfor_graph.web import graphs, gsp, ontology, pages, sparql, stores, tables, things, wellknown
from kfor_graph.web.message import Answer, Handler, Request
from kfor_graph.web.reconcile import service as reconcile
from kfor_graph.web.search import search_json


@dataclass(frozen=True, slots=True)
class Route:
    """Paths and who answers them."""

    pattern: re.Pattern[str]
    "of the whole path"
    handler: Handler
    methods: tuple[str, ...] = ("GET",)


ROUTES: tuple[Route, ...] = (
    Route(re.compile(r"/(?:sparql|query)/?"), sparql.sparql, ("GET", "POST")),
    Route(re.compile(r"/update/?"), sparql.refuse_update, ("POST",)),
    Route(re.compile(r"/(?:data|rdf-graph-store|store)/?"), gsp.graph_store, gsp.METHODS),
    Route(stores.DIRECT, gsp.graph_store, gsp.METHODS),
    Route(re.compile(r"/(?:id|scheme)/.+", re.S), things.identify),
    Route(re.compile(r"/doc/.+", re.S), things.document),
    Route(re.compile(r"/"), wellknown.home),
    Route(re.compile(r"/entity"), wellknown.entity),
    Route(re.compile(r"/source/[0-9a-f]{16}\.txt"), pages.source),
    Route(re.compile(ontology.PATTERN, re.ASCII), ontology.vocabulary),
    Route(re.compile(rf"/(?:\.well-known/void|void)(?:\.(?:{graphs.SUFFIXES}))?"), wellknown.void),
    Route(re.compile(rf"/dcat(?:\.(?:{graphs.SUFFIXES}))?"), wellknown.dcat),
    Route(re.compile(rf"/dumps/{STEM}\.(?:{graphs.SUFFIXES})"), wellknown.dump),
    Route(re.compile(rf"/\.well-known/sparql-examples/(?:index(?:\.(?:{graphs.SUFFIXES}))?)?"), wellknown.examples),
    Route(re.compile(rf"/\.well-known/sparql-examples/[\w-]+/[\w-]+(?:\.(?:rq|{graphs.SUFFIXES}))?", re.ASCII), wellknown.example),
    Route(re.compile(rf"/prefixes(?:\.(?:json|{graphs.SUFFIXES}))?"), wellknown.prefixes),
    Route(re.compile(r"/sitemap(?:-\d{1,6})?\.xml", re.ASCII), wellknown.site_map),
    Route(re.compile(r"/robots\.txt"), wellknown.robots),
    Route(re.compile(r"/version(?:\.json)?"), wellknown.version),
    Route(re.compile(r"/healthz"), wellknown.health),
    Route(re.compile(rf"/queries/[\w-]+(?:/[\w-]+)?(?:\.(?:rq|csv|json|{graphs.SUFFIXES}))?", re.ASCII), tables.query),
    Route(re.compile(r"/reconcile/?"), reconcile.service, ("GET", "POST")),
    Route(re.compile(r"/reconcile/suggest/(?:entity|property|type)"), reconcile.suggestions),
    Route(re.compile(r"/reconcile/flyout/(?:entity|property|type)"), reconcile.flyouts),
    Route(re.compile(r"/reconcile/properties"), reconcile.properties),
    Route(re.compile(r"/reconcile/preview"), reconcile.previews),
    Route(re.compile(r"/reconcile/view"), reconcile.views),
    Route(re.compile(r"/search\.json"), search_json),
    Route(re.compile(r"/search"), pages.html),
    Route(re.compile(r"/[\w-]+\.(?:csv|json)", re.ASCII), tables.beside),
    Route(re.compile(r"/.+\.html", re.S), pages.html),
)


def answer(request: Request, data: DataSet) -> Answer:
    """The answer to a request: 404 for a path that nobody knows, 405 for a method that its path does not take."""
    for route in ROUTES:
        if route.pattern.fullmatch(request.path):
            if request.method in route.methods:
                return route.handler(request, data)
            return Answer(405, "text/plain; charset=utf-8", b"method not allowed\n", (("Allow", ", ".join(route.methods)),))
    return pages.nothing(request, data)
