"""The query of a sh:sparql constraint, asked once for all nodes instead of once for each.

SHACL puts a node in for $this everywhere before a query runs. Here each group of the query begins with the pattern that says which
nodes are meant, so that $this stands for each of them in turn; groups within EXISTS have it from the row that they are asked for.
What would tell the two apart (a part of the query that does not hand $this on, or counts rows of several nodes) is refused.

A comparison of values of different kinds is an error to the store, and pySHACL may still make it: a filter that ends in an error lets
its row through, except where the row speaks against a result.
"""

import re
from dataclasses import dataclass

from kfor_graph.quality.gate.features import Unsupported

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)
    |(?P<word>[\w.-]*:[\w.:%-]*|@?[A-Za-z_]\w*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_REFUSED = frozenset(
    ["ASK", "CONSTRUCT", "DESCRIBE", "FROM", "GRAPH", "HAVING", "LIMIT", "MINUS", "OFFSET", "OPTIONAL", "REDUCED", "SERVICE", "VALUES"]
)
_ANSWERED_OTHERWISE = frozenset(["AVG", "BNODE", "GROUP_CONCAT", "NOW", "RAND", "REGEX", "REPLACE", "SAMPLE", "STRUUID", "UUID"])
"Functions that give something else each time, or in each engine."
_AGGREGATES = frozenset(["COUNT", "MAX", "MIN", "SUM"])
_SHACL_ONLY = {"PATH", "shapesGraph", "currentShape"}


def setwise(select: str, nodes: str) -> str:
    """A query for all nodes at once.

    select: the text of a sh:select, without prefixes
    nodes:  a graph pattern that binds ?this to each node that is to be validated, once

    Raises Unsupported for a query that would not say the same.
    """
    tokens = [(str(match.lastgroup), match.group()) for match in _TOKEN.finditer(select)]
    telling = [(number, text) for number, (kind, text) in enumerate(tokens) if kind != "space"]
    texts = [text.upper() if tokens[number][0] == "word" else text for number, text in telling]
    _check([kind for kind, _ in tokens if kind != "space"], texts)
    after: dict[int, str] = {}
    groups: list[_Group] = []
    brackets: list[bool] = []
    for place, (number, _) in enumerate(telling):
        text, before, behind = texts[place], texts[max(place - 1, 0) : place], texts[place + 1 : place + 2]
        if text == "{":
            groups.append(_group(groups, texts[max(place - 3, 0) : place]))
            if groups[-1].is_of_a_row and behind == ["SELECT"]:
                raise Unsupported("a SELECT within EXISTS in a sh:select")
            if not groups[-1].is_of_a_row and behind != ["SELECT"]:
                after[number] = f" {nodes} "
        elif text == "}":
            groups.pop()
        elif text == "(":
            is_lenient = before == ["FILTER"] and _is_lenient(groups)
            brackets.append(is_lenient)
            after[number] = "COALESCE((" if is_lenient else ""
        elif text == ")" and brackets.pop():
            after[number - 1] = after.get(number - 1, "") + "), true)"
        elif text == "FILTER" and behind not in (["("], ["NOT"], ["EXISTS"]):
            raise Unsupported("a FILTER without parentheses in a sh:select")
    return "".join(text + after.get(number, "") for number, (_, text) in enumerate(tokens))


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of a query."""

    is_of_a_row: bool
    "whether it stands within EXISTS"
    speaks_for: bool | None
    "whether its rows speak for a result, or against one; None where that is not plain"


def _group(groups: list[_Group], before: list[str]) -> _Group:
    """The group that begins here; `before` are the three words in front of it."""
    above = groups[-1] if groups else _Group(False, True)
    if before[-1:] != ["EXISTS"]:
        return above
    if before[-2:] == ["FILTER", "EXISTS"]:
        return _Group(True, above.speaks_for)
    if before == ["FILTER", "NOT", "EXISTS"]:
        return _Group(True, None if above.speaks_for is None else not above.speaks_for)
    return _Group(True, None)


def _is_lenient(groups: list[_Group]) -> bool:
    if not groups or groups[-1].speaks_for is None:
        raise Unsupported("a FILTER in an EXISTS that is part of an expression in a sh:select")
    return groups[-1].speaks_for


def _check(kinds: list[str], texts: list[str]) -> None:
    for text, kind in zip(texts, kinds, strict=True):
        if kind == "word" and (text in _REFUSED | _ANSWERED_OTHERWISE):
            raise Unsupported(f"{text} in a sh:select")
        if kind == "variable" and text[1:] in _SHACL_ONLY:
            raise Unsupported(f"{text} in a sh:select")
    _check_brackets([text for text, kind in zip(texts, kinds, strict=True) if kind == "mark" and text in "{}()"])
    for place, text in enumerate(texts):
        if text == "AS" and _is_this(texts[place + 1 : place + 2]):
            raise Unsupported("a sh:select that gives $this another value")
        if text == "SELECT":
            _check_select(texts[place + 1 :])


def _check_brackets(marks: list[str]) -> None:
    opened: list[str] = []
    for mark in marks:
        if mark in "{(":
            opened.append({"{": "}", "(": ")"}[mark])
        elif not opened or opened.pop() != mark:
            raise Unsupported("a sh:select whose brackets do not match")
    if opened:
        raise Unsupported("a sh:select whose brackets do not match")


def _check_select(rest: list[str]) -> None:
    """A SELECT from its head on: it hands $this on, and counts for each node by itself."""
    end = rest.index("{") if "{" in rest else len(rest)
    head = rest[: end - 1] if rest[end - 1 : end] == ["WHERE"] else rest[:end]
    if not any(_is_this([text]) for text in head):
        raise Unsupported("a SELECT without $this in a sh:select")
    body, tail = _body(rest, end)
    if _AGGREGATES.intersection(head) and not _groups_by_this(tail):
        raise Unsupported("an aggregate that is not grouped by $this in a sh:select")
    if _AGGREGATES.intersection(head) and "FILTER" in body:
        raise Unsupported("an aggregate of filtered rows in a sh:select")
    if "GROUP" in tail[:1] and not _groups_by_this(tail):
        raise Unsupported("a GROUP BY without $this in a sh:select")


def _body(rest: list[str], start: int) -> tuple[list[str], list[str]]:
    """The group that begins at `start`, and what follows it up to the end of the SELECT; both empty where no group begins."""
    depth = 0
    for place in range(start, len(rest)):
        depth += (rest[place] == "{") - (rest[place] == "}")
        if not depth:
            tail = rest[place + 1 :]
            return rest[start:place], tail[: tail.index("}")] if "}" in tail else tail
    return [], []


def _groups_by_this(tail: list[str]) -> bool:
    if tail[:2] != ["GROUP", "BY"]:
        return False
    keys = tail[2:]
    return _is_this(keys[:1]) or any(_is_this([key]) for key in keys[: keys.index("ORDER") if "ORDER" in keys else len(keys)])


def _is_this(texts: list[str]) -> bool:
    return texts in (["$this"], ["?this"])
