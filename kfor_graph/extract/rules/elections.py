"""Elections and referendums."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.actors import named_at
from kfor_graph.extract.claims import account
from kfor_graph.extract.events.occasions import opening, place_precision, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied, is_hedged, status
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates, later
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.texts import Span

_NAME = r"(?:(?:[Tt]he|[Aa]n?)\s)?(?P<what>(?:(?!(?i:the|an?|of|in|for|and|to|on|no)\s)[\w-]+\s){0,3}?(?:[Ee]lections?|[Rr]eferendum)(?:\s(?:to|for|in|of|on)\s(?!\d)[^.,;]{3,60}?)?)"
_HELD = re.compile(
    rf"\b{_NAME},?\s(?:(?:which|that)\s)?(?P<how>(?:was|were|had\sbeen)\sheld|took\splace|(?:is|are|was|were)\s(?:now\s)?(?:scheduled|planned|due|set|expected|called|to\s(?:be\sheld|take\splace))|will\s(?:be\sheld|take\splace)|held)"
    r"(?=[\s,.;]|\Z)(?P<rest>[^.;]{0,100})"
)
_CUT = re.compile(r",\s(?!on\s|in\s)|\s(?:and|but|while|after|before|although|since|until|by)\s")
_NONE = re.compile(r"\b[Nn]o\s\Z")
_FUTURE = re.compile(r"will|scheduled|planned|due|set|expected|called|to\s")


@reads("election", "referendum")
def elections(passage: Passage) -> Iterator[Claim]:
    """An election or referendum that was held, or is to be held, on a day.

    Example: `«Elections to the Assembly are to be held on 9 February 2025».` Those that are only called for, or without a day, are nothing.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        for match in passage.find(_HELD, sentence):
            if claim := _told(passage, sentence, match):
                yield claim


def _told(passage: Passage, sentence: Span, match: re.Match[str]) -> Claim | None:
    cut = _CUT.search(passage.text, match.start("rest"), match.end("rest"))
    words = Span(match.start(), cut.start() if cut else match.end("rest"))
    if _NONE.search(passage.text, sentence.start, match.start("what")):
        return None
    if is_hedged(passage, sentence.start, match.end("how")) or is_denied(passage, sentence.start, words.end):
        return None
    before = opening(passage, sentence.start, match.start())
    behind = Span(match.start("rest"), max(match.start("rest"), words.end))
    when = (dates(passage, behind) if behind else ()) or (dates(passage, before) if before else ())
    if len(when) != 1 or not passage.period:
        return None
    told = status(passage, match.start("how"), words.end)
    stands = told[0] if told else "planned" if _FUTURE.search(match["how"]) else "happened"
    day = later(when[0], passage.period) if stands == "planned" else when[0]
    if stands == "happened" and passage.period.end and day.day and day.day > passage.period.end:
        return None
    what = match["what"]
    where = places(passage, Span(match.start("what"), words.end))
    event = Event(
        ("election",),
        day.period,
        tuple(place for place, _, _ in where),
        _elected(passage, Span(*match.span("what"))),
        happened=stands == "happened",
        subject=f"{what[0].upper()}{what[1:]}",
    )
    used = told_words(passage, Span(match.start("what"), match.end("how")), day.span, *(found[2] for found in where))
    return account(passage, (used,), event, day.precision, stands, more=place_precision(where))


def _elected(passage: Passage, what: Span) -> tuple[tuple[str, Entity], ...]:
    """The body that is elected, where the words name one: "elections to the Assembly"."""
    to = re.search(r"\s(?:to|for)\s(?=the\s|[A-Z])", passage.words(what))
    named = named_at(passage, what.start + to.end(), what.end) if to else None
    return tuple(("involves", body) for body in named[0] if body.kind in {"org", "local"}) if named else ()
