"""SERVICE in a stranger's query: refused, but for the addresses that the server allows; those we ask ourselves, with limits."""

import re
from collections.abc import Sequence

import pyoxigraph

from kfor_graph.catalogue import Query, skeleton
from kfor_graph.guard import at, outbound
from kfor_graph.link.ask import Guest, Manners
from kfor_graph.query.federated import joined as join
from kfor_graph.store import Store, Term
from kfor_graph.web.problem import ProblemError
from kfor_graph.web.question import Question

MANNERS = Manners(delay=0, timeout=5, tries=1)
"A client waits: an endpoint that does not answer soon is not asked again."

_CALL = re.compile(r"SERVICE\s*(?P<silent>SILENT\b\s*)?(?:<(?P<address>[^<>\s]*)>)?", re.I)
_NAME = "kfor_service_"


def joined(asked: Question, store: Store, allowed: Sequence[str]) -> str:
    """The text of a query with the answers of other endpoints in place of each SERVICE; the same text where it has none.

    Raises ProblemError where an address is not allowed, QueryError where SERVICE stands where it cannot be joined, and LinkError where
    an endpoint does not answer as it should.
    """
    text, given = asked.text, dict[str, Term]()
    for position in reversed(outbound(text, "query", "SERVICE")):
        found = _CALL.match(text, position)
        address = _allowed(found, at("", asked.text, position), allowed)
        given[f"{_NAME}{len(given)}"] = pyoxigraph.NamedNode(address)
        text = f"{text[:position]}SERVICE ?{list(given)[-1]}{text[found.end() :] if found else ''}"
    if not given:
        return asked.text
    if asked.graphs or re.search(r"(?<![\w?$:.-])FROM\b", skeleton(text), re.I):
        raise ProblemError(400, "SERVICE and a choice of graphs in one query cannot be answered; write GRAPH instead of FROM")
    return join(store, Query("query", "query", text), given, Guest(MANNERS), hidden=True).text


def _allowed(call: re.Match[str] | None, place: str, allowed: Sequence[str]) -> str:
    """The address of a SERVICE. Raises ProblemError where it may not be asked."""
    _, line, column = place.split(":")
    where = f"line {line}, column {column}"
    if not allowed:
        raise ProblemError(403, f"{where}: SERVICE is off here; ask the other endpoint yourself, or copy its answer into VALUES")
    if not call or not call["address"] or call["silent"]:
        raise ProblemError(400, f"{where}: SERVICE needs an <address> here, without SILENT; write it in full")
    if call["address"] not in allowed:
        raise ProblemError(403, f"{where}: SERVICE may not ask this address; it may ask: {', '.join(allowed)}")
    return call["address"]
