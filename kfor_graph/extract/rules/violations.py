"""Breaches of a zone, an agreement or a rule: counted, seen, or found at inspections."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.events.occasions import accounts, clause, days_told, opening, places_told, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.noughts import RECORDED
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.goals import goals
from kfor_graph.extract.places.places import Found, kind
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Entity, Event
from kfor_graph.texts import Span, When

_NOUN = re.compile(r"\b(?:(?P<case>non-compliance)|violations?|breach(?:es)?|infringements?|contraventions?)\b(?![-'’])")
_SORT = r"(?:(?:minor|major|second|third|fourth|fifth|serious|further|new|other|small|slight|isolated|separate|technical|similar|additional|such|confirmed|clear)(?:,\s|\s))*"
_HEAD = re.compile(
    rf"(?P<there>\b[Tt]here\s(?:was|were|has\sbeen|have\sbeen)\s(?:also\s)?)?(?P<seen>\b(?:found|reported|recorded|observed|noted|registered|detected|committed|identified|established|revealed|discovered)\s)?"
    rf"(?:\b(?P<q>{QUALIFIER})\s)?(?P<n>\b(?:[Aa]n?|{NUMBER}))\s{_SORT}(?:(?:cases?|instances?|acts?|incidents?)\sof\s)?\Z"
)
_BEFORE = 90
"Characters before the noun in which its number stands."
_SEEN = re.compile(rf"(?:\s[^.;:]{{1,120}}?)?(?:{RECORDED}|\s(?:occurred|took\splace))")
_OF = re.compile(
    r"\s(?:of|to|against)\s(?P<what>(?:(?!\s(?:by|was|were|have|has|in|on|took|occurred|at|near|and\sno|nor|but)\b)[^.;:,]){3,90})"
)
_RULES = re.compile(
    r"\b(?:zones?|agreements?|undertakings?|arrangements?|embargo|ceasefire|cease-fire|airspace|instructions?|codes?\sof\sconduct|disciplinary\scode"
    r"|military\saspects|movement\sorders?|storage\srules|(?:standing|operating)\s(?:orders|procedures)|regulations?\son\s(?:weapons|the\suse|movements?|training|uniforms?))\b",
    re.I,
)
_NO_RULES = re.compile(
    r"\b(?:human\srights|traffic|road|building|customs|tax|privacy|electoral|election|labour|law|trust|contract|confidence|peace)\b"
)
_BY = re.compile(
    r"\bby\s(?:the\s|an?\s|two\s|members\sof\s(?:the\s)?)?(?:(?:[a-z]+\s){1,2}(?:of|from|belonging\sto)\s(?:the\s)?)?(?=[A-Z])"
)
_SEEN_BY = re.compile(
    r"\b(?:reported|recorded|observed|noted|registered|detected|found|seen|identified|revealed|discovered|investigated|confirmed)\s\Z"
)
_ELSE = re.compile(r",?\s(?:against|compared|down\sfrom|up\sfrom|as\sagainst|fewer|more\sthan)\b")
"where it is told what a number is compared with"
_NEXT = re.compile(r"(?:On|In|At|During|One|Another|A|The\s(?:first|second|third|other|latter|last))\s")
_CHECKED = re.compile(r"\binspect|\bverif|\bchecked\b|\bvisited\b|\bsite\svisits?\b")

_VIOLATED = did(r"violated|breached|infringed|contravened")
_ENTERED = did(r"entered|crossed\sinto|strayed\sinto|intruded\sinto|flew\sinto|overflew|penetrated|moved\sinto|drove\sinto")
_MAY_NOT = re.compile(
    r"\b(?:patrols?|vehicles?|aircraft|helicopters?|aeroplanes?|planes?|jets?|fighters?|drones?|convoys?|officers?|policem[ae]n|soldiers?|reservists|trucks?|lorry|lorries|cars?|jeeps?|tanks?)\b"
)
_LAWFUL = re.compile(
    r"\b(?:control\w*|phased|return\w*|agree\w*|permi\w+|allow\w*|accordance|authori\w+|joint\w*|escort\w*|coordinat\w+|consent|approv\w+|relax\w*|line\swith|as\splanned|invitation)\b(?<!unauthorized)"
)
_LATE = did(
    r"slow\sin\s(?:reporting|declaring|notifying|announcing|submitting|registering|handing)"
    r"|late\sin\s(?:reporting|declaring|notifying|announcing|submitting|registering|handing)"
    r"|failed\sto\s(?:report|declare|notify|announce|register|submit|seek|ask\sfor|inform|hand\sover)"
)
_WITHOUT = re.compile(
    r"\b(?:without\s(?:(?:prior|proper|the|a|an|any|due|valid|required|KFOR|SFOR)\s)*(?:authori[sz]ation|notification|approval|movement\sorders?|notice)"
    r"|in\s(?:violation|breach|contravention)\sof|in\sexcess\sof\s(?:the\s)?(?:numbers?|quantit\w+|limits?|ceilings?|holdings?|amounts?|authori[sz]ed|permitted|declared|agreed))\b"
)
_HELD = did(
    r"held|stored|kept|used|moved|carried|carried\sout|conducted|found|worn|trained|deployed|flew|wore|fired|crossed|entered|took\spart"
)
_OWN = re.compile(r"\b(?:barracks|premises|storage|armou?r|vehicles?|weapons|unit|members|inspect|depot)")
_UNAUTHORIZED = re.compile(
    rf"\b(?P<n>[Aa]n?|{NUMBER})\s{_SORT}unauthori[sz]ed\s(?:[a-z]+\s)?(?:firings?|movements?|flights?|overflights?|exercises?|training|deployments?|uses?|possession|storage|entry|entries|presence|carrying|wearing)\b"
    rf"(?:\s(?:of|by|in|at|near|over|into)\s[^.;:,]{{3,80}}?)?{RECORDED}"
)


@reads("violat", "breach", "infring", "contraven", "non-compliance", "safety zone", "gsz", "unauthori", "without", "in excess", "slow in",
       "late in", "failed to")  # fmt: skip
def violations(passage: Passage) -> Iterator[Claim]:
    """Breaches of a zone, an agreement or a rule, one event for each day that is listed, with their number, who broke it, and who found it.

    Example: `«There were two violations of the Ground Safety Zone by VJ patrols, on 3 and 11 May»`. What is alleged is left out, and so are
    breaches of laws in general, and moves that were allowed.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        counted = [claim for noun in passage.find(_NOUN, sentence) for claim in _counted(passage, sentence, noun)]
        yield from counted
        if not counted:
            yield from _done(passage, sentence)


