"""Mappings to other data sets: `links.sssom.tsv` as quads of the graph `links`, and what contradicts itself in the table."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kfor_graph import names
from kfor_graph.errors import LinkError
from kfor_graph.graph.terms import iri

IDENTITY = {"schema:sameAs", "skos:exactMatch"}
"Predicates that say that two things are one."

PREDICATES = {
    "id/": ("schema:sameAs", "rdfs:seeAlso"),
    "scheme/": ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch"),
}
"What may be said of entities and of concepts: a SKOS match would make a person a concept, owl:sameAs would merge contested statements."

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
"Columns that SSSOM asks for."

_PREFIX = re.compile(r"#\s+(\w[\w-]*):\s+(https?://\S+)\s*\Z")
_JUSTIFICATION = re.compile(r"semapv:[A-Z]\w+")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A row of the table."""

    subject: str
    "IRI of ours"
    predicate: str
    "prefixed, as in the table"
    target: str
    "IRI of another data set"
    line: int
    "where it stands in the file"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of mappings as text and as values."""

    head: tuple[str, ...]
    "the lines of commented metadata"
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    "column → cell"
    mappings: tuple[Mapping, ...]
    "the same, a mapping a row"

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix → IRI, as the metadata declare them."""
        return {match[1]: match[2] for line in self.head if (match := _PREFIX.match(line))}

    def short(self, identifier: str) -> str:
        """An IRI with the longest prefix of the table that fits; in full where none does."""
        fitting = [(base, prefix) for prefix, base in self.prefixes.items() if identifier.startswith(base) and identifier != base]
        base, prefix = max(fitting, key=lambda pair: len(pair[0]), default=("", ""))
        return f"{prefix}:{identifier.removeprefix(base)}" if prefix else identifier


def site(target: str) -> str:
    """The data set that an IRI belongs to, by its host: one thing has one name in each."""
    return target.split("/")[2].lower()


def read_links(path: Path, known: Callable[[str], bool] | None = None) -> bytes:
    """The mappings of an SSSOM table as sorted N-Quads. Raises as `read_table` does."""
    graph = iri(names.graph("links"))
    mappings = read_table(path, known).mappings
    return "".join(sorted({f"{iri(m.subject)} {iri(names.expand(m.predicate))} {iri(m.target)} {graph} .\n" for m in mappings})).encode()


def read_table(path: Path, known: Callable[[str], bool] | None = None) -> Table:
    """An SSSOM table. `known` tells whether an IRI is a subject of ours.

    Raises LinkError, or a group of them, with file and line, for rows that are none or that contradict each other.
    """
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), path, known)
    except OSError as error:
        raise LinkError(path, error.strerror or "cannot be read", "check the file") from error
    except UnicodeDecodeError as error:
        raise LinkError(path, "is no UTF-8 text", "save it as UTF-8") from error


def parse_table(text: str, path: Path, known: Callable[[str], bool] | None = None) -> Table:
    """The text of an SSSOM table; `path` is for messages. Raises as `read_table` does."""
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    columns = tuple(lines[at].rstrip("\r").split("\t")) if at is not None else ()
    if at is None or set(REQUIRED) - set(columns):
        raise LinkError(path, f"columns are missing: {', '.join(sorted(set(REQUIRED) - set(columns)))}", "add them")
    if len(set(columns)) < len(columns):
        raise LinkError(f"{path}:{at + 1}", "a column stands twice", "take one out")
    table = Table(tuple(lines[:at]), columns, (), ())
    rows, mappings, errors = list[dict[str, str]](), list[Mapping](), list[LinkError]()
    for number, line in enumerate(lines[at + 1 :], at + 2):
        if not line.strip() or line.startswith("#"):
            continue
        place = f"{path}:{number}"
        try:
            rows.append(_cells(line.rstrip("\r"), columns, place))
            mappings.append(_mapping(rows[-1], table.prefixes, place, number, known))
        except LinkError as error:
            errors.append(error)
    errors += _contradictions(mappings, path)
    if len(errors) > 1:
        raise ExceptionGroup("broken links", errors)
    if errors:
        raise errors[0]
    return Table(table.head, columns, tuple(rows), tuple(mappings))


