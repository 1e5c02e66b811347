"""The places that words tell of: names behind "in", "near", "on the road between …", and sectors in brackets."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kfor_graph.document.dates import MONTH
from kfor_graph.extract.passage import Passage, remembered
from kfor_graph.model import Concept, Entity, Mention
from kfor_graph.names import slug
from kfor_graph.texts import Span, When

Found = tuple[Entity, str, Span]
"A place, how the words give it (scheme place-precision), and its name's words."

_SIDE = r"(?:north|south|east|west)(?:ern|[-\s]?(?:east|west)(?:ern)?)?|central"
_TOWARDS = r"(?:(?:immediately|just)\s)?(?:north|south|east|west)(?:[-\s]?(?:east|west))?"
_NEAR = rf"[Nn]ear|[Cc]lose\sto|next\sto|[Oo]utside(?:\sof)?|around|[Ii]n\sthe\s(?:vicinity|outskirts|surroundings)\sof|on\sthe\soutskirts\sof|(?:kilomet(?:re|er)s|km|met(?:re|er)s|m)\s(?:{_TOWARDS}\sof|from|outside)|{_TOWARDS}\sof"
_ROADS = r"(?:main\s|old\s)?(?:road|route|highway|motorway)"
_ROAD = rf"(?:[Oo]n|[Aa]long|of|at)\s(?:the|a)\s{_ROADS}\s(?:leading\s)?(?:between|from|linking|connecting|to|towards?)|[Tt]he\s{_ROADS}\s(?:between|linking|connecting)"
_AREA = r"[Aa]cross|[Tt]hroughout"
_AT = r"[Ii]n|[Aa]t|[Ww]ithin|[Ii]nside|[Oo]n|[Aa]long|through"
_LEAD = (
    r"(?:(?:the|both|nearby|neighbou?ring|downtown)\s|(?:[\w-]+\s){0,3}(?:village|town|city|cent(?:re|er)|suburb|street|square|district|neighbou?rhood|enclave|hamlet|settlement|villages|towns)s?\sof\s"
    rf"|(?:(?!{_SIDE})[\w-]+\s)?(?P<wide>area|region|municipality|municipalities|valley|parts|territory|province)\sof\s)*"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<near>{_NEAR})|(?P<road>{_ROAD})|(?P<area>{_AREA})|(?P<at>{_AT}))\s{_LEAD}(?P<side>(?:the\s)?(?:{_SIDE})(?:\s(?:(?:parts?|region|areas?|end)\s)?of)?\s(?:the\s)?)?(?=[A-ZČĆŠŽĐ]|(?P<lower>[a-z]))"
)
_NAME = re.compile(
    r"[A-ZČĆŠŽĐÇ][\wčćšžđçë'’-]*[a-zčćšžđçë](?:\s(?:i\s)?[A-ZČĆŠŽĐÇ][\wčćšžđçë'’-]*[a-zčćšžđçë])*(?:/[A-ZČĆŠŽĐÇ][\wčćšžđçë-]+)?"
)
_NO_NAME = re.compile(
    rf"(?:{MONTH}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Operation|Resolution|Annex|Enclosure|Paragraph|Headquarters|Easter|Christmas|Ramadan|Phase|Part|Mr|Ms|Mrs|Dr|General"
    r"|Colonel|Major|President|Prime|Minister|Commander|Secretary|Chapter|Article|Section|Government|Assembly|Parliament|Council|The|This|These|That)\b"
)
_ENDS = re.compile(
    r"\s?[.,;:()]|\Z|\s(?:and|or|on|in|at|near|during|by|after|before|when|where|while|which|who|that|was|were|has|had|have|is|are|from|to|with|without|as|but|under|because|since|until"
    r"|between|for|against|also|[a-z]+ed)\b|\s(?P<suffix>area|region|municipality|valley|village|town|sector|enclave)\b"
)
_SUFFIX = re.compile(r"\s(?:area|region|municipality|valley|district)\b")
_JOINT = re.compile(r",\sand\s|,\s|\sand\s|\sto\s|\swith\s")
_IN_BRACKETS = re.compile(r"(?P<name>\b[A-ZČĆŠŽĐÇ][\wčćšžđçë'’-]+[a-zčćšžđçë])?\s\((?=[A-Zs])")
_PAIR = re.compile(
    r"\bthe\s(?:main\s)?(?P<one>[A-Z]\w+(?:\s[A-Z]\w+)?)\s?[-–]\s?(?P<two>[A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:road|route|highway|motorway)\b"
)

_RANK = {
    "site": 0,
    "bridge": 0,
    "crossing": 0,
    "road": 1,
    "settlement": 2,
    "water": 3,
    "municipality": 4,
    "boundary": 5,
    "sector": 6,
    "zone": 6,
    "region": 7,
    "country": 8,
}
_WIDE = {"municipality", "sector", "zone", "region", "country", "boundary", "water"}
_STOOD_ON = {"boundary", "bridge", "crossing", "zone", "road", "site"}


@remembered
def places(passage: Passage, span: Span) -> tuple[Found, ...]:
    """The places that a span tells of, the narrowest first, each with the precision and the words of its name.

    Names behind "in", "at", "near", "close to", "outside", "on the road between" and the like, lists of them, and sectors in
    brackets. A name that the gazetteer does not know is a new settlement, to be reviewed. "Between Belgrade and Pristina", without a
    road, names actors and no places; "northern Kosovo" is not Kosovo.
    """
    known = {mention.span.start: mention for mention in passage.mentions if mention.span in span}
    found: list[Found] = []
    for match in passage.find(_BEFORE, span):
        found.extend(_behind(passage, match, span, known))
    if "(" in passage.text[span.start : span.end]:
        found.extend(_bracketed(passage, span, known, [words for _, _, words in found]))
    if "road" in passage.lower or "route" in passage.lower or "highway" in passage.lower:
        found.extend(_pairs(passage, span))
    if "-wide" in passage.text[span.start : span.end]:
        found.extend((mention.entity, "area", mention.span) for mention in known.values() if passage.words(mention.span).endswith("-wide"))
    distinct: dict[Entity, Found] = {}
    for item in sorted(found, key=lambda item: item[2]):
        distinct.setdefault(item[0], item)
    return tuple(sorted(distinct.values(), key=lambda item: (_RANK.get(kind(passage, item[0]), 2), item[2])))


def at_each(where: tuple[Found, ...], when: tuple[When, ...]) -> tuple[tuple[Found, ...], ...]:
    """The places of each of several days: all of them for a list of days; else those told with the day ("in A on … and in B on …").

    Where all stand behind the first day, those of a day follow it ("on … in A and on … in B").
    Where a day has no place of its own among several, no day has one.
    """
    if len({item.span for item in when}) < 2 or len({place for place, precision, _ in where if precision == "at"}) < 2:
        return tuple(where for _ in when)
    edges = [0, *(item.span.end for item in when)]
    if min(found[2].start for found in where) >= edges[1]:
        edges = [*edges[1:], max(found[2].end for found in where) + 1]
        behind = tuple(tuple(found for found in where if start <= found[2].start < end) for start, end in pairwise(edges))
        return behind if all(behind) else tuple(() for _ in when)
    each = tuple(
        tuple(found for found in where if before <= found[2].start < item.span.end) for before, item in zip(edges, when, strict=False)
    )
    return each if all(each) and sum(map(len, each)) == len(where) else tuple(() for _ in when)


def kind(passage: Passage, place: Entity) -> str:
    """The notation of a place's type, in the scheme place-type."""
    for name, value in place.facts:
        if name == "dcterms:type" and isinstance(value, Concept):
            return value.notation
    return (passage.vocabulary.literal(place, "dcterms:type") or "settlement").rsplit("/", 1)[-1]


