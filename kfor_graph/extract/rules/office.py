"""Who holds which office, by a name beside the office."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.offices import name_after, name_before
from kfor_graph.extract.actors.persons import person
from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity, Mention
from kfor_graph.texts import Span

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
            named = name_after(passage, mention) or name_before(passage, mention)
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
