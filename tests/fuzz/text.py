"""The bytes of a text, Markdown or HTML file → a report. The first byte chooses the ending of the file's name."""

from collections.abc import Iterator

from kfor_graph.corpus.read import read
from kfor_graph.errors import SourceError
from tests import variants
from tests.fuzz._target import Target, now_and_then
from tests.fuzz._texts import paragraphs, reports, sound

ENDINGS = (".txt", ".md", ".html", "")


def check(data: bytes) -> None:
    """A report that is sound, or an error that a user can mend; the same each time."""
    name = "r" + ENDINGS[data[0] % len(ENDINGS)] if data else "r"
    try:
        report = read(name, data[1:])
    except SourceError as error:
        assert "\n" not in str(error)
        return
    sound(report)
    if now_and_then(data):
        assert read(name, data[1:]) == report


def seeds() -> Iterator[bytes]:
    """Reports in each form, and oddities."""
    for data in reports():
        yield b"0" + data
    parts = list(paragraphs())[:12]
    yield b"1" + variants.markdown(parts)
    yield b"2" + variants.web_page(parts)
    yield b"0" + variants.wrapped(parts, 60)
    yield b'1# Head\n\n* a\n* b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n\n```\ncode\n```\n[a](b "c") ![x](y) <b>z</b> &amp; a\\*b\n'
    yield b"2<!doctype html><html><head><title>t</title></head><body><table><tr><td>1<td>2</table><ul><li>a<li>b</ul><p>x&eacute;&#8211;<br>y<sup>1</sup></body>"
    yield b"0S/2007/652\n\nA/1\n\x0c07-58315\n\n1\n2\n" + "\ufeffĐakovica – Zvečan\u00ad\u200b\u2028x".encode()
    yield b"0" + "Pe\u0107 \u0160tima".encode("cp1250")
    yield b"0" + "S/2007/652 Pec".encode("utf-16")


def words() -> Iterator[str]:
    """Markup and furniture."""
    yield from (
        "<p>", "</p>", "<table>", "<tr>", "<td>", "<li>", "<ol start=3>", "<pre>", "<br>", "<!--", "-->", "<script>", "&amp;", "&#x200b;",
        "&nbsp;", "```", "***", "| ", "# ", "> ", "[a](b)", "![a](b)", "S/2007/652", "07-58315", "\f", "\r\n", "\u2028", "\u200b", "\xad",
        "\ufeff", "\n\n", "1. ", "(a) ", "/...", "Page 1 of 2", "\t", "<!doctype html>", "<body>", "*07*", "l0", "e\u0301",
    )  # fmt: skip


TARGET = Target("bytes of text, Markdown and HTML files → reports", check, seeds, words, longest=8192)
