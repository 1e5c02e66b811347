"""Counts of incidents by category, their total, and the month that they are compared with."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.dates import months
from kfor_graph.extract.limits import limited
from kfor_graph.extract.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Finding
from kfor_graph.texts import Span

_LISTED = re.compile(
    rf"""
    \b(?P<total>(?:[Aa]\stotal\sof\s|[Aa]ltogether,?\s|[Ii]n\sall,?\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:[a-z]+\s)?incidents)
    \s(?:related\sto|relating\sto|connected\swith|involving|concerning|of)\s(?P<list>[^.;]+?\(\d[^.;]*?\))\s(?:were|was|have\sbeen)\s(?:reported|recorded|registered)
    """,
    re.X,
)
_ITEM = re.compile(rf"(?P<category>[^(),;]+?)\s\((?P<n>{FIGURE})\)")
_COMPARED = re.compile(
    rf"""
    \b(?:[Tt]he\stotal(?:\snumber)?(?:\sof\s(?:reported\s)?incidents)?|[Tt]his(?:\s(?:total|number|figure))?|[Tt]he\s(?:total|number|figure))\s(?:is|was|represents|marks)\s
    (?:(?:significantly|slightly|considerably|somewhat|markedly|much|a\slittle)\s)?
    (?P<direction>lower|higher|smaller|greater|fewer|more)\sthan\s(?P<month>(?:in|the\s(?:figure|total|number)\sfor|that\s(?:of|for|in)|for)\s[^.;()]{{3,40}}?)\s\((?P<n>{FIGURE})\)
    """,
    re.X,
)
_DIRECTION = {"lower": "falling", "smaller": "falling", "fewer": "falling", "higher": "rising", "greater": "rising", "more": "rising"}


def incident_statistics(passage: Passage) -> Iterator[Claim | Finding]:
    """Incidents of the reporting period by category with their printed total, and an earlier month's total where one is given.

    Example: `«A total of 308 incidents» related to «drugs (23)», «counterfeit currency (25)» … were reported during this period. «The
    total number of incidents is significantly lower than in August (416)».` The total is as printed, never the sum. With a category
    that the scheme does not know, the total is not made up of the others.
    """
    if not passage.area or not passage.has("incidents") or not passage.has(" ("):
        return
    sentences = [span for span in passage.block.sentences if "incidents" in (words := passage.words(span)) and " (" in words]
    listed = [match for sentence in sentences for match in passage.find(_LISTED, sentence)]
    for index, match in enumerate(listed):
        around = limited(passage, Span(*match.span()))
        if not around:
            continue
        parts: list[Claim] = []
        complete = match["list"].count("(") == len(_ITEM.findall(match["list"]))
        limit = listed[index + 1].start() if index + 1 < len(listed) else passage.block.span.end
        for item in passage.find(_ITEM, Span(*match.span("list"))):
            made = _part(passage, item, around[1])
            complete = complete and isinstance(made, Claim)
            yield made
            if isinstance(made, Claim):
                parts.append(made)
        yield from _total(passage, match, limit, parts if complete else [], around[1])


def _part(passage: Passage, item: re.Match[str], where: Slots) -> Claim | Finding:
    lead = re.match(r"\s*(?:and\s)?", item["category"])
    start = item.start("category") + (lead.end() if lead else 0)
    words = passage.text[start : item.end("category")]
    category = passage.vocabulary.concept("category", words)
    made = category and passage.area and observation(
        passage, (Span(start, item.end()),), "incidents", passage.quantity(item, "n"), "incidents", passage.area, more=(("category", category), *where)
    )  # fmt: skip
    return made or Finding("Info", f"the category {words!r} of an incident count is not in the scheme", "incident_statistics")


def _total(passage: Passage, match: re.Match[str], limit: int, parts: list[Claim], where: Slots) -> Iterator[Claim]:
    words = [Span(*match.span("total"))]
    more: Slots = tuple(("totalOf", part) for part in parts)
    trend: Slots = ()
    for compared in passage.find(_COMPARED, Span(match.end(), limit)):
        month = months(passage, Span(*compared.span("month")))
        if not passage.area or len(month) != 1:
            continue
        earlier = observation(
            passage,
            (Span(month[0].span.start, compared.end()),),
            "incidents",
            passage.quantity(compared, "n"),
            "incidents",
            passage.area,
            month[0].period,
            where,
        )
        if earlier:
            yield earlier
            words.append(Span(*compared.span()))
            trend = (("comparedWith", earlier), ("trend", Concept("trend", _DIRECTION[compared["direction"]])))
        break
    if passage.area and (
        total := observation(
            passage, tuple(words), "incidents", passage.quantity(match, "n", "q"), "incidents", passage.area, more=(*more, *trend, *where)
        )
    ):
        yield total
