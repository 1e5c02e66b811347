"""Medical help that the mission gave: evacuations flown, people treated."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.deeds import Deed, deeds, did, inside, times_of
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_FLOWN = did(r"flew|flown|carried\sout|conducted|performed|completed|undertook|undertaken|executed")
_TREATED = did(r"treated|examined|vaccinated|inoculated")
_COUNT = rf"(?:a\stotal\sof\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s"
_EVACUATIONS = re.compile(
    rf"{_COUNT}(?:[a-z-]+\s){{0,2}}(?:medical|casualty|aeromedical)\sevacuation(?:s|\s(?:flights?|missions?|sorties))?\b", re.I
)
_PEOPLE = re.compile(
    rf"{_COUNT}(?:(?:local|sick|injured|wounded|ill|civilian|young|elderly|other|more|further)\s){{0,2}}"
    r"(?:patients?|people|persons?|residents?|inhabitants?|villagers?|civilians?|(?:school)?children|returnees|pupils|refugees)\b",
    re.I,
)
_MEDICAL = re.compile(
    r"\b(?:medic\w*|doctors?|dentists?|dental|nurses?|hospitals?|clinics?|surgeons?|field\shospital|patients?|surgery)\b", re.I
)
_OTHERWISE = re.compile(r"\b(?:[Ss]ince|to\sdate|so\sfar|together\swith|jointly|each|every|per|daily|weekly)\b")
"counted over another time than the period, or not of the mission alone"
_BY = re.compile(r"(?:by|in|at)\s(?:[a-z]+\s){0,3}\Z")


@reads("evacuation", "treated", "examined", "vaccinated", "inoculated")
def medical_aid(passage: Passage) -> Iterator[Claim]:
    """Medical evacuations that the mission flew and people whom its doctors treated, in the reporting period or on a stated day.

    Example: `KFOR helicopters «flew 12 medical evacuations»`. What others did, and treatment without a number, is left out.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        for verb, pattern, counted, unit in (
            (_FLOWN, _EVACUATIONS, "medical evacuations", "events"),
            (_TREATED, _PEOPLE, "people treated or examined", "persons"),
        ):
            if passage.holds(sentence, "evacuation" if unit == "events" else "ed") and (
                unit == "events" or _MEDICAL.search(passage.words(sentence))
            ):
                for deed in deeds(passage, sentence, verb):
                    yield from _count(passage, deed, pattern, counted, unit)


def _count(passage: Passage, deed: Deed, pattern: re.Pattern[str], counted: str, unit: str) -> Iterator[Claim]:
    where = deed.subject if deed.passive else deed.rest
    match = pattern.match(passage.text, where.start + (not deed.passive), where.end)
    mission = passage.mission
    if not mission or not match or deed.before or _OTHERWISE.search(passage.words(deed.sentence)) or not _by_mission(passage, deed):
        return
    whens, how = times_of(passage, deed)
    time = one_time(inside(passage, whens))
    if (whens and not time) or how == "unclear":
        return
    words = Span(match.start(), deed.verb.end) if deed.passive else Span(deed.verb.start, match.end())
    on = (time.day or time.period) if time else None
    claim = observation(passage, (words,), "other", passage.quantity(match, "n", "q"), unit, mission, on, (("counted", counted),))
    if claim:
        yield claim


def _by_mission(passage: Passage, deed: Deed) -> bool:
    """Whether the mission is the one body that the clause names as who did it."""
    span = deed.rest if deed.passive else deed.subject
    named = [mention for mention in passage.mentions if mention.span in span and mention.entity.kind in {"mission", "org"}]
    if {mention.entity for mention in named} != {passage.mission}:
        return False
    return not deed.passive or _BY.search(passage.text, deed.rest.start, named[0].span.start) is not None
