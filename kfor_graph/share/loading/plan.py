"""A build folder → its graphs as what a store is to hold: where each stands, how large it is, and a checksum."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kfor_graph.errors import StoreError
from kfor_graph.store import broken, quad_files


@dataclass(frozen=True, slots=True)
class Part:
    """A graph of the build."""

    iri: str
    files: tuple[Path, ...]
    "that hold it, one in most cases"
    alone: bool
    "whether its file holds nothing else"
    count: int
    "of lines"
    size: int
    "bytes"
    sha256: str
    "of its lines as they stand"

    def nquads(self) -> bytes:
        """Its lines. Raises OSError where a file cannot be read."""
        if self.alone:
            data = self.files[0].read_bytes()
            return data if data.endswith(b"\n") else data + b"\n"
        ending = _ending(self.iri)
        return b"".join(line + b"\n" for path in self.files for line in path.read_bytes().splitlines() if line.endswith(ending))

    def ntriples(self) -> bytes:
        """The same without the name of the graph."""
        return self.nquads().replace(_ending(self.iri) + b"\n", b" .\n")


def parts(build: Path) -> tuple[Part, ...]:
    """The graphs of a build folder, in the order of their files. Raises StoreError where it is no build or its N-Quads are broken."""
    found: dict[str, list[Part]] = {}
    files = quad_files(build)
    try:
        for path in files:
            for part in _of_file(path, files):
                found.setdefault(part.iri, []).append(part)
    except OSError as error:
        raise StoreError(build, f"cannot be read ({error.strerror or error})", "allow reading, or build again") from error
    return tuple(_joined(some) for some in found.values())


def _of_file(path: Path, files: Sequence[Path]) -> Iterator[Part]:
    data = path.read_bytes()
    if not data.strip():
        return
    first = data[: data.find(b"\n") if b"\n" in data else None]
    ending = b" " + first.rsplit(b" ", 2)[-2] + b" ." if first.count(b" ") >= 4 else b""
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    if ending.startswith(b" <") and data.count(ending + b"\n") + data.endswith(ending) == lines:
        yield Part(_iri(ending), (path,), True, lines, len(data), hashlib.sha256(data).hexdigest())
        return
    try:
        names = {quad.graph_name for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.N_QUADS)}
    except SyntaxError as error:
        raise broken(files, error) from error
    for name in sorted(names, key=str):
        if not isinstance(name, pyoxigraph.NamedNode):
            raise StoreError(path, "has a statement outside every named graph", "build again")
        own = [line for line in data.splitlines() if line.endswith(_ending(name.value))]
        yield _part(name.value, (path,), own)
    if sum(data.count(_ending(getattr(name, "value", "")) + b"\n") for name in names) < data.count(b"\n"):
        raise StoreError(path, "has lines that are no canonical N-Quads", "build again")


def _part(iri: str, files: tuple[Path, ...], lines: Sequence[bytes]) -> Part:
    data = b"".join(line + b"\n" for line in lines)
    return Part(iri, files, False, len(lines), len(data), hashlib.sha256(data).hexdigest())


def _joined(some: Sequence[Part]) -> Part:
    """One part of those that files have of one graph."""
    if len(some) == 1:
        return some[0]
    files = tuple(path for part in some for path in part.files)
    lines = {line for part in some for line in part.nquads().splitlines()}
    return _part(some[0].iri, files, sorted(lines))


def _ending(iri: str) -> bytes:
    return f" <{iri}> .".encode()


def _iri(ending: bytes) -> str:
    return ending[2:-3].decode()
