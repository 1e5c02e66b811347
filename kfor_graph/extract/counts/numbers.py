"""The grammar of numbers: figures with thousands marks and decimals, small number words, and the words that qualify them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from kfor_graph.model import Quantity
from kfor_graph.texts import Span

_WORDS = {
    "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a": 1, "an": 1, "another": 1, "no one": 0, "nobody": 0, "none": 0, "neither": 0, "nil": 0, "zero": 0, "not a single": 0, "not one": 0, "not": 0,
}  # fmt: skip
_QUALIFIERS = {
    "approximately": "about", "about": "about", "around": "about", "some": "about", "roughly": "about",
    "nearly": "nearly", "almost": "nearly", "just over": "just-over", "slightly over": "just-over",
    "well over": "over", "over": "over", "more than": "over", "less than": "under", "fewer than": "under", "under": "under",
    "just under": "nearly", "slightly under": "nearly", "at least": "at-least", "no less than": "at-least", "no fewer than": "at-least",
    "a little over": "just-over", "just above": "just-over", "slightly more than": "just-over", "a little more than": "just-over",
    "a little under": "nearly", "just below": "nearly", "slightly fewer than": "nearly", "slightly less than": "nearly",
    "a little fewer than": "nearly", "a little less than": "nearly", "well above": "over", "well under": "under", "well below": "under",
    "in excess of": "over", "upward of": "over", "upwards of": "over", "close to": "about", "in the region of": "about",
    "not less than": "at-least", "not fewer than": "at-least", "not more than": "at-most",
    "at most": "at-most", "up to": "at-most", "no more than": "at-most",
}  # fmt: skip


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words or runs of words, with a capital or small first letter, the longest that fits.

    What begins alike is written once, down to the letter: the pattern stays small, and a wrong letter ends the trial.
    """
    endings: dict[str, list[str]] = defaultdict(list)
    for word in words:
        endings[word[0]].append(word[1:])
    return "(?:" + "|".join(f"[{first.upper()}{first}]{_endings(rest)}" for first, rest in sorted(endings.items())) + ")"


def _endings(words: list[str]) -> str:
    """A pattern of what may follow, the longest first; nothing at all where one of the words ends here."""
    further: dict[str, list[str]] = defaultdict(list)
    for word in filter(None, words):
        further[word[0]].append(word[1:])
    parts = [("\\s" if first == " " else re.escape(first)) + _endings(rest) for first, rest in sorted(further.items())]
    if not parts:
        return ""
    tail = parts[0] if len(parts) == 1 and "" not in words else f"(?:{'|'.join(parts)})"
    return f"{tail}?" if "" in words else tail


_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

FIGURE = r"\d(?<![\d.,/€-]\d)(?:\d{0,2}(?:(?:,\d{3})+|(?:\s\d{3})+)?(?:\.\d+)?(?![\d/])|\d*(?:\.\d+)?(?![\d/]))"  # a digit first scans fast
"Pattern of a figure. Example: `15,314`, `4 800`, `6.83`"

NUMBER_WORD = rf"(?=[EFNOSTefnost])\b(?:{any_of(_TENS)}(?:-{any_of(_UNITS)})?|{any_of((*_UNITS, *_TEENS))})\b"
"Pattern of a number in words. Example: `nine`, `twenty-three`"

NUMBER = rf"(?:{FIGURE}|{NUMBER_WORD})"
"Pattern of a number in figures or words."

QUALIFIER = any_of(_QUALIFIERS)
"Pattern of the words that say how a figure stands to the true one. Example: `approximately`, `just over`"


_DIGITS = re.compile(r"\d+(?:[,\s]\d{3,})*(?:\.\d+)?")


def number(words: str) -> Decimal:
    """The value of a printed number. Raises ValueError where it is none; "several" and "dozens" are none."""
    plain = words.strip().lower()
    if plain in _WORDS:
        return Decimal(_WORDS[plain])
    if "-" in plain and all(part in _WORDS for part in plain.split("-")):
        return Decimal(sum(_WORDS[part] for part in plain.split("-")))
    if not _DIGITS.fullmatch(plain):
        raise ValueError(words)
    return Decimal("".join(plain.replace(",", "").split()))


def quantity(text: str, span: Span, qualifier: str | None = None) -> Quantity:
    """The quantity that a span prints, with the word that qualifies it, if one does. Raises ValueError where the span is no number."""
    printed = text[span.start : span.end]
    return Quantity(span, number(printed), printed, _QUALIFIERS[qualifier.lower()] if qualifier else "exact")
