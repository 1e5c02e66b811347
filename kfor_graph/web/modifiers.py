"""What stands outside of all brackets of a query or update: its own LIMIT, read and set."""

import re
from functools import lru_cache

from kfor_graph.catalogue import skeleton

_GROUP = re.compile(r"[({\[][^][(){}]*[])}]")
_LIMIT = re.compile(r"(?<![\w?$:.-])LIMIT\s*(\d{1,18})(?!\d)", re.I | re.A)
_VALUES = re.compile(r"(?<![\w?$:.-])VALUES(?![\w:])", re.I | re.A)


def limit(text: str) -> int | None:
    """The LIMIT of a query as a whole, not of a part of it; None where it has none."""
    found = _LIMIT.findall(flat(text))
    return int(found[-1]) if found else None


def limited(text: str, rows: int) -> str:
    """The query with another LIMIT."""
    outside = flat(text)
    if found := list(_LIMIT.finditer(outside)):
        start, end = found[-1].span(1)
        return f"{text[:start]}{rows}{text[end:]}"
    values = _VALUES.search(outside)
    end = values.start() if values else len(text)
    return f"{text[:end]}\nLIMIT {rows}\n{text[end:]}"


def closing(blanked: str, opening: int) -> int:
    """The position behind the bracket that closes the one at `opening`; the end of the text where none does."""
    depth = 0
    for bracket in re.finditer(r"[{}]", blanked[opening:]):
        depth += 1 if bracket[0] == "{" else -1
        if not depth:
            return opening + bracket.end()
    return len(blanked)


@lru_cache(maxsize=32)
def flat(text: str) -> str:
    """A query whose strings, comments, IRIs and groups are blanked, every other character in its place."""
    outside = skeleton(text)
    while (left := _GROUP.sub(lambda group: " " * len(group[0]), outside)) != outside:
        outside = left
    return outside
