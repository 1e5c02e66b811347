"""The dead and injured that words tell of; silence is nothing, a stated "no one" is a 0."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, nought, observation
from kfor_graph.extract.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Event
from kfor_graph.texts import Span

PEOPLE = (
    r"(?:(?:(?:Kosovo|Kosovar|ethnic|local|innocent|young|elderly|off-duty|KFOR|UNMIK|EULEX|police|of\sthe|of\sits|others?|more)\s)*"
    r"(?:persons?|people|civilians?|men|man|women|woman|children|child|boys?|girls?|soldiers?|troops|officers?|policemen|policeman|members|passengers|bystanders?"
    r"|demonstrators?|protesters?|inhabitants|residents|students?|others?|Serbs?|Albanians?|Roma|Romas|Bosniacs?|Turks?|Croats?|Gorani)\b)"
)
"Pattern of people who can be hurt. Example: `persons`, `Kosovo Serbs`, `police officers`"

_DEGREE = r"(?:seriously\s|slightly\s|lightly\s|badly\s|severely\s|fatally\s)?"
_HARM = r"(?P<harm>killed|dead|injured|wounded|hurt)"
_PASSIVE = re.compile(
    rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:(?P<who>{PEOPLE})\s)?(?P<be>were\s|was\s|being\s)?(?P<degree>{_DEGREE}){_HARM}\b"
)
_OBJECT = re.compile(rf"\s(?:{QUALIFIER}\s)?(?:{NUMBER}|an?|the|his|her|their|several|some|another)\b")
"what follows a verb that is active: of five soldiers injured two"
_PART = re.compile(r"(?:[,(]|\b(?:including|of\swhom|of\sthem|and))\s?\Z")
_HURT = re.compile(r"injur|wound|hurt")
_ACTIVE = re.compile(
    rf"\b(?P<harm>killing|injuring|wounding|killed|injured|wounded)\s{_DEGREE}(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?P<who>{PEOPLE})"
)
_EVERYONE = {"", "person", "persons", "people", "casualties", "injuries"}
_NONE = re.compile(
    r"\b(?P<no>[Nn]o(?:\sone|body)?|[Nn]either)\s(?:(?P<who>persons?|people|KFOR\ssoldiers?|soldiers?|casualties|injuries)\s?)?(?:was|were)\s(?P<harm>killed|injured|wounded|hurt|harmed)\b"
    r"|\b(?:there\swere|with|caused)\s(?P<no2>no)\s(?P<harm2>injuries|casualties|fatalities|deaths)\b",
    re.I,
)
_INDICATOR = {
    "killed": "persons-killed", "dead": "persons-killed", "killing": "persons-killed", "fatalities": "persons-killed", "deaths": "persons-killed",
}  # fmt: skip


def casualties(passage: Passage, words: Span, event: Event) -> Iterator[Claim]:
    """The dead and injured of one event, each number with the people it counts; "no casualties" is a 0 of both."""
    taken: list[Span] = []
    counted: list[Claim] = []
    time = event.period.start if event.period.start == event.period.end else event.period
    for pattern in (_PASSIVE, _ACTIVE):
        for match in passage.find(pattern, words):
            number = Span(*match.span("n"))
            if number in taken or (pattern is _PASSIVE and not _is_whole(passage, words, match)):
                continue
            taken.append(number)
            indicator = _INDICATOR.get(match["harm"], "persons-injured")
            made = observation(
                passage,
                (Span(*match.span()),),
                indicator,
                passage.quantity(match, "n", "q"),
                "persons",
                event,
                time,
                _people(passage, match["who"]),
            )
            if made:
                counted.append(made)
                yield made
    for match in passage.find(_NONE, words):
        no, harm = ("no", match["harm"]) if match["no"] else ("no2", match["harm2"])
        indicators = ("persons-killed", "persons-injured") if harm == "casualties" else (_INDICATOR.get(harm, "persons-injured"),)
        people = _people(passage, match["who"])
        if not people and (match["who"] or "").lower() not in _EVERYONE:
            continue
        for indicator in indicators:
            if not people and any(claim.get("indicator") == Concept("indicator", indicator) for claim in counted):
                continue
            if made := nought(passage, Span(*match.span()), Span(*match.span(no)), indicator, "persons", event, time, people):
                yield made


def _is_whole(passage: Passage, words: Span, match: re.Match[str]) -> bool:
    """Whether a number before its verb counts people of its own: no part of a number told before, and no one who hurts others."""
    if not match["be"] and _OBJECT.match(passage.text, match.end(), words.end):
        return False
    before = passage.text[words.start : match.start()]
    if before.endswith(("no ", "No ")):
        return False
    return not (match["degree"] and not match["who"] and _PART.search(before) and _HURT.search(before))


def _people(passage: Passage, who: str | None) -> Slots:
    """The population that the words name, where the scheme has it."""
    words = re.sub(r"^(?:others?|more|local|of the|of its)\s", "", who or "")
    concept = passage.vocabulary.concept("population", words)
    return (("population", Concept("population", concept.notation)),) if concept else ()
