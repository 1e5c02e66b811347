"""How many troops the mission has in theatre."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kfor_graph.document.dates import DATE
from kfor_graph.extract.claims import Slots, observation, population
from kfor_graph.extract.counts.strength import (
    AT_PLACE,
    BESIDE,
    BREAKS_DOWN,
    CHANGE,
    COUNTED,
    FALLS,
    HEADCOUNT,
    LEFT_OUT,
    NAMES_OUTSIDE,
    PART,
    RESERVE,
    TOTAL,
    headcount,
)
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import kind
from kfor_graph.extract.times.as_at import as_at
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.model import Claim, Quantity
from kfor_graph.texts import Period, Span

Time = date | Period | None

_TROOPS = ("troops", "soldiers", "personnel", "servicemen", "men and women", "peacekeepers", "strength")
_OUTSIDE = ("non-nato", "not", "outside", "other than", "non-members", "partner", "latter")
_CHANGED = (
    "more",
    "few",
    "less",
    "higher",
    "lower",
    "above",
    "below",
    "increase",
    "rise",
    "growth",
    "decrease",
    "reduction",
    "decline",
    "fall",
    "drop",
    "up ",
    "down ",
)

_NOT_REAL = re.compile(r"\b(?:authori[sz]ed|maximum|minimum|average|target|required|planned|ceiling\sof)\s\Z")
_OWN_WORDS = re.compile(
    r"(?:the|all|its|of|in|at|to|and|troops|soldiers|personnel|military|peacekeeping|multinational|NATO-led|theat(?:re|er)|currently|now|deployed|stationed"
    r"|serving|assigned|present|Force|force|mission|The)\b(?!\s(?:per|for)\b)|['’]s?|\([A-Z]+\)|\s+"
)
_RESERVE = re.compile(rf"\b{RESERVE}\b")
_DATED = re.compile(rf"(?:\sin(?:\sthe)?\stheat(?:re|er))?,?\s(?:as\s(?:at|of)|on)\s(?P<date>{DATE})")
_FIRST = 2
"The strength stands in the first paragraphs; later, so many troops somewhere are a part of them, where nothing is known of the place."
_NEXT = 3
"A strength is told in one sentence, its parts in it or the few behind it."


@reads("troops", "soldiers", "personnel", "strength")
def troop_strength(passage: Passage) -> Iterator[Claim]:
    """The total of troops in theatre, exact or approximate, on the day that the text gives, with its parts: from outside NATO, by place.

    Example: `As at 30 September 2007, «the total number of troops in theatre was 15,314». «This includes 2,389 troops from non-NATO
    countries».` The rest is never worked out; nations are not troops. A reserve that the text leaves out is a figure of its own, and so is
    the rise or fall since an earlier day.
    """
    if not passage.mission:
        return
    sentences = [
        span for span in passage.block.sentences if passage.holds(span, *_TROOPS) and COUNTED.search(passage.text, span.start, span.end)
    ]
    for match in (match for sentence in sentences for match in passage.find(TOTAL, sentence)):
        which = next(number for number in "1234567" if match[f"n{number}"])
        time = _time(passage, match, which)
        figure = headcount(passage, match, f"n{which}", f"q{which}")
        if figure and _is_of_mission(passage, Span(*match.span(f"whose{which}"))) and _is_now(passage, match, time):
            yield from _total(passage, match, which, figure, time)


def _time(passage: Passage, match: re.Match[str], which: str) -> Time:
    """The day of a total, before or right behind it; else the period."""
    if behind := _DATED.match(passage.text, match.end(), passage.block.span.end):
        for when in dates(passage, Span(*behind.span("date"))):
            if when.day:
                return when.day
    return as_at(passage, match.start(f"n{which}"))


def _total(passage: Passage, match: re.Match[str], which: str, figure: Quantity, time: Time) -> Iterator[Claim]:
    where = _where(passage, match, which)
    if where is None:
        return
    places = list(_by_place(passage, match.end(), time))
    beside = BESIDE.search(passage.text, match.end(), passage.sentence(match.start()).end)
    parts = [*_non_nato(passage, match.end(), time), *(() if beside else places)]
    apart = list(_left_out(passage, match.end(), time))
    yield from dict.fromkeys((*parts, *places, *apart))
    words, slots = Span(*match.span()), where
    slots += tuple(("includes", part) for part in parts) + tuple(("excludes", part) for part in apart)
    if total := observation(passage, (words,), "troop-strength", figure, "persons", passage.mission or "", time, slots):
        yield total
        yield from _change(passage, match.end(), total, time)


def _where(passage: Passage, match: re.Match[str], which: str) -> Slots | None:
    """A country that the figure is of, where it is not the mission's own; None where the words go on to something that is no place."""
    span = Span(*match.span(f"where{which}")) if f"where{which}" in match.re.groupindex and match[f"where{which}"] else None
    if span is None:
        return ()
    named = [mention.entity for mention in passage.mentions if mention.span in Span(span.start - 4, span.end)]
    if not passage.area:
        return () if (passage.block.number or 0) <= _FIRST else None
    if passage.area in named:
        return ()
    return (("place", named[0]),) if len(named) == 1 and named[0].kind == "place" and kind(passage, named[0]) == "country" else None


