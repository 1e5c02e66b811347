"""The one time that several spans of words tell."""

from kfor_graph.extract.dates import dates, months
from kfor_graph.extract.passage import Passage
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
