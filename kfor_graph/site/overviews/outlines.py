"""The outlines below the map, and the script that moves it: built parts of the pages, which a checkout may lack."""

import json
from functools import cache
from pathlib import Path

from kfor_graph.site.charts.map import Outlines, Ring

PATH = Path(__file__).parent.parent / "static" / "built" / "outlines.json"
"Natural Earth's, by way of the package world-atlas."


def moving() -> bool:
    """Whether the script of the map that can be moved was built."""
    return PATH.with_name("map.js").is_file()


@cache
def outlines(path: Path = PATH) -> Outlines | None:
    """The outlines; None where they were not built."""
    if not path.is_file():
        return None
    read = json.loads(path.read_text(encoding="utf-8"))
    return Outlines(_rings(read["land"]), _rings(read["lines"]))


def _rings(lines: list[list[list[float]]]) -> tuple[Ring, ...]:
    return tuple(tuple((float(x), float(y)) for x, y in line) for line in lines)
