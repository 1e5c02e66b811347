"""What a judgement is limited to: the places that words name, or nothing where they mean the whole area and the whole period."""

import re

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.dates import dates, months
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places import kind, places
from kfor_graph.texts import Span

_PART = re.compile(
    r"\b(?<!all\s)(?<!every\s)(?<!operations\s)(?:most|much|parts?|some|rest|north|south|east|west|northern|southern|eastern|western|remainder|elsewhere|except|along|outside"
    r"|municipalit\w+|region|areas?(?!\sof\s(?:operations|responsibility))|enclaves?|villages?|towns?|city|cities|borders?|boundar\w+|camps?|sectors?|bridges?)\b"
)
_PART_OF_TIME = re.compile(
    r"\b(?:(?:first|second|third|fourth|last|latter|early|late|opening|closing)\s(?!quarter|report)|mid-|beginning|start|end|half|weeks?|weekends?"
    r"|days?|nights?|mornings?|evenings?|hours|times|(?:in|over)\sthe\spast(?!\s(?:month|quarter|report|period))|occasion\w*|briefly|temporarily|until|till|before|after|since|following|prior|ahead|once|when"
    r"|(?:during|for)\s(?:the\s)?(?:[\w-]+\s){0,3}?(?:visits?|elections?|protests?|demonstrations?|celebrations?|holidays?|commemorations?|removal|campaign))\b",
)
_TIMED = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|month")
"a cheap look for a month"
_PLACED = re.compile(r"[A-Z(]|\bthe\s(?:north|south|east|west|former)")
_COMPARED = re.compile(
    r"\b(?:since|from|over|compared\s(?:with|to)|in\scomparison\swith)\s(?:the\s|that\sof\sthe\s)?(?:last|previous|preceding)\s(?:report|month|quarter|period)",
    re.I,
)
_OPENING = re.compile(
    r"(?:In|On|At|Along|Within|Around|Near|Outside|Inside|Across|Throughout|Until|Before|After|Following|Since|From|Between|Towards?|By|Elsewhere|Early|Late"
    r"|(?:North|South|East|West)(?:\sof)?|During|Over|For)\b(?!\s(?:spite|general|particular|addition|view|contrast|line|response)\b)"
)
_ENDS = re.compile(
    r"[.,;:()]|\s(?:but|while|whereas|although|though|and(?!\s[A-Z])|despite|because|as|owing|thanks|due|which|with|even|not)\b"
)


def limited(passage: Passage, words: Span, where: Span | None = None) -> tuple[Span, Slots] | None:
    """The words of a judgement with those that limit it, and the places that they limit it to; None where these are not named.

    Looked at are the words that open the sentence, those of `where`, and those behind the judgement in its clause.
    """
    before, after = _opening(passage, words.start), _behind(passage, words.end)
    found = [limits(passage, span) if span else () for span in (before, where, after)]
    if None in found:
        return None
    start, end = before.start if found[0] else words.start, after.end if found[2] else words.end
    return Span(start, end), tuple(dict.fromkeys(slot for slots in found for slot in slots or ()))


def limits(passage: Passage, span: Span) -> Slots | None:
    """The places that words limit a judgement to: none for the whole area; None where a part of it or of the period is meant that is not named."""
    if compared := _COMPARED.search(passage.text, span.start, span.end):
        span = Span(span.start, compared.start())
    timed = _TIMED.search(passage.text, span.start, span.end)
    if timed and any(when.period != passage.period for when in (*dates(passage, span), *months(passage, span))):
        return None
    if _PART_OF_TIME.search(passage.words(span).lower()):
        return None
    named = (
        [place for place, _, _ in places(passage, span) if place != passage.area]
        if _PLACED.search(passage.text, span.start, span.end)
        else []
    )
    if any(kind(passage, place) == "country" for place in named):
        return None
    return tuple(("place", place) for place in named) if named or not _PART.search(passage.text, span.start, span.end) else None


def names_part(passage: Passage, span: Span) -> bool:
    """Whether words may mean a part of the area or of the period: a cheap look before `limits`."""
    words = passage.words(span)
    return bool(_TIMED.search(words) or _PART.search(words) or _PART_OF_TIME.search(words.lower()))


def _opening(passage: Passage, position: int) -> Span:
    """The words before a position that open its sentence with a time or place, such as "In the north, the situation …"; else no words."""
    sentence = passage.sentence(position)
    match = _OPENING.match(passage.text, sentence.start, position)
    if not match or not passage.text[match.end() : position].endswith(", "):
        return Span(position, position)
    return Span(sentence.start, position)


def _behind(passage: Passage, position: int) -> Span:
    """The words behind a position that still belong to its clause."""
    sentence = passage.sentence(position - 1)
    end = _ENDS.search(passage.text, position, sentence.end)
    return Span(position, end.start() if end else sentence.end)
