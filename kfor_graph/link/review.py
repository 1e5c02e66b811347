"""The walk through the table of candidates: a person decides on each, and only what they accept becomes a link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from kfor_graph.errors import KforGraphError, LinkError
from kfor_graph.link.sssom import parse_table, read_table, site
from kfor_graph.link.table import Row, beside, decided, ordered, read_review, write, write_review
from kfor_graph.link.things import visible

KEYS = {"a": "accepted", "r": "rejected", "u": "unsure"}
"Key → decision; q ends the walk, and so does the end of the input."

_ADDED = ("author_label", "confidence", "object_source")
"Columns of SSSOM that an accepted row fills beside the usual ones."

Known = Callable[[str], bool]


@dataclass(slots=True)
class Walk:
    """The state of a walk: both tables as they are on disk."""

    links: Path
    "the table of links; the table for review stands beside it"
    who: str
    "kind of author: `a reviewer`, never a name"
    known: Known
    "whether an IRI is an entity or concept of ours"
    unsure: bool = False
    "whether to ask again where somebody was unsure"

    def rows(self) -> Iterator[tuple[Row, int]]:
        """The rows to decide on, each with how many are left at most, the best of each entity first.

        Those that a decision makes needless are left out as it is made.
        """
        wanted = {"", "unsure"} if self.unsure else {""}
        waiting = [row for row in ordered(read_review(beside(self.links))) if row.decision in wanted]
        for number, row in enumerate(waiting):
            mappings = read_table(self.links, self.known).mappings
            if (row.subject, site(row.object)) not in {(mapping.subject, site(mapping.target)) for mapping in mappings}:
                yield row, len(waiting) - number

    def decide(self, row: Row, decision: str) -> None:
        """Writes a decision down: an accepted row first among the links, so that nothing is lost if the second write fails.

        Raises LinkError where the link would contradict another, or a file cannot be written; then nothing is decided.
        """
        if decision == "accepted":
            text = self.links.read_text(encoding="utf-8")
            write(self.links, appended(text, self.links, row, self.who, self.known))
        path = beside(self.links)
        write_review(path, [decided(old, decision, self.who) if old.key == row.key else old for old in read_review(path)])


def appended(text: str, path: Path, row: Row, who: str, known: Known) -> str:
    """The text of a table of links with one row more, in its place. Raises LinkError, or a group of them, where it contradicts another."""
    table = parse_table(text, path, known)
    columns = (*table.columns, *(column for column in ("subject_label", "object_label", "comment", *_ADDED) if column not in table.columns))
    new = {
        "subject_id": table.short(row.subject),
        "subject_label": row.subject_label,
        "predicate_id": row.predicate,
        "object_id": table.short(row.object),
        "object_label": row.object_label,
        "mapping_justification": "semapv:ManualMappingCuration",
        "comment": f"{row.evidence} (seen in {row.source})",
        "author_label": who,
        "confidence": row.score,
        "object_source": row.source,
    }
    lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    old, at = len(table.head), len(lines)
    for number in range(len(lines) - 1, old, -1):
        if lines[number].strip() and not lines[number].startswith("#"):
            cells = dict(zip(table.columns, lines[number].split("\t"), strict=False))
            lines[number] += "\t" * (len(columns) - 1 - lines[number].count("\t"))
            at = number if _place(cells) > _place(new) else at
    lines.insert(at, "\t".join(visible(new.get(column, "")) for column in columns))
    lines[old] = "\t".join(columns)
    result = "".join(f"{line}\n" for line in lines)
    parse_table(result, path, known)
    return result


def _place(cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in ("subject_id", "subject_label", "predicate_id", "object_id"))


def walk(state: Walk, console: Console, key: Callable[[], str]) -> dict[str, int]:
    """Shows each candidate and does what the key says, until the rows or the keys are at an end: an empty key ends it too.

    Gives decision → how often it was made. Raises LinkError where a table is broken or cannot be written.
    """
    made = dict.fromkeys(KEYS.values(), 0)
    subject = ""
    for row, left in state.rows():
        if row.subject != subject:
            subject = row.subject
            console.print(f"\n{row.subject_label}", style="bold", highlight=False, markup=False)
            console.print(f"  {row.subject}", style="dim", highlight=False, markup=False)
        show(row, left, console)
        while (pressed := key().lower()) and pressed != "q":
            if pressed not in KEYS:
                console.print("  a, r, u or q", highlight=False, markup=False)
                continue
            errors = _tried(state, row, KEYS[pressed])
            for error in errors:
                console.print(f"  not written: {error}", style="red", highlight=False, markup=False)
            if not errors:
                made[KEYS[pressed]] += 1
                console.print(f"  {KEYS[pressed]}", highlight=False, markup=False)
                break
        else:
            break
    return made


def show(row: Row, left: int, console: Console) -> None:
    """Prints a candidate with its evidence; words of others are data, never commands to the terminal."""
    console.print(f"  {row.score}  {visible(row.object_label)}  {visible(row.object)}", highlight=False, markup=False)
    if row.about:
        console.print(f"         {visible(row.about)}", highlight=False, markup=False)
    console.print(f"         {visible(row.evidence)} ({visible(row.source)})", style="dim", highlight=False, markup=False)
    console.print(f"  accept, reject, unsure, quit? [a/r/u/q] ({left} left)", style="cyan", highlight=False, markup=False)


def _tried(state: Walk, row: Row, decision: str) -> list[KforGraphError]:
    """Why a decision could not be written; nothing where it was."""
    try:
        state.decide(row, decision)
    except* LinkError as group:
        reasons = list(_flat(group))
    else:
        return []
    return reasons


def _flat(group: BaseExceptionGroup[KforGraphError]) -> Iterator[KforGraphError]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _flat(error)
        else:
            yield error
