"""The list of reports, and what other pages tell of all documents: periods, letters, claims, discrepancies, coverage."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kfor_graph.site.asking import ask
from kfor_graph.site.data import DataSet
from kfor_graph.site.labels import last
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit
from kfor_graph.site.written import period


@dataclass(slots=True)
class Listed:
    """A document in a list."""

    iri: str
    key: str
    label: str
    title: str = ""
    periods: list[tuple[str, str, str, str]] = field(default_factory=list)
    "IRI of each report, first and last day, and both in words"
    letters: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    "by IRI: date, signatory's IRI and name, office"
    claims: dict[str, int] = field(default_factory=dict)
    "by kind"
    issues: int = 0
    understood: float | None = None
    "share of the telling sentences"

    @property
    def name(self) -> str:
        """Its title, else what it covers, else its label."""
        return self.title or entitled([words for *_, words in self.periods]) or self.label

    @property
    def total(self) -> int:
        """All its claims."""
        return sum(self.claims.values())

    @property
    def end(self) -> str:
        """The last day that it covers, for its order."""
        return max((end for _, _, end, _ in self.periods), default="")


def entitled(periods: Sequence[str]) -> str:
    """What to call a document without title, by the periods of its reports; empty where there are none."""
    return f"Report{'s' * (len(periods) > 1)} for {' and '.join(periods)}" if periods else ""


def documents(data: DataSet) -> list[Listed]:
    """All documents, the one that covers the latest days first."""
    found: dict[str, Listed] = {}
    for row in ask(data, "documents"):
        listed = found.setdefault(row["document"], Listed(row["document"], last(row["document"]), row["label"], row["title"] or ""))
        if row["report"] and (row["first"] or row["last"]):
            told = (row["report"], row["first"] or "", row["last"] or "", period(row["first"], row["last"]))
            listed.periods += [told] if told not in listed.periods else []
    for row in ask(data, "letters"):
        if row["document"] in found:
            told = (row["date"] or "", row["person"] or "", row["name"] or "", row["office"] or "")
            found[row["document"]].letters.setdefault(row["letter"], told)
    _count(data, {listed.key: listed for listed in found.values()})
    return sorted(found.values(), key=lambda listed: (listed.end, listed.key), reverse=True)


def _count(data: DataSet, found: Mapping[str, Listed]) -> None:
    """Adds the figures of each document: claims by kind, discrepancies, share understood."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in ask(data, "claim-counts"):
        counts[last(row["graph"])][last(row["kind"]).lower()] = int(row["claims"])
    issues = {last(row["graph"]): int(row["issues"]) for row in ask(data, "issue-counts")}
    coverage = json.loads((data.build / "coverage.json").read_text(encoding="utf-8"))
    for key, listed in found.items():
        listed.claims = counts.get(key, {})
        listed.issues = issues.get(key, 0)
        listed.understood = coverage[key]["share"] if coverage.get(key, {}).get("sentences") else None


def reports(visit: Visit) -> str:
    """Every report with its symbol, period, letters, number of claims, share understood, discrepancies."""
    listed = documents(visit.data)
    by_year: dict[str, list[Listed]] = defaultdict(list)
    for item in listed:
        by_year[item.end[:4] or "without period"].append(item)
    return render(
        "reports.html",
        visit,
        years=list(by_year.items()),
        documents=len(listed),
        claims=sum(item.total for item in listed),
        styles=("/static/things.css",),
        description="Every report of the Kosovo Force in this data set, with its period, letters, claims and discrepancies.",
    )
