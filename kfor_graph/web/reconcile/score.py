"""A question → the entities that may be meant, the best first, with scores from 0 to 100.

score = 100 · fit · 0.3ᶜ · 0.95ᵘ

- fit is that of `kfor_graph.link.score`, by which links to other data sets are proposed, with the names (and coordinates, where they
  are given) of the question: names alone reach 0.85, a shared identifier gives 0.9 at least.
- c counts the properties of the question that contradict the entity, u those of which nothing is known. 0.3 is the `contradiction`
  of `ontology/linking.toml`, as are the bounds.

`match` is true where one candidate is certain: it has the identifier that the question gives, or one of its names in any spelling,
nothing contradicts it, and no other candidate has that name, be it but for words of its type: a town and its municipality share one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from kfor_graph.link.score import Fit, fit
from kfor_graph.link.settings import Settings, settings
from kfor_graph.link.spelling import keys
from kfor_graph.link.things import Candidate, Point
from kfor_graph.site.search.ask import search
from kfor_graph.site.search.words import phrase
from kfor_graph.web.reconcile.agree import agreement
from kfor_graph.web.reconcile.asked import Question
from kfor_graph.web.reconcile.evidence import coordinates, gives_identifiers, identifiers, others
from kfor_graph.web.reconcile.things import Things
from kfor_graph.web.reconcile.values import Reader

Agreed = tuple[tuple[str, bool | None], ...]
"Id of each property, and whether the entity agrees; None where nothing is known."

_NAMED = 0.9
"Likeness of names from which they are one name: exact, or but for marks and ways of spelling."

_RIVAL = 0.85
"Likeness from which another entity may be meant: its name but for words of its type, as a municipality's is that of its town."

_UNKNOWN = 0.95
_LOOKED_AT = 25
"Entities that the words of a question lead to, beside those that have exactly its name."

_MOST = 100
"Entities that are scored for one question; where more have one name, no name tells which is meant."


@dataclass(frozen=True, slots=True)
class Scored:
    """An entity that may be meant."""

    iri: str
    score: float
    "0 to 100"
    match: bool
    features: tuple[tuple[str, float], ...]
    "label, point and the like: how well each kind of evidence fits, from 0 to 1"


def scored(question: Question, things: Things, said: Reader) -> tuple[Scored, ...]:
    """The entities that may be meant, the best first."""
    allowed = things.kinds(question.types) if question.types and question.strict else frozenset(things.types)
    given, point = identifiers(question, things), coordinates(question, things)
    bounds, candidate = settings().bounds, _candidate(question, given, point)
    found = []
    for iri in islice(dict.fromkeys(_looked_at(question, things, allowed, given)), _MOST):
        if things.entry(iri).kind in allowed:
            fitting = fit(things.subjects[iri], candidate, _weighed(point is not None))
            if fitting.score < bounds["least"]:
                continue
            agreed = tuple((pid, agreement(iri, term, values, things, said)) for pid, term, values in others(question, things))
            contradicted, unknown = (sum(value is state for _, value in agreed) for state in (False, None))
            score = round(100 * fitting.score * bounds["contradiction"] ** contradicted * _UNKNOWN**unknown, 1)
            if score >= 100 * bounds["least"]:
                found.append((-score, iri.count("/"), iri, fitting, agreed))
    found.sort(key=lambda each: each[:3])
    certain = _certain([(iri, fitting, agreed) for _, _, iri, fitting, agreed in found], gives_identifiers(question, things))
    return tuple(
        Scored(iri, -score, at == 0 and iri == certain, tuple(_features(fitting, agreed)))
        for at, (score, _, iri, fitting, agreed) in enumerate(found[: question.limit])
    )


def _looked_at(question: Question, things: Things, allowed: frozenset[str], given: Sequence[str]) -> Iterator[str]:
    """The entities that an identifier, a name or the words of the question lead to."""
    yield from (things.identified[identifier] for identifier in given if identifier in things.identified)
    spelt = sorted({" ".join(phrase(question.name)), *keys(question.name)})
    positions = [position for name in spelt for position in things.index.named.get(name, ())]
    if question.name and allowed:
        positions += [
            things.positions.get(hit.entry.iri, -1) for hit in search(things.index, question.name, allowed, 0, _LOOKED_AT, only=True).hits
        ]
    yield from (iri for position in positions if position >= 0 and (iri := things.index.entries[position].iri) in things.subjects)


def _candidate(question: Question, given: Sequence[str], point: Point | None) -> Candidate:
    """What is asked as what links are scored with."""
    called = (question.name,) if question.name else ()
    return Candidate("", question.name, called, points=(point,) if point else (), same=frozenset(given))


@cache
def _weighed(located: bool) -> Settings:
    """The project's settings, without weight for what a question does not tell."""
    unasked = {"type": 0.0, "dates": 0.0} | ({} if located else {"point": 0.0})
    return replace(settings(), weights=settings().weights | unasked)


def _certain(found: Sequence[tuple[str, Fit, Agreed]], identified: bool) -> str | None:
    """The one entity that is certainly meant; None where there is none, or more than one."""
    by_identifier = [iri for iri, fitting, _ in found if fitting.parts["identifiers"] == 1]
    if by_identifier or identified:
        return by_identifier[0] if len(by_identifier) == 1 else None
    by_name = [
        (iri, fitting.parts["label"] or 0)
        for iri, fitting, agreed in found
        if (fitting.parts["label"] or 0) >= _RIVAL and 0 not in fitting.parts.values() and all(value is not False for _, value in agreed)
    ]
    return by_name[0][0] if len(by_name) == 1 and by_name[0][1] >= _NAMED else None


def _features(fitting: Fit, agreed: Agreed) -> Iterator[tuple[str, float]]:
    yield from ((name, value) for name, value in fitting.parts.items() if value is not None)
    yield from ((pid, float(value)) for pid, value in agreed if value is not None)
