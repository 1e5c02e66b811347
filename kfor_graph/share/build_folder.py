"""The build folder: a file a document, the graphs beside them, findings, coverage, manifest. Layout: docs/data-model.md."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyoxigraph import Quad

from kfor_graph import __version__, names
from kfor_graph.errors import CurationError, KforGraphError, SourceError
from kfor_graph.extract.plugins import Plugin
from kfor_graph.graph.coordinates import coordinates
from kfor_graph.graph.dataset import Counts, Tally, dataset_graph, tally
from kfor_graph.graph.meeting import Meeting, rename
from kfor_graph.graph.provenance import rules_graph
from kfor_graph.json_lines import json_lines
from kfor_graph.link.sssom import read_links
from kfor_graph.model import Finding
from kfor_graph.quality.across import Across
from kfor_graph.quality.home import homes_of_build
from kfor_graph.quality.render.as_json import findings_json
from kfor_graph.quality.render.page import findings_page
from kfor_graph.quality.render.turtle import results_turtle
from kfor_graph.resources import folder
from kfor_graph.share.cache import keep_before
from kfor_graph.share.review import review_table
from kfor_graph.share.summary import Summary
from kfor_graph.vocabulary import read_turtle, vocabulary

_TERMS = ("alignments.ttl", "kfo.ttl", "schemes.ttl")


def put(path: Path, summary: Summary, nquads: bytes, published: str) -> None:
    """Writes a document's graph and published text; any process may.

    Where two files have one key, the graph is of either; `discard` takes it out again once that is known.
    """
    _write(path / "documents" / f"{summary.key}.nq", nquads)
    _write(path / "sources" / f"{summary.text_sha256[:16]}.txt", published.encode())


def _write(path: Path, data: bytes) -> None:
    """A new file in the place of one that may be there: that one may have a further name in an earlier build."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(path)


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

    def graph(self, key: str) -> bytes:
        """The graph of a document, as written."""
        return (self.path / "documents" / f"{key}.nq").read_bytes()

    def meet(self, meeting: Meeting) -> None:
        """Gives events that documents share, or must not share, the names that they have among all documents."""
        for key, renamed in sorted(meeting.renamed.items()):
            nquads = rename(self.graph(key), renamed)
            keep_before(self.path, key)
            (self.path / "documents" / f"{key}.nq").write_bytes(nquads)
            summary = self.documents[key]
            findings = tuple(replace(item, focus=renamed.get(item.focus, item.focus)) for item in summary.findings)
            results = tuple(
                replace(item, focus=_renamed(item.focus, renamed), value=_renamed(item.value, renamed)) for item in summary.results
            )
            self.counts.remove(key, self.tallies[key])
            self.take(replace(summary, findings=findings, results=results), tally(key, nquads))

    def finish(self, findings: Iterable[Finding], errors: Iterable[KforGraphError], across: Across) -> None:
        """Writes what concerns all documents: shared graphs, findings, coverage, and last the manifest."""
        for name, nquads in self._shared(across):
            self._graph(name, nquads)
        links = (self.path / "graphs" / "links.nq").read_bytes()
        self._graph("dataset", dataset_graph(self.counts, sorted(self.documents), links))
        found = tuple(findings)
        self._text("findings.ttl", results_turtle(result for key in sorted(self.documents) for result in self.documents[key].results))
        rejected = [line for summary in self.documents.values() for line in summary.decided.rejected.splitlines(keepends=True)]
        if rejected:
            (self.path / "rejected.nq").write_bytes(b"".join(sorted(rejected)))
        self._text("review.tsv", review_table(across.meeting.pairs))
        self._json("coverage.json", {key: _coverage(summary) for key, summary in sorted(self.documents.items())})
        self._json("manifest.json", self._manifest(errors), 2)
        homes = homes_of_build(self.path, inside=True)
        self._text("findings.json", findings_json(found, homes))
        self._text("findings.html", findings_page(found, homes))

    def _shared(self, across: Across) -> Iterator[tuple[str, bytes]]:
        ontology = folder("ontology")
        others = [path.name for path in sorted(ontology.glob("*.ttl")) if path.name not in _TERMS]
        yield "ontology", _turtle_graph("ontology", ontology, _TERMS)
        yield "authority", _turtle_graph("authority", ontology, others, coordinates)
        yield "links", read_links(ontology / "links.sssom.tsv", vocabulary().has)
        yield "rules", rules_graph(self.plugins)
        lines = [line for summary in self.documents.values() for line in summary.audit.splitlines(keepends=True)]
        yield "audit", b"".join(sorted([*lines, *across.issues]))
        yield "across", across.links
        yield "curation", "".join(sorted({line for summary in self.documents.values() for line in summary.decided.record})).encode()

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
            "failed": sorted({error.what for error in errors if not isinstance(error, CurationError)}),
        }

    def _text(self, name: str, content: str) -> None:
        (self.path / name).write_text(content, encoding="utf-8", newline="\n")

    def _json(self, name: str, content: object, depth: int = 1) -> None:
        self._text(name, json_lines(content, depth))


