"""Texts made to be slow: time grows with the length, and no text crashes."""

import gc
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.errors import SourceError
from kfor_graph.extract.extract import LONGEST, Extraction, extract
from kfor_graph.vocabulary import vocabulary
from tests.case_files import CASES, load

REPORTS = Path(__file__).parent.parent / "reports"
HEAD = "Report to the United Nations on Kosovo Force operations\n\n1. This report covers the period from 1 to 30 June 2005.\n\n2. "

FRAGMENTS = [
    "a ", "1, ", "1,000 ", "On 1 March, in A and B, ", "the total number of troops ", "report to the United Nations on ", "between A and ",
    "Kosovo Serb ", "drugs (1), ", "resolution 1244 (1999) and ", "the situation in ", "KFOR, ", "two minority ", "no incidents and ",
    "demonstrations organized by ", "was allegedly involved in the killing of a ", "talks between A and B on 1, 2, ", "Mr. A ",
    "an exchange of letters with ", "an explosion in ", "two persons killed and ", "(Signed) A ", "Letter dated 1 May 2000 from ", "1. A. ",
    "shots were fired at a ", "A and B were wounded and ", "a hand grenade was thrown at ", "arrested two ", "one of the ",
    "met with A and ", "the road between A and B was blocked by ", "the KPC has 1 members, of whom ", "the threat to A and ",
    "the parties agreed to ", "in the north and ", "visited A, B and ", "without incident, ", "(a) ", "of which 1 ", "l1O ", "? ",
    "some 1 persons protested in ",
    "a total of 1 incidents related to ", "from 1 to ", "Annex ", "dismissed three members, ", "there were two ceremonies involving ",
    "KFOR carried out 1 patrols and ", "A total of 1 sites (1 of A, ", "of the 1 sites in A, 1 ", "the number of patrols rose from 1 in ",
    "pledges for A amounted to €1 million, of which A ", "€1 million and A pledged ", "there were 1 roadblocks ", "1 out of 1 bridges ",
    "1 persons from 2 families crossed ", "of which 1 were searched, ", "an increase of 1, against 1 at the beginning ",
]  # fmt: skip
"Beginnings of what the rules read, without their ends."

ENDS = [". ", "\n\n3. ", "\n", "5 June ", "KPC "]

SECONDS = 5
"What half the longest paragraph may take at the most; a pattern that backtracks takes hours."


def reading(text: str) -> Extraction | None:
    """What is made of a text; None where it is refused as no report."""
    try:
        return extract(outline(read("r.txt", text.encode())), vocabulary())
    except SourceError:
        return None


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_no_pattern_backtracks_for_ever(fragment: str) -> None:
    """A long paragraph of one beginning repeated is done in bounded time."""
    start = time.perf_counter()
    reading(HEAD + fragment * (LONGEST // 2 // len(fragment)) + ".\n")
    assert time.perf_counter() - start < SECONDS


def test_what_is_too_long_to_be_a_paragraph_is_left_out_and_said() -> None:
    """A finding, no claim, no time lost."""
    extraction = reading(HEAD + "The situation in Kosovo was calm. " * 1000)
    assert extraction and [finding.message for finding in extraction.findings] == ["longer than 20,000 characters, and so not read"]
    assert all(claim.block == "report-1-p1" or claim.kind == "statement" for claim in extraction.claims)


def test_a_report_of_a_megabyte_takes_twice_as_long_as_half_of_it() -> None:
    """Time grows with the number of paragraphs: what is told is not looked through again for each."""
    published = outline(read("r.txt", (REPORTS / "S-2007-652.txt").read_bytes()))
    words = [published.report.clean[item.span.start : item.span.end] for item in published.reports[0].paragraphs]
    blocks = [" ".join(words[(4 * number + offset) % len(words)] for offset in range(4)) for number in range(860)]

    def seconds(paragraphs: int) -> float:
        text = HEAD.removesuffix("2. ") + "\n\n".join(f"{number}. {block}" for number, block in enumerate(blocks[:paragraphs], 2))
        start = time.process_time()
        reading(text)
        return time.process_time() - start

    assert sum(map(len, blocks)) > 1_000_000
    seconds(100)
    gc.freeze()  # what other tests keep is not looked through in the time measured here
    try:
        assert seconds(860) < 3 * seconds(430)
    finally:
        gc.unfreeze()


def test_hundreds_of_annexes_are_no_report() -> None:
    """Refused in one line."""
    with pytest.raises(SourceError, match="more than 200"):
        outline(read("r.txt", (HEAD + "All was calm.\n" + "Annex\n\nLetter dated 1 May 2000 from A to B\n\n" * 500).encode()))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12), st.sampled_from(ENDS)), max_size=40))
def test_no_text_crashes(pieces: list[str]) -> None:
    """Beginnings of all kinds, mixed with any characters."""
    reading(HEAD + "".join(pieces).encode("utf-8", "ignore").decode() + "\n")


JOINTS = (
    " and ",
    ", ",
    "; ",
    ", who ",
    ", which ",
    " while ",
    " after ",
    " of whom two ",
    " on 7 June and ",
    " and 9 ",
    " from 3 to 5 June ",
    " in Pec, ",
)


def test_halves_of_sentences_joined_crash_nothing() -> None:
    """Sentences that begin as one and end as another, as texts do that were cut, or joined where a page broke."""
    words = [paragraph for path in sorted(CASES.glob("*.md")) for case in load(path) for paragraph in case.paragraphs]
    sentences = [sentence.split() for paragraph in words for sentence in re.split(r"(?<=\.) (?=[A-Z])", paragraph)]
    dice = random.Random(7)  # noqa: S311 -- the same sentences each time

    def joined() -> str:
        first, last = dice.choice(sentences), dice.choice(sentences)
        return " ".join(first[: dice.randint(1, len(first))]) + dice.choice(JOINTS) + " ".join(last[dice.randrange(len(last)) :])

    for _ in range(100):
        assert reading(HEAD + "\n\n".join(f"{number}. {' '.join(joined() for _ in range(6))}" for number in range(3, 13)))


@pytest.mark.parametrize(
    "words",
    [
        "KFOR arrested two men in Pec on 7 June and 9 women.",
        "On 6 June, in Pec, which was closed by KFOR.",
        "On 13 June, at its meeting, which passed without incident.",
        "From 6, which ordered a curfew.",
    ],
)
def test_clauses_without_a_subject_crash_nothing(words: str) -> None:
    """A relative clause that an opening leaves nothing to refer to; a number behind a day."""
    assert reading(HEAD + words + "\n")
