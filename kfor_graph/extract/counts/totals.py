"""A figure with what its paragraph says of it: its parts, the figures of earlier times, its rise or fall, its shares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.breakdowns import is_whole
from kfor_graph.extract.counts.changes import Change, change_claim, changes
from kfor_graph.extract.counts.earlier import earlier_figures
from kfor_graph.extract.counts.incident_lists import IncidentList, other_lists
from kfor_graph.extract.counts.numbers import FIGURE, QUALIFIER
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Quantity, Value
from kfor_graph.texts import Period, Span

_BEGINNING = re.compile(
    rf"(?:compared\s(?:with|to)|against|up\sfrom|down\sfrom|from)\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})(?:\s[a-z]+)?\s(?:at|since)\sthe\s(?:beginning|start|outset)"
    r"(?:\sof\s(?:the|this)\s(?:reporting\s)?(?:period|month|quarter))?(?=[,.;)]|\sto\b|\sand\b)"
)
_BEHIND = re.compile(
    r"(?:This|That)\s(?:is|was|represents|marks|compares|corresponds)\b|(?:This|The)\s(?:total|figure|number)\b(?!\sof\b)|Compared|In\s(?:comparison|the\s(?:previous|preceding))"
)
_BRACKET = re.compile(r"\s\((?:[^()]|\([^()]*\))*\)")
_OF_THESE = re.compile(r"(?:[Oo]f|[Aa]mong)\s(?:these|those|them)\b")
_LOOK = re.compile(r"[:(]|,\s\d|\b(?:of\s(?:which|whom)|including|compris|consist)")
"a cheap look for parts"
_COMPARED = re.compile(r"\b(?:than|compared|against|from|comparison|increase|decrease|rise|fall|up|down)\b")
"a cheap look for comparisons"


@dataclass(slots=True)
class Total:
    """A figure as it is put together."""

    words: tuple[Span, ...]
    quantity: Quantity
    indicator: str
    unit: str
    about: Value
    time: Period | date | None
    what: Slots = ()
    "what is counted, and where"
    read: list[Claim] = field(default_factory=list)
    "its parts and the figures that it is compared with"
    more: Slots = ()
    "how these stand to it"

    def claim(self, passage: Passage) -> Claim | None:
        """The figure itself."""
        slots = (*self.more, *self.what)
        return observation(passage, self.words, self.indicator, self.quantity, self.unit, self.about, self.time, slots)


def with_parts(passage: Passage, total: Total, rest: Span) -> Iterator[Claim]:
    """The claims of a figure: its parts and earlier figures in `rest`, the figure, its shares, its changes."""
    shares = _parts(passage, total, rest)
    changed = list(_compared(passage, total, rest))
    made = total.claim(passage)
    if not made:
        return
    yield from total.read
    yield made
    for quantity, words, part in shares:
        slots: Slots = (("numerator", part), ("denominator", made))
        if claim := observation(passage, (words,), "share", quantity, "percent", total.about, total.time, slots):
            yield claim
    for change, earlier in changed:
        if claim := change_claim(passage, change, made, earlier, total.unit, total.about, _period(total.time)):
            yield claim


def own_rest(passage: Passage, behind: int, following: int | None, end: int) -> Span:
    """Where the parts of one figure of several stand: in the bracket behind it; of one alone, up to an end.

    following: where the next figure begins; None where there is one figure alone
    """
    if following is None:
        return Span(behind, end)
    bracket = _BRACKET.match(passage.text, behind, following)
    return Span(behind, bracket.end() if bracket else behind)


def _period(time: Period | date | None) -> Period | None:
    return time if isinstance(time, Period) else None


def _parts(passage: Passage, total: Total, rest: Span) -> list[tuple[Quantity, Span, Claim]]:
    """Adds the parts that stand behind a figure; gives the shares that are printed of them."""
    sentence = passage.sentence(rest.start)
    spans = [rest] if _LOOK.search(passage.text, rest.start, rest.end) else []
    if rest.end == sentence.end:
        following = next((span for span in passage.block.sentences if span.start >= sentence.end), None)
        spans += [following] if following and _OF_THESE.match(passage.text, following.start) else []
    shares: list[tuple[Quantity, Span, Claim]] = []
    for span in spans:
        listed = next(other_lists(passage, span), None)
        if listed and told(passage, Span(span.start, listed.span.end)) and _fits(total, listed):
            shares += _take(passage, total, listed)
    return shares


def _fits(total: Total, listed: IncidentList) -> bool:
    """Whether no part is greater than the whole."""
    return all(part.quantity.value <= total.quantity.value for part in listed.parts)


def _take(passage: Passage, total: Total, listed: IncidentList) -> Iterator[tuple[Quantity, Span, Claim]]:
    whole = not listed.partial and is_whole(total.quantity, listed.parts, listed.closed)
    for part, slots in zip(listed.parts, listed.which, strict=True):
        more = _narrowed(total, slots)
        made = observation(passage, (part.span,), total.indicator, part.quantity, total.unit, total.about, total.time, more)
        if made:
            total.read.append(made)
            total.more += (("totalOf" if whole else "includes", made),)
            if part.share:
                yield part.share, part.span, made


def _narrowed(total: Total, part: Slots) -> Slots:
    """What a part counts: what the total does, limited to a place or community, or to what its own words say."""
    counted = next((value for slot, value in total.what if slot == "counted"), None)
    if part[0][0] != "counted":
        return (*part, *(slot for slot in total.what if slot[0] != part[0][0]))
    others = tuple(slot for slot in total.what if slot[0] != "counted")
    return (("counted", f"{counted}: {part[0][1]}" if counted else part[0][1]), *others)


def _compared(passage: Passage, total: Total, rest: Span) -> Iterator[tuple[Change, Claim | None]]:
    """Adds the earlier figures that a figure is set against; gives its printed rises and falls with the figure that they start from."""
    sentence = passage.sentence(rest.start)
    spans = [rest]
    if rest.end == sentence.end:
        following = next((span for span in passage.block.sentences if span.start >= sentence.end), None)
        spans += [following] if following and _BEHIND.match(passage.text, following.start) else []
    for span in spans:
        if not _COMPARED.search(passage.text, span.start, span.end) or not told(passage, span):
            continue
        earlier = list(_earlier(passage, total, span))
        for change in changes(passage, span):
            yield change, earlier[-1] if len(earlier) == 1 else None


def _earlier(passage: Passage, total: Total, span: Span) -> Iterator[Claim]:
    trend = None
    found: list[tuple[Span, Quantity, Period | date]] = []
    for item in earlier_figures(passage, span):
        found.append((item.span, item.quantity, item.period))
        trend = item.direction or trend
    begins = passage.period.start if passage.period else None
    if begins and (match := _BEGINNING.search(passage.text, span.start, span.end)):
        found.append((Span(*match.span()), passage.quantity(match, "n", "q"), begins))
    for words, quantity, time in found:
        made = observation(passage, (words,), total.indicator, quantity, total.unit, total.about, time, total.what)
        if made and made not in total.read:
            total.read.append(made)
            total.more += (("comparedWith", made),)
            yield made
    if trend and found:
        total.more += (("trend", Concept("trend", trend)),)
