"""What is agreed: the words for agreements, and the agreement that words and a day name, of the gazetteer or new."""

import re
from datetime import date

from kfor_graph import names
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Entity, Value
from kfor_graph.texts import Span

NOUN = (
    r"(?:[Aa]greements?|[Aa]greed\s[Cc]onclusions|[Aa]greed\s[Pp]oints|[Cc]ommitments|[Uu]ndertaking|[Aa]ccords?|[Pp]rotocol|[Aa]rrangements?"
    r"|[Mm]emorand(?:um|a)\sof\s[Uu]nderstanding|(?<=\s)Annex)"
)
"Pattern of a noun for what sides have agreed. Example: `agreed conclusions`, `Undertaking`"

_BARE = re.compile(r"[Aa]greements?|[Aa]ccords?")
_NO_PACT = re.compile(
    r"\b(?:[Dd]raft|[Pp]roposed|[Pp]ossible|[Ff]uture|[Pp]lanned|[Nn]o|letters?|reports?|resolutions?|elections?|referendum|meetings?|talks|conference|visit|events?|session|summit"
    r"|statement|riots?|violence|decision|incidents?|attacks?|demonstrations?|judge?ment|proposal)\b"
)


def pact(passage: Passage, words: Span, day: date, label: str = "", parties: tuple[Entity, ...] = ()) -> Entity | None:
    """The agreement that words and a day name; None where the gazetteer gives the one of these words another day, or they name no pact.

    A bare "agreement" means the one agreement of the gazetteer that has this day.
    """
    vocabulary = passage.vocabulary
    printed = re.sub(r"\s\([A-Z]{2,6}\)\Z", "", passage.words(words))
    if _NO_PACT.search(printed):
        return None
    mentioned = {
        found.entity for found in passage.mentions if found.entity.kind == "agreement" and words.start <= found.span.start < words.end
    }
    if len(mentioned) > 1:
        return None
    for named in mentioned:
        known = vocabulary.literal(named, "dcterms:date")
        return named if known in {None, day.isoformat()} else None
    if _BARE.fullmatch(printed):
        same = [
            entity
            for entity in vocabulary.entities.values()
            if entity.kind == "agreement" and vocabulary.literal(entity, "dcterms:date") == day.isoformat()
        ]
        if len(same) == 1:
            return same[0]
    name = label or printed
    facts: tuple[tuple[str, Value], ...] = (("dcterms:date", day), *(("kfo:party", side) for side in parties))
    return Entity(
        "agreement",
        f"{names.slug(name)}-{day.isoformat()}",
        f"{name[0].upper()}{name[1:]} of {day.day} {day:%B %Y}",
        ("kfo:Agreement", "kfo:Instrument"),
        facts,
        known=False,
    )
