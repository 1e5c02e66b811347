"""The query of a sh:sparql constraint, asked once for all nodes instead of once for each.

SHACL puts a node in for $this everywhere before a query runs. Here each group of the query begins with the pattern that says which
nodes are meant, so that $this stands for each of them in turn; groups within EXISTS have it from the row that they are asked for.
What would tell the two apart (a part of the query that does not hand $this on, or counts rows of several nodes) is refused.
"""

import re

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
_REFUSED = {"ASK", "CONSTRUCT", "DESCRIBE", "FROM", "GRAPH", "HAVING", "LIMIT", "MINUS", "OFFSET", "REDUCED", "SERVICE", "VALUES"}
_CHANGING = {"BNODE", "NOW", "RAND", "STRUUID", "UUID"}
_AGGREGATES = {"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"}
_SHACL_ONLY = {"PATH", "shapesGraph", "currentShape"}


def setwise(select: str, nodes: str) -> str:
    """A query for all nodes at once.

    select: the text of a sh:select, without prefixes
    nodes:  a graph pattern that binds ?this to each node that is to be validated, once

    Raises Unsupported for a query that would not say the same.
    """
    tokens = [(str(match.lastgroup), match.group()) for match in _TOKEN.finditer(select)]
    telling = [(number, kind, text) for number, (kind, text) in enumerate(tokens) if kind != "space"]
    _check([(kind, text) for _, kind, text in telling])
    after: dict[int, str] = {}
    groups: list[bool] = []
    for place, (number, _, text) in enumerate(telling):
        if text == "{":
            asked_for_a_row = bool(groups and groups[-1]) or _upper(telling, place - 1) == "EXISTS"
            groups.append(asked_for_a_row)
            if asked_for_a_row and _upper(telling, place + 1) == "SELECT":
                raise Unsupported("a SELECT within EXISTS in a sh:select")
            if not asked_for_a_row and _upper(telling, place + 1) != "SELECT":
                after[number] = f" {nodes} "
        elif text == "}" and groups:
            groups.pop()
    return "".join(text + after.get(number, "") for number, (_, text) in enumerate(tokens))


def _upper(telling: list[tuple[int, str, str]], place: int) -> str:
    return telling[place][2].upper() if 0 <= place < len(telling) else ""


def _check(tokens: list[tuple[str, str]]) -> None:
    words = [text.upper() for kind, text in tokens if kind == "word"]
    for word in words:
        if word in _REFUSED or word in _CHANGING:
            raise Unsupported(f"{word} in a sh:select")
    for kind, text in tokens:
        if kind == "variable" and text[1:] in _SHACL_ONLY:
            raise Unsupported(f"{text} in a sh:select")
    texts = [text.upper() if kind == "word" else text for kind, text in tokens]
    for place, text in enumerate(texts):
        if text == "AS" and _is_this(texts[place + 1 : place + 2]):
            raise Unsupported("a sh:select that gives $this another value")
        if text == "SELECT":
            _check_select(texts[place + 1 :])


def _check_select(rest: list[str]) -> None:
    """A SELECT from its head on: it hands $this on, and counts for each node by itself."""
    end = rest.index("{") if "{" in rest else len(rest)
    head = rest[: end - 1] if rest[end - 1 : end] == ["WHERE"] else rest[:end]
    if not any(_is_this([text]) for text in head):
        raise Unsupported("a SELECT without $this in a sh:select")
    tail = _behind(rest, end)
    if _AGGREGATES.intersection(rest) and _AGGREGATES.intersection(head) and not _groups_by_this(tail):
        raise Unsupported("an aggregate that is not grouped by $this in a sh:select")
    if "GROUP" in tail[:1] and not _groups_by_this(tail):
        raise Unsupported("a GROUP BY without $this in a sh:select")


def _behind(rest: list[str], start: int) -> list[str]:
    """What follows the group that begins at `start`, up to the end of the SELECT."""
    depth = 0
    for place in range(start, len(rest)):
        depth += (rest[place] == "{") - (rest[place] == "}")
        if not depth:
            tail = rest[place + 1 :]
            return tail[: tail.index("}")] if "}" in tail else tail
    raise Unsupported("a sh:select whose braces do not match")


def _groups_by_this(tail: list[str]) -> bool:
    if tail[:2] != ["GROUP", "BY"]:
        return False
    keys = tail[2:]
    return _is_this(keys[:1]) or any(_is_this([key]) for key in keys[: keys.index("ORDER") if "ORDER" in keys else len(keys)])


def _is_this(texts: list[str]) -> bool:
    return texts in (["$this"], ["?this"])
