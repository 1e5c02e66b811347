"""The shapes as values: for what each is, and what it asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kfor_graph import names
from kfor_graph.site.ontology.index import Index, Said, first, index, members, values

_TARGETS = ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf", "sh:targetNode")
_STEPS = ("sh:inversePath", "sh:alternativePath", "sh:zeroOrMorePath", "sh:oneOrMorePath", "sh:zeroOrOnePath")
"By which a path leads into another."


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that a shape asks for."""

    shape: str
    "IRI of the shape"
    paths: tuple[str, ...]
    "IRIs of the properties on its path; empty where it asks of the whole"
    message: str
    plain: bool = False
    "whether its path is one property and nothing else"
    classes: tuple[str, ...] = ()
    "IRIs of the classes of which the values are, one of each"


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape."""

    iri: str
    label: str
    definition: str
    message: str
    severity: str
    targets: tuple[tuple[str, str], ...]
    "how the nodes are found that it is for, and by which term"
    constraints: tuple[Constraint, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """The named shapes, sorted by name."""
    said = index("shapes")
    start, kinds = names.expand("kfsh:"), {names.expand("sh:NodeShape"), names.expand("sh:PropertyShape")}
    named = sorted(iri for iri, about in said.items() if iri.startswith(start) and kinds & set(about.get(names.expand("rdf:type"), ())))
    return tuple(_shape(iri, said) for iri in named)


def concerning(iri: str) -> Iterator[Constraint]:
    """What the shapes ask of a term: of the members of a class as a whole, of the values of a property."""
    for shape in shapes():
        if any(target == iri for _, target in shape.targets) and (said := shape.definition or shape.message):
            yield Constraint(shape.iri, (), said)
        yield from (one for one in shape.constraints if iri in one.paths)


def _shape(iri: str, said: Index) -> Shape:
    about = said[iri]
    parts = [said.get(node, {}) for node in values(about, "sh:property", "sh:sparql")]
    found = {_constraint(iri, part, said) for part in parts if first(part, "sh:message")}
    label, definition = first(about, "sh:name") or iri.rsplit("#", 1)[1], first(about, "sh:description") or first(about, "rdfs:comment")
    return Shape(
        iri,
        label,
        definition,
        first(about, "sh:message"),
        first(about, "sh:severity").rsplit("#", 1)[-1],
        tuple((how.removeprefix("sh:target"), target) for how in _TARGETS for target in values(about, how)),
        tuple(sorted(found, key=lambda one: (one.paths, one.message, one.classes))),
    )


def _constraint(iri: str, part: Said, said: Index) -> Constraint:
    path = first(part, "sh:path")
    paths = tuple(dict.fromkeys(_named(path, said)))
    choices = [said.get(node, {}) for way in values(part, "sh:or") for node in members(said, way)]
    classes = tuple(one for about in (part, *choices) for one in values(about, "sh:class"))
    return Constraint(iri, paths, first(part, "sh:message"), paths == (path,), classes)


def _named(path: str, said: Index) -> Iterator[str]:
    """The properties that a path names, in its order."""
    about = said.get(path, {})
    if path.startswith("http"):
        yield path
    elif about.get(names.expand("rdf:first")):
        for step in members(said, path):
            yield from _named(step, said)
    else:
        for step in values(about, *_STEPS):
            yield from _named(step, said)
