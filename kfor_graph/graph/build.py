"""A document and its claims as quads: sorted N-Quads lines of one named graph."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from kfor_graph import __version__, names
from kfor_graph.graph import labels
from kfor_graph.graph.dataset import Tally, tally_triples
from kfor_graph.graph.identifiers import Identifiers
from kfor_graph.graph.terms import TRUE, day, integer, iri, name, number, text
from kfor_graph.model import Claim, Concept, Entity, Event, Evidence, Mention, Value
from kfor_graph.texts import Block, Document, Period, Source
from kfor_graph.vocabulary import Vocabulary

_PART_CLASS = {"letter": "kfo:Letter", "attachment": "kfo:Attachment", "report": "kfo:Report", "paragraph": "kfo:Paragraph"}
_KIND = {kind: f"{name('rdf:type')} {name(f'kfo:{kind.capitalize()}')}" for kind in ("account", "observation", "assessment", "statement")}
_SLOT = {"subject": "rdf:subject", "predicate": "rdf:predicate", "object": "rdf:object"}
_A_CLAIM = f"{name('rdf:type')} {name('kfo:Claim')}"
_AN_EVIDENCE = f"{name('rdf:type')} {name('kfo:Evidence')}"
_LABEL, _REPORTED_IN, _GENERATED_BY = name("rdfs:label"), name("kfo:reportedIn"), name("prov:wasGeneratedBy")
_CERTAINTY = f"{name('kfo:certainty')} {iri(names.concept(Concept('certainty', '')))}"[:-1]
_EVIDENCE, _EXACT, _START, _END, _LINE = name("kfo:evidence"), name("oa:exact"), name("oa:start"), name("oa:end"), name("kfo:line")


def build_graph(
    document: Document,
    claims: Sequence[Claim],
    mentions: Iterable[tuple[str, Mention]],
    vocabulary: Vocabulary,
    copies: Sequence[Source] = (),
) -> bytes:
    """The graph of one document as sorted N-Quads in UTF-8.

    `mentions` pairs the slug of a part with what it names; `copies` are further files of the same document.
    """
    return build_counted(document, claims, mentions, vocabulary, copies)[0]


def build_counted(
    document: Document,
    claims: Sequence[Claim],
    mentions: Iterable[tuple[str, Mention]],
    vocabulary: Vocabulary,
    copies: Sequence[Source] = (),
    identifiers: Identifiers | None = None,
    versions: Mapping[str, str] | None = None,
) -> tuple[bytes, Tally]:
    """As `build_graph`, with the graph's tally, which is cheaper to take before the lines are joined.

    `identifiers` are the names of the claims, where these are known already; `versions` says of which release a rule of a plug-in is.
    """
    writer = _Writer(document, claims, vocabulary, identifiers)
    writer.document(copies)
    for block in (*document.blocks, *(paragraph for report in document.reports for paragraph in report.paragraphs)):
        writer.part(block)
    for slug, mention in mentions:
        writer.add(names.part(document.key, slug), "schema:mentions", iri(names.entity(mention.entity, document.key)))
    for claim in claims:
        writer.claim(claim)
    for rule in sorted({claim.rule for claim in claims}):
        writer.reading(rule, (versions or {}).get(rule, __version__))
    return writer.lines(), tally_triples(document.key, writer.triples)


def build_rejected(document: Document, claims: Sequence[Claim], vocabulary: Vocabulary, identifiers: Identifiers) -> bytes:
    """Claims that people rejected, as extracted, with their words: sorted N-Quads of the graph `rejected`."""
    writer = _Writer(document, claims, vocabulary, identifiers)
    for claim in claims:
        writer.claim(claim, asserts=False)
    return writer.lines("rejected")


class _Writer:
    """Collects the triples of one document by subject; sets, because several claims tell of one thing."""

    def __init__(self, document: Document, claims: Sequence[Claim], vocabulary: Vocabulary, identifiers: Identifiers | None = None) -> None:
        self._document, self._vocabulary, self._key = document, vocabulary, document.key
        self._identifiers = identifiers or Identifiers(document.key, claims)
        self.triples: dict[str, set[str]] = defaultdict(set)
        self._described: set[str] = set()
        self._line_ends = [match.start() for match in re.finditer("\n", document.report.text)]
        self._source = f"{name('oa:hasSource')} {iri(names.source(document.report.sha256))}"

    def lines(self, graph: str = "") -> bytes:
        """All triples as sorted N-Quads of the document's graph, or of another.

        Sorted by subject, then by the rest: the order of the whole lines, but with shorter strings to compare.
        """
        end = f" {iri(names.graph(graph or self._key))} .\n"
        parts = []
        for subject in sorted(self.triples):
            begin = f"{subject} "
            parts += [begin, f"{end}{begin}".join(sorted(self.triples[subject])), end]
        return "".join(parts).encode()

    def add(self, subject: str, predicate: str, term: str) -> None:
        """One triple: an IRI, a prefixed name, a finished term."""
        self.triples[f"<{subject}>"].add(f"{name(predicate)} {term}")

    def types(self, subject: str, *classes: str) -> None:
        """The classes of a node, as prefixed names."""
        for item in classes:
            self.add(subject, "rdf:type", name(item))

    def document(self, copies: Sequence[Source]) -> None:
        """The document, its sources, and what the sidecar adds. What the masthead prints comes as claims."""
        subject, sidecar = names.document(self._key), self._document.report.source.sidecar
        self.types(subject, "kfo:Document")
        self.add(subject, "rdfs:label", text(self._document.symbol.value if self._document.symbol else self._key))
        if sidecar.symbol:
            self.add(subject, "kfo:symbol", text(sidecar.symbol))
        if sidecar.title:
            self.add(subject, "dcterms:title", text(sidecar.title, "en"))
        if sidecar.url:
            self.add(subject, "rdfs:seeAlso", iri(sidecar.url))
        self._sources(subject, copies)

    def _sources(self, subject: str, copies: Sequence[Source]) -> None:
        report = self._document.report
        published = names.source(report.sha256)
        self.types(published, "schema:MediaObject")
        self.add(subject, "dcterms:hasFormat", iri(published))
        media_type = report.source.media_type if report.source.media_type.startswith(("text/plain", "text/markdown")) else "text/plain"
        self.add(published, "schema:encodingFormat", text(f"{media_type}; charset=utf-8"))
        self.add(published, "schema:sha256", text(report.sha256))
        self.add(published, "schema:contentSize", text(f"{len(report.text)} characters"))
        self.add(published, "schema:contentUrl", iri(f"{names.BASE}source/{report.sha256[:16]}.txt"))
        if report.recognition:
            self.add(published, "kfo:ocrSoftware", text(report.recognition.software))
            for page in report.recognition.pages:
                self.add(published, "kfo:ocrPage", integer(page))
        for source in (report.source, *copies):
            file = names.source(source.sha256)
            self._retrieved(file, source)
            if source.sha256 == report.sha256:
                self.add(published, "schema:name", text(source.name))
                continue
            self.types(file, "schema:MediaObject")
            self.add(subject, "dcterms:hasFormat", iri(file))
            self.add(file, "schema:name", text(source.name))
            self.add(file, "schema:encodingFormat", text(source.media_type))
            self.add(file, "schema:sha256", text(source.sha256))
            self.add(file, "schema:contentSize", text(f"{source.length} bytes"))
            if source is report.source:
                self.add(published, "prov:wasDerivedFrom", iri(file))

    def _retrieved(self, file: str, source: Source) -> None:
        """Where a file came from and when, as far as the sidecar tells."""
        if source.sidecar.url:
            self.add(file, "dcterms:source", iri(source.sidecar.url))
        if source.sidecar.retrieved:
            self.add(file, "kfo:retrieved", day(source.sidecar.retrieved))

    def part(self, block: Block) -> None:
        """One part: what it is, what it stands in, its number, heading and words."""
        subject = names.part(self._key, block.slug)
        self.types(subject, "kfo:DocumentPart", *([_PART_CLASS[block.kind]] if block.kind in _PART_CLASS else []))
        parent = names.part(self._key, block.parent) if block.parent else names.document(self._key)
        self.add(subject, "dcterms:isPartOf", iri(parent))
        if block.number is not None:
            self.add(subject, "kfo:paragraphNumber", integer(block.number))
        if block.heading and block.kind == "paragraph":
            self.add(subject, "kfo:sectionHeading", text(block.heading.value))
        elif block.heading and block.kind == "attachment":
            self.add(subject, "dcterms:title", text(block.heading.value, self._document.text_language))
        elif block.kind == "masthead":
            self.add(subject, "dcterms:title", text("Masthead and page marks", "en"))
        if block.kind in {"letter", "paragraph"}:
            self.add(subject, "kfo:text", text(self._document.report.clean[block.span.start : block.span.end]))

    def claim(self, claim: Claim, asserts: bool = True) -> None:
        """One claim with its words, its slots, and the triple that a stated statement asserts."""
        subject = self._identifiers.claim(claim)
        if subject is None:
            raise KeyError(claim)
        label = text(labels.claim(claim, self._document, self._vocabulary), "en")
        facts = [
            _A_CLAIM,
            _KIND[claim.kind],
            f"{_LABEL} {label}",
            f"{_REPORTED_IN} {iri(names.part(self._key, claim.block))}",
            f"{_CERTAINTY}{claim.certainty}>",
            f"{_GENERATED_BY} {iri(names.part(self._key, f'reading-{claim.rule}'))}",
        ]
        for item in claim.evidence:
            facts.append(f"{_EVIDENCE} {self.evidence(item)}")
        for slot, value in claim.slots:
            term = name(str(value)) if slot == "predicate" else self.term(value)
            if term is not None:
                facts.append(f"{_slot(slot)} {term}")
        self.triples[iri(subject)].update(facts)
        if asserts and claim.kind == "statement" and claim.certainty == "stated":
            self._assert(claim)

    def _assert(self, claim: Claim) -> None:
        subject, value = claim.get("subject"), claim.get("object")
        term = self.term(value) if value is not None else None
        about = self.term(subject) if subject is not None else None
        if term is not None and about is not None:
            self.triples[about].add(f"{name(str(claim.get('predicate')))} {term}")

    def evidence(self, item: Evidence) -> str:
        """The node of a piece of evidence, as a term: the source, the words, where they stand."""
        subject = iri(self._identifiers.evidence(item))
        if subject not in self._described:
            self._described.add(subject)
            report, start = self._document.report, item.span.start
            facts = [
                _AN_EVIDENCE,
                self._source,
                f"{_EXACT} {text(item.quote)}",
                f"{_START} {integer(start)}",
                f"{_END} {integer(item.span.end)}",
                f"{_LINE} {integer(bisect_left(self._line_ends, start) + 1)}",
            ]
            if (page := report.page(start)) is not None:
                facts.append(f"{name('kfo:page')} {integer(page)}")
            self.triples[subject].update(facts)
        return subject

    def term(self, value: Value) -> str | None:
        """A value as a term, its node described on the way; None for a link to a claim that was not kept."""
        if isinstance(value, Concept):
            return iri(names.concept(value))
        if isinstance(value, str):
            return text(value)
        if isinstance(value, Entity):
            return self._entity(value)
        if isinstance(value, Decimal):
            return number(value)
        if isinstance(value, Claim):
            other = self._identifiers.claim(value)
            return iri(other) if other else None
        if isinstance(value, Event):
            return self._event(value)
        if isinstance(value, Period):
            return self._period(value)
        if isinstance(value, Block):
            return iri(names.part(self._key, value.slug) if value.slug else names.document(self._key))
        return day(value)

    def _entity(self, value: Entity) -> str:
        subject = names.entity(value, self._key)
        if not value.known and subject not in self._described:
            self._described.add(subject)
            self.types(subject, *value.classes)
            self.add(subject, "skos:prefLabel", text(value.label, "en"))
            if value.kind != "local":
                self.add(subject, "kfo:review", TRUE)
            for predicate, fact in value.facts:
                if (term := self.term(fact)) is not None:
                    self.add(subject, predicate, term)
        return iri(subject)

    def _period(self, value: Period) -> str:
        subject = names.period(value)
        if subject not in self._described:
            self._described.add(subject)
            self.types(subject, "dcterms:PeriodOfTime")
            for predicate, end in (("dcat:startDate", value.start), ("dcat:endDate", value.end)):
                if end:
                    self.add(subject, predicate, day(end))
        return iri(subject)

    def _event(self, value: Event) -> str:
        subject = self._identifiers.event(value)
        if subject in self._described:
            return iri(subject)
        self._described.add(subject)
        self.types(subject, "kfo:Eventuality", *(["kfo:Event"] if value.happened else []))
        self.types(subject, *(["kfo:EventSeries"] if value.series and value.happened else []))
        self.add(subject, "rdfs:label", text(labels.event(value, self._vocabulary), "en"))
        for notation in value.types:
            self.add(subject, "kfo:eventType", iri(names.concept(Concept("event-type", notation))))
        if value.period.start and value.period.start == value.period.end:
            self.add(subject, "kfo:onDate", day(value.period.start))
        else:
            self.add(subject, "kfo:during", self._period(value.period))
        for predicate, other in (*(("place", place) for place in value.places), *value.roles):
            self.add(subject, f"kfo:{predicate}", self._entity(other))
        if value.about:
            self.add(subject, "kfo:about", self._entity(value.about))
        for scheme in ("nature", "outcome"):
            if notation := getattr(value, scheme):
                self.add(subject, f"kfo:{scheme}", iri(names.concept(Concept(scheme, notation))))
        return iri(subject)

    def reading(self, rule: str, version: str) -> None:
        """The run of one rule over the source: what a claim was generated by."""
        subject = names.part(self._key, f"reading-{rule}")
        self.types(subject, "prov:Activity")
        self.add(subject, "prov:used", iri(names.source(self._document.report.sha256)))
        self.add(subject, "prov:qualifiedAssociation", iri(f"{names.rule(rule)}/{version}"))


@cache
def _slot(slot: str) -> str:
    """The property of a slot, as a term."""
    return name(_SLOT.get(slot) or f"kfo:{slot}")
