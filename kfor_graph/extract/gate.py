"""Cheap looks at words before patterns are tried: which rules a block concerns, and whether words hold a stem."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar

_Rule = TypeVar("_Rule", bound=Callable[..., object])

_LENGTH = 4
"Letters of a word's beginning that are compared first; a stem of fewer is a whole word."
_LETTERS = bytes(code if chr(code).isalpha() and code < 128 else 32 for code in range(256))


def reads(*stems: str) -> Callable[[_Rule], _Rule]:
    """Declares the stems of which a block must hold one to be read by a rule: beginnings of words or phrases, in lower case."""

    def declare(rule: _Rule) -> _Rule:
        setattr(rule, "stems", stems)  # noqa: B010 -- a function has no such attribute in the eyes of a type checker
        return rule

    return declare


def stems_of(rule: Callable[..., object]) -> tuple[str, ...]:
    """The stems that a rule declares; none where it reads every block."""
    declared = getattr(rule, "stems", ())
    return declared if isinstance(declared, tuple) and all(type(stem) is str and stem for stem in declared) else ()


@cache
def begin(*stems: str) -> Callable[[str], bool]:
    """A test whether words, in lower case, hold one of the stems."""
    sought: dict[bytes, list[str]] = {}
    for stem in stems:
        sought.setdefault(_key(stem), []).append(stem)

    def test(words: str) -> bool:
        return any(stem in words for beginning in sought.keys() & _beginnings(words) for stem in sought[beginning])

    return test


def concerned(rules: tuple[_Rule, ...], words: str) -> list[_Rule]:
    """Those of the rules, in order, that read a block of these words, given in lower case.

    They are found by the beginnings of its words: to ask each rule for each of its stems takes ten times as long.
    """
    asked, always = _index(rules)
    places = set(always)
    for beginning in asked.keys() & _beginnings(words):
        for stem, asking in asked[beginning]:
            if stem in words:
                places |= asking
    return [rules[place] for place in sorted(places)]


@cache
def _index(rules: tuple[_Rule, ...]) -> tuple[dict[bytes, list[tuple[str, set[int]]]], frozenset[int]]:
    """Beginning of a word → stems with the places of the rules that ask for them; and the places of those that ask for nothing."""
    places: dict[str, set[int]] = {}
    for place, rule in enumerate(rules):
        for stem in stems_of(rule):
            places.setdefault(stem, set()).add(place)
    asked: dict[bytes, list[tuple[str, set[int]]]] = {}
    for stem, asking in places.items():
        asked.setdefault(_key(stem), []).append((stem, asking))
    return asked, frozenset(place for place, rule in enumerate(rules) if not stems_of(rule))


def _key(stem: str) -> bytes:
    """The longest beginning in a phrase, which is the rarest."""
    return max(sorted(_beginnings(stem)), key=len)


@lru_cache(maxsize=64)
def _beginnings(words: str) -> frozenset[bytes]:
    """The beginnings of words; rules ask again for those of the same block and its sentences."""
    return frozenset({word[:_LENGTH] for word in words.encode("ascii", "replace").translate(_LETTERS).split()})
