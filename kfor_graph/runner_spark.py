"""Reports read by a Spark cluster: the same function as on one machine, and what comes of it is written by the driver, byte for byte."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kfor_graph import pool
from kfor_graph.corpus.bundles import counts
from kfor_graph.errors import SourceError, StoreError
from kfor_graph.one_report import Found, Way, Written, keep, process, settle
from kfor_graph.packing import unpack
from kfor_graph.runner_local import lost
from kfor_graph.share.build_folder import put
from kfor_graph.share.cache import Entry, Line

if TYPE_CHECKING:
    from pyspark import SparkContext

_SLICE = 16
"Reports of one task: its process starts once for all of them."


class _Made(NamedTuple):
    """What an executor sends: values of ours that need nothing of Spark."""

    line: Line
    nquads: bytes
    text: str


def run(
    way: Way,
    found: Sequence[tuple[int, Found]],
    workers: int,  # noqa: ARG001 - how many is for the cluster to say
    limit: float | None,
) -> Iterator[tuple[int, Written | SourceError]]:
    """What became of each report, with the number that it came with, as they come. Raises StoreError where PySpark is missing or fails."""
    items = dict(found)
    if not items:
        return
    context = _context()
    sent = context.parallelize([(number, _with_bytes(item)) for number, item in found], max(1, -(-len(items) // _SLICE)))
    made: Iterator[tuple[int, Any]] = sent.mapPartitions(partial(_task, way, limit)).toLocalIterator(prefetchPartitions=True)
    for number, result in _or_error(made):
        if isinstance(result, pool.Lost):
            yield number, lost(items[number], result)
        elif isinstance(result, SourceError):
            yield number, result
        else:
            entry = unpack(result.line.entry, Entry)
            put(way.target, entry.summary, result.nquads, result.text)
            yield number, Written(entry.summary, entry.counted, result.line)


def files(pattern: str) -> dict[str, bytes]:
    """The reports of any path that Spark reads, by their full names: `hdfs://…`, `s3a://…`, a folder or a pattern in them.

    They are held by the driver, with the `reports.toml` files beside them. Raises SourceError where Spark cannot read the path.
    """
    context = _context()
    try:
        read = context.binaryFiles(pattern).filter(lambda file: counts(file[0].rpartition("/")[2])).collect()
        return {name: bytes(data) for name, data in sorted(read)}
    except Exception as error:  # what Spark raises depends on the file system
        raise SourceError(pattern, f"Spark cannot read it ({_first_line(error)})", "check the path, and what Spark may read") from error


def _context() -> "SparkContext":
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise StoreError("--runner spark", "PySpark is not installed", "run: pip install 'kfor-graph[spark]'") from error
    try:
        return SparkSession.builder.appName("kfor-graph").getOrCreate().sparkContext
    except Exception as error:
        raise StoreError(
            "--runner spark", f"Spark does not start ({_first_line(error)})", "install Java 17, and look at its log"
        ) from error


def _or_error(made: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    try:
        yield from made
    except Exception as error:
        if type(error).__module__.partition(".")[0] in {"py4j", "pyspark"}:
            raise StoreError("--runner spark", f"Spark failed ({_first_line(error)})", "look at its log, and build again") from error
        raise


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0][:300]


def _with_bytes(found: Found) -> Found:
    """A file with its bytes, which executors cannot read from here; one that cannot be read stays as it is, and says why there."""
    try:
        return found if found.data is not None else replace(found, data=Path(found.path).read_bytes())
    except OSError:
        return found


def _task(way: Way, limit: float | None, items: Iterable[tuple[int, Found]]) -> Iterator[tuple[int, object]]:
    """The reports of one task, in a process of their own each time one dies: Spark would try the whole task again."""
    told = list(items)
    made: Callable[[tuple[int, Found]], object] = partial(_made, way)
    for at, result in pool.each(made, told, 1, limit, settle):
        yield told[at][0], result


def _made(way: Way, item: tuple[int, Found]) -> "_Made | SourceError":
    found = item[1]
    try:
        done = process(found, way.validate)
    except SourceError as error:
        return error
    return _Made(keep(way, found, done), done.nquads, done.text)
