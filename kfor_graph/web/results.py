"""The results of a query → the body of an answer: whole where they are small, else written as they come by the engine's own writers."""

import re
from collections.abc import Callable
from itertools import islice

import pyoxigraph

from kfor_graph import names
from kfor_graph.query.formats import write_graph
from kfor_graph.query.run import ordered
from kfor_graph.site import formats
from kfor_graph.store import Results, Store
from kfor_graph.web.limits import Limits
from kfor_graph.web.message import Answer, Stream, Write
from kfor_graph.web.modifiers import flat, limit, limited
from kfor_graph.web.problem import ProblemError

SMALL_BYTES = 65_536
"Tables up to this size are made whole."
HELD_BYTES = 4_194_304
"The same of tables that the engine has to sort or group first: asking again would do that again."
SMALL_ROWS = 1_000
"The same in triples, which are then sorted and get the prefixes that they need; tables that ask for more rows are written at once."

MOST_ROWS = "X-SPARQL-MaxRows"
"Header: how many rows, or triples, an answer has at most."
TRUNCATED = "X-SPARQL-Truncated"
"Header: `true` where there are more rows than that, which are left out."

_BETWEEN = {
    "application/sparql-results+json": b"},{",
    "application/sparql-results+xml": b"<result>",
    "text/csv": b"\n",
    "text/tab-separated-values": b"\n",
}
"Bytes of which a table has at least one for each row but the first; values may hold them too."
_SORTED = re.compile(r"(?<![\w?$:.-])(?:ORDER|GROUP)\s+BY(?![\w:])", re.I)

Ask = Callable[[str], Results]
"Asks the text of a query."


class LargeError(Exception):
    """A body is not small."""


class Pipe:
    """A file for the engine to write to, which passes everything on; who takes it holds it to the bytes that an answer may have."""

    def __init__(self, write: Write, most: int | None = None) -> None:
        self._write, self._most, self._passed = write, most, 0

    def write(self, piece: bytes) -> int:
        """Passes a piece on. Raises LargeError beyond the bytes that were asked for."""
        self._passed += len(piece)
        if self._most is not None and self._passed > self._most:
            raise LargeError
        self._write(piece)
        return len(piece)

    def flush(self) -> None:
        """There is nothing to flush: what is written is on its way."""


def table(store: Store, text: str, ask: Ask, media: str, limits: Limits) -> Answer:
    """The answer to a SELECT or ASK. Raises QueryError where the query has a mistake, and ProblemError where its rows cannot be cut."""
    form = pyoxigraph.QueryResultsFormat.from_media_type(media)

    def stream(asked: str) -> Stream:
        def write(sink: Write) -> None:
            with store.asking(asked):
                ask(asked).serialize(Pipe(sink), form)  # type: ignore[arg-type]

        return write

    results, own = ask(text), limit(text)
    if isinstance(results, pyoxigraph.QueryBoolean):
        return _answer(media, results.serialize(format=form) or b"")
    bounded = own is not None and own <= limits.rows
    if bounded and own is not None and own > SMALL_ROWS:
        return _answer(media, stream(text), limits)
    pieces: list[bytes] = []
    small = HELD_BYTES if _SORTED.search(flat(text)) else SMALL_BYTES
    try:
        with store.asking(text):
            results.serialize(Pipe(pieces.append, small), form)  # type: ignore[arg-type]
    except LargeError:
        pass
    else:
        body = b"".join(pieces)
        if bounded or body.count(_BETWEEN[media]) < limits.rows:
            return _answer(media, body, limits)
    if bounded or not _more(store, text, ask, limits.rows):
        return _answer(media, stream(text), limits)
    cut = limited(text, limits.rows)
    try:
        ask(cut)
    except Exception as error:
        raise ProblemError(400, f"the answer has more than {limits.rows} rows; write a LIMIT") from error
    return _answer(media, stream(cut), limits, truncated=True)


def graph(store: Store, text: str, ask: Ask, media: str, limits: Limits) -> Answer:
    """The answer to a CONSTRUCT or DESCRIBE. Raises QueryError where the query has a mistake."""
    form = formats.of_media(media)
    results = ask(text)
    with store.asking(text):
        first = list(islice(results, min(SMALL_ROWS, limits.rows) + 1))  # type: ignore[arg-type]
        if len(first) <= min(SMALL_ROWS, limits.rows):
            return _answer(form.content_type, write_graph(ordered(set(first)), _rdf(form)).encode(), limits)
    truncated = _more(store, text, ask, limits.rows)

    def stream(sink: Write) -> None:
        with store.asking(text):
            triples = islice(ask(text), limits.rows)  # type: ignore[arg-type]
            pyoxigraph.serialize(triples, Pipe(sink), _rdf(form), prefixes=names.PREFIXES)  # type: ignore[arg-type]

    return _answer(form.content_type, stream, limits, truncated)


def _rdf(form: formats.Format) -> pyoxigraph.RdfFormat:
    """What writes a form; the forms that are offered for graphs have one."""
    return form.rdf or pyoxigraph.RdfFormat.TURTLE


def _more(store: Store, text: str, ask: Ask, rows: int) -> bool:
    """Whether there are more rows than a number."""
    with store.asking(text):
        return next(islice(ask(text), rows, None), None) is not None  # type: ignore[arg-type]


def _answer(media: str, body: bytes | Stream, limits: Limits | None = None, truncated: bool = False) -> Answer:
    headers = ((MOST_ROWS, str(limits.rows)),) if limits else ()
    content = f"{media}; charset=utf-8" if media.startswith("text/") and ";" not in media else media
    return Answer(200, content, body, (*headers, *(((TRUNCATED, "true"),) if truncated else ())))
