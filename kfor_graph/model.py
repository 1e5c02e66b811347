"""What is claimed: concepts, entities, events, claims with their evidence, and findings. Frozen values, as those of `texts`."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Union

from kfor_graph.texts import Block, Period, Span


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind, from one of the SKOS schemes."""

    scheme: str
    "such as event-type"
    notation: str
    "such as explosion"


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, place, role or instrument."""

    kind: str
    "mission, org, state, person, place, role, instrument, agreement, mandate or tenure; 'local' where it belongs to one document"
    slug: str
    "names it within its kind"
    label: str = field(compare=False, default="")
    "what people read"
    classes: tuple[str, ...] = field(compare=False, default=())
    "prefixed class names; stated in the document's graph only where the gazetteer does not know the entity"
    facts: tuple[tuple[str, "Value"], ...] = field(compare=False, default=())
    "further properties, prefixed names with values, of an entity that the gazetteer does not know"
    known: bool = field(compare=False, default=True)
    "whether the gazetteer describes it; what it does not know is flagged for review"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an entity."""

    span: Span
    "the words"
    entity: Entity
    "what they name"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed."""

    span: Span
    "the figure's own characters"
    value: Decimal
    "as a number"
    printed: str
    "as printed: 2.10, 4 800, two, No"
    qualifier: str = "exact"
    "notation in the scheme qualifier"


@dataclass(frozen=True, slots=True)
class Event:
    """An eventuality that an account tells of. Equal ones are one node."""

    types: tuple[str, ...]
    "notations in the scheme event-type, the first names it"
    period: Period
    "its days"
    places: tuple[Entity, ...] = ()
    "where, the narrowest first"
    roles: tuple[tuple[str, Entity], ...] = ()
    "property (involves, mediator, victim …) and who"
    nature: str | None = None
    "notation in the scheme nature"
    outcome: str | None = None
    "notation in the scheme outcome"
    about: Entity | None = None
    "the agreement or mandate that it concerns"
    series: bool = False
    "several happenings told as one"
    happened: bool = True
    "whether the document states it as having happened"
    matter: str = ""
    "what tells it from another one that is equal in all else: what was decided or said"
    subject: str = field(compare=False, default="")
    "words for its label that say more than its type, such as what was done"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that make a claim. Invariant: `report.text[span.start:span.end] == quote`."""

    block: str
    "slug of the part"
    span: Span
    "where the words stand in the *published* text"
    quote: str
    "the words, verbatim"
    words: str
    "the words as clean text: what names the evidence"


Value = Union[Concept, Entity, Event, Period, "Claim", Block, date, Decimal, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a document says."""

    kind: str
    "account, observation, assessment or statement"
    block: str
    "slug of the part that says it"
    slots: tuple[tuple[str, Value], ...]
    "property and value, in the order of the rule; a property may repeat"
    evidence: tuple[Evidence, ...]
    "the words, one or more runs"
    rule: str
    "name of the rule that made it; plugin.rule for a rule of a plug-in"
    certainty: str = "stated"
    "notation in the scheme certainty"

    @property
    def plugin(self) -> str:
        """The plug-in whose rule made it; empty for our own rules, whose names hold no dot."""
        return self.rule.rpartition(".")[0]

    def values(self, slot: str) -> tuple[Value, ...]:
        """All values of a slot, in order."""
        return tuple(value for name, value in self.slots if name == slot)

    def get(self, slot: str) -> Value | None:
        """The first value of a slot, or None."""
        for name, value in self.slots:  # a loop: asked hundreds of times a document, and twice as fast as a generator
            if name == slot:
                return value
        return None

    def __str__(self) -> str:
        """One line: kind, slots, certainty where it is not stated, and the words between « »."""
        slots = " ".join(f"{slot}={_plain(value)}" for slot, value in self.slots)
        hedge = "" if self.certainty == "stated" else f" ({self.certainty})"
        return f"{self.kind}{hedge} {slots} {' '.join(f'«{item.words}»' for item in self.evidence)}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a report, or in what was made of it: a value, never an exception."""

    severity: str
    "Violation, Warning or Info"
    message: str
    "one line"
    check: str
    "name of the shape, check or rule that found it"
    document: str = ""
    "key of the document"
    block: str = ""
    "slug of the part"
    focus: str = ""
    "IRI of the node at fault, where there is one"
    evidence: tuple[Evidence, ...] = ()
    "the words in question, in the order of the text"
    related: tuple[tuple[str, Evidence], ...] = ()
    "the words that they are checked against, each with the key of its document"
    printed: str = ""
    "the figure in question, as printed; empty where it is no figure"
    recomputed: str = ""
    "the value that the printed figures give"
    formula: str = ""
    "how they give it: 100 × 194 ÷ 2,913"

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words in question, verbatim."""
        return tuple(item.quote for item in self.evidence)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a claim: one row of a table of corrections."""

    table: str
    "path of the table, for messages"
    line: int
    "of the table, from 1"
    claim: str
    "as written: IRI, document/claim, or the claim alone, which may be cut short"
    verdict: str
    "rejected, corrected or confirmed: notation in the scheme verdict"
    slot: str
    "which property is corrected"
    value: str
    "what it must be, as written"
    who: str
    when: date
    why: str


def _plain(value: Value) -> str:
    """A value in the one-line form of a claim."""
    if isinstance(value, Concept):
        return value.notation
    if isinstance(value, Entity):
        return f"{value.kind}/{value.slug}"
    if isinstance(value, Period):
        return f"{value.start or '..'}/{value.end or '..'}"
    if isinstance(value, Claim):
        return f"[{value.get('printed') or value.kind}]"
    if isinstance(value, Block):
        return value.slug or "document"
    return _plain_event(value) if isinstance(value, Event) else f"{value}"


def _plain_event(event: Event) -> str:
    """An event in brackets: type, days, then what else is told."""
    days = event.period.start if event.period.start == event.period.end else _plain(event.period)
    parts = [f"{'series ' if event.series else ''}{'+'.join(event.types)} {days}"]
    parts += [f"place={place.slug}" for place in event.places]
    parts += [f"{role}={_plain(entity)}" for role, entity in event.roles]
    parts += [f"{name}={value}" for name in ("nature", "outcome") if (value := getattr(event, name))]
    parts += [f"about={_plain(event.about)}"] if event.about else []
    return f"[{' '.join(parts)}]" if event.happened else f"[not told as having happened: {' '.join(parts)}]"
