"""The threat model and the counts of reliability as tests: what they name is there, and what they say was counted."""

import json
import re
from pathlib import Path

import pytest

from tests import reliability
from tests.fuzz._target import names

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line][1:]


def test_every_test_that_the_threat_model_names_exists() -> None:
    """Each line names tests, and each of them is a function of the tests."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", code, re.M))
    assert ROWS
    for row in ROWS:
        named = re.findall(r"`(test_\w+)`", row.split("|")[-2])
        assert named, row
        assert set(named) <= there, set(named) - there


def test_the_page_of_reliability_is_what_was_counted() -> None:
    """`make reliability` writes nothing new."""
    assert reliability.PAGE.read_text(encoding="utf-8") == reliability.page()


@pytest.mark.parametrize("name", names())
def test_every_target_has_been_run(name: str) -> None:
    """A target's counts are there, and are those of a run."""
    told = json.loads((reliability.FUZZ / f"{name}.json").read_text(encoding="utf-8"))
    assert told["target"] == name and told["executions"] > 0 and told["reached"] >= told["seeded"] > 0


def test_every_kill_was_tried_two_hundred_times() -> None:
    """Counts of kills are those of whole runs."""
    counts = [json.loads(path.read_text(encoding="utf-8")) for path in reliability.FAULTS.glob("kill-*.json")]
    assert counts and all(one["tries"] >= 200 for one in counts)
