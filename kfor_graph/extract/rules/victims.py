"""Who was hurt or killed, and at whom things were thrown, at a demonstration or roadblock that is told of just before."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.actors import Actors, named_at
from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.claims import statement
from kfor_graph.extract.events.casualties import Harm, harms
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Span

_HARM = ("injur", "wound", "hurt", "killed", "died")
_CROWDS = ("demonstrat", "protest", "rall", "marched", "gather", "block", "barricade", "riot", "crowd")
_PELTED = re.compile(
    r"\b(?:[Ss]tones|[Rr]ocks|[Bb]ottles|[Ff]ireworks|[Bb]ricks|[Pp]etrol\sbombs|[Oo]bjects)(?:(?:,|\sand)\s[a-z]+){0,3}\s(?:were|was)\s(?:thrown|hurled)\sat\s(?=(?P<whom>[^.;:]{3,100}))"
    r"|\b(?:threw|hurled)\s(?:stones|rocks|bottles|fireworks|bricks|petrol\sbombs|objects)(?:(?:,|\sand)\s[a-z]+){0,3}\sat\s(?=(?P<whom2>[^.;:]{3,100}))"
)
_OTHER_CAUSE = re.compile(
    r"\b(?:accidents?|collision|crash\w*|explosion|exploded|shot|shots|gunfire|shooting|stabb\w+|mines?|grenades?|floods?)\b"
)
_OF_PERIOD = re.compile(r"\b(?:period|month|quarter|total|incidents)\b")
_GENERIC = re.compile(r"(?:other\s|further\s|more\s)?(?:persons?|people|individuals?|others?)")
_FAR = 2
"Sentences behind an event that can go on about it."


@reads(*_HARM, "thrown at", "hurled at", "threw ", "hurled ")
def victims(passage: Passage) -> Iterator[Claim]:
    """Those who were hurt or killed at a demonstration or roadblock, and those at whom things were thrown there, as told behind it.

    Example: `On 7 May, veterans blocked the road. «Three Kosovo police officers were injured», and six persons were arrested.` Harm of
    another cause, of another day, of the whole period, said by others or alleged is none of it. How many they were is read elsewhere.
    """
    if not passage.period or not passage.has(*_CROWDS):
        return
    for index, sentence in enumerate(passage.block.sentences):
        if passage.holds(sentence, *_HARM, "thrown", "hurled", "threw") and not _OTHER_CAUSE.search(passage.words(sentence)):
            yield from _told(passage, index, sentence)


def _told(passage: Passage, index: int, sentence: Span) -> Iterator[Claim]:
    pelted = next(passage.find(_PELTED, sentence), None)
    hurt = tuple(harm for harm in harms(passage, sentence) if not said(passage, harm.words))
    first = min([harm.words.start for harm in hurt] + ([pelted.start()] if pelted else []), default=None)
    event = _event(passage, index, sentence, first) if first is not None else None
    if not event or _OF_PERIOD.search(passage.words(sentence)) or not told(passage, sentence):
        return
    at = pelted and next(Span(*pelted.span(name)) for name in ("whom", "whom2") if pelted[name])
    named = named_at(passage, at.start, at.end) if at else None
    if pelted and named and not said(passage, Span(*pelted.span())):
        words = Span(pelted.start(), named[1].end)
        yield from (statement(passage, (words,), event, "kfo:victim", body) for body in _new(named[0], event))
    else:
        for harm in hurt:
            for someone in _new(_people(passage, harm), event):
                yield statement(passage, (harm.words,), event, "kfo:victim", someone)


def _people(passage: Passage, harm: Harm) -> tuple[Entity, ...]:
    """Who was hurt, where the words say more than that they were people."""
    if not harm.who or _GENERIC.fullmatch(passage.words(harm.who)):
        return ()
    return who(passage, harm.who, "victims")


def _new(actors: Actors, event: Event) -> Actors:
    return tuple(actor for actor in actors if ("victim", actor) not in event.roles)


def _event(passage: Passage, index: int, sentence: Span, first: int) -> Event | None:
    """The gathering that the words from a position on go on about: told before them in the sentence, or last in one of the two before.

    None where the sentence tells of another day.
    """
    kinds = passage.vocabulary.narrower(Concept("event-type", "public-order"))
    for at in range(index, max(-1, index - _FAR - 1), -1):
        span = passage.block.sentences[at]
        events = _events(passage, Span(span.start, first) if at == index else span) if at < index or first > span.start else []
        if not events and at == index and dates(passage, sentence):
            return None
        if events:
            last = events[-1]
            same = len({event.period for event in events}) == 1
            return last if same and last.types[0] in kinds and last.happened and last.period.start == last.period.end else None
        if at < index and dates(passage, span):
            return None
    return None


def _events(passage: Passage, span: Span) -> list[Event]:
    """The events that the rules before have read in some words, as having happened, up to their end."""
    located = passage.document.report.locate(span)
    return [
        event
        for claim in passage.here
        if claim.kind == "account"
        and located[0].start <= claim.evidence[0].span.start
        and claim.evidence[-1].span.end <= located[-1].end
        and isinstance(event := claim.get("about"), Event)
        and event.happened
    ]
