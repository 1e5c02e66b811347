"""Concept schemes: each with its tree, and each concept with its place in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kfor_graph.site.asking import Row, ask, behind
from kfor_graph.site.data import DataSet
from kfor_graph.site.rendering import alternates, render
from kfor_graph.site.thing_data import TOLD, Thing
from kfor_graph.site.visit import Visit


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept in its scheme."""

    iri: str
    label: str
    definition: str
    examples: tuple[str, ...]
    broader: tuple[str, ...]
    "IRIs, in the same scheme"
    uses: int
    "claims, events and things that name it"


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept in a tree; one under two others is in it twice."""

    concept: Concept
    branches: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a concept is in its scheme."""

    scheme: str
    ways: tuple[tuple[Concept, ...], ...]
    "from the top to what it is directly under, one for each of these; one empty way for a concept at the top"
    narrower: tuple[Concept, ...]


def scheme_page(visit: Visit, found: Thing) -> str:
    """The page of a scheme: what it is for, and its concepts as a tree."""
    concepts = concepts_of(visit.data, found.iri)
    return render(
        "scheme.html",
        visit,
        thing=found,
        told=[fact.value for fact in found.values(*TOLD) if fact.language in {"", "en"}],
        tree=tree(concepts),
        number=len(concepts),
        behind=behind("concepts", "scheme", found.iri),
        alternates=alternates(visit.path),
        styles=("/static/things.css", "/static/ontology.css"),
        description=f"{found.label}: concepts of this scheme, what they mean, and how often the reports use them.",
    )


def place_of(data: DataSet, found: Thing) -> Place | None:
    """Where a concept is; None for what is in no scheme of ours."""
    scheme = next((fact.value for fact in found.values("skos:inScheme")), None)
    concepts = {one.iri: one for one in concepts_of(data, scheme)} if scheme else {}
    if scheme is None or found.iri not in concepts:
        return None
    ways = tuple(_ways(found.iri, concepts))
    return Place(scheme, ways, tuple(one for one in concepts.values() if found.iri in one.broader))


def concepts_of(data: DataSet, scheme: str) -> tuple[Concept, ...]:
    """The concepts of a scheme, by label."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in ask(data, "concepts", scheme=scheme):
        rows[row["concept"]].append(row)
    return tuple(_concept(iri, same) for iri, same in rows.items())


def tree(concepts: Sequence[Concept]) -> tuple[Branch, ...]:
    """The concepts under none of the others, each with what is under it."""
    known = {one.iri for one in concepts}

    def branch(one: Concept, way: frozenset[str]) -> Branch:
        below = (other for other in concepts if one.iri in other.broader and other.iri not in way)
        return Branch(one, tuple(branch(other, way | {other.iri}) for other in below))

    return tuple(branch(one, frozenset({one.iri})) for one in concepts if known.isdisjoint(one.broader))


def _concept(iri: str, rows: Sequence[Row]) -> Concept:
    row = rows[0]
    examples, broader = ({other[name] for other in rows if other[name]} for name in ("example", "broader"))
    return Concept(iri, row["label"], row["definition"] or "", tuple(sorted(examples)), tuple(sorted(broader)), int(row["number"] or 0))


def _ways(iri: str, concepts: Mapping[str, Concept], below: frozenset[str] = frozenset()) -> Iterator[tuple[Concept, ...]]:
    above = [other for other in concepts[iri].broader if other in concepts and other not in below]
    for other in above:
        for way in _ways(other, concepts, below | {iri}):
            yield (*way, concepts[other])
    if not above:
        yield ()
