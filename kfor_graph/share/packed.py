"""An edition of a build → one gzipped file, streamed: the same bytes for the same build, whatever its size."""

import gzip
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, cast

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.share.dumps import reading_order
from kfor_graph.share.editions import Edition, merged
from kfor_graph.store import Store, broken, quad_files

_LEVEL = 6
_GATHERED = 1 << 18
"Bytes of lines that are packed at a time."


def left_out(store: Store) -> frozenset[bytes]:
    """What the plain edition leaves out, as terms of N-Quads."""
    rows = run_table(store, catalogue()["exports/left-out"]).rows
    return frozenset(str(row[0]).encode() for row in rows)


def write_packed(build: Path, edition: Edition, ending: str, out: Path, hidden: Collection[bytes] = ()) -> None:
    """Writes an edition, as sorted N-Quads or as TriG, graph by graph, without time and name in its head.

    hidden: what the plain edition leaves out

    Raises StoreError where the build is none or broken, OSError where the file cannot be written.
    """
    files = quad_files(build)
    try:
        with out.open("wb") as file, gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0) as packed:
            _FORMS[ending](files, edition, hidden, cast("IO[bytes]", packed))
    except SyntaxError as error:
        raise broken(files, error) from error


def _nquads(files: Sequence[Path], edition: Edition, hidden: Collection[bytes], file: IO[bytes]) -> None:
    held, size = list[bytes](), 0
    for line in edition.told(merged(files), hidden):
        held.append(line)
        size += len(line)
        if size > _GATHERED:
            file.write(b"".join(held))
            held, size = [], 0
    file.write(b"".join(held))


def _trig(files: Sequence[Path], edition: Edition, hidden: Collection[bytes], file: IO[bytes]) -> None:
    """Each graph stands in a file of its own: one after the other is put in the order of people."""
    order = sorted(files, key=lambda path: names.graph(path.stem))
    quads = chain.from_iterable(_graph(path, edition, hidden) for path in order)
    pyoxigraph.serialize(quads, file, pyoxigraph.RdfFormat.TRIG, prefixes=names.PREFIXES, base_iri=names.BASE)


def _graph(path: Path, edition: Edition, hidden: Collection[bytes]) -> Iterator[pyoxigraph.Quad]:
    lines = sorted(edition.told(merged([path]), hidden), key=reading_order)
    return iter(pyoxigraph.parse(b"".join(lines), format=pyoxigraph.RdfFormat.N_QUADS))


_FORMS: dict[str, Callable[[Sequence[Path], Edition, Collection[bytes], IO[bytes]], None]] = {"nq": _nquads, "trig": _trig}
