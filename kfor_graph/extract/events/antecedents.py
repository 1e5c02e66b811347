"""Which event of the block a sentence such as "nobody was hurt" speaks of."""

import re
from dataclasses import replace
from datetime import timedelta

from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Concept, Event
from kfor_graph.texts import Period, Span, When

_NEXT_DAY = re.compile(r"(?:[Oo]n\s)?[Tt]he\s(?:next|following)\sday\b")


def told_in(passage: Passage, span: Span, under: tuple[str, ...] = ()) -> tuple[Event, ...]:
    """The events that earlier rules read from the words of a span as having happened, of the given types or kinds of them."""
    types = {name for one in under for name in (one, *passage.vocabulary.narrower(Concept("event-type", one)))}
    found = []
    for claim in passage.here:
        event = claim.get("about")
        if claim.kind != "account" or not isinstance(event, Event) or not event.happened or event in found:
            continue
        if (not types or types & set(event.types)) and passage.text.find(claim.evidence[0].words, span.start, span.end) >= 0:
            found.append(event)
    return tuple(found)


def meant(passage: Passage, position: int, under: tuple[str, ...], back: int = 1) -> Event | None:
    """The one event that the words at a position speak of: of their own sentence, else of the sentences just before; None where two could be."""
    sentences = passage.block.sentences
    index = next((number for number, span in enumerate(sentences) if span.start <= position < span.end), 0)
    for span in (Span(sentences[index].start, position), *reversed(sentences[max(0, index - back) : index])):
        if found := told_in(passage, span, under):
            return found[0] if len(found) == 1 else None
        if span.start != sentences[index].start and dates(passage, span):
            return None
    return None


def day_of(passage: Passage, sentence: Span, back: int = 1) -> When | None:
    """The one day, night or interval that a sentence names; else that of the sentence before, or the day after, where it says so."""
    if own := dates(passage, sentence):
        return own[0] if len({when.period for when in own}) == 1 else None
    sentences = passage.block.sentences
    index = sentences.index(sentence) if sentence in sentences else 0
    for before in reversed(sentences[max(0, index - back) : index]):
        told = dates(passage, before)
        if len({when.period for when in told}) > 1:
            return None
        if told:
            return _moved(passage, sentence, told[0])
    return None


def _moved(passage: Passage, sentence: Span, when: When) -> When:
    """The time of the sentence before, or a day later."""
    if when.day and _NEXT_DAY.match(passage.text, sentence.start, sentence.end):
        day = when.day + timedelta(days=1)
        return replace(when, period=Period(day, day), precision="derived")
    return replace(when, precision="derived")
