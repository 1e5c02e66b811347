"""Reading: the same words from every form of a report, with exact ways back to the published text."""

import io
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kfor_graph.corpus.discover import discover
from kfor_graph.corpus.read import read, read_file
from kfor_graph.corpus.sidecars import sidecars
from kfor_graph.texts import Report, Sidecar, Span
from tests import variants

REPORTS = Path(__file__).parent.parent / "reports"
PUBLISHED = ("S-2007-652.txt", "letter-2020-12-03.md")
FORMS = {
    "wrapped-40.txt": lambda parts: variants.wrapped(parts, 40),
    "wrapped-60.txt": lambda parts: variants.wrapped(parts, 60),
    "wrapped-80.txt": lambda parts: variants.wrapped(parts, 80),
    "carriage-returns.txt": lambda parts: variants.wrapped(parts, 70).replace(b"\n", b"\r\n"),
    "old-line-ends.txt": lambda parts: variants.wrapped(parts, 70).replace(b"\n", b"\r"),
    "utf-16.txt": lambda parts: variants.wrapped(parts, 70).decode().encode("utf-16"),
    "marked.txt": lambda parts: b"\xef\xbb\xbf" + variants.wrapped(parts, 70),
    "latin-1.txt": lambda parts: variants.wrapped(parts, 70).decode().encode("latin-1"),
    "one-line.txt": variants.one_line,
    "markdown.md": variants.markdown,
    "page.html": variants.web_page,
    "word.docx": variants.word_file,
    "print.pdf": variants.printed,
    "glued.pdf": lambda parts: variants.printed(parts, is_glued=True),
}


def text(words: str, name: str = "report.txt") -> Report:
    return read(name, words.encode())


def furniture(report: Report) -> list[str]:
    return [report.text[span.start : span.end] for span in report.furniture]


def block_starts(report: Report) -> list[str]:
    return [report.clean[start:].split(" ", 1)[0] for start in report.blocks]


def located(report: Report, words: str) -> list[str]:
    start = report.clean.index(words)
    return [report.text[span.start : span.end] for span in report.locate(Span(start, start + len(words)))]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PUBLISHED)
def test_every_form_has_the_same_words(name: str, form: str) -> None:
    """Hard-wrapped at any width, on one line, Markdown, HTML, DOCX, PDF, in any encoding: one clean text."""
    published = read_file(REPORTS / name)
    parts = variants.blocks(published)
    assert " ".join(parts) == published.clean
    report = read(form, FORMS[form](parts))
    assert report.clean == published.clean
    assert_invariants(report)


@pytest.mark.parametrize("name", PUBLISHED)
def test_any_width_has_the_same_words(name: str) -> None:
    """No width of lines changes the clean text, though it puts line ends and furniture between other words."""
    published = read_file(REPORTS / name)
    parts = variants.blocks(published)
    assert {read("a.txt", variants.wrapped(parts, width)).clean for width in range(30, 120, 7)} == {published.clean}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_reports_keep_their_text(name: str) -> None:
    """The published text of a text or Markdown file is the file, verbatim."""
    report = read_file(REPORTS / name)
    assert report.text.encode() == (REPORTS / name).read_bytes()
    assert_invariants(report)
    assert "  " not in report.clean
    assert not any(mark in report.clean for mark in ("#", "*", "\\", "[", "58315"))


