"""What the force does as a matter of course, and how its work is judged."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import account, assessment
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limited
from kfor_graph.model import Claim, Event
from kfor_graph.texts import Span

_KIND = r"(?:framework|intelligence-driven|intelligence-led|information-led|presence|routine|day-to-day)"
_OPERATIONS = rf"(?:{_KIND}\s(?:(?:and\s)?{_KIND}\s)*operations(?:\sand\s{_KIND}\s(?:{_KIND}\s)?operations)*)"
_NAMED = re.compile(_OPERATIONS)
_CONDUCTED = re.compile(
    rf"""
    (?P<who>\b(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,3}}(?:\s(?:troops|soldiers|forces|units))?|[Tt]he\s[Ff]orce|[Ii]t))\s(?:also\s
      |has\s|have\s)*
    (?:
        (?P<on>continues?\sto|continued\sto|continuing\sto|is|are|has\sbeen|have\sbeen)\s(?:conduct|carry\sout|perform|conducting
          |carrying\sout|performing)
      | (?P<done>conducts?|conducted|carries\sout|carried\sout|performed)
      | (?P<through>(?:continues?|continued)\sto\s[^.;]{{3,140}}?\sthrough\s(?:the\sconduct\sof\s)?)
    )
    \s?(?:its\s|the\s|regular\s|numerous\s|joint\s)*(?P<what>{_OPERATIONS})
    """,
    re.X,
)
_TEMPO = re.compile(
    r"(?:[Tt]he\s)?(?:overall\s)?\b(?:operation|operational|operations)\stempo(?:\sof\s[^.;,]{2,40}?)?\s(?:is|was|remains"
    r"|remained|has\sbeen|has\sremained|continues\sto\sbe|continued\sto\sbe)\s(?:very\s|relatively\s|generally\s)?"
    r"(?:(?P<rating>steady|stable|high|low|medium|moderate)|(?P<same>unchanged|the\ssame))\b"
)
_POSTURE = re.compile(
    r"\b(?:maintaining|maintained|maintains|continues\sto\smaintain|continued\sto\smaintain|kept)\s(?:its\s|an?\s|the\s)"
    r"(?:[a-z-]+\s(?:and\s|,\s)?){0,4}(?:force\s)?posture\b"
)
_EFFECTIVE = re.compile(
    r"(?P<who>\b(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3}|[Tt]he\s[Ff]orce))\s(?:is|was|remains|remained|continues\sto\sbe|continued"
    r"\sto\sbe)\s(?:fully\s)?(?:mission|operationally)[\s-]effective\b"
)


@reads("operations", "tempo", "posture", "effective")
def operations(passage: Passage) -> Iterator[Claim]:
    """The mission's framework and intelligence-driven operations of the period as one series; its tempo, posture and effectiveness.

    Example: `«The operation tempo remained steady». «KFOR continued to conduct routine framework operations» across the KFOR area of
    operations, «while maintaining a proactive and flexible force posture»`. What it is ready or plans to do is left out.
    """
    if not passage.mission or not passage.period:
        return
    for match in passage.find(_CONDUCTED) if _NAMED.search(passage.text, passage.block.span.start, passage.block.span.end) else ():
        if (
            _by_mission(passage, match)
            and of_period(passage, Span(*match.span()))
            and told(passage, Span(passage.sentence(match.start()).start, match.end()))
        ):
            event = Event(("operation",), passage.period, roles=(("involves", passage.mission),), series=True, subject=match["what"])
            yield account(passage, (Span(*match.span()),), event, "period", "happened" if match["done"] else "under-way")
    for words, topic, rating, trend in _judgements(passage):
        around = limited(passage, words)
        if around and told(passage, Span(passage.sentence(words.start).start, words.end)) and not _others(passage, words):
            judged = assessment(passage, (around[0],), topic, passage.mission, rating, trend, around[1])
            if judged:
                yield judged


def _others(passage: Passage, words: Span) -> bool:
    """Whether the words name another body than the mission."""
    return any(actor != passage.mission for actor in passage.actors(words))


def _judgements(passage: Passage) -> Iterator[tuple[Span, str, tuple[str, ...], str | None]]:
    """Words, topic, ratings and trend."""
    for match in passage.find(_TEMPO) if passage.has("tempo") else ():
        concept = passage.vocabulary.concept("rating", match["rating"]) if match["rating"] else None
        if concept or match["same"]:
            yield Span(*match.span()), "operation-tempo", (concept.notation,) if concept else (), None if concept else "unchanged"
    for match in passage.find(_POSTURE) if passage.has("posture") else ():
        if _mission_alone(passage, match.start()):
            yield Span(*match.span()), "force-posture", ("maintained",), None
    for match in passage.find(_EFFECTIVE) if passage.has("effective") else ():
        if _by_mission(passage, match):
            yield Span(*match.span()), "operations", ("effective",), None


def _by_mission(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the subject is the mission: by name, as "the Force", or as "it" where the text before names no other body."""
    who = match["who"].lower()
    if who == "it":
        return _mission_alone(passage, match.start())
    return who == "the force" or passage.actors(Span(*match.span("who"))) == (passage.mission,)


def _mission_alone(passage: Passage, position: int) -> bool:
    """Whether the mission is the one body that the sentence, or else the paragraph, names before a position."""
    sentence = passage.sentence(position)
    named = passage.actors(Span(sentence.start, position)) or passage.actors(Span(passage.block.span.start, position))
    return named == (passage.mission,)
