"""How the threat against the mission is judged."""

import re
from collections.abc import Iterator

from kfor_graph.extract.bodies import is_force
from kfor_graph.extract.claims import assessment
from kfor_graph.extract.limits import limited
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_RATING = r"(?:(?:very|relatively)\s)?(?P<rating>low|medium|moderate|high|limited)"
_THREAT = re.compile(
    rf"""
    \b(?:[Tt]he\s)?(?:overall\s|general\s|current\s|direct\s)?threat(?:\slevel)?\s(?:against|to|towards|for)\s(?P<whom>[^.;]{{2,60}}?)
    \s(?:is|was|remains|remained|continues\sto\sbe|continued\sto\sbe|has\sbeen|stays|stayed)(?:\s(?:still|assessed\sas|judged\sto\sbe|considered|rated|at))*\s{_RATING}
    (?=[\s,.;])(?!\s(?:risk|to\b))
    """,
    re.X,
)
_NAMES = {"moderate": "medium"}


def threat(passage: Passage) -> Iterator[Claim]:
    """The threat level against the mission, low to high, for the reporting period; for part of the area only, if the text says so.

    Example: `«The threat level against KFOR is low».` A threat against others is left out.
    """
    if not passage.mission or not passage.has("threat"):
        return
    for match in passage.find(_THREAT):
        if not is_force(passage, Span(*match.span("whom"))):
            continue
        rating = _NAMES.get(match["rating"], match["rating"])
        found = limited(passage, Span(*match.span()), Span(*match.span("whom")))
        if found and (claim := assessment(passage, (found[0],), "threat-to-force", passage.mission, (rating,), more=found[1])):
            yield claim
