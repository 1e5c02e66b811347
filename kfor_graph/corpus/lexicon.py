"""Words that are known to be words: those of the ontology's own labels, definitions and examples."""

import re
from functools import cache

from kfor_graph.resources import folder

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@cache
def lexicon() -> frozenset[str]:
    """All words of the ontology's English, in small letters."""
    return frozenset(word.lower() for words in _strings() for word in _WORD.findall(words))


@cache
def lost_letters() -> dict[str, frozenset[str]]:
    """Names as they look with a question mark for each letter beyond ASCII, or beyond Windows-1252, → names that look so.

    Of two spellings of one entry (Deçani, Dečani) it is the Serbian one, which the editions of the United Nations print.
    """
    found: dict[str, set[str]] = {}
    for words in _strings():
        for name in _WORD.findall(words):
            if name.isascii() or not name[0].isupper():
                continue
            for lost in (_asked(name, "ascii"), _asked(name, "cp1252")):
                if "?" in lost:
                    found.setdefault(lost, set()).add(name)
    entries = [frozenset(_WORD.findall(entry)) for entry in _entries()] if any(len(names) > 1 for names in found.values()) else []
    return {lost: frozenset(_of_one(names, entries)) for lost, names in found.items()}


def _of_one(names: set[str], entries: list[frozenset[str]]) -> set[str]:
    """One name where an entry holds all of them; else all."""
    return {max(names)} if len(names) > 1 and any(names <= entry for entry in entries) else names


def _asked(name: str, encoding: str) -> str:
    return name.encode(encoding, "replace").decode(encoding)


def _entries() -> list[str]:
    """The entries of the ontology's Turtle files."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder("ontology").glob("*.ttl"))]
    return [entry for text in texts for entry in re.split(r"(?<=\.)\n+(?=\S)", text)]


@cache
def _strings() -> tuple[str, ...]:
    """Every quoted string of the ontology's Turtle files."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder("ontology").glob("*.ttl"))]
    return tuple(match[1] for text in texts for match in _QUOTED.finditer(text))
