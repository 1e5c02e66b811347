"""The data set described: VoID and DCAT with real counts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kfor_graph import __version__, names
from kfor_graph.graph.terms import integer, iri, name, text

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "


@dataclass(frozen=True, slots=True)
class Tally:
    """One graph, counted."""

    quads: int
    "number of its quads"
    own: dict[str, int]
    "class → nodes that belong to its document"
    shared: dict[str, tuple[str, ...]]
    "class → terms of the other nodes, which further graphs may tell of too"
    properties: dict[str, int]
    "property → its triples"


def tally(graph: str, nquads: bytes) -> Tally:
    """Counts one graph, given as N-Quads in canonical form."""
    triples: dict[str, set[str]] = defaultdict(set)
    end = f" {iri(names.graph(graph))} ."
    for line in nquads.decode().split("\n")[:-1]:
        subject, rest = line.removesuffix(end).split(" ", 1)
        triples[subject].add(rest)
    return tally_triples(graph, triples)


def tally_triples(graph: str, triples: Mapping[str, Collection[str]]) -> Tally:
    """Counts one graph, given as subject → predicates and objects, all as terms, with one blank between them."""
    document = f"<{names.document(graph)}/"
    own: list[str] = []
    shared: dict[str, list[str]] = defaultdict(list)
    properties = Counter([rest.split(" ", 1)[0] for rests in triples.values() for rest in rests])
    for subject, rests in triples.items():
        kinds = [rest[len(_TYPE) :] for rest in rests if rest.startswith(_TYPE)]
        if subject.startswith(document):
            own += kinds
        else:
            for kind in kinds:
                shared[kind].append(subject)
    return Tally(properties.total(), dict(Counter(own)), {kind: tuple(sorted(nodes)) for kind, nodes in shared.items()}, dict(properties))


@dataclass(slots=True)
class Counts:
    """All graphs together; a node that several graphs tell of counts once."""

    quads: dict[str, int] = field(default_factory=dict)
    "graph → its quads"
    own: Counter[str] = field(default_factory=Counter)
    "class → nodes that belong to one document"
    shared: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    "class → other nodes, with how many graphs tell of each"
    properties: Counter[str] = field(default_factory=Counter)
    "property → its triples"

    def add(self, graph: str, counted: Tally) -> None:
        """Adds one graph."""
        self.quads[graph] = counted.quads
        self._merge(counted, 1)

    def remove(self, graph: str, counted: Tally) -> None:
        """Takes one graph out again."""
        del self.quads[graph]
        self._merge(counted, -1)

    def _merge(self, counted: Tally, sign: int) -> None:
        for kind, number in counted.own.items():
            self.own[kind] += sign * number
        for kind, nodes in counted.shared.items():
            for node in nodes:
                self.shared[kind][node] += sign
        for predicate, number in counted.properties.items():
            self.properties[predicate] += sign * number

    def classes(self) -> Mapping[str, int]:
        """Class, as an IRI → number of its nodes."""
        shared = {kind: sum(1 for count in nodes.values() if count > 0) for kind, nodes in self.shared.items()}
        return {kind[1:-1]: count for kind in sorted({*self.own, *shared}) if (count := self.own[kind] + shared.get(kind, 0))}


def dataset_graph(counts: Counts, documents: Iterable[str], links: bytes = b"") -> bytes:
    """The description as sorted N-Quads of the graph `dataset`.

    `documents` are the keys of the documents; `links` is the graph of links, from which the linksets are counted.
    """
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
    for predicate, count in sorted((term[1:-1], count) for term, count in counts.properties.items() if count):
        part = f"{subject}/property/{names.slug(predicate.rsplit('#')[-1].rsplit('/')[-1])}-{names.digest((predicate,))[:6]}"
        triples += [
            (subject, "void:propertyPartition", iri(part)),
            (part, "void:property", iri(predicate)),
            (part, "void:triples", integer(count)),
        ]
    triples += _linksets(subject, links)
    lines = {f"{iri(about)} {name(predicate)} {term} {graph} .\n" for about, predicate, term in triples}
    return "".join(sorted(lines)).encode()


def _linksets(subject: str, links: bytes) -> list[tuple[str, str, str]]:
    """A void:Linkset for each other data set and kind of link, with its number of links."""
    counted: Counter[tuple[str, str]] = Counter()
    for line in links.decode().splitlines():
        _, predicate, target = line.split(" ", 3)[:3]
        counted["/".join(target[1:-1].split("/")[:3]), predicate] += 1
    triples = []
    for (site, predicate), number in sorted(counted.items()):
        part = f"{subject}/links/{names.slug(site.split('/')[2])}-{names.slug(predicate[1:-1].rsplit('#')[-1].rsplit('/')[-1])}"
        triples += [
            (subject, "void:subset", iri(part)),
            (part, "rdf:type", name("void:Linkset")),
            (part, "void:subjectsTarget", iri(subject)),
            (part, "void:objectsTarget", iri(f"{site}/")),
            (part, "void:linkPredicate", predicate),
            (part, "void:triples", integer(number)),
            (part, "dcterms:isPartOf", iri(subject)),
        ]
    return triples


_DESCRIPTION = (
    "Reports of the Kosovo Force, in the context of Security Council resolution 1244 (1999), as claims: figures, events, judgements "
    "and statements, each with the words of the report that make it."
)
