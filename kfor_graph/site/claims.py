"""The pages of a claim, of a piece of evidence and of a part: what is said, in which words, where, and how it was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kfor_graph import names
from kfor_graph.quality.source_text import SourceText
from kfor_graph.site.asking import Row, ask
from kfor_graph.site.data import DataSet
from kfor_graph.site.labels import labels, last, name
from kfor_graph.site.marks import Mark
from kfor_graph.site.passages import Style, passage
from kfor_graph.site.rendering import alternates, render
from kfor_graph.site.thing_data import Link, Thing, thing
from kfor_graph.site.urls import path_of
from kfor_graph.site.visit import Visit
from kfor_graph.texts import Span

_FRAME = ("rdfs:label", "kfo:reportedIn", "kfo:evidence", "kfo:certainty", "prov:wasGeneratedBy")
"What every claim has, beside its slots."


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a claim within their sentence."""

    iri: str
    words: Markup
    "the sentence, the words marked"
    start: int
    end: int
    line: str
    page: str
    text_path: str
    checksum: str


def claim_page(visit: Visit, found: Thing) -> str:
    """What a claim says in words and as slots, the words that make it, how firmly, and how it was found."""
    kind = next((last(iri).lower() for iri, _ in found.types if name(iri) != "kfo:Claim"), "claim")
    part = next((fact.value for fact in found.values("kfo:reportedIn")), "")
    certainty = next(iter(found.values("kfo:certainty")), None)
    issues = [thing(visit.data, link.subject) for link in found.claims + found.others if link.property == "oa:hasTarget"]
    related = [link for link in found.claims + found.others if link.property not in {"oa:hasTarget", "prov:wasDerivedFrom"}]
    reader = reader_path(found.iri)
    return render(
        "claim.html",
        visit,
        thing=found,
        kind=kind,
        part=part,
        certainty=certainty,
        firm=certainty is None or last(certainty.value) == "stated",
        told=_told(visit.data, found),
        slots=found.without(*_FRAME),
        quotes=quotes(visit.data, found.iri, kind),
        made=list(ask(visit.data, "claim-rule", claim=found.iri)),
        issues=[issue for issue in issues if issue is not None],
        related=[(link, label) for link, label in _called(visit.data, related)],
        reader=f"{reader}#{last(found.iri)}",
        part_path=f"{reader}#{last(part)}",
        where=name(part),
        alternates=alternates(visit.path),
        styles=("/static/reader.css", "/static/things.css"),
        description=found.label,
    )


def evidence_page(visit: Visit, found: Thing) -> str:
    """Words of a report, where they stand to the character, and the claims that they make."""
    claims = [link for link in (*found.claims, *found.others) if link.property == "kfo:evidence"]
    rows: list[Row] = []
    for link in claims[:1]:
        rows = [row for row in ask(visit.data, "claim-evidence", claim=link.subject) if row["evidence"] == found.iri]
    return render(
        "evidence.html",
        visit,
        thing=found,
        quotes=[_quote(visit.data, row, "observation") for row in rows],
        claims=_called(visit.data, claims),
        facts=found.facts,
        reader=reader_path(found.iri),
        key=_key(found.iri),
        alternates=alternates(visit.path),
        styles=("/static/reader.css", "/static/things.css"),
    )


def part_page(visit: Visit, found: Thing) -> str:
    """A letter, paragraph or attachment: its words, what is said of it, and the claims that it makes."""
    claims = [link for link in found.claims if link.property == "kfo:reportedIn"]
    slug = last(found.iri)
    number = next((fact.value for fact in found.values("kfo:paragraphNumber")), "")
    return render(
        "part.html",
        visit,
        thing=found,
        kind=found.types[0][1] if found.types else "part",
        heading=f"Paragraph {number}" if number else next((fact.value for fact in found.values("dcterms:title")), slug),
        words=next((fact.value for fact in found.values("kfo:text")), ""),
        mentions=found.values("schema:mentions"),
        facts=found.without("kfo:text", "schema:mentions"),
        claims=_called(visit.data, claims),
        inner=_called(visit.data, [link for link in (*found.parts, *found.others) if link.property == "dcterms:isPartOf"]),
        reader=f"{reader_path(found.iri)}#{slug}",
        key=_key(found.iri),
        alternates=alternates(visit.path),
        styles=("/static/reader.css", "/static/things.css"),
    )


def reader_path(iri: str) -> str:
    """The path of the reader that shows a claim, part or piece of evidence."""
    return path_of(names.document(_key(iri)))


def _key(iri: str) -> str:
    return iri.removeprefix(names.document("")).split("/", 1)[0]


def _called(data: DataSet, links: Sequence[Link]) -> list[tuple[Link, str]]:
    """Links with the labels of what they come from."""
    called = labels(data, {link.subject for link in links})
    return [(link, called[link.subject]) for link in links]


def _told(data: DataSet, found: Thing) -> Thing | None:
    """The event that an account tells of."""
    for fact in found.values("kfo:about"):
        about = thing(data, fact.value) if "kfo:Account" in found.classes else None
        if about is not None and "kfo:Eventuality" in about.classes:
            return about
    return None


def quotes(data: DataSet, claim: str, kind: str) -> list[Quote]:
    """The words of a claim, each run in its sentence."""
    return [_quote(data, row, kind) for row in ask(data, "claim-evidence", claim=claim)]


def _quote(data: DataSet, row: Row, kind: str) -> Quote:
    start, end = int(row["start"]), int(row["end"])
    path = data.build / "sources" / f"{last(row['source'])}.txt"
    marked = Markup("<mark class='{} d0'>{}</mark>").format(kind, row["words"])
    if path.is_file():
        text = path.read_bytes().decode("utf-8")
        if text[start:end] == row["words"]:
            sentence = SourceText(path.name, text).sentence(Span(start, end))
            marked = passage(text, sentence, [Mark(start, end, "it")], {"it": Style(kind)}, set())
    checksum, line, page = (str(row[column] or "") for column in ("checksum", "line", "page"))
    return Quote(row["evidence"], marked, start, end, line, page, f"/source/{path.name}", checksum)
