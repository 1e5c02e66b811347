"""What scans have lost or swapped, put right where only one reading is possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfor_graph.corpus.mend import mended
from kfor_graph.corpus.read import read
from kfor_graph.corpus.reading import GONE


def shown(words: str) -> str:
    """Mended words, with a stroke for each character that is gone."""
    return mended(words).replace(GONE, "|")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("On l May 2003 two men were held.", "On 1 May 2003 two men were held."),
        ("On 1O and l2 June 2003 shots were fired.", "On 10 and 12 June 2003 shots were fired."),
        ("From l5 July to l4 August", "From 15 July to 14 August"),
        ("a total of l2,4O0 troops", "a total of 12,400 troops"),
        ("In l999 and 2OO3", "In 1999 and 2003"),
        ("resolution 1244 (l999)", "resolution 1244 (1999)"),
        ("S/2OO3/4l7", "S/2003/417"),
        ("03-4l2O7 (E)", "03-41207 (E)"),
        ("about 8.O per cent", "about 8.0 per cent"),
        ("30O soldiers, a l00-strong unit", "300 soldiers, a 100-strong unit"),
        ("l. The Force kept on.\nl0. It was calm.", "1. The Force kept on.\n10. It was calm."),
        ("It was calm. ll. The Force", "It was calm. 11. The Force"),
    ],
)
def test_letters_in_numbers_are_digits(words: str, meant: str) -> None:
    """A small l, a capital I or O where a number stands."""
    assert mended(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("UNMlK police and KF0R", "UNMIK police and KFOR"),
        ("EULEX po1ice and s0ldiers", "EULEX police and soldiers"),
    ],
)
def test_digits_in_words_are_letters(words: str, meant: str) -> None:
    """A small l among capitals, and a digit in a word that is one without it."""
    assert mended(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("On 4 Septem ber 2003", "On 4 Septem|ber 2003"),
        ("On 4 J une 2003", "On 4 J|une 2003"),
        ("on 1 Ma y 2003", "on 1 Ma|y 2003"),
        ("2 O CTOBER 2003", "2 O|CTOBER 2003"),
        ("On l0 May the oper ations began", "On 10 May the oper|ations began"),
    ],
)
def test_words_in_two_pieces_are_joined(words: str, meant: str) -> None:
    """Names of months always, other words only in a text that is damaged elsewhere."""
    assert shown(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"), [("near Pri?tina", "near Priština"), ("in Pri\ufffdtina and Pe\ufffd.", "in Priština and Peć.")]
)
def test_lost_letters_of_a_known_name_are_found(words: str, meant: str) -> None:
    """A question mark or replacement character is the letter of the one name that fits."""
    assert mended(words) == meant


def test_marks_of_their_own_are_joined_to_their_letters() -> None:
    """As some programs write diacritics."""
    assert shown("Anto\u0301nio in Pec\u0301") == "Ant\u00f3|nio in Pe\u0107|"


def test_footnote_marks_are_taken_out_as_they_count_up() -> None:
    """Glued to a word or a full stop, from 1 on."""
    assert shown("in Pristina.1 The Mission2 left.\n3. It was calm.") == "in Pristina.| The Mission| left.\n3. It was calm."


@pytest.mark.parametrize(
    "words",
    [
        "It may be. Ma rch on, in Ma y there.",
        "Was it so? Perhaps. In Kosovska Mitrovica?",
        "Which one?Nobody knows.",
        "Gnji?ane",
        "On 12 May1999 the patrol.2 No",
        "no.1 of, para.1, COVID1, Gate1, sector1",
        "see Annex1",
        "Chapter l The model l Alliance, sector l A",
        "I. Introduction II. Political situation",
        "MNBl",
        "Mr. ElBARADEI and AlHASSAN",
        "the oper ations of the Force",
        "On the 1st and the 30th, S/2003/417 and 10,000 troops (15 per cent).",
        "",
    ],
)
def test_what_can_be_read_in_two_ways_stays(words: str) -> None:
    """Where nothing is certain, and in clean texts, nothing is changed."""
    assert mended(words) == words


@given(st.text("lIO01 ?.,\nSMayberctomKF", max_size=60))
def test_positions_stay(words: str) -> None:
    """Whatever comes: a text of the same length, and mending it again changes no more figures."""
    assert len(mended(words)) == len(words)


def test_evidence_is_as_published() -> None:
    """The rules read what is meant; the text that evidence points into stays as it was."""
    report = read("r.txt", b"1. On l0 Septem ber 2003 the Force kept on.\n")
    assert report.clean == "1. On 10 September 2003 the Force kept on."
    assert report.text == "1. On l0 Septem ber 2003 the Force kept on.\n"
