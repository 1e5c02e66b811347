"""The reports of each mission in a row: what no report covers, and what two cover."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kfor_graph.graph.gist import Gist, ReportGist
from kfor_graph.graph.labels import when
from kfor_graph.model import Finding
from kfor_graph.texts import Period

_DAY = timedelta(days=1)


def series(gists: Mapping[str, Gist]) -> Iterator[Finding]:
    """Gaps (Info) and overlaps (Warning) between the periods of each mission's reports; `gists` are by document.

    A period has the length that it states: a quarter after a month leaves no gap. The number of missing reports is in the lengths of
    the reports on both sides.
    """
    rows: dict[str, list[tuple[date, date, str, ReportGist]]] = defaultdict(list)
    for key, gist in gists.items():
        for report in gist.reports:
            if report.mission:
                rows[report.mission].append((report.start, report.end, key, report))
    for _, row in sorted(rows.items()):
        row.sort()
        last = row[0]
        for now in row[1:]:
            start, end, key, report = now
            if start <= last[1]:
                both = when(Period(start, min(end, last[1])))
                message = f"covers {both}, which {_name(last[2], last[3])} covers too"
                yield Finding("Warning", message, "series", key, report.slug, evidence=report.evidence)
            elif start > last[1] + _DAY:
                gap = Period(last[1] + _DAY, start - _DAY)
                message = f"no report covers {when(gap)}, between {_name(last[2], last[3])} and this one{_missing(gap, last[3], report)}"
                yield Finding("Info", message, "series", key, report.slug, evidence=report.evidence)
            last = max(last, now, key=lambda item: item[1])


def _missing(gap: Period, before: ReportGist, after: ReportGist) -> str:
    """How many reports are missing, at the lengths of the two beside the gap; nothing where the gap is shorter than half of either."""
    days = _days(gap.start, gap.end)
    before_length, after_length = _days(before.start, before.end), _days(after.start, after.end)
    one, other = round(days / before_length), round(days / after_length)
    if not one or not other:
        return ""
    counted = f"{one} report{'' if one == 1 else 's'}" if one == other else f"{one} reports of the earlier length, or {other} of the later,"
    return f": {counted} missing"


def _days(start: date | None, end: date | None) -> int:
    return (end - start).days + 1 if start and end else 1


def _name(key: str, report: ReportGist) -> str:
    return f"{key}, {report.slug}"