def _counted(passage: Passage, sentence: Span, noun: re.Match[str]) -> Iterator[Claim]:
    """ "3 minor violations of the zone, on …", "one case of non-compliance was found: on …"."""
    before = max(sentence.start, noun.start() - _BEFORE)
    head = _HEAD.search(passage.text[: noun.start()], before)
    if not head:
        return
    words = clause(passage, head.start(), noun.end(), sentence.end)
    if not (head["there"] or head["seen"] or _SEEN.match(passage.text, noun.end(), sentence.end)):
        return
    of = _OF.match(passage.text, noun.end(), sentence.end)
    what = Span(*of.span("what")) if of else None
    if not _is_of_rules(passage, noun, what) or said(passage, words) or not told(passage, Span(sentence.start, words.end)):
        return
    if not of_period(passage, Span(head.start("n"), noun.end())):
        return
    count = passage.quantity(head, "n", "q") if head["n"].lower() not in {"a", "an"} else None
    number = int(count.value) if count else 1
    colon = passage.text.find(": ", noun.end(), sentence.end)
    compared = _ELSE.search(passage.text, noun.end(), sentence.end)
    last = min(sentence.end if colon > 0 else max(words.end, noun.end()), compared.start() if compared else sentence.end)
    region = Span(noun.end(), last)
    opens = opening(passage, sentence.start, head.start())
    when = days_told(passage, region, opens)
    if when and len(inside(passage, when)) < len(when):
        return
    roles = _whose(passage, sentence, region, what)
    event = Event(("violation",), passage.days(None), roles=roles, series=len(when) < 2 and number > max(len(when), 1))
    if number < len(when) or number == 0:
        return
    made = False
    if not when and (later := _each_after(passage, sentence, number)):
        for span, day in later:
            own = tuple(("perpetrator", actor) for actor in _sole(passage, span)) or roles
            each = Event(("violation",), event.period, roles=own)
            yield from accounts(passage, (_trimmed(passage, span),), each, (day,), _where(passage, span, None, what))
            made = True
    if not made:
        where = _where(passage, region, opens, what)
        used = told_words(passage, opens if opens and when and when[0].span in opens else None, Span(head.start("n"), noun.end()), what,
                          _trimmed(passage, region) if colon > 0 else None, *(item.span for item in when if item.span.start > sentence.start),
                          *(place[2] for place in where if place[2] in sentence))  # fmt: skip
        yield from accounts(passage, (used,), event, when, where)
    broken = passage.entity(what, "agreement", "instrument", "mandate", "place") if what else None
    whom = roles[0][1] if roles and roles[0][0] == "perpetrator" else broken or passage.area
    if count and number > 1 and whom:
        cited = Span(head.start("q") if head["q"] else head.start("n"), noun.end())
        if claim := observation(passage, (cited,), "violations", count, "events", whom):
            yield claim


