"""Changes as an RDF Patch (version 1): applied to the older release, it gives the newer one."""

from collections.abc import Iterator

from pyoxigraph import Quad

from kfor_graph.share.changes.model import Changes


def changes_patch(changes: Changes) -> str:
    """One transaction: the quads that go, then those that come, each sorted.

    The format is that of Apache Jena: a row is a letter, `D` or `A`, the terms of a quad in N-Quads syntax, and a full stop.
    """
    return "".join(f"{line} .\n" for line in ["TX", *_rows("D", changes.removed), *_rows("A", changes.added), "TC"])


def _rows(letter: str, quads: tuple[Quad, ...]) -> Iterator[str]:
    return (f"{letter} {quad}" for quad in quads)
