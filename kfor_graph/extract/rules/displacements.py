"""People who leave, flee or return in numbers on a told day."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.people import people
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of, where_of
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.goals import goals
from kfor_graph.extract.places.places import Found
from kfor_graph.extract.times.dates import dates
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_WENT = did(r"crossed|fled|returned|left|arrived|moved")
_WHERE_TO = re.compile(
    r"\s(?:back\s|again\s)?(?:(?:from\s[^.;,]{2,50}?\s)?(?:into|to)\s(?:[A-Z]|the\s(?:area|village|villages|municipality|town|region|province|north|south|Former|former)|their\s(?:homes?|houses|villages?))"
    r"|(?:from|in)\s(?:[A-Z]|the\s(?:area|village|villages|municipality|region|former|Former))|the\s(?:border|boundary|administrative|village|area|province)|their\s(?:homes?|houses|villages?)|[A-Z])"
)
_NUMBERS = re.compile(
    r"\b(?:families|households|refugees|returnees|displaced|persons|people|residents|inhabitants|villagers|civilians|Serbs|Albanians|Roma|Ashkali|Egyptians|Gorani|Bosniaks|Bosniacs|Croats|women\sand\schildren)\b"
)
_PEOPLE = ("famil", "household", "refugee", "returnee", "displaced", "persons", "people", "residents", "inhabitants", "villagers", "civilians", "serbs",
           "albanians", "roma", "ashkali", "egyptians", "gorani", "bosnia", "croats", "women and children")  # fmt: skip
"words of which a sentence must hold one"
_SURELY = re.compile(r"\b(?:families|households|refugees|returnees|displaced|residents|inhabitants|villagers)\b")
_OTHERS = re.compile(
    r"\b(?:demonstrat\w*|protest\w*|crowd|pilgrims?|visit\w*|cemeter\w*|suspects?|attackers?|perpetrators?|gunm[ae]n|armed|smugglers?|arrested|detained|prisoners?|detainees?|soldiers|troops|officers|police\w*|match|fans|bus|buses|vehicles?"
    r"|worship\w*|ceremony|funerals?|burial|buried|liturg\w*|mass|celebrat\w*|feast|Easter|Christmas|concert|rally|march|football|court|hospital|commemorat\w*|election|polling|bridge|checkpoint|illegally|illegal|migrants?|work|members|leaders?|workers?|students?|delegat\w*)\b"
)
_HOUSED = re.compile(r"\b(?:accommodated|housed|sheltered|received|settled|registered)\s(?=(?:in|at|near)\s)")
_HELPED = re.compile(r"\bwith\sthe\s(?:help|assistance|support)\sof\s(?:the\s)?")
_FEWEST = 5
"Persons; fewer are no displacement, unless they are told as refugees or families."


@reads("crossed", "fled", "returned", "left", "arrived", "moved")
def displacements(passage: Passage) -> Iterator[Claim]:
    """People who fled, left or came back on a told day, with how many, and where to.

    Example: `«On 6 March, 118 persons from 22 families crossed into Kosovo and were accommodated in Gnjilane»`. Those who flee from a deed,
    who protest or visit, are left out, and so are migrants and soldiers.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        if not passage.holds(sentence, *_WENT.keys) or not passage.holds(sentence, *_PEOPLE) or not dates(passage, sentence):
            continue
        if _OTHERS.search(passage.text, sentence.start, sentence.end):
            continue
        for deed in deeds(passage, sentence, _WENT):
            if not deed.passive and deed.own and not deed.before and _WHERE_TO.match(passage.text, deed.rest.start, deed.rest.end):
                yield from _tell(passage, deed)


def _tell(passage: Passage, deed: Deed) -> Iterator[Claim]:
    counted = tuple(one for one in people(passage, deed.subject) if not one.part)
    plain = _NUMBERS.search(passage.text, deed.subject.start, deed.subject.end)
    number = max((int(one.quantity.value) for one in counted if one.quantity), default=0)
    if not plain or (number < _FEWEST and not (number > 1 and _SURELY.search(passage.words(deed.subject)))):
        return
    when, how = times_of(passage, deed)
    time = one_time(inside(passage, when))
    if not time or how not in {"clause", "shared"} or time.precision == "month":
        return
    housed = _HOUSED.search(passage.text, deed.rest.end, deed.sentence.end)
    behind = Span(housed.end(), deed.sentence.end) if housed else None
    found: tuple[Found, ...] = (*goals(passage, deed.rest), *around(passage, deed, *((behind,) if behind else ())))
    where = tuple(dict.fromkeys(found)) or where_of(passage, deed.rest)
    helped = _HELPED.search(passage.text, deed.rest.start, deed.sentence.end)
    roles = tuple(("involves", actor) for actor in bodies(passage, Span(helped.end(), deed.sentence.end))) if helped else ()
    for told, event in happenings(passage, deed, "displacement", (time,), where, roles):
        yield told
        for one in counted:
            families = "famil" in one.who or "household" in one.who
            if one.quantity and not families:
                at = time.day or time.period
                more: Slots = (("population", one.population),) if one.population else ()
                made = observation(passage, (one.span,), "persons-moved", one.quantity, "persons", event, at, more)
                yield from (made,) if made else ()
