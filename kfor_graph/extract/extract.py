"""A document → its claims: every rule over every block of its kind, in the order of `RULES`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kfor_graph.document.languages import ENGLISH, UNKNOWN
from kfor_graph.document.namings import namings
from kfor_graph.document.opening import opening
from kfor_graph.extract.admission import further
from kfor_graph.extract.gate import concerned
from kfor_graph.extract.modality.hearsay import told_by_the_report
from kfor_graph.extract.overlaps import without_overlaps
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.plugins import Plugin
from kfor_graph.extract.rules import RULES
from kfor_graph.model import Claim, Entity, Finding, Mention
from kfor_graph.names import slug
from kfor_graph.texts import Block, Document, ReportPart, Span
from kfor_graph.vocabulary import Vocabulary

LONGEST = 20_000
"Characters. Paragraphs of reports have some hundred to three thousand; a longer one is no paragraph, and could keep the rules busy for hours."


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the rules took from a document."""

    claims: tuple[Claim, ...]
    "in the order of the text; those of plug-ins after ours"
    findings: tuple[Finding, ...]
    "what could not be resolved or looks wrong"
    mentions: tuple[tuple[str, Mention], ...]
    "slug of a part and what it names"
    missions: dict[str, Entity] = field(default_factory=dict)
    "slug of a report and the mission that it is of"


def extract(document: Document, vocabulary: Vocabulary, plugins: Sequence[Plugin] = ()) -> Extraction:
    """All claims of a document, each with the rule that made it; the same document gives the same claims, always.

    The rules for English read English and nothing else; a translation has rules of its own, or none. Rules of plug-ins see what ours
    took, ours do not see what plug-ins took.
    """
    claims: list[Claim] = []
    added: list[Claim] = []
    findings: list[Finding] = list(_unread(document))
    kind = "" if document.text_language == ENGLISH else "translated "
    mentions: list[tuple[str, Mention]] = []
    missions: dict[str, Entity] = {}
    for passage, made in _passages(document, vocabulary, claims):
        if passage.report and passage.mission:
            missions[passage.report.block.slug] = passage.mission
        if len(passage.block.span) > LONGEST and passage.block.kind != "report":
            message = f"longer than {LONGEST:,} characters, and so not read"
            told = opening(document, passage.block.slug)
            findings.append(Finding("Warning", message, "extract", document.key, passage.block.slug, evidence=told))
            continue
        mentions.extend((passage.block.slug, mention) for mention in _meant(passage))
        for rule in concerned(RULES[kind + passage.block.kind], passage.lower):
            name = rule.__name__
            for item in rule(passage):
                if isinstance(item, Finding):
                    told = item.evidence or opening(document, passage.block.slug)
                    findings.append(replace(item, document=document.key, block=passage.block.slug, check=name, evidence=told))
                else:
                    made.append(Claim(item.kind, item.block, item.slots, item.evidence, name, item.certainty))
        kept = tuple(
            told_by_the_report(passage, without_overlaps(made)) if kind + passage.block.kind == "paragraph" else without_overlaps(made)
        )
        claims.extend(kept)
        for item in further(replace(passage, here=kept), kind + passage.block.kind, plugins) if plugins else ():
            if isinstance(item, Finding):
                findings.append(item)
            else:
                added.append(item)
    return Extraction((*claims, *added), tuple(findings), tuple(mentions), missions)


def _unread(document: Document) -> Iterator[Finding]:
    """Says so where the language of the text is one that no rule reads."""
    language = document.text_language
    if language != ENGLISH and language not in namings():
        name = "" if language == UNKNOWN else f" {language}"
        message = f"unsupported language{name}: only symbol and job number are taken"
        yield Finding("Info", message, "extract", document.key, evidence=opening(document))


def _passages(document: Document, vocabulary: Vocabulary, claims: list[Claim]) -> Iterator[tuple[Passage, list[Claim]]]:
    """The blocks in order, each with the list for its claims: masthead, letters, then each report with its paragraphs.

    `claims` grows while they are read.
    """
    named_only = {letter.block.slug for letter in document.letters if (letter.block.parent or "").startswith("letter")}
    for block in document.blocks:
        if block.kind in {"masthead", "letter"} and block.slug not in named_only:
            yield _passage(document, block, vocabulary)
    for report in document.reports:
        mission = _mission(document, report, vocabulary)
        area = next(iter(vocabulary.related(mission, "dcterms:spatial")), None) if mission else None
        before = len(claims)
        for block in (report.block, *report.paragraphs):
            yield _passage(document, block, vocabulary, report, mission, area, tuple(claims[before:]))


def _passage(
    document: Document,
    block: Block,
    vocabulary: Vocabulary,
    report: ReportPart | None = None,
    mission: Entity | None = None,
    area: Entity | None = None,
    earlier: tuple[Claim, ...] = (),
) -> tuple[Passage, list[Claim]]:
    made: list[Claim] = []
    words = document.report.clean[block.span.start : block.span.end] if block.kind != "report" else ""
    found = _mentions(document, block.span, vocabulary) if words else ()
    return Passage(document, block, found, vocabulary, report, mission, area, earlier, made, words.lower()), made


def _mentions(document: Document, span: Span, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The entities that a span names, by the names of the text's own language."""
    if document.text_language == ENGLISH:
        return vocabulary.mentions(document.report.clean, span)
    naming = namings().get(document.text_language)
    return tuple(naming.mentions(vocabulary, document.report.clean, span)) if naming else ()


def _meant(passage: Passage) -> Iterator[Mention]:
    """The block's mentions; "between" and "with" two names of seats, the authorities there are meant, not the towns."""
    held: list[Mention] = list(passage.mentions)
    for first, second in pairwise(passage.mentions):
        sides = [passage.vocabulary.seated_at(mention.entity) for mention in (first, second)]
        joined = passage.text[first.span.end : second.span.start] == " and "
        if joined and all(sides) and passage.text[: first.span.start].endswith(("between ", "with ")):
            for mention, side in zip((first, second), sides, strict=True):
                if side:
                    held[held.index(mention)] = Mention(mention.span, side)
    yield from held


def _mission(document: Document, report: ReportPart, vocabulary: Vocabulary) -> Entity | None:
    """The mission that a report is of: the one that its title names, else the first that its opening paragraphs name.

    A title may name a mission that the gazetteer does not know: it becomes a new one, to be reviewed.
    """
    title = report.block.heading
    spans = ([title.span] if title else []) + [paragraph.span for paragraph in report.paragraphs[:2]]
    for span in spans:
        for mention in _mentions(document, span, vocabulary):
            if mention.entity.kind == "mission":
                return mention.entity
    if title and document.text_language == ENGLISH and " operations" in title.value and " on " in title.value:
        label = title.value.split(" on ")[-1].removeprefix("the operations of the ").removesuffix(" operations").strip()
        return Entity("mission", slug(label), label, ("kfo:Mission", "kfo:Organization"), known=False)
    return None
