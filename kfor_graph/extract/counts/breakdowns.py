"""The parts that a total is broken down into: "58 in MNB (Centre), 71 in MNB (East) and 46 in …", "drugs (23), smuggling (8) and …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.extract.counts.numbers import FIGURE, NUMBER, QUALIFIER, quantity
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Quantity
from kfor_graph.texts import Span

_PERCENT = r"(?:per\scent|percent|%)"
_SHARE = rf"(?:\s\(|,?\s(?:or|that\sis,?)\s)(?P<share>{FIGURE})\s?{_PERCENT}\)?"
_OTHER = r"(?P<rest>the\s(?:other|remaining|rest,)\s|(?:a\s)?further\s|another\s)?"
_PART = re.compile(
    rf"{_OTHER}(?:(?P<q>{QUALIFIER})\s)?(?P<n>(?<![\w.-]){NUMBER})(?![\w-])(?!\s?(?:{_PERCENT}|o'clock|of\s(?:them|these|those|which|whom)\b))(?:{_SHARE})?\s?"
)
_NEXT = re.compile(
    rf"(?:,\s(?:and\s|while\s|plus\s)?|\sand\s|;\s(?:and\s)?|\swhile\s)(?={_OTHER.replace('<rest>', '<r>')}(?:{QUALIFIER}\s)?{NUMBER})"
)
_ENDS = re.compile(
    r"[.;:)]|,\s(?:which|who|where|while|compared|against|an?\s(?:increase|decrease|rise|fall)|bringing|up|down|with|but|the|all|most)\b"
    r"|\s(?:were|was|have\sbeen|had\sbeen|has\sbeen)\s(?:reported|recorded|registered|carried|conducted|monitored|observed|noted)\b|\s(?:compared\s(?:with|to)|but|although|while)\b"
)
_LINK = re.compile(
    r"\b(?P<link>in|for|of|to|with|by|from|against|on|at|under|as|among|involving|concerning|near)\s(?:the\s(?:field|area|case)s?\sof\s)?"
)
_BE = re.compile(r"(?:[a-z]+\s){0,3}?(?:was|were|had|has|have|are|is)\s")
_LABELLED = re.compile(
    rf"(?<!\w)(?P<label>[^(),;:.]{{2,120}}?|[^(),;:.]{{0,60}}?\([A-Z][a-z]+(?:[-\s][A-Z][a-z]+)?\))\s\((?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})"
    rf"(?:\s(?:incidents|cases))?(?:,\s(?:of\swhich|including)\s[^()]{{1,60}})?(?:(?:,|,?\sor|;)\s(?P<share>{FIGURE})\s?{_PERCENT})?\)"
)
_SEPARATOR = re.compile(r"(?:,\s(?:and\s)?|;\s(?:and\s)?|\sand\s|\sas\swell\sas\s)")
_PAIR = re.compile(
    rf"(?P<label>[A-Za-z](?:[^(),;:.\d]|\([A-Z][a-z]+(?:[-\s][A-Z][a-z]+)?\)){{2,80}}?)(?:,|:|\s[-–—])?\s(?P<n>(?<![\w.-])(?:{FIGURE}))(?=[,;.)]|\sand\s|\Z)"
)
_JOINED = re.compile(rf"\s?and\s|{_SEPARATOR.pattern}")
_GOES_ON = re.compile(r"(?:,\s(?:and\s)?|;\s(?:and\s)?|\sand\s)[^.;]{0,60}?\d")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a total."""

    span: Span
    "its number and the words that say which part"
    quantity: Quantity
    "its number"
    label: Span
    "the words that say which part"
    link: str = ""
    "the preposition before these words; 'be' where a verb says it: 64 were transferred"
    rest: bool = False
    "whether it is told as what remains: the other 23"
    share: Quantity | None = None
    "its share in per cent, where that is printed"


def counted_parts(passage: Passage, span: Span) -> tuple[Part, ...]:
    """The parts at the beginning of a span, the number first. What is not told like the first part is none, nor what stands behind it."""
    found: list[Part] = []
    at = span.start
    match = _PART.match(passage.text, at, span.end)
    while match:
        following = _NEXT.search(passage.text, match.end(), span.end)
        end = _end(passage, Span(match.end(), following.start() if following else span.end))
        part = _counted(passage, match, Span(match.end(), end), found[0] if found else None)
        if not part:
            break
        found.append(part)
        if not following or end != following.start():
            break
        match = _PART.match(passage.text, following.end(), span.end)
    return _same_link(found)


