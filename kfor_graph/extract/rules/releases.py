"""Prisoners and detainees released, and people handed over or transferred to a court, a police or another place."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.actors.people import People, as_group, bare, people
from kfor_graph.extract.claims import observation
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.events.hosts import host
from kfor_graph.extract.events.takers import stopped_before
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, places
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Claim, Event
from kfor_graph.texts import Span

_KEYS = ("released", "freed", "transferred", "extradited", "handed over", "surrendered", "set free")
_RELEASED = did(r"released|freed|set\sfree")
_TRANSFERRED = did(r"transferred|extradited|handed\sover|surrendered|flown")
_HELD = re.compile(
    r"\b(?:prisoners?|detainees?|prisons?|detention|detained|arrest\w*|custody|questioning|suspects?|indict\w*|accused|hours|bail|fugitives?|convict\w*|charge[sd]?|court|hostages?|abducted|kidnapped)\b"
)
_TO = re.compile(
    r"\b(?:to|into)\s(?:the\s)?(?P<whom>(?:custody|detention|prison|court|jail)\b|[^,;.]{0,60}?\b(?:Tribunal|ICTY|Court|court|detention|prison|custody|authorities|police|Police|KPS|KP|EULEX|Hague|Camp|chambers?|prosecut\w+|Mechanism)\b|Kosovo\b|Serbia\b)"
)
_HE = re.compile(r"(?:[Hh]e|[Ss]he|[Tt]he\s(?:man|woman|suspect|detainee|person|indictee|accused))\Z")
_THEY = re.compile(r"(?:[Tt]hey|[Tt]hem|[Bb]oth|[Aa]ll|[Tt]he\s(?:men|suspects|detainees|persons))\b")
_HIM = re.compile(r"(?:him|her|them|one|both)\b")
_OF_THESE = re.compile(r"Of\s(?:these|those|them)\b")
_LET_GO = re.compile(r"\breleased\b")
_ARRESTED = re.compile(r"\b(?:arrest|detain|releas|custody|prison|[Hh]e\b|[Tt]hey\b)")
_BROUGHT = re.compile(r"\sand\s(?:were\s)?(?:transferred|handed\sover|returned|brought|flown|escorted)\s[^,;.]{2,120}")
_ARRANGED = re.compile(
    r"\bunder\s(?P<who>[A-Z][\w\s-]{1,60}?)\s(?:arrangements|auspices|supervision|escort)\b|\bunder\sthe\s(?:auspices|supervision)\sof\s(?P<who2>[^,;.]{3,80})"
)


@reads(*_KEYS)
def releases(passage: Passage) -> Iterator[Claim]:
    """Releases of prisoners and detainees, and transfers of people to a court, a police, a prison or a state, each with how many.

    Example: `«On 25 April, 38 Kosovar Albanian prisoners were released from prisons in Serbia»`. Things that are handed over, sites and
    duties are not read here; nor is what is planned.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not any(key in words for key in _KEYS):
            continue
        for deed in deeds(passage, sentence, _RELEASED):
            if _is_release(passage, deed):
                yield from _tell(passage, _with_transfer(passage, deed), "release")
        for deed in deeds(passage, sentence, _TRANSFERRED):
            if _is_transfer(passage, deed):
                yield from _tell(passage, deed, "transfer")


def _is_release(passage: Passage, deed: Deed) -> bool:
    """Whether people were let go: the sentence, or the one before, tells that they were held."""
    before = [span for span in passage.block.sentences if span.end <= deed.sentence.start][-1:]
    held = any(_HELD.search(passage.text, span.start, span.end) for span in (deed.sentence, *before))
    return held and bool(_whom(passage, deed)) and not deed.relative


def _with_transfer(passage: Passage, deed: Deed) -> Deed:
    """A release with what it says of where those released were brought: "and transferred to Kosovo at Gate 4"."""
    brought = _BROUGHT.match(passage.text, deed.rest.end, deed.sentence.end)
    return replace(deed, rest=Span(deed.rest.start, brought.end())) if brought else deed


