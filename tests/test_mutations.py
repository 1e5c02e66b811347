"""What hosts do to a text, and how authors write what they mean, changes nothing of what is claimed."""

import re
import textwrap
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kfor_graph.corpus.read import read, read_file
from kfor_graph.document.outline import outline
from kfor_graph.extract.counts.numbers import number
from kfor_graph.extract.extract import extract
from kfor_graph.vocabulary import vocabulary
from tests.mutations import PRINT, WORDING, unfolded
from tests.variants import blocks, wrapped

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for folder in (ROOT / "reports", ROOT / "tests" / "gold" / "constructed")
    for path in folder.iterdir()
    if path.suffix in {".txt", ".md", ".html"} and path.name != "README.md"
)
MUTATIONS = PRINT | WORDING

_LEFT_OUT = re.compile(r"«[^»]*»| printed=.*?(?= qualifier=)|(?<=local/group)-\S+")
"Words that are quoted, and names made of words."
_RELATED = re.compile(r"\[(\d[\d, ]*|[a-z]+)\]")
"A figure that another one refers to, as it is printed."


def told(text: bytes) -> Counter[str]:
    """What is claimed, without the words that are quoted for it or printed in it.

    Symbol and job number are left out, which the page furniture between the lines would add.
    """
    claims = extract(outline(read("r.txt", text)), vocabulary()).claims
    lines = (str(claim) for claim in claims if claim.rule != "masthead")
    return Counter(map(plain, lines))


def plain(line: str) -> str:
    """A claim in one line, figures by their values, words that are quoted in one spelling."""
    words = WORDING["British spelling"](WORDING["American spelling"](unfolded(_LEFT_OUT.sub("", line))))
    return _RELATED.sub(lambda match: f"[{value(match[1])}]", words).strip()


def value(printed: str) -> str:
    """A printed number as it is written in figures; other words as they are."""
    try:
        return str(number(printed))
    except ValueError:
        return printed


@cache
def parts(path: Path) -> tuple[str, ...]:
    """A report's clean text, block by block."""
    return tuple(blocks(read_file(path)))


@cache
def expected(path: Path) -> Counter[str]:
    """What is told by the report as its blocks stand."""
    return told("\n\n".join(parts(path)).encode())


def changed(path: Path, text: bytes) -> tuple[Counter[str], Counter[str]]:
    """What a text tells less, and more, than the report that it was made of."""
    found = told(text)
    return expected(path) - found, found - expected(path)


NOTHING: tuple[Counter[str], Counter[str]] = (Counter(), Counter())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", MUTATIONS)
def test_styles_of_print_and_words_change_nothing(path: Path, name: str) -> None:
    """Diacritics, dashes, quotes, blanks, line ends; numbers in figures or words, spelling, forms of dates, order of clauses."""
    text = "\n\n".join(parts(path))
    mutated = MUTATIONS[name](text)
    assert mutated == text or changed(path, mutated.encode()) == NOTHING


@pytest.mark.parametrize("name", WORDING)
def test_each_mutation_of_words_changes_reports(name: str) -> None:
    """A mutation that finds nothing to change tests nothing."""
    assert sum(WORDING[name](text := "\n\n".join(parts(path))) != text for path in FILES) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_hard_line_ends_change_nothing(path: Path, width: int) -> None:
    """Lines that end anywhere, within names and dates, with page furniture between them."""
    assert changed(path, wrapped(parts(path), width)) == NOTHING


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_text_on_one_line_says_the_same(path: Path) -> None:
    """All line ends are lost."""
    assert changed(path, " ".join(parts(path)).encode()) == NOTHING


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_several_mutations_at_once_change_nothing(data: st.DataObject) -> None:
    """Any report, any width, any three styles."""
    path = data.draw(st.sampled_from(FILES))
    text = "\n\n".join(textwrap.fill(part, data.draw(st.integers(40, 120))) for part in parts(path))
    for name in data.draw(st.lists(st.sampled_from(sorted(MUTATIONS)), max_size=3, unique=True)):
        text = MUTATIONS[name](text)
    assert changed(path, text.encode()) == NOTHING
