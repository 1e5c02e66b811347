"""How the threat against the mission is judged."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import is_force
from kfor_graph.extract.claims import Slots, assessment
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import behind, limited, limits
from kfor_graph.model import Claim, Entity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_TO = r"(?:against|to|towards?|for)"
_RATING = r"(?:(?:very|relatively|generally)\s)?(?P<rating>low|medium|moderate|high|limited)(?=[\s,.;])(?!\s(?:risk|to\b))"
_IS = r"(?:is|was|remains|remained|continues\sto\sbe|continued\sto\sbe|has\sbeen|stays|stayed)(?:\s(?:still|assessed\s(?:as|to\sbe)|judged\sto\sbe|considered|rated|at))*"
_THREAT = begins_with(
    "Tcdgot",
    rf"""
    \b(?P<subject>(?:[Tt]he\s)?(?:overall\s|general\s|current\s|direct\s)?threat(?:\slevel)?)\s{_TO}\s(?P<whom>[^.;]{{2,60}}?)
    \s{_IS}\s{_RATING}
    """,
    re.X,
)
_OTHER = re.compile(
    rf"(?:;\s(?=against|to|the\s)|[,;]?\s(?:and|but|while|whereas)\s)(?:(?:the\s(?:one|threat)\s)?{_TO}\s(?P<whom>[^.;,]{{2,80}}?)\s(?:it\s)?(?={_IS}\s))?(?:it\s)?(?:{_IS}\s)?{_RATING}(?:\s(?P<behind>{_TO}\s[^.;,]{{2,80}}))?"
)
_PROPERTY = re.compile(r"\b(?:property|properties|sites?|churches|monasteries|buildings|heritage)\b")
_NAMES = {"moderate": "medium"}


@reads("threat")
def threat(passage: Passage) -> Iterator[Claim]:
    """The threat level against the mission, low to high, for the reporting period; for part of the area only, if the text says so.

    Example: `«The threat level against KFOR is low».` Levels of several parts are told apart, as is that against the property of a
    body. A threat against others is left out.
    """
    if not passage.mission:
        return
    for match in passage.find(_THREAT):
        whom, words = Span(*match.span("whom")), Span(*match.span())
        about = _threatened(passage, whom)
        if not about or not told(passage, Span(passage.sentence(words.start).start, words.end)) or said(passage, words):
            continue
        found = limited(passage, words, whom, local=True)
        if found:
            yield from _claim(passage, (found[0],), about, match["rating"], found[1])
        yield from _others(passage, match, about, found)


def _others(passage: Passage, match: re.Match[str], about: tuple[str, Entity], first: tuple[Span, Slots] | None) -> Iterator[Claim]:
    """The level in another part, or against the property of a body, that is joined to a first one."""
    at = behind(passage, match.end()).end
    other = _OTHER.match(passage.text, at, passage.sentence(match.start()).end)
    if not other:
        return
    tail = Span(other.end(), other.end()) if other["behind"] else behind(passage, other.end())
    place = limits(passage, tail, local=True) if tail else ()
    if place is None:
        return
    start = re.match(r"[,;]?\s(?:(?:and|but|while|whereas)\s)?", passage.text[at : other.end()])
    words = Span(at + (start.end() if start else 0), tail.end if place else other.end())
    subject = Span(*match.span("subject"))
    if group := "whom" if other["whom"] else "behind" if other["behind"] else "":
        whom = Span(*other.span(group))
        if group == "behind":
            whom = Span(whom.start + other["behind"].index(" ") + 1, whom.end)
        if another := _threatened(passage, whom):
            yield from _claim(passage, (subject, words), another, other["rating"], place)
    elif place and first and first[1]:
        yield from _claim(passage, (Span(subject.start, match.end("whom")), words), about, other["rating"], place)


def _threatened(passage: Passage, whom: Span) -> tuple[str, Entity] | None:
    """The mission, or the one body whose property it is, with the topic."""
    if passage.mission and is_force(passage, whom):
        return "threat-to-force", passage.mission
    if _PROPERTY.search(passage.text, whom.start, whom.end):
        owner = passage.entity(whom, "org")
        return ("threat-to-property", owner) if owner else None
    return None


def _claim(passage: Passage, words: tuple[Span, ...], about: tuple[str, Entity], rating: str, place: Slots) -> Iterator[Claim]:
    topic, whose = about
    if claim := assessment(passage, words, topic, whose, (_NAMES.get(rating, rating),), more=place):
        yield claim
