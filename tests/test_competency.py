"""The competency questions, asked of the published reports; each expected answer is a CSV file in `queries/`.

An answer with a header alone is right too: nothing in the two reports answers it. To accept changed answers after reading them:
python -m tests.test_competency
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kfor_graph.catalogue import Catalogue, load
from kfor_graph.pipeline import build
from kfor_graph.query.formats import write
from kfor_graph.query.run import run
from kfor_graph.store import Store, open_store

ROOT = Path(__file__).parent
ANSWERS = ROOT / "queries"
QUESTIONS: Catalogue = load(ROOT.parent / "queries" / "competency")


@contextmanager
def published() -> Iterator[Store]:
    """A store of the published reports, checked, so that the source issues are in it."""
    with tempfile.TemporaryDirectory() as scratch:
        build([str(ROOT.parent / "reports")], Path(scratch, "build"), workers=1)
        with open_store(Path(scratch, "build")) as store:
            yield store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """One store for all questions."""
    with published() as opened:
        yield opened


def answer(store: Store, name: str) -> str:
    """The answer to a question as CSV."""
    return write(run(store, QUESTIONS[name]), "csv").replace("\r\n", "\n")


def test_every_question_has_an_expected_answer() -> None:
    """Questions and answers are the same files."""
    assert {path.stem for path in ANSWERS.glob("*.csv")} == set(QUESTIONS)


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_answer(store: Store, name: str) -> None:
    """The graph answers as expected, row by row, in this order."""
    assert answer(store, name) == (ANSWERS / f"{name}.csv").read_text(encoding="utf-8")


if __name__ == "__main__":
    with published() as opened:
        for question in QUESTIONS:
            (ANSWERS / f"{question}.csv").write_text(answer(opened, question), encoding="utf-8", newline="\n")
