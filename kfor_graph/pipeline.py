"""The calls, readable top to bottom: bytes → report → document → claims → quads, for one report and for many."""

import gc
import hashlib
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import combinations, islice
from pathlib import Path

from kfor_graph.atomic import replacing
from kfor_graph.corpus.curation import CURATION_FILE, Curation, read_curation
from kfor_graph.corpus.discover import discover
from kfor_graph.corpus.read import STANDARD_INPUT, read_file
from kfor_graph.corpus.sidecars import sidecars
from kfor_graph.document.opening import opening
from kfor_graph.document.outline import outline
from kfor_graph.errors import CurationError, KforGraphError, SourceError, StoreError
from kfor_graph.extract.extract import extract
from kfor_graph.extract.plugins import load
from kfor_graph.graph.build import build_counted, build_rejected
from kfor_graph.graph.curation import Decided, curate
from kfor_graph.graph.dataset import Tally
from kfor_graph.graph.editions import Edition, first_difference, one_document
from kfor_graph.graph.gist import gist
from kfor_graph.graph.identifiers import Identifiers
from kfor_graph.model import Decision, Finding
from kfor_graph.quality.across import across
from kfor_graph.quality.coverage import coverage
from kfor_graph.quality.decisions import gone_along, no_claim
from kfor_graph.quality.document import check
from kfor_graph.quality.engine import Engine
from kfor_graph.quality.validate import refusals
from kfor_graph.share.build_folder import BuildFolder, Keys, Summary, put
from kfor_graph.share.dumps import write_dumps
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


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build."""

    documents: tuple[Summary, ...]
    "by key"
    quads: int
    "of all graphs"
    findings: tuple[Finding, ...]
    "sorted"
    errors: tuple[KforGraphError, ...]
    "reports that could not be read and corrections that could not be used, and why"
    notes: tuple[str, ...] = ()
    "shapes that went another way than the engine says"


def process(found: Found, validate: bool = True, copies: Sequence[Source] = ()) -> Processed:
    """One report from bytes to quads: a pure function of its bytes, its sidecar and the data folders.

    `copies` are further files of the same document. Raises SourceError where the file is no readable report.
    """
    report = read_file(found.path, found.sidecar, found.ocr)
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
    return Processed(summary, nquads, report.text, counted)


def _with_words(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings of which those without words of their own point to the first words of their part."""
    return tuple(item if item.evidence else replace(item, evidence=opening(document, item.block)) for item in findings)


def find(paths: Sequence[str], ocr: bool = False) -> tuple[Found, ...]:
    """The files that paths stand for, with what is known of each; a folder's `reports.toml` is read once. Raises SourceError."""
    files = discover(paths)
    known = {folder: sidecars(folder) for folder in {path.parent for path in files if isinstance(path, Path)}}
    about = (known[path.parent].get(path.name, Sidecar()) if isinstance(path, Path) else Sidecar() for path in files)
    return tuple(Found(path, sidecar, ocr) for path, sidecar in zip(files, about, strict=True))


def with_decisions(found: Sequence[Found], curation: Path | None = None) -> tuple[tuple[Found, ...], tuple[CurationError, ...]]:
    """The files with the decisions of their tables, each table read once, and the rows that cannot be used. Raises CurationError."""
    tables: dict[Path, Curation] = {}
    decided = []
    for item in found:
        path = curation
        if path is None and isinstance(item.path, Path):
            beside = item.path.parent / (item.sidecar.curation or CURATION_FILE)
            path = beside if item.sidecar.curation or beside.is_file() else None
        if path is not None and path not in tables:
            tables[path] = read_curation(path)
        decided.append(replace(item, decisions=tables[path].decisions) if path is not None else item)
    return tuple(decided), tuple(error for _, table in sorted(tables.items()) for error in table.errors)


