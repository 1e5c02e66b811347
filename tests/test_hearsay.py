"""Nothing that a report only says that others say, denies, supposes or expects is told as its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.extract.extract import extract
from kfor_graph.model import Claim, Concept, Event
from kfor_graph.vocabulary import vocabulary
from tests.case_files import CASES, Case, load, report_text

OPENINGS = (
    "According to the Minister of Justice, {}",
    "The Government of Serbia stated that {}",
    "On 14 June, the mayor of Klina again claimed in a letter that {}",
    "It was alleged that {}",
    "Unconfirmed reports suggest that {}",
    "The Secretary General of NATO expressed the hope that {}",
    "If {}",
    "It is not true that {}",
    "There is no evidence that {}",
    "KFOR expects that {}",
)
WHOLE = {"letter", "masthead", "period", "transmitted", "tenure", "translated_letter", "translated_strength"}
"Rules that do not read paragraphs."
FILES = [path for path in sorted(CASES.glob("*.md")) if path.stem not in WHOLE]
PARAGRAPHS = [case for path in FILES for case in load(path) if case.options.get("form") != "whole"]


def claims(case: Case) -> Iterator[Claim]:
    """What is taken from the paragraphs of a case, without those that frame it."""
    document = outline(read("case.txt", report_text(case).encode()))
    for claim in extract(document, vocabulary()).claims:
        if re.fullmatch(r"report-1-p(?!1\Z)\d+", claim.block):
            yield claim


def tells(claim: Claim) -> bool:
    """Whether a claim tells what happened, how many or how it is, in the report's own voice."""
    about = claim.get("about")
    said = isinstance(about, Event) and about.types[0] == "statement"
    planned = (isinstance(about, Event) and not about.happened) or claim.get("topic") == Concept("topic", "outlook")
    return not said and not planned and claim.kind != "statement" and claim.certainty == "stated" and claim.get("attributedTo") is None


def sentences(case: Case) -> Iterator[str]:
    """The sentences of a case."""
    document = outline(read("case.txt", report_text(case).encode()))
    for paragraph in document.reports[0].paragraphs[1:]:
        yield from (document.report.clean[span.start : span.end] for span in paragraph.sentences)


@pytest.mark.parametrize("opening", OPENINGS)
def test_what_others_say_is_not_told(opening: str) -> None:
    """Whatever the rules read in a sentence, they read nothing of it behind an opening that makes it another's words."""
    told = []
    for case in PARAGRAPHS:
        said = tuple(opening.format(words[0].lower() + words[1:] if words[1:2].islower() else words) for words in sentences(case))
        told += [str(claim) for claim in claims(replace(case, paragraphs=said)) if tells(claim)]
    assert told == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("KFOR reported that 14 persons were arrested on 5 June in Klina.", 2),
        ("KFOR stated that a demonstration took place on 5 June in Klina.", 1),
        ("A grenade exploded in Klina on 5 June; the mayor said that two persons were killed.", 1),
        ("According to the mayor, a grenade exploded in Klina on 5 June.", 0),
        ("A grenade exploded in Klina on 5 June. The mayor said that a second grenade exploded on 6 June.", 1),
    ],
)
def test_the_report_speaks_for_itself(words: str, number: int) -> None:
    """What the mission says is told, and so is what stands beside the words of others."""
    case = replace(PARAGRAPHS[0], options={}, paragraphs=(words,))
    assert sum(tells(claim) for claim in claims(case)) == number
