"""Triples in few words, for what the site says of itself."""

from collections.abc import Iterable

import pyoxigraph

from kfor_graph import names

Value = pyoxigraph.NamedNode | pyoxigraph.Literal


def iri(value: str) -> pyoxigraph.NamedNode:
    """A node, from an IRI or a prefixed name that `names` knows."""
    prefix, colon, _ = value.partition(":")
    return pyoxigraph.NamedNode(names.expand(value) if colon and prefix in names.PREFIXES else value)


def text(value: str, language: str | None = None) -> pyoxigraph.Literal:
    """A string, with a language where one is given."""
    return pyoxigraph.Literal(value, language=language) if language else pyoxigraph.Literal(value)


def typed(value: str, datatype: str) -> pyoxigraph.Literal:
    """A literal of a datatype, such as xsd:anyURI."""
    return pyoxigraph.Literal(value, datatype=iri(datatype))


def quads(subject: str, said: Iterable[tuple[str, Value]]) -> list[pyoxigraph.Quad]:
    """What is said of a subject: prefixed names of properties, with their values."""
    return [pyoxigraph.Quad(iri(subject), iri(predicate), value) for predicate, value in said]
