"""Agreements that are named with the day on which they were made, mostly before the period."""

import re
from collections.abc import Iterator

from kfor_graph.document.dates import DAY, MONTH, YEAR
from kfor_graph.extract.actors.parties import listed
from kfor_graph.extract.claims import account, statement
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.events.pacts import NOUN, pact
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied, is_hedged
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span, When

_DAY = rf"(?:{DAY}\s{MONTH},?\s{YEAR}|{MONTH}\s{DAY},\s{YEAR})"
_LOOK = re.compile(r"\d(?:st|nd|rd|th)?\s[A-Z][a-z]+,?\s\d{4}|[a-z]\s\d\d?,\s\d{4}")
_NAME = rf"""
    (?P<what>(?:(?!(?:the|and|of|in|under|with|on|to)\s)[\w-]+\s){{0,4}}?{NOUN}
    (?:\s(?:on|for|concerning|regarding|governing|between|of|to)\s(?!\d)(?:(?!\s(?:of|dated)\s\d|\s(?:made|signed|reached|concluded)\s)[^.,;()]){{3,90}}?)?
    (?:\s\([A-Z]{{2,6}}\))?)"""
_WHOSE = r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?)\s"
_DONE = r"(?:made|signed|reached|concluded|adopted|initialled|entered\sinto|given|undertaken)"
_HOW = rf"(?P<how>(?:(?:[^.;]|D\.C\.){{0,80}}?\s)?on\s(?P<day>{_DAY}))\b"
_OF = re.compile(rf"{_WHOSE}{_NAME},?\s(?:of|dated)\s(?P<day>{_DAY})\b", re.X)
_MADE = re.compile(rf"{_WHOSE}{_NAME},?\s(?:(?:which|that)\s(?:was|were|had\sbeen)\s)?{_DONE}\s{_HOW}", re.X)
_SEVERAL = begins_with(
    r"AEFNOST\daefnost",
    rf"""
    (?:\b(?P<n>{NUMBER})\s)?(?:(?:further|other|new|additional)\s)?\b[Aa]greements,?\s(?:(?:which|that)\swere\s)?{_DONE}\s{_HOW},?
    \s(?:concern(?:ed)?|cover(?:ed)?|deal\swith|dealt\swith|relate(?:d)?\sto)\s(?P<topics>[^.;:]{{3,300}}?)(?=[.;:]|,\s(?:which|while|but)\b|\Z)
    """,
    re.X,
)
_JOINT = re.compile(r",\sand\s|,\s|\sand\s")
_BETWEEN = re.compile(r"\b(?:between|both)\s(?:the\s)?[\w/-]+(?:\s[A-Z][\w/-]+){0,3}\sand\s")


@reads("agreement", "agreed", "arrangement", "commitment", "undertaking", "annex", "accord", "protocol", "memorand")
def dated_agreements(passage: Passage) -> Iterator[Claim]:
    """An agreement that is named with its day: the day of an agreement, or where and when it was concluded.

    Example: `Compliance with «the Military-Technical Agreement of 9 June 1999» was satisfactory.` What is planned, drafted or denied is
    nothing; what was made within the period is told by other rules.
    """
    if not passage.period:
        return
    if not passage.has(" of ", " on ", "dated"):
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not _LOOK.search(words):
            continue
        taken: set[int] = set()
        for match in passage.find(_SEVERAL, sentence):
            taken.add(match.start("day"))
            yield from _several(passage, match)
        for match in passage.find(_OF, sentence):
            yield from _of(passage, match)
        for match in passage.find(_MADE, sentence):
            if match.start("day") not in taken:
                yield from _made(passage, match)


def _of(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    """ "The Agreement of 9 June 1999": the day is part of what it is called."""
    when = _day(passage, match)
    if when and when.day and (about := pact(passage, Span(*match.span("what")), when.day)):
        yield statement(passage, (Span(*match.span()),), about, "dcterms:date", when.day)


def _made(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    when = _day(passage, match)
    if not when or not when.day or _stands_apart(passage, match, when):
        return
    bare = re.fullmatch(NOUN, match["what"])
    where = places(passage, Span(*match.span("how"))) if bare else ()
    label = f"{match['what']} made in {passage.words(where[0][2])}" if where else ""
    if about := pact(passage, Span(*match.span("what")), when.day, label):
        yield _account(passage, match, Span(*match.span()), about, when)


def _several(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    """ "Agreements, concluded on …, concern A, B and C": one for each."""
    when = _day(passage, match)
    if not when or not when.day or _stands_apart(passage, match, when):
        return
    start = match.start("topics")
    topics = _topics(match["topics"])
    if match["n"] and passage.quantity(match, "n").value != len(topics):
        return
    for topic in topics:
        at = passage.text.index(topic, start)
        start = at + len(topic)
        about = pact(passage, Span(at, start), when.day, f"Agreement on {topic}")
        if about:
            yield _account(passage, match, Span(match.start(), start), about, when)


def _topics(words: str) -> list[str]:
    """The parts of a list that "and" closes; "between A and B" is within a part."""
    inner = _BETWEEN.sub(lambda match: match[0].replace(" and ", " \0\0\0 "), words)
    return [part.replace("\0\0\0", "and") for part in _JOINT.split(inner) if part]


def _account(passage: Passage, match: re.Match[str], words: Span, about: Entity, when: When) -> Claim:
    how = Span(*match.span("how"))
    by = re.search(r"\b(?:by|between)\s", passage.words(how))
    sides = listed(passage, how.start + by.end(), how.end) if by else None
    event = Event(
        ("agreement-made",),
        when.period,
        tuple(place for place, _, _ in places(passage, how)),
        tuple(("involves", actor) for actor in (sides[0] if sides else ())),
        about=about,
    )
    return account(passage, (words,), event, when.precision)


def _day(passage: Passage, match: re.Match[str]) -> When | None:
    found = dates(passage, Span(*match.span("day")))
    return found[0] if len(found) == 1 and found[0].day else None


def _stands_apart(passage: Passage, match: re.Match[str], when: When) -> bool:
    """Whether it is of the period itself or later, hedged or denied."""
    first = passage.period.start if passage.period else None
    early = bool(when.day and first and when.day < first)
    return not early or is_denied(passage, match.start(), match.end()) or is_hedged(passage, match.start(), match.end())
