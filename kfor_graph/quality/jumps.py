"""Stocks that jump from one report to the next: the limits stand in `shapes/limits.ttl`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from kfor_graph import names
from kfor_graph.errors import ShapeError
from kfor_graph.graph.gist import FigureGist, Gist
from kfor_graph.graph.labels import when
from kfor_graph.model import Finding
from kfor_graph.resources import folder
from kfor_graph.texts import Period
from kfor_graph.vocabulary import read_turtle


@dataclass(frozen=True, slots=True)
class Limit:
    """How far one stock may move."""

    per_cent: Decimal
    "of the earlier figure; a change of so much is noted"
    days: int
    "figures further apart are not compared"


def jumps(gists: Mapping[str, Gist]) -> Iterator[Finding]:
    """Changes of a stock between two reports that reach its limit (Info), with the words of both; `gists` are by document."""
    rows: dict[str, list[tuple[FigureGist, str]]] = defaultdict(list)
    for key, gist in sorted(gists.items()):
        for figure in gist.figures:
            if figure.indicator in limits() and figure.exact and not figure.earlier:
                rows[figure.of].append((figure, key))
    for _, row in sorted(rows.items()):
        row.sort(key=lambda item: (item[0].start, item[1], item[0].claim))
        for (before, first), (after, second) in pairwise(row):
            limit, change = limits()[after.indicator], _per_cent(before, after)
            if first != second and change >= limit.per_cent and 0 < (after.start - before.start).days <= limit.days:
                message = (
                    f"{after.value} after {before.value} on {when(Period(before.start, before.end))}: a change by {change:.0f} per cent"
                )
                claim = names.part(second, after.claim)
                related = tuple((first, piece) for piece in before.evidence)
                yield Finding("Info", message, "jumps", second, after.block, claim, after.evidence, related)


def _per_cent(before: FigureGist, after: FigureGist) -> Decimal:
    one, other = Decimal(before.value), Decimal(after.value)
    return abs(other - one) * 100 / one if one else Decimal()


@cache
def limits() -> Mapping[str, Limit]:
    """Indicator → its limit. Raises ShapeError where a limit is incomplete, OntologyError where the file is broken."""
    path = folder("shapes") / "limits.ttl"
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in read_turtle(path):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            facts[quad.subject.value][quad.predicate.value] = quad.object.value
    found = {}
    for subject, told in facts.items():
        if told.get(names.expand("rdf:type")) == names.expand("kfsh:JumpLimit"):
            try:
                indicator, per_cent, days = (told[names.expand(f"kfsh:{name}")] for name in ("ofIndicator", "perCent", "withinDays"))
                found[indicator.rsplit("/", 1)[1]] = Limit(Decimal(per_cent), int(days))
            except (KeyError, ValueError, ArithmeticError) as error:
                raise ShapeError(path, f"{subject} is no limit: {error}", "give it an indicator, per cent and days") from error
    return found
