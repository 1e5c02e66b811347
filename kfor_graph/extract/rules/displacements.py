"""People who left their homes, crossed a border, or came back: how many, when, where, with whose help."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.people import People, as_group, people
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, doers, inside, times_of
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Claim, Event

_LEFT = r"left(?=\s(?:their\s|the\s(?:area|village|town|enclave|province)\b|[A-Z]\w+\s(?:for|on|in|and|after|because)\b))|fled|abandoned(?=\stheir\s)|sought\s(?:refuge|shelter)|took\srefuge"
_CAME = r"crossed(?=\s(?:into|over|back|the\s(?:border|boundary))\b)|returned(?=\s(?:to|from|home|spontaneously|on|voluntarily|in)\b)|came\sback|moved\sback"
_DID = did(rf"{_LEFT}|{_CAME}|displaced|accommodated|resettled|expelled")
_KEYS = (
    "left their",
    "left the",
    "fled",
    "abandoned their",
    "sought",
    "refuge",
    "crossed",
    "returned",
    "came back",
    "moved back",
    "displaced",
    "accommodated",
    "resettled",
    "expelled",
)
_RESIDENTS = re.compile(
    r"\b(?:residents|inhabitants|famil(?:y|ies)|households|people|persons|civilians|returnees|refugees|villagers|Serbs?|Albanians?|Roma|Ashkali|Egyptians?|Gorani|Bosnia[ck]s|women\sand\schildren|migrants|evacuees)\b"
)
_OTHERS = re.compile(
    r"\b(?:soldiers?|officers?|officials?|delegations?|troops|police|KFOR|ministers?|demonstrators|protesters|attackers|perpetrators|suspects|gunm[ae]n|assailants|robbers|armed|masked|unknown|unidentified"
    r"|units?|patrols?|leaders?|members\sof\s(?:the\s)?(?:delegation|Assembly|Government|police)|workers|employees|companies|vehicles?|smugglers|pilgrims|visitors|prisoners|detainees|representatives|negotiators|politicians|deputies)\b"
)
_NO_MOVE = re.compile(
    r"\s(?:to\s(?:work|the\s(?:negotiat\w+|table|talks|Assembly|institutions|polls)|normal|calm|their\s(?:seats|posts|jobs|units|barracks|base)|school)|an?\s|the\s(?:weapons|vehicle))"
)
_PLACED = re.compile(
    r"\s(?:from|to|into|in|for)\s(?:the\s)?(?:[a-z]+\s){0,3}?[A-Z]|\stheir\s(?:homes|houses|villages)|\sfrom\stheir\s|\sto\s(?:their|safer)\s"
)
_VISIT = re.compile(r"\bvisit(?:s|ed|ing)?\b|\bgo-and-see\b|\breturned\b[^.;]{0,60}\bsame\s(?:day|evening)\b")
_FAMILIES = re.compile(r"\s(?:[a-z]+\s)?(?:families|households)\b")


@reads(*_KEYS)
def displacements(passage: Passage) -> Iterator[Claim]:
    """People who fled, were displaced, crossed a border or came home, with how many, when and where; what one sentence tells is one event.

    Example: `«On 6 May, 118 persons from 22 families crossed into Kosovo and were accommodated in Gnjilane»`. Those who run from what
    they did, and those who leave for or come back from work, talks or service, are none.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not any(key in words for key in _KEYS) or not _RESIDENTS.search(words) or _VISIT.search(words):
            continue
        moves = [deed for deed in deeds(passage, sentence, _DID) if _is_move(passage, deed)]
        if moves:
            yield from _tell(passage, moves)


def _is_move(passage: Passage, deed: Deed) -> bool:
    """Whether those who live somewhere left it or came back."""
    who, verb = passage.words(deed.subject), passage.words(deed.verb)
    if deed.relative or not _RESIDENTS.search(who) or _OTHERS.search(who) or _NO_MOVE.match(passage.text, deed.rest.start, deed.rest.end):
        return False
    if verb.endswith(("displaced", "accommodated", "resettled", "expelled")):
        return deed.passive
    return not deed.passive and (
        not verb.endswith(("fled", "returned")) or _PLACED.search(passage.text, deed.verb.end, deed.rest.end) is not None
    )


def _tell(passage: Passage, moves: list[Deed]) -> Iterator[Claim]:
    first = moves[0]
    when, how = times_of(passage, first)
    whens = inside(passage, when)
    time = one_time(whens)
    if (when and not time) or how == "unclear" or (first.before and how != "clause"):
        return
    also = [deed for deed in moves[1:] if not deed.own]
    where = tuple(dict.fromkeys(found for deed in (first, *also) for found in (*around(passage, deed, deed.rest), *_ends(passage, deed))))
    counted = people(passage, first.subject)
    if not time and not where:
        return
    groups = tuple(("involves", made) for person in counted[:1] if (made := as_group(passage, person, "displaced")))
    by = tuple(("involves", actor) for deed in (first, *also) for actor in doers(passage, deed))
    for told, event in happenings(passage, first, "displacement", (time,) if time else (), where, (*groups, *by), series=not time):
        yield told
        yield from _figures(passage, counted, event)


def _ends(passage: Passage, deed: Deed) -> tuple[Found, ...]:
    """Where people went, where that is no country."""
    return tuple(
        (mention.entity, "at", mention.span)
        for mention in passage.mentions
        if mention.span in deed.rest
        and mention.entity.kind == "place"
        and mention.entity != passage.area
        and passage.text.endswith((" to ", " into ", " from ", " for "), deed.rest.start, mention.span.start)
        and kind(passage, mention.entity) != "country"
    )


def _figures(passage: Passage, counted: tuple[People, ...], event: Event) -> Iterator[Claim]:
    at = event.period.start if event.period.start == event.period.end else event.period
    for person in counted:
        more: Slots = (("population", person.population),) if person.population else ()
        families = "famil" in person.who or _FAMILIES.match(passage.text, person.span.end)
        if person.quantity and not person.part and not families:
            made = observation(passage, (person.span,), "persons-moved", person.quantity, "persons", event, at, more)
            yield from (made,) if made else ()
