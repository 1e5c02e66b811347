"""What a judgement is limited to: the places that words name, or nothing where they mean the whole area and the whole period."""

import re

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.parts import parts
from kfor_graph.extract.places.places import kind, places
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_PART = begins_with(
    "abcemnoprstvw",
    r"\b(?<!all\s)(?<!every\s)(?<!operations\s)(?:most|much|parts?|some|rest|north|south|east|west|northern|southern|eastern|western|remainder|elsewhere|except|along|outside"
    r"|municipalit\w+|region|areas?(?!\sof\s(?:operations|responsibility))|enclaves?|villages?|towns?|city|cities|borders?|boundar\w+|camps?|sectors?|bridges?)\b",
    re.I,
)
_PART_OF_TIME = re.compile(
    r"\b(?:(?:first|second|third|fourth|last|latter|early|late|opening|closing)\s(?!quarter|report)|mid-|beginning|start|end|half|weeks?|weekends?"
    r"|days?|nights?|mornings?|evenings?|hours|times|(?:in|over)\sthe\spast(?!\s(?:month|quarter|report|period))|occasion\w*|run-up|aftermath|wake|briefly|temporarily|until|till|before|after|since|following|prior|ahead|once|when"
    r"|(?:during|for)\s(?:the\s)?(?:[\w-]+\s){0,3}?(?:visits?|elections?|protests?|demonstrations?|celebrations?|holidays?|commemorations?|removal|campaign))\b",
)
_TIMED = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|month")
"a cheap look for a month"
_PLACED = re.compile(r"[A-Z(]|\bthe\s(?:north|south|east|west|former)")
_COMPARED = begins_with(
    "cfios",
    r"\b(?:since|from|over|compared\s(?:with|to)|in\scomparison\swith)\s(?:the\s|that\sof\sthe\s)?(?:last|previous|preceding)\s(?:report|month|quarter|period)",
    re.I,
)
_OPENING = re.compile(
    r"(?:In|On|At|Along|Within|Around|Near|Outside|Inside|Across|Throughout|Until|Before|After|Following|Since|From|Between|Towards?|By|Elsewhere|Early|Late"
    r"|(?:North|South|East|West)(?:\sof)?|During|Over|For)\b(?!\s(?:spite|general|particular|addition|view|contrast|line|response)\b)"
)
_ENDS = re.compile(
    r"[.,;:()]|\s(?:but|while|whereas|although|though|and(?!\s(?:(?:along|near|around|in)\s)?(?:the\s)?[A-Z])|despite|because|as|owing|thanks|due|which"
    r"|(?<!border\s)(?<!boundary\s)(?<!line\s)with|even|not)\b"
)


def limited(passage: Passage, words: Span, where: Span | None = None, local: bool = False) -> tuple[Span, Slots] | None:
    """The words of a judgement with those that limit it, and the places that they limit it to; None where these are not named.

    Looked at are the words that open the sentence, those of `where`, and those behind the judgement in its clause.
    """
    before, after = opening(passage, words.start), behind(passage, words.end)
    found = [limits(passage, span, local) if span else () for span in (before, where, after)]
    if None in found:
        return None
    start, end = before.start if found[0] else words.start, after.end if found[2] else words.end
    return Span(start, end), tuple(dict.fromkeys(slot for slots in found for slot in slots or ()))


def limits(passage: Passage, span: Span, local: bool = False) -> Slots | None:
    """The places that words limit a judgement to: none for the whole area; None where a part of it or of the period is meant that nothing tells.

    A part that has no name ("the north") is a place of the document where `local` asks for such.
    """
    if compared := _COMPARED.search(passage.text, span.start, span.end):
        span = Span(span.start, compared.start())
    timed = _TIMED.search(passage.text, span.start, span.end)
    if timed and any(when.period != passage.period for when in (*dates(passage, span), *months(passage, span))):
        return None
    if part_of_time(passage, span):
        return None
    vague = tuple(_PART.finditer(passage.text, span.start, span.end))
    unnamed = tuple(parts(passage, span)) if vague and local else ()
    named = [
        place
        for place, _, words in (places(passage, span) if _PLACED.search(passage.text, span.start, span.end) else ())
        if place != passage.area and not any(words.start < part.end and part.start < words.end for _, part in unnamed)
    ]
    if any(kind(passage, place) == "country" for place in named):
        return None
    if not named and any(not any(part.start <= match.start() < part.end for _, part in unnamed) for match in vague):
        return None
    return tuple(("place", place) for place in (*(place for place, _ in unnamed), *named))


def part_of_time(passage: Passage, span: Span) -> bool:
    """Whether words mean a part of the period that no day tells: the first week, the nights, until something."""
    return _PART_OF_TIME.search(passage.words(span).lower()) is not None


def names_part(passage: Passage, span: Span) -> bool:
    """Whether words may mean a part of the area or of the period: a cheap look before `limits`."""
    words = passage.words(span)
    return bool(_TIMED.search(words) or _PART.search(words) or _PART_OF_TIME.search(words.lower()))


def opening(passage: Passage, position: int) -> Span:
    """The words before a position that open its sentence with a time or place, such as "In the north, the situation …"; else no words."""
    sentence = passage.sentence(position)
    match = _OPENING.match(passage.text, sentence.start, position)
    if not match:
        return Span(position, position)
    between = passage.text[match.end() : position]
    if not between.endswith(", ") and (not between.endswith(" ") or any(mark in between for mark in ",;:(")):
        return Span(position, position)
    return Span(sentence.start, match.end() + len(between.rstrip(" ,")))


def behind(passage: Passage, position: int) -> Span:
    """The words behind a position that still belong to its clause."""
    sentence = passage.sentence(position - 1)
    end = _ENDS.search(passage.text, position, sentence.end)
    return Span(position, end.start() if end else sentence.end)
