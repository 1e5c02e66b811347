"""From a finding to its home: file, line and column of each word in question, and the line of the graph that holds the node at fault."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kfor_graph import names
from kfor_graph.model import Evidence, Finding
from kfor_graph.quality.source_text import SourceText, Texts, no_texts

_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_BASE = re.compile(r"^\s*(?:@base|BASE)\s+<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_HEAD = 20_000
"Characters in which a file declares its prefixes."


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand. Lines and columns count from 1, the end is the column behind the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    "offset of the first character in the published text"
    end: int
    "offset behind the last"
    words: str
    "verbatim"


@dataclass(frozen=True, slots=True)
class Homes:
    """What leads findings home."""

    texts: Texts = no_texts
    "the published texts, by key of the document"
    graphs: Mapping[str, Path] | Path | None = None
    "the file of each document's graph, by key; or the one file that holds all"
    root: Path | None = None
    "the folder from which graphs are named"

    def place(self, key: str, evidence: Evidence) -> Place | None:
        """Where words of a document stand; None where its text is not at hand, or holds other words there."""
        source = self.texts(key)
        span = evidence.span
        if source is None or not evidence.quote or source.text[span.start : span.end] != evidence.quote:
            return None
        return Place(source.file, *source.place(span.start), *source.place(span.end), span.start, span.end, evidence.quote)

    def source(self, key: str) -> SourceText | None:
        """The published text of a document."""
        return self.texts(key)

    def graph(self, finding: Finding) -> str:
        """File and line of the first statement about the node at fault, `documents/S-2007-652.nq:412`; empty where there is none."""
        path = self.graphs if isinstance(self.graphs, Path) else (self.graphs or {}).get(finding.document)
        line = subject_line(path, finding.focus) if path and finding.focus else 0
        return f"{path.relative_to(self.root) if self.root else path}:{line}" if path and line else ""


def subject_line(path: Path, iri: str) -> int:
    """The line, from 1, of an RDF file in which the first statement about an IRI begins; 0 where none is found.

    Looks for the IRI as the file may write it: in full, under its base, or with one of its prefixes.
    """
    data = _read(path)
    if path.suffix in {".nq", ".nt"}:
        at = data.find(f"\n<{iri}> ".encode())
        return data.count(b"\n", 0, at + 1) if at >= 0 else 0
    head = data[:_HEAD].decode("utf-8", "replace")
    spaces, bases = _PREFIX.findall(head), _BASE.findall(head)
    data = data.replace(b"\t", b" ").replace(b"\r\n", b" \n")
    ways = [f"<{iri}>", *(f"<{iri.removeprefix(base)}>" for base in bases if iri.startswith(base))]
    ways += [f"{prefix}:{iri.removeprefix(space)}" for prefix, space in spaces if space and iri.startswith(space)]
    found = [at for way in ways for blank in " \n" if (at := data.find(f"\n{way}{blank}".encode())) >= 0]
    return data.count(b"\n", 0, min(found) + 1) if found else 0


@lru_cache(maxsize=4)
def _read(path: Path) -> bytes:
    """A file, behind a line feed."""
    return b"\n" + path.read_bytes() if path.is_file() else b""


def homes_of_build(build: Path, files: Mapping[str, str] | None = None, inside: bool = False) -> Homes:
    """The homes of the findings on a build folder: its published texts and its graphs.

    files:  document → the path under which people know its report; without it, the text in the build folder is named. A report that is
            not plain text or Markdown has its lines in the published text alone, which is then named in any case.
    inside: whether paths are named as from within the folder
    Raises OSError or ValueError where the folder's manifest cannot be read.
    """
    documents = json.loads((build / "manifest.json").read_text(encoding="utf-8"))["documents"]

    @lru_cache(maxsize=64)
    def text(key: str) -> SourceText | None:
        if key not in documents:
            return None
        path = build / documents[key]["text"]
        is_same = path.stem == documents[key]["source"]["sha256"][: len(path.stem)]
        file = (files or {}).get(key) if is_same else None
        return SourceText(file or (documents[key]["text"] if inside else str(path)), path.read_bytes().decode())

    return Homes(text, {key: build / "documents" / f"{key}.nq" for key in documents}, build if inside else None)


def short(focus: str) -> str:
    """A node as people name it: without the beginning that all have."""
    return focus.removeprefix(f"{names.BASE}id/")
