"""Queries and their headers: every `.rq` file of `queries/`, with the metadata that its first comment lines give."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kfor_graph.errors import QueryError
from kfor_graph.resources import folder

KEYS = ("title", "about", "param", "page", "severity")
"What a header may say. title and about are required; param repeats."
KINDS = ("iri", "string", "integer", "decimal", "date", "lang")
"Kinds of parameters: what a string given by a user is read as."
SEVERITIES = ("Violation", "Warning", "Info")

_KEYED = re.compile(r"#\s*(?P<key>[A-Za-z]+):\s*(?P<value>.*?)\s*$")
_HIDDEN = re.compile(
    r"""<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>|\"{3}(?:\\.|(?!\"{3})[^\\])*\"{3}"""
    r"""|'{3}(?:\\.|(?!'{3})[^\\])*'{3}|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|\\.|\#[^\n\r]*""",
    re.S,
)
_PROLOGUE = re.compile(r"\s*(?:BASE|PREFIX\s*[^\s:]*:|VERSION)(?=\s)", re.I)
_PROJECTED = re.compile(r"\s*(?:[?$](?P<name>\w+)|\()")


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its header says."""

    name: str
    "its file's name without ending, or what it came from"
    path: str
    "where it stands, for messages"
    text: str
    "SPARQL, header included"
    title: str = ""
    "one line"
    about: str = ""
    "what it answers"
    params: tuple[tuple[str, str], ...] = ()
    "name and kind of each parameter, in order"
    page: str | None = None
    "the page that it is for"
    severity: str | None = None
    "what each row is as a finding: Violation, Warning or Info"
    group: str = ""
    "the folder that it stands in, such as pages"
    declared: bool = False
    "whether a header says what parameters there are; any may be given where none does, and their kinds are guessed"


class Catalogue(Mapping[str, Query]):
    """Queries by name, `parts` or `pages/parts`, in the order of their folders and names."""

    def __init__(self, queries: Iterable[Query]) -> None:
        self._queries = {f"{query.group}/{query.name}".lstrip("/"): query for query in queries}

    def __getitem__(self, name: str) -> Query:
        """The query. Raises QueryError, with near matches, where there is none, or more than one."""
        if name in self._queries:
            return self._queries[name]
        found = self._found(name)
        if len(found) == 1:
            return self._queries[found[0]]
        if found:
            raise QueryError(name, "several queries have this name", f"name one of: {', '.join(found)}")
        names = list(self._queries) if "/" in name else sorted({query.name for query in self._queries.values()})
        near = difflib.get_close_matches(name, names, 3) or names
        raise QueryError(name, "there is no query of this name", f"try one of: {', '.join(near)}")

    def __contains__(self, name: object) -> bool:
        return bool(self._found(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def _found(self, name: object) -> list[str]:
        return [full for full, query in self._queries.items() if name in {full, query.name}]


@cache
def catalogue() -> Catalogue:
    """The project's own queries. Raises QueryError, or a group of them, where headers are broken."""
    return load(folder("queries"))


def load(base: Path) -> Catalogue:
    """All queries below a folder. Raises QueryError, or a group of them, with file and line, where headers are broken."""
    read = [_read(path, path.parent.relative_to(base).as_posix().lstrip(".")) for path in sorted(base.rglob("*.rq"))]
    _raise(error for _, errors in read for error in errors)
    return Catalogue(query for query, _ in read)


def read_query(path: Path) -> Query:
    """A file with its header. Raises QueryError, or a group of them, with file and line, where the header is broken."""
    query, errors = _read(path, "")
    _raise(errors)
    return query


def read_text(path: Path) -> str:
    """A query file. Raises QueryError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(path, "is no UTF-8 text", "save it as UTF-8") from error
    except OSError as error:
        raise QueryError(path, error.strerror or "cannot be read", "check the file") from error


def header(text: str) -> tuple[tuple[str, str], ...]:
    """Key and value of each comment line at the top of a query; a line that gives none has the key ''."""
    lines = text.splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    keyed = [(_KEYED.match(line), line) for line in lines[:end]]
    return tuple((match["key"], match["value"]) if match else ("", line.lstrip("# ")) for match, line in keyed)


@lru_cache(maxsize=4)  # one query is read from several sides
@lru_cache(maxsize=32)
def skeleton(text: str) -> str:
    """A query with its comments, strings and IRIs blanked, every other character in its place."""
    return _HIDDEN.sub(lambda hidden: re.sub(r"[^\n]", " ", hidden[0]), text)


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; another word is the first of an update, or of no query at all."""
    word = re.match(r"[A-Za-z]+", _body(text))
    return word[0].upper() if word else ""


