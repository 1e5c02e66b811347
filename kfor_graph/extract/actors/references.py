"""Who is meant by "the Council", "the delegation" or "it": one named before in the paragraph, where only one can be meant."""

import re

from kfor_graph.extract.actors.actors import Actors, Named, are_several, named_at, subject_at
from kfor_graph.extract.actors.parties import between
from kfor_graph.extract.passage import Passage
from kfor_graph.texts import Span

_NOUN = r"(?:Council|Assembly|Commission|Group|Board|Government|Parliament|Mission|Organi[sz]ation|Alliance|Troika|Commander|Representative|Envoy|Minister|President|Secretary-General|Force|delegation)"
_BACK = re.compile(rf"(?:(?:The|the|That|that)\s(?P<noun>{_NOUN})|(?P<it>It|it|He|he|She|she|They|they))(?=\s)")
_THEY = re.compile(r"\b(?P<who>[Tt]hey|(?:[Tt]he|[Bb]oth)\s(?:two\s)?(?:sides|parties|delegations))(?:\sboth)?\s*\Z")
_OPENING = re.compile(r"(?:On|In|At|During|After|Before|Following|From|Between)\s[^,;]*,\s")


def referred(passage: Passage, start: int, end: int) -> Named | None:
    """The one who is meant by a word that stands from a position to a verb: "The Council also" before "asked".

    A noun means the last one of that kind who was named; a pronoun the only one that the sentence before has as its subject.
    """
    match = _BACK.match(passage.text, start, end)
    if not match or passage.text[match.end() : end].strip() not in {"", "also", "again", "then", "later", "further", "subsequently"}:
        return None
    words = Span(*match.span())
    before = [span for span in passage.block.sentences if span.end <= passage.sentence(start).start]
    if match["it"]:
        subject = _subject(passage, before[-1]) if before else ()
        return (subject, words) if len(subject) == 1 else None
    noun = match["noun"]
    if noun == "delegation":
        named = next((found for sentence in reversed(before[-2:]) if (found := _delegation(passage, sentence))), None)
        return (named[0], words) if named else None
    told = [
        mention
        for mention in passage.mentions
        if mention.span.end <= start and mention.entity.kind in {"org", "mission", "role"} and noun in mention.entity.label.split()
    ]
    meant = named_at(passage, told[-1].span.start, told[-1].span.end) if told else None
    return (meant[0], words) if meant else None


def _subject(passage: Passage, sentence: Span) -> Actors:
    """Who the sentence is about."""
    opening = _OPENING.match(passage.text, sentence.start, sentence.end)
    named = subject_at(passage, opening.end() if opening else sentence.start, sentence.end)
    return named[0] if named else ()


def _delegation(passage: Passage, sentence: Span) -> Named | None:
    """The delegation that a sentence tells of, by the body that it is of."""
    match = re.search(r"\bdelegations?\s(?:of|from)\s", passage.words(sentence))
    return named_at(passage, sentence.start + match.start(), sentence.end) if match else None


def they(passage: Passage, sentence: Span, end: int) -> Named | None:
    """The two or more who are meant by "they" or "both sides" just before a position: the subject or the sides of the sentence before."""
    match = _THEY.search(passage.text, sentence.start, end)
    before = [span for span in passage.block.sentences if span.end <= sentence.start]
    if not match or not before:
        return None
    for earlier in reversed(before[-2:]):
        sides = between(passage, earlier)
        meant = sides[0] if sides else _subject(passage, earlier)
        if are_several(meant):
            return meant, Span(*match.span("who"))
    return None
