"""Claims → their words, their document, and how firmly they are made."""

from collections.abc import Mapping
from dataclasses import dataclass

from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.store import Store, Term


@dataclass(frozen=True, slots=True)
class Telling:
    """What is known of a claim."""

    asserted: bool
    "whether the graph holds what it says for a fact"
    certainty: str
    "label of how firmly it is made; of what is no past event, how it stands"
    code: str
    "the same as a notation"
    document: str
    "label of its document"
    quote: str
    "its words, white space folded; pieces are joined by an ellipsis"


def tellings(store: Store) -> Mapping[str, Telling]:
    """What is known of each claim, by its IRI."""
    known: dict[str, tuple[bool, str, str, str]] = {}
    quotes: dict[str, dict[str, int]] = {}
    for row in run_table(store, catalogue()["networks/evidence"]).rows:
        claim, asserted, certainty, code, document, position, quote = map(plain, row)
        known[claim] = max(known.get(claim, (False, "", "", "")), (asserted == "true", certainty, code, document))
        quotes.setdefault(claim, {})[" ".join(quote.split())] = int(position)
    return {
        claim: Telling(*known[claim], " … ".join(sorted(pieces, key=lambda piece: (pieces[piece], piece))))
        for claim, pieces in quotes.items()
    }


def plain(term: Term | None) -> str:
    """The value of a term as a string; empty for none."""
    return "" if term is None else str(getattr(term, "value", term))
