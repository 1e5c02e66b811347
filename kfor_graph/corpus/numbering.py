"""Automatic numbers of a DOCX file: they are not in its text, but follow from the list definitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from kfor_graph.corpus.counters import CAPITAL, CAPITAL_ROMAN, DECIMAL, LETTER, ROMAN, printed

_STYLES = {"decimal": DECIMAL, "lowerLetter": LETTER, "upperLetter": CAPITAL, "lowerRoman": ROMAN, "upperRoman": CAPITAL_ROMAN}
_UNPRINTED = frozenset({"bullet", "none"})
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9
"Word knows nine levels."


@dataclass(slots=True)
class Numbering:
    """Counts the list items of a document in their order."""

    lists: Mapping[str, Element]
    "definitions (abstractNum) by the numId that uses them"
    starts: Mapping[tuple[str, int], int]
    "where a numId begins a level anew"
    styles: Mapping[str, Element]
    "paragraph styles by their id"
    counts: dict[Element, dict[int, int]] = field(default_factory=dict)
    "for each definition, the last number of each level"
    begun: set[str] = field(default_factory=set)
    "numIds that have begun"

    def number(self, paragraph: Element) -> str:
        """The number that a word processor prints before a paragraph; empty where it prints none."""
        used, depth = self._used(paragraph)
        definition = self.lists.get(used)
        if definition is None or not 0 <= depth < _DEEPEST:
            return ""
        level = _level(definition, depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(definition, {})
        self._restart(used, counts)
        counts[depth] = counts.get(depth, _start(level) - 1) + 1
        for deeper in range(depth + 1, _DEEPEST):
            counts.pop(deeper, None)
        if value(level, "w:numFmt") in _UNPRINTED:
            return ""
        return _PLACE.sub(lambda match: _printed(definition, counts, int(match[1]) - 1), value(level, "w:lvlText") or "").strip()

    def _restart(self, used: str, counts: dict[int, int]) -> None:
        """A numId that overrides the start begins anew the first time that it is met."""
        if used in self.begun:
            return
        self.begun.add(used)
        for (other, depth), start in self.starts.items():
            if other == used:
                counts[depth] = start - 1

    def _used(self, paragraph: Element) -> tuple[str, int]:
        """The numId and level of a paragraph, its own or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        own = properties.find(qn("w:numPr"))
        if own is not None and value(own, "w:numId") is not None:
            return value(own, "w:numId") or "", _whole(value(own, "w:ilvl"), 0)
        style, seen = value(properties, "w:pStyle"), set[str]()
        while style and style in self.styles and style not in seen:
            seen.add(style)
            found = self.styles[style].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None and (used := value(found, "w:numId")) is not None:
                linked = _linked(self.lists.get(used), style)
                return used, _whole(value(own if own is not None else found, "w:ilvl"), linked)
            style = value(self.styles[style], "w:basedOn")
        return "", 0


def numbering(root: Element | None, styles: Element) -> Numbering:
    """The list definitions of a document.

    root: the `w:numbering` element, where there is one
    styles: the `w:styles` element
    """
    by_style = {style.get(qn("w:styleId"), ""): style for style in styles.iter(qn("w:style"))}
    if root is None:
        return Numbering({}, {}, by_style)
    definitions = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
    shared = {value(one, "w:styleLink"): one for one in definitions.values() if value(one, "w:styleLink")}
    lists, starts = {}, {}
    for use in root.iter(qn("w:num")):
        used = use.get(qn("w:numId"), "")
        definition = definitions.get(value(use, "w:abstractNumId"))
        if definition is not None:
            lists[used] = shared.get(value(definition, "w:numStyleLink"), definition)
        for override in use.iter(qn("w:lvlOverride")):
            if (start := value(override, "w:startOverride")) is not None:
                starts[used, _whole(override.get(qn("w:ilvl")), 0)] = _whole(start, 1)
    return Numbering(lists, starts, by_style)


def value(element: Element, name: str) -> str | None:
    """The `w:val` of a child; None where there is no such child."""
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _level(definition: Element, depth: int) -> Element | None:
    return next((level for level in definition.iter(qn("w:lvl")) if _whole(level.get(qn("w:ilvl")), -1) == depth), None)


def _linked(definition: Element | None, style: str) -> int:
    """The level that a definition ties to a style; the first where it ties none."""
    levels = [] if definition is None else list(definition.iter(qn("w:lvl")))
    return next((_whole(level.get(qn("w:ilvl")), 0) for level in levels if value(level, "w:pStyle") == style), 0)


def _start(level: Element) -> int:
    return _whole(value(level, "w:start"), 1)


def _printed(definition: Element, counts: Mapping[int, int], depth: int) -> str:
    """The number of one level within a number such as 1.2."""
    level = _level(definition, depth)
    if level is None:
        return ""
    style = _STYLES.get(value(level, "w:numFmt") or "decimal", DECIMAL)
    return printed(counts.get(depth, _start(level)), style)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
