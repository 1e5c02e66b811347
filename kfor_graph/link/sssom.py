"""Mappings to other data sets: `links.sssom.tsv` as quads of the graph `links`."""

import csv
import re
from pathlib import Path

from kfor_graph import names
from kfor_graph.errors import LinkError
from kfor_graph.graph.terms import iri, name

_PREFIX = re.compile(r"#\s+(\w[\w-]*):\s+(https?://\S+)\s*\Z")
_REQUIRED = {"subject_id", "predicate_id", "object_id", "mapping_justification"}


def read_links(path: Path) -> bytes:
    """The mappings of an SSSOM table as sorted N-Quads. Raises LinkError with file and line for a row that is none."""
    graph, lines = iri(names.graph("links")), set()
    text = _lines(path)
    prefixes = {match[1]: match[2] for line in text if (match := _PREFIX.match(line))}
    for number, row in _rows(path, text):
        try:
            subject, target = _expand(row["subject_id"], prefixes), _expand(row["object_id"], prefixes)
            lines.add(f"{iri(subject)} {name(row['predicate_id'])} {iri(target)} {graph} .\n")
        except KeyError as error:
            raise LinkError(f"{path}:{number}", f"unknown prefix {error}", "write the IRI in full") from error
    return "".join(sorted(lines)).encode()


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LinkError(path, error.strerror or "cannot be read", "check the file") from error


def _rows(path: Path, text: list[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows with their line numbers, behind the commented metadata."""
    head = next((number for number, line in enumerate(text) if not line.startswith("#")), None)
    columns = text[head].split("\t") if head is not None else []
    if head is None or (missing := _REQUIRED - set(columns)):
        raise LinkError(path, f"columns are missing: {', '.join(sorted(missing if head is not None else _REQUIRED))}", "add them")
    rows = []
    for number, row in enumerate(csv.DictReader(text[head:], delimiter="\t"), head + 2):
        if any(not (row.get(column) or "").strip() for column in _REQUIRED):
            raise LinkError(f"{path}:{number}", "a required column is empty", "fill it, or take the row out")
        rows.append((number, {column: (row[column] or "").strip() for column in columns}))
    return rows


def _expand(identifier: str, prefixes: dict[str, str]) -> str:
    """A CURIE or an IRI as an IRI. Raises KeyError for a prefix that the table does not declare."""
    if identifier.startswith(("http://", "https://")):
        return identifier
    prefix, local = identifier.split(":", 1)
    return prefixes[prefix] + local
