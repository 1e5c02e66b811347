"""What a letter of a translation says of itself."""

import re
from collections.abc import Iterator

from kfor_graph.document.namings import namings
from kfor_graph.document.wordings import WORDINGS
from kfor_graph.extract.correspondence import letter_of, told_of
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity


def translated_letter(passage: Passage) -> Iterator[Claim]:
    """Date, signatory, office, addressee of a letter in French or Spanish, and what it transmits.

    Example: `Lettre datée du «5 novembre 2007», adressée au «Président du Conseil de sécurité» par le «Secrétaire général»` …
    `(Signé) «Ban Ki-moon»`. An office that the list of names does not hold is left out.
    """
    language = passage.document.text_language
    passing = re.compile(rf"\b(?:{WORDINGS[language].pattern('passing')})\b", re.IGNORECASE)
    words = next((span for span in passage.block.sentences if passing.search(passage.text, span.start, span.end)), None)

    def office(printed: str) -> Entity | None:
        named = namings()[language].entity(printed)
        return passage.vocabulary.entity(*named) if named else None

    yield from told_of(passage, letter_of(passage), office, words)
