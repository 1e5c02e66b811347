"""The one time that several spans of words tell, and times that are told by another."""

import re
from datetime import timedelta

from kfor_graph.extract.counts.numbers import NUMBER, number
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When


def told_times(passage: Passage, *spans: Span) -> tuple[When, ...]:
    """The days, intervals and months that spans name, span by span."""
    return tuple(when for span in spans if span for when in (*dates(passage, span), *months(passage, span)))


def one_time(whens: tuple[When, ...]) -> When | None:
    """The one time that is told; a list of days is the time from the first to the last. None where several times are told."""
    if len({when.span for when in whens}) != 1:
        return None
    starts, ends = [when.period.start for when in whens if when.period.start], [when.period.end for when in whens if when.period.end]
    if len(whens) == 1 or not starts or not ends:
        return whens[0]
    return When(Period(min(starts), max(ends)), "span", whens[0].span)


def is_within(time: Period, period: Period | None) -> bool:
    """Whether a time lies wholly in a period; not where an end of either is open."""
    if not (period and period.start and period.end and time.start and time.end):
        return False
    return period.start <= time.start and time.end <= period.end


_TIME_OF_DAY = r"(?:day|night|evening|morning|afternoon)"
_RELATIVE = begins_with(
    r"AEFLNOST\daeflnost",
    rf"\b(?:(?P<count>{NUMBER}|[Aa]|[Oo]ne)\s(?P<unit>days?|nights?|weeks?)\s(?P<shift>earlier|before|previously|later|after(?:wards)?)\b"
    rf"|[Tt]he\s(?P<next>following|next)\s{_TIME_OF_DAY}\b|[Tt]he\s(?P<before>previous|preceding)\s{_TIME_OF_DAY}\b|[Tt]he\s{_TIME_OF_DAY}\s(?P<beside>before|after)\b(?!\s(?:the|a)\b)"
    rf"|(?:[Tt]he\s|[Tt]hat\s)(?P<same>same|very)\s{_TIME_OF_DAY}\b|[Tt](?P<that>hat)\s{_TIME_OF_DAY}\b|[Ll](?P<later>ater)\sthat\s{_TIME_OF_DAY}\b|[Oo]n\s(?:the|its)\s(?P<edge>opening|first|last|final|closing)\sday\b)",
)
_AWAY = re.compile(r"\b(?:until|till|by|since|due|arrested|detained|released|apprehended)\s[^,;.]{0,40}\Z")


def relative(passage: Passage, span: Span, anchor: Period | None) -> When | None:
    """The one day that words tell by another, such as "two days earlier" or "on the following day"; `anchor` is the time that was told before.

    Only of a single day can there be a day before or after; an opening or closing day only of an interval.
    """
    found = [match for match in passage.find(_RELATIVE, span) if not _AWAY.search(passage.text, span.start, match.start())]
    if len(found) != 1 or not anchor or not anchor.start or not anchor.end:
        return None
    match = found[0]
    if match["edge"]:
        day = anchor.start if match["edge"] in {"opening", "first"} else anchor.end
        return When(Period(day, day), "derived", Span(*match.span())) if anchor.start < anchor.end else None
    if anchor.start != anchor.end:
        return None
    day = anchor.start + timedelta(_days(match))
    return When(Period(day, day), "derived", Span(*match.span()))


def _days(match: re.Match[str]) -> int:
    """By how many days a match moves the day before it."""
    if match["count"]:
        step = int(number(match["count"])) * (7 if match["unit"].startswith("week") else 1)
        return -step if match["shift"] in {"earlier", "before", "previously"} else step
    if match["before"] or match["beside"] == "before":
        return -1
    return 1 if match["next"] or match["beside"] == "after" else 0


def is_relative(passage: Passage, span: Span) -> bool:
    """Whether words tell a time by another, known or not."""
    return _RELATIVE.search(passage.text, span.start, span.end) is not None
