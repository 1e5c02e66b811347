"""Who held which office, by the letters that they signed in it."""

from collections.abc import Iterator

from kfor_graph.extract.actors.persons import person
from kfor_graph.extract.actors.roles import role
from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity


def tenure(passage: Passage) -> Iterator[Claim]:
    """A person in an office, from a letter's heading and signature; for how long is not told, and not said.

    Example: `Letter dated 30 October 2007 from the «Secretary-General of the North Atlantic Treaty Organization»` …
    `(Signed) «Jaap de Hoop Scheffer»`.
    """
    item = next(item for item in passage.document.letters if item.block.slug == passage.block.slug)
    office = role(passage.vocabulary, item.sender.value) if item.sender else None
    if not item.sender or not item.signatory or not office:
        return
    holder = person(passage.vocabulary, item.signatory.value)
    held = Entity(
        "tenure",
        f"{holder.slug}-{office.slug}",
        f"{holder.label}, {office.label}",
        ("org:Membership",),
        (("org:role", office),),
        known=False,
    )
    yield statement(passage, (item.sender.span, item.signatory.span), held, "org:member", holder, about=item.block)
