"""Days reckoned from a day told before: "the following day", "that evening", "two days earlier"."""

import re
from datetime import date, timedelta

from kfor_graph.extract.counts.numbers import NUMBER, number
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.texts import Period, Span, When

_PART = r"(?:day|morning|afternoon|evening|night)"
_HERE = r"(?=[,.;:)]|\s(?!of\b|that\b|when\b|before\b|after\b|the\b)|\Z)"
_WORDS = re.compile(
    rf"""
    (?P<same>\b[Tt]he\s(?:very\s)?same\s{_PART}\b|\b[Tt]hat\s(?:same\s)?{_PART}\b|\b[Ll]ater\s(?:that|the\ssame)\s{_PART}\b)
    | (?P<next>\b[Tt]he\s(?:following|next)\s{_PART}\b|\b[Tt]he\sday\safter{_HERE}|\b(?:[Aa]|[Oo]ne)\sday\s(?:later|afterwards){_HERE})
    | (?P<last>\b[Tt]he\s(?:previous|preceding)\s{_PART}\b|\b[Tt]he\sday\sbefore{_HERE}|\b(?:[Aa]|[Oo]ne)\sday\s(?:earlier|before){_HERE})
    | (?P<after>\b(?P<n>{NUMBER})\sdays\s(?:later|afterwards){_HERE})
    | (?P<earlier>\b(?P<n2>{NUMBER})\sdays\s(?:earlier|before|previously){_HERE})
    """,
    re.X,
)
_LOOK = re.compile(r"day|morning|afternoon|evening|night")
"a cheap look for any of them"
_MOST = 60
"Days; what is farther away is no day that a report reckons."


def reckoned(passage: Passage, span: Span) -> tuple[When, ...]:
    """The day that a span reckons from the last day told before it in the sentence, else in the nearest sentence before that tells one."""
    match = _WORDS.search(passage.text, span.start, span.end) if _LOOK.search(passage.text, span.start, span.end) else None
    days = _days(match) if match else None
    anchor = _anchor(passage, match.start()) if match and days is not None else None
    if not match or not anchor or days is None:
        return ()
    day = anchor + timedelta(days=days)
    return (When(Period(day, day), "derived", Span(*match.span())),)


def _days(match: re.Match[str]) -> int | None:
    if match["same"]:
        return 0
    if match["next"] or match["last"]:
        return 1 if match["next"] else -1
    count = int(number(match["n"] or match["n2"]))
    return None if count > _MOST else count if match["after"] else -count


def _anchor(passage: Passage, position: int) -> date | None:
    """The last day told before a position: in its sentence, else in the nearest one before that tells of one day only."""
    sentence = passage.sentence(position)
    if told := dates(passage, Span(sentence.start, position)):
        return told[-1].day
    for earlier in reversed([span for span in passage.block.sentences if span.end <= sentence.start]):
        told = dates(passage, earlier)
        counted = reckoned(passage, earlier)
        if counted and not told:  # "The following day, … That evening, …"
            return counted[0].day
        if told:
            return told[0].day if len({when.period for when in (*told, *counted)}) == 1 else None
    return None