def _is_transfer(passage: Passage, deed: Deed) -> bool:
    """Whether people were passed on to those who try or hold them; one that goes with a release of the same clause is part of it."""
    if deed.relative or not _TO.search(passage.text, deed.rest.start, deed.rest.end) or not _whom(passage, deed):
        return False
    earlier = passage.words(Span(deed.sentence.start, deed.verb.start))
    if not deed.own and _LET_GO.search(earlier):
        return False
    told = _arrested_here(passage, deed)
    return not told


def _arrested_here(passage: Passage, deed: Deed) -> bool:
    """Whether the rule for arrests has read the clause."""
    if "handed" not in passage.words(deed.verb):
        return False
    return not _ARRESTED.search(passage.words(deed.sentence))


def _whom(passage: Passage, deed: Deed) -> tuple[People, ...]:
    span = deed.subject if deed.passive else deed.rest
    found = people(passage, span) or bare(passage, span, subject=deed.passive)
    if found:
        return found
    words = passage.words(deed.subject) if deed.passive else passage.words(deed.rest).strip()
    if _HE.match(words) or _THEY.match(words) or _HIM.match(words):
        return (People(deed.subject if deed.passive else Span(deed.rest.start + 1, deed.rest.start + 5), "", None, None),)
    return ()


def _tell(passage: Passage, deed: Deed, kind: str) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if (when and not whens) or how == "unclear" or (deed.before and how != "clause"):
        return
    time = one_time(whens)
    if whens and not time:
        return
    who = _whom(passage, deed)
    where = _where(passage, deed)
    roles = _roles(passage, deed, kind, who)
    if how == "nowhere" and not (roles or where or any(person.quantity for person in who)):
        return
    ends = None if how == "clause" else host(passage, deed, time, how)
    if ends or (not deed.own and how != "clause"):
        yield from _figures(passage, who, ends) if ends and kind == "release" else ()
        return
    for told, event in happenings(passage, deed, kind, (time,) if time else (), where, roles, series=not time):
        yield told
        yield from _figures(passage, who, event) if kind == "release" else ()


def _figures(passage: Passage, who: tuple[People, ...], event: Event) -> Iterator[Claim]:
    for person in who:
        at = event.period.start if event.period.start == event.period.end else event.period
        more = (("population", person.population),) if person.population else ()
        if person.quantity and (
            made := observation(passage, (person.span,), "persons-released", person.quantity, "persons", event, at, more)
        ):
            yield made


def _where(passage: Passage, deed: Deed) -> tuple[Found, ...]:
    """The places of the deed; of a transfer also where it leads to."""
    found = list(around(passage, deed, deed.rest))
    known = {passage.area, *(place for place, _, _ in (*found, *places(passage, deed.rest)))}
    if to := _TO.search(passage.text, deed.rest.start, deed.rest.end):
        named = [mention for mention in passage.mentions if mention.span in Span(to.start(), deed.rest.end)]
        found += [(one.entity, "at", one.span) for one in named if one.entity.kind == "place" and one.entity not in known]
    return tuple(found)


def _roles(passage: Passage, deed: Deed, kind: str, who: tuple[People, ...]) -> Roles:
    roles: Roles = tuple(("authority", actor) for actor in doers(passage, deed))
    if not roles and deed.passive and _OF_THESE.match(passage.text, deed.sentence.start):
        roles = stopped_before(passage, deed.sentence)
    to = _TO.search(passage.text, deed.rest.start, deed.rest.end)
    if kind == "transfer" and to:
        roles += tuple(("authority", actor) for actor in bodies(passage, Span(to.start("whom"), deed.rest.end)))
    if arranged := _ARRANGED.search(passage.text, deed.rest.start, deed.sentence.end):
        name = "who" if arranged["who"] else "who2"
        roles += tuple(("mediator", actor) for actor in bodies(passage, Span(*arranged.span(name))))
    part = "released" if kind == "release" else "transferred"
    return roles + tuple(("involves", made) for person in who if person.who and (made := as_group(passage, person, part)))
