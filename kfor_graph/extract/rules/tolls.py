"""What is told of many violent events at once, or of one by its dead and injured alone: the toll, and that violence went on."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.claims import account, when_precision
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.events.casualties import Harm, casualties, harms, is_counted, is_read
from kfor_graph.extract.events.clauses import opening
from kfor_graph.extract.events.tellings import anchor, days_of, victims
from kfor_graph.extract.gate import begin, reads
from kfor_graph.extract.modality.facts import is_said, is_unreal
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, places
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Claim, Concept, Event
from kfor_graph.texts import Span, When

_KEYS = ("killed", "injured", "wounded", "died", "lost their", "hurt")
_WENT_ON = ("continued", "persisted", "increased", "were reported", "occurred", "took place", "went on")
_NAMES = (
    "incident", "attack", "violence", "crimes", "assault", "fight", "ambush", "clash", "riot", "unrest", "disturbance", "confrontation", "shoot", "exchange",
    "gunfire", "explosion", "blast", "bombing", "arson", "accident", "crash", "collision", "flood", "landslide", "avalanche", "earthquake",
)  # fmt: skip
_HAS, _GOES, _EVENTS = begin(*_KEYS), begin(*_WENT_ON), begin(*_NAMES)
_KINDS = {
    "attack": r"incidents?|attacks?|violence|acts\sof\sviolence|crimes|assaults?|fighting|ambush(?:es)?|fights?",
    "riot": r"clash(?:es)?|riots?|rioting|unrest|disturbances|confrontations?",
    "shooting": r"shootings?|shooting\sincidents?|exchanges?\sof\sfire|shoot-outs?|celebratory\s(?:gunfire|shooting)",
    "explosion": r"explosions?|(?:mine|grenade|bomb)\s(?:incidents?|attacks?|explosions?|accidents?)|blasts?|bombings?",
    "arson": r"arson\sattacks?",
    "accident": r"accidents?|(?:car|road|vehicle|train|helicopter)\scrash(?:es)?|collisions?|floods?|flooding|landslides?|avalanches?|earthquakes?",
}
_NOUNS = "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _KINDS.items())
_IN = re.compile(
    rf"\b(?:in|during|as\sa\sresult\sof|because\sof|following|from)\s(?P<which>an?\s|another\s|the\s|these\s|those\s|that\s|this\s|such\s|(?:{NUMBER}|several|various|separate|different)\s)?"
    rf"(?:(?!(?:in|on|at|and|of|the|which)\b)[\w-]+\s){{0,4}}?(?:{_NOUNS})(?![\w-])(?!\s(?:of|against|by|on)\s(?:the\s)?(?:police|KFOR|drugs)\b)"
)
_CONTINUED = re.compile(
    r"\b(?P<what>(?:(?:Isolated|isolated|Sporadic|sporadic|Ethnic|ethnically\smotivated|Ethnically\smotivated|Further|further)\s){0,2}(?:[Vv]iolence|[Aa]ttacks|[Aa]cts\sof\sviolence|[Aa]rson\sattacks|[Ii]ntimidation|[Hh]arassment|[Aa]cts\sof\sintimidation))"
    r"\s(?:against|on|of|directed\sat|aimed\sat|towards)\s(?P<whom>(?!which|that)[^.;,]{3,70}?)\s(?:(?:has|have)\s)?(?:also\s)?(?P<verb>continued|persisted|went\son|increased|(?:were|was)\s(?:also\s|again\s)?reported|occurred|took\splace)\b(?!\sto\b)"
)
_REFERS = {"the", "these", "those", "that", "this", "such"}
_PLURAL = re.compile(r"(?:s|violence|fighting|rioting|unrest|flooding|gunfire)\Z")
_CLAUSE_ENDS = re.compile(
    r"[;:]|,\s(?:which|who|while|whereas|but|including|of\swhich|compared)\b|,?\sand\s(?=(?:the\s)?[A-Z]|\d+\s\w+\s(?:were|was)\b|there\b)|\s(?:while|whereas|but|compared)\s"
)
_TOLD_TO = re.compile(r"[;:]|,\s(?:which|who|while|whereas|but|including|compared)\b|\s(?:while|whereas|but|although)\s")
_ANOTHER = re.compile(rf",?\sand\s(?=(?:{NUMBER}|an?|another)\s(?:[\w-]+\s){{1,5}}(?:was|were|died|suffered|sustained)\b)")
_EARLIER = re.compile(r"\bhad\s(?:been|died)\b|\bwho\b|\bsince\b|\bcompared\b|\bsuspect\w*|\bwanted\b|\bon\strial\b")


@reads(*_KEYS, "violence", "attacks on", "attacks against", "intimidation of", "harassment of", "arson attacks")
def tolls(passage: Passage) -> Iterator[Claim]:
    """The dead and injured of violent events that are told by nothing else, of a period as of one day; and violence that went on.

    Example: `«Over the period, five people were killed and 19 injured in ethnically motivated attacks»`. Events that are told together
    are a series: those told singly are part of it and are never added to it. Harm that another rule has read is left to it.
    """
    if not passage.period:
        return
    for index, sentence in enumerate(passage.block.sentences):
        words = passage.words(sentence)
        lower = words.lower()
        if _HAS(lower) and _EVENTS(lower) and not is_read(passage, sentence) and not is_unreal(passage, sentence):
            start = sentence.start
            for match in passage.find(_IN, sentence):
                yield from _toll(passage, index, Span(start, sentence.end), match)
                joint = _ANOTHER.search(passage.text, match.end(), sentence.end)
                start = joint.end() if joint else start
        more = _CONTINUED.search(passage.text, sentence.start, sentence.end) if _GOES(lower) else None
        if more and (more.start() == sentence.start or passage.text.endswith(", ", sentence.start, more.start())):
            yield from _went_on(passage, index, sentence, more)


def _toll(passage: Passage, index: int, rest: Span, match: re.Match[str]) -> Iterator[Claim]:
    """The event, or series, in which the clause tells people to have come to harm; `rest` is the sentence without what tells another one."""
    sentence = passage.block.sentences[index]
    end = _CLAUSE_ENDS.search(passage.text, match.end(), sentence.end)
    joint = _ANOTHER.search(passage.text, match.end(), sentence.end)
    clause = Span(rest.start, min(mark.start() if mark else sentence.end for mark in (end, joint)))
    for boundary in passage.find(_CLAUSE_ENDS, Span(rest.start, match.start())):
        clause = Span(boundary.end(), clause.end)
    found = [harm for harm in harms(passage, clause) if harm.words.end <= match.start() or harm.quantity.span.start < match.start()]
    which = (match["which"] or "").strip().lower()
    plural = _PLURAL.search(match[0]) is not None
    if not found or any(is_counted(passage, harm) for harm in found) or (which in _REFERS and not (plural and which == "the")):
        return
    if _EARLIER.search(passage.text, clause.start, clause.end) or not told(passage, clause) or is_said(passage, sentence, match.start()):
        return
    before = anchor(passage, index, clause.start)
    times = days_of(passage, (clause,), before)
    if times == () and clause.start > sentence.start:
        times = days_of(passage, (opening(passage, sentence),), before)
    when = one_time(times) if times else None
    where = places(passage, clause) or places(passage, opening(passage, sentence))
    if times is None or (times and not when) or (not times and not (plural and which != "the")):
        return
    type_ = next(name for name in _KINDS if match[name.replace("-", "_")])
    yield from _told(passage, sentence, clause, type_, when, where, found, series=plural)


def _told(
    passage: Passage,
    sentence: Span,
    clause: Span,
    type_: str,
    when: When | None,
    where: tuple[Found, ...],
    found: list[Harm],
    *,
    series: bool,
) -> Iterator[Claim]:
    words: tuple[Span, ...] = (Span(clause.start, clause.start + len(passage.words(clause).rstrip(" ,."))),)
    if when and when.span.start < clause.start:
        words = (Span(sentence.start, when.span.end), *words)
    roles = () if series else victims(passage, tuple(found), ())
    event = Event((type_,), passage.days(when), tuple(place for place, _, _ in where), roles, series=series)
    if any(claim.get("about") == event for claim in passage.here):
        return
    more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    yield account(passage, words, event, when_precision(when), more=more)
    yield from casualties(passage, clause, event, tuple(found))


def _went_on(passage: Passage, index: int, sentence: Span, match: re.Match[str]) -> Iterator[Claim]:
    """Violence against a group that is told of a period as a whole."""
    end = _TOLD_TO.search(passage.text, match.end(), sentence.end)
    clause = Span(match.start(), end.start() if end else sentence.end)
    roles = tuple(("victim", one) for one in who(passage, Span(*match.span("whom")), "victims"))
    times = days_of(passage, (Span(sentence.start, clause.end),), anchor(passage, index, clause.start))
    if not roles or times is None or len(times) > 1 or not told(passage, clause) or is_said(passage, sentence, match.end()):
        return
    where = places(passage, Span(sentence.start, clause.end))
    when = times[0] if times else None
    what = match["what"].lower()
    type_ = "arson" if "arson" in what else "threat" if "intimidation" in what or "harassment" in what else "attack"
    event = Event((type_,), passage.days(when), tuple(place for place, _, _ in where), roles, series=True)
    words = Span(clause.start, clause.start + len(passage.words(clause).rstrip(" ,.")))
    more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    yield account(passage, (words,), event, when_precision(when), more=more)
