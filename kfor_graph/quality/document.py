"""The whole check of one document: source issues first, then every shape on document and issues together."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

import pyoxigraph
from pyoxigraph import Quad
from rdflib import URIRef

from kfor_graph.model import Finding
from kfor_graph.quality.audit import issues
from kfor_graph.quality.engine import Engine
from kfor_graph.quality.findings import findings
from kfor_graph.quality.graphs import flat
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


def check(key: str, nquads: bytes, validator: Validator | None = None, engine: Engine = Engine.AUTO) -> Checked:
    """Audit and validate a document.

    key:       the document's key
    nquads:    its quads, without issues
    validator: where other shapes or another ontology than ours are to be used
    engine:    how; the outcome is the same

    Raises ShapeError or OntologyError where these are broken.
    """
    validator = validator or our_validator()
    quads = list(pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS))
    gated = _gated(key, quads, validator) if engine is not Engine.PYSHACL else None
    return gated or _whole(key, quads, validator)


def _whole(key: str, quads: Sequence[Quad], validator: Validator) -> Checked:
    """By pySHACL alone."""
    shapes = {kind.shape for kind in validator.kinds}
    triples = flat(quads)
    nodes = validator.nodes(triples)
    with validator.laid(triples) as graph:
        disagreements = validator.run(nodes, only=shapes)
        audit = issues(key, graph, disagreements, validator.kinds)
        noted = flat(audit)
        with validator.laid(noted):
            results = sorted(disagreements + validator.run(nodes | validator.nodes(noted), but=shapes))
            found = findings(key, graph, results, validator.kinds)
    return Checked(_lines(audit), tuple(results), found)


def _gated(key: str, quads: Sequence[Quad], validator: Validator) -> Checked | None:
    """By pySHACL on the nodes that the gate names; None for a document that the gate cannot read as pySHACL does."""
    compiled = validator.compiled
    own = {URIRef(kind.shape) for kind in validator.kinds}
    refused = {shape.shape for shape in compiled.refused}
    with ExitStack() as stack:
        if not stack.enter_context(compiled.gate.laid(quads)):
            return None
        suspects = compiled.gate.suspects(only=own)
        if not suspects and not refused and not compiled.gate.suspects(but=own):
            return Checked(b"", (), ())
        triples = flat(quads)
        nodes = validator.nodes(triples)
        graph = stack.enter_context(validator.laid(triples))
        shapes = {str(shape) for shape in own}
        disagreements = validator.run(nodes, only=shapes, suspects=suspects)
        audit = issues(key, graph, disagreements, validator.kinds)
        compiled.gate.add(audit)
        suspects = compiled.gate.suspects(but=own)
        noted = flat(audit)
        # Issues are few and may print noughts at the end of a decimal: pySHACL sees them all.
        theirs = validator.nodes(noted)
        for shape in compiled.gate.looking_for(audit):
            suspects[shape] = suspects.get(shape, set()) | theirs
        stack.enter_context(validator.laid(noted))
        results = sorted(disagreements + validator.run(nodes | theirs, but=shapes, suspects=suspects))
        return Checked(_lines(audit), tuple(results), findings(key, graph, results, validator.kinds))


def _lines(audit: Sequence[Quad]) -> bytes:
    return "".join(sorted(f"{quad} .\n" for quad in audit)).encode()


@cache
def our_validator() -> Validator:
    """The validator of our shapes and ontology, made once a process. Raises ShapeError or OntologyError where they are broken."""
    return Validator(folder("shapes"), folder("ontology"))