def projection(text: str) -> tuple[str, ...] | None:
    """The variables that a SELECT gives, in order; None for `SELECT *` and for the other forms."""
    rest = _body(text)
    select = re.match(r"SELECT\b(?:\s*(?:DISTINCT|REDUCED)\b)?", rest, re.I)
    if not select or rest[select.end() :].lstrip().startswith("*"):
        return None
    found, position = list[str](), select.end()
    while item := _PROJECTED.match(rest, position):
        position = item.end() if item["name"] else closing(rest, item.end())
        renamed = re.search(r"\bAS\s*[?$](\w+)\s*\)$", rest[item.end() : position], re.I)
        found.append(item["name"] or (renamed[1] if renamed else ""))
    return tuple(found)


def unbindable(text: str, name: str) -> tuple[str, str] | None:
    """Why no parameter of a name can be bound in a query, and the remedy; None where it can."""
    if not re.search(rf"[?$]{name}\b", skeleton(text)):
        return (
            f"the query does not use the parameter ?{name}",
            f"write ?{name} where its value is meant, or leave the parameter out",
        )
    projected = projection(text)
    if projected is not None and name not in projected:
        return f"the parameter ?{name} is not projected", f"add ?{name} to SELECT"
    return None


def closing(text: str, position: int) -> int:
    """The position after the bracket that closes the one before `position`; the end of the text where none does."""
    depth = 1
    for bracket in re.finditer(r"[()]", text[position:]):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return position + bracket.end()
    return len(text)


def _read(path: Path, group: str) -> tuple[Query, list[QueryError]]:
    text = read_text(path)
    said, params, errors = dict[str, str](), dict[str, str](), list[QueryError]()
    for number, (key, value) in enumerate(header(text), 1):
        place = f"{path}:{number}"
        if key not in KEYS:
            errors.append(QueryError(place, f"the header says {key or value!r}", f"use one of: {', '.join(KEYS)}"))
        elif not value:
            errors.append(QueryError(place, f"the header key {key} has no value", "write one, or take the line out"))
        elif key == "param":
            errors += _param(place, value, text, params)
        elif key in said:
            errors.append(QueryError(place, f"the header key {key} stands twice", "take one out"))
        elif key == "severity" and value not in SEVERITIES:
            errors.append(QueryError(place, f"unknown severity {value}", f"use one of: {', '.join(SEVERITIES)}"))
        said.setdefault(key, value)
    for key in ("title", "about"):
        if key not in said:
            errors.append(QueryError(f"{path}:1", f"the header lacks {key}", f"add a line `# {key}: …` at the top"))
    title, about, page, severity = (said.get(key) for key in ("title", "about", "page", "severity"))
    return Query(path.stem, str(path), text, title or "", about or "", tuple(params.items()), page, severity, group, True), errors


def _param(place: str, value: str, text: str, params: dict[str, str]) -> Iterator[QueryError]:
    """Adds a parameter to `params`; what is wrong with it comes out."""
    name, _, kind = value.partition(" ")
    if not re.fullmatch(r"[A-Za-z_]\w*", name) or kind not in KINDS:
        yield QueryError(place, f"the parameter is {value!r}", f"write `# param: name kind`, with a kind of {', '.join(KINDS)}")
    elif name in params:
        yield QueryError(place, f"the parameter {name} stands twice", "take one out")
    elif unfit := unbindable(text, name):
        yield QueryError(place, *unfit)
    params[name] = kind


def _body(text: str) -> str:
    """What follows the prologue of a query, as a skeleton."""
    rest, position = skeleton(text), 0
    while prologue := _PROLOGUE.match(rest, position):
        position = prologue.end()
    return rest[position:].strip()


def _raise(errors: Iterable[QueryError]) -> None:
    """Raises one error as it is, several as a group, none not at all."""
    found = list(errors)
    if len(found) > 1:
        raise ExceptionGroup("broken queries", found)
    for error in found:
        raise error
