"""Findings and results as a SHACL validation report in Turtle."""

import json
from collections.abc import Iterable, Sequence

from kfor_graph import names
from kfor_graph.model import Finding
from kfor_graph.quality.findings import ordered
from kfor_graph.quality.results import Result

Facts = Sequence[tuple[str, str]]


def findings_turtle(findings: Iterable[Finding]) -> str:
    """Findings of shapes and rules as one SHACL validation report in Turtle, without blank nodes.

    A finding does not keep the constraint component; the shape or rule that found it stands in its place, and is an IRI as the standard
    demands. Where no node is at fault, the part of the document is the focus node, or the document.
    """
    return _report([_of_finding(finding) for finding in ordered(findings)])


def results_turtle(results: Iterable[Result]) -> str:
    """SHACL results in full as a validation report in Turtle, without blank nodes."""
    return _report([_of_result(result) for result in sorted(set(results))])


def _report(results: Sequence[Facts]) -> str:
    report = names.BASE + "id/validation/" + names.digest(f"{name} {value}" for facts in results for name, value in facts)
    nodes = [f"<{report}/{number}>" for number in range(1, len(results) + 1)]
    lines = [f"@prefix sh: <{names.PREFIXES['sh']}> .", "", f"<{report}> a sh:ValidationReport ;"]
    lines += [f"  sh:result {node} ;" for node in nodes]
    lines.append(f"  sh:conforms {str(not results).lower()} .")
    for node, facts in zip(nodes, results, strict=True):
        told = [f"  sh:{name} {value}" for name, value in facts if value]
        lines += ["", f"{node} a sh:ValidationResult ;", " ;\n".join(told) + " ."]
    return "\n".join([*lines, ""])


def _of_result(result: Result) -> Facts:
    return (
        ("focusNode", result.focus),
        ("resultPath", f"<{result.path}>" if result.path else ""),
        ("value", result.value),
        ("sourceShape", f"<{result.shape}>" if result.shape else ""),
        ("sourceConstraintComponent", f"<{result.component}>"),
        ("resultMessage", _string(result.message)),
        ("resultSeverity", f"sh:{result.severity}"),
    )


def _of_finding(finding: Finding) -> Facts:
    key, block = finding.document, finding.block
    focus = finding.focus or (names.part(key, block) if block else names.document(key))
    shape = names.PREFIXES["kfsh"] + finding.check if finding.check[:1].isupper() else finding.check
    finder = shape if ":" in shape else names.rule(finding.check)
    return (
        ("focusNode", f"<{focus}>"),
        ("sourceShape", f"<{shape}>" if ":" in shape else ""),
        ("sourceConstraintComponent", f"<{finder}>"),
        ("resultMessage", _string(finding.message)),
        ("resultSeverity", f"sh:{finding.severity}"),
    )


def _string(words: str) -> str:
    """Words as a string of Turtle, which escapes as JSON does."""
    return json.dumps(words, ensure_ascii=False)
