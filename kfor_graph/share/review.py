"""Pairs of events for review → a table, tab-separated."""

from collections.abc import Iterable

from kfor_graph import names
from kfor_graph.graph.meeting import Pair

_COLUMNS = ("account", "other_account", "reason", "event", "other_event")


def review_table(pairs: Iterable[Pair]) -> str:
    """The pairs, one a line, with the accounts as a table of corrections names claims: document/claim."""
    rows = [(_short(pair.one_account), _short(pair.other_account), pair.reason, pair.one, pair.other) for pair in pairs]
    return "".join("\t".join(row) + "\n" for row in [_COLUMNS, *sorted(rows)])


def _short(claim: str) -> str:
    return claim.removeprefix(names.document(""))
