"""The local body, such as a corps or a police, that words are about."""

from kfor_graph.extract.passage import Passage
from kfor_graph.model import Entity, Span


def body(passage: Passage, words: Span) -> Entity | None:
    """The one organization that the words name; else the one of heading and paragraph up to there; else the one of the paragraph.

    None where several are named. The mission itself is no local body.
    """
    named = passage.entities(words, "org")
    named = named or (*_headed(passage), *passage.entities(Span(passage.block.span.start, words.start), "org"))
    named = named or passage.entities(passage.block.span, "org")
    return named[0] if len(set(named)) == 1 else None


def _headed(passage: Passage) -> tuple[Entity, ...]:
    """The organizations that the paragraph's heading names."""
    heading = passage.block.heading
    found = passage.vocabulary.mentions(passage.text, heading.span) if heading else ()
    return tuple(mention.entity for mention in found if mention.entity.kind == "org")
