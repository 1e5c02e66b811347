"""The pages of the ontology and of the shapes."""

from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import urlencode

from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.site import vocabularies
from kfor_graph.site.asking import ask
from kfor_graph.site.data import DataSet
from kfor_graph.site.ontology.diagram import diagram
from kfor_graph.site.ontology.history import history, latest
from kfor_graph.site.ontology.index import first, index, short
from kfor_graph.site.ontology.shapes import Constraint, shapes
from kfor_graph.site.ontology.terms import CLASS, Term, terms
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit

_FORMS = (("Turtle", "ttl", "text/turtle"), ("JSON-LD", "jsonld", "application/ld+json"), ("RDF/XML", "rdf", "application/rdf+xml"))
_STYLES = ("/static/charts.css", "/static/ontology.css")
_GROUPS = (("Classes", True), ("Properties", False))


def ontology(visit: Visit) -> str:
    """The documentation of the ontology."""
    about = index("ontology")[vocabularies.iri("ontology")]
    return render(
        "ontology.html",
        visit,
        styles=_STYLES,
        description=first(about, "dcterms:description"),
        alternates=[(name, media, f"/ontology.{suffix}") for name, suffix, media in _FORMS],
        title=first(about, "dcterms:title"),
        about={
            name: first(about, f"dcterms:{name}") for name in ("description", "created", "modified", "license", "bibliographicCitation")
        },
        version=vocabularies.version("ontology"),
        iri=vocabularies.iri("ontology"),
        groups=[(name, [term for term in terms() if (term.kind == CLASS) == is_class]) for name, is_class in _GROUPS],
        diagram=diagram(visit.path),
        history=history(),
        changed=latest(),
        forms=_FORMS,
        schemes=list(ask(visit.data, "schemes")),
        used=usage(visit.data),
        short=short,
        asking=asking,
        by_shape=by_shape,
    )


def shapes_page(visit: Visit) -> str:
    """The documentation of the shapes."""
    title = first(index("shapes")[vocabularies.iri("shapes")], "dcterms:title")
    forms = [(name, media, f"/shapes.{suffix}") for name, suffix, media in _FORMS]
    return render(
        "shapes.html", visit, styles=_STYLES, title=title, alternates=forms, iri=vocabularies.iri("shapes"), shapes=shapes(), short=short
    )


def usage(data: DataSet) -> dict[str, int]:
    """Term → how often the data use it: members of a class, triples of a property."""
    return {row["term"] or "": int(row["number"] or 0) for row in run_table(data.store, catalogue()["pages/usage"]).dicts()}


def asking(term: Term) -> str:
    """The path of the query for all uses of a term."""
    pattern = f"?thing a <{term.iri}>" if term.kind == CLASS else f"?thing <{term.iri}> ?value"
    return "/sparql.html?" + urlencode({"query": f"SELECT * WHERE {{ {pattern} }} LIMIT 1000"})


def by_shape(term: Term) -> Mapping[str, list[Constraint]]:
    """What must hold of a term, shape by shape."""
    found: dict[str, list[Constraint]] = defaultdict(list)
    for one in term.constraints:
        found[one.shape].append(one)
    return found
