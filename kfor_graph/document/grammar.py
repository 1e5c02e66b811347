"""How the structure of a text is found: in English, or by the words of another language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from kfor_graph.document import letters, masthead, parts, period
from kfor_graph.document.chain import NamedLetter, named_letter
from kfor_graph.document.languages import ENGLISH
from kfor_graph.document.letterheads import letterhead
from kfor_graph.document.parts import Part
from kfor_graph.document.translated import Translation
from kfor_graph.document.wordings import WORDINGS
from kfor_graph.texts import Printed, Report, Span, When


@dataclass(frozen=True, slots=True)
class Grammar:
    """The functions that know words; all others of the stage know only places and numbers."""

    parts: Callable[[Report], tuple[Part, ...]]
    "letter headings, labels, titles"
    is_letter: Callable[[str], bool]
    "whether words between labels are a letter"
    heading: Callable[[Part, Report], tuple[When | None, Printed | None, Printed | None]]
    "date, sender, addressee of a letter heading"
    letterhead: Callable[[Report, Span], tuple[When | None, Printed | None, Printed | None]]
    "the same of a letter as its sender printed it"
    named: Callable[[Report, Span], NamedLetter | None]
    "the one letter that a letter names with its sender"
    periods: Callable[[Report, Span, date | None], tuple[When, ...]]
    "the periods that a span says are covered"
    distributed: Callable[[Report, Span], When | None]
    "the distribution date in the head"
    language: Callable[[Report, Span], Printed | None]
    "the original language in the head"


_ENGLISH = Grammar(
    parts.parts, letters.is_letter, letters.heading, letterhead, named_letter, period.periods, masthead.distributed, masthead.language
)


@cache
def grammar(language: str) -> Grammar | None:
    """The grammar of a language; None where it is recognised, but not read."""
    if language == ENGLISH:
        return _ENGLISH
    if language not in WORDINGS:
        return None
    found = Translation(language)
    return Grammar(
        found.parts,
        found.is_letter,
        found.heading,
        lambda _report, _span: (None, None, None),
        lambda _report, _span: None,
        found.periods,
        found.distributed,
        found.language,
    )
