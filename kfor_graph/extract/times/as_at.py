"""The day for which a paragraph gives its stocks."""

import re
from datetime import date

from kfor_graph.document.dates import DATE
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.texts import Period, Span

_AS_AT = re.compile(rf"\b(?P<lead>[Aa]s\s(?:at|of)|[Oo]n)\s(?P<date>{DATE})")


def as_at(passage: Passage, position: int) -> date | Period | None:
    """The last day before a position in its paragraph that is introduced by "as at" or "as of", in its sentence by "on"; else the period.

    A stock is never dated by the end of the period: the text may count on another day.
    """
    day: date | None = None
    sentence = passage.sentence(position - 1)
    for match in passage.find(_AS_AT, Span(passage.block.span.start, position)):
        if match["lead"].lower() == "on" and match.start() < sentence.start:
            continue
        for when in dates(passage, Span(*match.span("date"))):
            day = when.day or day
    return day or passage.period
