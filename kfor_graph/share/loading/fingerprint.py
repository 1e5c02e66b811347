"""What a graph says, as a number of triples and a checksum that do not depend on who wrote them down.

RDF Dataset Canonicalization (RDFC-1.0): each triple once, in sorted canonical N-Quads; where there are blank nodes, with canonical names.
Literals are in the canonical spelling of their value, as stores keep them.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Of one graph."""

    count: int
    "triples"
    sha256: str


def fingerprint(triples: bytes, altered: Iterable[str] = ()) -> Fingerprint:
    """The fingerprint of a graph in N-Triples or Turtle.

    altered: datatypes whose literals count by their type alone, because a store changes them

    Raises SyntaxError where it is broken.
    """
    store, left_out = pyoxigraph.Store(), frozenset(altered)
    store.bulk_load(triples, format=pyoxigraph.RdfFormat.TURTLE)
    has_blanks = b"_:" in triples or b"[" in triples
    quads: Iterable[pyoxigraph.Quad] = store
    if has_blanks:
        canonical = pyoxigraph.Dataset(store)
        canonical.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        quads = canonical
    lines = sorted(f"{_without(quad, left_out) if left_out else quad} .\n" for quad in quads)
    return Fingerprint(len(lines), hashlib.sha256("".join(lines).encode()).hexdigest())


def has_blank_nodes(nquads: bytes) -> bool:
    """Whether some line has a blank node: it begins with one, or has one behind a blank."""
    return nquads.startswith(b"_:") or b"\n_:" in nquads or b"> _:" in nquads


def same_lines(one: bytes, other: bytes) -> bool:
    """Whether two graphs in N-Triples have the same lines, in whatever order: then they say the same, and it is seen fast."""
    return len(one) == len(other) and sorted(one.splitlines()) == sorted(other.splitlines())


def _without(quad: pyoxigraph.Quad, left_out: frozenset[str]) -> str:
    value = quad.object
    is_altered = isinstance(value, pyoxigraph.Literal) and value.datatype.value in left_out
    return f"{quad.subject} {quad.predicate} (altered)" if is_altered else str(quad)
