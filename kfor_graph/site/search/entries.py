"""Data set → what can be found in it, in the order in which kinds of things are shown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.site.data import DataSet
from kfor_graph.site.examples import examples
from kfor_graph.site.urls import path_of
from kfor_graph.site.written import day, period

ENTITIES, QUERIES, CLAIMS, PARTS = range(4)
"Tiers: whatever is found in an earlier one stands before what is found in a later one."

Row = Mapping[str, str]

_SHOWN = tuple(map(names.expand, ("skos:prefLabel", "rdfs:label", "dcterms:title")))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found."""

    tier: int
    iri: str
    "its IRI; of a query, the path of its page"
    kind: str
    "last step of the IRI of its narrowest class, by which results are counted and filtered"
    label: str
    path: str
    "of its page on the site, with the place in it"
    text: str
    "what is looked in beside the label, and shown around the words that are found"
    names: tuple[str, ...] = ()
    "all names of an entity, the label included"


def entries(data: DataSet) -> tuple[Entry, ...]:
    """Everything that can be found, by tier, kind and IRI."""
    narrowest = _kinds(data)
    found = [*_entities(data, narrowest), *_queries(), *_claims(data, narrowest), *_parts(data, narrowest)]
    return tuple(sorted(found, key=lambda entry: (entry.tier, entry.kind, entry.iri)))


def rows(data: DataSet, name: str) -> Iterator[Row]:
    """What a query of the catalogue gives; variables that are not bound are missing."""
    for row in run_table(data.store, catalogue()[name]).dicts():
        yield {column: value for column, value in row.items() if value is not None}


def kind_labels(data: DataSet) -> dict[str, str]:
    """Last step of the IRI of each class → what it is called."""
    return {_last(row["class"]): row["label"] for row in rows(data, "search/classes")}


def _kinds(data: DataSet) -> dict[str, str]:
    """IRI → its narrowest class; where several are, the first by name."""
    above, classes = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for row in rows(data, "search/classes"):
        if "above" in row:
            above[row["class"]].add(row["above"])
    for row in rows(data, "search/kinds"):
        classes[row["thing"]].add(row["class"])
    narrowest: dict[frozenset[str], str] = {}
    for each in set(map(frozenset, classes.values())):
        wider = set[str]().union(*(above[name] - {name} for name in each))
        narrowest[each] = min(map(_last, sorted(each - wider) or sorted(each)))
    return {iri: narrowest[frozenset(each)] for iri, each in classes.items()}


def _entities(data: DataSet, kinds: Mapping[str, str]) -> Iterator[Entry]:
    said = defaultdict[str, dict[str, list[str]]](lambda: defaultdict(list))
    for row in rows(data, "search/names"):
        said[row["thing"]][row["property"]].append(row["name"])
    for iri, named in said.items():
        if iri.startswith(names.BASE) and iri in kinds:
            label = next((named[name][0] for name in _SHOWN if name in named), "") or next(iter(named.values()))[0]
            spellings = _once([label, *(name for values in named.values() for name in values)])
            shown = [name for name in spellings[1:] if not set(name.split("/")) <= set(spellings) - {name}]
            yield Entry(ENTITIES, iri, kinds[iri], label, path_of(iri), " · ".join(shown), spellings)


def _queries() -> Iterator[Entry]:
    for query in examples():
        path = f"/queries/{query.group}/{query.name}.html"
        yield Entry(QUERIES, path, "Query", query.title, path, query.about)


def _claims(data: DataSet, kinds: Mapping[str, str]) -> Iterator[Entry]:
    told = defaultdict[tuple[str, str, str], list[str]](list)
    for row in rows(data, "search/claims"):
        told[row["claim"], row["document"], row["label"]].append(row["words"])
    for (claim, document, label), words in told.items():
        yield Entry(
            CLAIMS, claim, kinds[claim], label, _within(document, claim), " … ".join(_once(" ".join(piece.split()) for piece in words))
        )


def _parts(data: DataSet, kinds: Mapping[str, str]) -> Iterator[Entry]:
    for row in rows(data, "search/parts"):
        told = period(*_last(row["period"]).split("_", 1)) if "period" in row else day(row.get("day", ""))
        steps = (row["title"], told, f"para. {row['number']}" if "number" in row else "", row.get("heading", ""))
        label, path = ", ".join(filter(None, steps)), _within(row["document"], row["part"])
        yield Entry(PARTS, row["part"], kinds[row["part"]], label, path, row["text"])


def _within(document: str, iri: str) -> str:
    """The place in the reader of a document that shows a claim or part."""
    return f"{path_of(document)}#{_last(iri)}"


def _last(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[1]


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
