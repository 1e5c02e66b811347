"""The front page: what this is, how much, the strength of the force over the years, where to begin."""

from typing import Any

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.site.asking import ask
from kfor_graph.site.dataset import dumps
from kfor_graph.site.overviews.strength import strength_chart
from kfor_graph.site.rendering import render
from kfor_graph.site.reports import documents
from kfor_graph.site.visit import Visit

EXAMPLES = 5
"Questions on the front page."
LATEST = 5
"Reports on the front page."


def home(visit: Visit) -> str:
    """What this is, counts, the strength curve, latest reports, example questions, how to get the data."""
    listed = documents(visit.data)
    totals = {row["class"]: int(row["nodes"]) for row in ask(visit.data, "totals")}
    asked = [query for query in catalogue().values() if query.page == "home"] or list(catalogue().values())
    ends = [end for item in listed for _, first, last, _ in item.periods for end in (first, last) if end]
    return render(
        "home.html",
        visit,
        latest=listed[:LATEST],
        documents=len(listed),
        totals=totals,
        counts=_counts(totals),
        chart=strength_chart(visit),
        claims=sum(item.total for item in listed),
        issues=sum(item.issues for item in listed),
        span=(min(ends)[:4], max(ends)[:4]) if ends else None,
        questions=asked[:EXAMPLES],
        triples=len(visit.data.store),
        dump=next(dump.path for dump in dumps(visit.data)),
        forms=visit.data.files.forms if visit.data.files else ("ttl", "jsonld", "nq", "rdf", "csv"),
        styles=("/static/things.css", "/static/home.css", "/static/charts.css"),
        structured=_structured(visit),
        description="What the Kosovo Force told the Security Council, as linked data: every figure one click from its sentence.",
    )


def _counts(totals: dict[str, int]) -> list[tuple[str, int]]:
    """The classes that readers look for, with how many there are, the most first."""
    return [(label, count) for label, count in totals.items() if count][:12]


def _structured(visit: Visit) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": names.BASE + "id/dataset/kfor-graph",
        "name": "kfor-graph",
        "description": "Claims of the reports of the Kosovo Force to the United Nations Security Council, each with its exact words.",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "url": visit.data.public,
        "version": visit.data.version,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": dump.form.media, "contentUrl": visit.data.public + dump.path}
            for dump in dumps(visit.data)
        ],
    }
