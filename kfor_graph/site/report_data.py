"""A document of the graph as values: its parts, claims, discrepancies and what was not understood."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kfor_graph import names
from kfor_graph.site.asking import ask
from kfor_graph.site.data import DataSet
from kfor_graph.site.labels import last, name
from kfor_graph.site.layout import Part
from kfor_graph.texts import Span

Facts = Mapping[str, tuple[tuple[str, str], ...]]
"Prefixed property → values, each with its label."


@dataclass(frozen=True, slots=True)
class ShownIssue:
    """Where a document disagrees with itself, or with an earlier one."""

    iri: str
    type: str
    note: str
    printed: str
    recomputed: str
    formula: str


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim beside the text."""

    iri: str
    kind: str
    "account, observation, assessment or statement"
    label: str
    certainty: str
    "notation"
    hedge: str
    "what the certainty is called"
    part: str
    "slug of the part that makes it"
    made_by: str
    "IRI of the rule, or of the decision that corrected it"
    words: tuple[tuple[str, Span], ...]
    "slug and place of each piece of evidence, in the published text"
    issues: tuple[ShownIssue, ...] = ()
    number: int = 0
    "in the order of the text"

    @property
    def slug(self) -> str:
        """The last step of its IRI, which is its identifier in the page."""
        return last(self.iri)


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document as its reader shows it."""

    key: str
    text: str
    "the published text"
    source: str
    "IRI of the published text"
    parts: tuple[Part, ...]
    facts: Mapping[str, Facts]
    "what is said of each part, by slug; '' is the document"
    claims: tuple[ShownClaim, ...]
    missed: tuple[tuple[str, str], ...]
    "slug of the part, and sentence, from which nothing was taken"
    understood: Mapping[str, float]
    "figures of the coverage: sentences, formulas, understood, share"


def document(data: DataSet, key: str) -> ShownDocument | None:
    """A document by its key; None where the build has none of that key."""
    manifest = json.loads((data.build / "manifest.json").read_text(encoding="utf-8"))["documents"].get(key)
    if manifest is None:
        return None
    text = (data.build / manifest["text"]).read_bytes().decode("utf-8")
    source = f"{names.BASE}id/source/{manifest['text'].rsplit('/', 1)[-1].removesuffix('.txt')}"
    facts = _facts(data, key)
    coverage = json.loads((data.build / "coverage.json").read_text(encoding="utf-8")).get(key, {})
    missed = tuple((item["block"], item["text"]) for item in coverage.get("missed", ()))
    figures = {figure: coverage[figure] for figure in ("sentences", "formulas", "understood", "share") if figure in coverage}
    parts = tuple(_part(slug, said) for slug, said in facts.items() if slug)
    return ShownDocument(key, text, source, parts, facts, _claims(data, key), missed, figures)


def _facts(data: DataSet, key: str) -> dict[str, Facts]:
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in ask(data, "reader-parts", graph=names.graph(key)):
        slug = row["part"].removeprefix(names.document(key)).lstrip("/")
        said = found[slug][name(row["property"])]
        label = row["label"] or ""
        said[row["value"]] = min(filter(None, (label, said.get(row["value"], ""))), default="")
    return {slug: {prop: tuple(sorted(values.items())) for prop, values in sorted(found[slug].items())} for slug in sorted(found)}


def _part(slug: str, said: Facts) -> Part:
    kinds = [last(iri) for iri, _ in said.get("rdf:type", ()) if not iri.endswith("DocumentPart")]
    parent = next((last(iri) for iri, _ in said.get("dcterms:isPartOf", ())), None)
    number = next((int(value) for value, _ in said.get("kfo:paragraphNumber", ())), None)
    title = "" if slug == "masthead" else _first(said, "dcterms:title")
    heading = _first(said, "kfo:sectionHeading") or title
    return Part(slug, kinds[0] if kinds else "DocumentPart", parent, _first(said, "kfo:text"), heading, number)


def _first(said: Facts, prop: str) -> str:
    return next((value for value, _ in said.get(prop, ())), "")


def _claims(data: DataSet, key: str) -> tuple[ShownClaim, ...]:
    issues: dict[str, list[ShownIssue]] = defaultdict(list)
    for row in ask(data, "reader-issues", graph=names.graph(key)):
        told = [row[column] or "" for column in ("issue", "type", "note", "printed", "recomputed", "formula")]
        issues[row["claim"]].append(ShownIssue(*told))
    found: dict[str, ShownClaim] = {}
    for row in ask(data, "reader-claims", graph=names.graph(key)):
        words = (last(row["evidence"]), Span(int(row["start"]), int(row["end"])))
        known = found.get(row["claim"])
        if known is None:
            kind, certainty = last(row["kind"]).lower(), last(row["certainty"])
            made_by, part = row["rule"] or row["by"], last(row["part"])
            found[row["claim"]] = ShownClaim(row["claim"], kind, row["label"], certainty, row["hedge"], part, made_by, (words,))
        elif words not in known.words:
            found[row["claim"]] = replace(known, words=(*known.words, words))
    return tuple(replace(claim, number=number, issues=tuple(issues.get(claim.iri, ()))) for number, claim in enumerate(found.values(), 1))
