"""Two releases compared, graph by graph: of each only what differs is kept.

A claim's IRI is made of what it says. Where a claim is gone and another of its kind rests on the same words, the rule reads these words
otherwise: the two are one change, and it is told which properties differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kfor_graph import names
from kfor_graph.share.changes.model import SECTIONS, Change, Changes, Fact, Kind
from kfor_graph.share.changes.release import Release

_NAMED = ("rdfs:label", "skos:prefLabel", "dcterms:title", "schema:name")
_LABELS = tuple(names.expand(name) for name in _NAMED)
_TYPE, _EVIDENCE, _EXACT, _START = (names.expand(name) for name in ("rdf:type", "kfo:evidence", "oa:exact", "oa:start"))
_PART, _RUN = (names.expand(name) for name in ("kfo:reportedIn", "prov:wasGeneratedBy"))
_SECTION_OF = {
    "kfo:Document": "documents",
    "kfo:DocumentPart": "parts",
    "kfo:Claim": "claims",
    "kfo:Eventuality": "events",
    "kfo:SourceIssue": "issues",
}
_SECTION_OF_GRAPH = {"authority": "entities", "rules": "rules", "ontology": "vocabulary", "links": "links"}
_UNTOLD = {names.expand("kfo:Evidence"), names.expand("prov:Activity"), names.expand("dcterms:PeriodOfTime")}
"Nodes that belong to others, whose change it is."
_COUNTED = "dataset"
"The graph that counts the others: it changes with each of them."


def compare(old: Release, new: Release) -> Changes:
    """What changed from one release to the next. Raises StoreError where one is broken."""
    nodes, added, removed = list[Change](), list[Quad](), list[Quad]()
    labels = {iri: label for release in (old, new) for name in ("ontology", "authority") for iri, label in _labels(release.quads(name))}
    for name in sorted(old.graphs | new.graphs):
        if old.content(name) == new.content(name):
            continue
        before, after = old.quads(name), new.quads(name)
        removed += before - after
        added += after - before
        if name != _COUNTED:
            nodes += _Graphs(name, before, after, labels).changes()
    order = list(SECTIONS)
    nodes.sort(key=lambda node: (order.index(node.section), node.graph, node.part, node.iri))
    return Changes(tuple(nodes), tuple(sorted(added, key=str)), tuple(sorted(removed, key=str)))


Described = Mapping[str, list[Quad]]


class _Graphs:
    """One named graph in both releases."""

    def __init__(self, name: str, before: frozenset[Quad], after: frozenset[Quad], labels: Mapping[str, str]) -> None:
        self._name, self._before, self._after = name, _described(before), _described(after)
        self._labels = {**labels, **dict(_labels(before)), **dict(_labels(after))}
        self._touched = {quad.subject.value for quad in before ^ after if isinstance(quad.subject, NamedNode)}

    def changes(self) -> Iterator[Change]:
        """The nodes that changed; a claim changes with the words that it rests on."""
        citing = [
            subject for side in (self._before, self._after) for subject, quads in side.items() if self._touched & _values(quads, _EVIDENCE)
        ]
        changed = {iri: change for iri in self._touched.union(citing) if (change := self._change(iri))}
        for gone, come in self._pairs(changed):
            was, now = changed.pop(gone), changed.pop(come)
            facts = tuple(self._facts(self._before[gone], self._after[come]))
            changed[come] = Change(Kind.CHANGED, now.section, come, now.label, self._name, facts, now.words, now.part, now.rule, was.iri)
        yield from changed.values()

    def _change(self, iri: str) -> Change | None:
        before, after = self._before.get(iri, []), self._after.get(iri, [])
        types = _values(after or before, _TYPE)
        if types & _UNTOLD:
            return None
        kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
        section = next((name for kind_of, name in _SECTION_OF.items() if names.expand(kind_of) in types), None)
        section = section or _SECTION_OF_GRAPH.get(self._name) or ("entities" if types else "other")
        facts = tuple(self._facts(before, after)) if kind is Kind.CHANGED else ()
        side, told = (self._after, after) if after else (self._before, before)
        words = tuple(_words(side, told))
        if kind is Kind.CHANGED and words != (earlier := tuple(_words(self._before, before))):
            facts = (*facts, Fact("oa:exact", earlier, words))
        if kind is Kind.CHANGED and not facts:
            return None
        part, run = ("".join(sorted(_values(told, name))).rsplit("/", 1)[-1] for name in (_PART, _RUN))
        return Change(kind, section, iri, self._label(iri), self._name, facts, words, part, run.removeprefix("reading-"))

    def _pairs(self, changed: Mapping[str, Change]) -> Iterator[tuple[str, str]]:
        """Claims that are gone with those that take their places: same class, same words, and no other that fits either."""
        places: dict[tuple[frozenset[str], frozenset[str]], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for iri, change in sorted(changed.items()):
            if change.section == "claims" and change.kind is not Kind.CHANGED:
                quads = (self._after if change.kind is Kind.ADDED else self._before)[iri]
                key = frozenset(_values(quads, _TYPE)), frozenset(_values(quads, _EVIDENCE))
                places[key][change.kind is Kind.ADDED].append(iri)
        yield from ((gone[0], come[0]) for gone, come in places.values() if len(gone) == len(come) == 1)

    def _facts(self, before: list[Quad], after: list[Quad]) -> Iterator[Fact]:
        """What of a node differs, without the pieces of evidence, whose words are told instead."""
        old, new = ({(quad.predicate.value, quad.object) for quad in side} for side in (before, after))
        for predicate in sorted({predicate for predicate, _ in old ^ new} - {_EVIDENCE}):
            gone, come = (tuple(sorted(self._shown(term) for name, term in side if name == predicate)) for side in (old - new, new - old))
            yield Fact(_short(predicate), gone, come)

    def _label(self, iri: str) -> str:
        return self._labels.get(iri) or _short(iri)

    def _shown(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self._label(term.value)
        return term.value if isinstance(term, Literal) else str(term)


def _described(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found[quad.subject.value].append(quad)
    return dict(found)


def _values(quads: Iterable[Quad], predicate: str) -> set[str]:
    return {quad.object.value for quad in quads if quad.predicate.value == predicate and isinstance(quad.object, NamedNode | Literal)}


def _words(side: Described, claim: list[Quad]) -> Iterator[str]:
    """The words of a claim, in the order of the text."""
    cited = [side.get(iri, []) for iri in _values(claim, _EVIDENCE)]
    for piece in sorted(cited, key=lambda piece: (int(min(_values(piece, _START), default="0")), sorted(_values(piece, _EXACT)))):
        yield from (" ".join(words.split()) for words in sorted(_values(piece, _EXACT)))


def _labels(quads: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """Node and label, English ones last, so that they win."""
    found = [quad for quad in quads if quad.predicate.value in _LABELS and isinstance(quad.object, Literal)]
    for quad in sorted(found, key=lambda quad: (quad.object.language == "en", str(quad))):  # type: ignore[union-attr]
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value


def _short(iri: str) -> str:
    """An IRI as people write it: with a prefix, or without the beginning that all of ours have."""
    for prefix, start in names.PREFIXES.items():
        if iri.startswith(start) and iri != start:
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri.removeprefix(names.BASE)
