"""What a letter says of itself."""

from collections.abc import Iterator

from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.persons import person
from kfor_graph.extract.roles import role
from kfor_graph.model import Claim
from kfor_graph.texts import Block, Letter, Span


def letter(passage: Passage) -> Iterator[Claim]:
    """Date, signatory, office, addressee of a letter, and what it transmits.

    Example: `Letter dated «5 November 2007» from the «Secretary-General» to the «President of the Security Council»` …
    `(Signed) «Ban Ki-moon»`.
    """
    item = next(item for item in passage.document.letters if item.block.slug == passage.block.slug)
    block = item.block
    if item.dated and item.dated.day:
        yield statement(passage, (item.dated.span,), block, "dcterms:date", item.dated.day)
    if item.signatory:
        yield statement(passage, (item.signatory.span,), block, "kfo:signedBy", person(passage.vocabulary, item.signatory.value))
    for printed, predicate in ((item.sender, "kfo:signedAs"), (item.addressee, "kfo:addressedTo")):
        if printed and (office := role(passage.vocabulary, printed.value)):
            yield statement(passage, (printed.span,), block, predicate, office)
    yield from _transmits(passage, item)


def _transmits(passage: Passage, item: Letter) -> Iterator[Claim]:
    """What is passed on is known from the order of the parts; the words that say so are the sentence with the verb."""
    words = _passing_words(passage)
    for slug in item.transmits:
        target = next(block for block in passage.document.blocks if block.slug == slug)
        if words:
            yield statement(passage, (words,), item.block, "kfo:transmits", Block(target.kind, slug, target.span, target.parent))


def _passing_words(passage: Passage) -> Span | None:
    verbs = ("transmit", "convey", "attach", "forward", "enclos", "communication dated", "bring to")
    for span in passage.block.sentences:
        if any(verb in passage.words(span).lower() for verb in verbs):
            return span
    return None
