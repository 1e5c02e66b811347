"""Findings and results for people and machines: the same input gives the same bytes."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields

from kfor_graph import names
from kfor_graph.json_lines import json_lines
from kfor_graph.model import Finding
from kfor_graph.quality.findings import SEVERITIES, ordered
from kfor_graph.quality.results import Result

_FIELDS = sorted(field.name for field in fields(Finding))

Facts = Sequence[tuple[str, str]]


def exit_code(findings: Iterable[Finding]) -> int:
    """1 where any finding is a Violation, which is our mistake; else 0."""
    return int(any(finding.severity == "Violation" for finding in findings))


def findings_text(findings: Iterable[Finding], files: Mapping[str, str] | None = None) -> str:
    """Findings for a terminal, each with its place, the words in question and what is wrong; a line of counts at the end.

    files: document → its file, which is then named on the line that says what is wrong
    """
    found = ordered(findings)
    return "\n".join([*(_paragraph(finding, (files or {}).get(finding.document, "")) for finding in found), _counts(found), ""])


def findings_json(findings: Iterable[Finding]) -> str:
    """Findings as a JSON array of objects, in order."""
    return json_lines([{name: getattr(finding, name) for name in _FIELDS} for finding in ordered(findings)])


def findings_turtle(findings: Iterable[Finding]) -> str:
    """Findings of shapes and rules as one SHACL validation report in Turtle, without blank nodes.

    A finding does not keep the constraint component; the shape or rule that found it stands in its place, and is an IRI as the standard
    demands. Where no node is at fault, the part of the document is the focus node, or the document.
    """
    return _report([_of_finding(finding) for finding in ordered(findings)])


def results_turtle(results: Iterable[Result]) -> str:
    """SHACL results in full as a validation report in Turtle, without blank nodes."""
    return _report([_of_result(result) for result in sorted(set(results))])


def _paragraph(finding: Finding, file: str = "") -> str:
    place = " ".join(filter(None, (finding.document, finding.block))) or finding.focus
    quotes = [f"  “{' '.join(quote.split())}”" for quote in finding.quotes]
    focus = [f"  at {finding.focus}"] if finding.focus and finding.focus != place else []
    at = f"{', '.join(filter(None, (file, finding.block)))}: " if file else ""
    return "\n".join([f"{finding.severity}  {place}  {finding.check}", *quotes, f"  {at}{finding.message}", *focus, ""])


def _counts(findings: Collection[Finding]) -> str:
    """One line, such as: 1 Violation, 0 Warnings, 2 Info."""
    counts = Counter(finding.severity for finding in findings)
    plural = {"Violation": "Violations", "Warning": "Warnings"}
    return ", ".join(f"{counts[name]} {name if counts[name] == 1 else plural.get(name, name)}" for name in SEVERITIES)


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
