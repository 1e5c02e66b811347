"""A text and how a question was read → the part of the text that shows best what was found, cut into pieces, marked and plain."""

from collections.abc import Iterator

from kfor_graph.site.search.meaning import Meaning
from kfor_graph.site.search.words import Token, tokens
from kfor_graph.texts import Span

LENGTH = 240
"Characters of a snippet, at most."

_BEFORE = 60
_GAP = 2

Pieces = tuple[tuple[str, bool], ...]
"Words, and whether they are marked."


def marks(text: str, read: Meaning) -> tuple[Span, ...]:
    """The words of a text that a question asks for, ascending and disjoint."""
    return tuple(_marks(tokens(text), read))


def pieces(text: str, found: tuple[Span, ...]) -> Pieces:
    """A text cut at its marks."""
    cut, at = list[tuple[str, bool]](), 0
    for span in found:
        cut += [(text[at : span.start], False), (text[span.start : span.end], True)]
        at = span.end
    return tuple((words, marked) for words, marked in [*cut, (text[at:], False)] if words)


def snippet(text: str, read: Meaning) -> tuple[str, tuple[Span, ...]]:
    """The part of a text with most of the words that were asked for, and where they stand in it."""
    found = marks(text, read)
    if len(text) <= LENGTH:
        return text, found
    start, end = _window(text, found)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    within = tuple(Span(span.start + shift, span.end + shift) for span in found if start <= span.start and span.end <= end)
    return before + text[start:end] + after, within


def _window(text: str, found: tuple[Span, ...]) -> tuple[int, int]:
    """Where the part begins and ends: between words, a little before the first mark of the densest group."""

    def held(span: Span) -> int:
        inside = (other for other in found if span.start <= other.start and other.end <= span.start + LENGTH - _BEFORE)
        return len({text[other.start : other.end].lower() for other in inside})

    best = max(found[:50], key=lambda span: (held(span), -span.start), default=Span(0, 0))
    start = max(0, min(best.start - _BEFORE, len(text) - LENGTH))
    end = min(len(text), start + LENGTH)
    if start:
        start = min(text.find(" ", start, best.start) + 1 or best.start, best.start)
    if end < len(text):
        end = max(text.rfind(" ", start, end), best.end)
    return start, end


def _marks(words: tuple[Token, ...], read: Meaning) -> Iterator[Span]:
    exact = {way for term in read.terms for way, _ in term}
    begun = tuple({way[0] for term in read.terms for way, goes_on in term if goes_on})
    longest = max((len(way) for way in exact), default=0)
    at = 0
    while at < len(words):
        start, end, word = words[at]
        lengths = range(min(longest, _together(words, at)), 0, -1)
        run = next((length for length in lengths if tuple(key for *_, key in words[at : at + length]) in exact), 0)
        if run:
            yield Span(start, words[at + run - 1][1])
        elif begun and word.startswith(begun):
            yield Span(start, end)
        at += run or 1


def _together(words: tuple[Token, ...], at: int) -> int:
    """How many words from one on follow each other with no more than two signs between them, as those of one name do."""
    following = range(at + 1, len(words))
    return next((number for number in following if words[number][0] - words[number - 1][1] > _GAP), len(words)) - at
