"""Counts of incidents: totals, their parts by category, sector or community, and the months that they are compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.breakdowns import is_whole
from kfor_graph.extract.counts.changes import Change, change_claim, changes
from kfor_graph.extract.counts.earlier import Earlier, earlier_figures
from kfor_graph.extract.counts.incident_lists import IncidentList, incident_lists, which
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.tables import Row, tables
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limited
from kfor_graph.model import Claim, Concept, Entity, Finding, Quantity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span

_INCIDENTS = r"(?:(?:[a-z-]+\s){0,2}?(?:incidents|offences|crimes)|criminal\sacts)"
_SUMMED = r"(?:[Aa]\s(?:grand\s)?total\sof|[Aa]ltogether,?|[Ii]n\sall,?|[Ii]n\stotal,?|[Oo]verall,)"
_TOTAL = begins_with(
    r",ACEFIJLMNORSTUW\dacefijlmnorstuw",
    rf"(?P<lead>\b{_SUMMED}\s)?(?<![\w.-])(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s{_INCIDENTS}\b"
    rf"|(?P<lead2>\b(?:[Tt]he|[Tt]heir)\s(?:total(?:\snumber)?|number)(?:\sof\s(?:[a-z-]+\s)?incidents)?(?:\s[^.;()\d]{{1,60}}?)?\s(?:was|is|stood\sat|amounted\sto|came\sto|reached)\s)"
    rf"(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})(?!\s?(?:per\scent|percent|%))(?:\sincidents)?(?=[\s.,;:])"
    rf"|,\s(?:making\s)?(?:(?P<lead3>a\stotal\sof\s|total(?:\sof|:)?\s)(?P<n3>{NUMBER})|(?P<n4>{NUMBER})(?P<lead4>\sin\s(?:all|total)\b))"
    rf"|(?P<lead5>\bincidents\s(?:reported\s|recorded\s)?(?:has\s|had\s)?(?:fell|rose|dropped|grew|declined|fallen|risen|increased|decreased|went\s(?:up|down))\s[^.;()]{{0,60}}?\bfrom\s[^.;()]{{1,40}}?\sto\s)(?P<n5>{NUMBER})\b(?!\s?(?:per\scent|percent|%))",
)
_ABOUT_TOTAL = re.compile(
    r"incidents|offences|\b[Tt]h(?:e|is)\s(?:total|figure|number)\b|\A(?:This|That|It)\s(?:is|was|represents|marks|compares|corresponds)\b|\A(?:Compared|In\scomparison|In|There|Last)\b"
)


_COMPARES = re.compile(r"\b(?:compared|against|as\sagainst|which\s(?:is|was)|up|down|in\scomparison|more|fewer|less|higher|lower)\b|\(")
_SPOKEN = re.compile(r"[Ii]ncident|[Cc]rime|[Oo]ffence|[Cc]riminal\sacts")


@dataclass(slots=True)
class _Total:
    """A total as it is put together from what the paragraph says of it."""

    words: list[Span]
    quantity: Quantity
    limit: Slots
    led: bool
    "whether it is told as a total"
    read: list[Claim | Finding] = field(default_factory=list)
    "its parts and the figures that it is compared with"
    more: Slots = ()
    "how these stand to it"
    earlier: list[Claim] = field(default_factory=list)
    shares: list[tuple[Quantity, Span, Claim]] = field(default_factory=list)
    "printed shares, with their words and parts"
    changes: list[tuple[Change, Claim | None]] = field(default_factory=list)
    "printed rises and falls, with the figure that they start from where it stands beside them"


@reads("incidents", "crimes", "offences", "criminal acts")
def incident_statistics(passage: Passage) -> Iterator[Claim | Finding]:
    """Incidents of the reporting period by category, sector or community with their printed total, and earlier totals where they are given.

    Example: `«A total of 308 incidents» related to «drugs (23)», «counterfeit currency (25)» … were reported during this period. «The
    total number of incidents is significantly lower than in August (416)».` Lists and tables in any order of columns are read. The total
    is as printed, never the sum; a category that the scheme does not know keeps its words.
    """
    if not passage.area or not passage.period:
        return
    if not passage.has(*"0123456789"):
        return
    listed = [found for sentence in passage.block.sentences for found in incident_lists(passage, sentence)]
    numbers = [match for match in passage.find(_TOTAL) if not _is_part(match, listed)]
    tabled = list(_tables(passage))
    for index, match in enumerate(numbers):
        end = numbers[index + 1].start() if index + 1 < len(numbers) else passage.block.span.end
        start = match.start() if index else passage.block.span.start
        listed = [found for found in listed if not (start <= found.span.start < end and _is_of_another(passage, match, found))]
        own = [found for found in listed if start <= found.span.start < end]
        listed = [found for found in listed if found not in own]
        total = _total(passage, match, own)
        beneath = [rows for rows in tabled if match.start() <= rows[0].span.start < end]
        tabled = [rows for rows in tabled if rows not in beneath]
        if total:
            for found in own:
                _take(passage, total, found, passage.area)
            for rows in beneath:
                _take_table(passage, total, rows, passage.area)
            if total.led or total.read:
                _compare(passage, total, Span(total.words[0].start, end), passage.area)
                yield from _told_total(passage, total, passage.area)
    for found in listed:
        yield from _alone(passage, found, passage.area)
    for rows in tabled:
        yield from _table(passage, rows, passage.area)


def _mark(match: re.Match[str]) -> str:
    """Which of the wordings of a total was found."""
    return next(mark for mark in ("", "2", "3", "4", "5") if match[f"n{mark}"])


def _is_part(match: re.Match[str], listed: list[IncidentList]) -> bool:
    """Whether a number of incidents stands in a list, as a part of another."""
    number = Span(*match.span(f"n{_mark(match)}"))
    return any(number in part.span for found in listed for part in found.parts)


_ANOTHER = re.compile(
    rf";[^;.()]*?\b(?P<n>{NUMBER})\s(?:of\s(?:them|these|those|which)\s)?(?:were|was|had|involved|occurred|took|concerned|related)\b[^;.()]*\(\Z"
)
"A count between a total and the bracket behind it: `23 incidents; 14 were directed against returnees (`."


def _is_of_another(passage: Passage, match: re.Match[str], listed: IncidentList) -> bool:
    """Whether a list in brackets parts a count that stands between the total and the list."""
    return _ANOTHER.search(passage.text, match.end(), listed.span.start) is not None


def _total(passage: Passage, match: re.Match[str], listed: list[IncidentList]) -> _Total | None:
    """A total of the reporting period; None for another time, a part of the area that is not named, and what is no fact."""
    mark = _mark(match)
    sentence = passage.sentence(match.start())
    start = match.start() + len(match[0]) - len(match[0].lstrip(" ,"))
    ends = [found.span.end for found in listed if found.span in sentence]
    around = limited(passage, Span(start, max([match.end(), *ends])))
    if not around or not told(passage, Span(sentence.start, match.end())):
        return None
    printed = passage.quantity(match, f"n{mark}", f"q{mark}" if mark in {"", "2"} else None)
    return _Total([Span(start, match.end())], printed, around[1], match[f"lead{mark}"] is not None and printed.printed[0].isdigit())


def _alone(passage: Passage, listed: IncidentList, area: Entity) -> Iterator[Claim]:
    """The parts of a list that no total is told of."""
    around = limited(passage, listed.span)
    if around and len(listed.parts) > 1 and told(passage, Span(passage.sentence(listed.span.start).start, listed.span.end)):
        for part, slots in zip(listed.parts, listed.which, strict=True):
            if made := observation(passage, (part.span,), "incidents", part.quantity, "incidents", area, more=(*slots, *around[1])):
                yield made


def _take(passage: Passage, total: _Total, listed: IncidentList, area: Entity) -> None:
    """Adds a list to its total: as all of it, or as parts."""
    whole = not listed.partial and is_whole(total.quantity, listed.parts, listed.closed)
    for part, slots in zip(listed.parts, listed.which, strict=True):
        if slots[0][0] == "counted":
            total.read.append(_unknown(passage, part.span, str(slots[0][1])))
        more = (*slots, *(slot for slot in total.limit if slot[0] != slots[0][0]))
        if made := observation(passage, (part.span,), "incidents", part.quantity, "incidents", area, more=more):
            total.read.append(made)
            total.more += (("totalOf" if whole else "includes", made),)
            total.shares += [(part.share, part.span, made)] if part.share else []


def _unknown(passage: Passage, span: Span, words: str) -> Finding:
    message = f"the category {words!r} of an incident count is not in the scheme"
    return Finding("Info", message, "incident_statistics", evidence=passage.cite(span))


def _compare(passage: Passage, total: _Total, span: Span, area: Entity) -> None:
    """Adds the earlier figures that the paragraph sets a total against."""
    trends: dict[date, str] = {}
    for sentence in passage.block.sentences:
        words = Span(max(sentence.start, span.start), min(sentence.end, span.end))
        own = total.words[0] in sentence
        if words.start >= words.end or not (own or _ABOUT_TOTAL.search(passage.words(words))) or not told(passage, words):
            continue
        found = earlier_figures(passage, words)
        for item in found:
            made = observation(passage, (item.span,), "incidents", item.quantity, "incidents", area, item.period, total.limit)
            if made and made not in total.read:
                total.read.append(made)
                total.more += (("comparedWith", made),)
                total.earlier.append(made)
                if item.direction and item.period.end:
                    trends[item.period.end] = item.direction
        if found:
            if found[0].span not in total.words[0]:
                total.words.append(_comparison(passage, words, found, total))
            total.changes += [(change, total.earlier[-1] if len(found) == 1 else None) for change in changes(passage, words)]
    if trends:
        total.more += (("trend", Concept("trend", trends[max(trends)])),)


def _comparison(passage: Passage, words: Span, found: tuple[Earlier, ...], total: _Total) -> Span:
    """The words that compare: from the beginning of the sentence, or from the word behind the total, to the last figure."""
    start = words.start
    if start == total.words[0].start:
        compared = list(_COMPARES.finditer(passage.text, total.words[0].end, found[0].span.start))
        start = compared[-1].start() if compared else found[0].span.start
    return Span(start, found[-1].span.end)


def _told_total(passage: Passage, total: _Total, area: Entity) -> Iterator[Claim | Finding]:
    yield from total.read
    made = observation(passage, tuple(total.words), "incidents", total.quantity, "incidents", area, more=(*total.more, *total.limit))
    if not made:
        return
    yield made
    for share, words, part in total.shares:
        slots = (("numerator", part), ("denominator", made))
        if claim := observation(passage, (words,), "share", share, "percent", area, more=(*slots, *total.limit)):
            yield claim
    for change, earlier in total.changes:
        if (earlier or len(total.earlier) < 2) and (claim := change_claim(passage, change, made, earlier, "incidents", area)):
            yield claim


def _tables(passage: Passage) -> Iterator[tuple[Row, ...]]:
    """The tables whose rows are kinds of incident, places or communities, where the words before them speak of incidents."""
    for sentence in passage.block.sentences:
        for rows in tables(passage, sentence):
            before = passage.text[max(passage.block.span.start, rows[0].span.start - 300) : rows[0].span.start]
            found = [which(passage, row.label) for row in rows if not row.is_total]
            known = sum(bool(slots) and slots[0][0] != "counted" for slots in found)
            if all(found) and known > 1 and 2 * known >= len(found) and _SPOKEN.search(before):
                yield rows


def _take_table(passage: Passage, total: _Total, rows: tuple[Row, ...], area: Entity) -> None:
    """Adds a table to the total that stands before it; its own last row may say the total again."""
    for item in _table(passage, rows, area):
        if isinstance(item, Finding) or item.get("category") or item.get("counted") or item.get("population") or item.get("place"):
            total.read.append(item)
            if isinstance(item, Claim) and item.get("during") == passage.period:
                total.more += (("totalOf", item),)
        elif item.get("during") != passage.period:
            total.read.append(item)
            total.earlier.append(item)
            total.more += (("comparedWith", item),)
        elif item.get("value") != total.quantity.value:
            total.read.append(item)


def _table(passage: Passage, rows: tuple[Row, ...], area: Entity) -> Iterator[Claim | Finding]:
    """The figures of a table of incidents; a row that sums up the others is their total."""
    parts: dict[Period | None, list[Claim]] = {}
    for row in (row for row in rows if not row.is_total):
        slots = which(passage, row.label)
        if slots[0][0] == "counted":
            yield _unknown(passage, row.span, str(slots[0][1]))
        for time, printed in row.cells:
            if made := observation(passage, (row.span,), "incidents", printed, "incidents", area, time, slots):
                parts.setdefault(time, []).append(made)
                yield made
    earlier: Slots = ()
    for row in (row for row in rows if row.is_total):
        for time, printed in sorted(row.cells, key=lambda cell: cell[0] is None):
            more: Slots = tuple(("totalOf", part) for part in parts.get(time, ()))
            made = observation(
                passage, (row.span,), "incidents", printed, "incidents", area, time, (*more, *(earlier if time is None else ()))
            )
            if made:
                earlier += (("comparedWith", made),)
                yield made
