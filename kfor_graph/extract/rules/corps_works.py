"""What a local force did for the people: minefields cleared, projects for communities."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.stocks import COUNTED
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_PROJECT = r"(?:(?:community|humanitarian|civil|civic|public|reconstruction|environmental|local|small)\s){1,2}(?:aid\s|works?\s|assistance\s)?projects"
_DONE = r"(?:cleared|completed|finished|carried\sout|took\spart\sin|participated\sin|worked\son|supported|conducted|assisted\s(?:in|with))"
_CLEARED = re.compile(
    rf"\bcleared\s{COUNTED}\s(?:(?:small|former|old|known)\s)?(?:minefields?|mined\sareas?)\b"
    rf"|\b(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\s(?:(?:small|former|old|known)\s)?(?:minefields?|mined\sareas?)\s(?:was|were|have\sbeen)\scleared\b"
)
_PROJECTS = re.compile(
    rf"\b{_DONE}\s{COUNTED}\s{_PROJECT}\b"
    rf"|\b(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\s{_PROJECT}\s(?:was|were|have\sbeen)\s(?:completed|finished|carried\sout|conducted)\b"
)


@reads("minefield", "mined area", "projects")
def corps_works(passage: Passage) -> Iterator[Claim]:
    """Minefields that the one local body that is told of cleared, and projects for communities that it took part in.

    Example: `KPC engineers «cleared four minefields» and «took part in 23 community projects»`. Works of the mission are left out.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not ("mine" in words or "projects" in words) or not told(passage, sentence) or not (about := body(passage, sentence)):
            continue
        for pattern, indicator in ((_CLEARED, "minefields-cleared"), (_PROJECTS, "community-projects")):
            for match in passage.find(pattern, sentence):
                n, q = ("n", "q") if match["n"] else ("n2", "q2")
                if passage.entities(Span(sentence.start, match.start()), "mission") or not of_period(passage, Span(*match.span())):
                    continue
                if claim := observation(passage, (Span(*match.span()),), indicator, passage.quantity(match, n, q), "pieces", about):
                    yield claim
