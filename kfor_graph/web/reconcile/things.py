"""Data set → the entities that names are matched with, their types and properties."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kfor_graph import names
from kfor_graph.link.things import Subject, canonical
from kfor_graph.site.data import DataSet
from kfor_graph.site.search.entries import ENTITIES, Entry, rows
from kfor_graph.site.search.index import Index, index

IDENTIFIERS = names.BASE + "id/"
"What stands before the id of an entity in its IRI."

SCHEMA = names.PREFIXES["kfo"]
"What stands before the id of a type or property of our ontology in its IRI; others have their IRI as id."

SAME, SYMBOL = names.expand("schema:sameAs"), names.expand("kfo:symbol")
LATITUDE, LONGITUDE = names.expand("schema:latitude"), names.expand("schema:longitude")
_TYPE = names.expand("dcterms:type")


_UNDATED = re.compile(r"(.+), [^,]*\b\d{4}")
"The label of an event, whose day tables have in a column of its own."


@dataclass(frozen=True, slots=True)
class Term:
    """A type or a property."""

    iri: str
    name: str
    about: str
    above: tuple[str, ...] = ()
    "IRIs of the types that take this one in"

    @property
    def id(self) -> str:
        """By which clients know it."""
        return self.iri.removeprefix(SCHEMA)


@dataclass(frozen=True, slots=True, eq=False)
class Things:
    """What names are matched with."""

    index: Index
    positions: Mapping[str, int]
    "IRI → position in the index"
    subjects: Mapping[str, Subject]
    "IRI → entity, as it is scored"
    identified: Mapping[str, str]
    "its own IRI, or one of another data set that is linked to it → IRI of the one entity that has it"
    steps: Mapping[str, str]
    "last step of such an IRI of another data set → the IRI, where it is the only one"
    types: Mapping[str, Term]
    "kind of entries → class"
    properties: Mapping[str, Term]
    "IRI → property, those that most entities have first"
    used: Mapping[str, tuple[str, ...]]
    "kind of entries → IRIs of the properties that its members have, the most frequent first"

    def entry(self, iri: str) -> Entry:
        """An entity as the index has it."""
        return self.index.entries[self.positions[iri]]

    def iri(self, identifier: str) -> str | None:
        """The IRI of an entity from its id, or from its IRI; None where there is none."""
        iri = identifier if identifier.startswith(IDENTIFIERS) else IDENTIFIERS + identifier.strip("/")
        return iri if iri in self.positions else None

    def kinds(self, wanted: Iterable[str]) -> frozenset[str]:
        """The kinds of entries that are of any of the types, which may be given by id, IRI or prefixed name."""
        iris = {_whole(name) for name in wanted}
        return frozenset(kind for kind, term in self.types.items() if iris & {term.iri, *term.above})

    def property(self, name: str) -> Term | None:
        """A property by id, IRI or prefixed name; None for one that no entity has."""
        return self.properties.get(_whole(name))


@lru_cache(maxsize=1)
def things(data: DataSet) -> Things:
    """The entities of a data set; made at the first call, so call `warm` before workers are forked."""
    ready = index(data)
    found = {entry.iri: at for at, entry in enumerate(ready.entries) if entry.tier == ENTITIES and entry.iri.startswith(IDENTIFIERS)}
    facts = defaultdict[str, dict[str, list[str]]](lambda: defaultdict(list))
    for row in rows(data, "reconcile/facts"):
        if row["thing"] in found:
            facts[row["thing"]][row["property"]].append(row["value"])
    subjects = {iri: _subject(ready.entries[at], facts[iri]) for iri, at in found.items()}
    terms = {row["term"]: Term(row["term"], row["label"], row.get("about", "")) for row in rows(data, "reconcile/terms")}
    kinds = {iri: ready.entries[at].kind for iri, at in found.items()}
    types = _types(data, terms, set(kinds.values()))
    properties, used = _properties(data, terms, kinds)
    identified = _identified(subjects.values())
    return Things(ready, found, subjects, identified, _steps(identified), types, properties, used)


def warm(data: DataSet) -> None:
    """Makes all that is made once for a data set, so that processes forked from this one have it."""
    things(data)


def words(iri: str) -> str:
    """The last step of an IRI as words, with the prefix of its vocabulary: sameAs, same as (schema)."""
    said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[/#]", iri)[-1]).lower()
    prefix = next((prefix for prefix, base in names.PREFIXES.items() if iri.startswith(base)), "")
    return f"{said} ({prefix})" if prefix else said


def _subject(entry: Entry, facts: Mapping[str, list[str]]) -> Subject:
    kind = entry.iri.removeprefix(IDENTIFIERS).split("/")[0]
    types = tuple(value.removeprefix(names.scheme("place-type/")) for value in facts.get(_TYPE, ())) or (kind,)
    latitude, longitude = facts.get(LATITUDE), facts.get(LONGITUDE)
    point = (float(latitude[0]), float(longitude[0])) if latitude and longitude else None
    called = (*entry.names, *facts.get(SYMBOL, ()), *_UNDATED.findall(entry.label))
    subject = Subject(entry.iri, entry.label, called, types, point)
    return replace(subject, same=frozenset((entry.iri, *map(canonical, facts.get(SAME, ())), *map(symbol, facts.get(SYMBOL, ())))))


def symbol(written: str) -> str:
    """A symbol of a document as an identifier beside those that are IRIs."""
    return "https://undocs.org/" + re.sub(r"\s+", "", written).upper()


def _identified(subjects: Iterable[Subject]) -> dict[str, str]:
    found = defaultdict[str, list[str]](list)
    for subject in subjects:
        for identifier in subject.same:
            found[identifier].append(subject.iri)
    return {identifier: iris[0] for identifier, iris in sorted(found.items()) if len(iris) == 1}


def _steps(identified: Iterable[str]) -> dict[str, str]:
    found = defaultdict[str, list[str]](list)
    for identifier in identified:
        if not identifier.startswith(IDENTIFIERS):
            found[identifier.rstrip("/").rsplit("/", 1)[1]].append(identifier)
    return {step: iris[0] for step, iris in sorted(found.items()) if len(iris) == 1}


def _types(data: DataSet, said: Mapping[str, Term], kinds: Collection[str]) -> dict[str, Term]:
    """The class of each kind: that of our ontology where it has one of this name."""
    above = defaultdict[str, set[str]](set)
    for row in rows(data, "search/classes"):
        if "above" in row:
            above[row["class"]].add(row["above"])
    found = {}
    for iri in sorted((row["class"] for row in rows(data, "reconcile/types")), key=lambda iri: (iri.startswith(SCHEMA), iri)):
        if (kind := re.split(r"[/#]", iri)[-1]) in kinds:
            found[kind] = replace(said.get(iri) or Term(iri, words(iri), ""), above=tuple(sorted(above[iri])))
    return dict(sorted(found.items()))


def _properties(data: DataSet, said: Mapping[str, Term], kinds: Mapping[str, str]) -> tuple[dict[str, Term], dict[str, tuple[str, ...]]]:
    """Properties by IRI, and kind → IRIs of the properties that its members have; the most frequent first."""
    counts, used = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for row in rows(data, "reconcile/properties"):
        if row["thing"] in kinds:
            counts[row["property"]] += 1
            used[kinds[row["thing"]]][row["property"]] += 1
    properties = {iri: said.get(iri) or Term(iri, words(iri), "") for iri in _frequent(counts)}
    return properties, {kind: _frequent(found) for kind, found in used.items()}


def _frequent(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda iri: (-counts[iri], iri)))


def _whole(name: str) -> str:
    prefix, colon, local = name.partition(":")
    if colon and prefix in names.PREFIXES and not local.startswith("//"):
        return names.PREFIXES[prefix] + local
    return name if "//" in name else SCHEMA + name
