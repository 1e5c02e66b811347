"""What stands on a day: roadblocks, checkpoints, crossing points, camps and those who live in them."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from kfor_graph.document.dates import MONTH, YEAR, month_number
from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.clauses import places_counted
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.totals import Total, with_parts
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.as_at import as_at
from kfor_graph.model import Claim, Value
from kfor_graph.texts import Period, Span

_NAME = (
    r"(?P<name>(?:[a-z-]+\s){0,3}?(?:roadblocks?|barricades?|checkpoints?|(?:observation|guard|fixed|border|police|control)\sposts?|crossing\spoints?|gates|camps?|(?:collective\s)?cent(?:re|er)s|storage\ssites?|military\ssites?|minefields"
    r"|displaced\spersons|refugees|returnees|prisoners|detainees|polling\s(?:stations|centres)))"
)
_COUNTED = rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>(?<![\w.-]){NUMBER})\s{_NAME}\b"
_STATE = r"(?:in\splace|standing|open|closed|operational|operating|in\suse|blocked|manned|accommodated|registered|held|up)"
_STANDS = re.compile(
    rf"\b{_COUNTED}(?:\s[^.;,()]{{1,40}}?)?\s(?P<be>were|was|are|is|remained|remain|stayed|have\sbeen)\s(?:still\s|thus\s|now\s|currently\s|therefore\s)*{_STATE}\b"
    rf"|\b[Tt]here\s(?:were|are|remained|remain)\s(?:still\s|thus\s|now\s|currently\s|therefore\s|also\s)*"
    + _COUNTED.replace("<q>", "<q2>").replace("<n>", "<n2>").replace("<name>", "<name2>")
    + rf"(?:\s(?:still\s)?{_STATE}\b)?"
    rf"|\b(?P<left>leaving)\s"
    + _COUNTED.replace("<q>", "<q3>").replace("<n>", "<n3>").replace("<name>", "<name3>")
    + rf"(?:\s(?:still\s)?{_STATE}\b)?"
)
_WHEN = re.compile(
    rf"\b[Aa]t\sthe\s(?P<edge>end|close|beginning|start)\sof\s(?:(?P<own>(?:the|this)\s(?:reporting\s)?(?:period|month|quarter)(?:\sunder\sreview)?\b(?!\sof))|(?P<month>{MONTH})(?:\s(?P<year>{YEAR}))?)"
)
_MARK = re.compile(r"[,;:]|\s(?:against|compared|of\swhich|and)\b")
_AS_AT = re.compile(r"\b[Aa]s\s(?:at|of)\s")


@reads(
    "roadblock", "barricade", "checkpoint", "posts", "crossing point", "gates", "camps", "camp", "centre", "center", "sites", "minefield",
    "displaced", "refugee", "returnee", "prisoners", "detainees", "polling",
)  # fmt: skip
def in_place(passage: Passage) -> Iterator[Claim]:
    """How many roadblocks, checkpoints, camps, prisoners … there were, on the day or at the end of the month that is told, with parts.

    Example: `«At the end of February, 21 roadblocks were in place»`. Without a day the figure is of the reporting period.
    """
    about = passage.area or passage.mission
    if not passage.period or not about:
        return
    for sentence in passage.block.sentences:
        for match in passage.find(_STANDS, sentence):
            words = Span(*match.span())
            if told(passage, Span(sentence.start, words.end)) and not said(passage, words):
                yield from _stand(passage, match, sentence, about)


def _stand(passage: Passage, match: re.Match[str], sentence: Span, about: Value) -> Iterator[Claim]:
    mark = next(mark for mark in ("", "2", "3") if match[f"n{mark}"])
    when = _WHEN.search(passage.text, sentence.start, match.start()) or _WHEN.match(passage.text, match.end() + 1, sentence.end)
    time = _time(passage, match, sentence, when)
    if not time:
        return
    start = match.start(f"q{mark}") if match[f"q{mark}"] else match.start(f"n{mark}")
    name = match[f"name{mark}"]
    roads = name.split()[-1].startswith(("roadblock", "barricade"))
    people = name.split()[-1] in {"persons", "refugees", "returnees", "prisoners", "detainees"}
    what: Slots = () if name in {"roadblocks", "roadblock"} else (("counted", name),)
    what += _places(passage, Span(sentence.start, start), Span(match.end(f"name{mark}"), sentence.end))
    total = Total(
        (Span(start, match.end()),),
        passage.quantity(match, f"n{mark}", f"q{mark}"),
        "roadblocks" if roads else "other",
        "persons" if people else "pieces",
        about,
        time,
        what,
    )
    yield from with_parts(passage, total, Span(match.end(), sentence.end))


def _places(passage: Passage, *spans: Span) -> Slots:
    """The places and parts of the area in the words around: behind a number up to the next mark, before it whole."""
    before, behind = spans
    mark = _MARK.search(passage.text, behind.start, behind.end)
    return places_counted(passage, before, Span(behind.start, mark.start() if mark else behind.end))


def _time(passage: Passage, match: re.Match[str], sentence: Span, when: re.Match[str] | None) -> Period | date | None:
    """The day that is told; else the reporting period. None where another time is told that gives no day."""
    period = passage.period
    if not period or not period.start or not period.end:
        return None
    if when and when["own"]:
        return period.end if when["edge"] in {"end", "close"} else period.start
    if when:
        return _edge(period, when)
    if _AS_AT.search(passage.text, sentence.start, match.start()):
        return as_at(passage, match.end())
    return period if of_period(passage, Span(*match.span())) else None


def _edge(period: Period, when: re.Match[str]) -> date | None:
    """The first or last day of a month; without its year, the month of the period or the nearest before."""
    if not period.end:
        return None
    month = month_number(when["month"])
    year = int(when["year"]) if when["year"] else period.end.year - (month > period.end.month)
    return date(year, month, monthrange(year, month)[1] if when["edge"] in {"end", "close"} else 1)
