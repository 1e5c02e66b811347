"""The places that something is moved, brought or given to."""

import re

from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind
from kfor_graph.texts import Span

_LEAD = r"(?:the\s)?(?:(?:village|town|city|municipality|area|villages|municipalities|towns)\sof\s|nearby\s)?"
_TO = re.compile(rf"(?<!\bclose\s)(?<!\bnext\s)\b(?:to|into)\s{_LEAD}\Z")
_OF_PEOPLE = re.compile(rf"\b(?:population|people|residents|inhabitants|villagers|communities|returnees|families)\s(?:of|in)\s{_LEAD}\Z")
_JOINT = re.compile(r"(?:,\s|,?\sand\s)(?:the\s)?\Z")
_BEFORE = 50
"Characters in which what leads to a name stands."


def goals(passage: Passage, span: Span) -> tuple[Found, ...]:
    """The settlements, crossings and the like behind "to", "into" or "the population of", and those that "and" joins to them."""
    found: list[Found] = []
    last = -1
    for mention in passage.mentions:
        if mention.span not in span or mention.entity.kind != "place" or mention.span.start < last:
            continue
        start = max(span.start, mention.span.start - _BEFORE)
        leads = any(pattern.search(passage.text, start, mention.span.start) for pattern in (_TO, _OF_PEOPLE))
        joined = last > 0 and _JOINT.fullmatch(passage.text, last, mention.span.start)
        if (leads or joined) and mention.entity != passage.area and kind(passage, mention.entity) != "country":
            found.append((mention.entity, "at", mention.span))
            last = mention.span.end
    return tuple(found)
