"""What fuzzing has found stays mended: each input that once broke something, and honest ones, are looked at again without the fuzzer."""

from itertools import islice
from pathlib import Path

import pytest

from kfor_graph.site.data import DataSet
from tests.fuzz import _data
from tests.fuzz._target import FOUND, names, target

CASES = sorted(path for path in FOUND.glob("*/*") if path.is_file())
SEEDS = 5


@pytest.fixture(autouse=True)
def _held(data: DataSet) -> None:
    """Targets look at the build that the tests share."""
    _data.use(data)


@pytest.mark.parametrize("name", names())
def test_honest_inputs_pass(name: str) -> None:
    """Each target takes the inputs that its runs begin from, and has words to make others of."""
    chosen = target(name)
    for data in islice(chosen.seeds(), SEEDS):
        assert len(data) <= chosen.longest
        chosen.check(data)
    chosen.check(b"")
    assert all(chosen.words())


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_is_mended(path: Path) -> None:
    """An input that broke something breaks nothing any more."""
    target(path.parent.name).check(path.read_bytes())


def test_each_case_is_of_a_target() -> None:
    """A folder of cases is named as a target."""
    assert {path.parent.name for path in CASES} <= set(names())