def _cells(line: str, columns: tuple[str, ...], place: str) -> dict[str, str]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(columns):
        raise LinkError(place, f"{len(cells)} cells under {len(columns)} columns", "take the tab out of the words")
    return dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True))


def _mapping(row: dict[str, str], prefixes: dict[str, str], place: str, line: int, known: Callable[[str], bool] | None) -> Mapping:
    """A row as a mapping. Raises LinkError where it is none."""
    if empty := [column for column in REQUIRED if not row[column]]:
        raise LinkError(place, f"a required column is empty ({empty[0]})", "fill it, or take the row out")
    subject, target = _expand(row["subject_id"], prefixes, place), _expand(row["object_id"], prefixes, place)
    kind = next((kind for kind in PREDICATES if subject.startswith(names.BASE + kind)), None)
    if kind is None or (known and not known(subject)):
        raise LinkError(place, f"{row['subject_id']} is no entity or concept of the gazetteer", "correct it, or take the row out")
    if target.startswith(names.BASE):
        raise LinkError(place, f"{row['object_id']} is ours, not of another data set", "take the row out")
    predicate = row["predicate_id"]
    if predicate not in PREDICATES[kind]:
        what = "an entity" if kind == "id/" else "a concept"
        raise LinkError(place, f"the predicate {predicate} does not link {what}", f"use one of: {', '.join(PREDICATES[kind])}")
    if not _JUSTIFICATION.fullmatch(row["mapping_justification"]):
        remedy = "write one of SEMAPV, such as semapv:ManualMappingCuration"
        raise LinkError(place, f"{row['mapping_justification']!r} is no justification", remedy)
    if (confidence := row.get("confidence", "")) and not re.fullmatch(r"0|1|[01]?\.\d+", confidence, re.ASCII):
        raise LinkError(place, f"the confidence is {confidence!r}", "write a number from 0 to 1, or leave it empty")
    if confidence and float(confidence) > 1:
        raise LinkError(place, f"the confidence is {confidence}, above 1", "write a number from 0 to 1, or leave it empty")
    return Mapping(subject, predicate, target, line)


def _expand(identifier: str, prefixes: dict[str, str], place: str) -> str:
    """A CURIE or an IRI as an IRI. Raises LinkError for a prefix that the table does not declare, and for what is no IRI."""
    whole = identifier
    if not identifier.startswith(("http://", "https://")):
        prefix, colon, local = identifier.partition(":")
        if not colon:
            raise LinkError(place, f"{identifier!r} is no IRI", "write it with a prefix, or in full")
        if prefix not in prefixes:
            raise LinkError(place, f"unknown prefix {prefix!r}", "declare it in the curie_map, or write the IRI in full")
        whole = prefixes[prefix] + local
    if not _IRI.fullmatch(whole):
        raise LinkError(place, f"{identifier!r} is no IRI", "write it with a prefix, or in full")
    return whole


def _contradictions(mappings: Iterable[Mapping], path: Path) -> Iterator[LinkError]:
    """Rows that stand twice, identify one thing with two of one data set, or two of ours with one thing."""
    seen, targets, subjects = dict[tuple[str, str, str], int](), dict[tuple[str, str], Mapping](), dict[str, Mapping]()
    for row in mappings:
        place = f"{path}:{row.line}"
        first = seen.setdefault((row.subject, row.predicate, row.target), row.line)
        if first != row.line:
            yield LinkError(place, f"the row of line {first} again", "take one out")
            continue
        if row.predicate not in IDENTITY:
            continue
        other = targets.setdefault((row.subject, site(row.target)), row)
        if other.target != row.target:
            what = f"{row.subject} is {row.target} here and {other.target} in line {other.line}"
            yield LinkError(place, what, "decide for one; rdfs:seeAlso or skos:closeMatch say less")
        holder = subjects.setdefault(row.target, row)
        if holder.subject != row.subject:
            what = f"{row.target} is {row.subject} here and {holder.subject} in line {holder.line}"
            yield LinkError(place, what, "decide for one, or merge the two entities")
