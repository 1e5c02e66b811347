"""Editions of the whole data set: everything, plain facts, and RDF 1.2; each as lines of N-Quads that flow, however many there are."""

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from kfor_graph import names
from kfor_graph.share.dumps import STEM

ENDINGS = ("nq", "trig")
"Forms in which each edition is given."

AT_ONCE = 200
"Files that are open at a time; of more, the merged ones are merged."

Lines = Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Edition:
    """A way to tell the whole data set."""

    name: str
    file: str
    "name of its files, before their endings"
    title: str
    "for people"
    told: Callable[[Lines, Collection[bytes]], Iterator[bytes]]
    "from all lines, sorted, and the terms that the plain edition leaves out, the lines of this one, sorted"
    hides: bool = False
    "whether it needs to know what the plain edition leaves out"


def merged(files: Sequence[Path]) -> Iterator[bytes]:
    """The lines of files of sorted N-Quads, sorted, each once, with few of them in memory."""
    with TemporaryDirectory(prefix="kfor-graph.merge-") as scratch:
        yield from _merged(files, Path(scratch))


def _merged(files: Sequence[Path], scratch: Path) -> Iterator[bytes]:
    if len(files) > AT_ONCE:
        parts = []
        for start in range(0, len(files), AT_ONCE):
            part = scratch / f"{len(files)}-{start}.nq"
            with part.open("wb") as out:
                out.writelines(_merged(files[start : start + AT_ONCE], scratch))
            parts.append(part)
        yield from _merged(parts, scratch)
        return
    with ExitStack() as stack:
        opened = [stack.enter_context(path.open("rb")) for path in files]
        for line, _ in groupby(heapq.merge(*map(_whole, opened))):
            yield line


def _whole(lines: Lines) -> Iterator[bytes]:
    """Lines that all end, without blank ones."""
    return (line if line.endswith(b"\n") else line + b"\n" for line in lines if not line.isspace())


def everything(lines: Lines, _left_out: Collection[bytes]) -> Iterator[bytes]:
    """All quads."""
    yield from lines


def plain(lines: Lines, left_out: Collection[bytes]) -> Iterator[bytes]:
    """The quads that neither say something of what is left out nor lead to it."""
    for line in lines:
        subject, _, rest = line.split(b" ", 2)
        if subject not in left_out and rest.rsplit(b" ", 2)[0] not in left_out:
            yield line


def rdf12(lines: Lines, _left_out: Collection[bytes]) -> Iterator[bytes]:
    """All quads, with each kfo:Statement as a reifier of the triple that it tells, in the place of rdf:subject, predicate and object."""
    for _, own in groupby(lines, key=lambda line: line.split(b" ", 1)[0]):
        yield from _reified(list(own))


_STATEMENT = f"<{names.expand('kfo:Statement')}>".encode()
_TYPE, _REIFIES = (f"<{names.expand(name)}>".encode() for name in ("rdf:type", "rdf:reifies"))
_ROLES = tuple(f"<{names.expand(f'rdf:{role}')}>".encode() for role in ("subject", "predicate", "object"))


def _reified(own: list[bytes]) -> list[bytes]:
    """The quads of one thing, as RDF 1.2 tells them; one that has no statement of three parts in one graph stays as it is."""
    split = [(line, *line.split(b" ", 2)) for line in own]
    if not any(predicate == _TYPE and rest.startswith(_STATEMENT) for _, _, predicate, rest in split):
        return own
    parts: dict[bytes, dict[bytes, bytes]] = {}
    for _, _, predicate, rest in split:
        value, graph, _ = rest.rsplit(b" ", 2)
        if predicate in _ROLES:
            parts.setdefault(graph, {})[predicate] = value
    whole = {graph: found for graph, found in parts.items() if len(found) == len(_ROLES)}
    kept = [line for line, _, predicate, rest in split if predicate not in _ROLES or rest.rsplit(b" ", 2)[1] not in whole]
    subject = split[0][1]
    told = [
        b"%b %b <<( %b )>> %b .\n" % (subject, _REIFIES, b" ".join(found[role] for role in _ROLES), graph) for graph, found in whole.items()
    ]
    return sorted([*kept, *told])


EDITIONS = (
    Edition("all", STEM, "Everything: facts, claims and their evidence", everything),
    Edition("plain", f"{STEM}-plain", "Plain facts: entities, events and figures without claims and evidence", plain, hides=True),
    Edition("rdf12", f"{STEM}-rdf12", "Everything in RDF 1.2: statements reify their triples", rdf12),
)
"The first is the one that a browser loads."
