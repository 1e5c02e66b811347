"""The triples of a vocabulary by subject and property, and how terms are written for people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph

from kfor_graph import names
from kfor_graph.site import vocabularies

Said = Mapping[str, tuple[str, ...]]
"Property → values."

Index = Mapping[str, Said]
"Subject → property → values, in the order of the file; blank nodes by their names."


@cache
def index(name: str) -> Index:
    """The triples of a vocabulary; of texts in several languages, the English first."""
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


def values(about: Said, *properties: str) -> Iterator[str]:
    """The values of properties, by their prefixed names, in order."""
    return (value for name in properties for value in about.get(names.expand(name), ()))


def first(about: Said, name: str) -> str:
    """The first value of a property; empty where there is none."""
    return next(values(about, name), "")


def members(said: Index, node: str) -> Iterable[str]:
    """The members of an RDF list."""
    while about := said.get(node):
        yield from values(about, "rdf:first")
        node = first(about, "rdf:rest")


def short(iri: str) -> str:
    """A term by its prefixed name, where the project or its alignments have a prefix for it."""
    for prefix, start in (names.PREFIXES | vocabularies.prefixes("alignments")).items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def _foreign(node: object) -> bool:
    return isinstance(node, pyoxigraph.Literal) and node.language not in {None, "en"}


def _name(node: object) -> str:
    return str(getattr(node, "value", node))