def build(
    paths: Sequence[str],
    out: Path,
    workers: int | None = None,
    validate: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    dumps: bool = False,
    curation: Path | None = None,
    plugins: Sequence[str] = (),
    ocr: bool = False,
    engine: Engine = Engine.AUTO,
) -> Built:
    """Reads all reports and writes a build folder; an old one stays whole until the new one stands.

    `workers` is the number of processes (default: one a core); `progress` is told how many of how many files are done; `dumps`
    asks for all graphs merged in N-Quads, TriG, Turtle and JSON-LD. A report that cannot be read is listed in the result and stops no
    other. `curation` is a table of corrections for all reports; without it, each has that of its folder, if there is one.
    `plugins` names plug-ins whose rules are used beside ours. `ocr` asks for Tesseract where pages of a PDF are images.
    `engine` says how shapes are applied; the outcome is the same. Raises StoreError where the folder cannot be written, CurationError
    where a table cannot be read, PluginError where a plug-in cannot be used, ShapeError where a shape is broken.
    """
    further = load(tuple(plugins)) if plugins else ()
    found, broken = with_decisions(find(paths, ocr), curation)
    found = tuple(replace(item, plugins=tuple(plugins), engine=engine) for item in found)
    vocabulary()
    notes = refusals(engine) if validate else ()
    try:
        with replacing(out) as path:
            built = _fill(BuildFolder(path, plugins=further), found, workers or os.cpu_count() or 1, validate, progress, broken)
            if dumps:
                write_dumps(path, path / "dumps")
            return replace(built, notes=notes)
    except OSError as error:
        raise StoreError(out, f"cannot be written: {error.strerror or error}", "free space, or choose another place with -o") from error


def _fill(
    target: BuildFolder,
    found: Sequence[Found],
    workers: int,
    validate: bool,
    progress: Callable[[int, int], None],
    broken: Sequence[CurationError] = (),
) -> Built:
    numbers, errors = dict[tuple[str, str], int](), list[KforGraphError](broken)
    sources: dict[str, tuple[int, tuple[Source, ...]]] = {}
    keys = Keys(lambda seen: _difference([found[numbers[item.source.path, item.source.sha256]] for item in seen]))
    for number, result in enumerate(_processed(target.path, found, workers, validate)):
        progress(number + 1, len(found))
        if isinstance(result, SourceError):
            errors.append(result)
            continue
        summary, counted = result
        numbers[summary.source.path, summary.source.sha256] = number
        if keys.add(summary):
            target.take(summary, counted)
            sources[summary.key] = number, ()
    for seen, clash in keys.several():
        target.discard(seen)
        if clash:
            errors.append(clash)
            continue
        first, *others = seen
        number = numbers[first.source.path, first.source.sha256]
        _again(target, found[number], validate, tuple(item.source for item in others))
        sources[first.key] = number, tuple(item.source for item in others)
    findings = list(_settle_decisions(target, found, sources, validate, errors))
    told = across({key: summary.gist for key, summary in sorted(target.documents.items())}, target.graph)
    target.meet(told.meeting)
    documents = tuple(summary for _, summary in sorted(target.documents.items()))
    found_all = (*(finding for summary in documents for finding in summary.findings), *told.findings, *findings)
    errors += [error for summary in documents for error in summary.decided.errors]
    target.finish(found_all, errors, told)
    return Built(documents, sum(target.counts.quads.values()), found_all, tuple(sorted(errors, key=str)))


def _again(target: BuildFolder, found: Found, validate: bool, copies: Sequence[Source]) -> None:
    """Reads one report once more and takes what comes of it."""
    done = process(found, validate, copies)
    put(target.path, done.summary, done.nquads, done.text)
    target.take(done.summary, done.counted)


