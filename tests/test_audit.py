"""The audit of a source, from the words of a report to the issue that researchers can cite."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kfor_graph import names
from kfor_graph.pipeline import build

REPORT = """Letter dated 10 July 2014 from the Secretary-General addressed to the President of the Security Council

I have the honour to convey the attached communication, dated {letter}, which I received from the Secretary General of the North Atlantic
Treaty Organization.

(Signed) Ban Ki-moon

Annex

Letter dated {letter} from the Secretary General of the North Atlantic Treaty Organization addressed to the Secretary-General

I attach the report on the operations of the Kosovo Force.

(Signed) Anders Fogh Rasmussen

Enclosure

Report to the United Nations on the operations of the Kosovo Force

1. The present report covers the period from 1 to 30 June 2014.

2. As at {day} 2014, the total number of troops in the theatre of the Kosovo Force (KFOR) was 4,900. These are contributed by 31 nations,
24 NATO and {partners} non-NATO.

3. A total of {now} incidents were reported, a significant increase compared with May (31): drugs ({drugs}), smuggling (14) and theft
({theft}).
"""
RIGHT = {"letter": "7 July 2014", "day": "30 June", "partners": "7", "now": "40", "drugs": "20", "theft": "6"}


def checks(tmp_path: Path, **changes: str) -> list[tuple[str, str, str, str]]:
    """Check, words, printed and recomputed value of each finding on the report with some things changed."""
    (tmp_path / "r.txt").write_text(REPORT.format_map(RIGHT | changes))
    built = build([str(tmp_path / "r.txt")], tmp_path / "build", workers=1)
    return [
        (finding.check, " … ".join(" ".join(words.split()) for words in finding.quotes), finding.printed, finding.recomputed)
        for finding in built.findings
        if finding.severity != "Info"
    ]


def test_a_report_that_agrees_with_itself(tmp_path: Path) -> None:
    """Nothing is found where all figures and days agree."""
    assert checks(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"partners": "8"}, ("SumShape", "by 31 nations", "31", "32")),
        ({"theft": "7"}, ("SumShape", "A total of 40 incidents … compared with May (31)", "40", "41")),
        ({"letter": "27 June 2014"}, ("LetterOrderShape", "27 June 2014 … 27 June 2014 … 1 to 30 June 2014", "", "")),
    ],
)
def test_one_alteration_is_the_one_that_is_found(tmp_path: Path, changes: dict[str, str], expected: tuple[str, str, str, str]) -> None:
    """A planted disagreement is found with both figures, and nothing else is."""
    assert checks(tmp_path, **changes) == [expected]


def test_a_direction_that_the_figures_do_not_have(tmp_path: Path) -> None:
    """An increase from 31 to 30 is none."""
    assert [check for check, *_ in checks(tmp_path, now="30", drugs="10")] == ["DirectionShape"]


def test_a_figure_for_a_day_after_the_period(tmp_path: Path) -> None:
    """A strength of July in a report on June."""
    found = checks(tmp_path, day="15 July")
    assert {check for check, *_ in found} == {"AsAtAfterPeriodShape"}


def test_each_issue_can_be_cited(tmp_path: Path) -> None:
    """It has type, sentence, printed and recomputed value and formula, targets claims, and leads to each operand."""
    checks(tmp_path, partners="8")
    facts: dict[str, list[str]] = {}
    for quad in parse((tmp_path / "build" / "graphs" / "audit.nq").read_bytes(), format=RdfFormat.N_QUADS):
        facts.setdefault(quad.predicate.value, []).append(quad.object.value)
    assert facts[names.expand("kfo:printedValue")] == ["31"]
    assert facts[names.expand("kfo:recomputedValue")] == ["32"]
    assert facts[names.expand("kfo:formula")] == ["24 + 8"]
    assert facts[names.expand("oa:bodyValue")] == ["24 and 8 add up to 32, not 31."]
    assert len(facts[names.expand("oa:hasTarget")]) == 1
    assert len(facts[names.expand("prov:wasDerivedFrom")]) == 2