def _end(passage: Passage, span: Span) -> int:
    """Where the words of a part end; a bracket that opens within them, as in MNB (Centre), is a part of them."""
    for ending in _ENDS.finditer(passage.text, span.start, span.end):
        words = passage.text[span.start : ending.start()]
        if ending[0] != ")" or words.count("(") <= words.count(")"):
            return ending.start()
    return span.end


def _counted(passage: Passage, match: re.Match[str], tail: Span, first: Part | None) -> Part | None:
    words = passage.words(tail)
    if not words.strip():
        return None
    link, start = _link(passage, tail, first)
    if start >= tail.end:
        return None
    share = quantity(passage.text, Span(*match.span("share"))) if match["share"] else None
    begin = match.start("q") if match["q"] else match.start("n")
    end = start + len(passage.text[start : tail.end].rstrip(" ,"))
    return Part(Span(begin, end), passage.quantity(match, "n", "q"), Span(start, end), link, bool(match["rest"]), share)


def _link(passage: Passage, tail: Span, first: Part | None) -> tuple[str, int]:
    """How the words of a part are joined to its number, and where they begin."""
    if _BE.match(passage.text, tail.start, tail.end) and (not first or first.link == "be"):
        return "be", tail.start
    if first and first.link == "":
        return "", tail.start
    found = next(_LINK.finditer(passage.text, tail.start, tail.end), None)
    if not found or (first is None and found.start() > tail.start and not _leads(passage, tail, found)):
        return "", tail.start
    return found["link"], found.end()


def _leads(passage: Passage, tail: Span, found: re.Match[str]) -> bool:
    """Whether the words before a preposition are what is counted or done, not the name of a part."""
    return len(passage.text[tail.start : found.start()].split()) <= 5


def _same_link(found: list[Part]) -> tuple[Part, ...]:
    """The parts that are told as the second one is; of two, those that are told alike."""
    if len(found) < 2:
        return tuple(found)
    link = found[1].link
    kept = [found[0]]
    for part in found[1:]:
        if part.link != link:
            break
        kept.append(part)
    if kept[0].link == "be" and link != "be" and len(kept) > 1:
        return tuple(kept)
    return tuple(kept) if kept[0].link == link else (found[0],)


def labelled_parts(passage: Passage, span: Span) -> tuple[tuple[Part, ...], ...]:
    """The lists in a span whose parts are names with a number in brackets: "drugs (23), smuggling (8) and shootings (5)"."""
    return tuple(_runs(passage, list(passage.find(_LABELLED, span))))


def paired_parts(passage: Passage, span: Span) -> tuple[tuple[Part, ...], ...]:
    """The lists in a span whose parts are names with a number behind: "drugs, 31; smuggling, 14"."""
    return tuple(_runs(passage, list(passage.find(_PAIR, span))))


def _runs(passage: Passage, matches: list[re.Match[str]]) -> Iterator[tuple[Part, ...]]:
    held: list[Part] = []
    for match in matches:
        lead = _JOINED.match(passage.text, match.start(), match.end())
        part = _named(passage, match, lead.end() if lead else match.start())
        if held and not _SEPARATOR.fullmatch(passage.text[held[-1].span.end : part.span.start]):
            yield tuple(held)
            held = []
        held.append(part)
    if held:
        yield tuple(held)


def _named(passage: Passage, match: re.Match[str], start: int) -> Part:
    start += len(passage.text[start : match.end("label")]) - len(passage.text[start : match.end("label")].lstrip())
    groups = match.re.groupindex
    share = quantity(passage.text, Span(*match.span("share"))) if "share" in groups and match["share"] else None
    printed = passage.quantity(match, "n", "q" if "q" in groups else None)
    return Part(Span(start, match.end()), printed, Span(start, match.end("label")), share=share)


def goes_on(passage: Passage, parts: tuple[Part, ...]) -> bool:
    """Whether a list seems to have more in it than the parts that were read."""
    end = parts[-1].span.end
    return _GOES_ON.match(passage.text, end, passage.sentence(end - 1).end) is not None


def without_lead(part: Part, start: int) -> Part:
    """A part whose name begins at a later position."""
    return replace(part, span=Span(start, part.span.end), label=Span(start, part.label.end))


def is_whole(total: Quantity, parts: tuple[Part, ...], closed: bool) -> bool:
    """Whether parts are told as all of a total.

    A list in brackets or behind a colon is (`closed`). "Of which", with two parts or more, is where the parts make up the total or more,
    name what remains, or fall short of it by so little that nothing else can be meant.
    """
    if len(parts) < 2 or total.qualifier != "exact":
        return False
    made = sum(part.quantity.value for part in parts)
    return closed or parts[-1].rest or made >= total.value or (len(parts) > 2 and 20 * made >= 19 * total.value)
