"""Any RDF file against any shapes: the check that users run on data of their own."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, Graph, Literal
from rdflib.term import Node

from kfor_graph.errors import OntologyError, ShapeError, SourceError
from kfor_graph.model import Finding
from kfor_graph.quality.engine import Engine
from kfor_graph.quality.findings import findings
from kfor_graph.quality.graphs import quads, rdf_files, read
from kfor_graph.quality.results import Result, named_shapes, result
from kfor_graph.quality.shacl import Validator, blaming


def validate(data: Path, shapes: Sequence[Path], ontology: Sequence[Path] = (), engine: Engine = Engine.PYSHACL) -> tuple[Finding, ...]:
    """The findings on an RDF file, sorted.

    data:     Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by its ending; named graphs count as one
    shapes:   files with SHACL shapes, or folders of Turtle files with them
    ontology: files or folders that the shapes need beside the data, such as the concepts of a scheme; not validated themselves
    engine:   pySHACL on the whole file; or only where queries made of the shapes show that there may be results

    Raises SourceError, ShapeError or OntologyError, with file and line, for files that cannot be used.
    """
    found = _gated(data, tuple(shapes), tuple(ontology)) if engine is Engine.SPARQL else None
    if found is not None and not found:
        return ()
    graph = read([data], SourceError)
    if found is None:
        return findings("", graph, _results(graph, shapes, ontology))
    # A shape within a shape reports the node that it was led to, which may be one of the ontology.
    words = {node for node in graph.objects() if isinstance(node, Literal)}
    own = {node.n3() for node in validator(tuple(shapes), tuple(ontology)).nodes(graph) | words}
    return findings("", graph, [item for item in found if item.focus in own])


def results(data: Path, shapes: Sequence[Path], ontology: Sequence[Path] = ()) -> list[Result]:
    """As `validate`, in full: for a validation report."""
    return _results(read([data], SourceError), shapes, ontology)


@lru_cache(maxsize=1)
def validator(shapes: tuple[Path, ...], ontology: tuple[Path, ...]) -> Validator:
    """Shapes and ontology, read once for the files that are validated in a row. Raises ShapeError or OntologyError."""
    return Validator(shapes, ontology)


def _gated(data: Path, shapes: tuple[Path, ...], ontology: tuple[Path, ...]) -> list[Result] | None:
    """The results by way of the gate; None where plain pySHACL must see the whole file: also where a shape names nodes that need not be."""
    held = validator(shapes, ontology)
    named = any((None, target, None) in held.shapes for target in (SH.targetNode, SH.target))
    return None if named else held.gated(quads(data, SourceError))


def _results(graph: Graph, shapes: Sequence[Path], ontology: Sequence[Path]) -> list[Result]:
    rules = read(rdf_files(shapes, ShapeError), ShapeError)
    if not rules:
        raise ShapeError(", ".join(map(str, shapes)) or "shapes", "there are no shapes", "name a file with SHACL shapes")
    merged = graph + read(rdf_files(ontology, OntologyError), OntologyError) if ontology else graph
    with blaming(", ".join(map(str, shapes))):
        _, report, _ = pyshacl.validate(merged, shacl_graph=rules, inplace=True)
        if isinstance(report, Exception):
            raise report
    own = set(graph.subjects()) | (set(graph.objects()) - set(merged.subjects()))
    shape_names = named_shapes(rules)
    return sorted({result(facts, shape_names) for focus, facts in _reported(report) if focus in own or not ontology})


def _reported(report: Graph) -> list[tuple[Node, list[tuple[Node, Node]]]]:
    """Focus node and facts of each result of a report, without the details nested in others."""
    tops = [node for top in report.subjects(RDF.type, SH.ValidationReport) for node in report.objects(top, SH.result)]
    return [(focus, list(report.predicate_objects(node))) for node in tops for focus in report.objects(node, SH.focusNode)]
