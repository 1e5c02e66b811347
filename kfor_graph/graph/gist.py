"""The gist of a document: what other documents may tell of too, in few bytes: its reports, its dated events, its figures."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kfor_graph import names
from kfor_graph.graph.identifiers import Identifiers
from kfor_graph.model import Claim, Concept, Entity, Event, Evidence, Value
from kfor_graph.texts import Document, Period, Span

Figures = tuple[tuple[str, str], ...]


class ReportGist(NamedTuple):
    """One report: whose it is, and what it covers."""

    slug: str
    "names the part"
    mission: str
    "names the mission; empty where it is not known"
    start: date
    "first day"
    end: date
    "last day"
    evidence: tuple[Evidence, ...] = ()
    "the words that state the period"


class EventGist(NamedTuple):
    """One eventuality with a time of its own, and what the document tells of it."""

    iri: str
    "of its node"
    name: str
    "the IRI that all documents share, without ordinal; empty where the event belongs to its document"
    types: tuple[str, ...]
    start: date
    end: date
    places: tuple[str, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]
    "role, nature, outcome or subject, and who or what it is, sorted"
    figures: Figures
    "what is counted in the event, and how many, sorted"
    happened: bool
    series: bool
    claim: str
    "last step of the IRI of its first account"
    block: str
    "slug of the part that tells of it"
    evidence: tuple[Evidence, ...] = ()
    "the words of that account"


class FigureGist(NamedTuple):
    """One figure for a day or a period."""

    what: str
    "a hash of what is counted of whom, where, when: equal for two figures that can be compared"
    value: str
    exact: bool
    start: date
    end: date
    earlier: bool
    "whether the day or period lies before the report's own"
    claim: str
    "last step of its IRI"
    block: str
    "slug of the part that gives it"
    indicator: str = ""
    "what is measured, of a stock that is counted on a day; else empty"
    of: str = ""
    "a hash of what is counted of whom and where: equal for one stock on several days"
    evidence: tuple[Evidence, ...] = ()
    "the words that give a stock"


class Gist(NamedTuple):
    """What a document tells that others may tell too."""

    reports: tuple[ReportGist, ...] = ()
    events: tuple[EventGist, ...] = ()
    figures: tuple[FigureGist, ...] = ()


def gist(document: Document, claims: Sequence[Claim], missions: Mapping[str, Entity], identifiers: Identifiers) -> Gist:
    """The gist of a document. `missions` are those of its reports, by slug."""
    reports = tuple(
        ReportGist(
            part.block.slug,
            missions[part.block.slug].slug if part.block.slug in missions else "",
            days.start,
            days.end,
            _stated(document, part.period.span),
        )
        for part in document.reports
        if part.period and (days := part.period.period).start and days.end
    )
    periods = {report.slug: Period(report.start, report.end) for report in reports}
    counted: dict[Event, dict[str, set[str]]] = {}
    figures = []
    for claim in claims:
        if claim.kind == "observation" and (figure := _figure(claim, periods, counted, identifiers)):
            figures.append(figure)
    return Gist(reports, tuple(_events(document.key, claims, set(periods.values()), counted, identifiers)), tuple(figures))


def _stated(document: Document, span: Span) -> tuple[Evidence, ...]:
    report = document.report
    piece = report.locate(span)[0]
    return (Evidence("", piece, report.text[piece.start : piece.end], report.clean[span.start : span.end]),)


_COUNTED = frozenset({"indicator", "unit", "category", "population", "counted", "place", "attributedTo"})
"Slots that say what a figure counts, besides what it is about: not how many, when, or how it stands to other figures."


def _figure(
    claim: Claim, periods: Mapping[str, Period], counted: dict[Event, dict[str, set[str]]], identifiers: Identifiers
) -> FigureGist | None:
    """A stated figure about a lasting thing; one about an event goes into `counted`. This sees every figure: one pass over the slots."""
    measure, value, exact = list[str](), "", False
    event: Event | None = None
    days: Period | None = None
    local = is_stock = False
    for slot, item in claim.slots:
        if slot in _COUNTED:
            local = local or (isinstance(item, Entity) and item.kind == "local")
            measure.append(f"{slot}={_plain(item)}")
        elif slot == "value":
            value = str(item)
        elif slot == "about":
            if isinstance(item, Event):
                event = item
            elif isinstance(item, Entity):
                local = local or item.kind == "local"
                measure.append(f"about={item.kind}/{item.slug}")
        elif slot == "qualifier":
            exact = isinstance(item, Concept) and item.notation == "exact"
        elif slot == "during" and isinstance(item, Period):
            days = item
        elif slot == "asAt" and isinstance(item, date):
            days, is_stock = Period(item, item), True
    measure.sort()
    if event:
        counted.setdefault(event, {}).setdefault("\x1f".join(measure), set()).add(value)
        return None
    report = periods.get("-".join(claim.block.split("-", 2)[:2]))
    if local or claim.certainty != "stated" or report is None or report.start is None or days is None or not (days.start and days.end):
        return None
    what = names.digest((*measure, names.days(days)))
    told = FigureGist(what, value, exact, days.start, days.end, days.end < report.start, _step(identifiers.claim(claim)), claim.block)
    if not is_stock:
        return told
    indicator = next((measured.partition("=")[2] for measured in measure if measured.startswith("indicator=")), "")
    return told._replace(indicator=indicator, of=names.digest(measure), evidence=claim.evidence)


def _events(
    key: str,
    claims: Sequence[Claim],
    periods: Collection[Period],
    counted: Mapping[Event, Mapping[str, set[str]]],
    identifiers: Identifiers,
) -> Iterator[EventGist]:
    """The eventualities with days of their own: what is dated by the reporting period alone is nobody else's."""
    seen: set[Event] = set()
    for claim in claims:
        if claim.kind != "account":
            continue
        event = claim.get("about")
        if not isinstance(event, Event) or event in seen:
            continue
        seen.add(event)
        start, end = event.period.start, event.period.end
        if start is None or end is None or event.period in periods:
            continue
        name = names.event(event, key)
        yield EventGist(
            identifiers.event(event),
            "" if name.startswith(names.part(key, "")) else name,
            event.types,
            start,
            end,
            tuple(place.slug for place in event.places),
            _told(event),
            tuple((what, "/".join(sorted(values))) for what, values in sorted(counted.get(event, {}).items())),
            event.happened,
            event.series,
            _step(identifiers.claim(claim)),
            claim.block,
            claim.evidence,
        )


def _told(event: Event) -> tuple[tuple[str, tuple[str, ...]], ...]:
    told: dict[str, set[str]] = defaultdict(set)
    for role, entity in event.roles:
        told[role].add(f"{entity.kind}/{entity.slug}")
    for name, value in (("nature", event.nature), ("outcome", event.outcome), ("about", event.about and event.about.slug)):
        if value:
            told[name].add(value)
    return tuple((role, tuple(sorted(values))) for role, values in sorted(told.items()))


def _plain(value: Value) -> str:
    if isinstance(value, Concept):
        return value.notation
    return f"{value.kind}/{value.slug}" if isinstance(value, Entity) else str(value)


def _step(iri: str | None) -> str:
    return iri.rsplit("/", 1)[1] if iri else ""
