"""Recruitment campaigns of local bodies: begun, run and completed."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.events.deeds import Deed, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import doers
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.texts import Period, Span

_HELD = did(
    r"began|begun|launched|started|opened|completed|concluded|closed|finished|ended|held|run|ran|conducted|carried\sout|took\splace|attracted"
)
_CAMPAIGN = re.compile(
    r"\s?(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Aa]nother|[Tt]his)\s(?:(?!for\b|of\b|in\b|to\b|on\b)[\w'’-]+\s){0,4}?(?:recruitment|recruiting|enlistment)\s(?:campaign|drive|competition|round)\b"
)


@reads("recruitment ", "recruiting ", "enlistment ")
def recruitment_campaigns(passage: Passage) -> Iterator[Claim]:
    """A recruitment campaign that began, was run or was completed at a stated time, and whose it was.

    Example: `«On 3 May, KPC launched a recruitment campaign»`. That none was held is a nought, and read elsewhere.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        told: set[Period] = set()
        words = passage.words(sentence).lower()
        for deed in deeds(passage, sentence, _HELD) if "recruit" in words or "enlist" in words else ():
            for claim, period in _tell(passage, deed):
                if period not in told:
                    yield claim
                told.add(period)


def _tell(passage: Passage, deed: Deed) -> Iterator[tuple[Claim, Period]]:
    opens = _CAMPAIGN.match(passage.text, deed.subject.start, deed.subject.end) is not None
    if deed.relative or not (opens or (not deed.passive and _CAMPAIGN.match(passage.text, deed.rest.start, deed.rest.end))):
        return
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if not whens or how not in {"clause", "shared"}:
        return
    by = () if opens and not deed.passive else doers(passage, deed)
    whose = None if by else body(passage, Span(deed.clause.start, deed.clause.start))
    by = by or ((whose,) if whose else ())
    roles: Roles = tuple(("organizer", actor) for actor in by)
    for claim, event in happenings(passage, deed, "recruitment", whens[:1], (), roles, subject="Recruitment campaign"):
        yield claim, event.period
