"""Where sentences end, in spite of abbreviations, initials and decimals."""

import re

from kfor_graph.texts import Span

_BOUNDARY = re.compile(r"[.!?][\"”’)\]]*\s(?=[\"“‘(\[]*[A-Z0-9ÀÁÂÇÈÉÊËÍÓÚÎÔÛÑĐŠŽČĆ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Lt|Gen|Maj|Col|Capt|Sgt|Brig|Adm|Amb|Prof|Rt|Hon|Sr|Sra|No|Nos|núm|párr|para|paras|art|vs|cf|approx|resp|incl"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b[a-z]\.[a-z])\.\Z"
)


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences within a span of a clean text, in order, without the blanks between them."""
    found, start = [], span.start
    for boundary in _BOUNDARY.finditer(text, span.start, span.end):
        stop = boundary.start() + 1
        if (
            text[boundary.start()] == "."
            and not text[stop - 8 : stop - 1].isalpha()
            and _ABBREVIATION.search(text, max(start, stop - 12), stop)
        ):
            continue
        found.append(Span(start, boundary.end() - 1))
        start = boundary.end()
    if start < span.end:
        found.append(Span(start, span.end))
    return tuple(found)
