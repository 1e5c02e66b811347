"""Who holds which office, by a name beside the office."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.persons import person
from kfor_graph.model import Claim, Entity, Mention
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
_PAST = re.compile(
    r"\b(?:former|ex-?|deputy|Deputy|acting|future|designate|incoming|Former|Acting|no|any)\s?(?:the\s)?\Z|\b(?:nominee|candidate|nominat\w+|post|office|position|election|successor|bid)\s(?:for|of|to|as)\s[^.,;]*\Z"
)


def office(passage: Passage) -> Iterator[Claim]:
    """A person in an office, where the text puts a full name beside a known office; for how long is not told, and not said.

    Example: `the «European Union High Representative for Foreign Affairs and Security Policy», «Josep Borrell», said`. Former holders,
    deputies and bare family names are left out.
    """
    if not passage.mentions:
        return
    for mention in passage.mentions:
        if mention.entity.kind == "role" and not _PAST.search(passage.text, max(0, mention.span.start - 40), mention.span.start):
            named = _name_after(passage, mention) or _name_before(passage, mention)
            if named and passage.words(mention.span) not in {"Secretary-General", "Secretary General"}:
                yield _held(passage, mention, named)


def _held(passage: Passage, mention: Mention, name: Span) -> Claim:
    holder = person(passage.vocabulary, passage.words(name))
    held = Entity(
        "tenure",
        f"{holder.slug}-{mention.entity.slug}",
        f"{holder.label}, {mention.entity.label}",
        ("org:Membership",),
        (("org:role", mention.entity),),
        known=False,
    )
    words = (mention.span, name) if mention.span.start < name.start else (name, mention.span)
    return statement(passage, words, held, "org:member", holder, about=holder)


def _name_after(passage: Passage, mention: Mention) -> Span | None:
    """The name in "{role}, {name}," or "{role} {rank} {name}"."""
    match = _AFTER.match(passage.text, mention.span.end, passage.block.span.end)
    if not match:
        return None
    name = Span(*match.span("name"))
    known = _is_person(passage, name)
    in_apposition = match["comma"] and match["close"][:1] != " "
    if known or (_is_new_name(passage, name) and (in_apposition or match["rank"])):
        return name
    return None


def _name_before(passage: Passage, mention: Mention) -> Span | None:
    """The name in "{name}, {role},"."""
    start = max(passage.sentence(mention.span.start).start, mention.span.start - 80)
    match = _BEFORE.search(passage.text[start : mention.span.start])
    after = passage.text[mention.span.end : mention.span.end + 12]
    if not match or not re.match(r"(?:\s\([A-Z]+\))?[,.;]|\Z|\s[a-z]", after) or re.match(r",?\s(?:and|or)\s", after):
        return None
    name = Span(start + match.start("name"), start + match.end("name"))
    return name if _is_person(passage, name) or _is_new_name(passage, name) else None


def _is_person(passage: Passage, name: Span) -> bool:
    return any(mention.entity.kind == "person" and mention.span == name for mention in passage.mentions)


def _is_new_name(passage: Passage, name: Span) -> bool:
    """Whether capitalised words can be a person's name: no title, no month, and nothing else that is known."""
    named = any(mention.span.start < name.end and name.start < mention.span.end for mention in passage.mentions)
    return not named and not _TITLE.search(passage.text, name.start, name.end)
