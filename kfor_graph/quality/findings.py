"""SHACL results → findings: with the part of the document, and the words in question."""

import re
from collections.abc import Iterable

from rdflib import Graph, URIRef
from rdflib.term import Node

from kfor_graph import names
from kfor_graph.model import Finding
from kfor_graph.quality.audit import targets
from kfor_graph.quality.evidence import claims, part, pieces
from kfor_graph.quality.kinds import Kind
from kfor_graph.quality.results import Result

SEVERITIES = ("Violation", "Warning", "Info")
"The worst first."

_TARGET, _ISSUE_TYPE, _BODY = (URIRef(names.expand(name)) for name in ("oa:hasTarget", "kfo:issueType", "oa:bodyValue"))
_PRINTED, _RECOMPUTED, _FORMULA = (URIRef(names.expand(f"kfo:{name}")) for name in ("printedValue", "recomputedValue", "formula"))
_DERIVED_FROM = URIRef(names.expand("prov:wasDerivedFrom"))


def findings(key: str, graph: Graph, results: Iterable[Result], kinds: Iterable[Kind] = ()) -> tuple[Finding, ...]:
    """Results as findings, sorted and without repeats.

    key:   the document's key
    graph: what was validated: the document's triples and its audit's
    kinds: shapes whose results are source issues; where the graph has the issue, its sentence is the message
    """
    of_shape = {kind.shape: kind for kind in kinds}
    return ordered(_finding(key, graph, result, of_shape.get(result.shape)) for result in results)


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings, each once: the worst first, then by document, part, check and node."""
    return tuple(sorted(set(found), key=_rank))


def _finding(key: str, graph: Graph, result: Result, kind: Kind | None) -> Finding:
    focus, value = _node(result.focus), _node(result.value)
    nodes = [node for node in dict.fromkeys((focus, value)) if node is not None]
    block = part(graph, key, focus) if focus is not None else ""
    own = [node for node in nodes if pieces(graph, key, [node])]
    told = [claim for claim in claims(graph, focus) if part(graph, key, claim) == block] if focus is not None else []
    meant = targets(graph, result, kind) if kind else []
    words = pieces(graph, key, own or meant or told)
    issue = _issue(graph, meant, kind.issue_type) if kind else None

    def noted(predicate: URIRef) -> str:
        return str(graph.value(issue, predicate, any=True) or "") if issue is not None else ""

    checked = pieces(graph, key, [*graph.objects(issue, _DERIVED_FROM), *meant]) if issue is not None else ()
    return Finding(
        severity=result.severity,
        message=noted(_BODY) or result.message,
        check=local(result.shape),
        document=key,
        block=block,
        focus=str(focus) if focus is not None else "",
        evidence=words,
        related=tuple((key, piece) for piece in checked if piece not in words),
        printed=noted(_PRINTED),
        recomputed=noted(_RECOMPUTED),
        formula=noted(_FORMULA),
    )


def _issue(graph: Graph, targets: Iterable[Node], issue_type: str) -> Node | None:
    """The issue of this type on just these claims; None where there is none."""
    targets = set(targets)
    for issue in sorted({issue for target in targets for issue in graph.subjects(_TARGET, target)}, key=str):
        if (issue, _ISSUE_TYPE, URIRef(issue_type)) in graph and set(graph.objects(issue, _TARGET)) == targets:
            return issue
    return None


def local(iri: str) -> str:
    """A shape's name without the namespace of ours; another's stays whole."""
    return iri.removeprefix(names.PREFIXES["kfsh"])


def _node(term: str) -> URIRef | None:
    return URIRef(term[1:-1]) if term.startswith("<") else None


def _rank(finding: Finding) -> tuple[object, ...]:
    severity = SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else len(SEVERITIES)
    block = [(int(step) if step.isdigit() else 0, step) for step in re.split(r"(\d+)", finding.block)]
    return severity, finding.document, block, finding.check, finding.focus, finding.message, finding.quotes
