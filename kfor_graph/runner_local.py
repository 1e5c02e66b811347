"""Reports read by processes of this machine. A report that ends its process is named, and stops no other."""

from collections.abc import Iterator, Sequence
from functools import partial

from kfor_graph import pool
from kfor_graph.corpus.read import STANDARD_INPUT
from kfor_graph.errors import SourceError
from kfor_graph.one_report import Found, Way, Written, settle, written

_REMEDY = "take it out, or look into it alone with: kfor-graph build FILE"


def run(way: Way, found: Sequence[tuple[int, Found]], workers: int, limit: float | None) -> Iterator[tuple[int, Written | SourceError]]:
    """What became of each report, with the number that it came with, as they come; `limit` is in seconds for one report."""
    settle()
    apart = [item for item in found if str(item[1].path) == STANDARD_INPUT]  # processes have none of their own
    for number, item in apart:
        yield number, written(way, item)
    others = [item for item in found if str(item[1].path) != STANDARD_INPUT]
    ahead = 1 if any(item.ocr for _, item in others) else 4
    for at, result in pool.each(partial(written, way), (item for _, item in others), workers, limit, settle, ahead):
        number, item = others[at]
        yield number, lost(item, result) if isinstance(result, pool.Lost) else result


def lost(found: Found, result: pool.Lost) -> SourceError:
    """A report without a result, as an error."""
    return SourceError(found.path, result.why, _REMEDY)
