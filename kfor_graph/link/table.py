"""The table of candidates for review: read, merged with new ones, written; decisions of people stay as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kfor_graph.atomic import write_whole
from kfor_graph.errors import LinkError
from kfor_graph.link.sssom import Table, site

DECISIONS = ("", "accepted", "rejected", "unsure")

COLUMNS = (
    "decision", "subject", "subject_label", "predicate", "object", "object_label", "score",
    "label", "type", "dates", "point", "identifiers", "evidence", "about", "source", "who",
)  # fmt: skip
_SCORES = ("score", "label", "type", "dates", "point", "identifiers")


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate with its evidence and what was decided; the fields are the columns, in their order."""

    decision: str
    "one of DECISIONS; empty while nobody has decided"
    subject: str
    "IRI of ours"
    subject_label: str
    predicate: str
    "prefixed"
    object: str
    "IRI of another data set"
    object_label: str
    score: str
    label: str
    type: str
    dates: str
    point: str
    identifiers: str
    "scores from 0 to 1 as printed; empty where nothing is known"
    evidence: str
    about: str
    "what the other data set says of it"
    source: str
    "endpoint or file"
    who: str = ""
    "who decided"

    @property
    def key(self) -> tuple[str, str]:
        """What a decision is about."""
        return self.subject, self.object


def beside(links: Path) -> Path:
    """Where the table for review of a table of links stands: `links.review.tsv` beside `links.sssom.tsv`."""
    return links.with_name(f"{links.name.split('.')[0]}.review.tsv")


def read_review(path: Path) -> tuple[Row, ...]:
    """The rows of the table; none where there is no file. Raises LinkError with file and line where it is broken."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise LinkError(path, error.strerror or "cannot be read", "check the file") from error
    except UnicodeDecodeError as error:
        raise LinkError(path, "is no UTF-8 text", "save it as UTF-8") from error
    if tuple(lines[0].rstrip("\r").split("\t")) != COLUMNS:
        raise LinkError(f"{path}:1", "the columns are not those of a table for review", f"they are: {', '.join(COLUMNS)}")
    rows: dict[tuple[str, str], Row] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(COLUMNS):
            raise LinkError(f"{path}:{number}", f"{len(cells)} cells under {len(COLUMNS)} columns", "mend the line, or take it out")
        row = Row(*cells)
        _check(row, f"{path}:{number}")
        if row.key in rows:
            raise LinkError(f"{path}:{number}", f"{row.object} stands twice for {row.subject}", "take one out")
        rows[row.key] = row
    return tuple(rows.values())


def _check(row: Row, place: str) -> None:
    if row.decision not in DECISIONS:
        raise LinkError(place, f"the decision {row.decision!r} is none", f"write one of: {', '.join(DECISIONS[1:])}, or nothing")
    if not all(iri.startswith(("http://", "https://")) for iri in row.key):
        raise LinkError(place, "subject or object is no IRI", "mend the line, or take it out")
    for name in _SCORES:
        try:
            fine = not getattr(row, name) or 0 <= float(getattr(row, name)) <= 1
        except ValueError:
            fine = False
        if not fine or not row.score:
            raise LinkError(place, f"{name} is {getattr(row, name)!r}", "write a number from 0 to 1")


def merged(known: Iterable[Row], found: Iterable[Row], links: Table) -> tuple[Row, ...]:
    """The table with new candidates. What was decided stays as it is; of the others the new ones, and old ones that were not found again.

    A candidate goes out, undecided, where its entity is linked to that data set by now.
    """
    rows = {row.key: row for row in known}
    for row in found:
        if row.key not in rows or not rows[row.key].decision:
            rows[row.key] = row
    linked = {(mapping.subject, site(mapping.target)) for mapping in links.mappings}
    return tuple(row for row in rows.values() if row.decision or (row.subject, site(row.object)) not in linked)


def ordered(rows: Iterable[Row]) -> list[Row]:
    """By entity, the best candidate first."""
    return sorted(rows, key=lambda row: (row.subject, -float(row.score), row.object))


def write_review(path: Path, rows: Iterable[Row]) -> None:
    """Writes the table, sorted; the file holds all of it or what it held before. Raises LinkError where it cannot be written."""
    lines = ["\t".join(COLUMNS), *("\t".join(getattr(row, column) for column in COLUMNS) for row in ordered(rows))]
    write(path, "".join(f"{line}\n" for line in lines))


def write(path: Path, text: str) -> None:
    """Writes a file whole. Raises LinkError where it cannot be written."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise LinkError(path, f"cannot be written ({error.strerror})", "choose another table with --links") from error


def decided(row: Row, decision: str, who: str) -> Row:
    """A row with what somebody decided."""
    return replace(row, decision=decision, who=who)
