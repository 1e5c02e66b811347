"""The calls of a build, readable top to bottom: files → reports, those that are known taken over → what concerns all → the folder."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import combinations
from pathlib import Path, PurePath
from typing import IO

from kfor_graph import runner_local, runner_spark
from kfor_graph.atomic import alone, leftovers, replacing
from kfor_graph.corpus.bundles import bundled, is_bundle
from kfor_graph.corpus.curation import CURATION_FILE, Curation, read_curation
from kfor_graph.corpus.discover import discover
from kfor_graph.corpus.read import MOST_BYTES, STANDARD_INPUT
from kfor_graph.corpus.sidecars import SIDECAR_FILE, sidecars
from kfor_graph.corpus.sidecars import told as told_of
from kfor_graph.document.outline import outline
from kfor_graph.errors import CurationError, KforGraphError, SourceError, StoreError
from kfor_graph.extract.extract import extract
from kfor_graph.extract.plugins import load
from kfor_graph.graph.editions import Edition, first_difference, one_document
from kfor_graph.model import Finding
from kfor_graph.one_report import Found, Processed, Way, Written, process
from kfor_graph.packing import unpack
from kfor_graph.quality.across import across
from kfor_graph.quality.decisions import no_claim
from kfor_graph.quality.engine import Engine
from kfor_graph.quality.validate import refusals
from kfor_graph.share.build_folder import BuildFolder, Keys, put
from kfor_graph.share.cache import Cache, Entry, Line, journal
from kfor_graph.share.dumps import write_dumps
from kfor_graph.share.inputs import checksum, input_key, surroundings
from kfor_graph.share.summary import Summary
from kfor_graph.texts import Report, Sidecar, Source
from kfor_graph.vocabulary import vocabulary

__all__ = ["Built", "Found", "Processed", "Runner", "build", "find", "process", "with_decisions"]


_LIMITS = (600.0, 7200.0)
"Seconds for one report, without and with OCR."


class Runner(StrEnum):
    """Where reports are read. What comes of them is the same, byte for byte."""

    LOCAL = "local"
    "processes of this machine"
    SPARK = "spark"
    "a Spark cluster"


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
    reused: int = field(default=0, compare=False)
    "reports that were taken over from an earlier build"


def find(paths: Sequence[str], ocr: bool = False, runner: Runner = Runner.LOCAL) -> tuple[Found, ...]:
    """The files that paths stand for, with what is known of each; a folder's `reports.toml` is read once. Raises SourceError.

    Archives stand for the reports in them. With Spark, what is no path here is one that Spark reads.
    """
    found: list[Found] = []
    for path in paths:
        if runner is Runner.SPARK and "://" in path:
            found += _held(path, runner_spark.files(path), ocr)
        elif is_bundle(path) and Path(path).is_file():
            found += _held(f"{path}/", {f"{path}/{name}": data for name, data in bundled(Path(path)).items()}, ocr)
        else:
            found += [Found(file, Sidecar(), ocr) for file in discover([path])]
    folders = {item.path.parent for item in found if isinstance(item.path, Path) and item.data is None}
    known = {folder: sidecars(folder) for folder in folders}
    unique = {str(item.path): item for item in found}.values()
    return tuple(
        replace(item, sidecar=known[item.path.parent].get(item.path.name, Sidecar()))
        if isinstance(item.path, Path) and item.data is None
        else item
        for item in unique
    )


def _held(place: str, files: Mapping[str, bytes], ocr: bool) -> Iterator[Found]:
    """Reports of which the bytes are at hand, by their names, with what the `reports.toml` files among them tell."""
    told = {name.rpartition("/")[0]: told_of(PurePath(name), data) for name, data in files.items() if name.endswith(f"/{SIDECAR_FILE}")}
    reports = {name: data for name, data in files.items() if not name.endswith(f"/{SIDECAR_FILE}")}
    if not reports:
        raise SourceError(place, "no report there", "check the path")
    for name, data in reports.items():
        folder, _, last = name.rpartition("/")
        yield Found(name, told.get(folder, {}).get(last, Sidecar()), ocr, data=data)


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
    fresh: bool = False,
    limit: float | None = None,
    runner: Runner = Runner.LOCAL,
) -> Built:
    """Reads all reports and writes a build folder; an old one stays whole until the new one stands.

    Reports that an earlier build into this folder read, of the same bytes and by the same rules, are taken over from it, also from one
    that was killed; the result is the same, byte for byte. `fresh` reads all again.

    `workers` is the number of processes (default: one a core); `progress` is told how many of how many files are done; `dumps`
    asks for all graphs merged in N-Quads, TriG, Turtle and JSON-LD. A report that cannot be read is listed in the result and stops no
    other. `curation` is a table of corrections for all reports; without it, each has that of its folder, if there is one.
    `plugins` names plug-ins whose rules are used beside ours. `ocr` asks for Tesseract where pages of a PDF are images.
    `engine` says how shapes are applied; the outcome is the same. `limit` is in seconds for one report, by default
    ten minutes, or two hours with OCR. A report that takes longer, or
    ends the process that reads it, is one that cannot be read. `runner` says where reports are read.

    Raises StoreError where the folder cannot be written or another process is at it, CurationError where a table cannot be read,
    PluginError where a plug-in cannot be used, ShapeError where a shape is broken.
    """
    further = load(tuple(plugins)) if plugins else ()
    found, broken = with_decisions(find(paths, ocr, runner), curation)
    found = tuple(replace(item, plugins=tuple(plugins), engine=engine) for item in found)
    vocabulary()
    notes = refusals(engine) if validate else ()
    around = surroundings(further, validate, ocr, engine)
    try:
        with alone(out), replacing(out) as path:
            cache = Cache()
            for place in () if fresh else (out, *leftovers(out)):
                cache.read(place)
            way = Way(path, around, validate)
            target = BuildFolder(path, plugins=further)
            with journal(path) as kept:
                run = partial((runner_spark if runner is Runner.SPARK else runner_local).run, way)
                results = _read(way, found, cache, kept, partial(run, workers=workers or os.cpu_count() or 1, limit=limit or _LIMITS[ocr]))
                built = _fill(target, found, results, validate, progress, broken)
            if dumps:
                write_dumps(path, path / "dumps")
            return replace(built, notes=notes)
    except OSError as error:
        raise StoreError(out, f"cannot be written: {error.strerror or error}", "free space, or choose another place with -o") from error


_Result = Written | SourceError


def _read(
    way: Way, found: Sequence[Found], cache: Cache, kept: IO[bytes], run: Callable[[list[tuple[int, Found]]], Iterator[tuple[int, _Result]]]
) -> Iterator[tuple[int, _Result]]:
    """What becomes of each report, with its number: first those that are known, then the others as they come."""
    others = []
    with ThreadPoolExecutor(2) as threads:
        known = threads.map(lambda item: _known(way, item, cache), found) if cache.lines else (None for _ in found)
        for number, (item, line) in enumerate(zip(found, known, strict=True)):
            if line is None:
                others.append((number, item))
                continue
            kept.write(line.written())
            entry = unpack(line.entry, Entry)
            source = replace(entry.summary.source, path=str(item.path))
            yield number, Written(replace(entry.summary, source=source), entry.counted, line, True)
    kept.flush()
    for number, result in run(others):
        if isinstance(result, Written) and result.kept:
            kept.write(result.kept.written())
            kept.flush()  # what is written now outlives this process
        yield number, result


def _known(way: Way, found: Found, cache: Cache) -> Line | None:
    """What an earlier build kept of a report, linked into the new one."""
    if found.data is not None:
        sha256: str | None = hashlib.sha256(found.data).hexdigest()
    else:
        sha256 = checksum(Path(found.path), MOST_BYTES) if str(found.path) != STANDARD_INPUT else None
    if sha256 is None:
        return None
    return cache.take(input_key(way.around, PurePath(found.path).name, found.sidecar, sha256), found.decisions, way.target)


def _fill(
    target: BuildFolder,
    found: Sequence[Found],
    results: Iterator[tuple[int, _Result]],
    validate: bool,
    progress: Callable[[int, int], None],
    broken: Sequence[CurationError] = (),
) -> Built:
    numbers, errors = dict[tuple[str, str], int](), list[KforGraphError](broken)
    sources: dict[str, tuple[int, tuple[Source, ...]]] = {}
    keys = Keys(lambda seen: _difference([found[numbers[item.source.path, item.source.sha256]] for item in seen]))
    done = reused = 0
    for number, result in results:
        progress(done := done + 1, len(found))
        if isinstance(result, SourceError):
            errors.append(result)
            continue
        reused += result.is_known
        summary = result.summary
        numbers[summary.source.path, summary.source.sha256] = number
        if keys.add(summary):
            target.take(summary, result.counted)
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
    return Built(documents, sum(target.counts.quads.values()), found_all, tuple(sorted(errors, key=str)), reused=reused)


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
        document = outline(item.report())
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
