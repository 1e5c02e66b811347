"""The strength of a local force as sentences give it: what its figures share, and percentages with part and whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kfor_graph.document.dates import DATE
from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import Slots, observation, population
from kfor_graph.extract.counts.numbers import FIGURE, NUMBER, QUALIFIER, quantity
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.as_at import as_at
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept, Entity, Quantity
from kfor_graph.texts import Period, Span

COUNTED = rf"\b(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})"
"Pattern of a number with its qualifier, as the groups n and q. Example: `some 240`"

WHOLE = r"(?![.,]?\d)(?!\s?(?:per\scent|percent|%))"
"Pattern of what must follow a count: the end of the number, and no per cent."

WHO = r"(?:members|personnel|soldiers|officers|staff|troops)"
"Pattern of those who serve."

OF_BODY = r"(?:\s(?:of|in|within)\s(?:the\s)?[^.;,()\d]{2,60}?(?:\s\([A-Z]{2,6}\))?)?"
"Pattern of whose strength it is. Example: ` of the Kosovo Protection Corps (KPC)`"

_PERCENT = r"\s?(?:per\scent\b|percent\b|%)"
_BE = r"(?:is|was|are|were|makes?|made|equates?|equated|amounts?|amounted|corresponds?|corresponded|represents?|represented)"
SHARE = (
    rf"(?:\s\((?:or\s|that\sis,?\s|i\.e\.\s)?(?P<s1>{FIGURE}){_PERCENT}[^()]{{0,60}}\)"
    rf"|,?\s(?:or|that\sis,?|i\.e\.,?|(?:which|this)\s{_BE}(?:\sup|\sto)?|equalling|equating\sto|representing|amounting\sto|corresponding\sto|making\sup)\s(?P<s2>{FIGURE}){_PERCENT},?)"
)
"Pattern of a share behind a number, as the groups s1 or s2. Example: ` (6.83 per cent)`, `, that is, 61 per cent`"

_SHARE = re.compile(SHARE)
_UNIT = re.compile(_PERCENT)
_BY = re.compile(rf"(?:[Bb]y|[Uu]ntil)\s(?P<date>{DATE})")
_WHOSE = re.compile(r"\s(?:in|of|at|within|with)\s(?:the\s)?")
_LIST = re.compile(r"[ar](?<=\b[ar])(?:(?<=a)ctive|(?<=r)eserve)\b", re.I)
_REFERS = re.compile(r"\b(?:[Oo]f\s(?:these|them|those|this|which|whom|the\s(?:total|latter))|[Tt]his\s(?:number|figure|includes))\b")
_FILLED = {"active-list": "personnel-active", "reserve-list": "positions-filled"}
_WHOLES = ("personnel-active", "personnel")


@dataclass(frozen=True, slots=True)
class Stock:
    """What the figures of one sentence share."""

    passage: Passage
    about: Entity
    time: Period | date | None
    listed: str | None
    "active-list, reserve-list or None where the text does not say"

    def of_list(self, listed: str | None) -> "Stock":
        """The same for another list."""
        return replace(self, listed=listed)

    def claim(self, words: Span, indicator: str, number: Quantity, unit: str, more: Slots = (), also: tuple[str, ...] = ()) -> Claim | None:
        """One figure of the list; None where it is of a time before the period, or a mission's."""
        if not of_period(self.passage, words) or self._of_a_mission(words.end):
            return None
        people = population(*((self.listed,) if self.listed else ()), *also)
        return observation(self.passage, (words,), indicator, number, unit, self.about, self.time, people + more)

    def share(self, share: "Share", indicator: str, part: Claim, whole: Claim | None, also: tuple[str, ...] = ()) -> Claim | None:
        """A percentage of the list, with its part, and its whole where that is known."""
        related: Slots = (("numerator", part), ("denominator", whole)) if whole else ()
        return self.claim(share.words, indicator, share.number, "percent", related, also)

    def told(self, *indicators: str) -> Claim | None:
        """The one figure of an indicator that was told of this body and list before, in the paragraph, else in the report."""
        people = population(*((self.listed,) if self.listed else ()))
        for earlier in (self.passage.here, self.passage.earlier):
            found = [
                claim
                for claim in dict.fromkeys(earlier)
                if claim.get("about") == self.about
                and claim.get("indicator") in [Concept("indicator", name) for name in indicators]
                and claim.values("population") == tuple(value for _, value in people)
            ]
            if len(found) == 1:
                return found[0]
        return None

    def whole(self) -> Claim | None:
        """What a share of members is of: the strength of the active list, or the filled posts of the reserve.

        Where the sentence names no list: the one strength that the paragraph tells, if it tells nothing of a reserve.
        """
        if self.listed:
            return self.told(_FILLED[self.listed]) or self.told("personnel")
        counted = [claim for claim in self.passage.here if claim.get("about") == self.about]
        if any(Concept("population", "reserve-list") in claim.values("population") for claim in counted):
            return None
        wholes = [
            claim
            for claim in counted
            if claim.get("indicator") in [Concept("indicator", name) for name in _WHOLES]
            and set(claim.values("population")) <= {Concept("population", "active-list")}
        ]
        return wholes[0] if len(wholes) == 1 else None

    def _of_a_mission(self, position: int) -> bool:
        """Whether what follows says that the figure is a mission's: open posts in UNMIK."""
        lead = _WHOSE.match(self.passage.text, position)
        return lead is not None and any(
            mention.span.start == lead.end() and mention.entity.kind == "mission" for mention in self.passage.mentions
        )


@dataclass(frozen=True, slots=True)
class Share:
    """A printed percentage."""

    words: Span
    "the number with its per cent"
    number: Quantity
    "the number"
    end: int
    "where its words end, with the bracket"


def share_behind(passage: Passage, position: int, end: int) -> Share | None:
    """The share that stands directly behind a position."""
    match = _SHARE.match(passage.text, position, end)
    return share_of(passage, match) if match else None


def share_of(passage: Passage, match: re.Match[str], names: tuple[str, ...] = ("s1", "s2")) -> Share | None:
    """The share that a match of a pattern with `SHARE` in it holds."""
    name = next((name for name in names if match[name]), None)
    if not name:
        return None
    number = Span(*match.span(name))
    percent = _UNIT.match(passage.text, number.end)
    words = Span(number.start, percent.end() if percent else number.end)
    return Share(words, quantity(passage.text, number), match.end())


def stocks(passage: Passage, keys: tuple[str, ...]) -> Iterator[tuple[Span, Stock]]:
    """The sentences that hold one of some words and tell facts of one local body, each with what its figures share."""
    before: str | None = None
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        before = _list(words, before)
        if not any(key in words for key in keys) or not told(passage, sentence) or not (about := body(passage, sentence)):
            continue
        yield sentence, Stock(passage, about, _time(passage, sentence), before)


def _list(words: str, before: str | None) -> str | None:
    """The list that a sentence is about: the one that it names; the sentence's before, where it refers back; else none."""
    named = {f"{match[0].lower()}-list" for match in _LIST.finditer(words)}
    if len(named) == 1:
        return named.pop()
    return before if before and not named and _REFERS.search(words) else None


def _time(passage: Passage, sentence: Span) -> Period | date | None:
    """The day that a sentence opens with "by", or that is told as that of the figures."""
    if by := _BY.match(passage.text, sentence.start, sentence.end):
        found = dates(passage, Span(*by.span("date")))
        return found[0].day if len(found) == 1 else None
    return as_at(passage, sentence.end) if passage.has("as at ", "as of ") else None
