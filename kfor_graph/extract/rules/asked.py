"""How often the force was asked to act or to help."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import is_force
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import part_of_time
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_RESPONDER = r"(?:\sin\sits\srole)?\sas\s(?:an?\s|the\s|its\s)?(?:second|third)(?:\ssecurity)?\sresponder"
_ACT = rf"(?:(?P<act>intervene|act{_RESPONDER}|respond)|(?:assist|support|help|escort|provide\s(?:assistance|support|escorts?|security)))"
_OFTEN = rf"(?:on\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:separate\s|different\s)?occasions?|(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\stimes)"
_ASKED = re.compile(
    rf"(?P<whom>\b(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,2}}|[Tt]he\s[Ff]orce)(?:\s(?:troops|soldiers))?)\s(?:was|were|has\sbeen|have\sbeen)\s(?:formally\s)?(?:asked|requested|called\s(?:up)?on)\s"
    rf"(?:by\s[^.;,()]{{2,60}}?\s)?{_OFTEN}\sto\s{_ACT}\b"
)
_REQUESTS = re.compile(
    rf"(?:(?P<q>{QUALIFIER})\s)?(?<![\w.-])(?P<n>{NUMBER})\srequests?\sfor\s(?P<whom>(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,2}}|the\s[Ff]orce))\sto\s{_ACT}\b"
)


@reads("occasion", "times", "requests", "request")
def asked(passage: Passage) -> Iterator[Claim]:
    """How often the mission was asked to act, as third responder or otherwise, or to help.

    Example: `«KFOR was requested on one occasion to act as a third security responder»`.
    """
    if not passage.period or not passage.mission:
        return
    for sentence in passage.block.sentences:
        for pattern in (_ASKED, _REQUESTS):
            for match in passage.find(pattern, sentence):
                words = Span(*match.span())
                if not is_force(passage, Span(*match.span("whom"))) or not told(passage, sentence) or said(passage, words):
                    continue
                found = dates(passage, sentence)
                if (
                    not of_period(passage, words)
                    or len(found) > 1
                    or (not found and part_of_time(passage, Span(sentence.start, words.start)))
                ):
                    continue
                n, q = ("n", "q") if match["n"] else ("n2", "q2")
                kind = "intervention-requests" if match["act"] else "support-requests"
                time = found[0].period if found else None
                if made := observation(passage, (words,), kind, passage.quantity(match, n, q), "events", passage.mission, time):
                    yield made
