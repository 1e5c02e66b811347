"""Findings as SARIF 2.1.0, the OASIS format of static analysis: editors and viewers lead from each to the words in the report."""

import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from kfor_graph import __version__, names
from kfor_graph.model import Evidence, Finding
from kfor_graph.quality.findings import ordered
from kfor_graph.quality.home import Homes, Place

_LEVEL = {"Violation": "error", "Warning": "warning", "Info": "note"}
Json = dict[str, object]


def findings_sarif(findings: Iterable[Finding], homes: Homes | None = None) -> str:
    """Findings as one run of a SARIF log. Lines and columns count from 1, columns in Unicode code points.

    The file of a location is the report, or the published text of one that has no lines of its own (PDF, DOCX).
    """
    homes = homes or Homes()
    found = ordered(findings)
    checks = sorted({finding.check for finding in found})
    run: Json = {
        "tool": {
            "driver": {
                "name": "kfor-graph",
                "version": __version__,
                "informationUri": names.BASE,
                "rules": [_rule(check, found) for check in checks],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, checks.index(finding.check), homes) for finding in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(check: str, findings: Sequence[Finding]) -> Json:
    worst = next(finding for finding in findings if finding.check == check)
    return {"id": check, "name": check, "shortDescription": {"text": check}, "defaultConfiguration": {"level": _LEVEL[worst.severity]}}


def _result(finding: Finding, rule: int, homes: Homes) -> Json:
    figures = {name: getattr(finding, name) for name in ("printed", "recomputed", "formula") if getattr(finding, name)}
    told: Json = {**({"focus": finding.focus} if finding.focus else {}), **figures}
    if graph := homes.graph(finding):
        told["graph"] = graph
    locations = [_location(finding, place) for piece in finding.evidence if (place := homes.place(finding.document, piece))]
    part = _part(finding)
    if not locations and part:
        locations = [{"logicalLocations": [part]}]
    elif not locations and graph:
        file, _, line = graph.rpartition(":")
        locations = [{"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, "region": {"startLine": int(line)}}}]
    related = [_related(key, piece, number, homes) for number, (key, piece) in enumerate(finding.related, 1)]
    words = "\n".join(finding.quotes)
    return {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": _LEVEL[finding.severity],
        "message": {"text": finding.message},
        **({"locations": locations} if locations else {}),
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"finding/v1": names.digest((finding.check, finding.document, finding.focus, finding.message, words))},
        **({"properties": told} if told else {}),
    }


def _location(finding: Finding, place: Place) -> Json:
    part = _part(finding)
    return {"physicalLocation": _physical(place), **({"logicalLocations": [part]} if part else {})}


def _related(key: str, piece: Evidence, number: int, homes: Homes) -> Json:
    place = homes.place(key, piece)
    return {"id": number, "message": {"text": piece.words}, **({"physicalLocation": _physical(place)} if place else {})}


def _physical(place: Place) -> Json:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        "snippet": {"text": place.words},
    }
    return {"artifactLocation": {"uri": _uri(place.file)}, "region": region}


def _part(finding: Finding) -> Json | None:
    """The document, or its part, as a place that has a name and no lines."""
    whole = "/".join(filter(None, (finding.document, finding.block)))
    return {"name": finding.block or finding.document, "fullyQualifiedName": whole, "kind": "module"} if whole else None


def _uri(file: str) -> str:
    """A path as a URI, or as a reference from where the command was given."""
    path = quote(file.replace("\\", "/"), safe="/")
    return f"file://{path}" if path.startswith("/") else path
