"""Attacks, explosions, shootings and the like, told with an article or a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kfor_graph.extract.actors.groups import side_of, who
from kfor_graph.extract.claims import Slots, account, group, observation, statement, when_precision
from kfor_graph.extract.counts.numbers import NUMBER, number
from kfor_graph.extract.events.casualties import casualties, harms
from kfor_graph.extract.events.clauses import clauses
from kfor_graph.extract.events.hurt import hurt_after
from kfor_graph.extract.events.inquiries import concerned
from kfor_graph.extract.events.suspects import suspects
from kfor_graph.extract.events.tellings import victims
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind, places
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Period, Span, When
from kfor_graph.vocabulary import Vocabulary

_KEYS = (
    "attack",
    "explo",
    "shoot",
    "blast",
    "assault",
    "murder",
    "killing",
    "ston",
    "arson",
    "detonat",
    "fire",
    "gunfire",
    "robber",
    "abduct",
    "kidnap",
    "theft",
)
_HAPPENED = re.compile(
    r"\b(?:occurred|took\splace|happened|(?:was|were)\s(?:reported|recorded|carried\sout|committed)|result(?:ed|ing)\sin|caused|causing|killed|killing|injured|injuring"
    r"|wounded|wounding|damaged|damaging|destroyed|destroying|left|hit|struck|with(?:out|\sonly)\b[^,.;]{0,20}\bdamage)\b"
)
_TOLD = re.compile(r"\b(?:includ(?:e|ed|es|ing)|there\s(?:was|were|has\sbeen|have\sbeen))\s[^.]*\Z", re.I)
_DEPENDENT = re.compile(
    r"\b(?:of|to|after|following|for|in\sconnection\swith|investigat\w+|because\sof|by|from|since|despite|against|about|suspected|prevent\w*)\s\Z",
    re.I,
)
_NOT_TOLD_AS_FACT = re.compile(
    r"\b(?:no|not|if|would|could|(?-i:may)|might|should|unless|whether|allege\w*|reportedly|rumou?rs?|unconfirmed|claim\w*|plan\w*|threaten\w*|attempt\w*|potential|possible|fail\w*"
    r"|according\sto|said|stated|den(?:y|ies|ied)|believ\w+|suspect\w+|assum\w+|fear\w*|warn\w*|exercise|simulat\w+|on\saverage|reports?\sthat|reported\sthat)\b",
    re.I,
)
_NOT_REAL = re.compile(
    r"\b(?:simulat\w+|prevented|thwarted|averted|foiled|role\splayers|(?:was|were)\s(?:feared|denied|planned)|had\s(?:been|occurred|taken|killed|injured|wounded|left|caused|hit)"
    r"|(?:a|per|each|every)\s(?:day|week|month)|daily|weekly|false|unfounded)\b"
)
_ONLY_SUPPOSED = re.compile(r"[^,;:]{0,60}?\b(?:may|might|could|would|should)\s(?:\w+\s)?(?:have|be)\b")
"behind a violent noun: what may have happened is not told"
_OTHER_TIME = re.compile(
    r"\b(?:last|previous|preceding)\s(?:year|week|summer|autumn|winter|spring|quarter)\b|\bago\b|\bearlier\s(?:this|in\sthe)\s|\b(?:in|during|since|of)\s(?P<year>(?:19|20)\d\d)\b"
)
_AGAINST = re.compile(
    r"\b(?:against|on)\s(?:an?\s|the\s)?(?P<whom>[A-Z][\w-]*(?:\s[A-Z][\w-]*)?)(?:s['’]|['’]s)?\s(?P<what>property|houses?|homes?|families|vehicles?|shops?|church(?:es)?)\b"
)
_BETWEEN = re.compile(
    r"\b(?:exchanges?\sof\s(?:gun)?fire|gunfights?|shoot-?outs?|fire\sfights?|firefights?)\sbetween\s(?P<both>[^.;:]{3,120}?)(?=,|\s(?:was|were|left|took|in|on|at|near|close|broke|occurred|that|which|who)\b|[.;:]|\Z)"
)
_AIMED = re.compile(
    r"\b(?:attacks?|assaults?|ambush(?:es)?)\s(?:against|on|upon)\s(?!\d\d?\s[JFMASOND])(?P<whom>[^.,;:]{3,80}?)(?=\s(?:was|were|left|took|occurred|in|near|at|on\s\d|that|which|caused|resulted|resulting|killed|with)\b|[.,;:]|\Z)"
)
_BODY_S = re.compile(r"\b(?:against|on)\s(?:an?\s|the\s)?(?=[A-Z])")
_ITS = re.compile(
    r"(?:['’]s?)?\s(?:property|vehicles?|patrols?|installations?|premises|facilit(?:y|ies)|personnel|soldiers?|troops|officers?|bases?|camps?|checkpoints?|convoys?|offices?)\b"
)
_DAMAGE_ONLY = re.compile(r"\b(?:only|just)\s(?:caus\w+\s)?(?:some\s|minor\s|light\s)?material\sdamage|\bmaterial\sdamage\sonly\b", re.I)
_NATURE = re.compile(
    r"\bThe\s(?P<which>latter|former|last|first)?\s?(?:incident|attack|explosion|shooting|act|case)s?\s(?:was|is|were|are)\s(?:(?P<hedge>believed|thought|considered|suspected)\sto\s(?:be|have\sbeen)\s)?"
    r"(?:of\sa(?:n)?\s(?P<nature1>[\w-]+)\snature|(?P<nature2>[\w-]+ly)\smotivated)"
)
_MARK = re.compile(r"[;:]\s|,\s(?:and|while|but|which|who)\s|\s(?:and|while|which|who|that)\s")
_COMPARED = re.compile(rf",?\s(?:(?:as\s)?compared\s(?:with|to)|as\sagainst|against\s(?:only\s)?{NUMBER}|up\sfrom|down\sfrom)\s")
_HEDGE = {"believed": "believed", "thought": "believed", "considered": "believed", "suspected": "suspected"}


_ORDER = {"first": 0, "second": 1, "third": 2, "last": -1, "latest": -1, "final": -1, "most recent": -1}
_ONE_OF = re.compile(
    rf"(?:In|During)\sthe\s(?P<which>{'|'.join(_ORDER)})(?:\s(?:one|of\s(?:these|them|those|the\s\w+)|attack|incident|explosion|shooting|case)){{0,2}},\s"
)
_ELSEWHEN = When(Period(None, None), "", Span(0, 0))
"a time that is told, but is no one day or month"


@dataclass(frozen=True, slots=True)
class _Telling:
    """One event while its sentences are read."""

    event: Event
    head: re.Match[str]
    clause: Span
    when: When | None
    where: tuple[Found, ...] = ()
    nature: tuple[Span, ...] = ()
    "words that state its nature"
    hedged: tuple[Claim, ...] = ()
    "what is only believed of it, or told behind it of those concerned"
    one_of: tuple[str, Span] | None = None
    "which happening of a series the next sentences tell more of, and what"
    detail: tuple[Span, ...] = ()
    "what they tell of it"


@cache
def violent_noun(vocabulary: Vocabulary) -> re.Pattern[str]:
    """An article or number with a word for a violent event, from the labels of the scheme."""
    violent = vocabulary.narrower(Concept("event-type", "violence"))
    words = [re.escape(label).replace(r"\ ", r"\s") for label, notation in vocabulary.wordings("event-type") if notation in violent]
    return re.compile(
        rf"\b(?P<count>an?|{NUMBER})\s(?:separate\s|further\s|other\s|more\s|serious\s|major\s|armed\s|fatal\s|(?:hand[-\s])?grenade\s|bomb\s|rocket\s|mortar\s|knife\s|sniper\s|petrol[-\s]bomb\s)*(?P<kind>{'|'.join(words)})(?:s|es)?(?:\sattacks?|\sincidents?)?\b(?!-)",
        re.I,
    )


@reads(*_KEYS)
def incidents(passage: Passage) -> Iterator[Claim]:
    """Violent events that the text tells as facts, with place, day, people harmed, outcome and nature; several told as one are a series.

    Example: `«an explosion in a bar in Pristina which resulted in two persons killed and nine injured». «The latter incident was of a
    criminal nature».` What is only alleged, planned or feared is left out; an event without a day belongs to the reporting period.
    """
    if not passage.period:
        return
    told: list[_Telling] = []
    for index, sentence in enumerate(passage.block.sentences):
        words = passage.words(sentence).lower()
        found = list(passage.find(violent_noun(passage.vocabulary), sentence)) if any(map(words.__contains__, _KEYS)) else []
        heads = [match for match in found if is_told(passage, sentence, match)]
        for at, match in enumerate(heads):
            end = heads[at + 1].start() if at + 1 < len(heads) else sentence.end
            clause = _clause(passage, match.start(), end)
            if not _NOT_REAL.search(passage.text, clause.start, clause.end) and (when := _when(passage, sentence, clause)) is not _ELSEWHEN:
                telling = _tell(passage, sentence, match, clause, when)
                if len(heads) == 1:
                    telling = telling if telling.event.series else _with_what_follows(passage, index, telling)
                    telling = replace(telling, one_of=_one_of(passage, index))
                told.append(telling)
        if told and not heads:
            told = _with_nature(passage, sentence, told)
    for telling in (each for one in told for each in _by_day(passage, one)):
        more = (("placePrecision", Concept("place-precision", telling.where[0][1])),) if telling.where else ()
        yield account(passage, (telling.clause, *telling.detail, *telling.nature), telling.event, when_precision(telling.when), more=more)
        yield from _counts(passage, telling)
        yield from (replace(claim, slots=_about(claim, telling.event)) for claim in telling.hedged)


def _with_what_follows(passage: Passage, index: int, telling: _Telling) -> _Telling:
    """With those who are suspected or look into it, as the next sentences tell."""
    parts = [part for zone in hurt_after(passage, index) for part in (*suspects(passage, zone), *concerned(passage, zone))]
    made = [statement(passage, (words,), telling.event, f"kfo:{role}", one, certainty) for role, one, certainty, words in parts]
    return replace(telling, hedged=(*telling.hedged, *made))


def _by_day(passage: Passage, telling: _Telling) -> Iterator[_Telling]:
    """A series of which as many days are told as it has happenings: one event a day, where nothing is told that may be of one of them only."""
    days = dates(passage, telling.clause) if telling.event.series and not telling.when else ()
    several = len({day.day for day in days if day.day and _inside(day, passage.period)}) == len(days) > 1
    towns = sum(kind(passage, place) == "settlement" for place in telling.event.places)
    if not several or towns > 1 or telling.hedged or number(telling.head["count"]) != len(days) or harms(passage, telling.clause):
        yield telling
        return
    for at, day in enumerate(days):
        one = replace(telling, event=replace(telling.event, period=day.period, series=False), when=day, one_of=None)
        if telling.one_of and _ORDER[telling.one_of[0]] in {at, at - len(days)}:
            detail = telling.one_of[1]
            where = dict.fromkeys((*(place for place, _, _ in places(passage, detail)), *one.event.places))
            roles = dict.fromkeys((*one.event.roles, *victims(passage, harms(passage, detail), one.event.roles)))
            one = replace(one, event=replace(one.event, places=tuple(where), roles=tuple(roles)), detail=(detail,))
        yield one


def _one_of(passage: Passage, index: int) -> tuple[str, Span] | None:
    """Which one of a series the sentences behind it tell more of ("In the last one, two children were hurt"), and the clause that does."""
    for sentence in passage.block.sentences[index + 1 : index + 3]:
        match = _ONE_OF.match(passage.text, sentence.start, sentence.end)
        if match and not dates(passage, first := clauses(passage, Span(match.end(), sentence.end))[0].words):
            return match["which"], first
    return None


def is_told(passage: Passage, sentence: Span, match: re.Match[str]) -> bool:
    """Whether a sentence tells as a fact that what a violent noun names happened."""
    before = passage.text[sentence.start : match.start()]
    if _NOT_TOLD_AS_FACT.search(before) or (_DEPENDENT.search(before) and not _TOLD.search(before)):
        return False
    if _ONLY_SUPPOSED.match(passage.text, match.end(), sentence.end):
        return False
    return bool(_TOLD.search(before) or _HAPPENED.search(passage.text, match.end(), sentence.end))


def _clause(passage: Passage, start: int, end: int) -> Span:
    """The words of one event: up to the next one or the full stop, without what joins them."""
    compared = _COMPARED.search(passage.text, start, end)
    words = re.sub(r"(?:,?\sand|[,;.:]|\s)+\Z", "", passage.text[start : compared.start() if compared else end])
    return Span(start, start + len(words))


def _tell(passage: Passage, sentence: Span, match: re.Match[str], clause: Span, when: When | None) -> _Telling:
    where = places(passage, clause) or _before(passage, sentence, match)
    concept = passage.vocabulary.concept("event-type", match["kind"])
    event = Event(
        types=(concept.notation if concept else "attack",),
        period=passage.days(when),
        places=tuple(place for place, _, _ in where),
        roles=_roles(passage, clause),
        outcome="material-damage-only" if _DAMAGE_ONLY.search(passage.text, clause.start, clause.end) else None,
        series=(series := match["count"].lower() not in {"a", "an", "one", "1"}),
        subject=match[0] if series else "",
    )
    return _Telling(event, match, clause, when, where)


def _before(passage: Passage, sentence: Span, match: re.Match[str]) -> tuple[Found, ...]:
    """The places that stand before an event in its own clause, where they name one town at most: "In Pec, an explosion damaged a shop"."""
    marks = [mark.end() for mark in passage.find(_MARK, Span(sentence.start, match.start()))]
    found = places(passage, Span(marks[-1] if marks else sentence.start, match.start()))
    return found if sum(kind(passage, place) == "settlement" for place, _, _ in found) <= 1 else ()


def _when(passage: Passage, sentence: Span, clause: Span) -> When | None:
    """The one day or month in the clause, else the one that opens the sentence; `_ELSEWHEN` where it lies in no one such time."""
    for span in (clause, Span(sentence.start, clause.start)):
        other = _OTHER_TIME.search(passage.text, span.start, span.end)
        if other and not (other["year"] and passage.period and str(passage.period.end)[:4] == other["year"]):
            return _ELSEWHEN
        if found := dates(passage, span) or months(passage, span):
            outside = [when for when in found if not _inside(when, passage.period)]
            return found[0] if len(found) == 1 else _ELSEWHEN if outside else None
    return None


def _inside(when: When, period: Period | None) -> bool:
    """Whether a time begins in the reporting period."""
    start, first, last = when.period.start, period and period.start, period and period.end
    return bool(start and first and last and first <= start <= last)


def _roles(passage: Passage, clause: Span) -> tuple[tuple[str, Entity], ...]:
    """Whose people or property it was against; of an exchange of fire, those who took part."""
    if between := _BETWEEN.search(passage.text, clause.start, clause.end):
        return tuple(("involves", someone) for someone in _sides(passage, Span(*between.span("both"))))
    if owner := _BODY_S.search(passage.text, clause.start, clause.end):
        own = [mention for mention in passage.mentions if mention.span.start == owner.end() and mention.entity.kind in {"org", "mission"}]
        if own and _ITS.match(passage.text, own[0].span.end, clause.end):
            return (("victim", own[0].entity),)
    match = _AGAINST.search(passage.text, clause.start, clause.end)
    concept = passage.vocabulary.concept("population", match["whom"]) if match else None
    if not match or not concept:
        aimed = _AIMED.search(passage.text, clause.start, clause.end)
        return tuple(("victim", someone) for someone in who(passage, Span(*aimed.span("whom")), "victims")) if aimed else ()
    label = f"{passage.vocabulary.label(concept)} (owners of the {match['what']})"
    return (("victim", group(concept.notation, label)),)


def _sides(passage: Passage, both: Span) -> Iterator[Entity]:
    """Those who fired at each other: bodies, and groups of people."""
    joint = re.search(r",?\sand\s", passage.words(both))
    parts = (Span(both.start, both.start + joint.start()), Span(both.start + joint.end(), both.end)) if joint else (both,)
    for part in parts:
        yield from side_of(passage, part)


def _counts(passage: Passage, telling: _Telling) -> Iterator[Claim]:
    """How many happenings a series has, and the people harmed in any event."""
    event, head = telling.event, telling.head
    if event.series:
        words = Span(head.start("count"), head.end())
        time = event.period.start if event.period.start == event.period.end else event.period
        if made := observation(passage, (words,), "attacks", passage.quantity(head, "count"), "events", event, time):
            yield made
    for span in (telling.clause, *telling.detail):
        yield from casualties(passage, span, event)


def _with_nature(passage: Passage, sentence: Span, told: list[_Telling]) -> list[_Telling]:
    """What the next sentence says of the nature of the last event, or of the first; where it is unclear of which, nothing."""
    match = _NATURE.search(passage.text, sentence.start, sentence.end)
    if not match or (not match["which"] and len(told) > 1):
        return told
    at = 0 if match["which"] in {"former", "first"} else len(told) - 1
    nature = (match["nature1"] or match["nature2"]).lower()
    concept = passage.vocabulary.concept("nature", nature) or passage.vocabulary.concept("nature", nature.removesuffix("ly"))
    if not concept:
        return told
    telling, words = told[at], Span(*match.span())
    if match["hedge"]:
        hedged = statement(passage, (words,), telling.event, "kfo:nature", concept, _HEDGE[match["hedge"]])
        changed = replace(telling, hedged=(*telling.hedged, hedged))
    else:
        changed = replace(telling, event=replace(telling.event, nature=concept.notation), nature=(*telling.nature, words))
    return [*told[:at], changed, *told[at + 1 :]]


def _about(claim: Claim, event: Event) -> Slots:
    """A statement's slots with the event as it came to be told in full."""
    return tuple((slot, event if isinstance(value, Event) else value) for slot, value in claim.slots)
