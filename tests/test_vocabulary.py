"""Labels → entities and concepts: what a spelling names, and what it does not."""

from pathlib import Path

import pytest

from kfor_graph.errors import OntologyError
from kfor_graph.model import Concept
from kfor_graph.texts import Span
from kfor_graph.vocabulary import fold, read_turtle, spellings, vocabulary


def named(text: str) -> list[str]:
    """What a text names, as kind/slug."""
    return [f"{mention.entity.kind}/{mention.entity.slug}" for mention in vocabulary().mentions(text, Span(0, len(text)))]


@pytest.mark.parametrize("spelling", ["Pec", "Peć", "Peja", "Pejë"])
def test_one_town_in_every_spelling(spelling: str) -> None:
    """Serbian and Albanian names, with and without diacritics."""
    assert named(f"A patrol in {spelling} was stoned.") == ["place/pec"]


@pytest.mark.parametrize("words", ["in Pečani", "a peck of", "in Peč", "the Pec-based unit", "PEcs"])
def test_what_only_looks_like_the_town(words: str) -> None:
    """Another diacritic, a longer word, another case, part of a compound."""
    assert "place/pec" not in named(words)


def test_the_longest_label_wins() -> None:
    """A force is no country, a police no town."""
    assert named("the Kosovo Police Service and the Kosovo Force in Kosovo") == ["org/kps", "mission/kfor", "place/kosovo"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the North Atlantic Treaty Organisation", "org/nato"),
        ("the Stabilisation Force", "mission/sfor"),
        ("MNB (Center)", "place/mnb-centre"),
        ("Multinational Task Force Center", "place/multinational-task-force-centre"),
    ],
)
def test_names_in_both_spellings_of_english(words: str, name: str) -> None:
    """Organization and Organisation, Centre and Center."""
    assert named(words) == [name]


def test_concepts_in_both_spellings_of_english() -> None:
    """Labels of the schemes too; what has one spelling stays as it is."""
    assert vocabulary().concept("category", "long-barreled weapons") == Concept("category", "long-barrelled-weapons")
    assert spellings("Kosovo Police") == ("Kosovo Police",) and spellings("crisis") == ("crisis",)


def test_a_community_is_no_place() -> None:
    """The name of a country within that of a community names nothing."""
    assert named("Kosovo Serbs and Kosovo Albanians met") == []


def test_folding_keeps_the_length() -> None:
    """Offsets into folded words are offsets into the words."""
    words = "Đakovica, Gjakovë, Štrpce, Vučitrn, İstanbul, ﬁ"
    assert len(fold(words)) == len(words)


def test_concepts_by_any_label() -> None:
    """A category by the words of the reports, whatever their case."""
    assert vocabulary().concept("category", "Unexploded Ordnance") == Concept("category", "uxo")
    assert vocabulary().concept("category", "unlicensed circuses") is None


def test_missions_know_their_areas() -> None:
    """A judgement of the situation is about the area that the mission answers for."""
    kfor = vocabulary().entity("mission", "kfor")
    assert kfor is not None
    assert [place.slug for place in vocabulary().related(kfor, "dcterms:spatial")] == ["kosovo"]


def test_authorities_by_the_names_of_their_seats() -> None:
    """Belgrade and Pristina are places, and stand for the authorities there."""
    for slug in ("belgrade", "pristina"):
        place = vocabulary().entity("place", slug)
        assert place is not None
        assert vocabulary().seated_at(place) == vocabulary().entity("org", slug)


def test_broken_turtle_names_file_and_line(tmp_path: Path) -> None:
    """A vocabulary file of ours that is broken: one line with place and remedy."""
    path = tmp_path / "places.ttl"
    path.write_text("@prefix a: <http://a.example/> .\na:b a:c .\n")
    with pytest.raises(OntologyError, match=r"places\.ttl:2: broken Turtle") as caught:
        read_turtle(path)
    assert "\n" not in str(caught.value)
