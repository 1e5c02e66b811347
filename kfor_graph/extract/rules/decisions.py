"""What bodies and holders of offices decide."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import account
from kfor_graph.extract.events.acts import ON_A_DAY, acts
from kfor_graph.extract.events.occasions import place_precision
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Event

_DECIDED = re.compile(
    rf"\b(?P<verb>decided|resolved|agreed|approved|authori[sz]ed|endorsed|ordered|prolonged|asked\sfor|requested|instructed){ON_A_DAY}"
    r"\s(?!by\s|in\s|at\s|upon\s)(?=[\w“])"
)
_WHAT = {"decided", "resolved", "agreed"}
"verbs that tell a decision only with what is decided"
_OBJECT = re.compile(r"(?:not\s)?(?:to\s(?!disagree\b|meet\b|continue\b)|that\s|on\s(?!\d))")


@reads(
    "decided", "resolved to", "agreed", "approved", "authori", "endorsed", "ordered", "prolonged", "asked for", "requested", "instructed"
)
def decisions(passage: Passage) -> Iterator[Claim]:
    """What one body or holder of an office decided, approved or asked for on a day.

    Example: `«On 11 November, the North Atlantic Council approved guidance for the training of the future force».` Several sides agree on an
    agreement, which is told by another rule.
    """
    if not passage.period:
        return
    for act, match in acts(passage, _DECIDED):
        if len(act.actors) > 1 or (match["verb"] in _WHAT and not _OBJECT.match(passage.text, match.end())):
            continue
        event = Event(
            ("decision",),
            act.when.period,
            tuple(place for place, _, _ in act.where),
            (("authority", act.actors[0]),),
            subject=act.told,
        )
        yield account(passage, act.words, event, act.when.precision, more=place_precision(act.where))
