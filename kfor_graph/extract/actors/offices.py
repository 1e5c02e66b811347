"""Offices as actors: the person whom a text puts beside an office, else its holder, whom it does not name."""

import re

from kfor_graph.extract.actors.persons import person
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Entity, Mention
from kfor_graph.texts import Span

_RANK = (
    r"(?:(?:(?:Mr|Ms|Mrs|Dr|Lt|Gen|Maj|Brig)\.?|Sir|Ambassador|(?:Lieutenant|Major|Brigadier|Vice)?[\s-]?(?:General|Admiral)|Colonel)\s)+"
)
_NAME = r"(?P<name>[A-ZÀ-ÖØ-ÞČĆŠŽĐ][\w'’-]*[a-zà-öø-ÿčćšžđ](?:\s(?:(?:de|del|der|di|da|la|van|von|bin)\s)*(?:[A-Z]\.|[A-ZÀ-ÖØ-ÞČĆŠŽĐ][\w'’-]*[a-zà-öø-ÿčćšžđ])){1,4})"
_AFTER = re.compile(
    rf"(?:\s\([A-Z]+\))?(?:\sand\s[Hh]ead\sof\s[^.,;]{{2,60}})?(?P<comma>,?)\s(?P<rank>{_RANK})?{_NAME}(?P<close>[,.;)]|\s[a-z]|\Z)"
)
_BEFORE = re.compile(rf"(?:(?P<rank>{_RANK})|(?<![\w.]\s)|(?<=[a-z]\s)|\A){_NAME},\s(?:the\s)?\Z")
_TITLE = re.compile(
    r"\b(?:Deputy|Minister|President|Ambassador|Commander|Chief|Head|Director|Special|Prime|Foreign|Secretary|Council|Assembly|Force|Union|Nations|Government|Representative|Envoy"
    r"|General|Mission|Police|Security|Kosovo|The|This|In|On|At|After|During|He|She|As|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def name_after(passage: Passage, mention: Mention) -> Span | None:
    """The name in "{office}, {name}," or "{office} {rank} {name}"."""
    match = _AFTER.match(passage.text, mention.span.end, passage.block.span.end)
    if not match:
        return None
    name = Span(*match.span("name"))
    in_apposition = match["comma"] and match["close"][:1] != " "
    if _is_person(passage, name) or (_is_new_name(passage, name) and (in_apposition or match["rank"])):
        return name
    return None


def name_before(passage: Passage, mention: Mention) -> Span | None:
    """The name in "{name}, {office},"."""
    start = max(passage.sentence(mention.span.start).start, mention.span.start - 80)
    match = _BEFORE.search(passage.text[start : mention.span.start])
    after = passage.text[mention.span.end : mention.span.end + 12]
    if not match or not re.match(r"(?:\s\([A-Z]+\))?[,.;]|\Z|\s[a-z]", after) or re.match(r",?\s(?:and|or)\s", after):
        return None
    name = Span(start + match.start("name"), start + match.end("name"))
    return name if _is_person(passage, name) or _is_new_name(passage, name) else None


def holder(passage: Passage, mention: Mention) -> tuple[Entity, int]:
    """Who acts where an office acts, with the end of the words: the person named behind it, else someone known by the office alone."""
    name = name_after(passage, mention)
    if not name:
        return unnamed_holder(mention.entity), mention.span.end
    closing = 1 if passage.text[mention.span.end : mention.span.end + 1] == "," and passage.text[name.end : name.end + 1] == "," else 0
    return person(passage.vocabulary, passage.words(name)), name.end + closing


def unnamed_holder(role: Entity) -> Entity:
    """The holder of an office, who is not named: belongs to the document, and is never a person of the gazetteer."""
    return Entity("local", f"person-{role.slug}", f"{role.label} (unnamed)", ("kfo:Person",), (("org:holds", role),), known=False)


def _is_person(passage: Passage, name: Span) -> bool:
    return any(mention.entity.kind == "person" and mention.span == name for mention in passage.mentions)


def _is_new_name(passage: Passage, name: Span) -> bool:
    """Whether capitalised words can be a person's name: no title, no month, and nothing else that is known."""
    named = any(mention.span.start < name.end and name.start < mention.span.end for mention in passage.mentions)
    return not named and not _TITLE.search(passage.text, name.start, name.end)
