"""What a query or update of a stranger may not do: reach another server, or be so deep that it breaks the engine.

The engine has no switch that turns SERVICE and LOAD off, so its text is read beforehand. Where a text can be read in two ways, of which
one hides such a word, it is refused.
"""

import re

from kfor_graph.catalogue import skeleton
from kfor_graph.errors import QueryError

MOST_DEPTH = 100
"Brackets within brackets; the engine's reader runs out of stack somewhere above 1,000, and the process with it."
MOST_OPERATORS = 1_000
"Words and signs of one text that nest what stands beside them; above 2,000, the engine's planner runs out of stack."

_BRACKETS = re.compile(r"[][{}()]|<<|>>")
_DEPTHS = {"{": 1, "(": 1, "[": 1, "<<": 5, "}": -1, ")": -1, "]": -1, ">>": -5}
"A triple in a triple counts for more: the time to read n of them, each within the next, grows with the fourth power of n."
_NAMES = re.compile(r"[?$]\w+|(?<=:)[\w:%][\w.:%-]*")
_OPERATORS = re.compile(r"\b(?:UNION|OPTIONAL|MINUS|FILTER|BIND|AS|EXISTS|GRAPH|SELECT|HAVING|SERVICE)\b|\|\|?|&&|[+*/!^-]", re.I | re.A)
_TWO_WAYS = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://)[^<>\"{}|^`\x00-\x20]*['#][^<>\"{}|^`\x00-\x20]*>")
"An IRI that holds a quote or a comment sign; behind an operand, the same signs are a comparison and what begins there."


def refuse_bombs(text: str, place: str) -> None:
    """Raises QueryError, with line and column, where brackets are too deep, and where too many operators follow each other."""
    blanked, depth = skeleton(text), 0
    for bracket in _BRACKETS.finditer(blanked):
        depth += _DEPTHS[bracket[0]]
        if depth > MOST_DEPTH:
            where = at(place, text, bracket.start())
            raise QueryError(where, f"brackets stand more than {MOST_DEPTH} deep", "write the query flatter")
    if len(text) > MOST_OPERATORS and len(_OPERATORS.findall(_NAMES.sub("", blanked))) > MOST_OPERATORS:
        raise QueryError(place, f"more than {MOST_OPERATORS} patterns and operators", "ask in several queries, or list terms with VALUES")


def outbound(text: str, place: str, word: str) -> tuple[int, ...]:
    """The positions of a word that makes the engine ask another server.

    word: SERVICE or LOAD

    Raises QueryError where the text, which has the word somewhere, can be read in two ways.
    """
    if word not in text.upper():
        return ()
    if doubtful := _TWO_WAYS.search(text):
        where = at(place, text, doubtful.start())
        raise QueryError(where, f"what follows < can be read in two ways, of which one may hide {word}", "write %27 and %23 in IRIs")
    visible = _NAMES.sub(lambda name: " " * len(name[0]), skeleton(text))
    return tuple(found.start() for found in re.finditer(word, visible, re.I))


def at(place: str, text: str, position: int) -> str:
    """A place with line and column, both from 1."""
    before = text[:position]
    return f"{place}:{before.count(chr(10)) + 1}:{position - before.rfind(chr(10))}"
