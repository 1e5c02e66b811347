"""What the rules find in a document → facts that can be compared."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kfor_graph.extract.extract import Extraction
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.quality.evaluate.facts import Fact
from kfor_graph.quality.evaluate.wording import entity_actor_names, entity_place_names, stems, unit, wordings
from kfor_graph.texts import Block, Document, Period
from kfor_graph.vocabulary import fold

_LETTERS = {"dcterms:date": "date", "kfo:signedBy": "signatory", "kfo:signedAs": "office", "kfo:addressedTo": "addressee"}
_HARMS = {"persons-killed": "killed", "persons-injured": "wounded", "persons-arrested": "arrested"}
_STRENGTH = {"troop-strength": "troops", "contributing-nations": "nations", "reserve-strength": "reserve"}
_TROOPS = Concept("indicator", "troop-strength")
_ROLES = {"involves": "participant"}
_FLAGS = {"planned": "planned", "called-off": "not held", "did-not-happen": "not held", "postponed": "not held"}
_ONCE = {"event", "actor", "place", "letter", "period"}
"Kinds of which a second telling is no second fact."
_HEDGES = ("alleged", "suspected", "believed")
"The weakest first."
_HEDGED = re.compile(r"suspect|suspicion|alleg|believ|reported|appar|thought|presum|likely|possibl|accus|[Aa]ccording|claim")
"A hedge in words: who is arrested is suspected, whatever the words are, and makes an event no less certain."


class Found:
    """The facts of one document.

    names: for each of its reports, from 1, how the list names it
    corps: the organizations, as `kind/slug`, whose figures are personnel figures
    """

    def __init__(self, document: Document, extraction: Extraction, names: Mapping[int, str], corps: frozenset[str]) -> None:
        self._document, self._claims, self._names, self._corps = document, extraction.claims, names, corps
        paragraphs = [paragraph for report in document.reports for paragraph in report.paragraphs]
        self._blocks = {block.slug: block for block in (*document.blocks, *paragraphs)}
        self._periods = {number: report.period.period for number, report in enumerate(document.reports, 1) if report.period}
        self._events: dict[tuple[int, Event], str] = {}

    def facts(self) -> tuple[Fact, ...]:
        """All facts, in the order of the claims; of events that are told twice, the first telling."""
        made = [fact for claim in self._claims for fact in self._of(claim)]
        return tuple(dict.fromkeys(self._told_once(made)))

    def _told_once(self, made: Iterable[Fact]) -> Iterator[Fact]:
        """Each fact once, events with the weakest hedge that any claim of theirs has in words."""
        made = list(made)
        hedges: dict[tuple[str, str], str] = {}
        for fact in made:
            if fact.event and fact.certainty in _HEDGES and (fact.kind != "actor" or _HEDGED.search(fact.sentence)):
                known = hedges.get((fact.document, fact.event))
                hedges[fact.document, fact.event] = min(filter(None, (known, fact.certainty)), key=_HEDGES.index)
        told = set()
        for fact in made:
            if fact.kind in _ONCE:
                same = (fact.kind, fact.document, fact.event, fact.what, fact.names)
                if same in told:
                    continue
                told.add(same)
            yield replace(fact, certainty=hedges.get((fact.document, fact.event), fact.certainty)) if fact.kind == "event" else fact

    def _of(self, claim: Claim) -> Iterator[Fact]:
        makers = {"statement": self._statement, "observation": self._observation, "account": self._account, "assessment": self._assessment}
        if self._number(claim) in {0, *self._names}:
            yield from makers[claim.kind](claim)
            yield from self._agreements(claim)

    def _number(self, claim: Claim) -> int:
        """Which report a claim stands in, from 1; 0 for letters and masthead."""
        match = re.match(r"report-(\d+)", claim.block)
        return int(match[1]) if match else 0

    def _fact(self, claim: Claim, kind: str, what: str, **more: Any) -> Fact:
        number = self._number(claim)
        name = self._names[number] if number in self._names else self._names[min(self._names)]
        words = " … ".join(piece.words for piece in claim.evidence)
        base = Fact(kind, name, self._paragraph(claim.block), what, certainty=claim.certainty, words=words, sentence=self._sentence(claim))
        return replace(base, **more)

    def _paragraph(self, slug: str) -> str:
        block = self._blocks.get(slug)
        if block is None or block.number is None:
            return ""
        return f"{fold(block.heading.value)}/{block.number}" if block.heading and re.search(r"-s\d+-p", slug) else str(block.number)

    def _sentence(self, claim: Claim) -> str:
        """The sentence that holds the claim's first words; the words themselves where no sentence holds them whole."""
        clean, first = self._document.report.clean, claim.evidence[0]
        block = self._blocks.get(first.block)
        texts = [clean[span.start : span.end] for span in block.sentences] if block else []
        return next((text for text in texts if first.words in text), first.words)

    def _days(self, claim: Claim, told: Period | None) -> dict[str, Any]:
        whole = self._periods.get(self._number(claim))
        return {"days": told, "vague": told is None or told == whole}

    def _statement(self, claim: Claim) -> Iterator[Fact]:
        subject, predicate, value = (claim.get(slot) for slot in ("subject", "predicate", "object"))
        if predicate == "kfo:coversPeriod" and isinstance(value, Period) and isinstance(subject, Block):
            number = int(subject.slug.rpartition("-")[2])
            if number in self._names:
                yield self._fact(claim, "period", "period", days=value, document=self._names[number])
        elif isinstance(subject, Event) and isinstance(value, Entity) and isinstance(predicate, str):
            yield self._actor(claim, subject, predicate.removeprefix("kfo:"), value)
        elif predicate in _LETTERS and isinstance(subject, Block) and subject.kind == "letter":
            what = _LETTERS[str(predicate)]
            if isinstance(value, date):
                yield self._fact(claim, "letter", what, days=Period(value, value), event=subject.slug)
            elif isinstance(value, Entity):
                names = frozenset({f"{value.kind}/{value.slug}"})
                yield self._fact(claim, "letter", what, names=names, label=value.label, event=subject.slug)

    def _account(self, claim: Claim) -> Iterator[Fact]:
        event = claim.get("about")
        if not isinstance(event, Event):
            return
        status = claim.get("eventStatus")
        told = self._days(claim, event.period) | {
            "event": self._event(claim, event),
            "flag": _FLAGS.get(status.notation, "") if isinstance(status, Concept) else "",
        }
        names = frozenset(name for place in event.places for name in entity_place_names(place))
        label = ", ".join(place.label or place.slug for place in event.places)
        yield self._fact(claim, "event", "+".join(event.types), names=names, label=label, **told)
        for place in event.places:
            yield self._fact(claim, "place", "place", names=entity_place_names(place), label=place.label or place.slug, **told)
        for role, entity in event.roles:
            yield self._actor(claim, event, role, entity)

    def _actor(self, claim: Claim, event: Event, role: str, entity: Entity) -> Fact:
        more = self._days(claim, event.period) | {"event": self._event(claim, event)}
        names = entity_actor_names(entity)
        return self._fact(claim, "actor", _ROLES.get(role, role), names=names, label=entity.label or entity.slug, **more)

    def _event(self, claim: Claim, event: Event) -> str:
        """A name for an event within its report."""
        return self._events.setdefault((self._number(claim), event), f"found{len(self._events) + 1}")

    def _observation(self, claim: Claim) -> Iterator[Fact]:
        indicator, value, about = claim.get("indicator"), claim.get("value"), claim.get("about")
        if not (isinstance(indicator, Concept) and isinstance(value, Decimal)):
            return
        told = claim.get("during") or claim.get("asAt")
        more = self._days(claim, told if isinstance(told, Period) else Period(told, told) if isinstance(told, date) else None)
        more |= {"value": value, "unit": self._unit(claim), "names": self._names_of(claim, indicator)}
        if isinstance(about, Event):
            more |= {"event": self._event(claim, about)}
        kind, what = self._kind(claim, indicator, value)
        if what == "change":
            more["value"] = abs(value)
        labels = [_label(item) for slot in ("population", "category", "counted", "place") for item in claim.values(slot)]
        yield self._fact(claim, kind, what, **(more | {"label": ", ".join(labels)}))

    def _unit(self, claim: Claim) -> str:
        found = claim.get("unit")
        return unit(found.notation) if isinstance(found, Concept) else ""

    def _kind(self, claim: Claim, indicator: Concept, value: Decimal) -> tuple[str, str]:
        """The kind of fact that a figure is, and which of its kind."""
        name = indicator.notation
        if name in _STRENGTH:
            return "strength", _of_strength(claim, _STRENGTH[name])
        if name == "change" and isinstance(of := claim.get("changeOf"), Claim) and of.get("indicator") == _TROOPS:
            return "strength", "change"
        if value == 0:
            return "nought", name
        if name in _HARMS:
            return "casualty", _HARMS[name]
        if name == "items-seized":
            return "seizure", " ".join(_label(item) for item in claim.values("category")) or name
        if self._of_corps(claim):
            return "personnel", name
        if name == "incidents":
            return "statistic", self._of_statistic(claim)
        return "figure", name

    def _of_statistic(self, claim: Claim) -> str:
        """Of the report's own period, a total or a category; of another, what it is compared with."""
        if any(claim.get(slot) for slot in ("category", "counted", "population", "place")):
            return "category"
        return "total" if claim.get("during") == self._periods.get(self._number(claim)) else "compared"

    def _of_corps(self, claim: Claim) -> bool:
        """Whether a figure is about a corps: itself, or an event in which it has a part."""
        about = claim.get("about")
        actors = [actor for _, actor in about.roles] if isinstance(about, Event) else [about]
        return any(isinstance(actor, Entity) and f"{actor.kind}/{actor.slug}" in self._corps for actor in actors)

    def _names_of(self, claim: Claim, indicator: Concept) -> frozenset[str]:
        """The words by which a figure can be known: labels of what is counted, of whom, and of which category.

        Categories stand alone: what tells them apart is not that all count incidents.
        """
        narrow = [item for slot in ("category", "counted", "place") for item in claim.values(slot)]
        wide = [indicator, *claim.values("population"), claim.get("about")]
        return frozenset(name for item in (narrow or wide) for name in _known_by(item))

    def _assessment(self, claim: Claim) -> Iterator[Fact]:
        topic = claim.get("topic")
        ratings = [rating.notation for rating in claim.values("rating") if isinstance(rating, Concept)]
        trends = [f"trend {trend.notation}" for trend in claim.values("trend") if isinstance(trend, Concept)]
        if isinstance(topic, Concept):
            yield self._fact(claim, "assessment", topic.notation, names=frozenset(ratings + trends), label=", ".join(ratings + trends))

    def _agreements(self, claim: Claim) -> Iterator[Fact]:
        """The agreements that a claim names, with their day where it tells of their making."""
        event = claim.get("about")
        if isinstance(event, Event) and claim.kind == "account" and {"agreement-made", "exchange-of-letters"} & set(event.types):
            if event.happened:
                words = event.about.label if event.about else event.subject
                names = frozenset({f"agreement/{event.about.slug}"} if event.about else ()) | stems(words)
                day = event.period if event.period.start == event.period.end else None
                yield self._fact(claim, "agreement", words, days=day, names=names, event=self._event(claim, event))
            return
        for _, value in claim.slots:
            if isinstance(value, Entity) and value.kind == "agreement":
                yield self._fact(claim, "agreement", value.label, names=frozenset({f"agreement/{value.slug}"}) | stems(value.label))


def _of_strength(claim: Claim, base: str) -> str:
    notations = {item.notation for item in claim.values("population") if isinstance(item, Concept)}
    part = "non-nato" if "non-nato" in notations else "nato" if "nato" in notations else "at" if claim.get("place") else ""
    return f"{base} {part}".strip()


def _label(item: object) -> str:
    if isinstance(item, str):
        return item
    return item.notation if isinstance(item, Concept) else item.label or item.slug if isinstance(item, Entity) else ""


def _known_by(item: object) -> frozenset[str]:
    if isinstance(item, Concept):
        return wordings(item)
    if isinstance(item, Entity):
        return (entity_place_names(item) if item.kind == "place" else frozenset()) | stems(item.label or item.slug)
    return stems(item) if isinstance(item, str) else frozenset()
