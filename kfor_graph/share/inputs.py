"""What decides the outcome of a report, as keys: two readings with one key give the same bytes."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from kfor_graph import __version__, names
from kfor_graph.extract.plugins import Plugin
from kfor_graph.packing import pack
from kfor_graph.resources import folder
from kfor_graph.texts import Sidecar

_FOLDERS = ("ontology", "shapes", "queries")
_LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "pyahocorasick", "pypdfium2", "python-docx", "selectolax", "markdown-it-py")
"What texts are read, labels found and graphs checked with."


def surroundings(plugins: Iterable[Plugin], *settings: object) -> str:
    """A key of all that is the same for every report: code, data folders, libraries, plug-ins, and the settings of the build."""
    digest = hashlib.sha256()
    for part in _surroundings(plugins, settings):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _surroundings(plugins: Iterable[Plugin], settings: Iterable[object]) -> Iterator[bytes]:
    yield f"{__version__} {names.BASE} {sys.version} {[str(setting) for setting in settings]}".encode()
    yield str([version(library) for library in _LIBRARIES]).encode()
    yield from _files(Path(__file__).parents[1], ".py")
    for name in _FOLDERS:
        yield from _files(folder(name), "")
    for plugin in plugins:
        yield f"{plugin.name} {plugin.distribution} {plugin.version} {sorted(plugin.named())}".encode()
        for module in sorted({rule.__module__.partition(".")[0] for rule in plugin.named().values()}):
            path = Path(getattr(sys.modules.get(module), "__file__", None) or "")
            yield from _files(path.parent, ".py") if path.name == "__init__.py" else _bytes(path)


def _files(place: Path, ending: str) -> Iterator[bytes]:
    for path in sorted(place.rglob(f"*{ending}")):
        if "__pycache__" not in path.parts:
            yield str(path.relative_to(place)).encode()
            yield from _bytes(path)


def _bytes(path: Path) -> Iterator[bytes]:
    if path.is_file():
        yield path.read_bytes()


def input_key(around: str, name: str, sidecar: Sidecar, sha256: str) -> str:
    """A key of one report: its surroundings, the name and the bytes of its file, and what is known of it."""
    return hashlib.sha256("\n".join((around, name, pack(sidecar), sha256)).encode()).hexdigest()


def checksum(path: Path, most: int) -> str | None:
    """The SHA-256 of a plain file of at most so many bytes; None where it cannot be read so."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        return None
    return hashlib.sha256(data).hexdigest() if len(data) <= most else None
