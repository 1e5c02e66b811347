"""Which rules a block concerns."""

from collections.abc import Iterator

from kfor_graph.extract.gate import begin, concerned, reads, stems_of
from kfor_graph.extract.rules import RULES


@reads("curfew", "cut off")
def closed(_words: str) -> Iterator[str]:
    """Reads of curfews."""
    yield from ()


def everything(_words: str) -> Iterator[str]:
    """Reads every block."""
    yield from ()


@reads("aid", "donat")
def helped(_words: str) -> Iterator[str]:
    """Reads of help."""
    yield from ()


def asked(words: str) -> list[str]:
    """The names of the rules that a block of these words asks."""
    return [rule.__name__ for rule in concerned((closed, everything, helped), words)]


def test_a_rule_reads_blocks_with_one_of_its_stems() -> None:
    """In the order of the rules; one that declares nothing reads all."""
    assert asked("the curfews were lifted, and aid came") == ["closed", "everything", "helped"]
    assert asked("the road was cut off") == ["closed", "everything"]
    assert asked("nothing happened") == ["everything"]


def test_a_stem_begins_a_word() -> None:
    """A short one is a word of its own, and no letters within another; punctuation and hyphens part words."""
    assert asked("he said, unaided") == ["everything"]
    assert asked('"donations"/(aid-convoy)') == ["everything", "helped"]
    assert asked("they were cut, and off they went") == ["everything"]


def test_a_test_of_words() -> None:
    """The same for any words."""
    means = begin("shot", "hand grenade")
    assert means("a shot was fired")
    assert means("two hand grenades")
    assert not means("a hand, a grenade and an overshot")


def test_what_no_stems_are_declares_nothing() -> None:
    """A rule of another package may have an attribute of that name."""

    def strange(_words: str) -> Iterator[str]:
        yield from ()

    strange.stems = [1, 2]  # type: ignore[attr-defined]
    assert stems_of(strange) == ()


def test_the_stems_of_our_rules_can_be_found() -> None:
    """They are in lower case and plain letters, as the words are that they are looked for in."""
    stems = {stem for rules in RULES.values() for rule in rules for stem in stems_of(rule)}
    assert stems
    assert all(stem == stem.lower() and stem.isascii() for stem in stems)
