"""A published text and the parts of its document → zones that cover the text from end to end, each a part, a heading or furniture."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kfor_graph.site.align import Aligned, Solid, candidates
from kfor_graph.texts import Span

_NUMBER = re.compile(r"[(\[]?\d{1,3}(?:[.)\]]{0,2}|\s[-–—])\\?[.)]?\s*\Z")
"A paragraph's number, right before its words; Markdown may escape the stop."
_NUMBER_REACH = 12
_FURNITURE = re.compile(r"[^\W_]{2}|\d")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, as the graph describes it."""

    slug: str
    kind: str
    "Letter, Attachment, Report, Paragraph, or DocumentPart"
    parent: str | None = None
    "slug of the part that it stands in"
    words: str = ""
    "its text, white space folded; empty for a part that only holds others"
    heading: str = ""
    "what a paragraph stands under; the title of an attachment or report"
    number: int | None = None
    "printed number of a paragraph"


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the published text."""

    kind: str
    "letter, paragraph, heading or furniture"
    span: Span
    slug: str = ""
    "of the part whose words these are"
    level: int = 0
    "of a heading, from 2"
    blocks: tuple[Span, ...] = ()
    "its lines of thought, as blank lines part them; they cover the zone but for blanks"
    gaps: tuple[Span, ...] = ()
    "what interrupts a part's words: furniture and markup"
    starts: tuple[str, ...] = ()
    "slugs of the parts that begin here without words of their own"


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole document."""

    zones: tuple[Zone, ...]
    "in order, from the first character to the last"
    inner: Mapping[str, Span]
    "parts that are named within the words of another one"
    lost: tuple[Part, ...]
    "parts whose words stand nowhere in the published text"


def layout(text: str, parts: Sequence[Part], hints: Mapping[str, int]) -> Layout:
    """The zones of a published text.

    hints: where the first words of a part's claims stand, which tells two parts with the same words apart
    """
    placed, inner, lost = _placed(text, parts, hints)
    order = sorted(placed, key=lambda slug: placed[slug].span)
    known = {part.slug: part for part in parts}
    starts = {slug: placed[slug].span.start for slug in order}
    for slug in order:
        part = known[slug]
        if part.kind == "Paragraph":
            starts[slug] -= _number_before(text, placed[slug].span.start, part.number)
    opening = _openings(parts, starts)
    zones: list[Zone] = []
    at, heading = 0, ""
    for slug in order:
        part = known[slug]
        titles = [known[name].heading for name in opening.get(slug, ()) if known[name].heading]
        own = part.heading if part.kind == "Paragraph" and part.heading != heading else ""
        heading = part.heading or heading
        zones += _between(text, Span(at, starts[slug]), titles, own, opening.get(slug, ()))
        zones.append(_zone(text, part, placed[slug], starts[slug]))
        at = placed[slug].span.end
    zones += _between(text, Span(at, len(text)), (), "", ())
    return Layout(tuple(zones), inner, lost)


def _placed(text: str, parts: Sequence[Part], hints: Mapping[str, int]) -> tuple[dict[str, Aligned], dict[str, Span], tuple[Part, ...]]:
    """Where the words of each part stand: on their own, within those of a longer part, or nowhere."""
    solid = Solid(text)
    placed: dict[str, Aligned] = {}
    inner: dict[str, Span] = {}
    lost: list[Part] = []
    taken: list[Span] = []
    for part in sorted((part for part in parts if part.words), key=lambda part: -len(part.words)):
        found = list(candidates(part.words, solid))
        free = [place for place in found if not any(_overlap(place.span, other) for other in taken)]
        if free:
            best = min(free, key=lambda place: _doubt(text, part, place, hints))
            placed[part.slug] = best
            taken.append(best.span)
        elif within := [place for place in found if any(place.span in other for other in taken)]:
            inner[part.slug] = min(within, key=lambda place: _doubt(text, part, place, hints)).span
        else:
            lost.append(part)
    return placed, inner, tuple(lost)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _doubt(text: str, part: Part, place: Aligned, hints: Mapping[str, int]) -> tuple[bool, bool, int, int]:
    """What speaks against a place: words of claims outside, no number before it, what interrupts it, a later place."""
    hint = hints.get(part.slug)
    outside = hint is not None and not place.span.start <= hint < place.span.end
    unnumbered = part.number is not None and not _number_before(text, place.span.start, part.number)
    return outside, unnumbered, place.skipped, place.span.start


def _number_before(text: str, start: int, number: int | None) -> int:
    """How many characters the number of a paragraph takes right before its words; 0 where it is not there."""
    found = _NUMBER.search(text, max(0, start - _NUMBER_REACH), start)
    return start - found.start() if found and re.sub(r"\D", "", found[0]) == str(number) else 0


