"""Whether words tell something as a fact of the reporting period."""

import re

from kfor_graph.extract.gate import begin
from kfor_graph.extract.passage import Passage, remembered
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_NOT_A_FACT = begins_with(
    "Iacefhimprsuw",
    r"\b(?:[Ii]f|would|could|may|might|should|shall|will|unless|whether|[Ii]n\scase\sof|plan(?:s|ned|ning)?\sto|planned|propos\w+|expect\w*"
    r"|intend\w*|foresee\w*|scheduled|alleg\w+|reportedly|rumou?r\w*|unconfirmed|claims?|claimed|hop(?:es|ed)|aims?\sto|(?:is|are)\sto)\b",
)
_MAY_BE_NONE = begin(
    "if", "would", "could", "may", "might", "should", "shall", "will", "unless", "whether", "in case", "plan", "planned", "propos", "expect",
    "intend", "foresee", "scheduled", "alleg", "reportedly", "rumo", "unconfirmed", "claim", "hope", "aim", "aims", "is to", "are to",
)  # fmt: skip


@remembered
def told(passage: Passage, words: Span) -> bool:
    """Whether a span tells facts: nothing planned, hypothetical, expected or alleged stands in it."""
    return not (_MAY_BE_NONE(passage.words(words).lower()) and _NOT_A_FACT.search(passage.text, words.start, words.end))


_SAYS = re.compile(r"[Aa]ccording\sto|said\b|says\b|stated\b|states\b|claim|argue|describe|denied\b|denies\b|deny\b|believe")


def said(passage: Passage, words: Span) -> bool:
    """Whether the words before a span in its sentence make it what somebody says or denies."""
    return _SAYS.search(passage.text, passage.sentence(words.start).start, words.start) is not None


_OPENING = re.compile(r"(?:In|On|At|By|During|Since|Between|From|Until|Over|For|Last|Earlier|The\s(?:previous|preceding))\s[^,;]*")
_ENDS = re.compile(
    r"[,;.(]|\s(?:who|whom|which|that|and|but|while|than|against|compared|including|bringing|leading|as|suspended|dismissed|absent)\b"
)
_ANOTHER = re.compile(r"\b(?:than|with|to|against|as|until|by|ending|due)\s(?:in\s|of\s|for\s|on\s|the\smonth\sof\s)?\Z")
_YEAR = re.compile(r"\b(?:in|during|since|of)\s(?P<year>(?:19|20)\d\d)\b", re.I)
_DATED = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|month|19|20")
"a cheap look for a month or a year"
_DAY = re.compile(r"\d(?:st|nd|rd|th)?\s[JFMASOND]|[a-z]\s\d\d?,\s\d")
"a cheap look for a day"


@remembered
def of_period(passage: Passage, words: Span) -> bool:
    """Whether neither the words, nor what follows in their clause, nor what opens their sentence, name a time before the period."""
    sentence = passage.sentence(words.start)
    end = _ENDS.search(passage.text, words.end, sentence.end)
    opening = _OPENING.match(passage.text, sentence.start, words.start)
    spans = [Span(words.start, end.start() if end else sentence.end)] + ([Span(*opening.span())] if opening else [])
    return not any(_is_before(passage, span) for span in spans)


def _is_before(passage: Passage, span: Span) -> bool:
    """Whether a span names a day, month or year before the reporting period, and not as what the period is compared with."""
    first = passage.period.start if passage.period else None
    if not first or not _DATED.search(passage.text, span.start, span.end):
        return False
    year = _YEAR.search(passage.text, span.start, span.end)
    if year and int(year["year"]) < first.year:
        return True
    return any(
        when.period.end
        and when.period.end < first
        and not _ANOTHER.search(passage.text[max(span.start, when.span.start - 30) : when.span.start])
        for when in (*(dates(passage, span) if _DAY.search(passage.text, span.start, span.end) else ()), *months(passage, span))
    )
