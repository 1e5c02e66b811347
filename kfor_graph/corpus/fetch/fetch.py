"""Symbols → files in a folder, each with where it came from and when."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kfor_graph.client.http import Answer
from kfor_graph.corpus.fetch.address import Address
from kfor_graph.corpus.fetch.shelf import Shelf
from kfor_graph.corpus.fetch.symbols import LANGUAGES, file_name
from kfor_graph.corpus.fetch.visit import Manners, ServiceError, Visit
from kfor_graph.corpus.read import MOST_BYTES
from kfor_graph.errors import FetchError
from kfor_graph.texts import Sidecar

_PDF = {"application/pdf", "application/x-pdf", "application/octet-stream", "binary/octet-stream", ""}
"Media types under which services give PDF files."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one symbol."""

    symbol: str
    "as given"
    path: Path
    "its file, which is there unless there is an error"
    error: FetchError | None = None
    "why it is not there, or not as it should be"
    is_new: bool = False
    "whether it was fetched now"


def today() -> date:
    """The day by universal time."""
    return datetime.now(UTC).date()


def fetch(
    symbols: Sequence[str],
    folder: Path,
    address: Address,
    language: str = "en",
    manners: Manners | None = None,
    again: bool = False,
    told: Callable[[Outcome], None] = lambda _outcome: None,
    on: Callable[[], date] = today,
) -> tuple[Outcome, ...]:
    """Gets the documents that are not in the folder yet, one after the other.

    again: also ask for those that are there, to compare
    told: is told of each outcome at once
    One that cannot be had is an outcome and stops no other, unless the service cannot be reached or wants no more; then the rest is not
    tried. Raises FetchError or SourceError where language, folder or its `reports.toml` are no good.
    """
    if language not in LANGUAGES:
        raise FetchError(repr(language), "no language of the document system", f"give one of {', '.join(LANGUAGES)}")
    shelf, visit = Shelf(folder), Visit(manners or Manners(), MOST_BYTES)
    outcomes: list[Outcome] = []
    for symbol in symbols:
        name, url = file_name(symbol, language), address.of(symbol, language)
        error: FetchError | None = None
        is_new = False
        try:
            is_there = shelf.holds(name, symbol)
            if again or not is_there:
                is_new = not shelf.path(name).exists()
                data = _pdf(visit.get(url), url)
                shelf.put(name, data, Sidecar(symbol=symbol, url=url, sha256=hashlib.sha256(data).hexdigest(), retrieved=on()))
        except FetchError as failure:
            error = failure
        outcomes.append(Outcome(symbol, shelf.path(name), error, is_new and error is None))
        told(outcomes[-1])
        if isinstance(error, ServiceError):
            break
    return tuple(outcomes)


def _pdf(answer: Answer, url: str) -> bytes:
    """The PDF file that a service gave. Raises FetchError where it gave something else, such as a page that says why there is none."""
    remedy = "look at the address in a browser: there may be no such document, or not in this language"
    if answer.kind not in _PDF:
        raise FetchError(url, f"gives {answer.kind}, no PDF", remedy)
    if b"%PDF-" not in answer.body[:1024]:
        raise FetchError(url, "gives no PDF, though it says so" if answer.body else "gives an empty file", remedy)
    if not answer.measured and b"%%EOF" not in answer.body[-2048:]:
        raise FetchError(url, "a PDF that is cut off", "run again")
    return answer.body
