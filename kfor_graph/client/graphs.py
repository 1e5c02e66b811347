"""What changes a store: the Graph Store Protocol's PUT, POST and DELETE, and loads of many graphs at once where a dialect has them."""

from collections.abc import Sequence

from kfor_graph.client.http import RefusedError, Sent
from kfor_graph.client.remote import address_of
from kfor_graph.client.session import Session, refusal
from kfor_graph.errors import StoreError

_MOST_BYTES = 1 << 20
"Of the answer to a change."
_TRIPLES = "application/n-triples"


def prove(made: Session) -> None:
    """Asks for nothing at the address of changes: a store that wants a login says so before much is sent."""
    try:
        made.send(address_of(made, "urn:x-kfor-graph:nothing", change=True), _TRIPLES, _MOST_BYTES, Sent(method="HEAD"))
    except RefusedError:
        return


def read(made: Session, graph: str, most: int, seconds: float) -> bytes:
    """A graph in N-Triples or Turtle; empty where there is none. Raises StoreError where the store does not give it."""
    url = address_of(made, graph)
    try:
        found = made.send(url, _TRIPLES, most, seconds=seconds)
    except RefusedError as error:
        if error.status == 404:
            return b""
        raise refusal(url, error) from error
    if found.kind not in {_TRIPLES, "text/turtle", "text/plain", "text/n3"}:
        raise StoreError(url, f"gives {found.kind or 'no media type'}, not N-Triples", "check --store, and give --gsp")
    return found.body


def put(made: Session, graph: str, ntriples: bytes, seconds: float, whole: bool = False) -> None:
    """Replaces a graph. What is larger than one request may be goes in several, of which the first one replaces.

    whole: whether it must go in one, for its blank nodes
    """
    method = "PUT"
    for piece in (ntriples,) if whole else _pieces(ntriples, made.dialect.most):
        _change(made, address_of(made, graph, change=True), Sent(piece, _TRIPLES, method), seconds)
        method = "POST"


def add(made: Session, nquads: Sequence[bytes], seconds: float) -> None:
    """Adds quads of many graphs at once, as only some dialects can."""
    _change(made, made.remote.graphs or made.base + made.dialect.bulk, Sent(b"".join(nquads), "application/n-quads", "POST"), seconds)


def drop(made: Session, graphs: Sequence[str], seconds: float) -> None:
    """Removes graphs, in one update."""
    text = ";\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs)
    _change(made, made.update, Sent(text.encode(), "application/sparql-update", "POST"), seconds)


def delete(made: Session, graph: str, seconds: float) -> None:
    """Removes a graph; one that is not there is none."""
    _change(made, address_of(made, graph, change=True), Sent(method="DELETE"), seconds, gone=True)


def _change(made: Session, url: str, sent: Sent, seconds: float, gone: bool = False) -> None:
    """Sends a change.

    gone: whether it is well that there is nothing
    """
    try:
        made.send(url, "*/*", _MOST_BYTES, sent, seconds)
    except RefusedError as error:
        if not (gone and error.status == 404):
            raise refusal(url, error) from error


def _pieces(ntriples: bytes, most: int) -> list[bytes]:
    """Whole lines, each piece of at most so many bytes, or one line."""
    found, start = list[bytes](), 0
    while start < len(ntriples):
        end = len(ntriples) if len(ntriples) - start <= most else ntriples.rfind(b"\n", start, start + most) + 1
        end = end or ntriples.find(b"\n", start) + 1 or len(ntriples)
        found.append(ntriples[start:end])
        start = end
    return found or [b""]
