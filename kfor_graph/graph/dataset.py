"""The data set described: VoID and DCAT with real counts."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kfor_graph import __version__, names
from kfor_graph.graph.terms import integer, iri, name, text

_TYPED = re.compile(rb"^<([^>]+)> <http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> <([^>]+)>", re.M)
_PREDICATE = re.compile(rb"^<[^>]+> <([^>]+)>", re.M)


@dataclass(slots=True)
class Counts:
    """What was counted so far; nodes that several documents may tell of are kept by IRI, so that none counts twice."""

    quads: dict[str, int] = field(default_factory=dict)
    "graph → its quads"
    own: Counter[str] = field(default_factory=Counter)
    "class → nodes that belong to one document"
    shared: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    "class → IRIs of the others, with how many graphs tell of each"
    properties: Counter[str] = field(default_factory=Counter)
    "property → its triples"

    def add(self, graph: str, nquads: bytes) -> None:
        """Counts one graph, given as N-Quads."""
        self.quads[graph] = nquads.count(b" .\n")
        self._count(graph, nquads, 1)

    def remove(self, graph: str, nquads: bytes) -> None:
        """Takes one graph out again."""
        del self.quads[graph]
        self._count(graph, nquads, -1)

    def _count(self, graph: str, nquads: bytes, sign: int) -> None:
        document = f"{names.document(graph)}/".encode()
        for subject, kind in _TYPED.findall(nquads):
            if subject.startswith(document):
                self.own[kind.decode()] += sign
            else:
                self.shared[kind.decode()][subject.decode()] += sign
        for predicate in _PREDICATE.findall(nquads):
            self.properties[predicate.decode()] += sign

    def classes(self) -> Mapping[str, int]:
        """Class → number of its nodes."""
        shared = {kind: sum(1 for count in nodes.values() if count > 0) for kind, nodes in self.shared.items()}
        return {kind: count for kind in sorted({*self.own, *shared}) if (count := self.own[kind] + shared.get(kind, 0))}


def dataset_graph(counts: Counts, documents: Iterable[str]) -> bytes:
    """The description as sorted N-Quads of the graph `dataset`; `documents` are the keys of the documents."""
    graph, subject = iri(names.graph("dataset")), f"{names.BASE}id/dataset/kfor-graph"
    triples = [
        (subject, "rdf:type", name("void:Dataset")),
        (subject, "rdf:type", name("dcat:Dataset")),
        (subject, "dcterms:title", text("kfor-graph: KFOR reports to the Security Council as linked data", "en")),
        (subject, "dcterms:description", text(_DESCRIPTION, "en")),
        (subject, "dcterms:license", iri("https://creativecommons.org/licenses/by/4.0/")),
        (subject, "dcterms:publisher", iri(f"{names.BASE}id/agent/maintainers")),
        (subject, "dcterms:hasVersion", text(__version__)),
        (subject, "void:uriSpace", text(f"{names.BASE}id/")),
        (subject, "void:vocabulary", iri(f"{names.BASE}ontology")),
        (subject, "void:triples", integer(sum(counts.quads.values()))),
        (subject, "void:documents", integer(len(list(documents)))),
        (subject, "void:classes", integer(len(counts.classes()))),
        (subject, "void:properties", integer(len(counts.properties))),
    ]
    for kind, count in counts.classes().items():
        part = f"{subject}/class/{names.slug(kind.rsplit('#')[-1].rsplit('/')[-1])}-{names.digest((kind,))[:6]}"
        triples += [(subject, "void:classPartition", iri(part)), (part, "void:class", iri(kind)), (part, "void:entities", integer(count))]
    for predicate, count in sorted(counts.properties.items()):
        part = f"{subject}/property/{names.slug(predicate.rsplit('#')[-1].rsplit('/')[-1])}-{names.digest((predicate,))[:6]}"
        triples += [
            (subject, "void:propertyPartition", iri(part)),
            (part, "void:property", iri(predicate)),
            (part, "void:triples", integer(count)),
        ]
    lines = {f"{iri(about)} {name(predicate)} {term} {graph} .\n" for about, predicate, term in triples}
    return "".join(sorted(lines)).encode()


_DESCRIPTION = (
    "Reports of the Kosovo Force, in the context of Security Council resolution 1244 (1999), as claims: figures, events, judgements "
    "and statements, each with the words of the report that make it."
)
