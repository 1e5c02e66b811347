"""Named queries as examples for SPARQL editors, and prefixes, in the vocabulary in which editors look for them."""

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import Query, catalogue, form, header
from kfor_graph.site.data import DataSet
from kfor_graph.site.terms import Value, iri, quads, text, typed

GROUPS = ("competency", "examples")
"Folders of queries that are examples."

PLACE = ".well-known/sparql-examples/"
"Path below which editors look."


def examples() -> tuple[Query, ...]:
    """The queries that are examples, in order."""
    return tuple(query for query in catalogue().values() if query.group in GROUPS)


def example(name: str) -> Query | None:
    """The example of a name such as `competency/cq01`."""
    return next((query for query in examples() if f"{query.group}/{query.name}" == name), None)


def described(data: DataSet, query: Query) -> list[pyoxigraph.Quad]:
    """A query as a sh:SPARQLExecutable: what it asks, its text, and where to send it."""
    kind = form(query.text)
    said: list[tuple[str, Value]] = [
        ("rdf:type", iri("sh:SPARQLExecutable")),
        ("rdf:type", iri(f"sh:SPARQL{kind.capitalize()}Executable")),
        ("rdfs:comment", text(query.title, "en")),
        ("dcterms:description", text(query.about, "en")),
        ("schema:keywords", text(query.group)),
        ("sh:prefixes", iri(f"{data.public}prefixes")),
        (f"sh:{kind.lower()}", text(bare(query))),
    ]
    if data.files is None:
        said.append(("schema:target", iri(f"{data.public}sparql")))
    return quads(f"{data.public}{PLACE}{query.group}/{query.name}", said)


def bare(query: Query) -> str:
    """The text of a query without its header."""
    lines = query.text.splitlines()
    return "\n".join(lines[len(header(query.text)) :]) + "\n"


def prefixes(data: DataSet) -> list[pyoxigraph.Quad]:
    """The prefixes that queries need not declare."""
    place = f"{data.public}prefixes"
    found = quads(place, [("rdf:type", iri("owl:Ontology")), *(("sh:declare", iri(f"{place}#{prefix}")) for prefix in names.PREFIXES)])
    for prefix, namespace in names.PREFIXES.items():
        said: list[tuple[str, Value]] = [
            ("rdf:type", iri("sh:PrefixDeclaration")),
            ("sh:prefix", text(prefix)),
            ("sh:namespace", typed(namespace, "xsd:anyURI")),
        ]
        found += quads(f"{place}#{prefix}", said)
    return found
