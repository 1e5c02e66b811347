"""What the classes of the ontology have to do with each other: which are within which, and which properties lead from one to another."""

from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph import names
from kfor_graph.site.ontology.index import short
from kfor_graph.site.ontology.shapes import Constraint, shapes
from kfor_graph.site.ontology.terms import CLASS, Term, terms


@dataclass(frozen=True, slots=True)
class Relation:
    """A property that leads from a class of ours to classes of ours."""

    source: str
    "IRI of the class"
    property: str
    "IRI"
    name: str
    "of the property, without our own prefix"
    targets: tuple[str, ...]
    "IRIs of classes"
    by_shape: bool
    "whether only a shape says so"


@dataclass(frozen=True, slots=True)
class Family:
    """A class that is under no other of ours, with all that are under it."""

    head: str
    "IRI"
    members: tuple[tuple[Term, int], ...]
    "the head first, then each class after the one that it is under, with its depth"


def families() -> tuple[Family, ...]:
    """All classes, in the order of the ontology; one under several classes stands under the first."""
    classes = {term.iri: term for term in terms() if term.kind == CLASS}

    def under(iri: str, depth: int) -> Iterator[tuple[Term, int]]:
        yield classes[iri], depth
        for child, term in classes.items():
            if next(iter(_within(term)), None) == iri:
                yield from under(child, depth + 1)

    def _within(term: Term) -> Iterator[str]:
        return (parent for parent in term.parents if parent in classes)

    return tuple(Family(iri, tuple(under(iri, 0))) for iri, term in classes.items() if not any(_within(term)))


def relations() -> tuple[Relation, ...]:
    """Those that the ontology declares, in its order, then those that only the shapes ask for."""
    classes = {term.iri: term for term in terms() if term.kind == CLASS}
    found: dict[tuple[str, str], Relation] = {}
    for term in terms():
        targets = tuple(iri for iri in term.range if iri in classes)
        for source in term.domain if targets else ():
            if source in classes:
                found[source, term.iri] = Relation(source, term.iri, term.name, targets, False)
    for source, one in _asked(classes):
        targets = tuple(iri for iri in one.classes if iri in classes)
        if one.plain and targets and not any((above, one.paths[0]) in found for above in _upward(source, classes)):
            path = one.paths[0]
            found[source, path] = Relation(source, path, short(path).removeprefix("kfo:"), targets, True)
    return tuple(found.values())


def _asked(classes: dict[str, Term]) -> list[tuple[str, Constraint]]:
    """Classes with what the shapes ask of their members, those above before those under them."""
    found = [(target, one) for shape in shapes() for how, target in shape.targets if how == "Class" for one in shape.constraints]
    return sorted((pair for pair in found if pair[0] in classes), key=lambda pair: len(list(_upward(pair[0], classes))))


def _upward(iri: str, classes: dict[str, Term]) -> Iterator[str]:
    """A class and all above it."""
    yield iri
    for parent in classes[iri].parents:
        yield from _upward(parent, classes)


def title(iri: str) -> str:
    """A term without our own prefix."""
    return iri.removeprefix(names.PREFIXES["kfo"])
