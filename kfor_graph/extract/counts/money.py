"""Amounts of money: "€640 million", "EUR 1 200", "some 3.5 million United States dollars"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kfor_graph.extract.counts.numbers import QUALIFIER, quantity
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Quantity
from kfor_graph.texts import Span

_DIGITS = r"(?:\d{1,3}(?:[,\s]\d{3})+|\d+(?:\.\d{1,3})?)(?![\d/]|[.,]\d)"
_SCALE = r"(?:thousand|million|billion)"
_BEFORE = {"€": "eur", "EUR": "eur", "$": "usd", "US$": "usd", "USD": "usd", "DM": "dem"}
_BEHIND = r"(?:euros?\b|EUR\b|(?:US\s|United\sStates\s)?dollars?\b|USD\b|(?:[Dd]eutsche?\s?|German\s)[Mm]arks?\b|DM\b)"
AMOUNT = (
    rf"(?:(?P<q>{QUALIFIER})\s)?(?:(?P<sign>€|EUR|US\$|\$|USD|DM)\s?(?P<n>{_DIGITS}(?:\s{_SCALE})?\b)"
    rf"|(?<![\d.,/])(?P<n2>{_DIGITS}(?:\s{_SCALE})?)\s(?P<name>{_BEHIND}))"
)
"Pattern of an amount, with the groups q, sign, n, n2 and name."

_AMOUNT = re.compile(AMOUNT)
_LOOK = re.compile(r"[€$]|EUR|USD|DM|euro|dollar|[Mm]arks")
"a cheap look"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money."""

    span: Span
    "its words"
    quantity: Quantity
    "how much; printed with its scale: 640 million"
    unit: str
    "notation of the currency"


def amounts(passage: Passage, span: Span) -> Iterator[Amount]:
    """The amounts that a span prints, in order."""
    if _LOOK.search(passage.text, span.start, span.end):
        for match in passage.find(_AMOUNT, span):
            yield _amount(passage, match)


def _amount(passage: Passage, match: re.Match[str]) -> Amount:
    group = "n" if match["n"] else "n2"
    figure, _, scale = match[group].rpartition(" ") if match[group][-1].isalpha() else (match[group], "", "")
    start = match.start(group)
    printed = quantity(passage.text, Span(start, start + len(figure)), match["q"])
    value = printed.value * Decimal(_SCALES.get(scale, 1))
    whole = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return Amount(
        Span(*match.span()),
        Quantity(Span(*match.span(group)), whole, match[group], printed.qualifier),
        _BEFORE[match["sign"]] if match["sign"] else _currency(match["name"]),
    )


def _currency(name: str) -> str:
    lower = name.lower()
    return "eur" if lower.startswith("eur") else "usd" if "dollar" in lower or lower == "usd" else "dem"
