"""Lists of things with their numbers, such as "58 rifles, 141 grenades and mines, and 6,210 rounds of ammunition"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.document.dates import MONTH
from kfor_graph.extract.counts.numbers import NUMBER, NUMBER_WORD, QUALIFIER, quantity
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Concept, Quantity
from kfor_graph.texts import Span
from kfor_graph.vocabulary import Vocabulary

_STOP = (
    rf"(?:was|were|is|are|had|have|has|been|being|be|by|in|on|at|near|during|from|which|who|whose|that|when|where|while|and|or|to|for|with|after"
    rf"|before|behind|under|over|also|all|together|jointly|including|as|plus|along|hidden|buried|concealed|stored|belonging|inside|within|across|throughout"
    rf"|between|since|until|containing|carrying|close\sto|next\sto|around|but|than|more|fewer|less|the|a|an|per|further|total|quantity|number|few|couple|large|small|amount|dozen|{MONTH}|(?i:{NUMBER_WORD}))\b"
)
_WORD = rf"(?!{_STOP})(?:[a-z][\w'’/-]*|[A-Z]{{2,}}[\w-]*|[A-Z][\w-]*(?=\s[a-z]))"
_NEXT = rf"(?:{QUALIFIER}\b|{NUMBER}|an?\s|several\b|many\b|numerous\b|various\b|dozens\b|hundreds\b|made\b|took\b|found\b|[a-z]+ed\b)"
'what cannot go on with the name of a thing behind an "and"'
_ITEM = re.compile(
    rf"""
    (?<![\w-])(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER}|[Aa]n?)\s(?P<of>of\s(?:the|these|those)\s)?
    (?P<words>(?!of\b){_WORD}(?:\s{_WORD}){{0,6}}(?:\sand\s(?!{_NEXT}){_WORD}(?:\s{_WORD}){{0,3}})?)(?:\s\((?P<within>[^()]{{1,120}})\))?
    """,
    re.X,
)
_ROW = re.compile(rf"\s?(?P<words>[A-Z][a-z-]+(?:\s(?:{_WORD}|and)){{0,5}})\s(?P<n>{NUMBER})(?=\s[A-Z]|[.;]?\Z|[.;]\s)")
_JOINT = re.compile(
    r"[,;]?\s(?:and\s|as\swell\sas\s|together\swith\s|along\swith\s|plus\s)?(?P<including>(?:including|of\s(?:which|them)|among\s(?:which|them))\s)?(?:a\stotal\sof\s)?\Z"
)
_MEASURED = re.compile(r"(?P<unit>[A-Za-z][a-z]+)\sof\s(?P<what>.+)")
_MEASURES = {"pieces", "rounds", "pairs", "cartons", "boxes", "kilograms", "grams", "tonnes", "metres", "litres"}
_UNCOUNTED = {"ammunition", "drugs"}
"kinds that are never counted by the piece"
_ADJECTIVE = re.compile(
    r"(?:assorted|various|different|illegal|illegally\sheld|unregistered|unauthori[sz]ed|smuggled|stolen|home-?made|old|heavy|light|automatic|semi-automatic|sniper|hunting"
    r"|assault|small-?\s?arms|live|unlicensed|suspected|other|additional)\s"
)
_PERSONS = re.compile(
    r"(?:men|man|women|woman|persons?|people|members?|soldiers?|officers?|bod(?:y|ies)|suspects?|children|victims?|corpses?|[\w-]*\s?(?:Serb|Albanian)s?)\b"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list with its number."""

    span: Span
    "its words, with the number"
    quantity: Quantity
    "how many"
    words: str
    "the name, without the number"
    category: Concept | None = None
    "what it is; None where the scheme has no such kind of thing"
    unit: str = "pieces"
    "notation in the scheme unit"
    of_others: bool = False
    "told as a part of figures given before: 11 of the rifles"
    parts: tuple["Item", ...] = ()
    "what it includes"

    @property
    def persons(self) -> bool:
        """Whether people are counted, no things."""
        return _PERSONS.search(self.words) is not None


