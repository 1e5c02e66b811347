"""Names in any spelling: diacritics, both scripts of Serbian, ways of writing single letters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kfor_graph.vocabulary import fold

_LATIN = dict(zip("абвгдежзијклмнопрстћуфхцчшђѓќйыэ", "abvgdežzijklmnoprstćufhcčšđgkiye", strict=True)) | {
    "љ": "lj", "њ": "nj", "џ": "dž", "ѕ": "dz", "ю": "yu", "я": "ya", "щ": "šč", "ё": "e", "ъ": "", "ь": "",
    "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
"Cyrillic letters of Serbian as Serbian writes them in Latin ones; of Macedonian, Russian and Ukrainian by their likeness."

_CYRILLIC = [("lj", "љ"), ("nj", "њ"), ("dž", "џ")] + [
    (latin, cyrillic) for cyrillic, latin in zip("абвгдежзијклмнопрстћуфхцчшђ", "abvgdežzijklmnoprstćufhcčšđ", strict=True)
]
_PLAIN = {ord("đ"): "dj", ord("Đ"): "Dj", ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("Ł"): "L", ord("ı"): "i"}
_SERBIAN = re.compile(r"[abcčćdđefghijklmnoprsštuvzž\s.'’/-]+")


def latin(words: str) -> str:
    """Cyrillic letters as Latin ones, in lower case where they were; other letters stay."""
    return "".join(
        _like(letter, _LATIN[letter.lower()]) if letter.lower() in _LATIN else letter for letter in unicodedata.normalize("NFC", words)
    )


def cyrillic(words: str) -> str | None:
    """Serbian words in Cyrillic letters; None for words with letters that Serbian does not have."""
    if not _SERBIAN.fullmatch(words.lower()):
        return None
    found, at = "", 0
    while at < len(words):
        plain, letter = next(
            ((latin, letter) for latin, letter in _CYRILLIC if words[at:].lower().startswith(latin)), (words[at], words[at])
        )
        found += letter.upper() if words[at].isupper() else letter
        at += len(plain)
    return found


def folded(words: str) -> str:
    """Words in lower case without diacritics, marks and doubled blanks: equal for two ways of writing one name in one script."""
    plain = "".join(letter if letter.isalnum() else " " for letter in fold(unicodedata.normalize("NFC", words)))
    return " ".join(plain.split())


@lru_cache(maxsize=32_768)
def keys(words: str) -> frozenset[str]:
    """What a name is compared by: folded, in Latin letters, with đ as d and as dj."""
    written = latin(words)
    return frozenset(key for spelt in (written, re.sub("[đĐ]", "dj", written)) if (key := folded(spelt)))


def plain(words: str) -> str:
    """Words without diacritics, in the case they have."""
    marked = words.translate(_PLAIN)
    return "".join(letter for letter in unicodedata.normalize("NFD", marked) if not unicodedata.combining(letter))


def bare(words: str, common: Iterable[str]) -> str:
    """A name in Latin letters without the words that all names of its type may have, such as `municipality of`."""
    left = latin(words)
    for word in common:
        left = re.sub(re.escape(word), "", left, flags=re.I)
    return left.strip()


def spellings(names: Iterable[str]) -> tuple[str, ...]:
    """The ways in which other data sets may write names, sorted. Pairs of two names for one place ("Peć/Pejë") are ours alone."""
    return tuple(sorted({spelt for name in names if "/" not in name for spelt in _spellings(name)}))


def _spellings(name: str) -> Iterator[str]:
    capitals = re.sub(r"(?<=\s)(?!of\b|the\b|and\b|for\b|in\b|on\b)[a-z]", lambda first: first[0].upper(), name)
    for written in {name, capitals}:
        yield written
        yield plain(written)
        if (other := cyrillic(written)) is not None:
            yield other


def _like(letter: str, replacement: str) -> str:
    return replacement.capitalize() if letter.isupper() else replacement
