"""SHACL property paths → SPARQL property paths."""

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kfor_graph.quality.gate.features import Unsupported


def sparql_path(shapes: Graph, path: Node) -> str:
    """A path in SPARQL: of a predicate, an inverse, a sequence, alternatives, one or more. Raises Unsupported for any other."""
    if isinstance(path, URIRef):
        return path.n3()
    if (path, RDF.first, None) in shapes:
        return f"({'/'.join(sparql_path(shapes, step) for step in shapes.items(path))})"
    facts = list(shapes.predicate_objects(path))
    if len(facts) == 1:
        kind, value = facts[0]
        if kind == SH.inversePath:
            return f"(^{sparql_path(shapes, value)})"
        if kind == SH.oneOrMorePath:
            return f"({sparql_path(shapes, value)}+)"
        if kind == SH.alternativePath:
            return f"({'|'.join(sparql_path(shapes, step) for step in shapes.items(value))})"
    raise Unsupported("a path that is no predicate, inverse, sequence, alternative or sh:oneOrMorePath")
