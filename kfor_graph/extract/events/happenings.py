"""A deed → its events, one for each of several days, with the accounts that tell of them."""

from collections.abc import Iterator

from kfor_graph.extract.claims import account
from kfor_graph.extract.events.deeds import Deed, words_of
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import When

Roles = tuple[tuple[str, Entity], ...]
"Property and who."


def happenings(
    passage: Passage,
    deed: Deed,
    kind: str,
    whens: tuple[When, ...],
    where: tuple[Found, ...],
    roles: Roles = (),
    status: str = "happened",
    subject: str = "",
    *,
    series: bool = False,
) -> Iterator[tuple[Claim, Event]]:
    """An account and its event for each day or interval that is told; where none is, one for the reporting period."""
    told = words_of(passage, deed, whens, where)
    more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    for when in whens or (None,):
        event = Event(
            (kind,),
            passage.days(when),
            tuple(place for place, _, _ in where),
            tuple(dict.fromkeys(roles)),
            series=series,
            happened=status in {"happened", "under-way"},
            subject=subject,
        )
        yield account(passage, told, event, when.precision if when else "period", status, more=more), event
