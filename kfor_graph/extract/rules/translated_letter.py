"""What a letter of a translation says of itself."""

import re
from collections.abc import Iterator

from kfor_graph.document.namings import namings
from kfor_graph.document.wordings import WORDINGS
from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.persons import person
from kfor_graph.model import Claim
from kfor_graph.texts import Block


def translated_letter(passage: Passage) -> Iterator[Claim]:
    """Date, signatory, office, addressee of a letter in French or Spanish, and what it transmits.

    Example: `Lettre datée du «5 novembre 2007», adressée au «Président du Conseil de sécurité» par le «Secrétaire général»` …
    `(Signé) «Ban Ki-moon»`. An office that the list of names does not hold is left out.
    """
    language = passage.document.text_language
    item = next(item for item in passage.document.letters if item.block.slug == passage.block.slug)
    block = item.block
    if item.dated and item.dated.day:
        yield statement(passage, (item.dated.span,), block, "dcterms:date", item.dated.day)
    if item.signatory:
        yield statement(passage, (item.signatory.span,), block, "kfo:signedBy", person(passage.vocabulary, item.signatory.value))
    for printed, predicate in ((item.sender, "kfo:signedAs"), (item.addressee, "kfo:addressedTo")):
        named = namings()[language].entity(printed.value) if printed else None
        if printed and named and (office := passage.vocabulary.entity(*named)):
            yield statement(passage, (printed.span,), block, predicate, office)
    passing = re.compile(rf"\b(?:{WORDINGS[language].pattern('passing')})\b", re.IGNORECASE)
    sentence = next((span for span in block.sentences if passing.search(passage.text, span.start, span.end)), None)
    for slug in item.transmits if sentence else ():
        target = next(block for block in passage.document.blocks if block.slug == slug)
        if sentence:
            yield statement(passage, (sentence,), block, "kfo:transmits", Block(target.kind, slug, target.span, target.parent))