def assert_invariants(report: Report) -> None:
    """What holds for every report that is read."""
    assert len(report.offsets) == len(report.clean)
    assert list(report.offsets) == sorted(report.offsets)
    assert report.clean == report.clean.strip()
    assert "  " not in report.clean
    assert set(report.blocks) <= set(report.lines)
    for starts in (report.lines, report.blocks):
        assert list(starts) == sorted(set(starts))
        assert all(report.clean[start] != " " for start in starts)
    for before, after in zip(report.furniture, report.furniture[1:], strict=False):
        assert before.end <= after.start
    for word, at in zip(report.clean, report.offsets, strict=True):
        assert word == " " or report.text[at] in {word, "‐", "‑", "&"}


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"aB1. -\n\t\xa0\u200b\xad‑/*é\r\f", "S/2007/652", "07-58315", "\n4\n", "\n\n"]), max_size=40))
@example(["a", "-", "\n", "a"])
@example(["a", "\n", "07-58315", "a"])
def test_each_character_is_where_its_offset_says(pieces: list[str]) -> None:
    """Whatever the text, each clean character that is no blank stands in the published text at its offset."""
    words = "Words " + "".join(pieces) + " end"
    report = text(words)
    assert report.text == words
    assert_invariants(report)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["*", "**", "_", "[", "](x)", "\\", "`", "word", " ", "\n", "# ", "- ", "1. ", "> ", "|", "<b>", "&amp;"])))
def test_markdown_never_loses_its_place(pieces: list[str]) -> None:
    """However broken the markup, offsets lead to the characters and no word is lost."""
    report = text("Words\n\n" + "".join(pieces) + "\n\nend", "broken.md")
    assert_invariants(report)
    assert report.clean.startswith("Words")
    assert report.clean.endswith("end")


@given(st.data())
def test_evidence_is_located_around_furniture(data: st.DataObject) -> None:
    """The pieces of a clean span hold its words, all of them and in order, and no furniture."""
    report = read_file(REPORTS / PUBLISHED[0])
    start = data.draw(st.integers(0, len(report.clean) - 1))
    end = data.draw(st.integers(start + 1, len(report.clean)))
    pieces = [report.text[span.start : span.end] for span in report.locate(Span(start, end))]
    assert " ".join(" ".join(pieces).split()) == report.clean[start:end].strip()


def test_words_that_furniture_interrupts_are_two_pieces() -> None:
    """A sentence that goes on behind a page break is located in two parts, without the blanks at the break."""
    report = text("The crowd left the \n\nS/2001/999\n\n01-23456 3\n\nbridge at noon.")
    assert report.clean == "The crowd left the bridge at noon."
    assert located(report, "left the bridge") == ["left the", "bridge"]
    assert located(report, "bridge at") == ["bridge at"]


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("It ended in May.\n\nS/2001/999\n\n01-23456 3\n\n5. There were none.", "It ended in May. 5. There were none."),
        ("It ended in May. S/2001/999 01-23456 3 5. There were none.", "It ended in May. 5. There were none."),
        ("It ended in May. 01-23456 9. There were none.", "It ended in May. 9. There were none."),
        ("It ended. 3 S/2001/999/Add.1 01-23456 (E) 010201 020201 *0123456* Then more.", "It ended. Then more."),
        ("It ended.\n01-23456 (E)    010201\n*0123456*\nThen more.", "It ended. Then more."),
        ("It ended.\n 4 \n 01-23456\nThen more.", "It ended. Then more."),
        ("S/2001/999\n\nIt ended in the\n\nS/2001/999\nEnglish\nPage 3\n\nnorth.", "It ended in the north."),
        ("It ended in the\n/...\n\n-3-\n\nnorth.", "It ended in the north."),
        ("It ended in the\n\n3/7\n\nnorth.", "It ended in the north."),
        ("It ended in the\n\nPage 4 of 7\n\nnorth.", "It ended in the north."),
        ("It ended in the\n\n4\n\nnorth.", "It ended in the north."),
        ("It ended in the north.\n\n4\n\n5\n\nMore.", "It ended in the north. 4 5 More."),
        ("It ended.\n4\n\fThen more.", "It ended. Then more."),
        ("It ended.\nA/55/10-S/2001/999\nThen more.", "It ended. Then more."),
        ("It ended. 3 S/2001/999 Then more.", "It ended. Then more."),
        ("It ended. S/2001/999 4 Compliance 9. There were none.", "It ended. Compliance 9. There were none."),
        ("Home page\nUnited Nations S/2001/999\nSecurity Council", "Home page United Nations Security Council"),
        ("United Nations S/2001/999 Security Council Letter", "United Nations Security Council Letter"),
        ("S/2001/999 Security Council Distr.: General 2 May 2001", "Security Council Distr.: General 2 May 2001"),
        ("Distr. GENERAL S/2001/999 2 May 2001 Original: English", "Distr. GENERAL 2 May 2001 Original: English"),
    ],
)
def test_furniture_is_taken_out(words: str, clean: str) -> None:
    """Symbols, job numbers, bar codes and page marks among the words leave one blank, and stay on record."""
    report = text(words)
    assert report.clean == clean
    assert_invariants(report)


