"""Symbol, job number, distribution date and original language."""

import re

from kfor_graph.document.dates import DATE, full_day
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Printed, Report, Span, When

SYMBOL = r"S/(?:19|20)\d\d/\d{1,4}(?:/(?:Add|Corr|Rev)\.\d+)?"
"Pattern of the symbol of a letter to the Security Council. Example: `S/2007/652`, `S/2008/354/Add.1`"

_SYMBOL = re.compile(rf"(?<![\w/]){SYMBOL}(?![\w/])")
_TITLE_SYMBOL = re.compile(rf"\((?P<symbol>{SYMBOL})\)")
_FOREIGN_SYMBOL = begins_with(
    "NSОا联",
    rf"(?:Nations\sUnies|Naciones\sUnidas|Объединенных\sНаций|联合国|الأمم\sالمتحدة)\s?(?P<behind>{SYMBOL})(?![\w/])"
    rf"|(?<![\w/(])(?P<before>{SYMBOL})\s(?:Conseil\sde\ssécurité|Consejo\sde\sSeguridad|Совет\sБезопасности|安全理事会|مجلس\sالأمن|Distr)",
)
"the symbol between the captions of a translation's masthead"
_JOB = re.compile(r"(?<![\d-])\d{2}-\d{5}(?![\d-])")
_DISTRIBUTED = re.compile(rf"Distr\.?\s?:?\s?(?:General|GENERAL|Limited|LIMITED|Restricted)\s(?P<date>{DATE})")
_LANGUAGE = begins_with(
    r"O\[", r"(?:\[\s?)?(?:Original|ORIGINAL)\s?:\s?(?P<language>English|ENGLISH|French|FRENCH|Spanish|SPANISH|Russian|RUSSIAN)(?:\s?\])?"
)
_TAGS = {"english": "en", "french": "fr", "spanish": "es", "russian": "ru"}


def symbol(report: Report, head: Span) -> Printed | None:
    """The symbol of the running heads and footers, else one in brackets or between captions in the head; the span is into the published text.

    A symbol in a sentence refers to another document, and is not taken.
    """
    for furniture in report.furniture:
        if match := _SYMBOL.search(report.text, furniture.start, furniture.end):
            return Printed(match[0], Span(*match.span()))
    if match := _TITLE_SYMBOL.search(report.clean, head.start, head.end):
        return Printed(match["symbol"], report.locate(Span(*match.span("symbol")))[0])
    if match := _FOREIGN_SYMBOL.search(report.clean, head.start, head.end):
        name = "behind" if match["behind"] else "before"
        return Printed(match[name], report.locate(Span(*match.span(name)))[0])
    return None


def job_number(report: Report) -> Printed | None:
    """The printer's number from the furniture; the span is into the published text."""
    for furniture in report.furniture:
        if match := _JOB.search(report.text, furniture.start, furniture.end):
            return Printed(match[0], Span(*match.span()))
    return None


def distributed(report: Report, head: Span) -> When | None:
    """The distribution date that stands in the head."""
    if not (match := _DISTRIBUTED.search(report.clean, head.start, head.end)):
        return None
    day = full_day(match["date"])
    return When(Period(day, day), "day", Span(*match.span())) if day else None


def language(report: Report, head: Span) -> Printed | None:
    """The original language as the head names it, as a BCP 47 tag."""
    match = _LANGUAGE.search(report.clean, head.start, head.end)
    return Printed(_TAGS[match["language"].lower()], Span(*match.span())) if match else None
