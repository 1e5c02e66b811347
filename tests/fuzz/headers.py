"""A query file → a query with what its header says; and the readers of query texts that need no engine."""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kfor_graph.catalogue import KINDS, SEVERITIES, Query, form, header, projection, read_query, skeleton, unbindable
from kfor_graph.errors import QueryError
from tests.fuzz._target import ROOT, Target, now_and_then


def check(data: bytes) -> None:
    """A query whose header says what headers may, or errors that a user can mend; the same each time."""
    place().write_bytes(data)
    try:
        query = read_query(place())
    except QueryError as error:
        assert "\n" not in str(error) and str(place()) in str(error)
    except ExceptionGroup as group:
        assert all(isinstance(error, QueryError) and "\n" not in str(error) for error in group.exceptions)
    else:
        well_formed(query)
        if now_and_then(data):
            assert read_query(place()) == query
    text = data.decode("utf-8", "replace")
    blanked = skeleton(text)
    assert len(blanked) == len(text)
    assert all(shown in {written, " "} and (shown == "\n") == (written == "\n") for shown, written in zip(blanked, text, strict=True))
    assert form(text) == form(text).upper()
    assert all(isinstance(key, str) for key, _ in header(text))
    for name in projection(text) or ():
        assert not name or f"?{name}" in text or f"${name}" in text
    unbindable(text, "a")


def well_formed(query: Query) -> None:
    """What must hold of every query that is read."""
    assert query.title and query.about and query.declared
    assert all(kind in KINDS and unbindable(query.text, name) is None for name, kind in query.params)
    assert query.severity in {None, *SEVERITIES}


@cache
def place() -> Path:
    """A file of this process."""
    return Path(tempfile.mkdtemp(prefix="fuzz-headers-")) / "q.rq"


def seeds() -> Iterator[bytes]:
    """The project's own queries."""
    yield from (path.read_bytes()[:4096] for path in sorted((ROOT / "queries").rglob("*.rq")))


def words() -> Iterator[str]:
    """Keys, kinds, and what hides other things."""
    yield from ("# title: ", "# about: ", "# param: ", "# page: ", "# severity: ", *KINDS, *SEVERITIES)
    yield from (
        "'''",
        '"""',
        "'",
        '"',
        "<",
        ">",
        "#",
        "\\",
        "\n",
        "\r",
        "?a",
        "$a",
        "SELECT",
        "DISTINCT",
        "(",
        ")",
        " AS ",
        "PREFIX a: <",
        "BASE <",
        "*",
    )


TARGET = Target("query files with their headers → queries", check, seeds, words, longest=5000)
