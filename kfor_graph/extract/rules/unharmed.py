"""What is stated of people who were not hurt: nobody, none of them, no soldier."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import is_force
from kfor_graph.extract.claims import Slots, nought, population
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.events.antecedents import day_of, meant, told_in
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span

_BE = r"(?:was|were|has\sbeen|have\sbeen|had\sbeen|is|are)"
_HARM = r"(?:killed|injured|wounded|hurt|harmed)"
_HOW = r"(?:(?:reported|seriously|badly|physically|otherwise)\s)?"
_HARMED = rf"{_BE}\s{_HOW}(?P<harm>{_HARM}(?:(?:,\s|\sor\s){_HARM})*)|(?P<died>(?:has\s|have\s)?(?:died|lost\s(?:his|her|their)\sli(?:fe|ves)))|(?:suffered|sustained)\s(?:any\s)?(?P<suffered>injur(?:y|ies))"
_PERSONS = (
    r"(?:(?:[A-Z][\w-]*|local|ethnic|other|international|civilian|police|single|members?\sof|the|its|their)\s){0,4}?"
    r"(?:persons?|people|civilians?|men|man|women|woman|children|child|soldiers?|troops|officers?|policemen|policeman|personnel|members?|staff|passengers?|occupants?|crew|crews|inhabitants|residents|bystanders"
    r"|demonstrators?|protesters?|force|Serbs?|Albanians?|Roma|students?|workers?|drivers?|others?|those|them)"
)
_NOBODY = re.compile(
    rf"\b(?P<no>(?i:no\sone|nobody|not\sa\ssingle|not\sone|none|neither|no))(?:\sof\s(?:the\s|these\s|those\s|its\s)?(?:(?:two|three|four|five|six|\d+)\s)?)?(?:(?:^|\s)?(?P<who>{_PERSONS}))?"
    rf"(?:\s(?:on|in|from)\s(?:board|the\svehicle|either\sside|both\ssides|any\sof\s[a-z ]{{3,20}}))?\s(?:{_HARMED})\b"
)
_HARMS = r"(?P<harms>(?:casualt(?:y|ies)|injur(?:y|ies)|fatalit(?:y|ies)|deaths?|victims?|wounded|loss\sof\slife)(?:(?:,\s|\sor\s|\sand\s)(?:casualt(?:y|ies)|injur(?:y|ies)|fatalit(?:y|ies)|deaths?|damage|loss\sof\slife|serious\sdamage))*)"
_NONE = begins_with(
    "NTabclnrstw",
    rf"\b(?:[Tt]here\s(?:were|was|have\sbeen|has\sbeen)\s(?P<no>no)|(?:with|caused|causing|claimed|but|and|suffered|reported|resulting\sin|resulted\sin|led\sto|with)\s(?P<no2>no)|(?P<no3>without)(?:\sany|\scausing(?:\sany)?)?)"
    rf"\s(?:reports\sof\s(?:any\s)?)?(?:(?:serious|further|civilian|human|KFOR|reported|personal)\s)?{_HARMS}\b(?!\s(?:to|of)\s(?!the\b)(?:property))"
    rf"|\b(?P<no4>No)\s(?:(?:serious|further|civilian|KFOR)\s)?(?P<harms2>casualties|injuries|fatalities|deaths)\s{_BE}\s(?:reported|recorded|registered|caused)\b"
    rf"|\b(?P<no5>[Nn]one\sof\s(?:these|the|those|them)\b(?:\s[\w-]+){{0,3}}?)\s(?:resulted\sin|caused|led\sto|involved)\s(?:any\s)?(?P<harms3>casualties|injuries|fatalities|deaths|victims)\b",
)
_UNHURT = re.compile(
    r"\b(?P<who>(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]ll|[Bb]oth|[Ww]hose)\s(?:(?:of\sthe|the|its)\s)?(?:[\w-]+\s){0,3}?(?:crews?|occupants?|drivers?|passengers?|soldiers?|persons?|people|officers?|family|inhabitants|members|men|pilots?|owners?|children)"
    r"(?:\s(?:of|in|on)\s(?:\d{1,2}|[a-z ]{3,25}?))?)\s(?:(?:was|were|remained)\s(?:left\s|all\s)?|(?:escaped|emerged)\s)(?P<no>unhurt|unharmed|uninjured|unscathed|without\sinjury|not\s(?:injured|hurt|harmed|wounded))\b"
)
_DAMAGE_ONLY = re.compile(
    r"\b(?:caus(?:ed|ing)|resulting\sin|resulted\sin|with)\s(?P<no>(?:only\s(?:minor\s|slight\s|light\s|limited\s)?(?:material\s|property\s|structural\s)?damage|(?:minor\s|slight\s|light\s|limited\s)?(?:material\s|property\s|structural\s)?damage\sonly))\b"
)
_EVENTS = ("violence", "public-order", "law-enforcement", "accident", "exercise", "construction", "movement")
_ALL = re.compile(r"[Nn]one\sof\s(?:these|them|those)|\b(?:[Tt]hese|[Ii]n\sall|[Aa]ll|[Bb]oth)\b")
_FIRST = re.compile(rf"[Tt]he\s(?P<which>first|last|other)\s(?P<n>{NUMBER})\b")
_OF_PERIOD = re.compile(r"\b(?:[Ii]n|[Dd]uring|[Oo]ver|[Tt]hroughout)\s(?:the|this)\s(?:reporting\s)?(?:period|month|quarter)\b")
_KEYS = (
    "nobody",
    "no one",
    "none",
    "neither",
    "no ",
    "not a single",
    "unhurt",
    "unharmed",
    "uninjured",
    "unscathed",
    "without ",
    "damage only",
    "only ",
    "not injured",
    "not hurt",
    "not harmed",
)
_HARM_WORDS = (
    "kill",
    "injur",
    "wound",
    "hurt",
    "harm",
    "casualt",
    "fatal",
    "death",
    "died",
    "lives",
    "life",
    "victim",
    "unscathed",
    "damage",
)
_DEATHS = ("kill", "died", "fatal", "death", "life", "lives")


@reads(*_HARM_WORDS, "unhurt", "unharmed", "uninjured", "unwounded")
def unharmed(passage: Passage) -> Iterator[Claim]:
    """Stated noughts of people killed or injured, of the event that the sentence, or the one before, tells of.

    Example: `The vehicle was hit, but «none of the four occupants was harmed»`. "No casualties" and "damage only" are noughts of both.
    Without an event they are of the mission, where its people are meant, or of a day at a place; else nothing is taken.
    """
    if not passage.period or not passage.has(*_KEYS):
        return
    for sentence in passage.block.sentences:
        if not passage.holds(sentence, *_HARM_WORDS) or not passage.holds(sentence, *_KEYS):
            continue
        for match in (
            *passage.find(_NOBODY, sentence),
            *passage.find(_NONE, sentence),
            *passage.find(_UNHURT, sentence),
            *passage.find(_DAMAGE_ONLY, sentence),
        ):
            if told(passage, Span(sentence.start, match.end())) and not said(passage, Span(*match.span())):
                yield from _noughts(passage, sentence, match)


def _noughts(passage: Passage, sentence: Span, match: re.Match[str]) -> Iterator[Claim]:
    """The noughts of one match, for each harm, and for each event that is meant."""
    printed = next(Span(*match.span(name)) for name in ("no", "no2", "no3", "no4", "no5") if match.groupdict().get(name))
    who = match.groupdict().get("who") or ""
    people = _population(passage, match, who)
    for about, time, where in _abouts(passage, sentence, match, who):
        for indicator in _indicators(match):
            if claim := nought(passage, Span(*match.span()), printed, indicator, "persons", about, time, (*people, *where)):
                yield claim


def _indicators(match: re.Match[str]) -> tuple[str, ...]:
    """Killed, injured or both: of "casualties" and "damage only" both."""
    groups = match.groupdict()
    words = " ".join(filter(None, (groups.get(name) for name in ("harm", "died", "suffered", "harms", "harms2", "harms3")))).lower()
    if match.re is _DAMAGE_ONLY or any(word in words for word in ("casualt", "victim")):
        return "persons-killed", "persons-injured"
    deaths = any(word in words for word in _DEATHS)
    injuries = match.re is _UNHURT or any(word in words for word in ("injur", "wound", "hurt", "harm"))
    return tuple(name for name, is_meant in (("persons-killed", deaths), ("persons-injured", injuries)) if is_meant)


def _population(passage: Passage, match: re.Match[str], who: str) -> Slots:
    """The people who are meant, where the scheme has them."""
    if not who or match.re is _UNHURT:
        return ()
    concept = passage.vocabulary.concept("population", who) or passage.vocabulary.concept("population", who.rsplit(" of ", maxsplit=1)[-1])
    if concept:
        return population(concept.notation)
    return population("soldiers") if _of_force(passage, match) else ()


def _of_force(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the people are the mission's own."""
    who = Span(*match.span("who"))
    words = re.sub(r"^(?:members?|personnel|soldiers?|troops)\sof\s", "", passage.words(who))
    return is_force(passage, Span(who.end - len(words), who.end))


