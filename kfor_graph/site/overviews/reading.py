"""What the overviews ask of the data: rows of the named queries of pages, and the addresses of words."""

from collections.abc import Iterable, Mapping
from datetime import date

from kfor_graph import names
from kfor_graph.site.asking import Row, ask
from kfor_graph.site.data import DataSet


def rows(data: DataSet, name: str) -> list[Row]:
    """The answer to a query of `queries/pages/` that has no parameters."""
    return list(ask(data, name))


def words_of(claim: str) -> str:
    """Where the words of a claim stand: in the page of its report, at the claim's own anchor. Another IRI stays as it is."""
    document, _, anchor = claim.removeprefix(f"{names.BASE}id/doc/").partition("/")
    if not claim.startswith(f"{names.BASE}id/doc/") or not anchor:
        return claim
    return f"/doc/doc/{document}.html#{anchor}"


def key_of(claim: str) -> str:
    """The key of the document that a claim belongs to."""
    return claim.removeprefix(f"{names.BASE}id/doc/").partition("/")[0]


def periods(data: DataSet) -> dict[str, tuple[str | None, str | None]]:
    """First and last day of every period, by IRI."""
    return {str(row["period"]): (row["first"], row["last"]) for row in rows(data, "periods")}


def days(row: Row, known: Mapping[str, tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """First and last day of what a row tells: its own day, or those of its period."""
    return (row["day"], row["day"]) if row.get("day") else known.get(str(row.get("period")), (None, None))


def as_date(value: str | None) -> date | None:
    """A day of ISO 8601; None for what is none."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def squeezed(words: str | None) -> str:
    """Words of a source on one line."""
    return " ".join((words or "").split())


def joined(pieces: Iterable[str | None]) -> str:
    """Pieces of evidence as one line, in order, each once."""
    return " … ".join(dict.fromkeys(filter(None, (squeezed(piece) for piece in pieces))))
