"""The IRIs of the claims, evidence and events of one document: named by what they say, with an ordinal where two say the same."""

from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from kfor_graph import names
from kfor_graph.model import Claim, Concept, Entity, Event, Evidence
from kfor_graph.texts import Block, Period

_Words = tuple[str, int, int]
"Where evidence stands: the slug of its part, start, end. Evidence that is equal in these is equal."

_PREFIX = {"account": "acc", "observation": "obs", "assessment": "ass", "statement": "st"}


class Identifiers:
    """Names for everything that the claims of one document hold. Equal values get one IRI; what was never named raises KeyError.

    Values are looked up by identity first, which is cheap; the claims are held, so that no identity is used again.
    """

    def __init__(self, key: str, claims: Sequence[Claim]) -> None:
        self._key = key
        self._held = claims
        self._names: dict[int, str] = {}
        self._events: dict[Event, str] = {}
        self._evidence: dict[_Words, str] = {}
        self._claims: dict[tuple[str, tuple[_Words, ...]], str] = {}
        self._name_events()
        self._name_evidence()
        self._name_claims()

    def event(self, value: Event) -> str:
        """The IRI of an event."""
        return self._names.get(id(value)) or self._events[value]

    def evidence(self, value: Evidence) -> str:
        """The IRI of a piece of evidence."""
        return self._evidence[_words(value)]

    def claim(self, value: Claim) -> str | None:
        """The IRI of a claim; None where it is not among the document's claims."""
        return self._names.get(id(value)) or self._claims.get((self._say(value), tuple(map(_words, value.evidence))))

    def _name_events(self) -> None:
        count: dict[str, int] = defaultdict(int)
        for claim in self._held:
            for _, value in claim.slots:
                if type(value) is Event and id(value) not in self._names:
                    if value not in self._events:
                        iri = names.event(value, self._key)
                        count[iri] += 1
                        self._events[value] = iri if count[iri] == 1 else f"{iri}-{count[iri]}"
                    self._names[id(value)] = self._events[value]

    def _name_evidence(self) -> None:
        count: dict[str, int] = defaultdict(int)
        cited = {_words(item): item for claim in self._held for item in claim.evidence}
        for words in sorted(cited, key=itemgetter(1, 2, 0)):
            slug = "ev-" + names.digest((words[0], cited[words].words))
            count[slug] += 1
            self._evidence[words] = names.part(self._key, slug if count[slug] == 1 else f"{slug}-{count[slug]}")

    def _name_claims(self) -> None:
        count: dict[str, int] = defaultdict(int)
        told = [(tuple(map(_words, claim.evidence)), claim) for claim in self._held]
        for words, claim in sorted(told, key=lambda item: [(start, end) for _, start, end in item[0]]):
            said = self._say(claim)
            if (said, words) not in self._claims:
                count[said] += 1
                slug = f"{_PREFIX[claim.kind]}-{names.digest((said,))}"
                self._claims[said, words] = names.part(self._key, slug if count[said] == 1 else f"{slug}-{count[said]}")
            self._names[id(claim)] = self._claims[said, words]

    def _say(self, claim: Claim) -> str:
        """What a claim says, without the links to other claims and without where its words stand."""
        slots = [f"{slot}={self._plain(value)}" for slot, value in claim.slots if type(value) is not Claim]
        return "\x1f".join((claim.kind, self._key, claim.block, claim.certainty, *slots))

    def _plain(self, value: object) -> str:
        if isinstance(value, Concept):
            return value.notation
        if isinstance(value, Entity):
            return names.entity(value, self._key)
        if isinstance(value, Event):
            return self.event(value)
        if isinstance(value, Period):
            return names.days(value)
        return value.slug if isinstance(value, Block) else str(value)


def _words(item: Evidence) -> _Words:
    return item.block, item.span.start, item.span.end
