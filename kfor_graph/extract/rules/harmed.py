"""The dead and injured that a sentence tells of an event of another kind than violence: a protest, a roadblock, a search."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.antecedents import meant
from kfor_graph.extract.events.casualties import HARMS, Harm, casualties, harms, is_counted, is_read
from kfor_graph.extract.gate import begin, reads
from kfor_graph.extract.modality.facts import is_unreal
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import kind, places
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept
from kfor_graph.texts import Span

_KEYS = ("kill", "injur", "wound", "hurt", "died", "fatal", "fracture", "treated for")
_HAS = begin(*_KEYS)
_EVENTS = (
    "violence",
    "public-order",
    "search",
    "arrest",
    "seizure",
    "operation",
    "closure",
    "opening",
    "exercise",
    "evacuation",
    "accident",
    "disruption",
)
_BACK = 5
"Sentences before in which the event may be told."
_AFTER = r"(?:As\sa\s(?:result|consequence),?\s|(?:In|During|Following|After|As\sa\sresult\sof)\s(?:the|this|these|those|that|both|all)\s[^,;.\d]{3,60},\s|In\s(?:all|total),\s|Overall,\s|Altogether,\s)?"
_COUNTS = rf"{_AFTER}(?:[Aa]\stotal\sof\s)?(?:(?:{QUALIFIER})\s)?(?:{NUMBER}|[Aa]n?|[Aa]nother)\s"
_OPENS = re.compile(_COUNTS)
_HEARSAY = re.compile(
    rf"(?:According\sto\s(?P<who>[^,;.]{{3,80}}),\s|(?P<media>[A-Z][^,;.]{{2,60}}?\s(?:reported|claimed|said|stated|alleged)\sthat\s))(?={_COUNTS})"
)
_FIRM = re.compile(
    r"\b(?:was|were|died|suffered|sustained|needed|required|perished|lost|killed|killing|injuring|wounding|leaving|deaths?|injuries)\b"
)
_EARLIER = re.compile(r"\bhad\sbeen\b|\bhave\sbeen\b|\bwho\s(?:was|were)\b")
_ELSE = re.compile(
    r"\b(?:accidents?|collision|crash|reporting\speriod|the\s(?:month|quarter|period)|in\s(?:all|other)\sincidents|another\s(?:incident|attack)|floods?|landslides?|in\s(?:an?|another|separate)\s(?:[\w-]+\s){0,3}?(?:attacks?|explosions?|incidents?|shootings?|blasts?|ambush(?:es)?|fires?|fights?))\b"
)
_DENIED = re.compile(r"\b(?:false|unfounded|untrue|incorrect|hoax|denied|no\sevidence)\b")
_JOINT = re.compile(r"[;,]|\sand\s|\swhen\s|\sin\swhich\s|\sduring\swhich\s|\safter\swhich\s|:\s")


@reads(*_KEYS)
def harmed(passage: Passage) -> Iterator[Claim]:
    """The dead and injured of the one event that a sentence, or those just before, tell of, where no rule before has read them.

    Example: `On 7 May, residents blocked the road at Vojnik. «Three police officers were injured, one seriously»`. Numbers that only
    others give ("According to the media, …") are alleged. Where the words speak of a time, an accident or a period of their own, nothing
    is taken.
    """
    if not passage.period or not passage.here:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not _HAS(words.lower()) or is_read(passage, sentence) or _ELSE.search(words):
            continue
        hearsay = _HEARSAY.match(passage.text, sentence.start, sentence.end)
        if _DENIED.search(words) if hearsay else is_unreal(passage, sentence):
            continue
        rest = Span(hearsay.end() if hearsay else sentence.start, sentence.end)
        found = [harm for harm in harms(passage, rest) if not is_counted(passage, harm) and (hearsay or _is_fact(passage, sentence, harm))]
        if found:
            yield from _of_event(passage, sentence, rest, found, "alleged" if hearsay else "stated")


def _of_event(passage: Passage, sentence: Span, rest: Span, found: list[Harm], certainty: str) -> Iterator[Claim]:
    first = found[0].words.start
    event = meant(passage, first, _EVENTS, back=_BACK)
    if not event or (dates(passage, sentence) and not _tells(passage, sentence, first)):
        return
    elsewhere = {place for place, _, _ in places(passage, Span(first, sentence.end)) if kind(passage, place) == "settlement"}
    if elsewhere and not elsewhere & set(event.places):
        return
    last = passage.text.rfind("; ", rest.start, first)
    starts = (rest.start, last + len("; ")) if last > 0 else (rest.start,)
    if not _tells(passage, sentence, first) and not any(_OPENS.match(passage.text, start, rest.end) for start in starts):
        return
    counted = {
        value.notation
        for claim in passage.here
        if claim.get("about") == event
        for value in claim.values("indicator")
        if isinstance(value, Concept) and value.notation in HARMS and claim.certainty == "stated"
    }
    for claim in casualties(passage, rest, event, tuple(found), () if certainty == "alleged" else counted):
        if claim.get("value"):
            yield replace(claim, certainty=certainty) if claim.certainty == "stated" else claim


def _tells(passage: Passage, sentence: Span, position: int) -> bool:
    """Whether a sentence tells an event before a position, with nothing dated between them."""
    event = meant(passage, position, _EVENTS, back=0)
    joint = [match.end() for match in passage.find(_JOINT, Span(sentence.start, position))]
    return event is not None and bool(joint) and not dates(passage, Span(joint[-1], sentence.end))


def _is_fact(passage: Passage, sentence: Span, harm: Harm) -> bool:
    """Whether harm is told as one that came about then and there."""
    words = passage.words(harm.words)
    if not (harm.part or _FIRM.search(words)) or _EARLIER.search(words):
        return False
    return told(passage, Span(sentence.start, harm.words.end)) and not said(passage, harm.words)
