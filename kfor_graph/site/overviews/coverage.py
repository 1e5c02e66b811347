"""The page of coverage: how much of each document was understood, what was not, and which rules made the claims."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from kfor_graph.site.charts.svg import element
from kfor_graph.site.data import DataSet
from kfor_graph.site.overviews.paging import Paged, paged
from kfor_graph.site.overviews.reading import rows
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit

SIZE = 50
"Documents on one page."


@dataclass(frozen=True, slots=True)
class Covered:
    """What was taken from one document."""

    key: str
    understood: int
    "sentences from which something was taken"
    telling: int
    "sentences that state something"
    share: float
    claims: int
    missed: tuple[tuple[str, str], ...]
    "address of the part, and the sentence"

    @property
    def path(self) -> str:
        """The document's page."""
        return f"/doc/doc/{self.key}.html"


def coverage(visit: Visit) -> str | None:
    """Coverage by document; None for a page that is not there."""
    found = covered(visit.data)
    shown: Paged[Covered] | None = paged(found, "/coverage", visit, SIZE)
    if shown is None:
        return None
    understood, telling = sum(one.understood for one in found), sum(one.telling for one in found)
    rules = rows(visit.data, "rules")
    return render(
        "coverage.html",
        visit,
        styles=("/static/charts.css",),
        description="How much of each report was understood, and the sentences that were not.",
        shown=shown,
        documents=len(found),
        understood=understood,
        telling=telling,
        share=understood / telling if telling else 1.0,
        rules=rules if shown.number == 1 else [],
        most=max((int(str(rule["claims"])) for rule in rules), default=1),
        bar=bar,
    )


def covered(data: DataSet) -> tuple[Covered, ...]:
    """The coverage that the build wrote down, by key."""
    path = data.build / "coverage.json"
    read = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    manifest = json.loads((data.build / "manifest.json").read_text(encoding="utf-8"))["documents"]
    return tuple(
        Covered(
            key,
            told["understood"],
            told["sentences"] - told.get("formulas", 0),
            told["share"],
            manifest.get(key, {}).get("claims", 0),
            tuple((f"/doc/doc/{key}.html#{missed['block']}", " ".join(missed["text"].split())) for missed in told["missed"]),
        )
        for key, told in sorted(read.items())
    )


def bar(share: float, told: str) -> Markup:
    """A share of one as a bar."""
    ground = element("rect", x=0, y=0, width=100, height=8, rx=2, class_="ground")
    part = element("rect", x=0, y=0, width=100.0 * min(1.0, max(0.0, share)), height=8, rx=2, class_="part")
    inner = element("title", told) + ground + part
    return element("svg", inner, viewBox="0 0 100 8", preserveAspectRatio="none", role="img", aria_label=told, class_="share")