def _renamed(term: str, renamed: Mapping[str, str]) -> str:
    return f"<{renamed.get(term[1:-1], term[1:-1])}>" if term.startswith("<") else term


def _coverage(summary: Summary) -> dict[str, object]:
    coverage = summary.coverage
    return {
        "sentences": coverage.sentences,
        "formulas": coverage.formulas,
        "understood": coverage.covered,
        "share": round(coverage.share, 4) if coverage.telling else None,
        "missed": [{"block": missed.block, "text": missed.text} for missed in coverage.missed],
    }


def _turtle_graph(
    name: str, base: Path, files: Iterable[str], derived: Callable[[Iterable[Quad]], Iterable[str]] = lambda _quads: ()
) -> bytes:
    """Turtle files as one sorted graph, with what is `derived` from them.

    The files hold no blank nodes (a test sees to it), so that every line is stable.
    """
    graph = f"<{names.graph(name)}>"
    quads = [quad for file in files for quad in read_turtle(base / file)]
    return "".join(sorted({f"{triple} {graph} .\n" for triple in (*map(str, quads), *derived(quads))})).encode()


class Keys:
    """Which documents came in several files: copies or editions of one, or two different ones with one key."""

    def __init__(self, difference: Callable[[Sequence[Summary]], str | None]) -> None:
        """`difference` says where texts with one key differ; empty where no two are copies, None where all are editions of one document."""
        self._seen: dict[str, list[Summary]] = {}
        self._difference = difference

    def add(self, summary: Summary) -> bool:
        """Notes a document; whether it is the first of its key."""
        self._seen.setdefault(summary.key, []).append(summary)
        return len(self._seen[summary.key]) == 1

    def several(self) -> Iterator[tuple[list[Summary], SourceError | None]]:
        """The files of each key that came more than once, the one that most is taken from first; of two such, not the scan.

        With an error that names them where they are different documents; copies, editions and translations are one document.
        """
        for key, seen in sorted(self._seen.items()):
            if len(seen) == 1:
                continue
            clash = None
            if _differ(seen) and (difference := self._difference(sorted(seen, key=lambda item: item.source.path))) is not None:
                paths = ", ".join(sorted(item.source.path for item in seen))
                what = f"different documents with one key, {key}{f', which first differ in {difference}' if difference else ''}"
                remedy = f"{'take the wrong copy out, or ' if difference else ''}give one of them a key in reports.toml"
                clash = SourceError(paths, what, remedy)
            yield (
                sorted(seen, key=lambda item: (item.language != "en", -item.claims, item.is_ocr, item.source.sha256, item.source.name)),
                clash,
            )


def _differ(seen: list[Summary]) -> bool:
    """Whether two texts of one language have different words; a translation is the same document."""
    return len({(item.language, item.words_sha256) for item in seen}) > len({item.language for item in seen})
