"""Case files: one a rule, readable as documentation. Format:

# rule: what it is about

## A case's title
period: 2005-06-01/2005-06-30          (optional: another reporting period than June 2005)
force: Stabilization Force             (optional: another force than the Kosovo Force)
heading: Kosovo Protection Corps       (optional: what the paragraph stands under)
form: whole                            (optional: the lines are a document, not paragraphs of one)

> One paragraph of a report. A second line that begins so is a second paragraph.

- the one-line form of a claim that the rule makes, evidence words between « »
- finding: the message of a finding
- nothing                              (the rule makes no claim)

python -m tests.case_files RULE prints what comes out of a rule's cases now, in this form.
"""

import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.extract.extract import extract
from kfor_graph.vocabulary import vocabulary

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case of a case file."""

    rule: str
    title: str
    options: dict[str, str]
    paragraphs: tuple[str, ...]
    expected: tuple[str, ...]


def load(path: Path) -> list[Case]:
    """All cases of a file. Raises ValueError for a line that fits nowhere."""
    cases = []
    for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, *lines = section.strip().splitlines()
        options, paragraphs, expected = {}, [], []
        for line in filter(None, (line.strip() for line in lines)):
            if line.startswith("> "):
                paragraphs.append(line[2:])
            elif line.startswith("- "):
                expected.append(line[2:])
            elif match := re.match(r"(period|force|heading|form): (.+)", line):
                options[match[1]] = match[2]
            else:
                raise ValueError(f"{path}: {line!r} is neither text, nor claim, nor option")
        cases.append(Case(path.stem, title, options, tuple(paragraphs), tuple(line for line in expected if line != "nothing")))
    return cases


def report_text(case: Case) -> str:
    """The case's paragraphs as a small report."""
    if case.options.get("form") == "whole":
        return "\n\n".join(case.paragraphs) + "\n"
    start, end = (date.fromisoformat(day) for day in case.options.get("period", "2005-06-01/2005-06-30").split("/"))
    days = [f"{day.day} {day:%B %Y}" for day in (start, end)]
    lines = [
        f"Report to the United Nations on the operations of the {case.options.get('force', 'Kosovo Force')}",
        "",
        f"1. This report covers the period from {days[0]} to {days[1]}.",
        "",
        case.options.get("heading", "Security situation"),
        "",
    ]
    return "\n".join(lines) + "\n" + "\n\n".join(f"{number}. {words}" for number, words in enumerate(case.paragraphs, 2)) + "\n"


def outcome(case: Case) -> tuple[str, ...]:
    """What the rule makes of a case, in the form of the expected lines."""
    document = outline(read("case.txt", report_text(case).encode()))
    extraction = extract(document, vocabulary())
    whole = case.options.get("form") == "whole"
    own = [claim for claim in extraction.claims if claim.rule == case.rule]
    claims = tuple(str(claim) for claim in own if whole or claim.block != "report-1-p1")
    return claims + tuple(f"finding: {finding.message}" for finding in extraction.findings if finding.check == case.rule)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for case in load(CASES / f"{name}.md"):
            print(f"## {case.title}", *(f"- {line}" for line in outcome(case) or ("nothing",)), "", sep="\n")  # noqa: T201 -- its purpose
