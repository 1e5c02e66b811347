"""The report reader: the published text of a document, every claim marked in it and told beside it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kfor_graph import names
from kfor_graph.site.align import Solid, candidates
from kfor_graph.site.asking import behind
from kfor_graph.site.labels import last, period_words, short
from kfor_graph.site.layout import Layout, Part, Zone, is_furniture, layout
from kfor_graph.site.marks import Mark
from kfor_graph.site.passages import Style, passage
from kfor_graph.site.rendering import alternates, render
from kfor_graph.site.report_data import ShownClaim, ShownDocument, document
from kfor_graph.site.reports import entitled
from kfor_graph.site.visit import Visit
from kfor_graph.site.written import day
from kfor_graph.texts import Span

KINDS = ("observation", "account", "assessment", "statement")
"In the order of the legend."

_MARKUP = re.compile(r"^#{1,6} |[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|\\(?=[^\w\s])|^-{3,}$", re.M)
"What Markdown adds to headings and mastheads."


@dataclass(frozen=True, slots=True)
class Row:
    """A zone of the text with the claims beside it."""

    kind: str
    slug: str
    level: int
    blocks: tuple[Markup, ...]
    claims: tuple[ShownClaim, ...]
    starts: tuple[str, ...]
    missed: int
    "sentences that were not understood"


def reader(visit: Visit) -> str | None:
    """The page of a document; None where there is none of that key."""
    shown = document(visit.data, visit.steps["key"])
    if shown is None:
        return None
    placed = layout(shown.text, shown.parts, _hints(shown))
    rows = _rows(shown, placed)
    anchored = {row.slug for row in rows} | {slug for row in rows for slug in row.starts} | set(placed.inner)
    head = _head(shown)
    return render(
        "reader.html",
        visit,
        shown=shown,
        rows=rows,
        kinds=[(kind, sum(claim.kind == kind for claim in shown.claims)) for kind in KINDS],
        lost=placed.lost,
        unplaced=[part for part in shown.parts if part.slug not in anchored and part not in placed.lost],
        letters=_letters(shown),
        periods=_periods(shown),
        issues=list({issue.iri: (claim, issue) for claim in reversed(shown.claims) for issue in claim.issues}.values())[::-1],
        behind=behind("reader-claims", "graph", names.graph(shown.key)),
        text_path=f"/source/{last(shown.source)}.txt",
        alternates=alternates(visit.path),
        styles=("/static/reader.css",),
        description=f"{head['title']}: the published text with {len(shown.claims)} claims marked in it.",
        structured=_structured(shown, head),
        **head,
    )


def _hints(shown: ShownDocument) -> dict[str, int]:
    hints: dict[str, int] = {}
    for claim in shown.claims:
        first = min(span.start for _, span in claim.words)
        hints[claim.part] = min(first, hints.get(claim.part, first))
    return hints


def _rows(shown: ShownDocument, placed: Layout) -> list[Row]:
    """The zones with their words marked; a claim stands beside the zone where its words begin."""
    marks, styles = _marks(shown, placed)
    missed = _missed(shown, placed)
    for span in (span for spans in missed.values() for span in spans):
        marks.append(Mark(span.start, span.end, "missed"))
    beside: dict[int, list[ShownClaim]] = defaultdict(list)
    for claim in shown.claims:
        at = claim.words[0][1].start
        index = next((index for index, zone in enumerate(placed.zones) if zone.span.start <= at < zone.span.end), 0)
        beside[index].append(claim)
    rows: list[Row] = []
    seen = {part.slug for part in shown.parts if part.slug not in placed.inner}
    for index, zone in enumerate(placed.zones):
        own = [mark for mark in marks if mark.start < zone.span.end and zone.span.start < mark.end]
        own += _gaps(shown.text, zone)
        blocks = tuple(passage(shown.text, block, own, styles, seen) for block in zone.blocks)
        claims = tuple(beside.get(index, ()))
        rows.append(Row(zone.kind, zone.slug, zone.level, blocks, claims, zone.starts, len(missed.get(zone.slug, ()))))
    return rows


def _marks(shown: ShownDocument, placed: Layout) -> tuple[list[Mark], dict[str, Style]]:
    styles = {
        "missed": Style("missed", title="Nothing was taken from this sentence.", tag="span"),
        "furniture": Style("furniture", tag="span"),
        "markup": Style("markup", tag="span"),
    }
    marks: list[Mark] = []
    for claim in shown.claims:
        for index, (_, span) in enumerate(claim.words):
            key = f"{claim.slug}/{index}"
            flagged = " flagged" if claim.issues else ""
            number = claim.number if index == len(claim.words) - 1 else None
            styles[key] = Style(f"{claim.kind}{flagged}", claim.slug, number, f"n-{claim.slug}", short(claim.label))
            marks.append(Mark(span.start, span.end, key))
    for slug, span in placed.inner.items():
        styles[f"part {slug}"] = Style("inner", slug, tag="span")
        marks.append(Mark(span.start, span.end, f"part {slug}"))
    return marks, styles


def _gaps(text: str, zone: Zone) -> Iterable[Mark]:
    for gap in zone.gaps:
        yield Mark(gap.start, gap.end, "furniture" if is_furniture(text, gap) else "markup")
    if zone.kind in {"heading", "furniture"}:
        for found in _MARKUP.finditer(text[zone.span.start : zone.span.end]):
            yield Mark(zone.span.start + found.start(), zone.span.start + found.end(), "markup")


def _missed(shown: ShownDocument, placed: Layout) -> dict[str, list[Span]]:
    """Where the sentences stand from which nothing was taken, by part."""
    zones = {zone.slug: zone.span for zone in placed.zones if zone.slug} | dict(placed.inner)
    found: dict[str, list[Span]] = defaultdict(list)
    for slug, sentence in shown.missed:
        if slug in zones:
            span = zones[slug]
            places = candidates(sentence, Solid(shown.text[span.start : span.end]))
            found[slug] += [Span(span.start + run.start, span.start + run.end) for place in [*places][:1] for run in place.runs]
    return found


def _head(shown: ShownDocument) -> dict[str, str]:
    said = shown.facts.get("", {})
    label = next((value for value, _ in said.get("rdfs:label", ())), shown.key)
    titles = [value for value, _ in said.get("dcterms:title", ())]
    return {"label": label, "title": titles[0] if titles else entitled([words for *_, words in _periods(shown)]) or label}


def _letters(shown: ShownDocument) -> list[tuple[Part, str, Mapping[str, tuple[tuple[str, str], ...]]]]:
    found = [(part, shown.facts[part.slug]) for part in shown.parts if part.kind == "Letter"]
    dated = [(part, next((value for value, _ in said.get("dcterms:date", ())), ""), said) for part, said in found]
    return [(part, day(date) if date else "", said) for part, date, said in sorted(dated, key=lambda item: (item[1], item[0].slug))]


def _periods(shown: ShownDocument) -> list[tuple[Part, str, str]]:
    """Each report with its period's IRI and words."""
    found = []
    for part in shown.parts:
        if part.kind == "Report":
            for iri, _ in shown.facts[part.slug].get("kfo:coversPeriod", ()):
                found.append((part, iri, period_words(iri)))
    return found


def _structured(shown: ShownDocument, head: Mapping[str, str]) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": names.document(shown.key),
        "name": head["title"],
        "identifier": head["label"],
        "inLanguage": "en",
        "temporalCoverage": [last(iri).replace("_", "/").replace("open", "..") for _, iri, _ in _periods(shown)],
        "encoding": {"@type": "MediaObject", "@id": shown.source, "encodingFormat": "text/plain"},
        "isPartOf": {
            "@type": "Dataset",
            "@id": names.BASE + "id/dataset/kfor-graph",
            "license": "https://creativecommons.org/licenses/by/4.0/",
        },
    }
