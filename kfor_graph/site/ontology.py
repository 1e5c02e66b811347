"""The pages of the ontology and of the shapes, made from their own files: each term with all that is said of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.site import vocabularies
from kfor_graph.site.data import DataSet
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit

_KINDS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "property to a thing",
    "owl:DatatypeProperty": "property to a value",
    "owl:AnnotationProperty": "annotation",
}
_TARGETS = ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf", "sh:targetNode")
_FORMS = (("Turtle", "ttl", "text/turtle"), ("JSON-LD", "jsonld", "application/ld+json"), ("RDF/XML", "rdf", "application/rdf+xml"))

_STYLES = ("/static/ontology.css",)

Index = Mapping[str, Mapping[str, tuple[str, ...]]]
"Subject → property → values, in the order of the file; blank nodes by their names."


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that a shape asks for."""

    shape: str
    "IRI of the shape"
    path: str
    "IRI of the property; empty where it asks of the whole"
    message: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape."""

    iri: str
    label: str
    definition: str
    message: str
    severity: str
    targets: tuple[tuple[str, str], ...]
    "how the nodes are found that it is for, and by which term"
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology."""

    iri: str
    name: str
    "after the #"
    kind: str
    label: str
    definition: str
    examples: tuple[str, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    properties: tuple[str, ...]
    "of a class: those whose domain it is"
    alignments: tuple[str, ...]
    "terms of other vocabularies that it is under, or comparable with"
    constraints: tuple[Constraint, ...]


def ontology(visit: Visit) -> str:
    """The documentation of the ontology."""
    about = _index("ontology")[vocabularies.iri("ontology")]
    return render(
        "ontology.html",
        visit,
        styles=_STYLES,
        description=_first(about, "dcterms:description"),
        alternates=[(name, media, f"/ontology.{suffix}") for name, suffix, media in _FORMS],
        title=_first(about, "dcterms:title"),
        about={
            name: _first(about, f"dcterms:{name}") for name in ("description", "created", "modified", "license", "bibliographicCitation")
        },
        version=vocabularies.version("ontology"),
        iri=vocabularies.iri("ontology"),
        groups=[(name, [term for term in terms() if (term.kind == "class") == is_class]) for name, is_class in _GROUPS],
        used=usage(visit.data),
        short=short,
        asking=asking,
    )


_GROUPS = (("Classes", True), ("Properties", False))


def shapes_page(visit: Visit) -> str:
    """The documentation of the shapes."""
    title = _first(_index("shapes")[vocabularies.iri("shapes")], "dcterms:title")
    forms = [(name, media, f"/shapes.{suffix}") for name, suffix, media in _FORMS]
    return render(
        "shapes.html", visit, styles=_STYLES, title=title, alternates=forms, iri=vocabularies.iri("shapes"), shapes=shapes(), short=short
    )


def usage(data: DataSet) -> dict[str, int]:
    """Term → how often the data use it: members of a class, triples of a property."""
    return {row["term"] or "": int(row["number"] or 0) for row in run_table(data.store, catalogue()["pages/usage"]).dicts()}


def short(iri: str) -> str:
    """A term by its prefixed name, where the project or its alignments have a prefix for it."""
    for prefix, start in (names.PREFIXES | vocabularies.prefixes("alignments")).items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def asking(term: Term) -> str:
    """The path of the query for all uses of a term."""
    pattern = f"?thing a <{term.iri}>" if term.kind == _KINDS["owl:Class"] else f"?thing <{term.iri}> ?value"
    return "/sparql?" + urlencode({"query": f"SELECT * WHERE {{ {pattern} }} LIMIT 1000"})


@cache
def terms() -> tuple[Term, ...]:
    """The terms of the ontology, in the order of its file."""
    said, aligned = _index("ontology"), _index("alignments")
    home = vocabularies.iri("ontology")
    return tuple(_term(iri, said, aligned) for iri, about in said.items() if home in about.get(names.expand("rdfs:isDefinedBy"), ()))


def _term(iri: str, said: Index, aligned: Index) -> Term:
    own, about, beside = names.expand("kfo:"), said[iri], aligned.get(iri, {})
    parents = [*_values(about, "rdfs:subClassOf", "rdfs:subPropertyOf")]
    foreign = [parent for parent in parents if not parent.startswith(own)]
    return Term(
        iri,
        iri.removeprefix(own),
        next((label for name, label in _KINDS.items() if names.expand(name) in about[names.expand("rdf:type")]), "term"),
        _first(about, "rdfs:label"),
        _first(about, "rdfs:comment"),
        tuple(_values(about, "skos:example")),
        tuple(parent for parent in parents if parent.startswith(own)),
        tuple(other for other, its in said.items() if iri in _values(its, "rdfs:subClassOf", "rdfs:subPropertyOf")),
        tuple(_values(about, "rdfs:domain", "schema:domainIncludes")),
        tuple(_values(about, "rdfs:range", "schema:rangeIncludes")),
        tuple(other for other, its in said.items() if iri in _values(its, "rdfs:domain", "schema:domainIncludes")),
        tuple(dict.fromkeys([*foreign, *_values(beside, "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:seeAlso")])),
        tuple(one for shape in shapes() for one in _concerning(iri, shape)),
    )


def _concerning(iri: str, shape: Shape) -> Iterator[Constraint]:
    """What a shape asks of a term: of the members of a class as a whole, of the values of a property."""
    if any(target == iri for _, target in shape.targets) and (said := shape.definition or shape.message):
        yield Constraint(shape.iri, "", said)
    yield from (one for one in shape.constraints if one.path == iri)


@cache
def shapes() -> tuple[Shape, ...]:
    """The named shapes, sorted by name."""
    said = _index("shapes")
    start, kinds = names.expand("kfsh:"), {names.expand("sh:NodeShape"), names.expand("sh:PropertyShape")}
    named = sorted(iri for iri, about in said.items() if iri.startswith(start) and kinds & set(about.get(names.expand("rdf:type"), ())))
    return tuple(_shape(iri, said) for iri in named)


def _shape(iri: str, said: Index) -> Shape:
    about = said[iri]
    parts = [said.get(node, {}) for node in _values(about, "sh:property", "sh:sparql")]
    asked = sorted({(_first(part, "sh:path"), _first(part, "sh:message")) for part in parts} - {("", "")})
    known = [(path if path.startswith("http") else "", message) for path, message in asked]
    targets = tuple((how.removeprefix("sh:target"), target) for how in _TARGETS for target in _values(about, how))
    label, definition = _first(about, "sh:name") or iri.rsplit("#", 1)[1], _first(about, "sh:description") or _first(about, "rdfs:comment")
    severity = _first(about, "sh:severity").rsplit("#", 1)[-1]
    constraints = tuple(Constraint(iri, path, message) for path, message in known if message)
    return Shape(iri, label, definition, _first(about, "sh:message"), severity, targets, constraints)


@cache
def _index(name: str) -> Index:
    """The triples of a vocabulary by subject and property; of texts in several languages, the English first."""
    found: dict[str, dict[str, list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for quad in vocabularies.triples(name):
        if not isinstance(quad.object, pyoxigraph.Triple):
            found[_name(quad.subject)][quad.predicate.value].append(quad.object)
    return {
        subject: {predicate: tuple(_name(node) for node in sorted(nodes, key=_foreign)) for predicate, nodes in said.items()}
        for subject, said in found.items()
    }


def _foreign(node: object) -> bool:
    return isinstance(node, pyoxigraph.Literal) and node.language not in {None, "en"}


def _name(node: object) -> str:
    return str(getattr(node, "value", node))


def _values(about: Mapping[str, tuple[str, ...]], *properties: str) -> Iterable[str]:
    """The values of properties, by their prefixed names, in order."""
    return (value for name in properties for value in about.get(names.expand(name), ()))


def _first(about: Mapping[str, tuple[str, ...]], name: str) -> str:
    return next(iter(_values(about, name)), "")
