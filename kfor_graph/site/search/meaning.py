"""A question as words that must be found, each in any spelling, under any name of the thing that it names, or with one letter amiss."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from kfor_graph import names
from kfor_graph.site.search.index import Index
from kfor_graph.site.search.words import asked, phrase

MOST_WORDS = 16
"Words of a question that are looked for; later ones are left out."

_MOST_NAMES = 40
_MOST_NEAR = 8
_LONGEST_NAME = 8
_FULL = 4
"Letters from which a word also stands for longer ones: incident, incidents."

_TYPO = 5
"Letters from which a word that occurs nowhere may have one amiss."

Way = tuple[tuple[str, ...], bool]
"Words that follow each other, and whether the last one may go on."

Term = tuple[Way, ...]
"Ways of writing one thing."


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a question is read."""

    terms: tuple[Term, ...]
    "all are looked for, each in any of its ways"
    named: tuple[int, ...]
    "positions of the entities that have the whole question as a name"
    begun: tuple[int, ...]
    "positions of the entities that have a name beginning with it, the shortest names first"

    def every(self) -> str:
        """The question in FTS5's language: all terms."""
        return " AND ".join(map(_expression, self.terms))

    def some(self) -> str:
        """The same, any of the terms."""
        return " OR ".join(map(_expression, self.terms))


def meaning(index: Index, text: str, begun: bool = False) -> Meaning:
    """How a text is read; where `begun`, its last word may be the beginning of one."""
    words = asked(text, MOST_WORDS)
    corrected = [
        (word,) if _is_known(index, word, begun and at == len(words) - 1) else _near(index, word) or (word,)
        for at, word in enumerate(words)
    ]
    whole = [" ".join(spelt) for spelt in islice(product(*corrected), _MOST_NEAR)]
    named = dict.fromkeys(position for name in whole for position in index.named.get(name, ()))
    longer = (position for name in whole if len(name) > 1 for position in _begun(index, name))
    terms = tuple(_terms(index, words, corrected, begun))
    return Meaning(terms, tuple(named), tuple(dict.fromkeys(longer)) if words else ())


def _terms(index: Index, words: Sequence[str], corrected: Sequence[Sequence[str]], begun: bool) -> Iterator[Term]:
    """The words from left to right, as many at once as name something."""
    at = 0
    while at < len(words):
        longest = min(len(words), at + _LONGEST_NAME)
        end = next((end for end in range(longest, at + 1, -1) if " ".join(words[at:end]) in index.named), at + 1)
        if end > at + 1:
            run = tuple(words[at:end])
            yield ((run, begun and end == len(words)), *_names(index, run))
        else:
            goes_on = begun and end == len(words)
            ways = (way for word in corrected[at] for way in (((word,), goes_on or len(word) >= _FULL), *_names(index, (word,))))
            yield tuple(dict.fromkeys(ways))
        at = end


def _names(index: Index, run: tuple[str, ...]) -> list[Way]:
    """All other names of what has a run of words as a name; a short word that a concept has as a name may mean anything."""
    name = " ".join(run)
    entries = [index.entries[position] for position in index.named.get(name, ())]
    named = (entry for entry in entries if len(name) >= _TYPO or not entry.iri.startswith(names.scheme("")))
    found = dict.fromkeys(phrase(name) for entry in named for name in entry.names)
    return [(name, False) for name in found if name and name != run and len(name) <= _LONGEST_NAME][:_MOST_NAMES]


def _begun(index: Index, name: str) -> Iterator[int]:
    first = bisect_left(index.begun, name)
    found = []
    while first < len(index.begun) and index.begun[first].startswith(name):
        found.append(index.begun[first])
        first += 1
    for longer in sorted(found, key=lambda each: (len(each), each)):
        yield from index.named[longer]


def _is_known(index: Index, word: str, goes_on: bool) -> bool:
    return index.knows(word, goes_on or len(word) >= _FULL)


def _near(index: Index, word: str) -> tuple[str, ...]:
    """The words that differ by one letter put in, left out or changed, or by two that changed places.

    Such a pair has the first half or the second half in common, so that few words need be compared.
    """
    if len(word) < _TYPO:
        return ()
    half = len(word) // 2
    front = word[: half - 1]
    back = word[half + 1 :][::-1]
    candidates = {*_beginning(index.words, front), *(found[::-1] for found in _beginning(index.backwards, back))}
    return tuple(sorted(other for other in candidates if abs(len(other) - len(word)) < 2 and _is_one_edit(word, other)))[:_MOST_NEAR]


def _beginning(words: Sequence[str], start: str) -> Iterable[str]:
    first, last = bisect_left(words, start), bisect_left(words, start + "\U0010ffff")
    return words[first:last]


def _is_one_edit(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]


def _expression(term: Term) -> str:
    """A term in FTS5's language; words are letters and digits only, and stand in quotation marks."""
    return "(" + " OR ".join(_way(words, goes_on) for words, goes_on in term) + ")"


def _way(words: tuple[str, ...], goes_on: bool) -> str:
    return f'"{" ".join(words)}"' + ("*" if goes_on else "")
