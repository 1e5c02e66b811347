"""Bytes → characters. Line ends stay as they are: the published text is verbatim."""

import codecs
import re

from kfor_graph.errors import SourceError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f-\x9f]")
_MOST_CONTROL = 0.01
"A text in a wrong encoding has few control characters; compressed data and pictures have one in eight."


def decode(data: bytes, path: object, declared: bool = False) -> tuple[str, tuple[str, ...]]:
    """The characters of a file without byte order mark, and warnings.

    declared: whether a `<meta charset>` counts where the bytes are not UTF-8
    Raises SourceError where the bytes are broken UTF-16, or no text at all.
    """
    text, warnings = _characters(data, path, declared)
    if "\0" in text:
        raise SourceError(path, f"NUL byte in line {_line(text)}", "give a text file in UTF-8, or in UTF-16 with byte order mark")
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise SourceError(path, "binary data, not text", "give a report as text, Markdown, HTML, PDF or DOCX")
    return text, warnings


def _characters(data: bytes, path: object, declared: bool) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                what = f"broken {encoding} at byte {error.start + len(mark)}"
                raise SourceError(path, what, "save it again as UTF-8") from error
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _legacy(data, f"not UTF-8 (line {line})", declared)


def _legacy(data: bytes, reason: str, declared: bool) -> tuple[str, tuple[str, ...]]:
    names = ["cp1252"]
    if declared and (match := _DECLARED.search(data[:4096])):
        names.insert(0, match[1].decode("ascii", "replace"))
    for name in names:
        try:
            return data.decode(name), (f"{reason}, read as {name}",)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1"), (f"{reason}, read as latin-1",)


def _line(text: str) -> int:
    return text.count("\n", 0, text.index("\0")) + 1
