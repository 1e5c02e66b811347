"""The terms of the ontology as values: each with all that is said of it."""

from dataclasses import dataclass
from functools import cache

from kfor_graph import names
from kfor_graph.site import vocabularies
from kfor_graph.site.ontology.index import Index, first, index, values
from kfor_graph.site.ontology.shapes import Constraint, concerning

CLASS = "class"
"The kind of classes."

_KINDS = {
    "owl:Class": CLASS,
    "owl:ObjectProperty": "property to a thing",
    "owl:DatatypeProperty": "property to a value",
    "owl:AnnotationProperty": "annotation",
}


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


@cache
def terms() -> tuple[Term, ...]:
    """The terms of the ontology, in the order of its file."""
    said, aligned = index("ontology"), index("alignments")
    home = vocabularies.iri("ontology")
    return tuple(_term(iri, said, aligned) for iri, about in said.items() if home in about.get(names.expand("rdfs:isDefinedBy"), ()))


def _term(iri: str, said: Index, aligned: Index) -> Term:
    own, about, beside = names.expand("kfo:"), said[iri], aligned.get(iri, {})
    parents = [*values(about, "rdfs:subClassOf", "rdfs:subPropertyOf")]
    foreign = [parent for parent in parents if not parent.startswith(own)]
    return Term(
        iri,
        iri.removeprefix(own),
        next((label for name, label in _KINDS.items() if names.expand(name) in about[names.expand("rdf:type")]), "term"),
        first(about, "rdfs:label"),
        first(about, "rdfs:comment"),
        tuple(values(about, "skos:example")),
        tuple(parent for parent in parents if parent.startswith(own)),
        tuple(other for other, its in said.items() if iri in values(its, "rdfs:subClassOf", "rdfs:subPropertyOf")),
        tuple(values(about, "rdfs:domain", "schema:domainIncludes")),
        tuple(values(about, "rdfs:range", "schema:rangeIncludes")),
        tuple(other for other, its in said.items() if iri in values(its, "rdfs:domain", "schema:domainIncludes")),
        tuple(dict.fromkeys([*foreign, *values(beside, "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:seeAlso")])),
        tuple(concerning(iri)),
    )
