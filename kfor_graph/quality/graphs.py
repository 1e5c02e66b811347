"""RDF bytes and files as rdflib triples, named graphs flattened: what a SHACL engine reads."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kfor_graph.errors import KforGraphError

Triple = tuple[Node, Node, Node]
Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def flat(read_quads: bytes | Iterable[pyoxigraph.Quad]) -> list[Triple]:
    """Quads, or N-Quads as bytes, as triples of rdflib in the same order. Raises SyntaxError for broken N-Quads."""
    if isinstance(read_quads, bytes):
        read_quads = pyoxigraph.parse(read_quads, format=pyoxigraph.RdfFormat.N_QUADS)
    return [(_term(quad.subject), _term(quad.predicate), _term(quad.object)) for quad in read_quads]


def read(files: Iterable[Path], error: type[KforGraphError]) -> Graph:
    """RDF files, each in the syntax that its ending names, as one graph.

    Raises `error` with file and line for a file that is missing, of an unknown kind or broken.
    """
    graph = Graph(bind_namespaces="none")
    for file in files:
        for triple in flat(quads(file, error)):
            graph.add(triple)
    return graph


def turtle_files(folder: Path, error: type[KforGraphError]) -> list[Path]:
    """The Turtle files of a folder, in order. Raises `error` where there are none."""
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise error(folder, "no Turtle file is there", "name a folder with .ttl files")
    return files


def rdf_files(paths: Iterable[Path], error: type[KforGraphError]) -> list[Path]:
    """Files as they are, folders as their Turtle files. Raises `error` for a folder without any."""
    return [file for path in paths for file in (turtle_files(path, error) if path.is_dir() else [path])]


def quads(file: Path, error: type[KforGraphError]) -> list[pyoxigraph.Quad]:
    """The quads of an RDF file, in the syntax that its ending names; blank nodes are the file's own.

    Raises `error` with file and line for a file that is missing, of an unknown kind or broken.
    """
    kind = pyoxigraph.RdfFormat.from_extension(file.suffix.removeprefix("."))
    if kind is None:
        raise error(file, "no RDF syntax has this ending", "use .ttl, .nt, .nq, .trig, .rdf or .jsonld")
    try:
        return list(pyoxigraph.parse(path=file, format=kind, base_iri=file.absolute().as_uri(), rename_blank_nodes=True))
    except OSError as problem:
        raise error(file, str(problem), "check the path") from problem
    except SyntaxError as problem:
        place = f"{file}:{problem.lineno}" if problem.lineno else file
        raise error(place, problem.msg, "mend the syntax there") from problem


@lru_cache(maxsize=100_000)
def _term(term: Term) -> Node:
    """A term of rdflib. A plain string has no datatype, as rdflib's own parsers have it: pySHACL compares so."""
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=None if term.datatype.value == _STRING else URIRef(term.datatype.value))
