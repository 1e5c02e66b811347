"""The event that a deed without a time of its own is an end of: the demonstration at which people were arrested."""

import re
from collections.abc import Iterator

from kfor_graph.extract.events.deeds import Deed
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Concept, Event
from kfor_graph.texts import Span, When

_TOPS = ("violence", "public-order", "law-enforcement")
_SAME_DAY = re.compile(r"same\s(?:day|evening|night|morning|afternoon)\Z")
_NO_HOSTS = {"arrest", "release", "transfer", "curfew"}


def host(passage: Passage, deed: Deed, when: When | None, how: str) -> Event | None:
    """The last event told before a deed, in its sentence or one of the three before, of the same time; None where it has a time of its own, which "the same day" is not.

    "The same day" is no time of its own. `when` and `how` are what `times_of` says of the deed. In the same sentence an event of the whole period counts too.
    """
    same_day = bool(how == "clause" and when and _SAME_DAY.search(passage.text, when.span.start, when.span.end))
    if (how == "clause" and not same_day and not (when and when.span in deed.opening)) or how in {"period", "nowhere"}:
        return None
    looks_back = same_day or how in {"context", "unclear"}
    earlier = [span for span in passage.block.sentences if span.end <= deed.sentence.start][-3:] if looks_back else []
    for span in (deed.sentence, *reversed(earlier)):
        events = list(_events(passage, Span(span.start, min(span.end, deed.clause.start))))
        found = [event for event in events if when and event.period == when.period]
        if found or (span == deed.sentence and how not in {"shared", "clause"} and events):
            return (found or events)[-1]
    return None


def _events(passage: Passage, span: Span) -> Iterator[Event]:
    """The events that the rules before have read in some words and that can end in arrests."""
    kinds = {name for top in _TOPS for name in passage.vocabulary.narrower(Concept("event-type", top))} - _NO_HOSTS
    located = passage.document.report.locate(span) if span else ()
    for claim in passage.here if located else ():
        event = claim.get("about")
        told = claim.kind == "account" and located[0].start <= claim.evidence[0].span.start < located[-1].end
        if told and isinstance(event, Event) and event.happened and kinds.intersection(event.types):
            yield event
