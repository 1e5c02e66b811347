"""How many nations contribute troops."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import observation, population
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.strength import OUTSIDE, WITHIN
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.as_at import as_at
from kfor_graph.model import Claim
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_NATO = r"(?:NATO|North\sAtlantic\sTreaty\sOrgani[sz]ation(?:\s\(NATO\))?)"
_OUTSIDE = re.compile(rf"(?<!\w)(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:{OUTSIDE}|(?:non-NATO\s)?partners\b)")
_INSIDE = re.compile(rf"(?<!\w)(?:from\s|by\s|of\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:{WITHIN}|{_NATO}(?=\sand\s|\s\())")
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
    sentences = [span for span in passage.block.sentences if _contribute(passage, span)]
    for pattern, kind in ((_INSIDE, "nato"), (_OUTSIDE, "non-nato")):
        for match in (match for sentence in sentences for match in passage.find(pattern, _near_alliance(passage, sentence))):
            if kind == "nato" and not _counts_nations(passage, match):
                continue
            claim = observation(
                passage,
                (Span(*match.span()),),
                "contributing-nations",
                passage.quantity(match, "n", "q"),
                "nations",
                passage.mission,
                as_at(passage, match.start()),
                population(kind),
            )
            if claim:
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
