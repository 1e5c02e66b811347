"""Findings as JSON: an array of objects, one a line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from kfor_graph.json_lines import json_lines
from kfor_graph.model import Evidence, Finding
from kfor_graph.quality.findings import ordered
from kfor_graph.quality.home import Homes, Place
from kfor_graph.texts import Span

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
    where = {name: getattr(place, name) for name in _PLACE} if place else {"words": piece.quote}
    return {"block": piece.block, **where}


def read_findings(text: str) -> tuple[Finding, ...]:
    """What `findings_json` wrote, as findings again; words whose place it does not tell stand nowhere."""
    return tuple(
        Finding(
            **{name: told[name] for name in ("severity", "message", "check", "document", "block", "focus")},
            **{name: told.get(name, "") for name in ("printed", "recomputed", "formula")},
            evidence=tuple(_evidence(words) for words in told["words"]),
            related=tuple((words["document"], _evidence(words)) for words in told.get("related", ())),
        )
        for told in json.loads(text)
    )


def _evidence(told: Mapping[str, Any]) -> Evidence:
    return Evidence(told.get("block", ""), Span(told.get("start", 0), told.get("end", 0)), told["words"], told["words"])
