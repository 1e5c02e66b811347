"""The IRIs of the claims, evidence and events of one document: named by what they say, with an ordinal where two say the same."""

from collections import defaultdict
from collections.abc import Sequence

from kfor_graph import names
from kfor_graph.model import Claim, Concept, Entity, Event, Evidence
from kfor_graph.texts import Block, Period

_PREFIX = {"account": "acc", "observation": "obs", "assessment": "ass", "statement": "st"}


class Identifiers:
    """Names for everything that the claims of one document hold. Equal values get one IRI; what was never named raises KeyError."""

    def __init__(self, key: str, claims: Sequence[Claim]) -> None:
        self._key = key
        self._events: dict[Event, str] = {}
        self._evidence: dict[Evidence, str] = {}
        self._claims: dict[tuple[str, tuple[Evidence, ...]], str] = {}
        self._told = {id(claim): claim for claim in claims}
        self._sayings: dict[int, str] = {}
        self._name_events(claims)
        self._name_evidence(claims)
        self._name_claims(claims)

    def event(self, value: Event) -> str:
        """The IRI of an event."""
        return self._events[value]

    def evidence(self, value: Evidence) -> str:
        """The IRI of a piece of evidence."""
        return self._evidence[value]

    def claim(self, value: Claim) -> str | None:
        """The IRI of a claim; None where it is not among the document's claims."""
        return self._claims.get((self._said(value), value.evidence))

    def _name_events(self, claims: Sequence[Claim]) -> None:
        count: dict[str, int] = defaultdict(int)
        for claim in claims:
            for _, value in claim.slots:
                if isinstance(value, Event) and value not in self._events:
                    iri = names.event(value, self._key)
                    count[iri] += 1
                    self._events[value] = iri if count[iri] == 1 else f"{iri}-{count[iri]}"

    def _name_evidence(self, claims: Sequence[Claim]) -> None:
        count: dict[str, int] = defaultdict(int)
        for item in sorted(
            {item for claim in claims for item in claim.evidence}, key=lambda item: (item.span.start, item.span.end, item.block)
        ):
            slug = "ev-" + names.digest((item.block, item.words))
            count[slug] += 1
            self._evidence[item] = names.part(self._key, slug if count[slug] == 1 else f"{slug}-{count[slug]}")

    def _name_claims(self, claims: Sequence[Claim]) -> None:
        count: dict[str, int] = defaultdict(int)
        for claim in sorted(claims, key=lambda claim: [(item.span.start, item.span.end) for item in claim.evidence]):
            said = self._said(claim)
            if (said, claim.evidence) in self._claims:
                continue
            count[said] += 1
            slug = f"{_PREFIX[claim.kind]}-{names.digest((said,))}"
            self._claims[said, claim.evidence] = names.part(self._key, slug if count[said] == 1 else f"{slug}-{count[said]}")

    def _said(self, claim: Claim) -> str:
        """What a claim says, worked out once for each of the document's claims, which are held and so keep their identity."""
        if id(claim) not in self._told:
            return self._say(claim)
        if id(claim) not in self._sayings:
            self._sayings[id(claim)] = self._say(claim)
        return self._sayings[id(claim)]

    def _say(self, claim: Claim) -> str:
        """What a claim says, without the links to other claims and without where its words stand."""
        slots = (f"{slot}={self._plain(value)}" for slot, value in claim.slots if not isinstance(value, Claim))
        return "\x1f".join((claim.kind, self._key, claim.block, claim.certainty, *slots))

    def _plain(self, value: object) -> str:
        if isinstance(value, Event):
            return self._events[value]
        if isinstance(value, Entity):
            return names.entity(value, self._key)
        if isinstance(value, Concept):
            return value.notation
        if isinstance(value, Period):
            return names.days(value)
        return value.slug if isinstance(value, Block) else str(value)
