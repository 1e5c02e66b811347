"""Folders of reports with a `gold.jsonl` → the reports listed there, each with its facts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kfor_graph.errors import KforGraphError

LIST = "gold.jsonl"
"The name of the list."

Row = Mapping[str, Any]


class GoldError(KforGraphError):
    """A list of facts that cannot be used."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A report of the list."""

    document: str
    "how the list names it"
    path: Path
    "the file that holds it"
    index: int
    "which report of that file, from 1"
    row: Row
    "what the list says of it"
    line: int
    "of the list, from 1"

    @property
    def place(self) -> str:
        """Where the list says it, for messages."""
        return f"{self.path.parent / LIST}:{self.line}"


def read_gold(folder: Path) -> tuple[Listed, ...]:
    """The reports of the list in a folder, or of all lists beneath it, in the order of their paths.

    Raises GoldError where there is none, where one is broken, or where it names a file that is not there.
    """
    lists = sorted(folder.rglob(LIST))
    if not lists:
        raise GoldError(folder, f"no {LIST} in it or beneath it", f"name a folder of reports with a {LIST} beside them")
    return tuple(listed for path in lists for listed in _read(path))


def _read(path: Path) -> tuple[Listed, ...]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(path, f"cannot be read: {error}", "make it a readable file of JSON lines in UTF-8") from error
    listed = tuple(_listed(path.parent, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    if not listed:
        raise GoldError(path, "no report in it", "write one JSON object a report, each on a line of its own")
    return listed


def _listed(folder: Path, number: int, line: str) -> Listed:
    place = f"{folder / LIST}:{number}"
    try:
        row = json.loads(line, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise GoldError(place, f"broken JSON: {error.msg} at character {error.pos + 1}", "mend that line") from error
    if not isinstance(row, dict) or not isinstance(row.get("file"), str):
        raise GoldError(place, "an object with the key file is wanted", "name the report's file in it")
    path = folder / row["file"]
    if not path.is_file():
        raise GoldError(place, f"there is no file {row['file']}", "put the report beside the list, or take the line out")
    return Listed(str(row.get("slug") or path.stem), path, int(row.get("report_index") or 1), row, number)