def _settle_decisions(
    target: BuildFolder,
    found: Sequence[Found],
    sources: Mapping[str, tuple[int, tuple[Source, ...]]],
    validate: bool,
    errors: list[KforGraphError],
) -> Iterator[Finding]:
    """Decisions that mean no claim or several, which only all documents together show; one that means several is applied to none."""
    meant: dict[tuple[str, int], dict[str, tuple[str, ...]]] = {}
    rows = {(row.table, row.line): row for item in found for row in item.decisions}
    tables = {key: found[number].decisions[0].table for key, (number, _) in sources.items() if found[number].decisions}
    for key, summary in sorted(target.documents.items()):
        for line, steps in summary.decided.matched:
            meant.setdefault((tables[key], line), {})[key] = steps
    unclear = {place for place, claims in meant.items() if sum(map(len, claims.values())) > 1}
    for key in sorted({key for place in unclear for key, steps in meant[place].items() if len(steps) == 1}):
        number, copies = sources[key]
        left = tuple(row for row in found[number].decisions if (row.table, row.line) not in unclear)
        target.discard([target.documents[key]])
        _again(target, replace(found[number], decisions=left), validate, copies)
    for place, row in sorted(rows.items()):
        if place in unclear:
            claims = [f"{key}/{step}" for key, steps in sorted(meant[place].items()) for step in steps]
            errors.append(CurationError(f"{row.table}:{row.line}", f"{row.claim} can mean {', '.join(claims)}", "write the one in full"))
        elif place not in meant:
            yield no_claim(row)


def _difference(files: Sequence[Found]) -> str | None:
    """Where texts with one key differ, in words; empty where no two are copies, None where they say the same, language by language.

    Standard input cannot be read again for that.
    """
    if any(str(item.path) == STANDARD_INPUT for item in files):
        return ""
    editions: dict[str, list[Edition]] = {}
    reports: dict[str, list[Report]] = {}
    for item in files:
        document = outline(read_file(item.path, item.sidecar, item.ocr))
        editions.setdefault(document.text_language, []).append((document.report.clean, extract(document, vocabulary()).claims))
        reports.setdefault(document.text_language, []).append(document.report)
    if all(map(one_document, editions.values())):
        return None
    pairs = (pair for told in reports.values() for pair in combinations(told, 2))
    return next(filter(None, (_first_difference(*pair) for pair in pairs)), "")


def _first_difference(one: Report, other: Report) -> str:
    """Both copies' words with file and line; empty for texts that are no copies."""
    spans = first_difference(one.clean, other.clean)
    if spans is None:
        return ""
    told = []
    for report, span in zip((one, other), spans, strict=True):
        at = min(span.start, len(report.clean) - 1)
        line = report.text.count("\n", 0, report.offsets[at]) + 1
        told.append(f"“{report.clean[span.start : span.end][:80]}” ({report.source.name}:{line})")
    return " and ".join(told)


_Result = tuple[Summary, Tally] | SourceError


def _processed(path: Path, found: Sequence[Found], workers: int, validate: bool) -> Iterator[_Result]:
    """The results in the order of the files, from as many processes as asked for; a handful of files is not worth a pool."""
    waiting = iter(found)
    _settle()
    is_slow = any(item.ocr for item in found)
    if workers == 1 or len(found) < (2 if is_slow else 4 * workers):
        yield from (_safely(path, item, validate) for item in waiting)
        return
    with _pool(workers) as pool:
        running: deque[Future[list[_Result]]] = deque()
        while True:
            while len(running) < 4 * workers and (batch := list(islice(waiting, 1 if is_slow else 4))):
                running.append(pool.submit(_batch, path, batch, validate))
            if not running:
                return
            yield from running.popleft().result()


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that begin nothing more once something went wrong here, such as Ctrl-C: a scan takes its time."""
    with ProcessPoolExecutor(workers, initializer=_start_worker) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start_worker() -> None:
    """A worker leaves Ctrl-C to the main process, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _settle()


def _settle() -> None:
    """Takes vocabulary and shapes, which live as long as the process, out of the garbage collector's rounds, and makes these rare.

    The values of the pipeline hold no cycles; the rounds took a fifth of the time.
    """
    vocabulary()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _batch(path: Path, found: Sequence[Found], validate: bool) -> list[_Result]:
    return [_safely(path, item, validate) for item in found]


def _safely(path: Path, found: Found, validate: bool) -> _Result:
    """One report, written beside the others and summed up; or why it could not be read."""
    try:
        done = process(found, validate)
    except SourceError as error:
        return error
    put(path, done.summary, done.nquads, done.text)
    return done.summary, done.counted
