"""A release as it lies on disk: a build folder, or one dump of N-Quads, plain or packed."""

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kfor_graph import names
from kfor_graph.errors import StoreError
from kfor_graph.store import broken, quad_files

_GRAPH = names.graph("")


class Release:
    """The named graphs of a release, each read when it is asked for."""

    def __init__(self, files: dict[str, Path], lines: dict[str, bytes]) -> None:
        """Graphs in files of their own, by name; graphs at hand."""
        self._files, self._lines = files, lines

    @property
    def graphs(self) -> frozenset[str]:
        """The names of the graphs."""
        return frozenset(self._files) | frozenset(self._lines)

    def content(self, name: str) -> bytes:
        """A graph as N-Quads; nothing where there is no such graph."""
        return self._files[name].read_bytes() if name in self._files else self._lines.get(name, b"")

    def quads(self, name: str) -> frozenset[Quad]:
        """A graph. Raises StoreError where its N-Quads are broken."""
        try:
            return frozenset(parse(self.content(name), format=RdfFormat.N_QUADS))
        except SyntaxError as error:
            raise broken([self._files[name]], error) from error


def open_release(path: Path) -> Release:
    """A build folder, or a dump that ends in .nq or .nq.gz.

    Raises StoreError where the path is neither, or cannot be read.
    """
    if not path.is_file():
        files = quad_files(path)
        return Release({file.stem: file for file in files}, {})
    if not path.name.endswith((".nq", ".nq.gz")):
        raise StoreError(path, "is no release", "name a build folder, or a dump that ends in .nq or .nq.gz")
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return Release({}, _by_graph(parse(data, format=RdfFormat.N_QUADS)))
    except SyntaxError as error:
        raise StoreError(f"{path}:{error.lineno or '?'}", f"broken N-Quads ({error.msg})", "get the dump again") from error
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError(path, f"cannot be read ({error})", "get the dump again") from error


def _by_graph(quads: Iterable[Quad]) -> dict[str, bytes]:
    found: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        found[graph.removeprefix(_GRAPH)].append(f"{quad} .\n")
    return {name: "".join(sorted(lines)).encode() for name, lines in found.items()}
