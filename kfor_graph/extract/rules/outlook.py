"""How the situation is expected to be."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, assessment
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.ratings import JUDGEMENT, ratings
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import behind, limits
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_SUBJECT = r"(?:(?:the\s)(?:(?:overall|general|security|political)\s)*|(?:(?:overall|general|security|political)\s)+)situation(?:\son\sthe\sground)?(?P<where>\s(?:in|throughout|across|within|along|south|north)\b[^.;:,]{0,60}?)?"
_EXPECTED = r"(?:(?:is|are)\s(?:currently\s|still\s|generally\s)?(?:expected|likely|forecast|anticipated|predicted|assessed\sas\slikely)\sto|will\s(?:most\s)?(?:probably|likely))"
_WILL_BE = re.compile(
    rf"\b{_SUBJECT}\s{_EXPECTED}\s(?:(?:remain|stay|be|become|continue\sto\sbe)\s(?:at\sleast\s)?(?P<judgement>{JUDGEMENT})|(?P<verb>improve|deteriorate|worsen)|(?P<same>remain\s(?:largely\s)?(?:unchanged|the\ssame)|not\schange))\b",
    re.I,
)
_NO_CHANGE = re.compile(
    r"\b(?P<no>no)\s(?:(?:major|significant|substantial|notable)\s)?changes?\s(?:to|in|of)\sthe\s(?:(?:overall|general|security|political)\s)*situation(?P<where>\s[^.;:,]{2,40}?)?\s(?:is|are)\s(?:expected|foreseen|anticipated)\b",
    re.I,
)
_IF = re.compile(r"\b(?:if|unless|should|would|not\sclear|whether|provided)\b", re.I)
_TIME = re.compile(
    r"\s(?:until|during|over|for|as|because|due|following|after|before|ahead|in\s(?:the\s)?(?:coming|next|near|foreseeable|run-up|immediate|first|second|new|spring|summer|autumn|winter|[A-Z][a-z]+\s\d{4}))\b"
)
"what follows tells when, not where"
_TREND = {"improve": "better", "deteriorate": "worse", "worsen": "worse"}


@reads("situation")
def outlook(passage: Passage) -> Iterator[Claim]:
    """How the text expects the situation to be: a judgement of the reporting period on the time to come.

    Example: `«The situation is likely to remain tense» until the elections`. What is expected only under a condition, or by others,
    is left out; so is what is expected of a part of the area that nothing tells.
    """
    if not passage.area or not passage.has("expected", "likely", "probably", "forecast", "anticipated", "foreseen"):
        return
    for sentence in passage.block.sentences:
        if not passage.holds(sentence, "situation"):
            continue
        for match in (*passage.find(_WILL_BE, sentence), *passage.find(_NO_CHANGE, sentence)):
            groups, words = match.groupdict(), Span(*match.span())
            where = limits(passage, Span(*match.span("where")), local=True) if match["where"] else _ahead(passage, match.end())
            if where is None or said(passage, words) or _IF.search(passage.text, sentence.start, sentence.end):
                continue
            judged = ratings(passage.vocabulary, groups.get("judgement") or "")
            trend = None if judged else _TREND.get((groups.get("verb") or "").lower(), "unchanged")
            if claim := assessment(passage, (words,), "outlook", passage.area, judged, trend, where):
                yield claim


def _ahead(passage: Passage, position: int) -> Slots | None:
    """The places behind what is expected; the time to come is not looked at."""
    tail = behind(passage, position)
    time = _TIME.search(passage.text, tail.start, tail.end)
    return limits(passage, Span(tail.start, time.start() if time else tail.end), local=True) if tail else ()