def _behind(passage: Passage, match: re.Match[str], span: Span, known: dict[int, Mention]) -> Iterator[Found]:
    """The name behind a preposition, and those that a comma or "and" joins to it."""
    at, joined, side = match.end(), False, match["side"] or ""
    for start in range(match.start(), at):
        if start in known and known[start].span.end > at:
            at, side = start, ""
    while named := _name(passage, at, span, known, joined, bool(match["lower"])):
        place, words = named
        if precision := _precision(passage, match, place, words):
            yield _part(passage, match, place, words, precision) if side and not joined else (place, precision, words)
        joint = _JOINT.match(passage.text, words.end, span.end)
        if not joint or (joint[0] in {" to ", " with "} and not match["road"]):
            return
        at, joined = joint.end(), True


def _name(passage: Passage, at: int, span: Span, known: dict[int, Mention], joined: bool, lower: bool) -> tuple[Entity, Span] | None:
    """The place whose name begins at a position: of the gazetteer, or new where what follows shows that the name ends there."""
    if mention := known.get(at):
        if mention.entity.kind != "place":
            return None
        follows = passage.text[mention.span.end : mention.span.end + 2]
        if follows[:1] == " " and follows[1:].isupper() and kind(passage, mention.entity) in {"region", "country"}:
            return None
        return mention.entity, mention.span
    name = None if lower else _NAME.match(passage.text, at, span.end)
    if not name or _NO_NAME.match(passage.text, at):
        return None
    words = Span(at, name.end())
    if any(
        mention.span.start < words.end and words.start < mention.span.end and not _is_its_end(mention, words) for mention in known.values()
    ):
        return None
    ends = _ENDS.match(passage.text, words.end, span.end)
    if not ends or re.search(r"(?:[a-z]ian|ish|ese)s?$", name[0]) or (joined and not _closes(passage, words, span)):
        return None
    return new_place(name[0]), words


