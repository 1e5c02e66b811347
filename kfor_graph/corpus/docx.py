"""DOCX: paragraphs and tables in their order, with their automatic numbers. Deleted text and footnotes are left out."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - an exception, named as one

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from kfor_graph.corpus.archive import check_archive
from kfor_graph.corpus.layout import BLOCK_END, LINE_END
from kfor_graph.corpus.numbering import Numbering, numbering
from kfor_graph.corpus.reading import Reading, plain
from kfor_graph.errors import SourceError
from kfor_graph.texts import Span

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SAID = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\xad"}
_CHARACTERS = {qn(name): character for name, character in _SAID.items()}
_UNSEEN = frozenset({_FALLBACK, *(qn(name) for name in ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:instrText", "w:delText"))})
_T, _P, _TABLE, _ROW, _CELL, _BOX = (qn(name) for name in ("w:t", "w:p", "w:tbl", "w:tr", "w:tc", "w:txbxContent"))
_BROKEN_ZIP = (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError)
_BROKEN = (*_BROKEN_ZIP, OpcError, SyntaxError, KeyError, ValueError, AttributeError, TypeError)
"What python-docx raises over broken files; broken XML is a SyntaxError."


def read_docx(data: bytes, path: object) -> Reading:
    """A Word file. Its running heads and feet are read too, before and behind its text, as page furniture.

    Raises SourceError where it is broken, encrypted or unsafe to open.
    """
    check_archive(data, path)
    try:
        document = docx.Document(BytesIO(data))
        parts = _parts(document, "/header"), [_body(document)], _parts(document, "/footer")
    except _BROKEN as error:
        what = f"a broken DOCX file ({type(error).__name__}: {error})"
        raise SourceError(path, what, "save it again in a word processor") from error
    head, body, foot = (BLOCK_END.join(filter(None, part)) for part in parts)
    text = BLOCK_END.join(filter(None, (head, body, foot)))
    spans = [Span(0, len(head)), Span(len(text) - len(foot), len(text))]
    return Reading(text, plain(text), furniture=tuple(span for span in spans if len(span)))


def _parts(document: Document, kind: str) -> list[str]:
    """The different texts of all running heads, or feet, in the order of their part names."""
    related = {str(link.target_part.partname): link.target_part for link in document.part.rels.values() if not link.is_external}
    parts = [related[name] for name in sorted(related) if kind in name]
    uncounted = Numbering({}, {}, {})
    return list(dict.fromkeys(BLOCK_END.join(_blocks(part.element, uncounted)) for part in parts if isinstance(part, XmlPart)))


def _body(document: Document) -> str:
    """The text of the document's own part."""
    lists = next((link.target_part for link in document.part.rels.values() if link.reltype.endswith("/numbering")), None)
    root = lists.element if isinstance(lists, XmlPart) else None
    return BLOCK_END.join(_blocks(document.element.body, numbering(root, document.styles.element)))


def _blocks(parent: Element, numbers: Numbering) -> Iterator[str]:
    """The paragraphs and tables within an element, as text; empty ones are left out."""
    for child in parent:
        if child.tag == _P:
            yield from _paragraph(child, numbers)
        elif child.tag == _TABLE:
            rows = (_row(row, numbers) for row in child.iter(_ROW))
            if text := LINE_END.join(filter(None, rows)):
                yield text
        elif child.tag not in _UNSEEN:
            yield from _blocks(child, numbers)


def _row(row: Element, numbers: Numbering) -> str:
    """One line a table row; its cells are parted by tabs."""
    cells = (LINE_END.join(_blocks(cell, numbers)) for cell in row.iterchildren(_CELL))
    return "\t".join(filter(None, cells))


def _paragraph(paragraph: Element, numbers: Numbering) -> Iterator[str]:
    """A paragraph with its number, then what stands in its text boxes."""
    words: list[str] = []
    boxes: list[Element] = []
    _collect(paragraph, words, boxes)
    text = "".join(words).strip(" \t\n")
    number = numbers.number(paragraph) if text else ""
    if text:
        yield f"{number} {text}" if number else text
    for box in boxes:
        yield from _blocks(box, numbers)


def _collect(parent: Element, words: list[str], boxes: list[Element]) -> None:
    """The words below an element, in order, and the text boxes."""
    for child in parent:
        if child.tag == _T:
            words.append(child.text or "")
        elif child.tag in _CHARACTERS:
            words.append(_CHARACTERS[child.tag])
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag not in _UNSEEN:
            _collect(child, words, boxes)
