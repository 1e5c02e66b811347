"""The language that a text is written in: by its script, and where the letters are Latin by the share of function words."""

import re

ENGLISH = "en"
"The language of the originals, and of all rules but those for translations."

UNKNOWN = "und"
"BCP 47 for a language that is none of those known here."

SAMPLE = 5_000
"So many characters from the beginning tell enough."

_FUNCTION_WORDS = {
    "en": ("the", "of", "and", "to", "in", "by", "was"),
    "fr": ("les", "des", "du", "et", "dans", "une", "au", "par"),
    "es": ("el", "los", "las", "del", "y", "una", "por", "con"),
}
"Words that a language cannot do without and that the others have not, or seldom."

_SURE = 0.06
"Share of its function words from which on a text is in a foreign language; French and Spanish have twice as many, their sisters half."

_NOT_ENGLISH = 0.03
"Share of English function words below which a text of some length is not in English: in English, every sixth word is one of these."

_PLAINLY = 0.12
"Share of English function words that leaves no room for another language."

_FEW_WORDS = 80
"A text of fewer words, such as a title, may hold no function word; it is taken for English."

_SCRIPTS = (
    ("ru", re.compile(r"[\u0400-\u04ff]"), re.compile(r"[ыэ]"), re.compile(r"[іїєґјљњћђџѓќў]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]"), re.compile(r"[ةي]"), re.compile(r"[پچژگیک]")),
)
"Language, its letters, letters that it must have, letters that only others of the same script have."

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")


def language_of(clean: str) -> str:
    """The language of a clean text as a BCP 47 tag: en, fr, es, ru, zh, ar, or und for any other.

    A text on which the words of two languages stand is in the one that has more of it; English where they are even.
    """
    text = clean[:SAMPLE].lower()
    more_bytes = 0 if text.isascii() else len(text.encode()) - len(text)
    if more_bytes > len(text) / 5 and more_bytes > (latin := len(_LATIN.findall(text))):
        return _by_script(text, len(_LETTER.findall(text)) - latin)
    words = text.count(" ") + 1
    english = _count(text, ENGLISH)
    if english >= _PLAINLY * words:
        return ENGLISH
    counts = {ENGLISH: english, **{tag: _count(text, tag) for tag in _FUNCTION_WORDS if tag != ENGLISH}}
    best = max(counts, key=lambda tag: counts[tag])
    if best != ENGLISH and counts[best] > counts[ENGLISH] and counts[best] >= _SURE * words:
        return best
    return ENGLISH if words < _FEW_WORDS or counts[ENGLISH] >= _NOT_ENGLISH * words else UNKNOWN


def _count(text: str, tag: str) -> int:
    return sum(text.count(f" {word} ") for word in _FUNCTION_WORDS[tag])


def _by_script(text: str, letters: int) -> str:
    """The language of a text of which so many letters are not Latin."""
    for tag, script, own, foreign in _SCRIPTS:
        if 2 * len(script.findall(text)) > letters:
            return tag if len(own.findall(text)) > len(foreign.findall(text)) else UNKNOWN
    return UNKNOWN
