"""A thing → its description: what is said of it, what it takes to read that, what leads to it, and what the description itself is."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.site import urls
from kfor_graph.site.data import DataSet

LINKS = 250
"Links from elsewhere to a thing that its description holds; of more it says how many there are, and where."

Node = pyoxigraph.NamedNode
Quads = set[pyoxigraph.Quad]

_LABELS = tuple(names.expand(name) for name in ("rdfs:label", "skos:prefLabel", "dcterms:title"))


@dataclass(frozen=True, slots=True)
class Description:
    """What there is to know about one thing."""

    iri: str
    "of the thing, canonical"
    document: str
    "the address of the description itself, without suffix, absolute"
    quads: tuple[pyoxigraph.Quad, ...]
    "the thing first; what is said of the description stands in the default graph"


def exists(data: DataSet, iri: str) -> bool:
    """Whether anything is said of a thing or with it, or it is a named graph; false for what is no IRI."""
    try:
        node = Node(iri)
    except ValueError:
        return False
    store = data.store
    return any(next(found, None) for found in (store.quads(iri), store.quads(value=node), store.quads(graph=iri)))


def document_of(data: DataSet, iri: str) -> str:
    """The absolute address of the description of a thing, without suffix."""
    return data.public + quote(urls.path_of(iri).removesuffix(".html").lstrip("/"), safe="/:@!$&'()*+,;=~-._")


def describe(data: DataSet, iri: str) -> Description | None:
    """The description of a thing; of a document or a named graph its whole graph. None where there is no such thing."""
    if not exists(data, iri):
        return None
    found: Quads = {*data.store.quads(iri)}
    for graph in _graphs(data, iri, found):
        found.update(data.store.quads(graph=graph))
    for part in _parts(data, iri):
        found.update(data.store.quads(part))
    number, links = _links(data, iri)
    found |= links
    found |= _labels(data, found)
    document = document_of(data, iri)
    found.update(_about(data, iri, document))
    found.update(_rest(data, iri, document, number))
    return Description(iri, document, tuple(sorted(found, key=lambda quad: _order(quad, iri))))


@lru_cache(maxsize=1)
def data_set(data: DataSet) -> str | None:
    """The IRI of the data set that a build says it is."""
    return _subject(data.store.quads(predicate=names.expand("rdf:type"), value=Node(names.expand("void:Dataset"))))


@lru_cache(maxsize=1)
def licences(data: DataSet) -> tuple[str, ...]:
    """The licences of the data set, as IRIs, sorted."""
    held = data.store.quads(data_set(data), names.expand("dcterms:license")) if data_set(data) else ()
    return tuple(sorted(quad.object.value for quad in held if isinstance(quad.object, Node)))


def _graphs(data: DataSet, iri: str, said: Iterable[pyoxigraph.Quad]) -> set[str]:
    """The graphs that are the thing, or are its own where it is a document."""
    typed = Node(names.expand("rdf:type")), Node(names.expand("kfo:Document"))
    homes = {quad.graph_name for quad in said if (quad.predicate, quad.object) == typed}
    return {home.value for home in homes if isinstance(home, Node)} | ({iri} if next(data.store.quads(graph=iri), None) else set())


def _parts(data: DataSet, iri: str) -> list[str]:
    """The nodes that it takes to read what is said of a thing."""
    query = catalogue()["pages/thing-parts"]
    with data.store.asking(query.text, query.path):
        found = data.store.query(query.text, {"thing": Node(iri)}, query.path)
        rows = found if isinstance(found, pyoxigraph.QuerySolutions) else ()
        return [row["part"].value for row in rows if isinstance(row["part"], Node)]


def _links(data: DataSet, iri: str) -> tuple[int, Quads]:
    """How many links lead to a thing, and the first of them."""
    found = [*data.store.quads(value=Node(iri))]
    return len(found), set(heapq.nsmallest(LINKS, found, key=str))


def _labels(data: DataSet, quads: Iterable[pyoxigraph.Quad]) -> Quads:
    """What the things are called that quads name."""
    named = {node.value for quad in quads for node in (quad.subject, quad.object) if isinstance(node, Node)}
    return {quad for iri in named for label in _LABELS for quad in data.store.quads(iri, label)}


def _about(data: DataSet, iri: str, document: str) -> Iterator[pyoxigraph.Quad]:
    """What is said of the description: its topic, its data set, its licence."""
    yield _quad(document, "rdf:type", Node(names.expand("foaf:Document")))
    yield _quad(document, "foaf:primaryTopic", Node(iri))
    yield _quad(iri, "foaf:isPrimaryTopicOf", Node(document))
    for licence in licences(data):
        yield _quad(document, "dcterms:license", Node(licence))
    if whole := data_set(data):
        yield _quad(document, "void:inDataset", Node(whole))


def _rest(data: DataSet, iri: str, document: str, number: int) -> Iterator[pyoxigraph.Quad]:
    """Where the links are that the description leaves out."""
    if number > LINKS:
        query = f"CONSTRUCT {{ ?thing ?property <{iri}> }} WHERE {{ ?thing ?property <{iri}> }}"
        comment = f"{LINKS} of the {number} links to this are given here; rdfs:seeAlso leads to all of them."
        yield _quad(document, "rdfs:comment", pyoxigraph.Literal(comment, language="en"))
        yield _quad(
            document, "rdfs:seeAlso", Node(f"{data.public}{'sparql.html' if data.files else 'sparql'}?{urlencode({'query': query})}")
        )


def _quad(subject: str, predicate: str, value: pyoxigraph.NamedNode | pyoxigraph.Literal) -> pyoxigraph.Quad:
    return pyoxigraph.Quad(Node(subject), Node(names.expand(predicate)), value)


def _subject(quads: Iterable[pyoxigraph.Quad]) -> str | None:
    return min((quad.subject.value for quad in quads if isinstance(quad.subject, Node)), default=None)


def _order(quad: pyoxigraph.Quad, iri: str) -> tuple[bool, str, bool, str]:
    """For people: the thing first, and what a thing is before what is said of it."""
    subject = str(quad.subject)
    return subject != f"<{iri}>", subject, quad.predicate.value != names.expand("rdf:type"), str(quad)
