"""Figures and days of translations: the grammar of numbers, of the words that qualify them, and of the day of a stock."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kfor_graph.document.wordings import WORDINGS, words
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Quantity
from kfor_graph.texts import Period, Span

FIGURE = r"(?<![\d.,/€-])(?:\d{1,3}(?:\s\d{3})+|\d{1,3}(?:\.\d{3})+|\d+)(?![\d/%]|[.,\s]\d)"
"Pattern of a whole number, with blanks or points between the thousands; a comma stands for decimals, and troops have none."

_QUALIFIERS = {
    "fr": {
        "environ": "about", "quelque": "about", "à peu près": "about", "approximativement": "about",
        "près de": "nearly", "presque": "nearly", "un peu moins de": "nearly", "un peu plus de": "just-over", "légèrement plus de": "just-over",
        "bien plus de": "over", "plus de": "over", "moins de": "under", "au moins": "at-least", "pas moins de": "at-least",
        "au plus": "at-most", "jusqu'à": "at-most", "au maximum": "at-most",
    },
    "es": {
        "aproximadamente": "about", "unos": "about", "unas": "about", "alrededor de": "about", "en torno a": "about", "cerca de": "about",
        "casi": "nearly", "algo menos de": "nearly", "poco menos de": "nearly", "algo más de": "just-over", "poco más de": "just-over",
        "bastante más de": "over", "más de": "over", "menos de": "under", "al menos": "at-least", "por lo menos": "at-least",
        "no menos de": "at-least", "como máximo": "at-most", "hasta": "at-most", "a lo sumo": "at-most",
    },
}  # fmt: skip
_AS_AT = {
    "fr": r"(?:Au|Le|À\sla\sdate\sdu|En\sdate\sdu)\s(?P<day>{day})|,\sau\s(?P<day2>{day})(?=,)",
    "es": r"(?:Al?|El|Al\sdía|A\sfecha\sde)\s(?P<day>{day})|,\sal?\s(?P<day2>{day})(?=,)",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The grammar of figures of one language."""

    qualifier: str
    "pattern of the words that say how a figure stands to the true one"
    qualifiers: dict[str, str]
    "such words and their notations in the scheme qualifier"
    as_at: re.Pattern[str]
    "a day for which a stock is counted: in front of its sentence, or between commas; never the end of a range"


def figures(language: str) -> Figures:
    """The grammar of a language that has a wording."""
    known = _QUALIFIERS[language]
    pattern = "|".join(words(item) for item in sorted(known, key=len, reverse=True))
    return Figures(rf"(?:{pattern})", known, re.compile(_AS_AT[language].format(day=WORDINGS[language].calendar.full)))


def quantity(grammar: Figures, passage: Passage, figure: Span, qualifier: str | None) -> Quantity:
    """The number that a span prints, with the word that qualifies it, if one does."""
    printed = passage.words(figure)
    meant = " ".join(qualifier.lower().replace("’", "'").split()) if qualifier else ""
    return Quantity(figure, Decimal(re.sub(r"\D", "", printed)), printed, grammar.qualifiers[meant] if meant else "exact")


def as_at(grammar: Figures, passage: Passage, position: int) -> date | Period | None:
    """The last day before a position in its paragraph for which stocks are counted; else the reporting period."""
    calendar = WORDINGS[passage.document.text_language].calendar
    day: date | None = None
    for sentence in passage.block.sentences:
        for match in passage.find(grammar.as_at, sentence):
            if match.end() <= position and (match["day2"] or match.start() == sentence.start):
                printed = match["day"] or match["day2"]
                day = calendar.parse_date(printed, passage.period.end if passage.period else None) or day
    return day or passage.period
