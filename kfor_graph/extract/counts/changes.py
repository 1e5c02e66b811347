"""The printed rise or fall of a figure: "an increase of 1,830", "14 fewer than", "up by 5 per cent"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Quantity, Value
from kfor_graph.texts import Period, Span

_UP = r"increase|rise|growth|gain"
_DOWN = r"decrease|decline|fall|drop|reduction|decreasing|falling|diminution"
_ROSE = r"increased|rose|risen|grew|grown|gone\sup|went\sup|up|increasing|rising"
_FELL = r"decreased|declined|fell|fallen|dropped|gone\sdown|went\sdown|down|reduced|decreasing|falling"
_PERCENT = r"\s?(?:per\scent|percent|%)"
_CHANGE = re.compile(
    rf"\b(?:(?:an?|the|this)\s)?(?:[a-z-]+\s)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\sof\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})(?P<percent>{_PERCENT})?"
    rf"|\b(?:(?P<up2>{_ROSE})|(?P<down2>{_FELL}))\sby\s(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})(?P<percent2>{_PERCENT})?"
    rf"|(?:(?P<q3>{QUALIFIER})\s)?(?<![\w.-])(?P<n3>{NUMBER})(?P<percent3>{_PERCENT})?\s(?:(?P<up3>more|higher)|(?P<down3>fewer|less|lower))\s(?:[a-z-]+\s){{0,2}}?than\b"
)
_CHANGING = re.compile(
    r"\b(?:increas|ris|rose|growth|gain|grew|grown|up\s|decreas|declin|fall|fell|drop|reduc|dimin|down\s|more|higher|fewer|less|lower)"
)
"a cheap look"


@dataclass(frozen=True, slots=True)
class Change:
    """A printed rise or fall."""

    span: Span
    "the words"
    quantity: Quantity
    "by how much; below nought for a fall"
    percent: bool
    "whether it is in per cent"


def changes(passage: Passage, span: Span) -> Iterator[Change]:
    """The rises and falls that a span prints with a number."""
    if not _CHANGING.search(passage.text, span.start, span.end):
        return
    for match in passage.find(_CHANGE, span):
        which = next(mark for mark in ("", "2", "3") if match[f"n{mark}"])
        printed = passage.quantity(match, f"n{which}", f"q{which}")
        if match[f"down{which}"]:
            printed = replace(printed, value=-printed.value)
        yield Change(Span(*match.span()), printed, match[f"percent{which}"] is not None)


def change_claim(
    passage: Passage, change: Change, later: Claim, earlier: Claim | None, unit: str, about: Value, time: Period | None = None
) -> Claim | None:
    """The claim of a change of one figure, from an earlier one where that is told."""
    more: Slots = (("changeOf", later), *((("comparedWith", earlier),) if earlier else ()))
    return observation(passage, (change.span,), "change", change.quantity, "percent" if change.percent else unit, about, time, more)
