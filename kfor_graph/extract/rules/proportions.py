"""A number out of another, with the percentage that is printed of it: "of 312 sites, 94 have been closed, which corresponds to 30.1 per cent"."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.numbers import FIGURE, NUMBER
from kfor_graph.extract.counts.stocks import SHARE, Share, share_behind, share_of
from kfor_graph.extract.counts.things import named
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import months
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Period, Span

_NAME = r"(?P<name>(?!per\b|cent\b)[a-z][a-z-]*(?:\s(?!(?:was|were|is|are|has|have|had|that|which|who|in|on|at|by|for|of|with|from|to|and|the)\b)[a-zA-Z-]+){0,5})"
_MORE = r"(?:\s(?:in|on|at|with|for|of|from)\s[^.;:,()\d]{2,60}?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{4})?)?"
_VERB = r"(?P<verb>(?:have|has|had|were|was|are|is)\s(?:(?:since|now|already|so\sfar|still|been)\s){0,3}(?:[a-z]{2,}ed|built|rebuilt|shut|lost|taken|given|withdrawn|begun|done|met|held|left|sold|found|broken|set\sup)\b(?:\s(?:up|down|over|out))?)"
_OF = re.compile(
    rf"\b[Oo]f\s(?:the\s|a\stotal\sof\s|all\s|these\s)?(?P<whole>{NUMBER})\s{_NAME}{_MORE}(?:\s[a-z]+ed)?,\s(?P<part>{NUMBER})(?:{SHARE.replace('<s1>', '<b1>').replace('<s2>', '<b2>')})?\s{_VERB}"
)
_OUT_OF = re.compile(
    rf"(?<![\w.,/-])(?P<part>(?:{FIGURE}|{NUMBER}))(?:{SHARE.replace('<s1>', '<b1>').replace('<s2>', '<b2>')})?\s(?:out\s)?of\s(?:the|its|their|all|a\stotal\sof)\s(?P<whole>{NUMBER})\s{_NAME}{_MORE}"
    rf"(?:{SHARE.replace('<s1>', '<c1>').replace('<s2>', '<c2>')})?\s{_VERB}"
)
_OF_BODIES = re.compile(
    r"\b(?:members|posts|positions|personnel|soldiers|staff|officers|candidates|troops|incidents|applicants|persons|people|men|women|votes|seats|attacks|cases|houses|brothers|suspects|vehicles)\b"
)
_AUXILIARIES = re.compile(r"\A(?:(?:have|has|had|were|was|are|is|since|now|already|so|far|still|been)\s)+")
_CLAUSE = re.compile(r"(?=,\s|\s\(|\.)")
_LOOK = re.compile(rf"f\s(?<=[Oo]f\s)(?:the\s|its\s|their\s|all\s|a\stotal\sof\s|these\s)?{NUMBER}\s[a-z]")


@reads("of")
def proportions(passage: Passage) -> Iterator[Claim]:
    """How many of how many were closed, opened, repaired …, and the printed percentage, which must be part by whole.

    Example: `«Of 312 military sites», «94 have been closed», which corresponds to «30.1 per cent»`. Members and posts have rules of their own.
    """
    place = passage.area or passage.mission
    if not passage.period or not place:
        return
    for sentence in passage.block.sentences:
        if _LOOK.search(passage.text, sentence.start, sentence.end) and told(passage, sentence):
            for pattern in (_OF, _OUT_OF):
                for match in passage.find(pattern, sentence):
                    if not said(passage, Span(*match.span())) and not _OF_BODIES.search(match["name"]):
                        yield from _claims(passage, match, sentence, place)


def _claims(passage: Passage, match: re.Match[str], sentence: Span, place: Entity) -> Iterator[Claim]:
    """Part, whole and share."""
    indicator, unit, _ = named(passage, match["name"])
    share = _share(passage, match, sentence)
    whole_words = Span(match.start("whole"), match.end("name"))
    part_words = Span(match.start("part"), match.end("verb"))
    total, part = passage.quantity(match, "whole"), passage.quantity(match, "part")
    if part.value > total.value or not of_period(passage, Span(match.end("verb") - 1, match.end("verb"))):
        return
    counted: Slots = (("counted", match["name"]),)
    done: Slots = (("counted", f"{match['name']} {_AUXILIARIES.sub('', match['verb'])}"),)
    smaller = observation(passage, (part_words,), indicator, part, unit, place, None, done)
    if not smaller:
        return
    yield smaller
    whole = observation(passage, (whole_words,), indicator, total, unit, place, _then(passage, match), (("includes", smaller), *counted))
    if not whole:
        return
    yield whole
    if share:
        more: Slots = (("numerator", smaller), ("denominator", whole))
        if claim := observation(passage, (share.words,), "share", share.number, "percent", place, None, more):
            yield claim


def _share(passage: Passage, match: re.Match[str], sentence: Span) -> Share | None:
    """The percentage that stands behind a part, its whole, or the clause."""
    inside = tuple(name for name in ("b1", "b2", "c1", "c2") if name in match.re.groupindex and match[name])
    if inside:
        return share_of(passage, match, inside)
    end = _CLAUSE.search(passage.text, match.end(), sentence.end)
    return share_behind(passage, end.start() if end else match.end(), sentence.end)


def _then(passage: Passage, match: re.Match[str]) -> Period | None:
    """The month for which a whole is told, where the words behind its name name one."""
    end = match.start("part") if match.start("part") > match.end("name") else match.start("verb")
    found = months(passage, Span(match.end("name"), max(end, match.end("name"))))
    return found[0].period if len(found) == 1 else None
