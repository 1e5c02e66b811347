"""`curation.tsv`: what people decided on claims, one decision a row; kept beside the reports, so that every rebuild has it.

The first line names the columns: claim, verdict, slot, value, who, when, why. Lines that begin with # are remarks.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kfor_graph import names
from kfor_graph.errors import CurationError
from kfor_graph.model import Decision

CURATION_FILE = "curation.tsv"
"Stands in the folder of the reports whose claims it corrects."

COLUMNS = ("claim", "verdict", "slot", "value", "who", "when", "why")
VERDICTS = ("rejected", "corrected", "confirmed")

_CLAIM = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)?(?:acc|ass|obs|st)-[0-9a-f]{4,12}(?:-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Curation:
    """A table of corrections as read."""

    decisions: tuple[Decision, ...] = ()
    "in order"
    errors: tuple[CurationError, ...] = ()
    "rows that cannot be used, and why"


def read_curation(path: Path) -> Curation:
    """A table of corrections. A row that cannot be used is an error of its own, and the rest stands.

    Raises CurationError where the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CurationError(f"{path}:{line}", "not UTF-8", "save it again as UTF-8") from error
    except (OSError, ValueError) as error:
        raise CurationError(path, f"cannot be read ({getattr(error, 'strerror', None) or error})", "check the path") from error
    rows = [(number, line.rstrip("\r").split("\t")) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not rows:
        return Curation()
    head = [column.strip() for column in rows[0][1]]
    if sorted(head) != sorted(COLUMNS):
        remedy = f"write these as its first line, with tabs between them: {' '.join(COLUMNS)}"
        return Curation(errors=(CurationError(f"{path}:{rows[0][0]}", "the columns are not named", remedy),))
    decisions, errors = [], []
    for number, cells in rows[1:]:
        try:
            decisions.append(_decision(path, number, head, cells))
        except CurationError as error:
            errors.append(error)
    return Curation(tuple(decisions), tuple(errors))


def _decision(path: Path, line: int, head: list[str], cells: list[str]) -> Decision:
    """One row. Raises CurationError where it cannot be used."""
    place = f"{path}:{line}"
    if len(cells) != len(head):
        raise CurationError(place, f"{len(cells)} columns, not {len(head)}", "put one tab between two columns, and none inside")
    row = dict(zip(head, (cell.strip() for cell in cells), strict=True))
    claim = row["claim"].removeprefix(names.document(""))
    if not _CLAIM.fullmatch(claim):
        raise CurationError(place, f"{row['claim']!r} names no claim", "write it as kfor-graph show prints it: obs-1a2b3c4d5e6f")
    if row["verdict"] not in VERDICTS:
        raise CurationError(place, f"unknown verdict {row['verdict']!r}", f"write one of {', '.join(VERDICTS)}")
    if (row["verdict"] == "corrected") != bool(row["slot"] and row["value"]) or bool(row["slot"]) != bool(row["value"]):
        raise CurationError(place, "slot and value do not suit the verdict", "give both for corrected, and none for the others")
    if missing := [column for column in ("who", "why") if not row[column]]:
        raise CurationError(place, f"{' and '.join(missing)} is empty", "say who decided, and why")
    try:
        when = date.fromisoformat(row["when"])
    except ValueError as error:
        raise CurationError(place, f"when is {row['when']!r}", "write a day as 2026-11-25") from error
    return Decision(str(path), line, claim, row["verdict"], row["slot"], row["value"], row["who"], when, row["why"])
