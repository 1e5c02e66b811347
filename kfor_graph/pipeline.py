"""The calls, readable top to bottom: bytes → report → document → claims → quads, for one report and for many."""

import gc
import hashlib
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kfor_graph.atomic import replacing
from kfor_graph.corpus.discover import discover
from kfor_graph.corpus.read import read_file
from kfor_graph.corpus.sidecars import sidecars
from kfor_graph.document.outline import outline
from kfor_graph.errors import SourceError, StoreError
from kfor_graph.extract.extract import extract
from kfor_graph.graph.build import build_counted
from kfor_graph.graph.dataset import Tally
from kfor_graph.model import Finding
from kfor_graph.quality.coverage import coverage
from kfor_graph.quality.document import check
from kfor_graph.share.build_folder import BuildFolder, Keys, Summary, put
from kfor_graph.share.dumps import write_dumps
from kfor_graph.texts import Sidecar, Source
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
    errors: tuple[SourceError, ...]
    "reports that could not be read, and why"


def process(found: Found, validate: bool = True, copies: Sequence[Source] = ()) -> Processed:
    """One report from bytes to quads: a pure function of its bytes, its sidecar and the data folders.

    `copies` are further files of the same document. Raises SourceError where the file is no readable report.
    """
    report = read_file(found.path, found.sidecar, found.ocr)
    document = outline(report)
    extraction = extract(document, vocabulary())
    nquads, counted = build_counted(document, extraction.claims, extraction.mentions, vocabulary(), copies)
    checked = check(document.key, nquads) if validate else None
    warnings = tuple(Finding("Warning", text, "encoding", document.key) for text in report.warnings)
    summary = Summary(
        document.key,
        report.source,
        report.sha256,
        hashlib.sha256(report.clean.encode()).hexdigest(),
        len(extraction.claims),
        coverage(document, extraction.claims),
        warnings + extraction.findings + (checked.findings if checked else ()),
        checked.results if checked else (),
        checked.audit if checked else b"",
        document.text_language,
    )
    return Processed(summary, nquads, report.text, counted)


def find(paths: Sequence[str], ocr: bool = False) -> tuple[Found, ...]:
    """The files that paths stand for, with what is known of each; a folder's `reports.toml` is read once. Raises SourceError."""
    files = discover(paths)
    known = {folder: sidecars(folder) for folder in {path.parent for path in files if isinstance(path, Path)}}
    about = (known[path.parent].get(path.name, Sidecar()) if isinstance(path, Path) else Sidecar() for path in files)
    return tuple(Found(path, sidecar, ocr) for path, sidecar in zip(files, about, strict=True))


def build(
    paths: Sequence[str],
    out: Path,
    workers: int | None = None,
    validate: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    dumps: bool = False,
    ocr: bool = False,
) -> Built:
    """Reads all reports and writes a build folder; an old one stays whole until the new one stands.

    `workers` is the number of processes (default: one a core); `progress` is told how many of how many files are done; `dumps`
    asks for all graphs merged in N-Quads, TriG, Turtle and JSON-LD, `ocr` for Tesseract where pages of a PDF are images. A report that
    cannot be read is listed in the result and stops no other. Raises StoreError where the folder cannot be written.
    """
    found = find(paths, ocr)
    vocabulary()
    try:
        with replacing(out) as path:
            built = _fill(BuildFolder(path), found, workers or os.cpu_count() or 1, validate, progress)
            if dumps:
                write_dumps(path, path / "dumps")
            return built
    except OSError as error:
        raise StoreError(out, f"cannot be written: {error.strerror or error}", "free space, or choose another place with -o") from error


def _fill(target: BuildFolder, found: Sequence[Found], workers: int, validate: bool, progress: Callable[[int, int], None]) -> Built:
    keys, numbers, errors = Keys(), dict[tuple[str, str], int](), list[SourceError]()
    for number, result in enumerate(_processed(target.path, found, workers, validate)):
        progress(number + 1, len(found))
        if isinstance(result, SourceError):
            errors.append(result)
            continue
        summary, counted = result
        numbers[summary.source.path, summary.source.sha256] = number
        if keys.add(summary):
            target.take(summary, counted)
    for seen, clash in keys.clashes():
        target.discard(seen)
        errors.append(clash)
    for seen in keys.copies():
        target.discard(seen)
        first, *others = seen
        number = numbers[first.source.path, first.source.sha256]
        again = process(found[number], validate, tuple(item.source for item in others))
        put(target.path, again.summary, again.nquads, again.text)
        target.take(again.summary, again.counted)
    documents = tuple(summary for _, summary in sorted(target.documents.items()))
    findings = tuple(finding for summary in documents for finding in summary.findings)
    target.finish(findings, errors)
    return Built(documents, sum(target.counts.quads.values()), findings, tuple(sorted(errors, key=str)))


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
            while len(running) < 3 * workers and (batch := list(islice(waiting, 1 if is_slow else 16))):
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
