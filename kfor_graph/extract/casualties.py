"""The dead and injured that words tell of; silence is nothing, a stated "no one" is a 0."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, nought, observation
from kfor_graph.extract.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Event, Span

PEOPLE = (
    r"(?:(?:(?:Kosovo|Kosovar|ethnic|local|innocent|young|elderly|off-duty|KFOR|UNMIK|EULEX|police|of\sthe|of\sits|others?|more)\s)*"
    r"(?:persons?|people|civilians?|men|man|women|woman|children|child|boys?|girls?|soldiers?|troops|officers?|policemen|policeman|members|passengers|bystanders?"
    r"|demonstrators?|protesters?|inhabitants|residents|students?|others?|Serbs?|Albanians?|Roma|Romas|Bosniacs?|Turks?|Croats?|Gorani)\b)"
)
"Pattern of people who can be hurt. Example: `persons`, `Kosovo Serbs`, `police officers`"

_DEGREE = r"(?:seriously\s|slightly\s|lightly\s|badly\s|severely\s|fatally\s)?"
_HARM = r"(?P<harm>killed|dead|injured|wounded|hurt)"
_PASSIVE = re.compile(rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:(?P<who>{PEOPLE})\s)?(?:were\s|was\s|being\s)?{_DEGREE}{_HARM}\b")
_ACTIVE = re.compile(rf"\b(?P<harm>killing|injuring|wounding|killed|injured|wounded)\s{_DEGREE}(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?P<who>{PEOPLE})")
_NONE = re.compile(
    r"\b(?P<no>[Nn]o(?:\sone|body)?|[Nn]either)\s(?:(?:persons?|people|KFOR\ssoldiers?|soldiers?|casualties|injuries)\s?)?(?:was|were)\s(?P<harm>killed|injured|wounded|hurt|harmed)\b"
    r"|\b(?:there\swere|with|caused)\s(?P<no2>no)\s(?P<harm2>injuries|casualties|fatalities|deaths)\b",
    re.I,
)
_INDICATOR = {
    "killed": "persons-killed", "dead": "persons-killed", "killing": "persons-killed", "fatalities": "persons-killed", "deaths": "persons-killed",
}  # fmt: skip


def casualties(passage: Passage, words: Span, event: Event) -> Iterator[Claim]:
    """The dead and injured of one event, each number with the people it counts; "no casualties" is a 0 of both."""
    taken: list[Span] = []
    for pattern in (_PASSIVE, _ACTIVE):
        for match in passage.find(pattern, words):
            number = Span(*match.span("n"))
            if number in taken:
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
                event.period.start if event.period.start == event.period.end else event.period,
                _people(passage, match["who"]),
            )
            if made:
                yield made
    for match in passage.find(_NONE, words):
        no, harm = ("no", match["harm"]) if match["no"] else ("no2", match["harm2"])
        indicators = ("persons-killed", "persons-injured") if harm == "casualties" else (_INDICATOR.get(harm, "persons-injured"),)
        for indicator in indicators:
            if made := nought(passage, Span(*match.span()), Span(*match.span(no)), indicator, "persons", event):
                yield made


def _people(passage: Passage, who: str | None) -> Slots:
    """The population that the words name, where the scheme has it."""
    words = re.sub(r"^(?:others?|more|local|of the|of its)\s", "", who or "")
    concept = passage.vocabulary.concept("population", words)
    return (("population", Concept("population", concept.notation)),) if concept else ()
