"""The source issues of a document → facts: which printed value its own figures contradict, and what they make."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph

from kfor_graph import names
from kfor_graph.quality.evaluate.facts import Fact

_ARITHMETIC = {"sum-differs": "sum", "percentage-differs": "percentage", "difference-differs": "difference"}
"Issue types that are about arithmetic; the others are about words and days, and are not compared."


def discrepancies(nquads: bytes, audit: bytes, reports: dict[int, str]) -> Iterator[Fact]:
    """The discrepancies of a document; a fall by its size, as reports print it.

    nquads:  its graph
    audit:   its source issues
    reports: for each of its reports, from 1, how it is called
    """
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for data in (nquads, audit):
        for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS):
            told[str(quad.subject)][str(quad.predicate)].append(getattr(quad.object, "value", ""))
    for issue in sorted(told):
        types = [iri.rsplit("/", 1)[1] for iri in _of(told[issue], "kfo:issueType")]
        for made in _of(told[issue], "kfo:recomputedValue") if types and types[0] in _ARITHMETIC else ():
            for target in _of(told[issue], "oa:hasTarget"):
                claim = told[f"<{target}>"]
                part = next(iter(_of(claim, "kfo:reportedIn")), "")
                number = re.search(r"/report-(\d+)", part)
                document = reports.get(int(number[1]) if number else 1, "")
                paragraph = re.search(r"-p(\d+)$", part)
                for printed in _of(claim, "kfo:value") if document else ():
                    sign = -1 if Decimal(printed) < 0 and Decimal(made) < 0 else 1
                    yield Fact(
                        "discrepancy",
                        document,
                        paragraph[1] if paragraph else "",
                        _ARITHMETIC[types[0]],
                        value=sign * Decimal(printed),
                        second=sign * Decimal(made),
                        words=next(iter(_of(told[issue], "oa:bodyValue")), ""),
                        sentence=next(iter(_of(told[issue], "oa:bodyValue")), ""),
                    )


def _of(node: dict[str, list[str]], name: str) -> list[str]:
    return sorted(node.get(f"<{names.expand(name)}>", ()))
