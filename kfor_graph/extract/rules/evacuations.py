"""People taken out of danger: by whom, how many, when and where."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.people import People, people
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.texts import Span

_DID = did(r"evacuated|(?:taken|brought|led)\sto\ssafety")
_RESIDENTS = re.compile(
    r"\b(?:residents|inhabitants|families|people|persons|civilians|returnees|pupils|children|villagers|Serbs|Albanians|Roma)\b"
)
_FAMILIES = re.compile(r"\s(?:[a-z]+\s)?(?:families|households)\b")
_HELPED = re.compile(
    r"\s(?:also\s|again\s)?(?:assisted|helped|supported|provided\s(?:assistance|help|support))\b(?=[^;:]{3,160},\s(?:when|where|in\swhich)\s)"
)
_WOUNDED = re.compile(
    r"\b(?:soldiers?|peacekeepers?|officers?|wounded|injured|sick|casualt\w+|victims?|bod(?:y|ies)|medical\w*|hospitals?|clinics?|treatment|treated|surgery)\b"
)


@reads("evacuated", "to safety")
def evacuations(passage: Passage) -> Iterator[Claim]:
    """People evacuated on a stated day, with how many, by whom and from where. The wounded who are flown to a hospital are none.

    Example: `«On 4 May, 60 residents of Suva Reka were evacuated by boat»`.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        for deed in deeds(passage, sentence, _DID):
            what = deed.subject if deed.passive else Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 90))
            aside = _WOUNDED.search(passage.text, what.start, what.end) or _WOUNDED.search(passage.text, deed.verb.start, deed.rest.end)
            if not aside and not deed.relative and _RESIDENTS.search(passage.text, what.start, what.end):
                yield from _tell(passage, deed, people(passage, what))


def _tell(passage: Passage, deed: Deed, who: tuple[People, ...]) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    time = one_time(inside(passage, when))
    if not time or how not in {"clause", "shared", "context"} or (deed.before and how != "clause"):
        return
    where = around(passage, deed, deed.rest, *((deed.subject,) if deed.passive else ())) or _left(passage, deed)
    by = tuple(("involves", actor) for actor in doers(passage, deed) or _helpers(passage, deed))
    for told, event in happenings(passage, deed, "evacuation", (time,), where, by):
        yield told
        yield from _figures(passage, who, event)


def _helpers(passage: Passage, deed: Deed) -> tuple[Entity, ...]:
    """Who helped when people were evacuated: "KFOR assisted after the floods, when 46 persons were evacuated"."""
    match = _HELPED.search(passage.text, deed.sentence.start, deed.verb.start) if deed.passive else None
    return bodies(passage, Span(deed.sentence.start, match.start())) if match else ()


def _left(passage: Passage, deed: Deed) -> tuple[Found, ...]:
    """The places that people were taken out of."""
    return tuple(
        (mention.entity, "at", mention.span)
        for mention in passage.mentions
        if mention.span in deed.rest
        and mention.entity.kind == "place"
        and mention.entity != passage.area
        and passage.text.endswith(("from ", "from the "), deed.rest.start, mention.span.start)
        and kind(passage, mention.entity) != "country"
    )


def _figures(passage: Passage, who: tuple[People, ...], event: Event) -> Iterator[Claim]:
    at = event.period.start if event.period.start == event.period.end else event.period
    for person in who:
        more: Slots = (("population", person.population),) if person.population else ()
        families = "famil" in person.who or _FAMILIES.match(passage.text, person.span.end)
        if person.quantity and not person.part and not families:
            made = observation(passage, (person.span,), "persons-moved", person.quantity, "persons", event, at, more)
            yield from (made,) if made else ()
