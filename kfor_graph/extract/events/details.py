"""Deeds that a sentence counts and the next ones tell one by one: "In two incidents stones were thrown at buses. On 3 May, near Pec, a window was broken"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.events.casualties import harms
from kfor_graph.extract.events.clauses import clauses
from kfor_graph.extract.events.tellings import Telling, days_of, victims
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates
from kfor_graph.texts import Span

_COUNTED = re.compile(
    rf"(?:In|On|At\sleast\son)\s(?:at\sleast\s)?(?:{NUMBER}|several|various)\s(?:(?:separate|different|further|other)\s)?(?:incidents|occasions|cases|attacks|instances)\b"
)
_OCCASIONS = re.compile(
    rf"\bon\s(?:at\sleast\s)?(?:{NUMBER}|several|various)\s(?:(?:separate|different|further|other)\s)?occasions\b|\b(?:{NUMBER})\stimes\b"
)
_DAMAGED = re.compile(r"\b(?:was|were)\s(?:\w+ly\s)?(?:broken|damaged|smashed|destroyed|hit|shattered|dented)\b")
_MOST = 3
"Sentences behind the count that may tell of what it counts."


def counts(passage: Passage, sentence: Span) -> bool:
    """Whether a sentence counts the deeds that it tells, and dates none of them."""
    if not passage.holds(sentence, "occasions", " times", "incidents", "cases", "attacks", "instances"):
        return False
    counted = _COUNTED.match(passage.text, sentence.start, sentence.end) or _OCCASIONS.search(passage.text, sentence.start, sentence.end)
    return counted is not None and not dates(passage, sentence)


def details(passage: Passage, index: int, counted: Telling) -> Iterator[tuple[int, Telling]]:
    """What the sentences behind one tell of the deeds that it counts, each with the index of its sentence: a day, a place, and what harm was done."""
    roles = tuple(role for role in counted.roles if role[0] == "victim")
    for at in range(index + 1, min(index + 1 + _MOST, len(passage.block.sentences))):
        sentence = passage.block.sentences[at]
        found = []
        for clause in clauses(passage, sentence):
            when = days_of(passage, (clause.opening,), None)
            where = places(passage, clause.opening) or places(passage, clause.core)
            hurt = harms(passage, clause.core)
            damaged = hurt or _DAMAGED.search(passage.text, clause.core.start, clause.core.end)
            if not when or len(when) > 1 or not where or not damaged or not told(passage, clause.words):
                break
            found.append(
                replace(
                    counted,
                    words=(clause.words,),
                    when=when,
                    where=where,
                    roles=(*roles, *victims(passage, hurt, roles)),
                    zone=(clause.words,),
                    hurt=hurt,
                    series=False,
                    parts=(),
                )
            )
        if not found:
            return
        for telling in found:
            yield at, telling
