"""Printed offices → roles."""

from kfor_graph.model import Entity
from kfor_graph.names import slug
from kfor_graph.texts import Span
from kfor_graph.vocabulary import Vocabulary

_OWN = {"Secretary-General": "un-secretary-general", "Secretary General": "un-secretary-general"}


def role(vocabulary: Vocabulary, printed: str) -> Entity | None:
    """The role of the gazetteer that a printed office names in full; else a new one, to be reviewed.

    A bare "Secretary-General" in a letter to or from the United Nations is theirs.
    """
    words = printed.strip().rstrip(",").removeprefix("the ")
    if words.isupper() and words.title() in _OWN:
        words = words.title()
    if words in _OWN:
        return vocabulary.entity("role", _OWN[words])
    for mention in vocabulary.mentions(words, Span(0, len(words))):
        if mention.entity.kind == "role" and len(mention.span) == len(words):
            return mention.entity
    name = words.split(",")[0]
    return Entity("role", slug(name), name, ("org:Role",), known=False) if name[:1].isupper() else None
