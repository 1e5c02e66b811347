"""Build folder → dumps: all its graphs in one file a syntax, sorted, the same bytes for the same build."""

import gzip
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

import pyoxigraph

from kfor_graph import names
from kfor_graph.errors import StoreError
from kfor_graph.store import broken, quad_files

STEM = "kfor-graph"
"Name of each dump, before its ending."

_TYPE = f"<{names.expand('rdf:type')}>".encode()

Lines = Sequence[bytes]


def write_dumps(build: Path, out: Path, compress: bool = False) -> tuple[Path, ...]:
    """Writes kfor-graph.nq, .trig, .jsonld (with the named graphs) and .ttl (their union) into `out`; gives the files.

    compress: whether to pack each with gzip, without time and name, so that equal dumps have equal bytes

    The files take their places when all of them are whole. All lines are held in memory at a time. Language tags are in lower case.
    Raises StoreError where `build` is no build folder, its N-Quads are broken, or `out` cannot be written.
    """
    files = quad_files(build)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lines = sorted({line + b"\n" for path in files for line in path.read_bytes().splitlines() if line.strip()})
        with TemporaryDirectory(dir=out, prefix=".new-") as new:
            for ending, write in _FORMS.items():
                _write(Path(new) / f"{STEM}.{ending}{'.gz' if compress else ''}", lines, write)
            return tuple(path.replace(out / path.name) for path in sorted(Path(new).iterdir()))
    except SyntaxError as error:
        raise broken(files, error) from error
    except OSError as error:
        raise StoreError(out, f"cannot be written ({error.strerror or error})", "make room, or choose another folder") from error


def _write(path: Path, lines: Lines, write: Callable[[Lines, IO[bytes]], None]) -> None:
    with path.open("wb") as file:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                write(lines, cast("IO[bytes]", packed))
        else:
            write(lines, file)


def _nquads(lines: Lines, file: IO[bytes]) -> None:
    file.writelines(lines)


def _trig(lines: Lines, file: IO[bytes]) -> None:
    quads = _parse(sorted(lines, key=lambda line: (_graph(line), reading_order(line))))
    pyoxigraph.serialize(quads, file, pyoxigraph.RdfFormat.TRIG, prefixes=names.PREFIXES, base_iri=names.BASE)


def _jsonld(lines: Lines, file: IO[bytes]) -> None:
    pyoxigraph.serialize(_parse(sorted(lines, key=_graph)), file, pyoxigraph.RdfFormat.JSON_LD)
    file.write(b"\n")


def _turtle(lines: Lines, file: IO[bytes]) -> None:
    """What several graphs say is written once: in sorted lines it stands together."""
    triples = (triple for triple, _ in groupby(quad.triple for quad in _parse(sorted(lines, key=reading_order))))
    pyoxigraph.serialize(triples, file, pyoxigraph.RdfFormat.TURTLE, prefixes=names.PREFIXES, base_iri=names.BASE)


_FORMS = {"nq": _nquads, "trig": _trig, "jsonld": _jsonld, "ttl": _turtle}


def _graph(line: bytes) -> bytes:
    """The graph of a line."""
    return line.rsplit(b" ", 2)[1]


def reading_order(line: bytes) -> tuple[bytes, bool, bytes, bytes]:
    """For people: a thing before its parts, what it is before what is said of it."""
    subject, predicate, rest = line.split(b" ", 2)
    return subject.rstrip(b">"), predicate != _TYPE, predicate, rest


def _parse(lines: Lines) -> pyoxigraph.QuadParser:
    return pyoxigraph.parse(b"".join(lines), format=pyoxigraph.RdfFormat.N_QUADS)
