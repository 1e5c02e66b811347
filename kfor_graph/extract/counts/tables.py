"""Tables of counts that have become running words: "Category May June Drugs 12 14 Smuggling 8 9 Total 20 23", columns in any order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph.document.dates import MONTH, YEAR, month_number, whole_month
from kfor_graph.extract.counts.earlier import earlier_times
from kfor_graph.extract.counts.numbers import FIGURE, quantity
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Quantity
from kfor_graph.texts import Period, Span

_LABEL = (
    r"(?:(?:Categor(?:y|ies)|Type|Kind|Nature|Sector|Area|Region|Brigade|Task\s[Ff]orce|Communit(?:y|ies)|Municipalit(?:y|ies)|Item|Field"
    r"|Activit(?:y|ies))(?:\sof\s(?:incidents?|acts?|crimes?))?)"
)
_OWN = (
    r"(?:(?:Total\s)?[Nn]umber(?:\sof\s(?:incidents|cases))?|Total|Count|Cases|Reported|[Tt]his\s(?:month|period|quarter)|[Cc]urrent\s(?:month|period|quarter)"
    r"|(?:Reporting\s)?[Pp]eriod)"
)
_OTHER = r"(?:Change|Difference|Per\scent|Percentage|Share|%)"
_THEN = rf"(?:(?:[Ll]ast|[Pp]revious|[Pp]receding)\s(?:month|period|quarter)|{MONTH}(?:\s{YEAR})?)"
_HEADER = re.compile(
    rf"(?P<label>{_LABEL})|(?P<own>{_OWN})|(?P<other>{_OTHER})|(?P<then>{_THEN})|(?P<incidents>Incidents?(?:\s(?:reported|recorded))?)"
)
_N = rf"(?:{FIGURE})"
_CELL = rf"(?:(?:{_N}|[+-]\s?\d[\d,.]*)(?:\s?(?:%|per\scent))?|[-–—])"
_NAME = r"[A-Z](?:[^\d.;:]|\.(?=[a-z])){1,80}?"
_BARE = re.compile(rf"(?<=:\s)(?=(?:{_NAME}\s{_N}\s){{2,}})")
_FIGURE = re.compile(FIGURE)
_TOTAL = re.compile(
    r"(?:[Gg]rand\s)?[Tt]otal(?:\snumber)?(?:\s(?:of\s)?(?:all\s)?incidents)?|All(?:\s(?:categories|sectors|incidents))?|Sum|Overall", re.I
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    span: Span
    "its words"
    label: Span
    "the cell that names it"
    cells: tuple[tuple[Period | None, Quantity], ...]
    "the figures, each with the earlier time that it is of; None for the reporting period"
    is_total: bool
    "whether it sums up the others"


def tables(passage: Passage, span: Span) -> Iterator[tuple[Row, ...]]:
    """The tables of a span that have two rows or more."""
    at = span.start
    while found := _header(passage, Span(at, span.end)):
        columns, end = found
        rows = tuple(_rows(passage, columns, Span(end, span.end)))
        if len(rows) > 1:
            yield rows
        at = max(rows[-1].span.end if rows else end, end)


_Columns = tuple[Period | str | None, ...]
"For each column: 'label', 'other' for what is passed over, the earlier time of its figures, or None for the reporting period."


def _header(passage: Passage, span: Span) -> tuple[_Columns, int] | None:
    """The columns that the next header names and where it ends; names and figures behind a colon need none."""
    for match in _HEADER.finditer(passage.text, span.start, span.end):
        cells = [match]
        while following := _HEADER.match(passage.text, _after(passage, cells[-1].end()), span.end):
            cells.append(following)
        kinds = [cell.lastgroup for cell in cells]
        if "label" not in kinds and "incidents" in kinds:
            kinds[kinds.index("incidents")] = "label"
        if len(cells) > 1 and kinds.count("label") == 1:
            columns = tuple(_column(passage, cell, kind or "other") for cell, kind in zip(cells, kinds, strict=True))
            return columns, cells[-1].end()
    bare = _BARE.search(passage.text, span.start, span.end)
    return (("label", None), bare.start()) if bare else None


def _after(passage: Passage, at: int) -> int:
    return at + (len(passage.text[at : at + 3]) - len(passage.text[at : at + 3].lstrip(" |")))


def _column(passage: Passage, cell: re.Match[str], kind: str) -> Period | str | None:
    if kind in {"label", "other"}:
        return kind
    if kind != "then":
        return None
    named = re.fullmatch(MONTH, cell[0])
    first, last = (passage.period.start, passage.period.end) if passage.period else (None, None)
    if first and last and named and first.month <= month_number(named[0]) <= last.month:
        return None if first.month == last.month else "other"
    earlier = earlier_times(passage, Span(*cell.span()))
    return earlier[0][1] if earlier else None if passage.period and _is_own(cell[0], passage.period) else "other"


def _is_own(words: str, period: Period) -> bool:
    """Whether a month with its year is the reporting period."""
    named = re.fullmatch(rf"(?P<month>{MONTH})\s(?P<year>{YEAR})", words)
    return named is not None and whole_month(int(named["year"]), month_number(named["month"])) == period


def _rows(passage: Passage, columns: _Columns, span: Span) -> Iterator[Row]:
    at = columns.index("label")
    before, behind = [rf"\s?(?P<c{i}>{_CELL})\s" for i in range(at)], [rf"\s(?P<c{i}>{_CELL})" for i in range(at + 1, len(columns))]
    ends = r"(?=\s|[.;]|\Z)" if behind else rf"(?=\s(?:\||{_CELL}\s)|\s?[.;]|\s?\Z)"
    row = re.compile(rf"\s?{''.join(before)}\s?(?P<label>{_NAME}){''.join(behind)}{ends}")
    start = span.start
    while match := row.match(passage.text, start, span.end):
        cells = tuple(_cells(passage, match, columns))
        label = Span(*match.span("label"))
        lead = len(match[0]) - len(match[0].lstrip())
        yield Row(Span(match.start() + lead, match.end()), label, cells, _TOTAL.fullmatch(passage.words(label).strip()) is not None)
        start = match.end()


def _cells(passage: Passage, match: re.Match[str], columns: _Columns) -> Iterator[tuple[Period | None, Quantity]]:
    for index, column in enumerate(columns):
        if column is None or isinstance(column, Period):
            figure = _FIGURE.search(passage.text, *match.span(f"c{index}"))
            if figure:
                yield column, quantity(passage.text, Span(*figure.span()))
