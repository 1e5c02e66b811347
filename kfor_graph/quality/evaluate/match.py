"""Listed and found facts of a document, one to one: every fact with what became of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx

from kfor_graph.quality.evaluate.facts import KINDS, Fact, in_order
from kfor_graph.quality.evaluate.rules import EXHAUSTIVE, FIGURES, RULES, same_words

RESULTS = ("right", "missed", "wrong", "unlisted")
"What can become of a fact that counts."


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fact and what became of it."""

    fact: Fact
    "the listed one; the found one where none is listed"
    result: str
    "one of `RESULTS`"
    found: Fact | None = None
    "what it pairs with"


def match(listed: Iterable[Fact], found: Iterable[Fact], tail: str = "") -> tuple[Outcome, ...]:
    """What became of each fact of one document, by kind and key.

    tail: the paragraph in which the text breaks off; what is found there beside the list counts neither way

    Events are paired first, of equally near ones those that share actors; actors and places only within pairs of events. Of all ways to
    pair the facts of a kind, one with the most pairs is taken, and among these one whose pairs are nearest. Facts that are optional are
    paired, and left out of the result.
    """
    listed, found = in_order(listed), in_order(found)
    events, others = ([fact for fact in facts if fact.kind == "event"] for facts in (listed, found))
    paired = dict(_pairs(events, others, _in_common(listed, found)))
    same = {(event.document, event.event): fact.event for fact, event in paired.items()}
    rest = [_within(fact, same) for fact in found if fact.kind != "event"]
    for kinds in _together():
        paired |= dict(_pairs([fact for fact in listed if fact.kind in kinds], [fact for fact in rest if fact.kind in kinds]))
    taken = set(map(id, paired.values()))
    beside = [fact for fact in (*(event for event in found if event.kind == "event"), *rest) if id(fact) not in taken]
    outcomes = [Outcome(fact, "right" if fact in paired else "missed", paired.get(fact)) for fact in listed if not fact.optional]
    outcomes += [Outcome(fact, _beside(fact)) for fact in beside if not _counts_neither_way(fact, list(paired.values()), tail)]
    return tuple(sorted(outcomes, key=lambda outcome: (KINDS.index(outcome.fact.kind), outcome.fact.key, outcome.result)))


def _together() -> Iterator[frozenset[str]]:
    """The kinds that are matched together, events aside."""
    yield FIGURES
    yield from (frozenset({kind}) for kind in KINDS if kind != "event" and kind not in FIGURES)


def _within(fact: Fact, same: Mapping[tuple[str, str], str]) -> Fact:
    """An actor or place of an event that has a pair, as one of the listed event."""
    return replace(fact, event=same.get((fact.document, fact.event), fact.event)) if fact.kind in {"actor", "place"} else fact


def _in_common(listed: Iterable[Fact], found: Iterable[Fact]) -> Callable[[Fact, Fact], int]:
    """How many actors a listed and a found event share in the same roles, up to nine."""
    actors: dict[str, list[Fact]] = {}
    for fact in (*listed, *found):
        if fact.kind == "actor":
            actors.setdefault(fact.event, []).append(fact)

    def in_common(one: Fact, other: Fact) -> int:
        mine, theirs = actors.get(one.event, ()), actors.get(other.event, ())
        return min(sum(any(RULES["actor"](fact, replace(actor, event=fact.event)) is not None for actor in theirs) for fact in mine), 9)

    return in_common


def _pairs(
    listed: Sequence[Fact], found: Sequence[Fact], in_common: Callable[[Fact, Fact], int] = lambda *_: 0
) -> Iterator[tuple[Fact, Fact]]:
    """The facts that are the same, one to one, by the rule of the listed one's kind.

    in_common: of facts that are as near, those of which it gives more are a pair before others
    """
    graph = networkx.Graph()
    for at, fact in enumerate(listed):
        rule: Callable[[Fact, Fact], int | None] = RULES[fact.kind]
        for number, other in enumerate(found):
            if fact.document == other.document and (apart := rule(fact, other)) is not None:
                near = 1000 - 10 * apart - 2 * (fact.paragraph != other.paragraph) - (not same_words(fact, other)) - 5 * fact.optional
                near = 10 * near + in_common(fact, other)
                graph.add_edge(at, len(listed) + number, weight=near)
    for pair in networkx.max_weight_matching(graph, maxcardinality=True):
        at, number = sorted(pair)
        yield listed[at], found[number - len(listed)]


def _beside(fact: Fact) -> str:
    return "wrong" if fact.kind in EXHAUSTIVE else "unlisted"


def _counts_neither_way(fact: Fact, taken: Sequence[Fact], tail: str) -> bool:
    """Whether a found fact is behind the end of the text, or says what a pair says already.

    "No one was hurt or killed" is two claims and may be listed as one nought; the making of an agreement is listed as an agreement, and not
    always as an event.
    """
    if tail and fact.paragraph == tail:
        return True
    if fact.kind == "nought":
        return any((other.kind, other.paragraph, other.words) == ("nought", fact.paragraph, fact.words) for other in taken)
    if fact.kind in {"event", "actor", "place"}:
        return any(other.kind == "agreement" and other.event and other.event == fact.event for other in taken)
    return False
