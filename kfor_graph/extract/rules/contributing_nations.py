"""How many nations contribute troops."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, observation, population
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.strength import OUTSIDE, WITHIN
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.as_at import as_at
from kfor_graph.model import Claim, Concept, Entity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_NATO = r"(?:NATO|North\sAtlantic\sTreaty\sOrgani[sz]ation(?:\s\(NATO\))?)"
_OUTSIDE = re.compile(
    rf"(?<!\w)(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:{OUTSIDE}|(?:non-NATO\s)?partners\b|(?P<bare>non-NATO)(?=[.,;)]))"
)
_INSIDE = re.compile(rf"(?<!\w)(?:from\s|by\s|of\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:{WITHIN}|{_NATO}(?=\sand\s|,\s|\s\())")
_BESIDE = ("NATO and ", "NATO) and ", "NATO members and ")
_ALL = re.compile(
    rf"(?<!\w)(?:from\s|by\s|of\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:(?:troop[-\s]contributing|contributing|different|participating)\s)?(?:nations|countries|States|states)"
    r"(?=\s?[,:;(–—-]|\sof\swhich|\scomprising|\sincluding)"
)
_CONTRIBUTE = begins_with("cmpst", r"\b(?:troops?|soldiers|personnel|contribut\w+|contingents?|participat\w+|compos\w+|made\sup)\b", re.I)
_OTHERWISE = re.compile(
    r"\b(?:exercises?|conferences?|attended|ceremon\w+|representatives|visit\w*|meetings?|left|withdr\w+|joined|arriv\w+|depart\w+|redeploy\w*)\b"
)
_COUNTED = ("NATO", "North Atlantic", "Alliance", "Allies", "not members", "partner nations", "partner countries")
_ALLIANCE = ("nato", "north atlantic", "alliance", "allies", "partner nations", "partner countries")


@reads("nations", "countries", "states", "members", "allies")
def contributing_nations(passage: Passage) -> Iterator[Claim]:
    """Nations within and outside NATO that contribute; "19 NATO and 8 non-NATO nations" counts nations, never troops.

    Example: `approximately 3,600, «from 19 North Atlantic Treaty Organization (NATO)» and «8 non-NATO troop-contributing nations»`.
    """
    if not passage.mission or not passage.has(*_ALLIANCE):
        return
    for sentence in passage.block.sentences:
        if _contribute(passage, sentence):
            parts = list(_parts(passage, sentence, passage.mission))
            yield from parts
            yield from _total(passage, sentence, passage.mission, parts)


def _parts(passage: Passage, sentence: Span, mission: Entity) -> Iterator[Claim]:
    """Those within NATO, then those outside."""
    for pattern, kind in ((_INSIDE, "nato"), (_OUTSIDE, "non-nato")):
        for match in passage.find(pattern, _near_alliance(passage, sentence)):
            if _are_nations(passage, sentence, match, kind):
                yield from _count(passage, match, mission, population(kind))


def _are_nations(passage: Passage, sentence: Span, match: re.Match[str], kind: str) -> bool:
    """Whether nations are counted: those of "24 NATO and 8 non-NATO" are, where all nations are counted before."""
    if kind == "non-nato" and not match["bare"]:
        return True
    counted = _ALL.search(passage.text, sentence.start, match.start()) is not None
    if kind == "non-nato":
        return counted and passage.text[: match.start()].endswith(_BESIDE)
    return counted or _counts_nations(passage, match)


def _total(passage: Passage, sentence: Span, mission: Entity, parts: list[Claim]) -> Iterator[Claim]:
    """All nations, where the sentence counts them and then parts them into those within NATO and those outside."""
    first = min((part.evidence[0].span.start for part in parts), default=None)
    kinds = [Concept("population", "nato"), Concept("population", "non-nato")]
    if first is None or sorted((part.get("population") for part in parts), key=str) != sorted(kinds, key=str):
        return
    for match in passage.find(_ALL, sentence):
        ahead = passage.cite(Span(*match.span()))
        if ahead and ahead[-1].span.end <= first:
            yield from _count(passage, match, mission, tuple(("totalOf", part) for part in parts))
            return


def _count(passage: Passage, match: re.Match[str], mission: Entity, more: Slots) -> Iterator[Claim]:
    words, time = Span(*match.span()), as_at(passage, match.start())
    figure = passage.quantity(match, "n", "q")
    if claim := observation(passage, (words,), "contributing-nations", figure, "nations", mission, time, more):
        yield claim


def _near_alliance(passage: Passage, sentence: Span) -> Span:
    """The sentence from a little before the first name of the Alliance or its partners: the numbers stand there."""
    at = min(found for name in _COUNTED if (found := passage.text.find(name, sentence.start, sentence.end)) >= 0)
    return Span(max(sentence.start, at - 60), sentence.end)


def _contribute(passage: Passage, sentence: Span) -> bool:
    """Whether the sentence tells of nations that contribute troops, not of guests, of an exercise, or of those who come and go."""
    words = passage.words(sentence)
    return (
        any(map(words.__contains__, _COUNTED))
        and _CONTRIBUTE.search(words) is not None
        and not _OTHERWISE.search(words)
        and told(passage, sentence)
    )


def _counts_nations(passage: Passage, match: re.Match[str]) -> bool:
    """Whether "19 NATO and 8 non-NATO nations" goes on to nations, not to troops or vehicles."""
    if not re.search(rf"{_NATO}\Z", match[0]):
        return True
    rest = passage.text[match.end() : passage.sentence(match.start()).end]
    return bool(
        re.match(
            rf"(?:\s\([A-Z]+\))?(?:\sand\s{NUMBER}\s(?:non-NATO|partner))?[\w\s-]{{0,40}}?(?:nations|countries|States|members|Allies)\b",
            rest,
        )
    )