def _is_its_end(mention: Mention, words: Span) -> bool:
    """Whether a name such as Gornja Klina ends with the name of another place."""
    return mention.entity.kind == "place" and mention.span.end == words.end and mention.span.start > words.start


def _closes(passage: Passage, words: Span, span: Span) -> bool:
    """Whether a new name is in a list of places: the last one behind "and", or one before it."""
    before = passage.text[words.start - 5 : words.start]
    after = passage.text[words.end : min(words.end + 40, span.end)]
    return before.endswith(" and ") or bool(re.match(r"(?:,\s[A-Z]\w+)*,?\sand\s[A-Z]\w+", after)) or after.startswith(" (")


def new_place(name: str, notation: str = "settlement", within: Entity | None = None) -> Entity:
    """A place that the gazetteer does not know, to be reviewed."""
    facts: tuple[tuple[str, Concept | Entity], ...] = (("dcterms:type", Concept("place-type", notation)),)
    facts += (("geo:sfWithin", within),) if within else ()
    return Entity("place", slug(name), name, ("kfo:Place",), facts, known=False)


def _part(passage: Passage, match: re.Match[str], place: Entity, words: Span, precision: str) -> Found:
    """A part of a place, such as eastern Kosovo; the place itself where only its middle is meant."""
    side = re.sub(r"^the\s|\s(?:(?:parts?|region|areas?|end)\s)?of\s.*$|\s+(?:the\s)?$", "", match["side"])
    if side.startswith("central") and kind(passage, place) == "settlement":
        return place, precision, words
    side += "" if side.endswith("ern") or side == "central" else "ern"
    return new_place(f"{side} {place.label}", "region", place), "area", Span(match.start("side"), words.end)


def _precision(passage: Passage, match: re.Match[str], place: Entity, words: Span) -> str | None:
    """How the words give a place; None where they do not place anything ("a report on Kosovo")."""
    if match["road"]:
        return "on-road"
    if match["near"]:
        return "near"
    wide = kind(passage, place) in _WIDE
    if match["at"] in {"on", "along", "through"} and kind(passage, place) not in _STOOD_ON:
        return None
    if match["area"] or match["wide"] or wide or _SUFFIX.match(passage.text, words.end):
        return "area"
    return "at"


def _bracketed(passage: Passage, span: Span, known: dict[int, Mention], read: list[Span]) -> Iterator[Found]:
    """Sectors in brackets, and the new name before one, where that is no part of a name that has been read."""
    for match in passage.find(_IN_BRACKETS, span):
        mention = known.get(match.end())
        if not mention or mention.entity.kind != "place" or kind(passage, mention.entity) not in {"sector", "zone"}:
            continue
        yield mention.entity, "area", mention.span
        words = Span(*match.span("name"))
        taken = (*(other.span for other in known.values()), *read)
        if match["name"] and not any(other.start < words.end and words.start < other.end for other in taken):
            yield new_place(match["name"]), "at", words


def _pairs(passage: Passage, span: Span) -> Iterator[Found]:
    """Both ends of a road that is named by them, such as the Pristina-Prizren road."""
    for match in passage.find(_PAIR, span):
        for end in ("one", "two"):
            words = Span(*match.span(end))
            mention = next(iter(passage.vocabulary.mentions(passage.text, words)), None)
            if mention and mention.entity.kind == "place" and mention.span == words:
                yield mention.entity, "on-road", words