def _sole(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """The one organization that words name."""
    found = tuple(dict.fromkeys(passage.entities(span, "org")))
    return found if len(found) == 1 else ()


def _is_of_rules(passage: Passage, noun: re.Match[str], what: Span | None) -> bool:
    """Whether it is a zone, an undertaking or a military rule that is broken; where the words do not say, the paragraph must."""
    if what:
        if _NO_RULES.search(passage.text, what.start, what.end):
            return False
        return bool(passage.entities(what, "agreement", "instrument", "mandate") or _zones(passage, what)) or bool(
            _RULES.search(passage.text, what.start, what.end)
        )
    start = passage.block.span.start
    return bool(noun["case"]) or any(
        mention.entity.kind in {"agreement", "instrument"} or _is_zone(mention.entity)
        for mention in passage.mentions
        if start <= mention.span.start < noun.start()
    )


def _is_zone(entity: Entity) -> bool:
    return entity.kind == "place" and entity.slug.endswith("safety-zone")


def _zones(passage: Passage, span: Span) -> tuple[Entity, ...]:
    return tuple(place for place in passage.entities(span, "place") if _is_zone(place) or kind(passage, place) == "zone")


def _whose(passage: Passage, sentence: Span, region: Span, what: Span | None) -> Roles:
    """Who broke it: those behind "by", else for what an inspection found, the one body told of; and the mission where it inspected."""
    found = _doer(passage, region)
    before = [span for span in passage.block.sentences if span.end <= sentence.start]
    checked = any(
        passage.mission and passage.mission in bodies(passage, span) and _CHECKED.search(passage.text, span.start, span.end)
        for span in (sentence, *before[-1:])
    )
    one = () if found or (what and not checked) else tuple(filter(None, (body(passage, region),)))
    who = tuple(("perpetrator", actor) for actor in (*found, *one) if actor != passage.mission)
    return (*who, ("authority", passage.mission)) if checked and passage.mission else who


def _doer(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """Those behind "by"; not those by whom it was only reported or seen."""
    for by in passage.find(_BY, span):
        if not _SEEN_BY.search(passage.text, span.start, by.start()) and (found := bodies(passage, Span(by.end(), span.end))):
            return found
    return ()


def _where(passage: Passage, region: Span, opens: Span | None, what: Span | None) -> tuple[Found, ...]:
    found = places_told(passage, region, opens)
    zones = tuple((zone, "at", what) for zone in _zones(passage, what)) if what else ()
    return tuple(dict.fromkeys((*(place for place in found if place[0] not in {zone[0] for zone in zones}), *zones)))


def _each_after(passage: Passage, sentence: Span, number: int) -> list[tuple[Span, When]]:
    """The sentences behind a number of breaches that tell one each: as many days as there were breaches, else none."""
    after = [span for span in passage.block.sentences if span.start >= sentence.end][:number]
    found: list[tuple[Span, When]] = []
    for span in after:
        days = dates(passage, span)
        if not days or not _NEXT.match(passage.text, span.start, span.end) or not told(passage, span):
            return []
        found.extend((span, day) for day in days)
        if len(found) >= number:
            break
    return found if len(found) == number else []


def _trimmed(passage: Passage, span: Span) -> Span:
    return Span(span.start, span.start + len(passage.words(span).rstrip(" .;,")))


def _done(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """What somebody did that was a breach: entered a zone, reported too late, moved without an order."""
    for verb, roles_of in ((_VIOLATED, _broken), (_ENTERED, _entered), (_LATE, _late), (_HELD, _held)):
        if not passage.holds(sentence, *verb.keys) or (
            (verb is _HELD and not _WITHOUT.search(passage.text, sentence.start, sentence.end))
            or (verb is _ENTERED and not passage.holds(sentence, "zone", "gsz"))
        ):
            continue
        for deed in deeds(passage, sentence, verb):
            found = roles_of(passage, deed)
            if not found:
                continue
            roles, zones = found
            when, how = times_of(passage, deed)
            whens = inside(passage, when) if how != "context" else ()
            if whens:
                where = (*around(passage, deed, deed.rest), *zones)
                yield from (claim for claim, _ in happenings(passage, deed, "violation", whens, tuple(dict.fromkeys(where)), roles))
                return
    for match in passage.find(_UNAUTHORIZED, sentence) if passage.holds(sentence, "unauthori") else ():
        words = clause(passage, match.start(), match.end(), sentence.end)
        opens = opening(passage, sentence.start, match.start())
        when = days_told(passage, words, opens)
        if not when or said(passage, words) or not told(passage, Span(sentence.start, words.end)):
            continue
        found_by = _doer(passage, Span(match.start(), words.end))
        where = _where(passage, words, opens, Span(match.start(), words.end))
        used = told_words(passage, opens, Span(*match.span()), *(item.span for item in when))
        event = Event(("violation",), passage.days(None), roles=tuple(("perpetrator", actor) for actor in found_by))
        yield from accounts(passage, (used,), event, when, where)


_Breach = tuple[Roles, tuple[Found, ...]]


def _broken(passage: Passage, deed: Deed) -> _Breach | None:
    """ "A patrol of the VJ violated the zone"."""
    what = deed.subject if deed.passive else Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 90))
    zones = tuple((zone, "at", what) for zone in _zones(passage, what)[:1])
    if not zones and not passage.entities(what, "agreement", "instrument"):
        return None
    by = _BY.search(passage.text, deed.rest.start, deed.rest.end) if deed.passive else None
    whom = Span(by.end(), deed.rest.end) if by else None if deed.passive else deed.subject
    who = tuple(dict.fromkeys(passage.entities(whom, "org", "mission"))) if whom else ()
    return (tuple(("perpetrator", actor) for actor in who), zones) if len(who) == 1 and passage.mission not in who else None


def _entered(passage: Passage, deed: Deed) -> _Breach | None:
    """ "A Serbian police vehicle entered the zone": somebody who may not; a move that was agreed is none."""
    what = Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 60))
    first = next((mention for mention in passage.mentions if mention.span in what), None)
    if deed.passive or not first or not _is_zone(first.entity) or _LAWFUL.search(passage.text, deed.sentence.start, deed.sentence.end):
        return None
    if passage.text[what.start : first.span.start].strip() not in {"", "the"} or not _MAY_NOT.search(passage.words(deed.subject)):
        return None
    who = tuple(dict.fromkeys(passage.entities(deed.subject, "org", "mission", "state")))
    if not who or passage.mission in who:
        return None
    return tuple(("perpetrator", actor) for actor in who if actor.kind == "org"), ((first.entity, "at", first.span),)


def _late(passage: Passage, deed: Deed) -> _Breach | None:
    """ "The VRS was slow in reporting a movement"."""
    who = bodies(passage, deed.subject)
    if not who or passage.mission in who:
        return None
    return tuple(("perpetrator", actor) for actor in who), goals(passage, deed.rest)


def _held(passage: Passage, deed: Deed) -> _Breach | None:
    """ "Vehicles were used without a movement order", "pistols were held in excess of the number authorized"."""
    if not _WITHOUT.search(passage.text, deed.rest.start, deed.rest.end) or not _OWN.search(passage.words(deed.sentence)):
        return None
    who = tuple(dict.fromkeys(passage.entities(deed.clause, "org"))) or tuple(filter(None, (body(passage, deed.sentence),)))
    if len(who) != 1:
        return None
    return (("perpetrator", who[0]),), ()