def _is_of_mission(passage: Passage, whose: Span) -> bool:
    """Whether nothing is named but the mission, its area, and words for troops in theatre: no contingent, police or exercise."""
    own = {passage.mission, passage.area}
    named = [mention.span for mention in passage.mentions if mention.span.start >= whose.start and mention.entity in own]
    label = passage.mission.label if passage.mission else ""
    at = whose.start
    while at < whose.end:
        mention = next((span for span in named if span.start == at), None)
        words = _OWN_WORDS.match(passage.text, at, whose.end)
        if mention:
            at = mention.end
        elif label and passage.text.startswith(label, at):
            at += len(label)
        elif words:
            at = words.end()
        else:
            return False
    return True


def _is_now(passage: Passage, match: re.Match[str], time: Time) -> bool:
    """Whether the total is told as a fact, of a day that is told or of the reporting period, not of another month."""
    before = Span(passage.sentence(match.start()).start, match.start())
    other = [when for when in months(passage, before) if when.period != passage.period] if before else []
    if _NOT_REAL.search(passage.text, before.start, match.start()):
        return False
    return told(passage, Span(before.start, match.end())) and (isinstance(time, date) or not other)


def _behind(passage: Passage, after: int, sentences: int = 2) -> Span:
    """From a position to the end of its sentence and of those that follow, so many in all."""
    ends = [span.end for span in passage.block.sentences if span.end > after]
    return Span(after, ends[min(sentences, len(ends)) - 1] if ends else after)


def _non_nato(passage: Passage, after: int, time: Time) -> Iterator[Claim]:
    """The part from outside NATO that is told in the same or the next sentence."""
    reach = _behind(passage, after)
    for match in passage.find(PART, reach) if passage.holds(reach, *_OUTSIDE) else ():
        number = next(number for number in "12345" if match[f"n{number}"])
        if match["latter"] and not _last_named_outside(passage, match.start()):
            continue
        figure = headcount(passage, match, f"n{number}", f"q{number}")
        if figure and told(passage, Span(match.start(), match.end())) and passage.mission:
            words = (Span(*match.span()),)
            if part := observation(passage, words, "troop-strength", figure, "persons", passage.mission, time, population("non-nato")):
                yield part
                return


def _last_named_outside(passage: Passage, position: int) -> bool:
    """Whether "the latter" in a sentence are the nations outside the Alliance, named right before."""
    sentence = passage.sentence(position)
    return any(position - found.end() < 20 for found in passage.find(NAMES_OUTSIDE, Span(sentence.start, position)))


def _by_place(passage: Passage, after: int, time: Time) -> Iterator[Claim]:
    """The parts that stand in one place each, such as a neighbouring country."""
    behind = _behind(passage, after)
    opening = BREAKS_DOWN.search(passage.text, behind.start, behind.end)
    for match in passage.find(AT_PLACE, Span(opening.start(), passage.sentence(opening.start()).end)) if opening else ():
        start = match.start("place")
        place = next((item for item in passage.mentions if start - 4 <= item.span.start <= start and item.entity.kind == "place"), None)
        figure = headcount(passage, match, "n", "q")
        if not (place and figure and passage.mission) or kind(passage, place.entity) not in {"country", "region", "sector"}:
            continue
        slots: Slots = (("place", place.entity),)
        at = (Span(match.start(), place.span.end),)
        if part := observation(passage, at, "troop-strength", figure, "persons", passage.mission, time, slots):
            yield part


def _left_out(passage: Passage, after: int, time: Time) -> Iterator[Claim]:
    """A reserve or reinforcement that the text tells apart from the total."""
    reach = _behind(passage, after, _NEXT).end
    for sentence in (span for span in passage.block.sentences if after < span.end <= reach):
        span = Span(max(after, sentence.start), sentence.end)
        if not (_RESERVE.search(passage.text, span.start, span.end) and LEFT_OUT.search(passage.text, span.start, span.end)):
            continue
        counts = list(passage.find(HEADCOUNT, span))
        if len(counts) != 1 or not told(passage, Span(span.start, counts[0].end())):
            continue
        group = "n" if counts[0]["n"] else "n2"
        figure = headcount(passage, counts[0], group, group.replace("n", "q"))
        if figure and passage.mission:
            words = (Span(passage.text.index(passage.words(span).lstrip(" ,;("), span.start), counts[0].end()),)
            if made := observation(passage, words, "reserve-strength", figure, "persons", passage.mission, time):
                yield made


def _change(passage: Passage, after: int, total: Claim, time: Time) -> Iterator[Claim]:
    """The printed rise or fall of the total; below nought for a fall."""
    reach = _behind(passage, after)
    for match in passage.find(CHANGE, reach) if passage.holds(reach, *_CHANGED) else ():
        number = next(number for number in "123" if match[f"n{number}"])
        figure = headcount(passage, match, f"n{number}", f"q{number}")
        if not figure or not figure.value or not told(passage, Span(passage.sentence(match.start()).start, match.end())):
            continue
        if match[f"way{number}"] in FALLS:
            figure = replace(figure, value=-figure.value)
        words = (Span(*match.span()),)
        if passage.mission and (
            made := observation(passage, words, "change", figure, "persons", passage.mission, time, (("changeOf", total),))
        ):
            yield made
            return
