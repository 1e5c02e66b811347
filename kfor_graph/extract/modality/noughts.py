"""How texts state that there was none of something: the words around it, the time and the places that it is limited to."""

import re
from collections.abc import Iterator

from kfor_graph.document.dates import MONTH, YEAR
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limited
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.texts import Span

NO = r"\b(?P<no>[Nn]o|[Nn]ot\sa\ssingle|[Nn]ot\sone)"
"Pattern of the word that says that there was none, as the group no."

THERE = r"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s)?"
"Pattern of what may open a nought, as the group there."

RECORDED = r"\s(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:recorded|reported|registered|observed|noted|detected|received|made|seen|found|identified|committed)\b"
"Pattern of what is said of things that are recorded."

TOOK_PLACE = r"\s(?:took\splace|occurred|happened|(?:was|were)\sheld)\b"
"Pattern of what is said of things that happen."

_TIME = (
    rf"(?:(?:the|this)\s(?:present\s|entire\s|whole\s|current\s)?(?:reporting\s|reported\s)?(?:period|month|quarter)(?:\sof"
    rf"\s[A-Z][a-z]+)?(?:\sunder\sreview)?|(?:the\smonths?\sof\s)?{MONTH}(?:\s{YEAR})?)(?![\w-])"
)
WHEN = rf"(?:\s(?:in|during|over|throughout|for)\s{_TIME})?"
"Pattern of the time that a nought is of."

_WHERE = (
    rf"(?P<where>\s(?:in|across|throughout|within|along|on|near)\s(?!{_TIME})[^.;,()]{{2,60}}?(?=[.;,()]|\s(?:and|or|nor|during"
    rf"|over|in)\b))?"
)
TAIL = rf"{_WHERE}{WHEN}(?P<elsewhere>\s(?:in|across|throughout|within|along|on|near)\s)?"
"Pattern of the place and time behind a nought, as the groups where and elsewhere."

ENDS = r"(?=[.;,:]|\s(?:and|or|nor|during|in|over|throughout|at|on|by|with)\b)"
"Pattern of what must follow the name of what there is none of."

_SHARED_THERE = re.compile(
    r"\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s(?:(?!\b(?:was|were|is|are|had|has|have)\b)[^;.])*(?:,\s|\band\s|\bor\s|\bnor\s)(?:there\s)?\Z"
)
_DID = re.compile(
    r"\b(?:recorded|reported|observed|received|registered|noted|detected|found|made|conducted|carried\sout|held|saw|had|imposed|issued|seized|confiscated|set\sup)\s\Z"
)
_SHARED_VERB = re.compile(rf",?\s(?:and|or|nor)\s(?:no\s)?(?!\d)[^.;,:]{{3,100}}?(?:{RECORDED}|{TOOK_PLACE})")
_EXCEPT = re.compile(r"[Ee]xcept|[Oo]ther\sthan|[Aa]part\sfrom|[Bb]esides|[Aa]side\sfrom|[Ss]ave\sfor")
_CLAUSE = re.compile(r";|,\s(?:and|but|while|nor)\s(?=(?:there|no|not|in)\b)|,?\sand\s(?=there\b)|\b(?:while|but)\s")
"where another clause begins"
_OTHERWISE = re.compile(r"\sby\s|\s(?:was|were|is|are|remained|has\sbeen|have\sbeen)\s")
"what limits a nought to somebody, or says of requests what became of them"


_NO = re.compile(r"[Nn](?<=\b[Nn])o(?:t\sa\ssingle|t\sone)?\s")
_REACH = 20
"Characters before the word that still belong to a nought: `There have been` before `no`."


def denying(passage: Passage, sentence: Span) -> Span | None:
    """The part of a sentence in which patterns with `NO` in them can match; None where there is none."""
    match = _NO.search(passage.text, sentence.start, sentence.end)
    return Span(max(sentence.start, match.start() - _REACH), sentence.end) if match else None


def stated(passage: Passage, match: re.Match[str]) -> bool:
    """Whether it is said that there was none: "there was no …", "no … was recorded", "recorded no …", or with what is joined to it."""
    groups = match.groupdict()
    if groups.get("there") or groups.get("told"):
        return True
    sentence = passage.sentence(match.start())
    before = passage.text[sentence.start : match.start("no")]
    if _SHARED_THERE.search(before) or _DID.search(before):
        return True
    return _SHARED_VERB.match(passage.text, match.end(), sentence.end) is not None


def limit(passage: Passage, match: re.Match[str]) -> Slots | None:
    """The places that a nought is limited to: none for the whole area; None where a part is meant that no known name tells."""
    if match["elsewhere"]:
        return None
    if not match["where"]:
        return ()
    found = [place for place, _, _ in places(passage, Span(*match.span("where")))]
    return tuple(("place", place) for place in found if place != passage.area) if found else None


def nought_of(
    passage: Passage, match: re.Match[str], indicator: str, unit: str, about: Entity | Event, more: Slots = (), printed: str = "no"
) -> Iterator[Claim]:
    """The nought for the time that its own words name; else for the reporting period. Nothing where it is hedged, said or has exceptions."""
    words = Span(match.start(), match.start() + len(match[0].rstrip()))
    sentence = passage.sentence(words.start)
    if not told(passage, Span(sentence.start, words.end)) or (words.start > sentence.start and said(passage, words)):
        return
    if _excepted(passage, words, sentence) or _OTHERWISE.match(passage.text, words.end, sentence.end):
        return
    found = (*dates(passage, words), *months(passage, words))
    around = limited(passage, words)
    if len(found) > 1 or not around:
        return
    more += tuple(slot for slot in around[1] if slot not in more)
    if claim := observation(
        passage, (around[0],), indicator, passage.quantity(match, printed), unit, about, found[0].period if found else None, more
    ):
        yield claim


def _excepted(passage: Passage, words: Span, sentence: Span) -> bool:
    """Whether the clause of a nought has exceptions; those of another clause are not its own."""
    edges = [match.end() for match in passage.find(_CLAUSE, sentence)]
    start = max((edge for edge in edges if edge <= words.start), default=sentence.start)
    end = min((edge for edge in edges if edge > words.end), default=sentence.end)
    return _EXCEPT.search(passage.text, start, end) is not None
