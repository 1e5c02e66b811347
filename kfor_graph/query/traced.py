"""Claims as values, each traced to the words that make it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.store import Store, Term

Plain = str | int | Decimal | date | bool
"What a term is in Python."

_XSD = names.PREFIXES["xsd"]
_READERS: dict[str, Callable[[str], Plain]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": Decimal,
    f"{_XSD}date": date.fromisoformat,
    f"{_XSD}boolean": lambda value: value == "true",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of evidence."""

    quote: str
    "verbatim"
    start: int
    "first character in the published text, in code points from 0"
    end: int
    "the character after the last"
    line: int
    "of the published text, from 1"
    page: int | None
    "where the source has pages"
    source: str
    "address of the published text"


@dataclass(frozen=True, slots=True)
class TracedClaim:
    """A claim with its words."""

    iri: str
    kind: str
    "Account, Observation, Assessment or Statement"
    label: str
    certainty: str
    "notation in the scheme certainty: stated, hedged, …"
    document: str
    "key of the document"
    part: str
    "slug of the paragraph or letter that makes it"
    rule: str
    "which rule read it; empty for one that a plug-in's rule without label read"
    evidence: tuple[Words, ...]
    "in the order of the text"
    values: tuple[tuple[str, Plain], ...]
    "what it says: property, without prefix, and value; IRIs as strings"

    def get(self, name: str) -> Plain | None:
        """The first value of a property such as `value` or `indicator`; None where it has none."""
        return next((value for key, value in self.values if key == name), None)


def traced(store: Store, key: str) -> Iterator[TracedClaim]:
    """The claims of a document, in the order of the text; none where there is no such document."""
    document = {"document": f"<{names.document(key)}>"}
    said: dict[str, list[tuple[str, Plain]]] = {}
    for _, claim, name, value in run_table(store, catalogue()["claim-values"], document).rows:
        said.setdefault(_text(claim), []).append((_text(name).rsplit("#")[-1].rsplit("/")[-1], plain(value)))
    rows: dict[str, list[dict[str, Term | None]]] = {}
    table = run_table(store, catalogue()["traced-claims"], document)
    for row in table.rows:
        named = dict(zip(table.columns, row, strict=True))
        rows.setdefault(_text(named["claim"]), []).append(named)
    for iri, pieces in rows.items():
        first = pieces[0]
        yield TracedClaim(
            iri,
            _text(first["kind"]).rsplit("#", 1)[1],
            _text(first["label"]),
            _text(first["certainty"]),
            key,
            _text(first["part"]).rsplit("/", 1)[1],
            _text(first["rule"]),
            tuple(_words(piece) for piece in pieces),
            tuple(said.get(iri, ())),
        )


def plain(term: Term | None) -> Plain:
    """A term as a value of Python: numbers, days and yes or no as such, everything else as a string."""
    if isinstance(term, pyoxigraph.Literal) and (read := _READERS.get(term.datatype.value)):
        return read(term.value)
    return _text(term)


def _words(piece: dict[str, Term | None]) -> Words:
    start, end, line = (int(_text(piece[name])) for name in ("start", "end", "line"))
    return Words(_text(piece["words"]), start, end, line, int(_text(piece["page"])) if piece["page"] else None, _text(piece["source"]))


def _text(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))