def item_lists(passage: Passage, span: Span) -> Iterator[tuple[Span, tuple[Item, ...]]]:
    """The lists in a span, each with its words. A list is one item, or several joined by commas, "and", "as well as", "including"."""
    held: list[Item] = []
    including = False
    for match in passage.find(_ITEM, span):
        joint = _JOINT.match(passage.text, held[-1].span.end, match.start()) if held else None
        if held and not joint:
            yield Span(held[0].span.start, held[-1].span.end), _grouped(passage.vocabulary, held)
            held, including = [], False
        including = including or bool(joint and joint["including"])
        held.append(replace(_item(passage, match), of_others=bool(match["of"])))
        if joint and joint["including"]:
            held[-2] = replace(held[-2], parts=(held[-1],))
    if held:
        yield Span(held[0].span.start, held[-1].span.end), _grouped(passage.vocabulary, held)


def rows(passage: Passage, span: Span) -> tuple[Item, ...]:
    """The rows of a table of things and numbers that a span holds and nothing else: "Pistols 22 Hand grenades 64"; else none."""
    found, at = [], span.start
    while match := _ROW.match(passage.text, at, span.end):
        found.append(_item(passage, match))
        at = match.end()
    return tuple(found) if passage.text[at : span.end].strip(" .;") == "" else ()


def _item(passage: Passage, match: re.Match[str]) -> Item:
    qualifier = match["q"] if "q" in match.re.groupindex else None
    printed = quantity(passage.text, Span(*match.span("n")), qualifier)
    category, unit = _named(passage.vocabulary, match["words"])
    start = match.end() - len(match[0].lstrip())
    found = Item(Span(start, match.end()), printed, match["words"], category, unit)
    if "within" in match.re.groupindex and match["within"]:
        inner = tuple(part for _, listed in item_lists(passage, Span(*match.span("within"))) for part in listed if part.category)
        found = replace(found, parts=_of(found, inner))
    return found


def _named(vocabulary: Vocabulary, words: str) -> tuple[Concept | None, str]:
    """The kind of thing and the unit that words name."""
    measured = _MEASURED.match(words)
    measure = vocabulary.concept("unit", measured["unit"]) if measured else None
    measure = measure if measure and measure.notation in _MEASURES else None
    name = measured["what"] if measured and measure else words
    category = vocabulary.concept("category", name)
    while not category and (adjective := _ADJECTIVE.match(name)):
        name = name[adjective.end() :]
        category = vocabulary.concept("category", name)
    if not category or category.notation not in vocabulary.narrower(Concept("category", "item")):
        return None, "pieces"
    if measure:
        return category, measure.notation
    if re.search(r"\brounds?\Z", name):
        return category, "rounds"
    return (None, "pieces") if category.notation in _UNCOUNTED else (category, "pieces")


def _grouped(vocabulary: Vocabulary, listed: list[Item]) -> tuple[Item, ...]:
    """The items of a list with those behind "including" put into the one before; what could be either part or item is left out."""
    found: list[Item] = []
    whole: Item | None = None
    for item in listed:
        if not whole or not whole.category or item.unit != whole.unit:
            found.append(replace(item, parts=() if _opens(item, listed) else item.parts))
        elif item.category and _kind_of(vocabulary, item.category, whole.category):
            found[found.index(whole)] = whole = replace(whole, parts=_of(whole, (*whole.parts, item)))
        if _opens(item, listed):
            whole = found[-1]
    return tuple(found)


def _opens(item: Item, listed: list[Item]) -> bool:
    """Whether "including" stands behind an item."""
    return any(part in listed for part in item.parts)


def _of(whole: Item, parts: tuple[Item, ...]) -> tuple[Item, ...]:
    """The parts, where they can be parts: of the same unit, and no more than the whole."""
    return (
        parts
        if all(part.unit == whole.unit for part in parts) and sum(part.quantity.value for part in parts) <= whole.quantity.value
        else ()
    )


def _kind_of(vocabulary: Vocabulary, part: Concept, whole: Concept) -> bool:
    """Whether one kind of thing is the other or narrower; any gun is a weapon."""
    wholes = (
        {whole}
        if whole.notation != "weapons"
        else {whole, *(Concept("category", name) for name in ("long-barrelled-weapons", "pistols", "heavy-weapons"))}
    )
    return any(part == one or part.notation in vocabulary.narrower(one) for one in wholes)
