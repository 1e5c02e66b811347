"""What is taken from rules of plug-ins: claims that are whole, whose words stand where they say, and whose names are safe in IRIs."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from kfor_graph.document.opening import opening
from kfor_graph.extract.gate import begin, stems_of
from kfor_graph.extract.overlaps import without_overlaps
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.plugins import Plugin
from kfor_graph.extract.rules import Rule
from kfor_graph.model import Claim, Concept, Entity, Event, Evidence, Finding, Value
from kfor_graph.names import PREFIXES, expand
from kfor_graph.texts import Block, Period, Span

MOST = 1000
"Claims of one rule from one block; a rule that gives more does not end."

_KINDS = {"account", "observation", "assessment", "statement"}
_ENTITIES = {"mission", "org", "state", "person", "place", "role", "instrument", "agreement", "mandate", "tenure", "local"}
_OF_CLAIM = {"evidence", "certainty", "reportedIn"}
"Properties that are written from the claim itself, not from its slots."
_TRIPLE = ("subject", "predicate", "object")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LOCAL = re.compile(r"(?:group|person)-[a-z0-9-]+")
_NAME = re.compile(r"[a-z]+:[A-Za-z][A-Za-z0-9_-]*")
_SEVERITIES = ("Violation", "Warning", "Info")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


class RefusedError(ValueError):
    """Why a claim is not taken."""


def further(passage: Passage, kind: str, plugins: Sequence[Plugin]) -> Iterator[Claim | Finding]:
    """What the plug-ins take from a block of this kind, of which our rules took `passage.here`.

    A claim that tells again what an earlier rule told from the same words is left out, as among our own rules. A rule that raises, or
    gives what is no sound claim, gives a finding instead.
    """
    made: list[Claim] = []
    for plugin in plugins:
        for rule in plugin.rules.get(kind, ()):
            if (stems := stems_of(rule)) and not begin(*stems)(passage.lower):
                continue
            for item in _taken(passage, rule, f"{plugin.name}.{rule.__name__}"):
                if isinstance(item, Finding):
                    yield item
                else:
                    made.append(item)
    yield from islice(without_overlaps((*passage.here, *made)), len(passage.here), None)


def _taken(passage: Passage, rule: Rule, name: str) -> Iterator[Claim | Finding]:
    def finding(message: str, severity: str = "Violation", evidence: tuple[Evidence, ...] = ()) -> Finding:
        line = " ".join(_ADDRESS.sub("", message).encode("utf-8", "backslashreplace").decode().split())[:500]
        words = evidence or opening(passage.document, passage.block.slug)
        return Finding(severity, line, name, passage.document.key, passage.block.slug, "", words)

    try:
        for number, item in enumerate(rule(passage)):
            if number == MOST:
                yield finding(f"plug-in rule {name} gave more than {MOST} claims of one block")
                return
            if isinstance(item, Finding):
                yield finding(str(item.message), item.severity if item.severity in _SEVERITIES else "Warning", _sound(passage, item))
                continue
            try:
                yield _Admission(passage, name).claim(item)
            except RefusedError as error:
                yield finding(f"plug-in rule {name} gave no sound claim: {error}")
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- the code of others may raise anything
        yield finding(f"plug-in rule {name} raised {type(error).__name__}: {error}")


def _sound(passage: Passage, item: Finding) -> tuple[Evidence, ...]:
    """The words of a finding that stand where they say."""
    text = passage.document.report.text
    sound = (piece for piece in item.evidence if type(piece) is Evidence and type(piece.span) is Span)
    return tuple(
        piece for piece in sound if type(piece.quote) is str and piece.quote and text[piece.span.start : piece.span.end] == piece.quote
    )


def _is_text(value: str) -> bool:
    """Whether a string can be written: lone surrogates cannot."""
    return value.isascii() or value.encode("utf-8", "replace").decode() == value


def _need(condition: object, why: str) -> None:
    if not condition:
        raise RefusedError(why)


class _Admission:
    """Looks at a claim of one rule from one block, down to the last value. Types are exact: the graph is written by type."""

    def __init__(self, passage: Passage, rule: str) -> None:
        self._passage, self._rule, self._vocabulary = passage, rule, passage.vocabulary

    def claim(self, value: object) -> Claim:
        """The claim as that of the rule, claims that it links to as well. Raises RefusedError."""
        if type(value) is not Claim:
            raise RefusedError(f"a {type(value).__name__} is no claim")
        _need(type(value.kind) is str and value.kind in _KINDS, f"unknown kind {value.kind!r}")
        _need(value.block == self._passage.block.slug, f"it belongs to {value.block!r}, not to the block that was read")
        self._concept(Concept("certainty", value.certainty))
        _need(type(value.evidence) is tuple and value.evidence, "there is no evidence")
        for item in value.evidence:
            self._evidence(item)
        _need(type(value.slots) is tuple, "slots are a tuple of pairs")
        slots = tuple(self._slot(value.kind, slot) for slot in value.slots)
        if value.kind == "statement":
            told = [slot for slot, _ in slots if slot in _TRIPLE]
            _need(sorted(told) == sorted(_TRIPLE), "a statement has one subject, one predicate and one object")
        return Claim(value.kind, value.block, slots, value.evidence, self._rule, value.certainty)

    def _evidence(self, item: object) -> None:
        if type(item) is not Evidence:
            raise RefusedError(f"a {type(item).__name__} is no evidence")
        report, block = self._passage.document.report, self._passage.block
        start, end = self._span(item.span)
        _need(item.block == block.slug, "evidence is of another block")
        _need(0 <= start < end <= len(report.text), f"evidence {start} to {end} does not stand in the published text")
        _need(report.text[start:end] == item.quote, f"the published text from {start} to {end} is not {item.quote!r}")
        _need(type(item.words) is str and item.words.strip() and _is_text(item.words), "evidence has no words")
        if block.kind in {"paragraph", "letter"} and len(block.span):
            first, last = report.offsets[block.span.start], report.offsets[block.span.end - 1]
            _need(first <= start and end <= last + 1, f"evidence {start} to {end} does not stand in its block")

    def _span(self, span: object) -> tuple[int, int]:
        if type(span) is not Span or type(span.start) is not int or type(span.end) is not int:
            raise RefusedError(f"{span!r} is no span")
        return span.start, span.end

    def _slot(self, kind: str, slot: object) -> tuple[str, Value]:
        if type(slot) is not tuple or len(slot) != 2 or type(slot[0]) is not str:
            raise RefusedError(f"{slot!r} is no slot")
        name, value = slot
        if kind == "statement" and name in _TRIPLE:
            if name == "predicate":
                self._property(value)
            _need(name != "subject" or type(value) not in {str, date, Decimal}, "the subject of a statement is a node")
        else:
            _need(name not in _OF_CLAIM, f"{name} is no slot")
            self._property(f"kfo:{name}", "kfo:Claim", f"kfo:{kind.capitalize()}")
        return name, self._value(value)

    def _property(self, name: object, *classes: str) -> None:
        """A property by its prefixed name; one of ours is in the ontology, and is for one of the classes, where such are given."""
        domain = self._vocabulary.domain(self._name(name))
        _need(not classes or domain.intersection(map(expand, classes)), f"{name} is no property of {' or '.join(classes)}")

    def _name(self, name: object) -> str:
        """A prefixed name of a class or property: ours must be in the ontology."""
        if type(name) is not str or not _NAME.fullmatch(name) or name.split(":")[0] not in PREFIXES:
            raise RefusedError(f"{name!r} is no prefixed name")
        _need(not name.startswith("kfo:") or self._vocabulary.declares(name), f"the ontology has no {name}")
        return name

    def _value(self, value: Value) -> Value:
        """A value; a claim comes back as one of the rule."""
        if type(value) is Claim:
            return value if value in self._passage.here or value in self._passage.earlier else self.claim(value)
        looks: dict[type, Callable[[Any], None]] = {
            Concept: self._concept,
            Entity: self._entity,
            Event: self._event,
            Period: self._period,
            Block: self._part,
            date: lambda _: None,
            Decimal: _figure,
            str: _text,
        }
        if type(value) not in looks:
            raise RefusedError(f"a {type(value).__name__} is no value")
        looks[type(value)](value)
        return value

    def _concept(self, value: Concept) -> None:
        known = type(value.scheme) is str and type(value.notation) is str and self._vocabulary.knows(value)
        _need(known, f"there is no concept {value.notation!r} in the scheme {value.scheme!r}")

    def _entity(self, value: object) -> None:
        if type(value) is not Entity:
            raise RefusedError(f"a {type(value).__name__} is no entity")
        _need(type(value.kind) is str and value.kind in _ENTITIES, f"unknown kind of entity {value.kind!r}")
        sound = type(value.slug) is str and len(value.slug) <= 120 and _SLUG.fullmatch(value.slug)
        _need(sound, f"the slug {value.slug!r} is not safe in an IRI")
        if value.known:
            _need(self._vocabulary.entity(value.kind, value.slug), f"the gazetteer has no {value.kind}/{value.slug}; say known=False")
            return
        _need(not self._vocabulary.entity(value.kind, value.slug), f"the gazetteer has {value.kind}/{value.slug}; take it from there")
        _need(
            value.kind != "local" or _LOCAL.fullmatch(value.slug), f"the slug of a local entity begins with group- or person-: {value.slug}"
        )
        _need(value.label, f"{value.slug} has no label")
        _need(value.classes, f"{value.slug} has no class")
        _text(value.label)
        for name in value.classes:
            self._name(name)
        for name, fact in value.facts:
            self._property(name)
            _need(type(fact) not in {Claim, Event}, f"a {type(fact).__name__} is no fact of an entity")
            self._value(fact)

    def _event(self, value: Event) -> None:
        _need(type(value.types) is tuple and value.types, "an event has a type")
        for notation in value.types:
            self._concept(Concept("event-type", notation))
        for scheme, told in (("nature", value.nature), ("outcome", value.outcome)):
            if told is not None:
                self._concept(Concept(scheme, told))
        self._period(value.period)
        _need(type(value.places) is tuple and type(value.roles) is tuple, "places and roles are tuples")
        for place in value.places:
            self._entity(place)
        for role, who in value.roles:
            self._property(f"kfo:{role}", "kfo:Eventuality")
            self._entity(who)
        if value.about is not None:
            self._entity(value.about)
        _text(value.subject)
        _text(value.matter)

    def _period(self, value: object) -> None:
        if type(value) is not Period or not {type(value.start), type(value.end)} <= {date, type(None)}:
            raise RefusedError(f"{value!r} is no period of days")
        _need(not (value.start and value.end) or value.start <= value.end, f"{value.start} to {value.end} ends before it begins")

    def _part(self, value: Block) -> None:
        document = self._passage.document
        slugs = {part.slug for part in document.blocks} | {part.slug for report in document.reports for part in report.paragraphs}
        _need(value.slug == "" or value.slug in slugs, f"the document has no part {value.slug!r}")


def _figure(value: Decimal) -> None:
    _need(value.is_finite() and abs(value.adjusted()) < 30, f"{value!r} is no figure of a report")


def _text(value: object) -> None:
    _need(type(value) is str and _is_text(value), f"{value!r} is no text")
