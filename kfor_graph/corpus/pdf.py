"""PDF: the text layer, page by page; where asked, OCR of pages without one. PDFium is not safe for threads; read in processes."""

import re

import pypdfium2

from kfor_graph.corpus.ocr import recognise
from kfor_graph.corpus.reading import Reading, pages, plain
from kfor_graph.corpus.running import running_lines
from kfor_graph.errors import SourceError
from kfor_graph.texts import Recognition

MOST_PAGES = 2000
"A report has some ten pages, an annual volume some hundred; reading more would hold up all others."

_HYPHEN = re.compile("[\ufffe\x02]")
"PDFium puts one of these for a hyphen at a line's end, and leaves the line end out."
_LINE_END = re.compile("\r\n?")
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_GLUED = re.compile(r"(?:^|(?<=[\n\f]))[^\S\n]*\d{1,3}\.(?=[A-Z])")
"PDFium eats the tab behind an automatic number: 10.The"
_PAGE_END = "\n\f"


def read_pdf(data: bytes, path: object, ocr: bool = False) -> Reading:
    """A PDF file; a form feed stands between its pages. With `ocr`, pages that are images are read by Tesseract.

    Raises SourceError where it is encrypted, broken, too long, or a scan without text, or OCR fails.
    """
    texts, recognition = _texts(data, path, ocr)
    blank = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    if len(blank) == len(texts):
        if ocr:
            raise SourceError(path, "a PDF without text, in which OCR found none", "check that it is the report, and scan it again")
        raise SourceError(path, "a PDF without text, perhaps a scan", "build with --ocr, which reads scans with Tesseract (OCR)")
    text = _PAGE_END.join(texts)
    starts = pages(text) or (0,)
    warnings = [f"no text on page {', '.join(blank)}"] if blank else []
    if recognition:
        warnings.append(str(recognition))
    glued = tuple(match.end() for match in _GLUED.finditer(text))
    furniture = tuple(running_lines(text, starts))
    return Reading(text, plain(text), (), glued, furniture, starts, tuple(warnings), recognition)


def _texts(data: bytes, path: object, ocr: bool) -> tuple[list[str], Recognition | None]:
    """The text of each page, and what of it was read by OCR."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise SourceError(path, f"more than {MOST_PAGES} pages", "give one report a file")
            texts = [_page(document, number) for number in range(len(document))]
            return _recognised(document, texts, path) if ocr else (texts, None)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(path, "an encrypted PDF", "save it without password") from error
        raise SourceError(path, f"a broken or cut off PDF ({error})", "fetch or save it again") from error


def _recognised(document: pypdfium2.PdfDocument, texts: list[str], path: object) -> tuple[list[str], Recognition | None]:
    """The texts with those of pages that print something, but no text, read by OCR."""
    images = [number for number, text in enumerate(texts) if not text.strip() and _prints(document, number)]
    if not images:
        return texts, None
    words, software = recognise(document, images, path)
    found = {number: page for number, text in zip(images, words, strict=True) if (page := _cleaned(text)).strip()}
    told = Recognition(tuple(number + 1 for number in found), software) if found else None
    return [found.get(number, text) for number, text in enumerate(texts)], told


def _prints(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether there is anything on a page."""
    page = document[number]
    is_printed = next(page.get_objects(max_depth=1), None) is not None
    page.close()
    return is_printed


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of one page, a line feed after each line but the last."""
    page = document[number]
    textpage = page.get_textpage()
    text = _HYPHEN.sub("-\n", textpage.get_text_range())
    textpage.close()
    page.close()
    return _cleaned(text)


def _cleaned(text: str) -> str:
    """The text of a page with plain line ends, and without what would part pages or cannot be written."""
    return _JUNK.sub("", _LINE_END.sub("\n", text)).replace("\f", "\n").strip("\n")
