"""Who did a deed: the bodies that its clause names, or the police of a place."""

import re

from kfor_graph.extract.actors.bodies import subject_bodies
from kfor_graph.extract.actors.offices import holder
from kfor_graph.extract.events.deeds import Deed
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Concept, Entity
from kfor_graph.names import slug
from kfor_graph.texts import Span

_BY = re.compile(
    r"\b(?:by|jointly\swith|together\swith|in\scooperation\swith|with\sthe\s(?:help|assistance|support)\sof)\s(?!\d|then\b|the\s(?:end|beginning|middle)\b|mid-)(?P<who>[^.;,()]{2,90})"
)
_FORCE = r"(?P<who>(?:(?:local|border|traffic|special|military|municipal|Macedonian|Albanian|Serbian|Montenegrin|Bosnian|Croatian)\s){1,2}(?:police|authorities(?:\s(?:of|in)\s[A-Z][\w/-]+(?:\s[A-Z][\w-]+)?)?))(?:\sofficers)?"
_POLICE = re.compile(rf"(?:[Tt]he\s)?{_FORCE}\Z")
_BY_POLICE = re.compile(rf"\bby\s(?:the\s)?{_FORCE}\b")


def doers(passage: Passage, deed: Deed) -> tuple[Entity, ...]:
    """The missions and organizations that did it: the subject of an active verb, those behind "by" of a passive one."""
    if not deed.passive:
        opening = partners(passage, deed.opening) if deed.own_opening else ()
        return tuple(dict.fromkeys((*bodies(passage, deed.subject), *partners(passage, deed.rest), *opening))) or police(passage, deed)
    return _behind(passage, deed.rest, "by") or police(passage, deed)


def partners(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """The bodies with which something was done jointly, as a span tells."""
    return _behind(passage, span, "with") if span else ()


def _behind(passage: Passage, span: Span, word: str) -> tuple[Entity, ...]:
    for match in passage.find(_BY, span):
        if (match[0].startswith("by ")) == (word == "by") and (found := bodies(passage, Span(*match.span("who")))):
            return found
    return ()


def police(passage: Passage, deed: Deed) -> tuple[Entity, ...]:
    """The police or authorities of a place that did it, where no body of the gazetteer is named: a group of the document."""
    match = _POLICE.match(passage.text, deed.subject.start, deed.subject.end) if not deed.passive else None
    match = match or (next(passage.find(_BY_POLICE, deed.rest), None) if deed.passive else None)
    inside = [
        mention for mention in passage.mentions if match and mention.span.start < match.end() and match.start("who") < mention.span.end
    ]
    if not match or any(mention.entity.kind in {"org", "mission", "role"} for mention in inside):
        return ()
    facts = (("kfo:population", Concept("population", "police-officers")),) if "police" in match["who"] else ()
    return (Entity("local", f"group-{slug(match['who'])}", match["who"], ("kfo:Group",), facts, known=False),)


def bodies(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """The missions and organizations that words open with; or the holder of an office, such as the mission's commander."""
    if found := subject_bodies(passage, span):
        return found
    first = next((mention for mention in passage.mentions if mention.span in span), None)
    if first and first.entity.kind == "role" and first.span.start - span.start <= len("the "):
        return (holder(passage, first)[0],)
    return ()