def _openings(parts: Iterable[Part], starts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """By part with words: the parts without words that begin at it, outermost first."""
    parts = list(parts)
    parents = {part.slug: part.parent for part in parts}
    first: dict[str, str] = {}
    for slug in sorted(starts, key=lambda slug: starts[slug]):
        holder = parents.get(slug)
        while holder is not None and holder not in first:
            first[holder] = slug
            holder = parents.get(holder)
    earliest = min(starts, key=lambda slug: starts[slug], default="")
    found: dict[str, list[str]] = {}
    for part in parts:
        if not part.words:
            found.setdefault(first.get(part.slug, earliest), []).append(part.slug)
    return {slug: tuple(sorted(names, key=lambda name: _depth(name, parents))) for slug, names in found.items()}


def _depth(slug: str, parents: Mapping[str, str | None]) -> tuple[int, str]:
    depth, holder = 0, parents.get(slug)
    while holder is not None and depth < len(parents):
        depth, holder = depth + 1, parents.get(holder)
    return depth, slug


def _between(text: str, span: Span, titles: Sequence[str], own: str, starts: tuple[str, ...]) -> list[Zone]:
    """What stands between two parts: the titles of what begins there, the heading of a section, and furniture around them."""
    solid = Solid(text[span.start : span.end])
    found: list[tuple[Span, int]] = []
    for title, level in [*((title, 2) for title in titles), *([(own, 3)] if own else [])]:
        places = [Span(place.span.start + span.start, place.span.end + span.start) for place in candidates(title, solid)]
        free = [place for place in places if not any(_overlap(place, other) for other, _ in found)]
        if free:
            found.append((_whole_line(text, free[-1], span), level))
    zones: list[Zone] = []
    at = span.start
    for place, level in sorted(found):
        zones += _furniture(text, Span(at, place.start))
        zones.append(Zone("heading", place, level=level, blocks=(place,)))
        at = place.end
    zones += _furniture(text, Span(at, span.end))
    if not starts:
        return zones
    first = next((index for index, zone in enumerate(zones) if zone.kind == "heading"), len(zones))
    marker = Zone("start", Span(zones[first].span.start, zones[first].span.start) if first < len(zones) else Span(span.end, span.end))
    return [*zones[:first], Zone(marker.kind, marker.span, starts=starts), *zones[first:]]


def _whole_line(text: str, place: Span, within: Span) -> Span:
    """A heading with the markup that stands on its line."""
    start = text.rfind("\n", within.start, place.start) + 1 or within.start
    end = text.find("\n", place.end, within.end)
    end = within.end if end < 0 else end
    around = text[start : place.start] + text[place.end : end]
    return Span(start, end) if not re.search(r"\w", around) else place


def _furniture(text: str, span: Span) -> list[Zone]:
    """What belongs to no part, in lines of its own; nothing where it is blank."""
    blocks = tuple(_blocks(text, span, ()))
    return [Zone("furniture", span, blocks=blocks)] if blocks else []


def _zone(text: str, part: Part, place: Aligned, start: int) -> Zone:
    between = [_stripped(text, Span(one.end, other.start)) for one, other in zip(place.runs, place.runs[1:], strict=False)]
    gaps = tuple(gap for gap in between if gap.start < gap.end)
    span = Span(start, place.span.end)
    kind = "paragraph" if part.kind == "Paragraph" else "letter"
    pages = [gap for gap in gaps if is_furniture(text, gap)]
    return Zone(kind, span, part.slug, blocks=tuple(_blocks(text, span, pages)), gaps=gaps)


def is_furniture(text: str, gap: Span) -> bool:
    """Whether what interrupts words is page furniture, not markup."""
    return _FURNITURE.search(text, gap.start, gap.end) is not None


def _stripped(text: str, span: Span) -> Span:
    """A span without the blanks at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _blocks(text: str, span: Span, gaps: Sequence[Span]) -> Iterable[Span]:
    """A stretch of text in the blocks that blank lines part; a blank line beside furniture parts nothing."""
    at = span.start
    ends = [gap.end for gap in gaps]
    for blank in _BLANK_LINE.finditer(text, span.start, span.end):
        index = bisect_left(ends, blank.start())
        beside = index < len(gaps) and gaps[index].start <= blank.end()
        if not beside:
            if text[at : blank.start()].strip():
                yield Span(at, blank.start())
            at = blank.end()
    if text[at : span.end].strip():
        yield Span(at, span.end)
