"""SHACL results on the source's own figures and words → source issues: quads in the audit graph.

An issue is our note that claims of a source disagree. It targets the claims that disagree, gives the value that the printed figures
make, and says so in one sentence. Which shapes lead to issues, and in which words, is data (`kinds.py`).
"""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph, URIRef
from rdflib.query import ResultRow

from kfor_graph import names
from kfor_graph.errors import ShapeError
from kfor_graph.quality.evidence import quotes, start
from kfor_graph.quality.figures import Reckoning, reckon
from kfor_graph.quality.kinds import Kind
from kfor_graph.quality.results import Result


def issues(key: str, graph: Graph, results: Iterable[Result], kinds: Iterable[Kind]) -> tuple[Quad, ...]:
    """The quads of the issues of a document, sorted and without repeats.

    key:     the document's key
    graph:   the document's triples, with the ontology's
    results: SHACL results on it; those of other shapes than `kinds` are passed over
    kinds:   the shapes whose results become issues

    A result whose figures cannot be worked out, such as a share with two wholes, makes no issue. Raises ShapeError for a wording with a
    slot that nothing fills.
    """
    of_shape = {kind.shape: kind for kind in kinds}
    disagreements = [(result, of_shape[result.shape]) for result in results if result.shape in of_shape]
    return tuple(sorted({quad for result, kind in disagreements for quad in _issue(key, graph, result, kind)}, key=str))


def _issue(key: str, graph: Graph, result: Result, kind: Kind) -> list[Quad]:
    focus, *others = [URIRef(term[1:-1]) for term in dict.fromkeys((result.focus, result.value)) if term.startswith("<")]
    told = reckon(graph, focus, kind) if kind.recompute else Reckoning()
    targets = _targets(graph, focus, others, kind)
    if told is None or not targets:
        return []
    words = [_words(graph, claim) for claim in sorted(targets, key=lambda claim: start(graph, claim))]
    slots = told.slots | dict(zip(("first", "second"), words, strict=False))
    slots["all"] = " and ".join(f"“{each}”" for each in dict.fromkeys(words))
    slots |= {name: _words(graph, node) for name, node in zip(("focus", "value"), (focus, *others), strict=False)}
    sentences = [_fill(kind.shape, kind.wording, slots)]
    sentences += [_fill(kind.shape, kind.alternative_wording, more) for more in told.alternatives]
    facts: list[tuple[str, str | Literal]] = [
        ("rdf:type", names.expand("kfo:SourceIssue")),
        ("rdf:type", names.expand("oa:Annotation")),
        ("kfo:issueType", kind.issue_type),
        ("oa:motivatedBy", names.expand("oa:assessing")),
        ("oa:bodyValue", Literal(" ".join(sentences))),
        ("prov:wasInfluencedBy", kind.shape),
        *(("oa:hasTarget", target) for target in targets),
        *(("prov:wasDerivedFrom", operand) for operand in told.operands),
    ]
    if told.recomputed is not None:
        facts += [("kfo:printedValue", Literal(told.slots["printed"])), ("kfo:formula", Literal(told.formula))]
        facts.append(("kfo:recomputedValue", Literal(f"{told.recomputed:f}", datatype=NamedNode(names.expand("xsd:decimal")))))
    issue = names.part(key, "issue-" + names.digest([kind.issue_type, *targets]))
    return [_quad(issue, name, value) for name, value in facts]


def _targets(graph: Graph, focus: URIRef, others: list[URIRef], kind: Kind) -> list[URIRef]:
    """The claims that disagree, sorted: the nodes of the result, or what the shape's query gives for its focus node."""
    if not kind.targets:
        return sorted([focus, *others])
    rows = graph.query(kind.targets, initBindings={"this": focus})
    return sorted({row[0] for row in rows if isinstance(row, ResultRow) and isinstance(row[0], URIRef)})


def targets(graph: Graph, result: Result, kind: Kind) -> list[URIRef]:
    """The claims that a result is about, sorted; the issue of this kind on just these claims is that of the result."""
    nodes = [URIRef(term[1:-1]) for term in dict.fromkeys((result.focus, result.value)) if term.startswith("<")]
    return _targets(graph, nodes[0], nodes[1:], kind) if nodes else []


def _quad(issue: str, name: str, value: str | Literal) -> Quad:
    term = value if isinstance(value, Literal) else NamedNode(value)
    return Quad(NamedNode(issue), NamedNode(names.expand(name)), term, NamedNode(names.graph("audit")))


def _words(graph: Graph, claim: URIRef) -> str:
    return " … ".join(" ".join(words.split()) for words in quotes(graph, [claim]))


def _fill(shape: str, wording: str, slots: dict[str, str]) -> str:
    try:
        return wording.format(**slots)
    except (KeyError, IndexError, ValueError) as problem:
        raise ShapeError(shape, f"its wording has a slot that nothing fills ({problem})", "use slots of its arithmetic") from problem
