"""What a slot of a claim must be according to a person: words of a table → a value, and the claim that holds it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from kfor_graph.model import Claim, Concept, Decision, Entity, Event, Value
from kfor_graph.texts import Period
from kfor_graph.vocabulary import Vocabulary

NOTHING = "-"
"Stands in a table for no value at all."

_SCHEMES = {
    "certainty": "certainty",
    "indicator": "indicator",
    "unit": "unit",
    "qualifier": "qualifier",
    "category": "category",
    "population": "population",
    "trend": "trend",
    "topic": "topic",
    "rating": "rating",
    "eventStatus": "event-status",
    "datePrecision": "date-precision",
    "placePrecision": "place-precision",
}
_ENTITIES = frozenset({"about", "place", "attributedTo", "subject", "object"})
_ROLES = frozenset({"involves", "perpetrator", "victim", "organizer", "mediator", "authority"})
_SLOTS = {
    "observation": {
        "about",
        "indicator",
        "value",
        "printed",
        "qualifier",
        "unit",
        "category",
        "population",
        "trend",
        "asAt",
        "during",
        "place",
    },
    "assessment": {"about", "topic", "rating", "trend", "during", "place"},
    "statement": {"subject", "object"},
    "account": {"eventStatus", "datePrecision", "placePrecision", "onDate", "during", "eventType", "place", "nature", "outcome", *_ROLES},
}
_OF_ALL = {"certainty", "attributedTo"}
_MAY_LACK = frozenset({"category", "population", "trend", "place", "attributedTo", "nature", "outcome", "placePrecision", *_ROLES})
_OF_EVENT = frozenset({"onDate", "during", "eventType", "place", "nature", "outcome", *_ROLES})


def corrected(claim: Claim, decision: Decision, vocabulary: Vocabulary) -> Claim:
    """The claim as the decision has it. Raises ValueError, with the reason and the remedy, where slot or value do not suit it."""
    allowed = _SLOTS[claim.kind] | _OF_ALL
    if decision.slot not in allowed:
        raise ValueError(f"{claim.kind} has no slot {decision.slot!r}; use one of {', '.join(sorted(allowed))}")
    if decision.value == NOTHING and decision.slot not in _MAY_LACK:
        raise ValueError(f"{decision.slot} cannot be left out; give its value, or reject the claim")
    words = [] if decision.value == NOTHING else [word.strip() for word in decision.value.split(",")]
    if claim.kind == "account" and decision.slot in _OF_EVENT:
        event = claim.get("about")
        if not isinstance(event, Event):
            raise ValueError("the claim tells of no event; reject it instead")
        return _with(claim, "about", (_event(event, decision.slot, words, vocabulary),))
    if decision.slot == "certainty":
        return replace(claim, certainty=_concept("certainty", _one(words), vocabulary).notation)
    values = tuple(
        _value(decision.slot, word, vocabulary) for word in ([decision.value] if decision.slot in {"printed", "value"} else words)
    )
    if len(values) > 1 and decision.slot not in _MAY_LACK | {"rating"}:
        raise ValueError(f"{decision.slot} has one value; give one")
    other = {"asAt": "during", "during": "asAt"}.get(decision.slot) if claim.kind == "observation" else None
    if other and claim.get(other) is not None:
        claim = replace(claim, slots=tuple((decision.slot if slot == other else slot, value) for slot, value in claim.slots))
    return _with(claim, decision.slot, values)


def extracted(claim: Claim, slot: str) -> tuple[Value, ...]:
    """What the rules took for a slot of a table."""
    if slot == "certainty":
        return (Concept("certainty", claim.certainty),)
    event = claim.get("about")
    if claim.kind != "account" or slot not in _OF_EVENT or not isinstance(event, Event):
        return claim.values(slot) or (claim.values({"asAt": "during", "during": "asAt"}.get(slot, slot)))
    if slot in {"onDate", "during"}:
        return (event.period,)
    if slot == "eventType":
        return tuple(Concept("event-type", notation) for notation in event.types)
    if slot == "place":
        return event.places
    if slot in {"nature", "outcome"}:
        notation = getattr(event, slot)
        return (Concept(slot, notation),) if notation else ()
    return tuple(entity for role, entity in event.roles if role == slot)


def _with(claim: Claim, slot: str, values: Sequence[Value]) -> Claim:
    """The claim with these values for a slot, where it stood or at the end."""
    slots: list[tuple[str, Value]] = []
    left: list[tuple[str, Value]] = [(slot, value) for value in values]
    for name, value in claim.slots:
        if name != slot:
            slots.append((name, value))
        else:
            slots += left
            left = []
    return replace(claim, slots=(*slots, *left))


def _event(event: Event, slot: str, words: list[str], vocabulary: Vocabulary) -> Event:
    if slot == "onDate":
        day = _day(_one(words))
        return replace(event, period=Period(day, day))
    if slot == "during":
        return replace(event, period=_period(_one(words)))
    if slot == "eventType":
        return replace(event, types=tuple(_concept("event-type", word, vocabulary).notation for word in words))
    if slot == "place":
        return replace(event, places=tuple(_entity(word, vocabulary) for word in words))
    if slot in {"nature", "outcome"}:
        notation = _concept(slot, _one(words), vocabulary).notation if words else None
        return replace(event, nature=notation) if slot == "nature" else replace(event, outcome=notation)
    others = tuple((role, entity) for role, entity in event.roles if role != slot)
    return replace(event, roles=(*others, *((slot, _entity(word, vocabulary)) for word in words)))


def _value(slot: str, word: str, vocabulary: Vocabulary) -> Value:
    if slot in _SCHEMES:
        return _concept(_SCHEMES[slot], word, vocabulary)
    if slot in _ENTITIES:
        return _entity(word, vocabulary)
    if slot == "asAt":
        return _day(word)
    if slot == "during":
        return _period(word)
    if slot == "printed":
        return word
    return _number(word)


def _one(words: list[str]) -> str:
    if len(words) != 1:
        raise ValueError("one value is needed; give one")
    return words[0]


def _number(word: str) -> Decimal:
    try:
        number = Decimal(word)
    except InvalidOperation as error:
        raise ValueError(f"{word!r} is no number; write it as 15314 or 6.83") from error
    if not number.is_finite() or abs(number.adjusted()) > 15:
        raise ValueError(f"{word!r} is no figure of a report; write it as 15314 or 6.83")
    return number


def _day(word: str) -> date:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            pass
    raise ValueError(f"{word!r} is no day; write it as 2007-09-28")


def _period(word: str) -> Period:
    first, bar, last = word.partition("/")
    if not bar or (period := Period(_day(first), _day(last))).start is None or _day(first) > _day(last):
        raise ValueError(f"{word!r} is no period; write it as 2007-09-01/2007-09-30")
    return period


def _concept(scheme: str, word: str, vocabulary: Vocabulary) -> Concept:
    if word not in vocabulary.concepts(scheme):
        raise ValueError(f"{word!r} is not in the scheme {scheme}; use a notation of ontology/schemes.ttl")
    return Concept(scheme, word)


def _entity(word: str, vocabulary: Vocabulary) -> Entity:
    kind, _, slug = word.partition("/")
    entity = vocabulary.entity(kind, slug)
    if entity is None:
        raise ValueError(f"{word!r} is not in the gazetteer; write it as place/prizren, or add it to ontology/")
    return entity
