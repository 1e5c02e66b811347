"""The build folder: a file a document, the graphs beside them, findings, coverage, manifest. Layout: docs/data-model.md."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kfor_graph import __version__, names
from kfor_graph.errors import KforGraphError, SourceError
from kfor_graph.extract.plugins import Plugin
from kfor_graph.graph.dataset import Counts, Tally, dataset_graph, tally
from kfor_graph.graph.provenance import rules_graph
from kfor_graph.link.sssom import read_links
from kfor_graph.model import Finding
from kfor_graph.quality.coverage import Coverage
from kfor_graph.quality.render import findings_json, findings_text, results_turtle
from kfor_graph.quality.results import Result
from kfor_graph.resources import folder
from kfor_graph.texts import Source
from kfor_graph.vocabulary import read_turtle

_TERMS = ("alignments.ttl", "kfo.ttl", "schemes.ttl")


@dataclass(frozen=True, slots=True)
class Summary:
    """What is remembered of a document once its graph is written."""

    key: str
    "names the document"
    source: Source
    "its file"
    text_sha256: str
    "checksum of the published text"
    words_sha256: str
    "checksum of the clean text: equal for two copies or editions of one document"
    claims: int
    "number of claims"
    coverage: Coverage
    "which sentences claims were taken from"
    findings: tuple[Finding, ...] = ()
    "what rules and shapes found"
    results: tuple[Result, ...] = ()
    "the same of the shapes, in full"
    audit: bytes = b""
    "source issues, as sorted N-Quads"
    language: str = "en"
    "of the text, as a BCP 47 tag"


def put(path: Path, summary: Summary, nquads: bytes, published: str) -> None:
    """Writes a document's graph and published text; any process may.

    Where two files have one key, the graph is of either; `discard` takes it out again once that is known.
    """
    (path / "documents" / f"{summary.key}.nq").write_bytes(nquads)
    (path / "sources" / f"{summary.text_sha256[:16]}.txt").write_bytes(published.encode())


@dataclass(slots=True)
class BuildFolder:
    """A build folder that is being filled."""

    path: Path
    "the folder, empty at first"
    documents: dict[str, Summary] = field(default_factory=dict)
    "key → what was written"
    counts: Counts = field(default_factory=Counts)
    "what was written, counted"
    tallies: dict[str, Tally] = field(default_factory=dict)
    "key → what its graph added to the counts"
    plugins: tuple[Plugin, ...] = ()
    "whose rules were used beside ours"

    def __post_init__(self) -> None:
        for name in ("documents", "sources", "graphs"):
            (self.path / name).mkdir(parents=True)

    def take(self, summary: Summary, counted: Tally) -> None:
        """Takes a document in that `put` has written."""
        self.documents[summary.key] = summary
        self.tallies[summary.key] = counted
        self.counts.add(summary.key, counted)

    def discard(self, seen: Sequence[Summary]) -> None:
        """Takes a key out again: its graph, and the texts of all the files that have it."""
        key = seen[0].key
        self.counts.remove(key, self.tallies.pop(key))
        del self.documents[key]
        (self.path / "documents" / f"{key}.nq").unlink()
        for summary in seen:
            (self.path / "sources" / f"{summary.text_sha256[:16]}.txt").unlink(missing_ok=True)

    def finish(self, findings: Iterable[Finding], errors: Iterable[KforGraphError]) -> None:
        """Writes what concerns all documents: shared graphs, findings, coverage, and last the manifest."""
        for name, nquads in self._shared():
            self._graph(name, nquads)
        links = (self.path / "graphs" / "links.nq").read_bytes()
        self._graph("dataset", dataset_graph(self.counts, sorted(self.documents), links))
        found = tuple(findings)
        self._text("findings.txt", findings_text(found))
        self._text("findings.json", findings_json(found))
        self._text("findings.ttl", results_turtle(result for key in sorted(self.documents) for result in self.documents[key].results))
        self._json("coverage.json", {key: _coverage(summary) for key, summary in sorted(self.documents.items())})
        self._json("manifest.json", self._manifest(errors))

    def _shared(self) -> Iterator[tuple[str, bytes]]:
        ontology = folder("ontology")
        others = [path.name for path in sorted(ontology.glob("*.ttl")) if path.name not in _TERMS]
        yield "ontology", _turtle_graph("ontology", ontology, _TERMS)
        yield "authority", _turtle_graph("authority", ontology, others)
        yield "links", read_links(ontology / "links.sssom.tsv")
        yield "rules", rules_graph(self.plugins)
        lines = sorted(line for summary in self.documents.values() for line in summary.audit.splitlines(keepends=True))
        yield "audit", b"".join(lines)

    def _graph(self, name: str, nquads: bytes) -> None:
        (self.path / "graphs" / f"{name}.nq").write_bytes(nquads)
        self.counts.add(name, tally(name, nquads))

    def _manifest(self, errors: Iterable[KforGraphError]) -> dict[str, object]:
        return {
            "version": __version__,
            "base": names.BASE,
            **({"plugins": {plugin.name: f"{plugin.distribution} {plugin.version}" for plugin in self.plugins}} if self.plugins else {}),
            "quads": sum(self.counts.quads.values()),
            "documents": {
                key: {
                    "source": {"name": summary.source.name, "sha256": summary.source.sha256},
                    "text": f"sources/{summary.text_sha256[:16]}.txt",
                    "claims": summary.claims,
                    "quads": self.counts.quads[key],
                }
                for key, summary in sorted(self.documents.items())
            },
            "failed": sorted({error.what for error in errors}),
        }

    def _text(self, name: str, content: str) -> None:
        (self.path / name).write_text(content, encoding="utf-8", newline="\n")

    def _json(self, name: str, content: object) -> None:
        self._text(name, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def _coverage(summary: Summary) -> dict[str, object]:
    coverage = summary.coverage
    return {
        "sentences": coverage.sentences,
        "formulas": coverage.formulas,
        "understood": coverage.covered,
        "share": round(coverage.share, 4) if coverage.telling else None,
        "missed": [asdict(missed) for missed in coverage.missed],
    }


def _turtle_graph(name: str, base: Path, files: Iterable[str]) -> bytes:
    """Turtle files as one sorted graph. The files hold no blank nodes (a test sees to it), so that every line is stable."""
    graph = f"<{names.graph(name)}>"
    return "".join(sorted({f"{quad} {graph} .\n" for file in files for quad in read_turtle(base / file)})).encode()


class Keys:
    """Which documents came in several files: copies of one, or two different ones with one key."""

    def __init__(self) -> None:
        self._seen: dict[str, list[Summary]] = {}

    def add(self, summary: Summary) -> bool:
        """Notes a document; whether it is the first of its key."""
        self._seen.setdefault(summary.key, []).append(summary)
        return len(self._seen[summary.key]) == 1

    def copies(self) -> Iterator[list[Summary]]:
        """The files of each document that came more than once, in one language or several; the one that most is taken from first."""
        for _, seen in sorted(self._seen.items()):
            if len(seen) > 1 and not _differ(seen):
                yield sorted(seen, key=lambda item: (item.language != "en", -item.claims, item.source.sha256, item.source.name))

    def clashes(self) -> Iterator[tuple[list[Summary], SourceError]]:
        """The files of each key that stands for different documents, in the order that they came, with the error that names them."""
        for key, seen in sorted(self._seen.items()):
            if _differ(seen):
                paths = ", ".join(sorted(item.source.path for item in seen))
                yield seen, SourceError(paths, f"different documents with one key, {key}", "give one of them a key in reports.toml")


def _differ(seen: list[Summary]) -> bool:
    """Whether two texts of one language have different words; a translation is the same document."""
    return len({(item.language, item.words_sha256) for item in seen}) > len({item.language for item in seen})
