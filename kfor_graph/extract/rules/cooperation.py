"""How bodies are said to work together."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import assessment
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limited, limits, names_part
from kfor_graph.model import Claim, Entity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_TOGETHER = r"(?:[Cc]oordination|[Cc]o-ordination|[Cc]ooperation|[Cc]o-operation|[Ll]iaison|[Cc]ollaboration)"
_NOUN = rf"(?:{_TOGETHER}(?:\s(?:and|as\swell\sas)\s{_TOGETHER})?)"
_IS = r"(?:is|was|are|were|remains?|remained|has\sbeen|have\sbeen|has\sremained|continues\sto\sbe|continued\sto\sbe)"
_RATING = r"(?:very\s|generally\s|highly\s|fully\s|most\s|extremely\s)?(?P<rating>effective|good|close|satisfactory|limited|steady|stable)"
_WORD = begins_with("CLcl", _TOGETHER)
_JUDGED = re.compile(
    rf"\b(?:(?:[Tt]he|[Ii]ts|[Tt]heir)\s)?(?:[a-z]+\s)?{_NOUN}\s(?P<who>(?:[^.;:]{{0,40}}?\s)?(?:between|with|of|among)"
    rf"\s[^.;:]{{3,160}}?)\s(?P<verb>{_IS})\s{_RATING}(?=[\s.,;])(?!\sto\b)"
)
_MOVED = re.compile(
    rf"\b(?:(?:[Tt]he|[Ii]ts|[Tt]heir)\s)?(?:[a-z]+\s)?{_NOUN}\s(?P<who>(?:[^.;:]{{0,40}}?\s)?(?:between|with|of|among)"
    rf"\s[^.;:]{{3,160}}?)\s(?:has\s|have\s)?(?:further\s)?(?P<verb>improved|deteriorated|worsened)\b"
)
_KEPT = re.compile(
    rf"(?P<who1>\b(?:[A-Z][\w-]*|[Tt]he\s[Ff]orce|[Ii]t)(?:\s[A-Z][\w-]*){{0,5}})\s(?:also\s)?(?:(?:has\s|have\s)?(?:continues?"
    rf"|continued)\sto\s(?:maintain|enjoy|have|keep\sup)|(?:has\s|have\s)?(?:maintains|maintained|enjoys|enjoyed|kept\sup))"
    rf"\s(?:its\s|an?\s|the\s)?(?:very\s)?(?P<rating>close|effective|good)\s{_NOUN}\s(?P<who>with\s[^.;:]{{3,140}}?)(?=[.;:]|,\s"
    rf"(?:and|which|while|in|including|through)\b|\s(?:in\sorder\s)?to\s(?:ensure|maintain|support)\b)"
)
_WITH_ONLY = re.compile(r"(?:(?!\b(?:between|of|among|with)\b)[^.;:])*\bwith\s")
_ITS = re.compile(r"(?:[Ii]ts|[Tt]heir)\s")
_TREND = {"improved": "better", "deteriorated": "worse", "worsened": "worse"}


@reads("cooperation", "co-operation", "coordination", "liaison")
def cooperation(passage: Passage) -> Iterator[Claim]:
    """How the mission and other bodies are said to work together: the rating, about each of the bodies that are named.

    Example: `«The close coordination and cooperation at the tactical level between KFOR, EULEX and the Kosovo police was effective»`.
    What is wished for, feared or denied is left out; so is a judgement on two bodies neither of which is known.
    """
    if not passage.mission:
        return
    for sentence in passage.block.sentences:
        if not _WORD.search(passage.text, sentence.start, sentence.end):
            continue
        for match in passage.find(_JUDGED, sentence):
            if concept := passage.vocabulary.concept("rating", match["rating"]):
                yield from _claim(passage, match, (concept.notation,), None)
        for match in passage.find(_MOVED, sentence) if passage.holds(sentence, *_TREND) else ():
            yield from _claim(passage, match, (), _TREND[match["verb"]])
        for match in passage.find(_KEPT, sentence):
            concept = passage.vocabulary.concept("rating", match["rating"])
            if concept and (subject := _subject(passage, match)):
                yield from _claim(passage, match, (concept.notation,), None, (subject,))


def _subject(passage: Passage, match: re.Match[str]) -> Entity | None:
    """Who works with the others: a body that is named, or the mission where it is "the Force", or "it" after the mission alone."""
    words = Span(*match.span("who1"))
    if match["who1"].lower() == "the force":
        return passage.mission
    if match["who1"] in {"It", "it"}:
        before = passage.actors(Span(passage.block.span.start, words.start))
        return passage.mission if before == (passage.mission,) else None
    return passage.actor(words)


def _claim(
    passage: Passage, match: re.Match[str], ratings: tuple[str, ...], trend: str | None, subject: tuple[Entity, ...] = ()
) -> Iterator[Claim]:
    """The judgement about the mission first, then the others; the mission is meant where only one other body is named."""
    words = Span(*match.span())
    who = Span(*match.span("who"))
    around = None if names_part(passage, who) and limits(passage, who) is None else limited(passage, words)
    if not told(passage, Span(passage.sentence(match.start()).start, match.end())) or said(passage, words) or not around:
        return
    named = dict.fromkeys((*subject, *passage.actors(Span(*match.span("who")))))
    if not named:
        return
    if not subject and _WITH_ONLY.match(match["who"]) and passage.mission:
        before = passage.actors(Span(passage.block.span.start, words.start))
        if _ITS.match(match[0]) and before != (passage.mission,):
            return
        named = dict.fromkeys((passage.mission, *named))
    if len(named) == 1 and not subject:
        return
    first, *others = sorted(named, key=lambda entity: entity != passage.mission)
    if claim := assessment(
        passage, (around[0],), "cooperation", first, ratings, trend, (*(("about", other) for other in others), *around[1])
    ):
        yield claim
