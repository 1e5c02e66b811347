"""Findings as JSON: an array of objects, one a line."""

from collections.abc import Iterable
from dataclasses import fields

from kfor_graph.json_lines import json_lines
from kfor_graph.model import Evidence, Finding
from kfor_graph.quality.findings import ordered
from kfor_graph.quality.home import Homes, Place

_PLACE = [field.name for field in fields(Place)]


def findings_json(findings: Iterable[Finding], homes: Homes | None = None) -> str:
    """Findings, the worst first, each once: what is wrong, where it stands in the report and in the graph, and the figures."""
    homes = homes or Homes()
    return json_lines([_entry(finding, homes) for finding in ordered(findings)])


def _entry(finding: Finding, homes: Homes) -> dict[str, object]:
    figures = {name: getattr(finding, name) for name in ("printed", "recomputed", "formula") if getattr(finding, name)}
    related = [{"document": key, **_words(key, piece, homes)} for key, piece in finding.related]
    return {
        "severity": finding.severity,
        "check": finding.check,
        "message": finding.message,
        "document": finding.document,
        "block": finding.block,
        "focus": finding.focus,
        **({"graph": graph} if (graph := homes.graph(finding)) else {}),
        **figures,
        "words": [_words(finding.document, piece, homes) for piece in finding.evidence],
        **({"related": related} if related else {}),
    }


def _words(key: str, piece: Evidence, homes: Homes) -> dict[str, object]:
    place = homes.place(key, piece)
    return {name: getattr(place, name) for name in _PLACE} if place else {"words": piece.quote}
