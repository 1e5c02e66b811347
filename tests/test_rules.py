"""Every rule against its case file."""

from pathlib import Path

import pytest

from kfor_graph.extract import rules
from kfor_graph.extract.rules import RULES
from tests.case_files import CASES, Case, load, outcome

ALL = [case for path in sorted(CASES.glob("*.md")) for case in load(path)]
NAMES = {rule.__name__ for listed in RULES.values() for rule in listed}


def test_each_rule_has_a_file_a_place_in_the_list_and_a_case_file() -> None:
    """Files, the visible list and the case files name the same rules."""
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == NAMES == {path.stem for path in CASES.glob("*.md")}


def test_each_rule_is_documented_with_an_example() -> None:
    """A rule's docstring is its public description, and shows what it reads."""
    assert all("Example: " in (rule.__doc__ or "") for listed in RULES.values() for rule in listed)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.rule}: {case.title}")
def test_case(case: Case) -> None:
    """A rule makes exactly the claims that its case file lists, from exactly those words."""
    assert outcome(case) == case.expected