@pytest.mark.parametrize(
    "words",
    [
        "See document S/2001/168, and the letter (S/2000/932) of May.",
        "As reported in S/2001/168 the crossing (see annex) was closed.",
        "This was calm. S/2001/168 was issued on 3 May.",
        "It was calm in paragraph 3 S/2001/168 Then more.",
        "A total of 23 were found.",
        "Resolution 1244 (1999) of 10 June 1999, between 10-20 June.",
        "Nights of 17/18 March saw 3 of 7 patrols stopped.",
        "He paid 10-15000 euros, 12-30,000 in all.",
        "It was on Page 4 of the report.",
    ],
)
def test_words_that_look_like_furniture_stay(words: str) -> None:
    """Citations, counts, dates and ranges within sentences are words."""
    report = text(words)
    assert report.clean == words
    assert report.furniture == ()


def test_lone_paragraph_numbers_stay() -> None:
    """Numbers of paragraphs that stand alone on a line stay, also the one that follows a running head; the page mark goes."""
    words = "S/2001/999\n\n1\n\nFirst thing.\n\n2\n\nSecond thing.\n\n01-23456\n\nS/2001/999\n\n3\n\nThird thing.\n\n7.\n\nSeventh."
    assert text(words.replace("1\n\nFirst", "1.\n\nFirst")).clean.endswith("Second thing. 3 Third thing. 7. Seventh.")


def test_furniture_is_recorded_for_the_symbol() -> None:
    """The spans of furniture say where the symbol stands in the published text."""
    report = text("S/2001/999\n\nLetter.\n\nS/2001/999\n\n01-23456 2\n\nMore.")
    assert furniture(report) == ["S/2001/999", "S/2001/999\n\n01-23456 2"]


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("face-to-\nface talks", "face-to-face talks"),
        ("COVID-\n19 and Union-\nKosovo", "COVID-19 and Union-Kosovo"),
        ("short-\nand long-term", "short- and long-term"),
        ("night of 17/\n18 March", "night of 17/18 March"),
        ("a dash -\nhere", "a dash - here"),
        ("infor\xad\nmation and co\xadoperation", "information and cooperation"),
        ("non‑NATO", "non-NATO"),
        ("4\xa0800 and\u2009more", "4 800 and more"),
        ("zero\u200bwidth \ufeffmarks", "zerowidth marks"),
        ("  many \t blanks\r\n\r\n here  ", "many blanks here"),
    ],
)
def test_gaps_are_folded(words: str, clean: str) -> None:
    """A gap is one blank; a word broken at its hyphen is one word; what prints nothing is nothing."""
    assert text(words).clean == clean


def test_lines_and_blocks_are_marked() -> None:
    """Clean positions of line starts and of block starts; a page break within a sentence starts no block."""
    report = text("Heading\n\nOne two\nthree.\n\n \nFour of the\n\nS/2001/999\n\n01-23456 2\n\nseven.\n\nS/2001/999\n\nEight")
    assert block_starts(report) == ["Heading", "One", "Four", "Eight"]
    assert [report.clean[start] for start in report.lines] == ["H", "O", "t", "F", "s", "E"]


