"""What bodies and holders of offices say in public."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.claims import account
from kfor_graph.extract.events.acts import ON_A_DAY, acts
from kfor_graph.extract.events.occasions import place_precision
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Event

_STATED = re.compile(
    rf"\b(?:stated|announced|declared|repeated|reiterated|underlined|stressed|emphasi[sz]ed|warned|condemned|reaffirmed|called(?=\s(?:for|on|upon)\s(?!\d))){ON_A_DAY}\s(?=[\w“])"
)


@reads(
    "stated",
    "announced",
    "declared",
    "repeated",
    "reiterated",
    "underlined",
    "stressed",
    "emphasi",
    "warned",
    "condemned",
    "reaffirmed",
    "called ",
)
def statements(passage: Passage) -> Iterator[Claim]:
    """That a body or the holder of an office stated, announced or called for something on a day. What was said is no claim of the report.

    Example: `«The Government of Serbia stated on 13 November that it regarded the establishment of the force as unlawful».`
    """
    if not passage.period:
        return
    told: set[Event] = set()
    for act, _ in acts(passage, _STATED):
        event = Event(
            ("statement",),
            act.when.period,
            tuple(place for place, _, _ in act.where),
            tuple(("authority", actor) for actor in act.actors),
            subject=act.told,
        )
        event = replace(event, matter=act.told) if event in told else event
        told.add(event)
        yield account(passage, act.words, event, act.when.precision, more=place_precision(act.where))
