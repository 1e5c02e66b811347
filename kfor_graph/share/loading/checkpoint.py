"""What of a build is known to stand in a store: a small file in the user's cache, one a store, held by one load at a time.

It holds only graphs that were compared with what was sent. So a load that is killed at any time is mended by the next one.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kfor_graph.atomic import write_whole
from kfor_graph.errors import StoreError

Known = tuple[str, int, str]
"Checksum of the lines that were sent, triples in the store, and how these were compared: `words` or `counts`."


@dataclass(slots=True)
class Checkpoint:
    """The graphs that stand in a store as they should."""

    path: Path
    store: str
    "its address"
    graphs: dict[str, Known] = field(default_factory=dict)

    def forget(self, iris: Iterable[str]) -> None:
        """Graphs that are about to change; it is written before they do."""
        gone = [self.graphs.pop(iri) for iri in iris if iri in self.graphs]
        if gone:
            self._write()

    def learn(self, known: dict[str, Known]) -> None:
        """Graphs that were compared with what was sent."""
        self.graphs.update(known)
        if known:
            self._write()

    def _write(self) -> None:
        told = {"store": self.store, "graphs": {iri: list(one) for iri, one in sorted(self.graphs.items())}}
        try:
            write_whole(self.path, (json.dumps(told, indent=1) + "\n").encode())
        except OSError as error:
            what = f"cannot be written ({error.strerror or error})"
            raise StoreError(self.path, what, "make room and allow writing, or choose another folder with --state") from error


@contextmanager
def checkpoint(folder: Path, store: str) -> Iterator[Checkpoint]:
    """The checkpoint of a store, locked; a broken one is none. Raises StoreError where another load holds it, or it cannot be kept."""
    path = folder / f"{hashlib.sha256(store.encode()).hexdigest()[:32]}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})"
        raise StoreError(folder, what, "make room and allow writing, or choose another folder with --state") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield Checkpoint(path, store, _read(path))
    except BlockingIOError:
        raise StoreError(store, "another load of this store is under way", "wait until it is done") from None
    finally:
        os.close(descriptor)


def state_folder() -> Path:
    """Where checkpoints are: in the user's cache, by the XDG Base Directory Specification."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "kfor-graph" / "loads"


def _read(path: Path) -> dict[str, Known]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["graphs"]
        return {str(iri): (str(one[0]), int(one[1]), str(one[2])) for iri, one in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return {}
