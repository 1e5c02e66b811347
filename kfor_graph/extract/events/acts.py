"""What bodies and holders of offices decide or say on a day: who, when, and the words that tell it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph.document.dates import MONTH
from kfor_graph.extract.actors.actors import Actors, Named, named_before
from kfor_graph.extract.actors.references import referred
from kfor_graph.extract.events.occasions import days_told, opening, told_words
from kfor_graph.extract.modality.status import is_denied, is_hedged
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, places
from kfor_graph.extract.times.dates import dates
from kfor_graph.texts import Span, When

ON_A_DAY = rf"(?P<day>,?\son\s\d\d?(?:st|nd|rd|th)?\s{MONTH}(?:\s\d{{4}})?,?)?"
"Pattern of a day that stands beside a verb. Example: ` on 13 November`"

_LONGEST = 100
_FIRST_VERB = re.compile(r"\b(?:reviewed|met|discussed|considered|examined|debated|visited|convened)\b[^.;]{0,100}?\sand\s(?:also\s)?\Z")
_APART = re.compile(r"(?:Following|After|Before|Since|Until|Ahead|Prior)\s")
_CLAUSE_ENDS = re.compile(r"[;.]|,\s(?:which|who|while|but|and)\s|\s(?:while|whereas|but)\s")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who, on which day, where, and the words."""

    actors: Actors
    when: When
    where: tuple[Found, ...]
    words: tuple[Span, ...]
    told: str
    "what was done, from the verb on, for the label"


def acts(passage: Passage, pattern: re.Pattern[str]) -> Iterator[tuple[Act, re.Match[str]]]:
    """The acts that a pattern's verbs tell, where actor and day are sure: the day opens the sentence or stands beside the verb.

    "The Council also asked" is of the day of the sentence before, where that tells of the Council and of one day. What is only reported or
    denied is none.
    """
    for sentence in passage.block.sentences:
        for match in passage.find(pattern, sentence):
            if said(passage, Span(match.start(), match.end())) or is_denied(passage, sentence.start, match.end()):
                continue
            if is_hedged(passage, sentence.start, match.start()):
                continue
            subject, meant = _subject(passage, sentence, match.start())
            if subject and _can_act(subject[0]) and (act := _act(passage, sentence, match, subject, meant=meant)):
                yield act, match


def _subject(passage: Passage, sentence: Span, verb: int) -> tuple[Named | None, bool]:
    """Who acts, and whether the words only refer to one named before."""
    if (meant := referred(passage, sentence.start, verb)) and _can_act(meant[0]):
        return meant, True
    if named := named_before(passage, sentence.start, verb):
        return named, False
    if first := _FIRST_VERB.search(passage.text, sentence.start, verb):
        return named_before(passage, sentence.start, first.start()), False
    return referred(passage, sentence.start, verb), True


def _can_act(actors: Actors) -> bool:
    return all(actor.known or actor.slug.startswith("person-") for actor in actors)


def _act(passage: Passage, sentence: Span, match: re.Match[str], subject: Named, *, meant: bool) -> Act | None:
    before = opening(passage, sentence.start, subject[1].start)
    beside = Span(*match.span("day")) if match["day"] else None
    when = dates(passage, beside) if beside else days_told(passage, before) if before else ()
    elsewhere = False
    if not when and meant and not before:
        when, elsewhere = _day_of_sentence_before(passage, sentence), True
    if len(when) != 1 or not when[0].day:
        return None
    end = _CLAUSE_ENDS.search(passage.text, match.end(), sentence.end)
    told = Span(match.start(), match.start() + len(passage.text[match.start() : end.start() if end else sentence.end].rstrip(" .,")))
    where = places(passage, before) if before else ()
    opens = before if before and not beside and not elsewhere else None
    words = told_words(passage, opens, subject[1], told)
    return Act(subject[0], when[0], where, (when[0].span, words) if elsewhere else (words,), _label(passage.words(told)))


def _label(words: str) -> str:
    """Words short enough to be a label, from the verb on."""
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
    return f"{short[0].upper()}{short[1:]}"


def _day_of_sentence_before(passage: Passage, sentence: Span) -> tuple[When, ...]:
    """The one day of the nearest sentence before that tells a day, at most two back: "on" it, not after or before it."""
    before = [span for span in passage.block.sentences if span.end <= sentence.start]
    for span in reversed(before[-2:]):
        if found := dates(passage, span):
            on = passage.text[max(span.start, found[0].span.start - 3) : found[0].span.start]
            return found if on.lower() == "on " and not _APART.match(passage.text, span.start) else ()
    return ()
