"""Who leads a meeting or brings sides together: "facilitated by", "under the auspices of", "in the dialogue led by"."""

import re

from kfor_graph.extract.actors.actors import Actors, Named, named_at
from kfor_graph.extract.passage import Passage
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_DONE = r"(?:facilitated|mediated|moderated|brokered|sponsored)"
_BY = begins_with(
    "bcfhlmopsuw",
    rf"\b(?:(?P<between>{_DONE})\sby|(?P<under>under\sthe\s(?:auspices|mediation|facilitation|good\soffices))\sof|with\sthe\s(?:mediation|facilitation)\sof)\s"
    r"|\b(?P<led>(?:chaired|led|hosted|convened|organi[sz]ed|presided\sover|co-chaired)\sby|under\sthe\s(?:chairmanship|leadership|chair|presidency|guidance)\sof)\s",
)
_DIALOGUE = re.compile(
    rf"\b(?:dialogue|talks|negotiations|process),?\s(?:between\s[^.;]{{3,60}}?,?\s)?(?:{_DONE}|led)\sby\s|\b(?P<hyphened>[A-Z][\w\s]{{1,40}}?)-(?:{_DONE}|led)\s(?:dialogue|talks|negotiations|process)"
)


def led_by(passage: Passage, words: Span) -> tuple[Named, bool] | None:
    """Who leads, by the words of a clause, and whether by bringing sides together."""
    for match in passage.find(_BY, words):
        if named := named_at(passage, match.end(), words.end):
            return (named[0], Span(match.start(), named[1].end)), not match["led"]
    return None


def dialogue_of(passage: Passage, end: int) -> Actors:
    """Who leads the dialogue that the block told of last before a position; empty where it tells of none, or not who leads it."""
    found: Actors = ()
    for match in passage.find(_DIALOGUE, Span(passage.block.span.start, end)):
        if match["hyphened"]:
            inside = Span(*match.span("hyphened"))
            mentioned = passage.vocabulary.mentions(passage.text, inside)
            found = tuple(mention.entity for mention in mentioned if mention.entity.kind in {"org", "state", "mission"})[:1]
        elif named := named_at(passage, match.end(), end):
            found = named[0]
    return found
