"""What somebody asks → what is found, the best first, with counts by kind."""

import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kfor_graph.site.search.entries import CLAIMS, ENTITIES, PARTS, QUERIES, Entry
from kfor_graph.site.search.index import Index, database
from kfor_graph.site.search.meaning import Meaning, meaning

MOST = 100
"Results that are given at once."

_NAMED, _BEGUN = 100.0, 90.0
_BASES = {ENTITIES: 70.0, QUERIES: 50.0, CLAIMS: 30.0, PARTS: 10.0}
_LONGEST_BEGUN = 200
"Entities whose name begins with what is asked, that stand before others."

_WEIGHTS = "bm25(found, 4.0, 1.0)"
"A word of the label counts four times one of the text."


@dataclass(frozen=True, slots=True)
class Hit:
    """One result."""

    entry: Entry
    score: float
    "100: has this name; 90: has a name that begins so; from 70, 50, 30 and 10: entity, query, claim, paragraph that has the words"


@dataclass(frozen=True, slots=True)
class Found:
    """What is found."""

    total: int
    "results of the kinds that were asked for"
    facets: tuple[tuple[str, str, int], ...]
    "kind, what it is called and how many results of it there are, whatever kinds were asked for"
    hits: tuple[Hit, ...]
    "one page of results"
    meaning: Meaning
    "how the question was read, by which words are marked"
    every: bool = True
    "whether the results have all words that were asked for; else none has, and these have some"


def search(
    index: Index, text: str, kinds: Collection[str] = (), offset: int = 0, limit: int = 20, begun: bool = False, only: bool = False
) -> Found:
    """What is found for a text; any text is only words, and none at all asks for everything.

    kinds: those to show, all where none is named
    begun: whether the last word may be the beginning of one
    only:  whether other kinds need not be counted, which is quicker
    """
    read = meaning(index, text, begun)
    ranges = [each for each in index.ranges if not only or each[1] in kinds]
    span = (min((each[2] for each in ranges), default=0), max((each[3] for each in ranges), default=0))
    expression = read.every()
    numbers = _numbers(index, expression, span) if read.terms or text.strip() else range(*span)
    every = bool(numbers) or len(read.terms) == 1 or not read.terms
    if not every:
        expression = read.some()
        numbers = _numbers(index, expression, span)
    counts = {kind: 0 for _, kind, _, _ in ranges}
    wanted, total = [], 0
    for tier, kind, first, after in ranges:
        count = bisect_left(numbers, after) - bisect_left(numbers, first)
        counts[kind] += count
        if count and (kind in kinds or not kinds):
            wanted.append((tier, first, after))
            total += count
    facets = tuple((kind, index.kinds[kind], count) for kind, count in counts.items() if count)
    offset, limit = max(0, offset), max(0, min(limit, MOST))
    hits = _hits(index, read, expression, numbers, wanted, offset + limit) if read.terms else _listed(index, wanted)
    return Found(total, facets, tuple(islice(hits, offset, offset + limit)) if limit and offset < total else (), read, every)


def _listed(index: Index, wanted: Sequence[tuple[int, int, int]]) -> Iterator[Hit]:
    """What is there where nothing is asked."""
    return (Hit(index.entries[number], _BASES[tier]) for tier, first, after in wanted for number in range(first, after))


def _numbers(index: Index, expression: str, span: tuple[int, int]) -> list[int]:
    """The positions of what fits within a span, ascending."""
    if not expression:
        return []
    text = "SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid"
    return [number for (number,) in database(index).execute(text, (expression, span[0], span[1] - 1))]


def _hits(
    index: Index, read: Meaning, expression: str, numbers: Sequence[int], wanted: Sequence[tuple[int, int, int]], most: int
) -> Iterator[Hit]:
    """The results in their order, at least `most` of them."""

    def fits(number: int) -> bool:
        at = bisect_left(numbers, number)
        return at < len(numbers) and numbers[at] == number and any(first <= number < after for _, first, after in wanted)

    first = [number for number in read.named if fits(number)]
    then = [number for number in dict.fromkeys(read.begun) if number not in set(first) and fits(number)][:_LONGEST_BEGUN]
    yield from (Hit(index.entries[number], _NAMED) for number in first)
    yield from (Hit(index.entries[number], _BEGUN) for number in then)
    for tier in sorted({tier for tier, _, _ in wanted}):
        spans = [(first, after) for at, first, after in wanted if at == tier]
        shown = (*first, *then) if tier == ENTITIES else ()
        for number, rank in _ranked(database(index), expression, spans, shown, most):
            yield Hit(index.entries[number], round(_BASES[tier] + 20 * -rank / (1 - rank), 2))


def _ranked(
    database: sqlite3.Connection, expression: str, spans: Sequence[tuple[int, int]], shown: Collection[int], most: int
) -> Iterator[tuple[int, float]]:
    """Numbers within spans, the best first, without those shown already; several kinds of one tier stand side by side."""
    first, after = spans[0][0], spans[-1][1]
    kept = " OR ".join("rowid BETWEEN ? AND ?" for _ in spans) if len(spans) > 1 else "1"
    bounds = [bound for start, end in spans for bound in (start, end - 1)] if len(spans) > 1 else []
    text = (
        f"SELECT rowid, {_WEIGHTS} FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? AND ({kept}) "  # noqa: S608 - no words of others
        "ORDER BY 2, 1 LIMIT ?"
    )
    rows = database.execute(text, (expression, first, after - 1, *bounds, most + len(shown)))
    yield from ((number, rank) for number, rank in rows if number not in shown)
