"""`reports.toml`: what is known of the reports beside it and not printed in them.

A table for each file, named as the file in quotation marks, with the keys of `texts.Sidecar`: key, symbol, url, title, curation,
and, as `fetch` writes them, sha256 and retrieved.
"""

import re
import tomllib
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path, PurePath

from kfor_graph.errors import SourceError
from kfor_graph.texts import Sidecar

SIDECAR_FILE = "reports.toml"
"Stands in the folder of the reports that it describes."

_KEYS = tuple(field.name for field in fields(Sidecar))
_FORMS = {
    "key": (re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"), "use letters, digits, full stops and hyphens: it names a file and an IRI"),
    "url": (re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f]+"), "give a web address"),
    "curation": (re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"), "name a file in the same folder"),
    "symbol": (re.compile(r"[A-Z]+/[A-Za-z0-9./() -]{1,60}"), "give a symbol such as S/2007/652"),
    "sha256": (re.compile(r"[0-9a-f]{64}"), "give the 64 hexadecimal digits of the file's SHA-256"),
}
"Values that become file names or IRIs, and what they look like."

_DAYS = ("retrieved",)
"Keys whose values are dates of TOML."

_AT_LINE = re.compile(r"\(at line (\d+)")


def sidecars(folder: Path) -> dict[str, Sidecar]:
    """Facts by file name from the `reports.toml` of a folder; none where it has none.

    Raises SourceError, with file and line, where that file is broken or has a key or value that means nothing here.
    """
    path = Path(folder) / SIDECAR_FILE
    try:
        return told(path, path.read_bytes()) if path.is_file() else {}
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror})", "check its permissions") from error


def told(path: PurePath, data: bytes) -> dict[str, Sidecar]:
    """Facts by file name from the bytes of a `reports.toml`. Raises SourceError as `sidecars` does."""
    try:
        text = data.decode("utf-8-sig")
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        line = match[1] if (match := _AT_LINE.search(str(error))) else str(text.count("\n") + 1)
        raise SourceError(f"{path}:{line}", f"broken TOML ({error})", "mend that line") from error
    except UnicodeDecodeError as error:
        line = str(data[: error.start].count(b"\n") + 1)
        raise SourceError(f"{path}:{line}", "not UTF-8", "save it again as UTF-8") from error
    return {name: _sidecar(path, text, name, table) for name, table in tables.items()}


def _sidecar(path: PurePath, text: str, name: str, table: object) -> Sidecar:
    """The facts of one table. Raises SourceError where it is none, or has a key or value that means nothing."""
    if not isinstance(table, dict):
        raise SourceError(f"{path}:{_line(text, name)}", f"{name} is no table", f'write ["{name}"] above its facts')
    for key, value in table.items():
        if key not in _KEYS:
            hint = "put a file name with a full stop in quotation marks" if isinstance(value, dict) else f"use {', '.join(_KEYS)}"
            raise SourceError(f"{path}:{_line(text, name, key)}", f"unknown key {key}", hint)
        if key in _DAYS:
            if not isinstance(value, date) or isinstance(value, datetime):
                raise SourceError(
                    f"{path}:{_line(text, name, key)}", f"{key} is no day", f"write {key} = 2007-09-30, without quotation marks"
                )
            continue
        if not isinstance(value, str) or not value.strip():
            raise SourceError(f"{path}:{_line(text, name, key)}", f"{key} is no text", f'write {key} = "…"')
        if key in _FORMS and not _FORMS[key][0].fullmatch(value):
            raise SourceError(f"{path}:{_line(text, name, key)}", f"{key} is {value!r}", _FORMS[key][1])
    return Sidecar(**table)


def _line(text: str, name: str, key: str = "") -> int:
    """The line of a table, or of a key in it; the table's where the key is written in an unusual way."""
    table = re.search(rf"""^\s*\[?\s*["']?{re.escape(name)}\b""", text, re.MULTILINE)
    at = table.start() if table else 0
    if key and (match := re.compile(rf"""["'\s.{{,\[]{re.escape(key)}\b""").search(text, table.end() if table else 0)):
        at = match.start() + 1
    return text.count("\n", 0, at + 1) + 1 if not key else text.count("\n", 0, at) + 1
