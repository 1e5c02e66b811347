"""The values that flow through the pipeline: frozen, made by one stage, read by the later ones.

Two texts matter. The *published* text is a report as read, verbatim, with its furniture and markup; evidence points into it. The
*clean* text is the same words with white space folded and furniture and markup taken out; every rule reads it. A `Span` is into the
clean text unless it says otherwise, and `Report.locate` leads from the one to the other.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Union


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open, in characters (Unicode code points)."""

    start: int
    "the first character"
    end: int
    "the character after the last"

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a text does not print but is known of it, from `reports.toml`."""

    key: str | None = None
    "the document's key, where it is to differ from the one that the text gives"
    symbol: str | None = None
    "a UN symbol learnt elsewhere"
    url: str | None = None
    "where the document is published"
    title: str | None = None
    "a title for people"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came."""

    path: str
    "where it was read from; for messages only, never written to the graph"
    name: str
    "its file name"
    media_type: str
    "such as text/plain or application/pdf"
    sha256: str
    "checksum of its bytes, 64 hexadecimal digits"
    length: int
    "number of its bytes"
    sidecar: Sidecar = Sidecar()
    "facts from beside the file"


@dataclass(frozen=True, slots=True)
class Report:
    """A source as read."""

    source: Source
    "the file"
    text: str
    "the published text: what was read, verbatim"
    sha256: str
    "checksum of the published text in UTF-8, 64 hexadecimal digits; its first 16 name it"
    clean: str
    "the words with white space folded to single blanks, without furniture and markup"
    offsets: tuple[int, ...]
    "for each clean character, where it stands in the published text"
    lines: tuple[int, ...]
    "clean positions at which a line of the source begins, ascending"
    blocks: tuple[int, ...]
    "clean positions at which a block begins (after a blank line, or a block element); each is also in `lines`"
    furniture: tuple[Span, ...] = ()
    "page furniture, as spans of the published text, ascending: running heads, footers, page marks, bar codes"
    pages: tuple[int, ...] = ()
    "published positions at which a page begins; empty where the source has no pages"
    warnings: tuple[str, ...] = ()
    "what the reader had to put up with, such as a Latin-1 encoding"

    def locate(self, span: Span) -> tuple[Span, ...]:
        """A clean span as spans of the published text: one, or more where furniture interrupts it."""
        pieces, first, last = [], span.start, span.end - 1
        for furniture in self.furniture:
            after = bisect_left(self.offsets, furniture.end, first, span.end)
            before = bisect_left(self.offsets, furniture.start, first, after) - 1
            if first <= before and after <= last:
                pieces.append(self._between(first, before))
                first = after
        return (*pieces, self._between(first, last))

    def _between(self, first: int, last: int) -> Span:
        """From one clean character to another, both included, in the published text, without blanks at the ends."""
        while first < last and self.clean[last] == " ":
            last -= 1
        while first < last and self.clean[first] == " ":
            first += 1
        return Span(self.offsets[first], self.offsets[last] + 1)

    def page(self, position: int) -> int | None:
        """The page, from 1, of a position of the published text; None where the source has no pages."""
        return bisect_right(self.pages, position) or None

    def line(self, position: int) -> int:
        """The line, from 1, of a position of the published text."""
        return self.text.count("\n", 0, position) + 1


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day, both included; None leaves an end open."""

    start: date | None
    "first day"
    end: date | None
    "last day"


@dataclass(frozen=True, slots=True)
class When:
    """A day or a period as a text gives it."""

    period: Period
    "the days; start and end are equal for one day"
    precision: str
    "notation in the scheme date-precision"
    span: Span
    "the words"

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.period.start if self.period.start == self.period.end else None


@dataclass(frozen=True, slots=True)
class Printed:
    """A string that the text prints."""

    value: str
    "the value, normalised"
    span: Span
    "the words"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document that can be cited by itself."""

    kind: str
    "masthead, letter, attachment, report or paragraph"
    slug: str
    "its name within the document, such as report-1-p7"
    span: Span
    "its words"
    parent: str | None
    "slug of the part that it stands in; None for the document itself"
    number: int | None = None
    "printed number of a paragraph"
    heading: Printed | None = None
    "what it stands under, for a paragraph; its own title or label for a report or attachment"
    sentences: tuple[Span, ...] = ()
    "sentences of a paragraph or a letter's body"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that transmits reports or other letters."""

    block: Block
    "the part"
    dated: When | None
    "its date, from its own heading"
    sender: Printed | None
    "the office it comes from, as printed in its heading"
    addressee: Printed | None
    "the office it goes to, as printed in its heading"
    signatory: Printed | None
    "who signed it"
    transmits: tuple[str, ...]
    "slugs of the letters or reports that it passes on"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One report within a document."""

    block: Block
    "the part; its heading is the title"
    period: When | None
    "what it covers; the span may lie in the letters"
    paragraphs: tuple[Block, ...]
    "in order"


@dataclass(frozen=True, slots=True)
class Document:
    """A report's text with its structure."""

    key: str
    "names it in the graph: S-2007-652"
    report: Report
    "the text"
    symbol: Printed | None = None
    "UN symbol that the masthead or running heads print; the span is into the *published* text"
    job_number: Printed | None = None
    "the printer's number; the span is into the *published* text"
    distributed: When | None = None
    "distribution date"
    language: Printed | None = None
    "original language, as a BCP 47 tag"
    text_language: str = "en"
    "language of the text, as a BCP 47 tag; und where it is none that is recognised"
    blocks: tuple[Block, ...] = ()
    "masthead, letters, attachments and reports; paragraphs are in `reports`"
    letters: tuple[Letter, ...] = ()
    "outermost first"
    reports: tuple[ReportPart, ...] = ()
    "in order"


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
    "name of the rule that made it"
    certainty: str = "stated"
    "notation in the scheme certainty"

    def values(self, slot: str) -> tuple[Value, ...]:
        """All values of a slot, in order."""
        return tuple(value for name, value in self.slots if name == slot)

    def get(self, slot: str) -> Value | None:
        """The first value of a slot, or None."""
        return next((value for name, value in self.slots if name == slot), None)

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
    quotes: tuple[str, ...] = ()
    "the words in question"


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
