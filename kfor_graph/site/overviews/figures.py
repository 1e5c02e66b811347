"""Rows → figures as values: each with its days, its words and the place where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kfor_graph.site.asking import Row
from kfor_graph.site.data import DataSet
from kfor_graph.site.overviews.reading import as_date, days, joined, key_of, periods, rows, words_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure."""

    claim: str
    "IRI of the observation"
    about: str
    "IRI of what it is about"
    name: str
    "the label of that"
    first: str | None
    "first day for which it holds"
    last: str | None
    "last day"
    part: str
    "the part that is counted: a population or category; empty for all"
    place: str
    "the part of the area; empty for all of it"
    value: float
    printed: str
    "as printed"
    how: str
    "Exact, About, Nearly …; empty where it is not asked for"
    rough: bool
    "whether it is not exact"
    excludes: str
    "a figure that it leaves out, as printed"
    words: str
    "on one line"

    @property
    def day(self) -> date | None:
        """Where it stands on a time axis: the last day."""
        return as_date(self.last or self.first)

    @property
    def path(self) -> str:
        """Where its words stand."""
        return words_of(self.claim)

    @property
    def document(self) -> str:
        """The key of the document that prints it."""
        return key_of(self.claim)


def figures(data: DataSet, query: str, part: str) -> tuple[Figure, ...]:
    """The figures of a query of pages, in the order of their days.

    part: the column that says which part is counted
    """
    known = periods(data)
    claims: dict[str, list[Row]] = {}
    for row in rows(data, query):
        claims.setdefault(str(row["claim"]), []).append(row)
    found = [_figure(claim, told, known, part) for claim, told in claims.items()]
    return tuple(
        sorted(found, key=lambda figure: (figure.name, figure.last or "", figure.first or "", figure.part, figure.place, figure.claim))
    )


def _figure(claim: str, told: list[Row], known: Mapping[str, tuple[str | None, str | None]], part: str) -> Figure:
    row = told[0]
    first, last = days(row, known)
    about = str(row.get("mission") or row.get("about"))
    return Figure(
        claim,
        about,
        row["name"] or about.rsplit("/", 1)[-1],
        first,
        last,
        row[part] or "",
        row["place"] or "",
        float(str(row["value"])),
        row["printed"] or str(row["value"]),
        row.get("how") or "",
        row.get("exact", "exact") != "exact",
        ", ".join(dict.fromkeys(str(one["excludes"]) for one in told if one.get("excludes"))),
        joined(one["words"] for one in told),
    )


def by_name(found: Iterable[Figure]) -> dict[tuple[str, str], list[Figure]]:
    """Figures by what they are about, the one with most first."""
    grouped: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        grouped.setdefault((figure.about, figure.name), []).append(figure)
    return dict(sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0])))


@dataclass(frozen=True, slots=True)
class Issue:
    """Where a report contradicts itself."""

    note: str
    "in a sentence"
    formula: str
    recomputed: str
    printed: str


def issues(data: DataSet) -> dict[str, tuple[Issue, ...]]:
    """The source issues of claims, by the claim's IRI."""
    found: dict[str, list[Issue]] = {}
    for row in rows(data, "issues"):
        issue = Issue(row["note"] or "", row["formula"] or "", row["recomputed"] or "", row["printed"] or "")
        if issue not in found.setdefault(str(row["claim"]), []):
            found[str(row["claim"])].append(issue)
    return {claim: tuple(told) for claim, told in found.items()}
