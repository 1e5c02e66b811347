"""Names of persons → persons, known ones and new."""

import re

from kfor_graph.model import Entity
from kfor_graph.names import slug
from kfor_graph.texts import Span
from kfor_graph.vocabulary import Vocabulary

_HONORIFIC = re.compile(r"^(?:(?:The\s)?Rt\.?\sHon\.?|H\.?E\.?|Mr|Mrs|Ms|Dr|Sir|Lord|General|Lieutenant General|Lt\.? Gen)\.?\s", re.I)


def person(vocabulary: Vocabulary, name: str) -> Entity:
    """The person of the gazetteer that a full name names; else a new one, named by it, to be reviewed."""
    for form in (name, _HONORIFIC.sub("", name)):
        for mention in vocabulary.mentions(form, Span(0, len(form))):
            if mention.entity.kind == "person" and len(mention.span) == len(form):
                return mention.entity
    plain = _HONORIFIC.sub("", name)
    return Entity("person", slug(plain), plain, ("kfo:Person",), known=False)
