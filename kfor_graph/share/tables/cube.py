"""Build → RDF Data Cube: incident statistics and troop strengths as observations of qb: data sets, with their structure.

A claim is the observation itself. What a figure is not limited by has the code “all”, since every dimension must have a value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Triple

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.errors import EmptyError
from kfor_graph.query.run import run_table
from kfor_graph.share.evidence import plain, tellings
from kfor_graph.share.filters import Filters, Kinds
from kfor_graph.share.networks.things import Thing, things, unlabelled
from kfor_graph.store import Store, Term

_PREFIXES = names.PREFIXES | {"qb": "http://purl.org/linked-data/cube#"}
_CUBE = f"{names.BASE}id/dataset/cube"
_STRUCTURE = f"{_CUBE}/structure"
_ALL = f"{_CUBE}/code/all"
_DIMENSIONS = {"about": "owl:Thing", "category": "skos:Concept", "population": "skos:Concept", "place": "owl:Thing"}
"What a figure is of → the range of the dimension; concepts have lists of codes. Period and paragraph are dimensions too."
_ATTRIBUTES = {"unit": "skos:Concept", "qualifier": "skos:Concept", "printed": "xsd:string"}

_Fact = tuple[str, str, str | Literal]
"Subject, predicate and object, as IRIs or prefixed names, or a literal."


@dataclass(frozen=True, slots=True)
class Cube:
    """What is written."""

    text: str
    "Turtle"
    observations: int
    "number of figures"
    repeated: int
    "figures left out, as their paragraph gives another for the same"


@dataclass(frozen=True, slots=True)
class _Row:
    claim: str
    indicator: str
    of: tuple[tuple[str, str], ...]
    period: str
    paragraph: str
    value: Term
    said: tuple[tuple[str, Term], ...]

    def key(self) -> tuple[object, ...]:
        return self.indicator, self.of, self.period, self.paragraph


def cube(store: Store, filters: Filters) -> Cube:
    """The cube of a build. Raises ExportError for an unknown kind, EmptyError where nothing is left."""
    known = things(store, Kinds(store))
    found, said = _rows(store, filters, known)
    rows: dict[tuple[object, ...], _Row] = {}
    for row in sorted(found, key=lambda row: row.claim):
        rows.setdefault(row.key(), row)
    if not rows:
        raise EmptyError("cube", "no incident statistics or troop strengths are left", filters.remedy(said))
    kept = list(rows.values())
    facts: list[_Fact] = [*_structure(), *_codes(kept), *_data_sets(kept, known)]
    for row in kept:
        facts += _observation(row)
    about = {value for fact in facts for value in (fact[0], fact[2]) if isinstance(value, str) and value.startswith(names.BASE)}
    facts += [(iri, "rdfs:label", Literal(known[iri].label, language="en")) for iri in about if iri in known]
    triples = sorted({_triple(fact) for fact in facts}, key=_place)
    text = (pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode()
    return Cube(text, len(kept), len(found) - len(kept))


def _rows(store: Store, filters: Filters, known: Mapping[str, Thing]) -> tuple[list[_Row], set[str]]:
    """One row a claim; several populations that narrow each other down are one code."""
    table, claims, kinds = run_table(store, catalogue()["tables/cube"]), tellings(store), Kinds(store)
    merged: dict[str, dict[str, set[Term]]] = {}
    for found in table.rows:
        cells = merged.setdefault(plain(found[0]), {})
        for name, term in zip(table.columns, found, strict=True):
            if term is not None:
                cells.setdefault(name, set()).add(term)
    labels = {
        claim: {
            known[plain(one)].label.casefold() for name in ("indicator", "category") for one in cells.get(name, ()) if plain(one) in known
        }
        for claim, cells in merged.items()
    }
    wanted = kinds.wanted(filters.kinds, {label for found in labels.values() for label in found})
    rows, said = [], set()
    for claim, cells in sorted(merged.items()):
        telling, time = claims[claim], known[claim]
        said.add(telling.code)
        period = next(iter(sorted(map(plain, cells.get("period", ())))), "") or f"{names.BASE}id/period/{time.start}_{time.end}"
        asked = wanted is None or not wanted.isdisjoint(labels[claim])
        if asked and time.start and filters.firm(telling.asserted, telling.code) and filters.timely(time.start, time.end):
            of = tuple((name, _code(name, cells.get(name, set()))) for name in _DIMENSIONS)
            attributes = tuple((name, min(cells[name], key=str)) for name in _ATTRIBUTES)
            indicator, value, paragraph = (min(cells[name], key=str) for name in ("indicator", "value", "paragraph"))
            rows.append(_Row(claim, plain(indicator), of, period, plain(paragraph), value, attributes))
    return rows, said


def _code(name: str, values: set[Term]) -> str:
    iris = sorted(map(plain, values))
    if len(iris) <= 1:
        return iris[0] if iris else _ALL
    return f"{_CUBE}/code/{name}/{'_'.join(iri.rsplit('/', 1)[-1] for iri in iris)}"


def _observation(row: _Row) -> Iterator[_Fact]:
    yield row.claim, "rdf:type", "qb:Observation"
    yield row.claim, "qb:dataSet", f"{_CUBE}/{row.indicator.rsplit('/', 1)[-1]}"
    for name, value in row.of:
        yield row.claim, f"{_CUBE}/dimension/{name}", value
    yield row.claim, f"{_CUBE}/dimension/period", row.period
    yield row.claim, f"{_CUBE}/dimension/paragraph", row.paragraph
    yield row.claim, "kfo:value", row.value if isinstance(row.value, Literal) else plain(row.value)
    for name, term in row.said:
        yield row.claim, f"kfo:{name}", term if isinstance(term, Literal) else plain(term)


def _structure() -> Iterator[_Fact]:
    yield _STRUCTURE, "rdf:type", "qb:DataStructureDefinition"
    yield _STRUCTURE, "rdfs:label", Literal("Structure of the figures of KFOR reports", language="en")
    ranges = _DIMENSIONS | {"period": "dcterms:PeriodOfTime", "paragraph": "kfo:DocumentPart"}
    for order, (name, kind) in enumerate(ranges.items(), 1):
        dimension, component = f"{_CUBE}/dimension/{name}", f"{_STRUCTURE}/{name}"
        yield dimension, "rdf:type", "rdf:Property"
        yield dimension, "rdf:type", "qb:DimensionProperty"
        yield dimension, "rdfs:label", Literal(name, language="en")
        yield dimension, "rdfs:range", kind
        yield dimension, "rdfs:subPropertyOf", {"period": "dcterms:temporal", "paragraph": "kfo:reportedIn"}.get(name, f"kfo:{name}")
        yield _STRUCTURE, "qb:component", component
        yield component, "rdf:type", "qb:ComponentSpecification"
        yield component, "qb:dimension", dimension
        yield component, "qb:order", Literal(order)
        if kind == "skos:Concept":
            yield dimension, "rdf:type", "qb:CodedProperty"
            yield dimension, "qb:codeList", f"{_CUBE}/codes/{name}"
    yield from _component("value", "measure", "qb:MeasureProperty", "xsd:decimal")
    for name, kind in _ATTRIBUTES.items():
        yield from _component(name, "attribute", "qb:AttributeProperty", kind)
        yield f"{_STRUCTURE}/{name}", "qb:componentRequired", Literal(True)


def _component(name: str, role: str, kind: str, span: str) -> Iterator[_Fact]:
    yield f"kfo:{name}", "rdf:type", "rdf:Property"
    yield f"kfo:{name}", "rdf:type", kind
    yield f"kfo:{name}", "rdfs:range", span
    yield f"kfo:{name}", "rdfs:label", Literal(name, language="en")
    yield _STRUCTURE, "qb:component", f"{_STRUCTURE}/{name}"
    yield f"{_STRUCTURE}/{name}", "rdf:type", "qb:ComponentSpecification"
    yield f"{_STRUCTURE}/{name}", f"qb:{role}", f"kfo:{name}"


def _codes(rows: Sequence[_Row]) -> Iterator[_Fact]:
    """The lists of codes: those that the figures have."""
    yield _ALL, "rdf:type", "skos:Concept"
    yield _ALL, "skos:prefLabel", Literal("all", language="en")
    for name in (name for name, kind in _DIMENSIONS.items() if kind == "skos:Concept"):
        codes = f"{_CUBE}/codes/{name}"
        yield codes, "rdf:type", "skos:ConceptScheme"
        yield codes, "rdfs:label", Literal(f"Codes of the dimension {name}", language="en")
        for code in sorted({_ALL, *(dict(row.of)[name] for row in rows)}):
            yield code, "rdf:type", "skos:Concept"
            yield code, "skos:inScheme", codes
            if code.startswith(f"{_CUBE}/code/{name}/"):
                yield code, "skos:prefLabel", Literal(unlabelled(code).replace("_", ", "), language="en")


def _data_sets(rows: Sequence[_Row], known: Mapping[str, Thing]) -> Iterator[_Fact]:
    for indicator in sorted({row.indicator for row in rows}):
        data_set = f"{_CUBE}/{indicator.rsplit('/', 1)[-1]}"
        title = Literal(known[indicator].label if indicator in known else unlabelled(indicator), language="en")
        yield data_set, "rdf:type", "qb:DataSet"
        yield data_set, "qb:structure", _STRUCTURE
        yield data_set, "rdfs:label", title
        yield data_set, "dcterms:title", title
        yield data_set, "dcterms:subject", indicator
        yield data_set, "dcterms:isPartOf", f"{names.BASE}id/dataset/kfor-graph"


def _triple(fact: _Fact) -> Triple:
    subject, predicate, value = fact
    return Triple(_node(subject), _node(predicate), value if isinstance(value, Literal) else _node(value))


def _node(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_PREFIXES[prefix] + local if prefix in _PREFIXES else name)


def _place(triple: Triple) -> tuple[str, bool, str]:
    """What a thing is stands before what is said of it."""
    return str(triple.subject), triple.predicate.value != names.expand("rdf:type"), str(triple)
