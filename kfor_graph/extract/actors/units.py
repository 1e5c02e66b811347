"""Military and police units that words tell of, and whose they are."""

import re

from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import kind
from kfor_graph.model import Entity
from kfor_graph.names import slug
from kfor_graph.texts import Span

UNIT = (
    r"(?:battalions?|compan(?:y|ies)|troops|soldiers|units?|platoons?|squadrons?|contingents?|forces|brigades?|regiments?|battle\sgroups?|detachments?|reserves?|reinforcements|helicopters"
    r"|armou?red\svehicles|personnel|police\sofficers|teams?|headquarters|task\sforces?|gendarmes|task\sforce)"
)
"Pattern of a unit's noun. Example: `battalions`, `companies`, `reinforcements`"

_RESERVE = re.compile(
    r"\b(?P<name>(?:[Oo]perational|[Ss]trategic|[Tt]actical|[Oo]ver-the-[Hh]orizon)\s[Rr]eserve(?:\s[Ff]orces?)?(?:\s(?:battalions?|compan(?:y|ies)))?|[Rr]eserve\s(?:[Ff]orces?|battalions?|compan(?:y|ies)|units?))\b"
)
_COUNTED = re.compile(r"soldiers|troops|personnel|members|persons")
_SOLDIERS = re.compile(rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:[a-z-]+\s)?(?:soldiers|troops|personnel|members|persons)\b")


def reserve(passage: Passage, span: Span) -> Entity | None:
    """The reserve that words name, as a group of the document; None where they name none."""
    match = next(passage.find(_RESERVE, span), None)
    if not match:
        return None
    name = match["name"].removesuffix("s") if match["name"].endswith(("battalions", "units")) else match["name"]
    return Entity("local", f"group-{slug(name)}", name[0].lower() + name[1:], ("kfo:Group",), known=False)


def soldiers(passage: Passage, span: Span) -> re.Match[str] | None:
    """The first count of soldiers in some words, with the groups n and q."""
    counted = _COUNTED.search(passage.text, span.start, span.end)
    return _SOLDIERS.search(passage.text, span.start, span.end) if counted else None


def whose(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """The bodies whose units words tell of: those that open them or stand in them; the mission where its sectors are named."""
    if found := bodies(passage, span):
        return found
    named = tuple(dict.fromkeys(passage.entities(span, "mission", "org")))
    if named:
        return named
    sectors = [place for place in passage.entities(span, "place") if kind(passage, place) == "sector"]
    return (passage.mission,) if sectors and passage.mission else ()
