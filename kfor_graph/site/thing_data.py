"""A thing of the graph as values: what it is called, what is said of it and by which claim, and what leads to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.site.asking import ask
from kfor_graph.site.data import DataSet
from kfor_graph.site.labels import best, last, name, spoken
from kfor_graph.store import Term

NAMES = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "rdfs:label", "schema:name")
"Properties that say what a thing is called: shown, matched, misspelt."
ELSEWHERE = (
    "schema:sameAs",
    "owl:sameAs",
    "rdfs:seeAlso",
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)
"Properties that lead to the same thing in other data sets."
_KINDS = ("Account", "Observation", "Assessment", "Statement")
TOLD = ("skos:definition", "rdfs:comment", "dcterms:description", "oa:bodyValue", "skos:scopeNote")
"Properties that describe a thing in a sentence."


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing."""

    property: str
    "IRI"
    name: str
    "what the property is called"
    value: str
    label: str
    "of the value, where it is a thing"
    is_thing: bool
    language: str
    datatype: str
    "last step of the literal's type"
    claims: tuple[str, ...] = ()
    "IRIs of the claims that state it"


@dataclass(frozen=True, slots=True)
class Link:
    """One statement that names a thing."""

    subject: str
    property: str
    "prefixed name"
    graph: str
    "IRI"
    kind: str = ""
    "class of the subject: Account, Observation, Assessment, Statement, Event, Eventuality, DocumentPart; empty for others"


@dataclass(frozen=True, slots=True)
class Thing:
    """What the graph says of a thing."""

    iri: str
    label: str
    types: tuple[tuple[str, str], ...]
    "IRI and name of each class, the most telling first"
    facts: tuple[Fact, ...]
    "in the order of the names of properties"
    claims: tuple[Link, ...] = ()
    "claims that name it"
    events: tuple[Link, ...] = ()
    "events and eventualities that name it"
    parts: tuple[Link, ...] = ()
    "paragraphs and letters that mention it"
    others: tuple[Link, ...] = ()
    "whatever else names it"
    classes: frozenset[str] = field(default=frozenset())
    "prefixed names of its classes"

    def values(self, *properties: str) -> tuple[Fact, ...]:
        """Facts of some properties, given as prefixed names, in the order of these."""
        return tuple(fact for wanted in properties for fact in self.facts if name(fact.property) == wanted)

    def without(self, *properties: str) -> tuple[Fact, ...]:
        """All other facts."""
        return tuple(fact for fact in self.facts if name(fact.property) not in properties)


def thing(data: DataSet, iri: str, links: str = "thing-links") -> Thing | None:
    """A thing by its IRI; None where the graph says nothing of it and nothing leads to it.

    links: the query that says what leads to it
    """
    facts, own = _facts(data, iri)
    found = _links(data, iri, links)
    if not facts and not any(found.values()):
        return None
    types = tuple(sorted(((fact.value, fact.label) for fact in facts if name(fact.property) == "rdf:type"), key=_telling))
    facts = [fact for fact in facts if name(fact.property) != "rdf:type"]
    classes = frozenset(name(kind) for kind, _ in types)
    return Thing(iri, own or name(iri), types, tuple(facts), found["claims"], found["events"], found["parts"], found["others"], classes)


def _telling(kind: tuple[str, str]) -> tuple[bool, bool, str]:
    """Own classes before those of others; the general ones last."""
    general = {"Claim", "Eventuality", "DocumentPart", "Concept", "Agent", "Feature"}
    return not kind[0].startswith(names.BASE), last(kind[0]) in general, kind[1]


def _facts(data: DataSet, iri: str) -> tuple[list[Fact], str]:
    """What is said of a thing, and its own label."""
    table = run_table(data.store, catalogue()["pages/thing"], {"thing": f"<{iri}>"})
    grouped: dict[tuple[str, Term], list[tuple[Term | None, ...]]] = defaultdict(list)
    for row in table.rows:
        if isinstance(row[1], pyoxigraph.NamedNode) and row[3] is not None:
            grouped[row[1].value, row[3]].append(row)
    facts = [_fact(prop, value, rows) for (prop, value), rows in grouped.items()]
    facts.sort(key=lambda fact: (fact.name.lower(), fact.property, fact.label or fact.value, fact.language))
    called = [fact for wanted in (*NAMES, "oa:bodyValue") for fact in facts if name(fact.property) == wanted]
    own = next((fact.value for fact in called if fact.language in {"en", ""} and not fact.is_thing), called[0].value if called else "")
    title = next((fact.value for fact in facts if name(fact.property) == "dcterms:title"), "")
    return facts, title or own


def _fact(prop: str, value: Term, rows: Sequence[Sequence[Term | None]]) -> Fact:
    called = best(_plain(row[2]) for row in rows if row[2] is not None) or spoken(prop)
    claims = tuple(sorted({_plain(row[5]) for row in rows if row[5] is not None}))
    if isinstance(value, pyoxigraph.Literal):
        return Fact(prop, called, value.value, "", False, value.language or "", last(value.datatype.value), claims)
    label = best(_plain(row[4]) for row in rows if row[4] is not None)
    label = label or (spoken if name(prop) == "rdf:type" else name)(_plain(value))
    return Fact(prop, called, _plain(value), label, True, "", "", claims)


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))


def _links(data: DataSet, iri: str, query: str) -> dict[str, tuple[Link, ...]]:
    homes = {"Eventuality": "events", "Event": "events", "DocumentPart": "parts"} | dict.fromkeys(_KINDS, "claims")
    kinds: dict[tuple[str, str, str], str] = {}
    for row in ask(data, query, thing=iri):
        key = (row["subject"], name(row.get("property") or ""), row["graph"])
        kinds[key] = min(filter(None, (last(row["class"] or ""), kinds.get(key))), default="")
    found: dict[str, list[Link]] = {"claims": [], "events": [], "parts": [], "others": []}
    for (subject, prop, graph), kind in kinds.items():
        found[homes.get(kind, "others")].append(Link(subject, prop, graph, kind))
    return {home: tuple(sorted(links, key=lambda link: (link.subject, link.property))) for home, links in found.items()}


@lru_cache(maxsize=1)
def years(data: DataSet) -> Mapping[str, str]:
    """By graph: the year in which the period of its document ends."""
    return {row["graph"]: row["day"][:4] for row in ask(data, "report-years") if row["day"]}


def by_year(links: Iterable[Link], known: Mapping[str, str]) -> list[tuple[str, int]]:
    """How many subjects there are a year; those of no year are last."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in links:
        found[known.get(link.graph, "")].add(link.subject)
    return sorted(((year, len(subjects)) for year, subjects in found.items()), key=lambda item: (not item[0], item[0]))
