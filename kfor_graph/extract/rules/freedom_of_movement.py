"""Whether people and the force can move."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import is_force
from kfor_graph.extract.claims import assessment
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limited
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_FREEDOM = r"(?:[Ff]ull\s|[Tt]he\s)?[Ff]reedom\sof\smovement"
_IS = r"(?:is|was|remains|remained|has\sbeen|has\sremained|continues\sto\sbe|continued\sto\sbe)"
_RATING = r"(?P<rating>limited|restricted|hampered|impeded|maintained|ensured|good|satisfactory)"
_JUDGED = re.compile(
    rf"\b{_FREEDOM}(?P<whose>\s(?:for|of)\s(?:(?!\b(?:in|on|along|across|throughout|within)\b)[^.;:]){{3,100}}?)?(?P<where>\s(?:in|on|along|across|throughout|within|to|between)\s[^.;:]{{3,100}}?)?\s{_IS}\s(?:still\s|generally\s|severely\s|seriously\s|partly\s|largely\s|further\s)*{_RATING}(?=[\s.,;])(?!\sto\b)"
)
_KEPT = re.compile(
    rf"(?P<who>\b(?:[A-Z][\w-]*|[Tt]he\s[Ff]orce)(?:\s[A-Z][\w-]*){{0,3}}(?:\s(?:troops|forces))?)\s(?:also\s|has\s|have\s)*(?:(?:continues?|continued)\sto\s(?P<to>maintain|ensure|enjoy|guarantee|preserve)|(?P<kept>maintain(?:s|ed)|ensure[sd]|enjoy(?:s|ed)|retain(?:s|ed)|has(?=\s(?:full\s)?freedom)|guaranteed|preserved))\s(?:its\s|a\s)?{_FREEDOM}"
)

_MOVED = re.compile(
    rf"\b{_FREEDOM}(?P<where>\s(?:in|on|along|across|throughout|for|of)\s[^.;:]{{3,80}}?)?\s(?:has\s|have\s)?(?:further\s|slightly\s|also\s)?(?P<verb>improved|deteriorated|worsened)\b"
)
_TREND = {"improved": "better", "deteriorated": "worse", "worsened": "worse"}
_THAT = re.compile(r"\b(?:that|whether|so)\s(?:full\s|the\s)?\Z")


@reads("freedom of movement")
def freedom_of_movement(passage: Passage) -> Iterator[Claim]:
    """Whether there is freedom of movement in the area or a part of it, in the reporting period.

    Example: `«Freedom of movement for KFOR on the main roads in the north is limited».` What the mandate or a mission is to ensure,
    and what others say of it, is left out.
    """
    if not passage.area:
        return
    for sentence in passage.block.sentences:
        if not passage.holds(sentence, "freedom of movement"):
            continue
        for match in passage.find(_JUDGED, sentence):
            concept = passage.vocabulary.concept("rating", match["rating"])
            where = Span(*match.span("where")) if match["where"] else None
            if concept and _stated(passage, match, sentence):
                yield from _claim(passage, Span(*match.span()), where, concept.notation)
        for match in passage.find(_MOVED, sentence):
            where = Span(*match.span("where")) if match["where"] else None
            if _stated(passage, match, sentence):
                yield from _claim(passage, Span(*match.span()), where, None, _TREND[match["verb"]])
        for match in passage.find(_KEPT, sentence):
            if (match["who"] == "The Force" or is_force(passage, Span(*match.span("who")))) and _stated(passage, match, sentence):
                yield from _claim(passage, Span(*match.span()), None, "maintained")


def _stated(passage: Passage, match: re.Match[str], sentence: Span) -> bool:
    words = Span(*match.span())
    return (
        not _THAT.search(passage.text, sentence.start, words.start)
        and told(passage, Span(sentence.start, words.end))
        and not said(passage, words)
        and of_period(passage, words)
    )


def _claim(passage: Passage, words: Span, where: Span | None, rating: str | None, trend: str | None = None) -> Iterator[Claim]:
    found = limited(passage, words, where, local=True)
    if (
        found
        and passage.area
        and (
            claim := assessment(
                passage, (found[0],), "freedom-of-movement", passage.area, (rating,) if rating else (), trend, more=found[1]
            )
        )
    ):
        yield claim
