"""A build → its site: pieces are made by several processes, what differs from the site that is there takes its place at the end."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kfor_graph.errors import SiteError
from kfor_graph.share.editions import EDITIONS, ENDINGS
from kfor_graph.site.data import version_of
from kfor_graph.site.dataset import dumps
from kfor_graph.site.publish import crate, folder, paths
from kfor_graph.site.publish.order import Order, opened
from kfor_graph.site.publish.pieces import Piece, pieces
from kfor_graph.site.publish.work import Made, keep, pack, work

AT_ONCE = 16
"Pieces that a process makes before it says so."

Progress = Callable[[int, int], object]
"Is told how many pieces are made, of how many."


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a site."""

    files: int
    "that it has"
    written: int
    "that were new or another than before"
    removed: int
    "that it no longer has"
    alike: tuple[tuple[str, ...], ...]
    "paths that are one file to disks that do not tell capital letters from small ones"


def publish(order: Order, out: Path, workers: int = 1, progress: Progress = lambda _done, _all: None) -> Published:
    """Writes the site of a build into a folder.

    Files whose content is the same are not touched, those that are no longer part of the site are deleted.

    Raises StoreError where there is no build or it changes meanwhile, and SiteError where the folder is not ours or cannot be written.
    """
    opened.cache_clear()  # whatever was published before, the build may be another one now
    data = opened(order)
    with folder.held(out) as new:
        try:
            before = folder.written(out)
            after, changed = dict[str, tuple[str, ...]](), 0
            planned = tuple(dict.fromkeys(pieces(data)))
            for done, made in enumerate(_made(order, planned, out, new, workers), 1):
                after[f"{made.piece.maker} {made.piece.name}"] = made.paths
                changed += made.changed
                progress(done, len(planned) + len(EDITIONS) * len(ENDINGS))
            changed += _close(order, out, new, after)
            _refuse_changed(order)
            alike = paths.collisions(path for several in after.values() for path in several)
            if alike and not paths.tells_letters_apart(new):
                raise SiteError(
                    " ".join(alike[0]), "are one file on this disk", "publish to a disk that tells capital letters from small ones"
                )
            removed = folder.replace(out, new, before, after)
        except OSError as error:
            raise folder.unwritable(out, error) from error
    return Published(sum(map(len, after.values())), changed, removed, tuple(alike))


def _made(order: Order, planned: Sequence[Piece], out: Path, new: Path, workers: int) -> Iterator[Made]:
    """What became of each piece, and of the dumps, as it comes."""
    batches = (planned[start : start + AT_ONCE] for start in range(0, len(planned), AT_ONCE))
    editions = [(edition, ending) for edition in range(len(EDITIONS)) for ending in ENDINGS]
    if workers == 1:
        yield from (pack(order, *edition, out, new) for edition in editions)
        yield from chain.from_iterable(work(order, batch, out, new) for batch in batches)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: set[Future[Any]] = {pool.submit(pack, order, *edition, out, new) for edition in editions}
        try:
            more = True
            while more or waiting:
                while more and len(waiting) < 4 * workers:
                    batch = next(batches, None)
                    more = batch is not None
                    if batch:
                        waiting.add(pool.submit(work, order, batch, out, new))
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    made = future.result()
                    yield from made if isinstance(made, list) else [made]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _close(order: Order, out: Path, new: Path, after: dict[str, tuple[str, ...]]) -> int:
    """Writes what tells of the other files, once these are there: checksums and RO-Crate; gives how many of the two changed."""
    data = opened(order)

    def place(path: str) -> Path:
        return new / path if (new / path).is_file() else out / path

    sums = {dump.path: crate.checksum(place(dump.path)) for dump in dumps(data)}
    changed = keep(out, new, crate.CHECKSUMS, crate.checksums(sums))
    found = ((part, place(part[0]).stat().st_size, sums.get(part[0]) or crate.checksum(place(part[0]))) for part in crate.parts(data))
    changed += keep(out, new, crate.METADATA, crate.metadata(data, found))
    after["crate crate"] = (crate.CHECKSUMS, crate.METADATA)
    return changed


def _refuse_changed(order: Order) -> None:
    """Raises SiteError where the build is another than at the beginning."""
    if version_of(order.build) != opened(order).version:
        raise SiteError(order.build, "changed while it was published", "publish again")
