"""The entities of the gazetteer as what links are looked for."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.errors import LinkError
from kfor_graph.link.sssom import IDENTITY, Table, site
from kfor_graph.link.things import Subject, canonical
from kfor_graph.resources import folder
from kfor_graph.store import Store
from kfor_graph.vocabulary import read_turtle

_ID, _TYPES = names.BASE + "id/", names.BASE + "scheme/place-type/"
_LABELS = [names.expand(f"skos:{kind}Label") for kind in ("pref", "alt", "hidden")]
_DATES = {
    names.expand(f"schema:{name}"): kind
    for name, kind in (("birthDate", "birth"), ("deathDate", "death"), ("startDate", "start"), ("endDate", "end"))
} | {names.expand("dcterms:date"): "start"}

_Said = Mapping[str, list[tuple[str, str]]]
"Predicate → values with their languages."


def gazetteer(base: Path | None = None) -> tuple[pyoxigraph.Quad, ...]:
    """All triples of the gazetteer. Raises OntologyError where a file is broken."""
    return tuple(quad for path in sorted((base or folder("ontology")).glob("*.ttl")) for quad in read_turtle(path))


def subjects(quads: Iterable[pyoxigraph.Quad], links: Table, told: Mapping[str, tuple[str, str]] | None = None) -> tuple[Subject, ...]:
    """The entities with their names, points, dates and links, sorted by IRI.

    told: IRI → first and last day that reports tell of it, as `active` gives them
    """
    values: dict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value.startswith(_ID):
            value = getattr(quad.object, "value", "")
            values[quad.subject.value][quad.predicate.value].append((value, getattr(quad.object, "language", None) or ""))
    same, linked = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for mapping in links.mappings:
        linked[mapping.subject].add(site(mapping.target))
        if mapping.predicate in IDENTITY:
            same[mapping.subject].add(canonical(mapping.target))
    found = []
    for iri, said in sorted(values.items()):
        preferred = sorted((language != "en", language, value) for value, language in said.get(_LABELS[0], ()))
        if preferred:
            days = _dates(said, (told or {}).get(iri))
            names_of = sorted({value for kind in _LABELS for value, _ in said.get(kind, ())})
            point, around = _point(said), _around(iri, values)
            links_of = frozenset(same[iri]), frozenset(linked[iri])
            found.append(Subject(iri, preferred[0][2], tuple(names_of), _types(iri, said), point, around, days, *links_of))
    return tuple(found)


def active(store: Store) -> dict[str, tuple[str, str]]:
    """IRI of each entity that the reports of a build name → the first and the last day. Raises StoreError where the store is broken."""
    query = catalogue()["link/active"]
    results = store.query(query.text, place=query.path)
    with store.asking(query.text, query.path):
        return {row["entity"].value: (row["first"].value, row["last"].value) for row in results if row["entity"]}  # type: ignore[union-attr]


def choose(found: Sequence[Subject], wanted: Iterable[str]) -> tuple[Subject, ...]:
    """Those that are named: `place/pec`, `kfor:place/pec`, an IRI, or a kind such as `place`; all where none is named.

    Raises LinkError, with near names, for a name that is none.
    """
    chosen, kinds = set[str](), {subject.name.split("/")[0] for subject in found}
    for words in (wanted := tuple(wanted)):
        name = words.removeprefix(_ID).removeprefix("kfor:").strip("/")
        fitting = {subject.iri for subject in found if subject.name == name or (name in kinds and subject.name.startswith(f"{name}/"))}
        if not fitting:
            near = difflib.get_close_matches(name, [subject.name for subject in found], 3) or sorted(kinds)
            raise LinkError(words, "there is no entity of this name in the gazetteer", f"try one of: {', '.join(near)}")
        chosen |= fitting
    return tuple(subject for subject in found if subject.iri in chosen or not wanted)


def _types(iri: str, said: _Said) -> tuple[str, ...]:
    kind = iri.removeprefix(_ID).split("/")[0]
    listed = sorted(value.removeprefix(_TYPES) for value, _ in said.get(names.expand("dcterms:type"), ()) if value.startswith(_TYPES))
    return tuple(listed) or (kind,)


def _point(said: _Said) -> tuple[float, float] | None:
    latitude, longitude = (said.get(names.expand(f"schema:{name}")) for name in ("latitude", "longitude"))
    return (float(latitude[0][0]), float(longitude[0][0])) if latitude and longitude else None


def _around(iri: str, values: Mapping[str, _Said]) -> tuple[tuple[float, float], str] | None:
    """The point and type of the narrowest place around an entity that has a point."""
    seen = {iri}
    while wider := sorted(value for value, _ in values.get(iri, {}).get(names.expand("geo:sfWithin"), ()) if value not in seen):
        iri = wider[0]
        seen.add(iri)
        if point := _point(values.get(iri, {})):
            return point, _types(iri, values[iri])[0]
    return None


def _dates(said: _Said, told: tuple[str, str] | None) -> dict[str, tuple[str, ...]]:
    days = defaultdict[str, set[str]](set)
    for predicate, kind in _DATES.items():
        days[kind] |= {value for value, _ in said.get(predicate, ())}
    if told:
        days["first"], days["last"] = {told[0]}, {told[1]}
    return {kind: tuple(sorted(values)) for kind, values in days.items() if values}
