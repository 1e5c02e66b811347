"""Claims as the rules make them: each function takes a passage, the words and what they say, and gives one claim."""

from datetime import date
from decimal import Decimal

from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Entity, Event, Quantity, Value
from kfor_graph.texts import Period, Span, When

Slots = tuple[tuple[str, Value], ...]


def observation(
    passage: Passage,
    words: tuple[Span, ...],
    indicator: str,
    quantity: Quantity,
    unit: str,
    about: Value,
    time: Period | date | None = None,
    more: Slots = (),
    certainty: str = "stated",
) -> Claim | None:
    """One figure. `time` is a day (as at) or a period; without it, the reporting period. None where there is no time at all.

    `more` holds further slots: population, category, place, totalOf, includes, numerator, denominator, comparedWith, trend.
    """
    time = time or passage.period
    if time is None:
        return None
    slots: Slots = (
        ("about", about),
        ("indicator", Concept("indicator", indicator)),
        ("value", quantity.value),
        ("printed", quantity.printed),
        ("qualifier", Concept("qualifier", quantity.qualifier)),
        ("unit", Concept("unit", unit)),
        ("during" if isinstance(time, Period) else "asAt", time),
    )
    return Claim("observation", passage.block.slug, slots + more, passage.cite(*words), "", certainty)


def nought(
    passage: Passage,
    words: Span,
    printed: Span,
    indicator: str,
    unit: str,
    about: Value,
    time: Period | date | None = None,
    more: Slots = (),
) -> Claim | None:
    """A stated nought: "No incidents were reported" is a 0, silence is nothing."""
    quantity = Quantity(printed, Decimal(0), passage.words(printed))
    return observation(passage, (words,), indicator, quantity, unit, about, time, more)


def account(
    passage: Passage,
    words: tuple[Span, ...],
    event: Event,
    precision: str,
    status: str = "happened",
    certainty: str = "stated",
    more: Slots = (),
) -> Claim:
    """A telling of an eventuality. `precision` says how it gives the date (scheme date-precision)."""
    slots: Slots = (
        ("about", event),
        ("eventStatus", Concept("event-status", status)),
        ("datePrecision", Concept("date-precision", precision)),
    )
    return Claim("account", passage.block.slug, slots + more, passage.cite(*words), "", certainty)


def assessment(
    passage: Passage,
    words: tuple[Span, ...],
    topic: str,
    about: Value,
    ratings: tuple[str, ...] = (),
    trend: str | None = None,
    more: Slots = (),
    time: Period | None = None,
) -> Claim | None:
    """A judgement, for the reporting period unless `time` says another. None where there is no period at all."""
    time = time or passage.period
    if time is None:
        return None
    slots: Slots = (("about", about), ("topic", Concept("topic", topic)))
    slots += tuple(("rating", Concept("rating", rating)) for rating in ratings)
    slots += (("trend", Concept("trend", trend)),) if trend else ()
    return Claim("assessment", passage.block.slug, (*slots, ("during", time), *more), passage.cite(*words), "")


def statement(
    passage: Passage,
    words: tuple[Span, ...],
    subject: Value,
    predicate: str,
    value: Value,
    certainty: str = "stated",
    about: Value | None = None,
) -> Claim:
    """One triple; it stands in the graph itself only if stated as fact. `predicate` is a prefixed name."""
    slots: Slots = (("about", about or subject), ("subject", subject), ("predicate", predicate), ("object", value))
    return Claim("statement", passage.block.slug, slots, passage.cite(*words), "", certainty)


def population(*notations: str) -> Slots:
    """The people who are counted."""
    return tuple(("population", Concept("population", notation)) for notation in notations)


def group(notation: str, label: str) -> Entity:
    """An unnamed group, which belongs to its document: never a person of the gazetteer."""
    return Entity(
        "local",
        f"group-{notation}",
        label,
        ("kfo:Group",),
        (("kfo:population", Concept("population", notation)),),
        known=False,
    )


def when_precision(when: When | None) -> str:
    """How an account gives its date: the words' own precision, or the reporting period."""
    return when.precision if when else "period"
