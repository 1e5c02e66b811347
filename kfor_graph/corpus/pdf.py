"""PDF: the text layer, page by page. PDFium is not safe for threads; read in processes."""

import re

import pypdfium2

from kfor_graph.corpus.reading import Reading, pages, plain
from kfor_graph.corpus.running import running_lines
from kfor_graph.errors import SourceError

MOST_PAGES = 2000
"A report has some ten pages, an annual volume some hundred; reading more would hold up all others."

_HYPHEN = re.compile("[\ufffe\x02]")
"PDFium puts one of these for a hyphen at a line's end, and leaves the line end out."
_LINE_END = re.compile("\r\n?")
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_GLUED = re.compile(r"(?:^|(?<=[\n\f]))[^\S\n]*\d{1,3}\.(?=[A-Z])")
"PDFium eats the tab behind an automatic number: 10.The"
_PAGE_END = "\n\f"


def read_pdf(data: bytes, path: object) -> Reading:
    """A PDF file; a form feed stands between its pages.

    Raises SourceError where it is encrypted, broken, too long, or a scan without text.
    """
    texts = _texts(data, path)
    blank = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    if len(blank) == len(texts):
        raise SourceError(path, "a PDF without text, perhaps a scan", "run it through text recognition (OCR) first")
    text = _PAGE_END.join(texts)
    starts = pages(text) or (0,)
    warnings = (f"no text on page {', '.join(blank)}",) if blank else ()
    glued = tuple(match.end() for match in _GLUED.finditer(text))
    return Reading(text, plain(text), glued=glued, furniture=tuple(running_lines(text, starts)), pages=starts, warnings=warnings)


def _texts(data: bytes, path: object) -> list[str]:
    """The text of each page."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise SourceError(path, f"more than {MOST_PAGES} pages", "give one report a file")
            return [_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(path, "an encrypted PDF", "save it without password") from error
        raise SourceError(path, f"a broken or cut off PDF ({error})", "fetch or save it again") from error


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of one page, a line feed after each line but the last."""
    page = document[number]
    textpage = page.get_textpage()
    text = _LINE_END.sub("\n", _HYPHEN.sub("-\n", textpage.get_text_range()))
    textpage.close()
    page.close()
    return _JUNK.sub("", text).replace("\f", "\n").strip("\n")
