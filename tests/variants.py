"""One report in many forms, as different hosts publish it. What is read from each must be the same words."""

import html
import re
import textwrap
from collections.abc import Sequence
from io import BytesIO

import docx
import pypdfium2
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF

from kfor_graph.texts import Report

SYMBOL, JOB = "S/2007/652", "07-58315"
NUMBERED = re.compile(r"(\d+)\. ")
LINES_A_PAGE = 30


def blocks(report: Report) -> list[str]:
    """The clean text of a report, block by block; joined by blanks it is the clean text."""
    ends = [*report.blocks[1:], len(report.clean) + 1]
    return [report.clean[start : end - 1] for start, end in zip(report.blocks, ends, strict=True)]


def is_heading(block: str) -> bool:
    """Whether a block is set as a heading."""
    return len(block.split()) <= 12 and block[-1].isalpha() and not block.startswith("(Signed)")


def wrapped(parts: Sequence[str], width: int) -> bytes:
    """Hard line ends, also behind hyphens, trailing blanks, and page furniture between lines."""
    lines: list[str] = []
    page = 1
    for part in parts:
        for line in textwrap.wrap(part, width, break_long_words=False):
            lines.append(line + " ")
            if len(lines) > page * LINES_A_PAGE:
                lines += ["", "", f"{SYMBOL}  ", " ", "", f"{JOB} {page} ", " "]
                page += 1
        lines.append("")
    return "\n".join(lines).encode()


def one_line(parts: Sequence[str]) -> bytes:
    """The whole document on one line, the furniture between the words."""
    third = max(1, len(parts) // 3)
    chunks = [" ".join(parts[:third]), " ".join(parts[third : 2 * third]), " ".join(parts[2 * third :])]
    return f" {SYMBOL} {JOB} 2 ".join(chunk for chunk in chunks if chunk).encode()


def markdown(parts: Sequence[str]) -> bytes:
    """Headings, emphasis, links with escaped brackets, rules, an entity and a comment."""
    out = ["<!-- made by hand -->"]
    for part in parts:
        words = re.sub(r"1244 \(1999\)", r"[1244 \\(1999\\)](https://undocs.org/S/RES/1244(1999))", part)
        words = re.sub(r"^\(Signed\) (\w+)", r"*(Signed)* **\1**", words)
        words = words.replace("non-NATO", "*non*-NATO").replace("per cent", "per&nbsp;cent")
        out.append(f"## {words}" if is_heading(part) else words)
        if part.startswith("(Signed)"):
            out.append("---")
    return "\n\n".join(out).encode()


def web_page(parts: Sequence[str]) -> bytes:
    """Tags within words, entities, line breaks, a menu and a script."""
    out = ["<nav><a href='/'>Home</a></nav><script>var x = 1 < 2;</script>"]
    for part in parts:
        words = html.escape(part).replace("Kosovo", "Kos<strong>ov</strong>o").replace("September", "Septem<em></em>ber")
        words = words.replace("Security Council", "Security&nbsp;Council", 1).replace("ó", "&oacute;").replace(". ", ".\n   ")
        number = NUMBERED.match(part)
        if is_heading(part):
            out.append(f"<h2>{words}</h2>")
        elif number:
            out.append(f"<ol start='{number[1]}'><li>{words[number.end() :]}</li></ol>")
        else:
            out.append(f"<p>{words}</p>")
    return f"<!DOCTYPE html><html><head><title>A report</title></head><body>{''.join(out)}</body></html>".encode()


def word_file(parts: Sequence[str]) -> bytes:
    """Headings as styles, paragraphs with automatic numbers, words broken into runs, a running head and a footer."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = SYMBOL
    document.sections[0].footer.paragraphs[0].text = f"{JOB} 1"
    used, last = "", 0
    for part in parts:
        number = NUMBERED.match(part)
        if is_heading(part):
            document.add_heading(part, 2)
            continue
        if number and int(number[1]) != last + 1:
            used = ""
        paragraph = document.add_paragraph("" if number else None, style="List Number" if number else None)
        if number:
            last = int(number[1])
            used = used or _list(document, last)
            _numbered(paragraph, used)
        words = part[number.end() :] if number else part
        half = len(words) // 2
        paragraph.add_run(words[:half]).bold = True
        paragraph.add_run(words[half:])
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _list(document: "docx.document.Document", start: int) -> str:
    """A list of its own that begins with a number; its numId."""
    root = document.part.numbering_part.element
    style = document.styles["List Number"].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    abstract = next(num for num in root.iter(qn("w:num")) if num.get(qn("w:numId")) == style).abstractNumId.val
    num = root.add_num(abstract)
    num.add_lvlOverride(0).add_startOverride(start)
    return str(num.numId)


def _numbered(paragraph: "docx.text.paragraph.Paragraph", used: str) -> None:
    properties = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", used)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    paragraph._p.get_or_add_pPr().append(properties)


class _Pages(FPDF):
    """A printed document: symbol above, job number and page below."""

    def header(self) -> None:
        self.set_font("helvetica", "B", 9)
        self.cell(0, 8, SYMBOL, align="R" if self.page_no() % 2 else "L", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=9)
        self.cell(0, 8, f"{JOB}    {self.page_no()}" if self.page_no() % 2 else f"{self.page_no()}    {JOB}")


def printed(parts: Sequence[str], is_glued: bool = False) -> bytes:
    """A PDF that breaks lines and pages where they are full; with glued numbers as PDF readers see automatic ones."""
    pages = _Pages()
    pages.add_page()
    for part in parts:
        pages.set_font("helvetica", "B" if is_heading(part) else "", 12)
        words = NUMBERED.sub(r"\1.", part, count=1) if is_glued and NUMBERED.match(part) else part
        pages.multi_cell(120, 7, words, align="L", new_x="LMARGIN", new_y="NEXT")
        pages.ln(4)
    return bytes(pages.output())


def scanned(data: bytes, pages: Sequence[int] | None = None) -> bytes:
    """A PDF whose pages are images of another's, at 200 dpi; all of them, or some, numbered from 0."""
    with pypdfium2.PdfDocument(data) as document:
        out = FPDF(unit="pt")
        for number in range(len(document)) if pages is None else pages:
            page = document[number]
            out.add_page(format=page.get_size())
            out.image(page.render(scale=200 / 72, grayscale=True).to_pil(), 0, 0, *page.get_size())
        return bytes(out.output())


def joined(*files: bytes) -> bytes:
    """The pages of several PDF files in one."""
    out, stream = pypdfium2.PdfDocument.new(), BytesIO()
    for data in files:
        out.import_pages(pypdfium2.PdfDocument(data))
    out.save(stream)
    return stream.getvalue()