def test_markdown_markup_is_hidden() -> None:
    """Headings, emphasis, links, escapes, code, images, comments, tags, quotes, rules and bullets leave their words only."""
    words = (
        "Title\n===\n\n# A *b* #\n\n- x **y**z\n* [1244 \\(1999\\)](http://x.org/(a)), `c*d`\n\n---\n\n> quote ![logo](a.png)<!-- no -->\n"
        "> more<br>lines &amp; <b>wo</b>rds\n\n7. Seven * eight_nine_ten\n8. [Original: English] [ref]\n\n"
        "[ref]: http://x.org\n\n| a | *b* |\n|---|---|\n| c | d |\n"
    )
    report = text(words, "a.md")
    assert report.clean == (
        "Title A b x yz 1244 (1999), c*d quote more lines & words 7. Seven * eight_nine_ten 8. [Original: English] ref a b c d"
    )
    assert block_starts(report) == ["Title", "A", "x", "1244", "quote", "7.", "8.", "a", "c"]
    assert_invariants(report)


def test_markdown_furniture_is_found_through_its_markup() -> None:
    """A bar code's stars are emphasis in Markdown, a running head may be bold: furniture all the same."""
    report = text("It ended in\n\n**S/2001/999**\n\n01-23456 *0123456*\n\nMay.", "a.md")
    assert report.clean == "It ended in May."


def test_markdown_of_standard_input_is_text() -> None:
    """Without ending the content decides; what could be any text is text."""
    assert read("-", b"# Not a heading").clean == "# Not a heading"
    assert read("-", b"<!DOCTYPE html><p>A page</p>").clean == "A page"
    assert read("report.txt", variants.printed(["A page"])).source.media_type == "application/pdf"


def test_web_pages_read_as_browsers_show_them() -> None:
    """Menus and scripts go, entities are resolved, tables go row by row, lists have their numbers, preformatted lines stay."""
    page = (
        "<html><title>UN (S/2001/999)</title><nav>Menu</nav><p>Fr<b>om</b> 1&#160;to<br>3 May</p><ol start=3><li><p>three<li>4. four</ol>"
        "<table><tr><td>a<td>b<tr><td>c</table>tail<pre>one\n  two</pre><ul><li>point</ul><style>p {}</style><textarea>x</textarea>"
    )
    report = text(page, "a.html")
    assert report.clean == "From 1 to 3 May 3. three 4. four a b c tail one two point"
    assert furniture(report) == ["UN (S/2001/999)"]
    assert block_starts(report) == ["From", "3.", "4.", "a", "tail", "one", "point"]


def test_web_pages_may_declare_their_encoding() -> None:
    """Where the bytes are not UTF-8 a page's own declaration counts, else Windows-1252; a warning says so."""
    page = "<html><meta charset=windows-1250><p>Zvečan, Đakovica</p>".encode("cp1250")
    report = read("a.html", page)
    assert report.clean == "Zvečan, Đakovica"
    assert report.warnings == ("not UTF-8 (line 1), read as windows-1250",)


def test_deep_pages_are_read() -> None:
    """Nesting deeper than Python's calls is no obstacle."""
    assert text("<html>" + "<div>" * 5000 + "deep", "a.html").clean == "deep"


def test_word_furniture_is_read_from_head_and_foot() -> None:
    """Running heads and feet of a Word file are part of its text, as furniture."""
    report = read("a.docx", variants.word_file(["Heading", "1. One sentence here."]))
    assert report.text == "S/2007/652\n\nHeading\n\n1. One sentence here.\n\n07-58315 1"
    assert furniture(report) == ["S/2007/652", "07-58315 1"]


