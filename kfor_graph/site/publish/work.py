"""What one process does: it makes pieces and puts down the files that differ from those of the site that is there."""

import filecmp
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kfor_graph.share.editions import EDITIONS
from kfor_graph.share.packed import left_out, write_packed
from kfor_graph.site.publish.order import Order, opened
from kfor_graph.site.publish.paths import check
from kfor_graph.site.publish.pieces import Piece, make


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a piece."""

    piece: Piece
    paths: tuple[str, ...]
    "of its files"
    changed: int
    "how many of them are new or another than before"


def work(order: Order, batch: Iterable[Piece], out: Path, new: Path) -> list[Made]:
    """Makes pieces. Raises SiteError for a path that cannot be a file's, OSError where nothing can be written."""
    data = opened(order)
    found = []
    for piece in batch:
        paths, changed = list[str](), 0
        for file in make(piece, data):
            paths.append(check(file.path))
            changed += keep(out, new, file.path, file.content)
        found.append(Made(piece, tuple(paths), changed))
    return found


def pack(order: Order, number: int, ending: str, out: Path, new: Path) -> Made:
    """Makes a dump: an edition, by its number, in a form."""
    edition = EDITIONS[number]
    path = f"dumps/{edition.file}.{ending}.gz"
    place = new / path
    place.parent.mkdir(parents=True, exist_ok=True)
    write_packed(order.build, edition, ending, place, left_out(opened(order).store) if edition.hides else ())
    same = (out / path).is_file() and filecmp.cmp(place, out / path, shallow=False)
    if same:
        place.unlink()
    return Made(Piece("dump", place.name), (path,), int(not same))


def keep(out: Path, new: Path, path: str, content: bytes) -> int:
    """Puts a file among the new ones where it differs from the one that is there; gives how many were put down: none or one."""
    there = out / path
    try:
        if there.stat().st_size == len(content) and there.read_bytes() == content:
            return 0
    except OSError:
        pass  # it is not there
    place = new / path
    try:
        place.write_bytes(content)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return 1
