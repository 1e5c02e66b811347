"""What a build keeps for the next: what is remembered of each report, and its graph as it was before events met.

`cache/reports` has a line a report, with the checksum of the line in front: a line that is torn or changed counts for nothing, and so
does one whose graph or text is not, byte for byte, what the line says. The report is then read again.
"""

import hashlib
import os
import shutil
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from kfor_graph.graph.curation import meant
from kfor_graph.graph.dataset import Tally
from kfor_graph.model import Decision
from kfor_graph.packing import pack, unpack
from kfor_graph.share.summary import Summary

FOLDER, _REPORTS, _BEFORE = "cache", "reports", "documents"


class Entry(NamedTuple):
    """What is kept of one report."""

    summary: Summary
    "what is remembered of it"
    counted: Tally
    "its graph, counted"
    steps: str
    "last steps of the IRIs of its claims, sorted, with a blank between them"
    decisions: tuple[Decision, ...]
    "those of its table that can mean one of these"


class Line(NamedTuple):
    """An entry as it is written, not yet understood."""

    key: str
    "of its inputs"
    document: str
    "key of its document"
    graph: str
    "checksum of its graph"
    text: str
    "checksum of its published text"
    entry: bytes
    "the entry, packed"
    place: Path
    "the build folder that has it"
    whole: bytes = b""
    "the line as it was read; empty for a new one"

    def written(self) -> bytes:
        """The line as it stands in the file."""
        if self.whole:
            return self.whole
        told = b"\t".join([self.key.encode(), self.document.encode(), self.graph.encode(), self.text.encode(), self.entry])
        return hashlib.sha256(told).hexdigest().encode() + b"\t" + told + b"\n"


def line(key: str, entry: Entry, nquads: bytes, place: Path) -> Line:
    """An entry as it is written."""
    summary = entry.summary
    return Line(key, summary.key, hashlib.sha256(nquads).hexdigest(), summary.text_sha256, pack(entry).encode(), place)


def concern(key: str, steps: Sequence[str], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that can mean a claim of a document; its claims' last steps are sorted."""
    return tuple(decision for decision in decisions if _near(decision, steps) and meant(key, decision.claim, steps))


def _near(decision: Decision, steps: Sequence[str]) -> bool:
    """Whether a claim is named so, whatever its document."""
    step = decision.claim.rpartition("/")[2]
    at = bisect_left(steps, step)
    return at < len(steps) and steps[at].startswith(step)


@dataclass(slots=True)
class Cache:
    """What earlier builds kept, by the key of inputs."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    "the newest first"

    def read(self, build: Path) -> None:
        """Adds what a build folder keeps, finished or not; what is broken is left out."""
        try:
            data = (build / FOLDER / _REPORTS).read_bytes()
        except OSError:
            return
        for written in data.split(b"\n"):
            checksum, _, told = written.partition(b"\t")
            if told and hashlib.sha256(told).hexdigest().encode() == checksum:
                key, document, graph, text, entry = told.split(b"\t", 4)
                found = Line(key.decode(), document.decode(), graph.decode(), text.decode(), entry, build, written + b"\n")
                self.lines.setdefault(found.key, []).append(found)

    def take(self, key: str, decisions: Sequence[Decision], target: Path) -> Line | None:
        """Links what a report of this key came to into a build folder; None where nothing whole is known of it.

        The decisions are those of its table: an entry counts where the same ones concern it.
        """
        return next((found for found in self.lines.get(key, ()) if _fits(found, decisions) and _linked(found, target)), None)


def _fits(found: Line, decisions: Sequence[Decision]) -> bool:
    if not decisions and found.entry.endswith(b",[]]"):
        return True
    entry = unpack(found.entry, Entry)
    return entry.decisions == concern(found.document, entry.steps.split(" "), decisions)


def _linked(found: Line, target: Path) -> bool:
    name = f"{found.document}.nq"
    kept = found.place / FOLDER / _BEFORE / name
    graph = kept if kept.exists() else found.place / "documents" / name
    text = found.place / "sources" / f"{found.text[:16]}.txt"
    if not (_holds(graph, found.graph) and _holds(text, found.text)):
        return False
    link(graph, target / "documents" / name)
    link(text, target / "sources" / text.name)
    return True


def _holds(path: Path, checksum: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == checksum
    except OSError:
        return False


def link(path: Path, new: Path) -> None:
    """The same file under a further name, or a copy where the file system knows no links; what stands there already stays.

    Nothing in a build folder is changed in place, so that both names keep their bytes.
    """
    try:
        os.link(path, new)
    except FileExistsError:
        return
    except OSError:
        shutil.copyfile(path, new)


def keep_before(build: Path, key: str) -> None:
    """Moves a document's graph to where it is kept as it was before events met."""
    kept = build / FOLDER / _BEFORE
    kept.mkdir(exist_ok=True)
    (build / "documents" / f"{key}.nq").replace(kept / f"{key}.nq")


def journal(build: Path) -> IO[bytes]:
    """The file of a new build's lines, open to be written."""
    (build / FOLDER).mkdir()
    return (build / FOLDER / _REPORTS).open("wb")
