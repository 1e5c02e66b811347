"""What every page is made from: one build, opened."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kfor_graph.atomic import MARKER
from kfor_graph.store import Store, open_store, quad_files


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


def open_data_set(build: Path, public: str, in_memory: bool = True) -> DataSet:
    """A build folder, opened. Raises StoreError where it is missing, no build, or broken."""
    quad_files(build)
    manifest = build / MARKER
    version = hashlib.sha256(manifest.read_bytes()).hexdigest()[:16]
    return DataSet(open_store(build, in_memory), build, version, manifest.stat().st_mtime, public)
