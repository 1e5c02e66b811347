"""Characters that a scan or an export has lost or swapped, put right where only one reading is possible.

The published text stays as it is; what is mended here is what the rules read. Each character is replaced by one character, or by a
mark that prints nothing, so that every position stays where it was.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from kfor_graph.corpus.lexicon import lexicon, lost_letters
from kfor_graph.corpus.reading import GONE

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_WHOLE = frozenset((*_MONTHS, *map(str.upper, _MONTHS)))
_FIRST_PIECES = "|".join(sorted({name[1:end] for name in _WHOLE for end in range(1, len(name))}, key=lambda piece: (-len(piece), piece)))
_TWO_PIECES = re.compile(rf"[JFMASOND](?<!\w.)(?:{_FIRST_PIECES}) [A-Za-z]{{1,8}}\b")
_SHORT = frozenset(name for name in _WHOLE if len(name) < 6)
"Names whose pieces may be words; they are joined behind a day."
_A_DAY = re.compile(r"\d\s\Z")
_MONTH = rf"(?:{'|'.join((*_MONTHS, *map(str.upper, _MONTHS)))})(?![^\W\d_])"
_DIGIT = {"l": "1", "I": "1", "O": "0"}
_FIGURES = re.compile(
    rf"""
    (?<![\w.,/-])(?:
      [\dlIO]{{1,3}}(?:,[\dlIO]{{3}})+(?![\w,])
    | (?=[\dlO]*\d)[\dlO]{{1,2}}(?=(?:\s?(?:to|and|or|until|[-–—/,])\s?[\dlO]{{1,2}})*\s{_MONTH})
    | l(?=\s{_MONTH})
    | (?:[l1I]9|2[O0])[\dOlI]{{2}}(?![\w,])
    | (?=[\dlO.]*\d)(?=[\dO.]*[lO])[l\d][\dlO]*O[\dlO]*(?:\.\d+)?(?![\w,])
    | l\d+(?:\.\d+)?(?![\w,])
    | \d+l\d+(?![\w,])
    | (?:\d+|l)\.(?=[\dO]*O)[\dO]+(?=\sper\scent)
    )
    | (?<![\w/])S/[\dOlI]{{4}}/[\dOlI]{{1,5}}(?!\w)
    | (?<![\w.,/-])[\dOlI]{{2}}-[\dOlI]{{5}}(?![\w-])
    | (?:\A|(?<=\n)|(?<=[.!?:;)”]\s)|(?<=[a-z]\s))(?:l\d|\dl|ll|l)(?=\.\s+[A-Z])
    """,
    re.X,
)
"Numbers that hold letters: thousands, days before a month, years, plain figures, percentages, symbols, job numbers, paragraph numbers."
_LOOKALIKE = re.compile(r"[lIO]")
_BY_DIGITS = re.compile(r"[0-9](?:[.,]?[lIO]|(?<=[lIO].)|(?<=[lIO][.,].)|(?<=[A-Za-z][01])[A-Za-z])")
_BY_L = re.compile(r"l(?:(?<!\wl)(?:l\.|\.?\s+[A-Z])|(?<=[A-Z]l)[A-Z])")
"Cheap looks for digits and letters in each other's place. Patterns that begin with a character are found many times faster."
_IN_CAPITALS = re.compile(r"(?<![\w])(?![AE]l[A-Z])(?:[A-Z]{2,}l[A-Z]+|[A-Z]+l[A-Z]{2,}|[A-Z]{2,}0[A-Z]+|[A-Z]0[A-Z]{2,})(?!\w)")
_IN_SMALL = re.compile(r"(?<![\w])[A-Z]?[a-z]+[01][a-z]+(?!\w)")
_FIRST_NOTE = re.compile(r"1(?<=[A-Za-z.,;:)”\"’]1)(?![0-9])")
"A cheap look for the first footnote mark."
_NOTE = re.compile(r"(?P<number>\d{1,2})(?=[ \n]|[.,;:)](?:\s|\Z)|\Z)")
_NOTED = re.compile(r"(?:[a-z]{3}|[A-Z]{4}|(?:[a-z]{2}|[A-Z]{4}|[)”\"’])[.,;:]|[a-z][)”\"’])\Z")
"What a footnote mark is glued to."
_NO_NOTE = re.compile(
    r"(?:\b(?:[Nn]os?|[Pp]aras?|[Aa]rts?|[Pp]p?|[Vv]ol|[Cc]h|[Ss]ect?|[Ff]ig|[Rr]es|[Dd]oc|Add|Corr|Rev|v)\.|\b[A-Z]\.|COVID|[Gg]ate|[Ss]ector|[Pp]hase|[Aa]nnex)\Z"
)
_LOST = re.compile(r"(?<![\w?�])(?=\w*[?�])(?:[?�]\w{2,}|\w+(?:[?�]\w*)+)")
_SOME_NOISE = re.compile(r"[a-z][?�][a-z]|[?�][a-z]{3}")
_IN_TWO = re.compile(r"[^\W\d_][\u0300-\u036f]")
_LEAST = 5
"A word of fewer letters is not joined from two pieces."
_WORDS_OF_THEIR_OWN = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "he", "her", "his", "i", "if", "in", "into",
    "is", "it", "its", "me", "my", "no", "nor", "not", "of", "off", "on", "or", "our", "out", "over", "per", "so", "some", "than",
    "that", "the", "their", "them", "they", "this", "to", "too", "under", "until", "up", "was", "we", "were", "who", "will", "with",
    "within", "without", "you", "down", "more", "all", "any", "one", "two",
})  # fmt: skip


def mended(masked: str) -> str:
    """A masked text with what is certain put right: letters in numbers, months and words in two pieces, lost letters, footnote marks.

    Words are joined only in a text that shows such damage elsewhere, and only where the pieces are no words and the whole is one.
    """
    changes = [*_swapped(masked), *_months(masked), *_lost(masked)]
    is_noisy = bool(changes) or ("?" in masked and _SOME_NOISE.search(masked) is not None)
    changes += [*_notes(masked), *_composed(masked), *(_joined(masked) if is_noisy else ())]
    if not changes:
        return masked
    out = list(masked)
    for at, character in changes:
        out[at] = character
    return "".join(out)


Change = tuple[int, str]
"A position and the character that is meant there."


def _swapped(text: str) -> Iterator[Change]:
    """Letters in the place of digits, and the reverse."""
    if _BY_L.search(text) or _BY_DIGITS.search(text):
        yield from _figures(text)
        yield from _words(text)


def _figures(text: str) -> Iterator[Change]:
    for match in _FIGURES.finditer(text):
        for letter in _LOOKALIKE.finditer(match[0]):
            yield match.start() + letter.start(), _DIGIT[letter[0]]


def _words(text: str) -> Iterator[Change]:
    """A small l in a word of capitals, a nought in a word."""
    for match in _IN_CAPITALS.finditer(text):
        for at, letter in enumerate(match[0], match.start()):
            if letter in "l0":
                yield at, "I" if letter == "l" else "O"
    for match in _IN_SMALL.finditer(text):
        meant = {match[0].replace("0", "o").replace("1", letter) for letter in "li"}
        known = [word for word in meant if word.lower() in lexicon()]
        if len(known) == 1:
            for at, (seen, letter) in enumerate(zip(match[0], known[0], strict=True), match.start()):
                if seen != letter:
                    yield at, letter


def _months(text: str) -> Iterator[Change]:
    """The blanks within the names of months."""
    for match in _TWO_PIECES.finditer(text):
        first, second = match[0].split(" ")
        if first + second in _WHOLE and (first + second not in _SHORT or _A_DAY.search(text, max(0, match.start() - 4), match.start())):
            yield match.start() + len(first), GONE


def _lost(text: str) -> Iterator[Change]:
    """Question marks in place of letters, where one name of the gazetteer alone fits."""
    for match in _LOST.finditer(text) if "?" in text or "�" in text else ():
        word = match[0].replace("�", "?")
        names = lost_letters().get(word) or lost_letters().get(word.rstrip("?") if word.count("?") > 1 else "", frozenset())
        if len(names) == 1:
            for at, (seen, meant) in enumerate(zip(word, next(iter(names)), strict=False), match.start()):
                if seen == "?":
                    yield at, meant


def _notes(text: str) -> Iterator[Change]:
    """Footnote marks that are glued to words and full stops: they count from 1 up."""
    last = 0
    for match in _NOTE.finditer(text) if _FIRST_NOTE.search(text) else ():
        number = int(match["number"])
        before = text[max(0, match.start() - 12) : match.start()]
        if number == last + 1 and _NOTED.search(before) and not _NO_NOTE.search(before):
            last = number
            yield from ((at, GONE) for at in range(*match.span("number")))


def _composed(text: str) -> Iterator[Change]:
    """Letters with their diacritics, where a mark follows its letter as a character of its own."""
    for match in () if unicodedata.is_normalized("NFC", text) else _IN_TWO.finditer(text):
        letter = unicodedata.normalize("NFC", match[0])
        if len(letter) == 1:
            yield from ((match.start(), letter), (match.start() + 1, GONE))


def _joined(text: str) -> Iterator[Change]:
    """The blanks within words."""
    words = re.findall(r"[^\W\d_]+", text)
    seen = Counter(map(str.lower, words))
    known = lexicon()
    reached = -1
    for first, second in pairwise(re.finditer(r"[^\W\d_]+", text)):
        if first.start() < reached or text[first.end() : second.start()] != " " or not second[0].islower():
            continue
        pieces, whole = (first[0].lower(), second[0]), (first[0] + second[0]).lower()
        if len(whole) < _LEAST or not (whole in known or seen[whole] > 0):
            continue
        strange = [piece for piece in pieces if piece not in known and piece not in _WORDS_OF_THEIR_OWN and seen[piece] == 1]
        if strange and not (first[0][0].isupper() and first.start() and text[first.start() - 1] not in " \n("):
            reached = second.end()
            yield first.end(), GONE
