"""The local body, such as a corps or a police, that words are about; and whether they mean the force itself."""

import re

from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import kind
from kfor_graph.model import Entity, Mention
from kfor_graph.texts import Span

_WHOM = re.compile(r"(?:[Tt]he\s)?(?:[Ff]orce|[Mm]ission)(?:\s(?:as\sa\swhole|itself|in\s.*))?\Z")
_ITS_OWN = re.compile(r"(?:\s\([A-Z]+\))?(?:\s(?:troops|soldiers?|personnel|forces|units))?(?:\s(?:and|or|in|as)\s.*)?\Z")

_JOINED = re.compile(r"(?:\s\([A-Z]+\))?(?:,|,?\sand(?:\sthe)?)\s(?:the\s)?\Z")
_TROOPS = re.compile(
    r"\s(?:troops|soldiers|patrols?|units?|personnel|forces)\b|\s(?=(?:searched|seized|confiscated|arrested|detained|conducted)\b)"
)
_NO_SUBJECT = re.compile(r"\b(?:by|against|from|of|with|to|for|in|near|at|between)\s(?:the\s)?\Z")


def body(passage: Passage, words: Span) -> Entity | None:
    """The one organization that the words name, itself or by an office of it; else the one of heading and paragraph up to there; else the one of the paragraph.

    None where several are named. The mission itself is no local body.
    """
    offices = passage.entities(words, "role")
    owners = (owner for office in offices for owner in passage.vocabulary.related(office, "dcterms:isPartOf") if owner.kind == "org")
    named = (*passage.entities(words, "org"), *owners)
    named = named or (*_headed(passage), *passage.entities(Span(passage.block.span.start, words.start), "org"))
    named = named or passage.entities(passage.block.span, "org")
    return named[0] if len(set(named)) == 1 else None


def _headed(passage: Passage) -> tuple[Entity, ...]:
    """The organizations that the paragraph's heading names."""
    heading = passage.block.heading
    found = passage.vocabulary.mentions(passage.text, heading.span) if heading else ()
    return tuple(mention.entity for mention in found if mention.entity.kind == "org")


def is_force(passage: Passage, whom: Span) -> bool:
    """Whether words mean the mission: by name, as "the Force", or by its people; not its vehicles, property or mandate."""
    if _WHOM.match(passage.words(whom)):
        return True
    named = [mention for mention in passage.mentions if mention.span in whom and mention.entity == passage.mission]
    if not named or passage.text[whom.start : named[0].span.start] not in {"", "the "}:
        return False
    return _ITS_OWN.match(passage.text, named[0].span.end, whom.end) is not None


def subject_bodies(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """The missions and organizations that open a clause as its subject."""
    found: list[Entity] = []
    at = span.start
    for mention in passage.mentions:
        own = mention.span in span and mention.entity.kind == "place" and _of_sector(passage, mention)
        if mention.span not in span or (mention.entity.kind not in {"mission", "org"} and not own):
            continue
        if not found and _NO_SUBJECT.search(passage.text, span.start, mention.span.start):
            return ()
        if found and not _JOINED.match(passage.text, at, mention.span.start):
            break
        found.append(passage.mission if own and passage.mission else mention.entity)
        at = mention.span.end
    return tuple(dict.fromkeys(found))


def _of_sector(passage: Passage, mention: Mention) -> bool:
    """Whether a sector's name stands for its troops: "Multinational Task Force South soldiers" are the mission's."""
    return bool(
        passage.mission
        and kind(passage, mention.entity) == "sector"
        and _TROOPS.match(passage.text, mention.span.end, passage.block.span.end)
    )
