"""Text → the words by which it is found: in lower case, Latin letters, without diacritics."""

import re
from functools import lru_cache

from kfor_graph.link.spelling import keys

Token = tuple[int, int, str]
"Start and end in the text, and the word as it is compared."

_WORD = re.compile(r"\w[\w\u0300-\u036f]*")
_LONGEST = 40
"Letters of a word, on an average, from which a question is cut."

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with their places."""
    return tuple((match.start(), match.end(), key) for match in _WORD.finditer(text) if (key := word(match[0])))


@lru_cache(maxsize=32_768)
def word(written: str) -> str:
    """One word as it is compared; empty where nothing of it can be."""
    return min(sorted(keys(written)), key=len, default="").replace(" ", "")


@lru_cache(maxsize=8_192)
def phrase(text: str) -> tuple[str, ...]:
    """The words of a text, as they are compared, in order."""
    return tuple(key for _, _, key in tokens(text))


def seen(text: str) -> str:
    """A text with a blank for each character that prints nothing, or is none."""
    return _UNSEEN.sub(" ", text)


def asked(text: str, most: int) -> tuple[str, ...]:
    """The first words of what somebody asks, each once: whatever else it holds, such as signs of a query language, is no word."""
    read, rest = text[: most * _LONGEST], text[most * _LONGEST :]
    if rest and not rest[0].isspace():
        read = read.rpartition(" ")[0]
    return tuple(dict.fromkeys(phrase(seen(read))))[:most]
