"""The whole check of one document: source issues first, then every shape on document and issues together."""

from dataclasses import dataclass
from functools import cache

from kfor_graph.model import Finding
from kfor_graph.quality.audit import issues
from kfor_graph.quality.findings import findings
from kfor_graph.quality.graphs import flat
from kfor_graph.quality.kinds import kinds
from kfor_graph.quality.results import Result
from kfor_graph.quality.shacl import Validator
from kfor_graph.resources import folder


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a document gives."""

    audit: bytes
    "the document's source issues as N-Quads, for the audit graph; lines sorted"
    results: tuple[Result, ...]
    "SHACL results, sorted"
    findings: tuple[Finding, ...]
    "the same as findings, the worst first"


def check(key: str, nquads: bytes, validator: Validator | None = None) -> Checked:
    """Audit and validate a document.

    key:       the document's key
    nquads:    its quads, without issues
    validator: where other shapes or another ontology than ours are to be used

    Raises ShapeError or OntologyError where these are broken.
    """
    validator = validator or our_validator()
    of_issues = kinds(validator.shapes)
    shapes = {kind.shape for kind in of_issues}
    triples = flat(nquads)
    nodes = validator.nodes(triples)
    with validator.laid(triples) as graph:
        disagreements = validator.run(nodes, only=shapes)
        audit = issues(key, graph, disagreements, of_issues)
        noted = flat(audit)
        with validator.laid(noted):
            results = sorted(disagreements + validator.run(nodes | validator.nodes(noted), but=shapes))
            found = findings(key, graph, results, of_issues)
    lines = sorted(f"{quad} .\n" for quad in audit)
    return Checked("".join(lines).encode(), tuple(results), found)


@cache
def our_validator() -> Validator:
    """The validator of our shapes and ontology, made once a process. Raises ShapeError or OntologyError where they are broken."""
    return Validator(folder("shapes"), folder("ontology"))
