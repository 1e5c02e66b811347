"""The letters that patterns are said to begin with, against those that they can begin with."""

import importlib
import pkgutil
import re
import re._compiler as compiler
import re._constants as opcodes
import re._parser as parser
from collections.abc import Iterable
from typing import Any

import pytest

import kfor_graph
from kfor_graph.patterns import begins_with

WRITTEN = re.compile(r"\(\?=\[(?P<letters>(?:\\.|[^\]])+)\]\)(?P<pattern>.*)", re.DOTALL)
"What `begins_with` makes."
CHARACTERS = frozenset(map(chr, range(0x100))) | frozenset("–—’‘“”‐‑Оا联")
"Those that a letter is told from."


def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns of the package that were made so, by module and name."""
    found = {}
    for info in pkgutil.walk_packages(kfor_graph.__path__, "kfor_graph."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, re.Pattern) and WRITTEN.fullmatch(str(value.pattern)):
                found[f"{info.name}.{name}"] = value
    return found


PATTERNS = patterns()


def first(items: Iterable[tuple[Any, Any]], flags: int) -> tuple[set[str], bool]:
    """The characters that a parsed pattern can begin with, and whether it can be empty."""
    letters: set[str] = set()
    for opcode, value in items:
        found, empty = _first(opcode, value, flags)
        letters |= found
        if not empty:
            return letters, False
    return letters, True


def _first(opcode: Any, value: Any, flags: int) -> tuple[set[str], bool]:
    if opcode in (opcodes.LITERAL, opcodes.NOT_LITERAL, opcodes.IN, opcodes.ANY):
        one = compiler.compile(parser.SubPattern(parser.State(), [(opcode, value)]), flags & re.IGNORECASE | re.UNICODE)
        return {character for character in CHARACTERS if one.fullmatch(character)}, False
    if opcode is opcodes.BRANCH:
        branches = [first(branch, flags) for branch in value[1]]
        return set().union(*(letters for letters, _ in branches)), any(empty for _, empty in branches)
    if opcode is opcodes.SUBPATTERN:
        return first(value[3], (flags | value[1]) & ~value[2])
    if opcode in (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT):
        letters, empty = first(value[2], flags)
        return letters, empty or value[0] == 0
    if opcode in (opcodes.AT, opcodes.ASSERT, opcodes.ASSERT_NOT):
        return set(), True
    raise AssertionError(f"{opcode} is not known to this test")


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_begins_with_its_letters(name: str) -> None:
    """No match is lost, and no letter is named in vain."""
    pattern = PATTERNS[name]
    written = WRITTEN.fullmatch(pattern.pattern)
    assert written
    named = re.compile(f"[{written['letters']}]", pattern.flags & re.IGNORECASE | re.UNICODE)
    letters, empty = first(parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    assert not empty
    assert {character for character in CHARACTERS if named.fullmatch(character)} == letters


def test_a_letter_that_is_not_named_is_seen() -> None:
    """The derivation finds what begins a pattern behind optional words, boundaries and alternatives."""
    letters, empty = first(parser.parse(r"(?:the\s)?\b(?:[Nn]o|(?i:x)\d)|q?r"), 0)
    assert letters == set("tNnxXqr")
    assert not empty
    assert begins_with("tNnxXqr", r"(?:the\s)?\b(?:[Nn]o|(?i:x)\d)|q?r").findall("the no, x1, r") == ["the no", "x1", "r"]
