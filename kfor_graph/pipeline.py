"""The calls, readable top to bottom: bytes → report → document → claims → quads, for one report and for many."""

import hashlib
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kfor_graph.atomic import replacing
from kfor_graph.corpus.discover import discover
from kfor_graph.corpus.read import read_file
from kfor_graph.document.outline import outline
from kfor_graph.errors import KforGraphError, StoreError
from kfor_graph.extract.extract import extract
from kfor_graph.graph.build import build_graph
from kfor_graph.model import Finding, Source
from kfor_graph.quality.document import check
from kfor_graph.quality.coverage import coverage
from kfor_graph.share.build_folder import BuildFolder, Keys, Summary
from kfor_graph.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Processed:
    """What became of one report."""

    summary: Summary
    "what is remembered of it"
    nquads: bytes
    "its graph, sorted"
    text: str
    "the published text"


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
    "reports that could not be read, and why"


def process(path: Path | str, validate: bool = True, copies: Sequence[Source] = ()) -> Processed:
    """One report from bytes to quads: a pure function of its bytes, its sidecar and the data folders.

    `path` is a file, or - for standard input; `copies` are further files of the same document. Raises SourceError where the file is no readable report.
    """
    report = read_file(path)
    document = outline(report)
    extraction = extract(document, vocabulary())
    nquads = build_graph(document, extraction.claims, extraction.mentions, vocabulary(), copies)
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
    )
    return Processed(summary, nquads, report.text)


def build(
    paths: Sequence[str],
    out: Path,
    workers: int | None = None,
    validate: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Built:
    """Reads all reports and writes a build folder; an old one stays whole until the new one stands.

    `workers` is the number of processes (default: one a core); `progress` is told how many of how many files are done. A report that
    cannot be read is listed in the result and stops no other. Raises StoreError where the folder cannot be written.
    """
    found = discover(paths)
    vocabulary()
    try:
        with replacing(out) as path:
            return _fill(BuildFolder(path), found, workers or os.cpu_count() or 1, validate, progress)
    except OSError as error:
        raise StoreError(out, f"cannot be written: {error.strerror or error}", "free space, or choose another place with -o") from error


def _fill(target: BuildFolder, found: Sequence[Path | str], workers: int, validate: bool, progress: Callable[[int, int], None]) -> Built:
    keys, files, errors = Keys(), dict[tuple[str, str], Path | str](), list[KforGraphError]()
    for done, (item, result) in enumerate(zip(found, _processed(found, workers, validate), strict=True), 1):
        progress(done, len(found))
        if isinstance(result, KforGraphError):
            errors.append(result)
            continue
        files[result.summary.source.path, result.summary.source.sha256] = item
        if keys.add(result.summary):
            target.write(result.summary, result.nquads, result.text)
    for key, clash in keys.clashes():
        target.discard(key)
        errors.append(clash)
    for key, (first, *others) in keys.copies():
        again = process(files[first.source.path, first.source.sha256], validate, tuple(item.source for item in others))
        target.discard(key)
        target.write(again.summary, again.nquads, again.text)
    documents = tuple(summary for _, summary in sorted(target.documents.items()))
    findings = tuple(finding for summary in documents for finding in summary.findings)
    target.finish(findings, errors)
    return Built(documents, sum(target.counts.quads.values()), findings, tuple(sorted(errors, key=str)))


def _processed(found: Sequence[Path | str], workers: int, validate: bool) -> Iterator[Processed | KforGraphError]:
    """The results in the order of the files, from as many processes as asked for; a handful of files is not worth a pool."""
    if workers == 1 or len(found) < 4 * workers:
        yield from (_safely(item, validate) for item in found)
        return
    with ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        remaining = iter(found)
        running: deque[Future[list[Processed | KforGraphError]]] = deque()
        while True:
            while len(running) < 3 * workers and (batch := list(islice(remaining, 16))):
                running.append(pool.submit(_batch, batch, validate))
            if not running:
                return
            yield from running.popleft().result()


def _batch(found: Sequence[Path | str], validate: bool) -> list[Processed | KforGraphError]:
    return [_safely(item, validate) for item in found]


def _safely(path: Path | str, validate: bool) -> Processed | KforGraphError:
    try:
        return process(path, validate)
    except KforGraphError as error:
        return error
