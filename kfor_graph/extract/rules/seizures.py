"""Things seized, handed in and destroyed, with their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from kfor_graph.extract.actors.bodies import subject_bodies
from kfor_graph.extract.claims import Slots, account, observation
from kfor_graph.extract.counts.items import Item, item_lists, rows
from kfor_graph.extract.events.doers import partners
from kfor_graph.extract.events.happenings import Roles
from kfor_graph.extract.events.takers import handed_in, stopped_before
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limited, limits
from kfor_graph.extract.places.places import Found, kind, places
from kfor_graph.extract.times.times import is_within, one_time, told_times
from kfor_graph.model import Claim, Concept, Entity, Event, Finding
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_SEIZED = r"seized|confiscated|recovered|found|discovered|uncovered"
_HANDED_IN = r"handed\sin|gave\sup"
_VERB = rf"(?P<verb>{_SEIZED}|{_HANDED_IN}|destroyed)"
_KEYS = ("seiz", "confiscat", "found", "recovered", "discovered", "uncovered", "destroyed", "handed in", "gave up")
_TAKEN = begins_with("cdfghrsu", rf"\b(?:{_VERB}\b|(?:seizure|confiscation|recovery|discovery|destruction)\sof\b)")
"a cheap look for a sentence that may tell of it"
_FILLER = (
    r"(?:,?\sand\s(?:an?\s(?:large\s|small\s)?(?:quantity|number|amount)\sof|several|various|some|numerous)\s[a-z][a-z\s-]{2,40}?)?"
    r"(?:,?\s(?:which|that)\s(?:had|have)\sbeen\s[^,.;]{3,60}?)?"
)
_PASSIVE = re.compile(
    rf"{_FILLER}\s(?:were|was|have\sbeen|has\sbeen)\s(?:all\s|also\s|then\s|subsequently\s|voluntarily\s|jointly\s|publicly\s)*{_VERB}\b(?!\s(?:to|guilty|dead|safe|missing)\b)"
)
_THEN = re.compile(
    r"[^.:]{0,80}?[;,]\s(?:and\s)?(?:both|all(?:\sof\s(?:them|which))?|these|they|the\s(?:weapons|rifles|pistols|items|goods|drugs|ammunition))\s(?:were|was)\s(?:all\s|then\s|subsequently\s)?(?P<verb>seized|confiscated)\b"
)
_TO_CARRY = re.compile(r"[^;.:]{0,90}?\sto\sbe\s(?:carrying|holding|loaded|in\spossession)\b")
_CARRYING = re.compile(r"\b(?:carrying|holding|possess\w+|loaded\swith|in\spossession\sof)\s\Z")
_WITHIN = r"(?:(?:an?|two|three|several|[2-9])\s(?:[a-z-]+\s){1,4}(?:containing|of|with)\s)?"
_LEAD = r"(?:[Aa]\s(?:further\s)?total\sof\s|a\sfurther\s|another\s|an\sadditional\s|in\sall\s)?"
_ACTIVE = re.compile(rf"\b{_VERB}\s{_WITHIN}{_LEAD}\Z")
_NOUN = re.compile(
    rf"\b(?:led\sto|leading\sto|resulted\sin|resulting\sin)\sthe\s(?P<verb>seizure|confiscation|recovery|discovery|destruction)\sof\s{_LEAD}\Z"
)
_INCLUDED = begins_with(
    "GIMTWgimtw",
    rf"\b(?:[Ii]tems|[Ww]eapons|[Gg]oods|[Tt]hings|[Mm]aterial)\s(?:that\swere\s|which\swere\s)?{_VERB}\s(?:[^.;:]{{1,80}}?\s)?(?:included|includes|were|comprised|consisted\sof):?\s{_LEAD}\Z",
)
_TABLE = re.compile(
    rf"\b[Tt]he\sfollowing\s(?:items|weapons|goods)\swere\s{_VERB}\b[^.;:]{{0,60}}:\s(?:Items?\s(?:Number|Quantity|Total)\s)?"
)
_NONE = re.compile(rf"\b(?P<n>[Nn]o)\s(?P<what>weapons)\swere\s(?:{_SEIZED})\b(?!\s(?:to|missing)\b)")

_NOT_BEFORE_VERB = re.compile(r"\b(?:had|not|never|be|been|being|to|was|were|is|are|or)\s(?:(?:also|then|[a-z]+ly)\s)?\Z")
_NOT_BEFORE_LIST = re.compile(r"\b(?:carrying|armed\swith|with|possess\w+|holding|(?<!total\s)of|than|from|against|in|which|including)\s\Z")
_TOTAL = re.compile(r"\b(?:[Aa]\stotal|[Aa]ltogether|[Ii]n\sall)\b")
_OF_PERIOD = begins_with(
    "DIOTWdiotw",
    r"\b(?:[Dd]uring|[Oo]ver|[Ii]n|[Tt]hroughout|[Ww]ithin|[Ii]n\sthe\scourse\sof)\s(?:the|this)\s(?:present\s|entire\s|whole\s|current\s)?(?:reporting\s|reported\s)?(?:period|month|quarter)\b(?!\sof)"
    r"|\b[Ii]n\sthe\scourse\sof\s(?:its\s|their\s)?(?:own\s)?(?:searches|operations|patrols)",
)
_OTHER_TIME = begins_with(
    "adelmpstw",
    r"\b(?:since|to\sdate|so\sfar|previous(?:ly)?|preceding|earlier|ago|past|each|every|per|daily|weekly|monthly|average|always|last\s(?:month|year|week|quarter|period|report|summer|winter))\b",
    re.I,
)
_YEAR = begins_with("DISdios", r"\b(?:[Ii]n|[Dd]uring|[Ss]ince|of)\s(?P<year>(?:19|20)\d\d)\b")
_OWN = re.compile(r"\bstolen\sfrom\b|\bbelonging\sto\s(?:KFOR|SFOR|the\s[Ff]orce)|\blost\sby\b|\bstolen\sby\b")
_HEARSAY = re.compile(r"(?:Allegedly|Reportedly|Of\s(?:these|those|them))\b")
_COUNTED = re.compile(
    r"\b(?:inspect\w*|audit\w*|inventor\w+|holdings?|in\sexcess|missing|short|shortages?|to\sbe|complete|made\ssafe|defused|cleared|neutrali[sz]ed|disposed)\b"
)
"what makes a find no taking: weapons counted in their stores, or a charge made harmless"
_APART = re.compile(r"(?:[Aa]part\sfrom|[Bb]esides|[Ii]n\saddition\sto|[Oo]ther\sthan|[Nn]ot\scounting|[Ee]xcluding)\s[^,]*,\s")
_VIOLENT = re.compile(r"\b(?:explo\w+|attack\w*|fire|burn\w*|blast\w*|accident|detonated|killed|wounded|injured|crash\w*)\b")
_ONE = re.compile(
    r"\b(?:an?|one|the)\s(?:[\w-]+\s){0,3}(?:house|home|car|vehicle|bus|truck|lorry|van|building|bunker|cache|apartment|flat|shop|checkpoint|patrol|search|man|woman|container|forest|wood|field|barn|garage"
    r"|cellar|cave|operation|raid|driver|suspect|person|incident|member|farm|train|crossing|school|station)\b"
)
_SAME = re.compile(r"(?:[Ii]t|[Tt]hey|[Tt]he\s(?:patrol|soldiers|troops))\s(?:also\s)?\Z")
_RELATIVE = re.compile(r",\s(?:which|who|where)\s[^,]*,")
_TAIL_ENDS = re.compile(
    r"[;:]|,\s(?:which|who|compared|against|as\sagainst|up|down|an\sincrease|a\sdecrease|\d)|\s(?:compared|than|against|bringing|most\sof)\b"
    r"|,?\s(?:for\sthe\smost\spart|mostly|mainly|chiefly|especially|notably)\b|\s(?:which|that)\s(?:had|have)\sbeen\b"
)
_NEXT_CLAUSE = re.compile(r",?\s(?:and|while|but)\s")
_BY = re.compile(r"\sby\s(?!\d|the\send\b|then\b|mid-)(?P<who>[^.;]{2,60})")
_OFFICIAL = re.compile(
    r"\b(?:[Pp]olice|[Pp]atrols?|troops|soldiers|customs|authorit(?:y|ies)|peacekeepers|[Ff]orces?|[Ii]t|[Tt]hey|units?|officers|task\sforces?|brigades?|battalions?)\b"
)
_WEAPONS = Concept("category", "weaponry")
_CHARGES = {"grenades-mines", "hand-grenades"}
_HIDDEN = re.compile(r"\b(?:search\w*|caches?|bunkers?|hidden|buried|concealed|seizures?|totals?)\b")
_INDICATOR = {"destroyed": "items-destroyed", "destruction": "items-destroyed"}
_EVENT = {"items-seized": "seizure", "items-handed-in": "hand-in", "items-destroyed": "destruction"}
_FINDS = {"found", "discovered", "recovered", "uncovered", "discovery", "recovery"}


@dataclass(frozen=True, slots=True)
class _Taking:
    """A list of things and what was done with them."""

    words: Span
    "list and verb"
    verb: Span
    "the verb"
    items: tuple[Item, ...]
    "the list"
    form: str
    "passive, active, noun, included or table"
    indicator: str
    "notation in the scheme indicator"


@reads(*_KEYS)
def seizures(passage: Passage) -> Iterator[Claim | Finding]:
    """Things seized or found, handed in, and destroyed: in the reporting period as a whole, or on one occasion, which is an event.

    Example: `«58 rifles», «141 grenades and mines» and «6,210 rounds of ammunition» «were confiscated» during the month. On 23 June,
    «2,600 litres of smuggled fuel were confiscated» near Leposavic.` "Grenades and mines" are one figure; what is included in another
    is told so. Left out are things of a kind that the scheme does not know, those of other times, planned, carried, alleged or held.
    """
    if not passage.period or not passage.area:
        return
    events: list[Event] = [event for claim in passage.earlier if claim.kind == "account" and isinstance(event := claim.get("about"), Event)]
    for sentence in passage.block.sentences:
        if _TAKEN.search(passage.text, sentence.start, sentence.end):
            found = list(_takings(passage, sentence))
            takings = [one for one, after in zip_longest(found, found[1:]) if not after or one.words.end <= after.words.start]
            for index, taking in enumerate(takings):
                before = _tail(passage, takings[index - 1], sentence, taking.words.start).end if index else sentence.start
                limit = takings[index + 1].words.start if index + 1 < len(takings) else sentence.end
                head, tail = Span(before, taking.words.start), _tail(passage, taking, sentence, limit)
                opening = Span(sentence.start, takings[0].words.start) if index else head
                yield from _tell(passage, taking, (opening, head, tail), events)
            yield from _none(passage, sentence)


def _takings(passage: Passage, sentence: Span) -> Iterator[_Taking]:
    """The lists of a sentence that something was done with, in order."""
    for match in passage.find(_TABLE, sentence):
        if listed := rows(passage, Span(match.end(), sentence.end)):
            yield _Taking(Span(match.start(), listed[-1].span.end), Span(*match.span("verb")), listed, "table", _indicator(match["verb"]))
            return
    for span, listed in item_lists(passage, sentence):
        before = Span(max(sentence.start, span.start - 160), span.start)
        passive = _PASSIVE.match(passage.text, span.end, sentence.end)
        if passive and _TO_CARRY.match(passage.text, passive.end(), sentence.end):
            continue
        if passive and not _NOT_BEFORE_LIST.search(passage.text, before.start, before.end):
            yield _Taking(Span(span.start, passive.end()), Span(*passive.span("verb")), listed, "passive", _indicator(passive["verb"]))
            continue
        if _CARRYING.search(passage.text, before.start, before.end) and (then := _THEN.match(passage.text, span.end, sentence.end)):
            yield _Taking(Span(span.start, then.end()), Span(*then.span("verb")), listed, "passive", _indicator(then["verb"]))
            continue
        for form, pattern in (("included", _INCLUDED), ("noun", _NOUN), ("active", _ACTIVE)):
            if found := pattern.search(passage.text, before.start, before.end):
                if form != "active" or not _NOT_BEFORE_VERB.search(passage.text, sentence.start, found.start("verb")):
                    yield _Taking(Span(found.start(), span.end), Span(*found.span("verb")), listed, form, _indicator(found["verb"]))
                break


def _indicator(verb: str) -> str:
    return _INDICATOR.get(verb) or ("items-handed-in" if re.fullmatch(_HANDED_IN, verb) else "items-seized")


def _tail(passage: Passage, taking: _Taking, sentence: Span, limit: int) -> Span:
    """The words behind a list or its verb that still belong to it."""
    last = limit >= sentence.end
    ends = [
        match.start()
        for pattern in (_TAIL_ENDS, *(() if last else (_NEXT_CLAUSE,)))
        if (match := pattern.search(passage.text, taking.words.end, limit))
    ]
    return Span(taking.words.end, max(taking.words.end, min(ends, default=limit)))


def _tell(passage: Passage, taking: _Taking, around: tuple[Span, Span, Span], events: list[Event]) -> Iterator[Claim | Finding]:
    opening, head, tail = around
    by = _authorities(passage, taking, opening, head, tail)
    if by is None or not _is_told(passage, taking, Span(head.start, tail.end)) or not any(item.category for item in taking.items):
        yield from _unknown(passage, taking) if by is not None and _is_told(passage, taking, Span(head.start, tail.end)) else ()
        return
    apart = _APART.match(passage.text, head.start, head.end)
    head = Span(apart.end(), head.end) if apart else head
    opening = head if apart and opening.end == head.end else opening
    whens = told_times(passage, head, tail) or (told_times(passage, opening) if opening != head else ())
    when = one_time(whens)
    if whens and not when:
        return
    inside = not when or is_within(when.period, passage.period)
    spans = [head, taking.words, tail] + ([opening] if opening != head else [])
    if not inside or any(_OTHER_TIME.search(passage.text, span.start, span.end) for span in (head, tail)) or _other_year(passage, spans):
        return
    where = tuple(
        found
        for span in (head, tail)
        for found in places(passage, span)
        if found[0] != passage.area and kind(passage, found[0]) != "country"
    )
    whole = any(_OF_PERIOD.search(passage.text, span.start, span.end) for span in spans) or taking.form in {"included", "table"}
    yield from _unknown(passage, taking)
    if _is_total(passage, taking, when, where, whole, spans):
        period = when.period if when else passage.period
        others = _others(passage, Span(*apart.span()), taking.indicator) if apart else ()
        yield from _figures(passage, taking, passage.area, period, tuple(("place", place) for place, _, _ in where), others)
        return
    roles: Roles = tuple(("authority", actor) for actor in by)
    if not when and not where and not whole:
        when, where = _before(passage, taking, head)
        roles = roles or (stopped_before(passage, passage.sentence(taking.words.start)) if when else ())
    if taking.indicator == "items-handed-in":
        roles += handed_in(passage, passage.sentence(taking.words.start))
    event = Event((_EVENT[taking.indicator],), passage.days(when), tuple(place for place, _, _ in where), roles)
    if not when and event in events:
        return
    more: Slots = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    figures = list(_figures(passage, taking, event, event.period))
    if not figures:
        return
    events.append(event)
    yield account(passage, (taking.words,), event, when.precision if when else "period", more=more)
    yield from figures


def _is_told(passage: Passage, taking: _Taking, clause: Span) -> bool:
    """Whether the things were taken, as a fact: nothing planned, alleged or said by others; no stores counted, no damage."""
    words = Span(clause.start, taking.words.end)
    pieces, at = [], words.start
    for match in passage.find(_RELATIVE, words):
        pieces.append(Span(at, match.start()))
        at = match.end()
    if not all(told(passage, piece) for piece in (*pieces, Span(at, words.end))) or said(passage, taking.words):
        return False
    if _OWN.search(passage.text, clause.start, clause.end) or _HEARSAY.match(passage.text, clause.start):
        return False
    verb = passage.words(taking.verb)
    if verb in _FINDS and not _is_find(passage, taking, clause):
        return False
    if taking.indicator != "items-destroyed":
        return True
    weapons = passage.vocabulary.members(_WEAPONS)
    return all(item.category is None or item.category.notation in weapons for item in taking.items) and not _VIOLENT.search(
        passage.text, clause.start, clause.end
    )


def _is_find(passage: Passage, taking: _Taking, clause: Span) -> bool:
    """Whether something found was taken: no stores counted, no vehicle salvaged, no mine or grenade that lay in the open."""
    kinds = {item.category.notation for item in taking.items if item.category}
    hidden = kinds - _CHARGES or _HIDDEN.search(passage.text, clause.start, clause.end)
    return bool(
        hidden and kinds <= {*passage.vocabulary.members(_WEAPONS), "drugs"} and not _COUNTED.search(passage.text, clause.start, clause.end)
    )


def _authorities(passage: Passage, taking: _Taking, opening: Span, head: Span, tail: Span) -> tuple[Entity, ...] | None:
    """The bodies that took the things, where the words name them; None where somebody else did, as robbers do."""
    if taking.form == "passive":
        by = _BY.search(passage.text, tail.start, tail.end)
        if not by or taking.indicator == "items-handed-in":
            return ()
        who = Span(*by.span("who"))
        return subject_bodies(passage, who) or (() if _OFFICIAL.search(passage.text, who.start, who.end) else None)
    if taking.form != "active" or taking.indicator == "items-handed-in":
        return ()
    for clause in (head, opening):
        comma = passage.text.rfind(", ", clause.start, max(clause.start, clause.end - 2))
        for span in (Span(comma + 2, clause.end) if comma >= 0 else clause, clause):
            if span and (found := subject_bodies(passage, span)):
                return tuple(dict.fromkeys((*found, *partners(passage, opening))))
        if clause and _OFFICIAL.search(passage.text, clause.start, clause.end):
            return ()
    return None


def _other_year(passage: Passage, spans: list[Span]) -> bool:
    """Whether a year is named that the reporting period does not touch."""
    years = {f"{day.year}" for day in (passage.period.start, passage.period.end) if day} if passage.period else set()
    return any(match["year"] not in years for span in spans for match in passage.find(_YEAR, span))


def _is_total(passage: Passage, taking: _Taking, when: When | None, where: tuple[Found, ...], whole: bool, spans: list[Span]) -> bool:
    """Whether figures are those of the period or a month, and not of one occasion."""
    if any(item.of_others for item in taking.items) or (when and when.precision != "month" and when.period != passage.period):
        return False
    if not where and any(limits(passage, span) is None for span in spans if span and span != taking.words):
        return False
    if when or whole:
        return True
    sentence = passage.sentence(taking.words.start)
    dated = told_times(passage, Span(passage.block.span.start, sentence.start))
    total = _TOTAL.search(passage.text, sentence.start, taking.words.end)
    single = sum(item.quantity.value for item in taking.items) == 1
    once = dated or single or passage.words(taking.verb) in _FINDS or _ONE.search(passage.text, sentence.start, sentence.end)
    return not where and not (once and not total)


def _before(passage: Passage, taking: _Taking, head: Span) -> tuple[When | None, tuple[Found, ...]]:
    """Time and place of the sentence before, where a sentence opens with its list and the paragraph has told of one time only."""
    sentence = passage.sentence(taking.words.start)
    if (head and not _SAME.match(passage.text, head.start, head.end)) or taking.form not in {"passive", "active"}:
        return None, ()
    earlier = [span for span in passage.block.sentences if span.end <= sentence.start]
    told_before = told_times(passage, *earlier)
    when = one_time(told_before)
    if not when or when.span not in earlier[-1] or when.precision == "month" or not is_within(when.period, passage.period):
        return None, ()
    return when, tuple(found for found in places(passage, earlier[-1]) if found[0] != passage.area and kind(passage, found[0]) != "country")


def _others(passage: Passage, apart: Span, indicator: str) -> tuple[Claim, ...]:
    """The figures told before of the places that the words leave out of account: "Apart from the items taken near …"."""
    left_out = {place for place, _, _ in places(passage, apart)}
    about = [(claim, claim.get("about")) for claim in passage.earlier if claim.get("indicator") == Concept("indicator", indicator)]
    return tuple(claim for claim, event in about if isinstance(event, Event) and left_out & set(event.places))


def _figures(
    passage: Passage, taking: _Taking, about: Entity | Event | None, period: Period | None, more: Slots = (), others: tuple[Claim, ...] = ()
) -> Iterator[Claim]:
    """A figure for each thing of the list, what it includes before it."""
    for item in taking.items:
        parts = [made for part in item.parts if (made := _figure(passage, taking, part, about, period, more))]
        yield from parts
        name = item.words.split()[-1]
        excluded = [
            other
            for other in others
            if Concept("unit", item.unit) in other.values("unit") and any(name in run.words.split() for run in other.evidence)
        ]
        related: Slots = (*(("includes", part) for part in parts), *(("excludes", other) for other in excluded))
        if made := _figure(passage, taking, item, about, period, (*more, *related)):
            yield made


def _figure(
    passage: Passage, taking: _Taking, item: Item, about: Entity | Event | None, period: Period | None, more: Slots
) -> Claim | None:
    if not item.category or not about or not period or (item.of_others and not _is_part(passage, taking, item)):
        return None
    time = period.start if period.start == period.end else period
    words = tuple(sorted((item.span, taking.verb)))
    return observation(passage, words, taking.indicator, item.quantity, item.unit, about, time, (("category", item.category), *more))


def _is_part(passage: Passage, taking: _Taking, item: Item) -> bool:
    """Whether the report has told a figure that "11 of the rifles" can be a part of."""
    return any(
        claim.get("indicator") == Concept("indicator", taking.indicator)
        and item.category in claim.values("category")
        and item.quantity.value <= value
        for claim in passage.earlier
        if claim.kind == "observation" and isinstance(value := claim.get("value"), Decimal)
    )


def _unknown(passage: Passage, taking: _Taking) -> Iterator[Finding]:
    """What of a list has no kind; a find of things that are all unknown may be of anything, and is passed over."""
    known = any(item.category for item in taking.items)
    taken = taking.indicator == "items-seized" and passage.words(taking.verb) not in _FINDS
    for item in taking.items:
        if not item.category and not item.persons and (known or (taken and item.quantity.printed.lower() not in {"a", "an"})):
            yield Finding("Info", f"the scheme has no kind of thing for {item.words!r}", "seizures", evidence=passage.cite(item.span))


def _none(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """No weapons at all, said of the reporting period or a month."""
    for match in passage.find(_NONE, sentence):
        words = Span(*match.span())
        whens = told_times(passage, sentence)
        when = one_time(whens)
        around = limited(passage, words)
        whole = _OF_PERIOD.search(passage.text, sentence.start, sentence.end) or (
            when and when.precision == "month" and is_within(when.period, passage.period)
        )
        if not whole or not around or (whens and not when) or not told(passage, Span(sentence.start, match.end())) or said(passage, words):
            continue
        weapons: Slots = (("category", Concept("category", "weapons")), *around[1])
        if passage.area and (
            made := observation(
                passage,
                (around[0],),
                "items-seized",
                passage.quantity(match, "n"),
                "pieces",
                passage.area,
                when.period if when else None,
                weapons,
            )
        ):
            yield made
