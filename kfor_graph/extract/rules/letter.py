"""What a letter says of itself."""

from collections.abc import Iterator
from functools import partial

from kfor_graph.document.letterheads import behind_salutation
from kfor_graph.extract.actors.roles import role
from kfor_graph.extract.correspondence import letter_of, told_of
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.texts import Span


def letter(passage: Passage) -> Iterator[Claim]:
    """Date, signatory, office, addressee of a letter, and what it transmits.

    Example: `Letter dated «5 November 2007» from the «Secretary-General» to the «President of the Security Council»` …
    `(Signed) «Ban Ki-moon»`.
    """
    yield from told_of(passage, letter_of(passage), partial(role, passage.vocabulary), _passing_words(passage))


def _passing_words(passage: Passage) -> Span | None:
    verbs = ("transmit", "convey", "attach", "forward", "enclos", "communication dated", "bring to")
    for span in passage.block.sentences:
        if any(verb in passage.words(span).lower() for verb in verbs):
            return behind_salutation(passage.text, span)
    return None
