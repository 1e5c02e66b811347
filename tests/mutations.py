"""One report in other print and other words of the same meaning: what hosts do to letters, and how authors write numbers, dates and names.

Each mutation is a function of a text. What no report has is left out: figures behind "the" or "both" ("the 2 sides"), figures at the
beginning of a sentence that words stand at, words for figures with a unit of measure or per cent, abbreviated months within sentences.
Months before days ("June 7, 2003") are mutated where reports have them: where the period is told.
"""

import re
import unicodedata
from collections.abc import Callable

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip

_SPELT = re.compile(
    rf"(?<=[a-z,] )(?<!paragraph )(?<!resolution )(?<!Gate )(?<!sector )(?<!article )(?<!from )(?<!between )(?<!on )(?<!, )([2-9]|1\d|20)"
    rf"(?= (?!{MONTH}|per cent|percent|to |and |or |million|billion|kilo|metres|litres|grams|tonnes|hours)[a-z])"
)
_IN_WORDS = re.compile(
    rf"(?<![-\w])(?<!the )(?<!The )({'|'.join(WORDS[2:])})(?= [a-z])(?! (?:thirds|million|billion|weeks|months|years)\b)"
)
_DAY = re.compile(rf"(?<![\d/–-])(\d\d?) ({MONTH})\b")
_CLAUSE = rf"(?:(?!\b(?:while|which|and|who|that|after|when|where)\b)[^.,;:\d()]|\d+(?! {MONTH})|,(?=\d{{3}})){{20,150}}"
_LEADING = re.compile(rf"(?<=[.] )On (\d\d? {MONTH}(?: \d{{4}})?), ({_CLAUSE})\.(?= [A-Z]|\Z|\n)")
_TRAILING = re.compile(rf"(?<=[.] )({_CLAUSE}) on (\d\d? {MONTH})\.(?= [A-Z]|\Z|\n)")
_NO_NAME = re.compile(r"(?:The|A|An|Some|About|Two|Three|Four|Five|Six|Several|One)\b")
_PERIOD = re.compile(rf"\bperiod from (\d\d?)( {MONTH})?( \d{{4}})? to (\d\d?) ({MONTH}) (\d{{4}})\b")
_AMERICAN = {
    "centre": "center", "Centre": "Center", "programme": "program", "neighbour": "neighbor", "defence": "defense", "armour": "armor",
    "metre": "meter", "litre": "liter", "per cent": "percent", "labour": "labor", "harbour": "harbor", "travelled": "traveled",
    "cancelled": "canceled", "theatre": "theater", "honour": "honor", "towards": "toward", "favour": "favor", "-barrelled": "-barreled",
}  # fmt: skip
_BRITISH = ("rganiz", "ecogniz", "ormaliz", "emilitariz", "uthoriz", "obiliz", "tabiliz")


def unfolded(words: str) -> str:
    """Words without diacritics, and with plain dashes and quotes, as hosts may print them."""
    words = words.replace("đ", "d").replace("Đ", "D").translate(str.maketrans("–—’‘“”", "--''\"\""))
    return "".join(letter for letter in unicodedata.normalize("NFD", words) if not unicodedata.combining(letter))


def _dashed(text: str, dash: str) -> str:
    """Ranges of days and parenthetical dashes in another style."""
    return re.sub(r"(?<=\d)\s?[–—]\s?(?=\d)|(?<=[a-z])[–—](?=\d)|(?<=\s)[–—](?=\s)", dash, text)


def _ordinal(day: str) -> str:
    return day + ("th" if 10 <= int(day) % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(int(day) % 10, "th"))


def _small(words: str) -> str:
    """Words as they stand within a sentence."""
    return words[0].lower() + words[1:] if _NO_NAME.match(words) else words


def _american(text: str) -> str:
    for british, american in _AMERICAN.items():
        text = text.replace(british, american)
    return text


def _british(text: str) -> str:
    for american in _BRITISH:
        text = text.replace(american, american[:-1] + "s")
    return text


def _months_first(match: re.Match[str]) -> str:
    first, month, year, last, last_month, last_year = match.groups()
    return f"period from {(month or ' ' + last_month).strip()} {first}{',' + year if year else ''} to {last_month} {last}, {last_year}"


PRINT: dict[str, Callable[[str], str]] = {
    "without diacritics": unfolded,
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "straight quotes": lambda text: text.translate(str.maketrans("’‘“”", "''\"\"")),
    "curly quotes": lambda text: re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’"),
    "em dashes": lambda text: _dashed(text, "—"),
    "en dashes": lambda text: _dashed(text, "–"),
    "hyphens": lambda text: _dashed(text, "-"),
    "no-break blanks": lambda text: re.sub(r"(?<=\d) (?=[A-Za-z])", "\u00a0", text),
    "two blanks behind a stop": lambda text: re.sub(r"(?<=[.,]) ", "  ", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
}
"Other letters, marks and blanks."

WORDING: dict[str, Callable[[str], str]] = {
    "numbers in words": lambda text: _SPELT.sub(lambda match: WORDS[int(match[1])], text),
    "numbers in figures": lambda text: _IN_WORDS.sub(lambda match: str(WORDS.index(match[1])), text),
    "thousands by a blank": lambda text: re.sub(r"(?<=\d),(?=\d{3}\b)", " ", text),
    "thousands by a no-break blank": lambda text: re.sub(r"(?<=\d),(?=\d{3}\b)", "\u00a0", text),
    "thousands unmarked": lambda text: re.sub(r"(?<![\d,])(\d),(?=\d{3}\b(?!,))", r"\1", text),
    "American spelling": _american,
    "British spelling": _british,
    "ordinals": lambda text: _DAY.sub(lambda match: f"{_ordinal(match[1])} {match[2]}", text),
    "leading zeros": lambda text: _DAY.sub(lambda match: f"{int(match[1]):02} {match[2]}", text),
    "months before days": lambda text: _PERIOD.sub(_months_first, text),
    "per cent as a sign": lambda text: re.sub(r"(?<=\d) per cent\b", "%", text),
    "as of": lambda text: text.replace("As at ", "As of ").replace("as at ", "as of "),
    "approximately": lambda text: re.sub(r"\b(?:about|around|some) (?=\d)", "approximately ", text),
    "some": lambda text: re.sub(r"\b(?:about|around|approximately) (?=\d)", "some ", text),
    "Kosovar": lambda text: re.sub(r"\bKosovo (?=Serb|Albanian)", "Kosovar ", text),
    "close to": lambda text: re.sub(r"\bnear (?=[A-Z])", "close to ", text),
    "over the period": lambda text: re.sub(r"\bDuring the (?=reporting period|month|quarter|period)", "Over the ", text),
    "days last": lambda text: _LEADING.sub(lambda match: f"{match[2][0].upper()}{match[2][1:]} on {match[1]}.", text),
    "days first": lambda text: _TRAILING.sub(lambda match: f"On {match[2]}, {_small(match[1])}.", text),
}
"Other words."
