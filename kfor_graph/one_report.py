"""One report from bytes to quads, readable top to bottom: what every runner does, wherever it runs."""

import gc
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kfor_graph.corpus.read import read, read_file
from kfor_graph.document.opening import opening
from kfor_graph.document.outline import outline
from kfor_graph.errors import SourceError
from kfor_graph.extract.extract import extract
from kfor_graph.extract.plugins import load
from kfor_graph.graph.build import build_counted, build_rejected
from kfor_graph.graph.curation import Decided, curate
from kfor_graph.graph.dataset import Tally
from kfor_graph.graph.gist import gist
from kfor_graph.graph.identifiers import Identifiers
from kfor_graph.model import Decision, Finding
from kfor_graph.quality.coverage import coverage
from kfor_graph.quality.decisions import gone_along
from kfor_graph.quality.document import check
from kfor_graph.quality.engine import Engine
from kfor_graph.share.build_folder import put
from kfor_graph.share.cache import Entry, Line, concern, line
from kfor_graph.share.inputs import input_key
from kfor_graph.share.summary import Summary
from kfor_graph.texts import Document, Report, Sidecar, Source
from kfor_graph.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read."""

    path: Path | str
    "where it is, or - for standard input"
    sidecar: Sidecar
    "what is known of it"
    ocr: bool = False
    "whether pages that are images are read by Tesseract"
    decisions: tuple[Decision, ...] = ()
    "what people decided on claims, in its table of corrections"
    plugins: tuple[str, ...] = ()
    "names of plug-ins whose rules are used beside ours; names, which cross process borders"
    engine: Engine = Engine.AUTO
    "how its graph is validated"
    data: bytes | None = None
    "its bytes, where they do not come from the path"

    def report(self) -> Report:
        """The report as read. Raises SourceError."""
        if self.data is not None:
            return read(self.path, self.data, self.sidecar, self.ocr)
        return read_file(self.path, self.sidecar, self.ocr)


@dataclass(frozen=True, slots=True)
class Processed:
    """What became of one report."""

    summary: Summary
    "what is remembered of it"
    nquads: bytes
    "its graph, sorted"
    text: str
    "the published text"
    counted: Tally
    "its graph, counted"
    steps: tuple[str, ...] = ()
    "last steps of the IRIs of its claims as extracted, sorted"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one report whose graph and text are written."""

    summary: Summary
    counted: Tally
    kept: Line | None
    "what the next build can use; None where nothing of it may be kept"
    is_known: bool = False
    "whether it was taken over from an earlier build"


@dataclass(frozen=True, slots=True)
class Way:
    """How all reports of a build are read; crosses process borders."""

    target: Path
    "the build folder"
    around: str
    "key of what is the same for every report"
    validate: bool = True
    "whether shapes are applied"


def process(found: Found, validate: bool = True, copies: Sequence[Source] = ()) -> Processed:
    """One report from bytes to quads: a pure function of its bytes, its sidecar and the data folders.

    `copies` are further files of the same document. Raises SourceError where the file is no readable report.
    """
    report = found.report()
    document = outline(report)
    further = load(found.plugins) if found.plugins else ()
    extraction = extract(document, vocabulary(), further)
    identifiers = Identifiers(document.key, extraction.claims)
    curated = curate(document.key, extraction.claims, identifiers, found.decisions, vocabulary())
    claims = tuple(curated.claims)
    versions = {rule: plugin.version for plugin in further for rule in plugin.named()}
    nquads, counted = build_counted(document, claims, extraction.mentions, vocabulary(), copies, curated.identifiers, versions)
    checked = check(document.key, nquads + "".join(curated.record).encode(), engine=found.engine) if validate else None
    warnings = tuple(Finding("Warning", text, "encoding", document.key, evidence=opening(document)) for text in report.warnings)
    summary = Summary(
        document.key,
        report.source,
        report.sha256,
        hashlib.sha256(report.clean.encode()).hexdigest(),
        len(claims),
        coverage(document, extraction.claims),
        warnings
        + extraction.findings
        + gone_along(document.key, curated.along)
        + _with_words(document, checked.findings if checked else ()),
        checked.results if checked else (),
        checked.audit if checked else b"",
        document.text_language,
        gist(document, claims, extraction.missions, curated.identifiers),
        Decided(
            tuple(curated.record),
            build_rejected(document, curated.rejected, vocabulary(), identifiers) if curated.rejected else b"",
            tuple(curated.matched.items()),
            tuple(curated.errors),
        ),
        report.recognition is not None,
    )
    steps = {(identifiers.claim(claim) or "").rpartition("/")[2] for claim in extraction.claims}
    return Processed(summary, nquads, report.text, counted, tuple(sorted(steps)))


def _with_words(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings of which those without words of their own point to the first words of their part."""
    return tuple(item if item.evidence else replace(item, evidence=opening(document, item.block)) for item in findings)


def written(way: Way, found: Found) -> Written | SourceError:
    """One report, written into the build folder and summed up; or why it could not be read."""
    try:
        done = process(found, way.validate)
    except SourceError as error:
        return error
    put(way.target, done.summary, done.nquads, done.text)
    return Written(done.summary, done.counted, keep(way, found, done))


def keep(way: Way, found: Found, done: Processed) -> Line:
    """What the next build can use of a report, under the key of the bytes that were read."""
    source = done.summary.source
    entry = Entry(done.summary, done.counted, " ".join(done.steps), concern(done.summary.key, done.steps, found.decisions))
    return line(input_key(way.around, source.name, found.sidecar, source.sha256), entry, done.nquads, way.target)


def settle() -> None:
    """Takes vocabulary and shapes, which live as long as the process, out of the garbage collector's rounds, and makes these rare.

    The values of the pipeline hold no cycles; the rounds took a fifth of the time.
    """
    vocabulary()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
