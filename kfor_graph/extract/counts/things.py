"""Things and deeds that are counted, with the words that say what they are: "1,164 patrols and 97 vehicle checkpoints"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.items import Item, item_lists
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Concept, Quantity
from kfor_graph.texts import Span

_LEADS = {"", "a total of", "for a total of", "a further", "another", "an additional"}
"what may stand before the first number"
_UNIT = re.compile(r"(?:flight\s|flying\s)?(?P<unit>square\smet(?:re|er)s?|[a-z]+)\b(?:\sof\s)?")
_MEASURES = {"square-metres", "kilometres", "metres", "hours", "litres", "kilograms", "tonnes", "pairs", "cartons", "boxes"}
_TIMES = re.compile(r"(?:days?|weeks?|months?|years?|minutes?|nights?|times|occasions?|per|hectares?|miles?|euros?|dollars?)\b")
_PEOPLE = re.compile(
    r"\b(?:persons?|people|patients?|pupils|students|civilians|men|women|children|families|households|refugees|returnees|pilgrims|residents|villagers|passengers|travellers|visitors)\Z"
)
_RATE = re.compile(r"\s(?P<rate>(?:a|per|each|every)\s(?:day|week|month|night)|daily|weekly|on\saverage)\b|\s(?P<mean>on\saverage)\b")
_AVERAGE = re.compile(r"\b(?:average|daily|weekly)\b")
_FOR = re.compile(
    r"\s(?:for|of|on)\s(?:assistance|support|help|information|service|training(?:\sand\smovement)?|movement|explosive\sordnance\sdisposal)\b"
)
_REQUESTED = re.compile(
    r"\sfor\s(?:(?!(?:was|were|by|in|on|at|and|of|from|which)\b)[a-z-]+)(?:\s(?!(?:was|were|by|in|on|at|and|of|from|which)\b)[a-z-]+){0,3}"
)
_TAIL = re.compile(r"\s(?:of|and|to|a|the|worth|valued|costing)\Z")
_OF_WHOM = re.compile(r"\sof\s(?:the\s)?(?P<whom>[A-Z][\w'’-]*(?:\s(?:and\s)?[A-Z][\w'’-]*){0,5})")
_HEAD = re.compile(r"(?P<head>[a-z][\w-]*)(?=\s(?:of|north|south|east|west)\b|\Z)")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something counted."""

    span: Span
    "its number and its name"
    quantity: Quantity
    "how many"
    name: str
    "what it is called"
    indicator: str
    "notation of what is measured; `other` where the scheme has nothing narrower"
    unit: str
    "notation of the unit"
    rate: bool = False
    "whether it is a number for each day, week or month, or a mean"
    persons: bool = False
    "whether people are counted"
    category: Concept | None = None
    "the kind of thing, where the scheme knows it"

    @property
    def what(self) -> Slots:
        """The slots that say what is counted."""
        known = self.indicator != "other" and self.name.lower() == self.indicator.replace("-", " ")
        return () if known else (("counted", self.name),)


def things(passage: Passage, span: Span) -> Iterator[Thing]:
    """The things that the beginning of a span lists with their numbers, up to the first that is none."""
    listed = next((items for _, items in item_lists(passage, span)), ())
    for number, item in enumerate(listed):
        if item.of_others or item.words.startswith(("of ", "such ")) or not (thing := _thing(passage, item, span.end)):
            return
        if number == 0 and passage.words(Span(span.start, thing.span.start)).strip().lower() not in _LEADS:
            return
        yield thing


def _thing(passage: Passage, item: Item, end: int) -> Thing | None:
    if item.quantity.printed.lower() in {"a", "an", "no", "another"} or _TIMES.match(item.words):
        return None
    start = item.span.start
    words = _TAIL.sub("", item.words)
    stop = passage.text.index(item.words, start) + len(words)
    further = _REQUESTED if words.endswith(("requests", "calls")) else _FOR
    if (more := further.match(passage.text, stop, end)) or (more := _OF_WHOM.match(passage.text, stop, end)):
        words, stop = words + more[0], more.end()
    unit, name = _measure(passage, words)
    rate = _RATE.match(passage.text, stop, end)
    if rate:
        name, stop = name + rate[0], rate.end()
    before = passage.text[max(0, start - 40) : start]
    mean = bool(rate) or _AVERAGE.search(words) is not None or _AVERAGE.search(before) is not None
    found = None if mean else _indicator(passage, words)
    persons = item.persons or _PEOPLE.search(words.split(" of ")[0]) is not None
    unit = unit or ("persons" if persons else found[1] if found else "pieces")
    return Thing(Span(start, stop), item.quantity, name, found[0] if found else "other", unit, mean, persons, item.category)


def _measure(passage: Passage, words: str) -> tuple[str, str]:
    """The unit that the words begin with, and what is measured."""
    match = _UNIT.match(words)
    unit = passage.vocabulary.concept("unit", match["unit"]) if match else None
    if not match or not unit or unit.notation not in _MEASURES:
        return "", words
    return unit.notation, words[match.end() :].strip() or words


def _indicator(passage: Passage, words: str) -> tuple[str, str] | None:
    """The indicator and unit of what words name: all of them, or their head."""
    head = _HEAD.search(words)
    for name in (words, *((head["head"],) if head else ())):
        concept = passage.vocabulary.concept("indicator", name) or passage.vocabulary.concept("indicator", f"{name}s")
        if concept and concept.notation in ACTIVITIES:
            return concept.notation, "events"
    return None


ACTIVITIES = frozenset(
    {
        "patrols", "inspections", "meetings", "donations", "exercises", "complaints", "violations", "training-bans", "interventions",
        "support-requests", "ceremonies", "unauthorized-flights",
    }
)  # fmt: skip
"Indicators of deeds, which are counted as events."


def elided(passage: Passage, thing: Thing, end: int) -> Thing | None:
    """A second number of the same thing that stands without its name behind it: "148 patrols with the army and 36 with the police"."""
    match = _ELIDED.match(passage.text, thing.span.end, end)
    if not match:
        return None
    printed = passage.quantity(match, "n")
    return replace(
        thing, span=Span(match.start("n"), match.end("with")), quantity=printed, name=f"{thing.name.split(' with ')[0]} {match['with']}"
    )


_ELIDED = re.compile(
    r"\s[^.;:()\d]{0,120}?\band\s(?P<n>\d[\d,]*)\s(?P<with>(?:with|jointly\swith|together\swith)\s(?:the\s)?[^.,;:()\d]{2,60}?)(?=[.,;]|\sand\b|\Z)"
)


def named(passage: Passage, words: str) -> tuple[str, str, Slots]:
    """Indicator, unit and further slots of what is counted by name: all activities are events."""
    found = _indicator(passage, words)
    indicator, unit = found or ("other", "pieces")
    known = found and words.lower() == indicator.replace("-", " ")
    return indicator, unit, () if known else (("counted", words),)
