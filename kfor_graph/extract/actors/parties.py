"""The sides of talks and agreements: "between A and B", "A and B", "the parties" where only one pair can be meant."""

import re

from kfor_graph.extract.passage import Passage
from kfor_graph.model import Entity, Event, Mention
from kfor_graph.names import slug
from kfor_graph.texts import Span

Sides = tuple[Entity, ...]

_LEAD = re.compile(
    r"(?:[Tt]he|both|representatives|delegations?|leaders|authorities|negotiators|officials|teams?|Governments?|from|of|in)\s"
)
_JOINT = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:,\sand\s|,\s|\sand\s|\sas\swell\sas\s)")
_BETWEEN = re.compile(r"\b(?:[Bb]etween|with\sboth)\s")
_NEW = re.compile(r"[A-ZČĆŠŽĐ][\w'’-]+(?:\s(?:(?:of|for|on|and)\s(?:the\s)?)?[A-ZČĆŠŽĐ][\w'’-]+)+(?=\s\(|[.,;]|\s[a-z]|\Z)")
_OPENING = re.compile(
    r"(?:In|On|At|After|Before|During|Following|Under|With|Despite|Since|As|While|When|By|For|From|Upon|Through|Within|Together)\s[^,;]*,\s"
)
_BEHIND = re.compile(r"\b(?:by|with|against|for|to|than|besides|alongside)\s(?:the\s)?\Z")

THE_PARTIES = r"(?:the|both|all)\s(?:two\s)?(?:parties|sides|delegations)"
"Pattern of words for sides that were named before. Example: `the parties`, `both sides`"


def actor_of(passage: Passage, mention: Mention) -> Entity | None:
    """The actor that a name stands for: itself, the authority seated at a place, or the state of that name; None for other places."""
    entity = mention.entity
    if entity.kind in {"mission", "org", "state", "person"}:
        return entity
    if entity.kind != "place":
        return None
    return passage.vocabulary.seated_at(entity) or passage.vocabulary.entity("state", entity.slug)


def listed(passage: Passage, at: int, end: int) -> tuple[Sides, Span] | None:
    """The actors whose names begin at a position, joined by commas and "and", with the words of all; None where the first is no actor.

    Commas alone join nothing: "after the session, the Council" is no list. A name of two or more capitalised words that the
    gazetteer does not know is a new organization, to be reviewed.
    """
    starts = {mention.span.start: mention for mention in passage.mentions}
    found: list[Entity] = []
    ends: list[int] = []
    joints: list[str] = []
    first = at
    while True:
        start = at
        while start not in starts and (lead := _LEAD.match(passage.text, start, end)):
            start = lead.end()
        named = _named(passage, starts, start, end)
        if not named:
            break
        actor, reached = named
        first = first if found else start
        found.append(actor)
        ends.append(reached)
        joint = _JOINT.match(passage.text, reached, end)
        if not joint:
            break
        joints.append(joint[0])
        at = joint.end()
    if len(found) > 1 and not re.search("and|as well as", joints[len(found) - 2]):
        found, ends = found[:1], ends[:1]
    return (tuple(dict.fromkeys(found)), Span(first, ends[-1])) if found else None


def _named(passage: Passage, starts: dict[int, Mention], at: int, end: int) -> tuple[Entity, int] | None:
    mention = starts.get(at)
    if mention and not re.match(r"\s[A-Z]", passage.text[mention.span.end : mention.span.end + 2]):
        actor = actor_of(passage, mention)
        return (actor, mention.span.end) if actor else None
    new = _NEW.match(passage.text, at, end)
    if not new:
        actor = actor_of(passage, mention) if mention else None
        return (actor, mention.span.end) if mention and actor else None
    inside = [other for other in passage.mentions if other.span.start < new.end() and at < other.span.end]
    if any(other.span.end > new.end() or other.entity.kind in {"person", "role", "mission"} for other in inside):
        return None
    return Entity("org", slug(new[0]), new[0], ("kfo:Organization",), known=False), new.end()


def between(passage: Passage, span: Span) -> tuple[Sides, Span] | None:
    """The two or more sides behind the first "between" of a span, with the words from "between" on; None where one cannot be named."""
    for match in passage.find(_BETWEEN, span):
        named = listed(passage, match.end(), span.end)
        if named and len(named[0]) > 1:
            return named[0], Span(match.start(), named[1].end)
    return None


def the_parties(passage: Passage) -> Sides:
    """Who "the parties" are: the one pair that the block names, else the one that the report's talks had before; empty otherwise."""
    named = [found[0] for sentence in passage.block.sentences if (found := between(passage, sentence))]
    if not named:
        events = [event for claim in passage.earlier if claim.kind == "account" and isinstance(event := claim.get("about"), Event)]
        named = [_sides(event) for event in events if event.types[0] in {"talks", "direct-talks", "agreement-made"}]
    distinct = {frozenset(sides): sides for sides in named}
    sides = next(iter(distinct.values())) if len(distinct) == 1 else ()
    return sides if len(sides) == 2 else ()


def _sides(event: Event) -> Sides:
    return tuple(entity for role, entity in event.roles if role == "involves" and entity.kind in {"org", "state"})


def ending_at(passage: Passage, start: int, end: int) -> tuple[Sides, Span] | None:
    """The actors whose list ends just before a position, such as the subject of a verb.

    A name in the words that open the sentence, or behind "by" or "with", is no part of the list: "In the dialogue led by the Union, A and
    B met".
    """
    opening = _OPENING.match(passage.text, start, end)
    first = opening.end() if opening else start
    for mention in passage.mentions:
        if first <= mention.span.start < end and not _BEHIND.search(passage.text, max(start, mention.span.start - 16), mention.span.start):
            named = listed(passage, mention.span.start, end)
            if named and re.fullmatch(r"(?:\s\([A-Z]{2,8}\))?,?\s*", passage.text[named[1].end : end]):
                return named
    return None