def test_word_details_are_read() -> None:
    """Numbers of several levels and styles, tables row by row, deleted words left out, tabs and hard hyphens kept."""
    document = docx.Document()
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for depth, start, style, words in ((0, 3, "upperRoman", "%1."), (1, 1, "decimal", "%1.%2"), (2, 2, "lowerLetter", "(%3)"))
    )
    names = f'xmlns:w="{docx.oxml.ns.nsmap["w"]}"'
    root.insert(0, docx.oxml.parse_xml(f'<w:abstractNum {names} w:abstractNumId="77">{levels}</w:abstractNum>'))
    used = root.add_num(77).numId
    for depth, words in ((0, "A"), (1, "B"), (1, "C"), (2, "D"), (0, "E"), (1, "F")):
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = used
    document.add_paragraph("bullet", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("1", "2", "3", "4"), strict=True):
        cell.text = words
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    last = f"{run.format('kept ')}<w:del>{run.format('gone')}</w:del><w:ins>{run.format('non')}</w:ins><w:r><w:noBreakHyphen/></w:r>"
    document.element.body.insert(
        -1, docx.oxml.parse_xml(f"<w:p {names}>{last}{run.format('NATO')}<w:r><w:tab/></w:r>{run.format('end')}</w:p>")
    )
    stream = io.BytesIO()
    document.save(stream)
    report = read("a.docx", stream.getvalue())
    assert report.clean == "III. A III.1 B III.2 C (b) D IV. E IV.1 F bullet 1 2 3 4 kept non-NATO end"
    assert report.text.endswith("1\t2\n3\t4\n\nkept non‑NATO\tend")


def test_pdf_pages_are_known() -> None:
    """The page of a position is known in a PDF, and in a text whose pages form feeds part; else it is not."""
    report = read("a.pdf", variants.printed([f"{number}. Some words of a paragraph." for number in range(1, 40)]))
    assert len(report.pages) == 2
    assert report.page(report.offsets[report.clean.index("39. ")]) == 2
    assert text("one\n\ftwo").page(5) == 2
    assert text("one\n\ntwo").page(5) is None


def test_pdf_labels_at_page_tops_stay() -> None:
    """What opens two pages alike is a running head, unless it is a label of the document's parts."""
    pages = variants._Pages()
    for words in ("First words here.", "Second words here."):
        pages.add_page()
        pages.set_font("helvetica", size=12)
        for line in ("NATO UNCLASSIFIED", "Enclosure", words):
            pages.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    assert read("a.pdf", bytes(pages.output())).clean == "Enclosure First words here. Enclosure Second words here."


def test_legacy_encoding_is_a_warning() -> None:
    """Text that is not UTF-8 is read as Windows-1252, and the report says from which line on that was needed."""
    report = read("a.txt", "one\nAntónio said “yes”".encode("cp1252"))
    assert report.clean == "one António said “yes”"
    assert report.warnings == ("not UTF-8 (line 2), read as cp1252",)


def test_files_are_discovered_in_order(tmp_path: Path) -> None:
    """Folders give their reports sorted, hidden and foreign files left out; files come as given, each once; - is standard input."""
    for name in ("b.TXT", "a.md", "sub/c.pdf", ".hidden.txt", ".git/d.txt", "reports.toml", "note.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to(tmp_path / "note.csv")
    found = discover([str(tmp_path / "b.TXT"), str(tmp_path), "-"])
    assert [path if path == "-" else path.name for path in found] == ["b.TXT", "a.md", "c.pdf", "z.txt", "-"]


def test_sidecars_are_read(tmp_path: Path) -> None:
    """Facts from `reports.toml` come with the report of their file, and of no other."""
    (tmp_path / "reports.toml").write_text('["a.txt"]\nsymbol = "S/2001/999"\ntitle = "One"\n')
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("words")
    assert sidecars(tmp_path) == {"a.txt": Sidecar(symbol="S/2001/999", title="One")}
    assert read_file(tmp_path / "a.txt").source.sidecar.title == "One"
    assert read_file(tmp_path / "b.txt").source.sidecar == Sidecar()


def test_reading_is_repeatable() -> None:
    """The same bytes give an equal report, whatever the path says but its name."""
    data = (REPORTS / PUBLISHED[1]).read_bytes()
    assert read("a.md", data) == read("a.md", data)
    assert read("x/a.md", data).sha256 == read("b.md", data).sha256
