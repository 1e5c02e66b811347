"""Whether words tell something as a fact of the reporting period."""

import re

from kfor_graph.extract.passage import Passage
from kfor_graph.model import Span

_NOT_A_FACT = re.compile(
    r"\b(?:[Ii]f|would|could|may|might|should|shall|will|unless|whether|[Ii]n\scase\sof|plan(?:s|ned|ning)?\sto|planned|propos\w+|expect\w*"
    r"|intend\w*|foresee\w*|scheduled|alleg\w+|reportedly|rumou?r\w*|unconfirmed|claims?|claimed|hop(?:es|ed)|aims?\sto|(?:is|are)\sto)\b"
)


def told(passage: Passage, words: Span) -> bool:
    """Whether a span tells facts: nothing planned, hypothetical, expected or alleged stands in it."""
    return not _NOT_A_FACT.search(passage.text, words.start, words.end)
