"""What every page is made from: one build, opened."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kfor_graph.atomic import MARKER
from kfor_graph.store import Store, open_store, quad_files


@dataclass(frozen=True, slots=True)
class Files:
    """That the site is files, with no server that could answer a question."""

    forms: tuple[str, ...]
    "suffixes of the forms in which things are given beside their pages"


@dataclass(frozen=True, slots=True)
class DataSet:
    """One build, opened for reading; it never changes, so what is made from it holds until the next build."""

    store: Store
    "its quads"
    build: Path
    "its folder: sources/, coverage.json, findings.json, manifest.json"
    version: str
    "names what it holds: equal for two builds with the same bytes"
    modified: float
    "when it was made, in seconds since 1970, of the manifest's file: for Last-Modified"
    public: str
    "the address, ending in a slash, under which the world sees it: for absolute URLs of the site itself, never for IRIs of the data"
    files: Files | None = None
    "what there is of a site of files; None where a server answers"


def open_data_set(build: Path, public: str, in_memory: bool = True) -> DataSet:
    """A build folder, opened. Raises StoreError where it is missing, no build, or broken."""
    quad_files(build)
    return DataSet(open_store(build, in_memory), build, version_of(build), (build / MARKER).stat().st_mtime, public)


def version_of(build: Path) -> str:
    """What names the content of a build folder: a checksum of its manifest. Raises OSError where there is none."""
    return hashlib.sha256((build / MARKER).read_bytes()).hexdigest()[:16]
