"""The page of talks, agreements, decisions and visits: a chronology, apart from what was only planned, alleged or not held."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kfor_graph.site.charts.svg import both
from kfor_graph.site.charts.timeline import Mark, timeline
from kfor_graph.site.data import DataSet
from kfor_graph.site.overviews.facets import Choice, address
from kfor_graph.site.overviews.happenings import HAPPENED, Happening, Happenings, happenings, title_of
from kfor_graph.site.overviews.reading import as_date, rows, words_of
from kfor_graph.site.rendering import render
from kfor_graph.site.urls import href
from kfor_graph.site.visit import Visit
from kfor_graph.site.written import period


def talks(visit: Visit) -> str:
    """Every event of politics and diplomacy, by year."""
    found = happenings(visit.data)
    branches = {str(row["notation"]): str(row["label"]) for row in rows(visit.data, "talk-types")}
    told = [event for event in found.all if event.kinds & branches.keys()]
    held = [event for event in told if HAPPENED in event.standing]
    return render(
        "talks.html",
        visit,
        styles=("/static/charts.css",),
        description="Talks, agreements, decisions and visits that the reports tell of, each with its words.",
        branches=branches,
        held=by_year(held),
        count=len(held),
        other=[event for event in told if HAPPENED not in event.standing],
        drawn=_timeline(held, branches, visit.path),
        branches_of=lambda event: [(label, address(Choice(type=branch))) for branch, label in branches.items() if branch in event.kinds],
        roles_of=lambda event: roles_of(event, found),
        outcomes=outcomes(visit.data),
        standing=found.labels["kind"],
        words_of=words_of,
        title_of=title_of,
        event_period=lambda event: period(event.first, event.last),
    )


def by_year(events: Iterable[Happening]) -> dict[str, list[Happening]]:
    """Events by the year in which they begin."""
    grouped: dict[str, list[Happening]] = {}
    for event in events:
        grouped.setdefault((event.first or event.last or "")[:4] or "Without a day", []).append(event)
    return grouped


def roles_of(event: Happening, found: Happenings) -> list[tuple[str, list[tuple[str, str]]]]:
    """Roles with IRI and label of who had each. Who has a more telling role is not named as merely involved."""
    actors: dict[str, list[tuple[str, str]]] = {}
    telling = {actor for role, actor in event.roles if role != "involves"}
    for role, actor in event.roles:
        if role != "involves" or actor not in telling:
            actors.setdefault(role, []).append((actor, found.labels["actor"].get(actor, actor)))
    return sorted(actors.items())


def outcomes(data: DataSet) -> dict[str, list[str]]:
    """How events ended, by their IRIs."""
    grouped: dict[str, list[str]] = {}
    for row in rows(data, "event-outcomes"):
        grouped.setdefault(str(row["event"]), []).append(str(row["label"]))
    return grouped


def _timeline(held: Sequence[Happening], branches: dict[str, str], here: str) -> Markup:
    """One lane a kind of talks; what is of several kinds stands in each."""
    lanes = [branch for branch in branches if any(branch in event.kinds for event in held)]
    marks = []
    for event in held:
        first, last = as_date(event.first or event.last), as_date(event.last or event.first)
        if first and last:
            of = (at for at, branch in enumerate(lanes) if branch in event.kinds)
            marks += [Mark(first, max(first, last), at, event.label, href(event.iri, here)) for at in of]
    title, description = "Talks over time", f"{len(held)} events in {len(lanes)} lanes, one a kind; the list below has the same events."
    labels = [branches[lane] for lane in lanes]

    def many(lane: int, day: object) -> str:
        return href(f"{here}#year-{str(day)[:4]}", here) if lane < len(lanes) else "#"

    return both("talks", lambda name, width: timeline(name, title, description, labels, marks, many, width))
