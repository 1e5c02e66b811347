"""What hosts do to a text changes nothing of what is most asked for: periods, letters, strengths."""

import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kfor_graph.corpus.read import read, read_file
from kfor_graph.document.outline import outline
from kfor_graph.extract.extract import extract
from kfor_graph.vocabulary import vocabulary
from tests.variants import blocks, wrapped

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for folder in (ROOT / "reports", ROOT / "tests" / "gold" / "constructed")
    for path in folder.iterdir()
    if path.suffix in {".txt", ".md", ".html"} and path.name != "README.md"
)
RULES = {"period", "letter", "transmitted", "troop_strength", "contributing_nations"}


def told(text: bytes) -> Counter[str]:
    """What is claimed of periods, letters and strengths, without the words that are quoted for it."""
    claims = extract(outline(read("r.txt", text)), vocabulary()).claims
    lines = (str(claim) for claim in claims if claim.rule in RULES)
    return Counter(unfolded(re.sub(r"«[^»]*»", "", line)).strip() for line in lines if "dcterms:title" not in line)


def unfolded(words: str) -> str:
    """Words without diacritics, and with plain dashes and quotes, as hosts may print them."""
    words = words.replace("đ", "d").replace("Đ", "D").translate(str.maketrans("–—’‘“”", "--''\"\""))
    return "".join(letter for letter in unicodedata.normalize("NFD", words) if not unicodedata.combining(letter))


@cache
def parts(path: Path) -> tuple[str, ...]:
    """A report's clean text, block by block."""
    return tuple(blocks(read_file(path)))


@cache
def expected(path: Path) -> Counter[str]:
    """What is told by the report as its blocks stand."""
    return told("\n\n".join(parts(path)).encode())


def dashed(text: str, dash: str) -> str:
    """Ranges of days and parenthetical dashes in another style."""
    return re.sub(r"(?<=\d)\s?[–—]\s?(?=\d)|(?<=[a-z])[–—](?=\d)|(?<=\s)[–—](?=\s)", dash, text)


MUTATIONS: dict[str, Callable[[str], str]] = {
    "without diacritics": unfolded,
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "straight quotes": lambda text: text.translate(str.maketrans("’‘“”", "''\"\"")),
    "curly quotes": lambda text: re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’"),
    "em dashes": lambda text: dashed(text, "—"),
    "en dashes": lambda text: dashed(text, "–"),
    "hyphens": lambda text: dashed(text, "-"),
    "no-break blanks": lambda text: re.sub(r"(?<=\d) (?=[A-Za-z])", "\u00a0", text),
    "two blanks behind a stop": lambda text: re.sub(r"(?<=[.,]) ", "  ", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", MUTATIONS)
def test_styles_of_print_change_nothing(path: Path, name: str) -> None:
    """Diacritics, dashes, quotes, blanks, line ends."""
    assert told(MUTATIONS[name]("\n\n".join(parts(path))).encode()) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_hard_line_ends_change_nothing(path: Path, width: int) -> None:
    """Lines that end anywhere, within names and dates, with page furniture between them."""
    assert told(wrapped(parts(path), width)) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_text_on_one_line_says_the_same(path: Path) -> None:
    """All line ends are lost."""
    assert told(" ".join(parts(path)).encode()) == expected(path)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.data())
def test_several_mutations_at_once_change_nothing(data: st.DataObject) -> None:
    """Any report, any width, any two styles."""
    path = data.draw(st.sampled_from(FILES))
    text = "\n\n".join(textwrap.fill(part, data.draw(st.integers(40, 120))) for part in parts(path))
    for name in data.draw(st.lists(st.sampled_from(sorted(MUTATIONS)), max_size=2, unique=True)):
        text = MUTATIONS[name](text)
    assert told(text.encode()) == expected(path)
