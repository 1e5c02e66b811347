"""ORDER BY that the engine can be relied on to do: values of several kinds are told apart before they are compared.

SPARQL gives no order to a number and a date, or to a string and a string with a language. The engine takes such values for equal, which
is no order at all, and its sorting may notice and end the whole process. Sorted by their kind first, only values that have an order are
compared; what SPARQL does order stays as it is.
"""

import re

from kfor_graph.catalogue import closing, skeleton

_ORDER = re.compile(r"(?<![\w?$:.-])ORDER\s+BY(?![\w:])", re.I | re.A)
_KEY = re.compile(
    r"\s*(?:(?P<way>ASC|DESC)\s*\(\s*[?$](?P<within>\w+)\s*\)|[?$](?P<plain>\w+)"
    r"|(?P<other>(?!(?:LIMIT|OFFSET|VALUES|HAVING)\b)(?:[\w:.-]+\s*)?\())",
    re.I,
)


def sortable(text: str) -> str:
    """The query with the kind of each variable that it sorts by as a key before it: numbers, dates, strings and so on, each by itself."""
    if "ORDER" not in text.upper():
        return text
    blanked, pieces, done = skeleton(text), list[str](), 0
    for order in _ORDER.finditer(blanked):
        position = order.end()
        while key := _KEY.match(blanked, position):
            position = closing(blanked, key.end()) if key["other"] else key.end()
            if name := key["within"] or key["plain"]:
                start = key.start() + len(key[0]) - len(key[0].lstrip())
                kind = f"IF(isNumeric(?{name}), 0, DATATYPE(?{name}))"
                pieces += [text[done:start], f" {key['way']}({kind}) " if key["way"] else f" {kind} "]
                done = start
    return "".join([*pieces, text[done:]])