def _abouts(passage: Passage, sentence: Span, match: re.Match[str], who: str) -> Iterator[tuple[Event | Entity, Period | None, Slots]]:
    """What the nought is of, its time and its place."""
    force = bool(who) and match.re is _NOBODY and _of_force(passage, match)
    if not _OF_PERIOD.search(passage.text, sentence.start, sentence.end):
        events = _events(passage, sentence, match)
        for one in events or ():
            yield one, one.period, ()
        if events is None or events:
            return
        if when := day_of(passage, sentence):
            where = tuple(("place", place) for place, _, _ in _where(passage, sentence) if place != passage.area)
            about = passage.mission if force else passage.area
            if about and (where or force):
                yield about, when.period, where[:1]
            return
    if force and passage.mission:
        yield passage.mission, None, ()


def _events(passage: Passage, sentence: Span, match: re.Match[str]) -> tuple[Event, ...] | None:
    """The events that the nought is of; none where none is told, None where it cannot be said which are meant."""
    before = _before(passage, sentence)
    listed = told_in(passage, before, _EVENTS) if before else ()
    if part := _FIRST.search(passage.text, sentence.start, match.end()):
        number = int(passage.quantity(part, "n").value)
        if part["which"] == "other" or number >= len(listed):
            return None
        return listed[:number] if part["which"] == "first" else listed[-number:]
    if _ALL.search(passage.text, sentence.start, match.end()) and listed:
        return listed
    event = meant(passage, match.start(), _EVENTS, back=3)
    return (event,) if event else ()


def _before(passage: Passage, sentence: Span) -> Span | None:
    index = passage.block.sentences.index(sentence)
    return passage.block.sentences[index - 1] if index else None


def _where(passage: Passage, sentence: Span) -> tuple[tuple[Entity, str, Span], ...]:
    """The places of the sentence, else of the one before."""
    before = _before(passage, sentence)
    return places(passage, sentence) or (places(passage, before) if before else ())
