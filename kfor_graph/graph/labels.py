"""What people read of claims and events, made from what these say."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kfor_graph import names
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Block, Document, Period
from kfor_graph.vocabulary import Vocabulary

_COMMUNITY = Concept("population", "community")


@lru_cache(maxsize=1024)
def when(period: Period) -> str:
    """`28 September 2007`, `September 2007`, `1 April to 30 June 2020`, `until 14 June 2021`."""
    if period.start and period.start == period.end:
        return _day(period.start)
    if names.is_month(period) and period.start:
        return f"{period.start:%B %Y}"
    if period.start and period.end:
        first = f"{period.start.day} {period.start:%B}" if period.start.year == period.end.year else _day(period.start)
        return f"{first} to {_day(period.end)}"
    return f"until {_day(period.end)}" if period.end else f"from {_day(period.start)}" if period.start else "at an unknown time"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def event(value: Event, vocabulary: Vocabulary) -> str:
    """`Explosion in Pristina, September 2007`."""
    what = value.subject or vocabulary.label(Concept("event-type", value.types[0]))
    what = what[:1].upper() + what[1:]
    place = f" in {value.places[0].label}" if value.places else ""
    return f"{what}{place}, {when(value.period)}"


def place_in_document(document: Document, block: str) -> str:
    """`S/2007/652, para. 4` or `letter-2020-12-03, report-2, para. 5`: what a reader would cite."""
    name = document.symbol.value if document.symbol else document.key
    steps = block.split("-p")
    if block.startswith("report-") and len(steps) > 1:
        report = f", {steps[0]}" if len(document.reports) > 1 else ""
        return f"{name}{report}, para. {steps[-1]}"
    return f"{name}, {block}"


def claim(value: Claim, document: Document, vocabulary: Vocabulary) -> str:
    """The label of a claim: figures by indicator, population and time, the others by the place that makes them."""
    if value.kind == "observation":
        return _observation(value, vocabulary)
    where = place_in_document(document, value.block)
    if value.kind == "account":
        told = value.get("about")
        return f"{where}: {event(told, vocabulary) if isinstance(told, Event) else ''}"
    if value.kind == "assessment":
        words = [vocabulary.label(item) for item in (*value.values("rating"), *value.values("trend")) if isinstance(item, Concept)]
        return f"{_label(value.get('topic'), vocabulary)}, {_label(value.get('during'), vocabulary)}: {', '.join(words).lower()}"
    hedge = "" if value.certainty == "stated" else f"{value.certainty}: "
    told = value.get("object")
    thing = told if isinstance(told, str) else _label(told, vocabulary)
    return f"{where}: {hedge}{_label(value.get('subject'), vocabulary)}, {_label(value.get('predicate'), vocabulary)}, {thing}"


def _observation(value: Claim, vocabulary: Vocabulary) -> str:
    concepts = (*value.values("category"), *value.values("population"))
    kinds = [_within_words(item, vocabulary) for item in concepts if isinstance(item, Concept)]
    kinds += [str(words) for words in value.values("counted")]
    narrowed = f" ({', '.join(kinds)})" if kinds else ""
    time = value.get("asAt") or value.get("during")
    return f"{_label(value.get('indicator'), vocabulary)}{narrowed}, {_label(time, vocabulary)}: {value.get('printed')}"


def _within_words(concept: Concept, vocabulary: Vocabulary) -> str:
    """A concept's label as it stands within a sentence: names of communities and abbreviations keep their capitals."""
    label = vocabulary.label(concept)
    if concept.notation in vocabulary.narrower(_COMMUNITY) and label.split()[-1][:1].isupper():
        return label
    return " ".join(word if word.isupper() else word[:1].lower() + word[1:] for word in label.split())


def _label(value: object, vocabulary: Vocabulary) -> str:
    if isinstance(value, Concept):
        return vocabulary.label(value)
    if isinstance(value, Event):
        return event(value, vocabulary)
    if isinstance(value, Period):
        return when(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, Entity):
        return value.label
    if isinstance(value, Block):
        return value.slug or "document"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return _in_words(value) if isinstance(value, str) else ""


@lru_cache(maxsize=1024)
def _in_words(name: str) -> str:
    """The local part of a prefixed name as words: `kfo:reportedIn` as `reported in`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rsplit(":", maxsplit=1)[-1]).lower()
