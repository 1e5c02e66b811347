"""What letters say of themselves, in any language: the claims that `letter` and `translated_letter` share."""

from collections.abc import Callable, Iterator

from kfor_graph.extract.actors.persons import person
from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Block, Letter, Span


def letter_of(passage: Passage) -> Letter:
    """The letter that a passage is."""
    return next(item for item in passage.document.letters if item.block.slug == passage.block.slug)


def told_of(passage: Passage, item: Letter, office: Callable[[str], Entity | None], passing: Span | None) -> Iterator[Claim]:
    """Date, signatory, office and addressee of a letter, and what it transmits.

    office: the role that a printed office names
    passing: the words by which the letter passes something on; where it has none, its heading stands for them
    """
    block = item.block
    if item.dated and item.dated.day:
        yield statement(passage, (item.dated.span,), block, "dcterms:date", item.dated.day)
    if item.signatory:
        yield statement(passage, (item.signatory.span,), block, "kfo:signedBy", person(passage.vocabulary, item.signatory.value))
    for printed, predicate in ((item.sender, "kfo:signedAs"), (item.addressee, "kfo:addressedTo")):
        if printed and (role := office(printed.value)):
            yield statement(passage, (printed.span,), block, predicate, role)
    if words := passing or (block.heading.span if block.heading else None):
        yield from transmits(passage, item, words)


def transmits(passage: Passage, item: Letter, words: Span) -> Iterator[Claim]:
    """What a letter passes on, which is known from the order of the parts."""
    for slug in item.transmits:
        target = next(block for block in passage.document.blocks if block.slug == slug)
        yield statement(passage, (words,), item.block, "kfo:transmits", Block(target.kind, slug, target.span, target.parent))
