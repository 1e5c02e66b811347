"""Violent events told by a verb: shots fired, grenades thrown, people stabbed, houses set on fire."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kfor_graph.document.dates import MONTH, YEAR
from kfor_graph.extract.casualties import casualties
from kfor_graph.extract.claims import account, group, observation
from kfor_graph.extract.dates import dates
from kfor_graph.extract.numbers import NUMBER
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places import Found, places
from kfor_graph.extract.rules.incidents import is_told, violent_noun
from kfor_graph.extract.told import told
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Span, When
from kfor_graph.vocabulary import Vocabulary

_KEYS = ("fire", "shot", "explo", "grenade", "stone", "stabbed", "beaten", "attacked", "assaulted", "murdered", "desecrated", " pistol")
"the longest words that find most: each costs a tenth of a microsecond"

_BE = r"(?:was|were)\s"
_HOW = r"(?:(?:also|then|later|subsequently|deliberately|fatally|physically|seriously|severely|badly|slightly|lightly|partially|completely)\s)*"
_BOMB = (
    r"(?:(?:hand|rifle|anti-tank|anti-personnel|rocket-propelled|improvised|home-?made|mortar|petrol|pipe|car|small|powerful)\s)*"
    r"(?:grenades?|explosive\s(?:devices?|charges?)|bombs?|mines?|mortar\s(?:rounds?|shells?)|rockets?|shells?|Molotov\scocktails?)"
)
_LAID = r"(?:\s(?:hidden|placed|planted|left|concealed|thrown|attached)\s[^,;]{2,80})?"
_ARM = r"(?:gun|pistol|rifle|handgun|weapon|firearm|revolver)s?"
_STONES = r"(?:stones?|rocks|bricks)(?:(?:,|\sand)\s(?:stones|rocks|bottles|bricks|other\sobjects|fireworks|paint))*"
_PERSON = (
    r"(?:persons?|people|civilians?|men|man|women|woman|boys?|girls?|youths?|teenagers?|individuals?|gunm[ae]n|attackers?|assailants?|Serbs?|Albanians?|Roma|Romas|Bosnia[ck]s?|Gorani"
    r"|Turks?|Croats?|brothers?|sisters?|farmers?|shepherds?|workers?|returnees?|drivers?|villagers?|residents?|students?|teachers?|journalists?|councillors?|businessm[ae]n|shopkeepers?"
    r"|pilgrims?|children|child|couple|pensioners?|demonstrators?|protesters?|politicians?|judges?|mayor|priests?|owners?|waiters?|members?\sof\s[^,;]{3,60})"
)
_FORCE = r"(?:soldiers?|troops|police\sofficers?|officers?|policem[ae]n|patrols?|convoys?|checkpoints?|helicopters?)"
_VEHICLE = r"(?:cars?|vehicles?|bus|buses|lorry|lorries|trucks?|tractors?|vans?|minibus|trains?)"
_BUILDING = r"(?:houses?|homes?|barns?|shops?|caf[eé]s?|bars?|restaurants?|church(?:es)?|mosques?|monaster(?:y|ies)|schools?|garages?|stables?|apartments?|flats?|buildings?|haystacks?|stations?|kiosks?)"
_GRAVES = (
    r"(?:gravestones?|graves?|tombstones?|headstones?|cemeter(?:y|ies)|graveyards?|monuments?|memorials?|church(?:es)?|mosques?|monastery)"
)
_OF = (
    r"(?:\s\([^()]*\))?(?:\s(?:of|belonging\sto|owned\sby|carrying|with|from|outside|near|in|on|at|travelling|driving|aged)\s[^,;]+)?"
    r"(?:,\s(?:travelling|carrying|driving|aged)\s[^,;]{2,80},)?"
)
_THING = rf"(?:{_VEHICLE}|{_BUILDING}|property)"


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to tell a violent event: what stands before the verb, the verb, and what it makes of it."""

    type: str
    subject: re.Pattern[str]
    "the last words before the verb"
    verb: re.Pattern[str]
    harmed: str
    "subject or object: which of them was harmed"


def _way(kind: str, subject: str, verb: str, harmed: str) -> _Way:
    return _Way(kind, re.compile(rf"(?:.*\s)?{subject}\Z", re.S | re.I), re.compile(verb), harmed)


_DEED = r"(?:shot|stabbed|beaten)"
_WAYS = (
    _way("explosion", _BOMB + _LAID, rf"{_BE}{_HOW}(?:thrown|hurled|tossed|lobbed|launched|fired)\s(?:at|into|onto|over|towards|against|near|inside|in|from|outside|under)\b", "object"),
    _way("explosion", _BOMB + _LAID, r"(?:detonated|exploded|went\soff)\b", "object"),
    _way("explosion", _BOMB + _LAID, r"(?:hit|struck|damaged|destroyed|killed|wounded|injured)\s(?!by\b)", "object"),
    _way("shooting", r"(?:(?<!warning\s)(?:shots?|rounds|bullets|gunshots?))", rf"{_BE}{_HOW}fired\b", "object"),
    _way("shooting", _PERSON + _OF, rf"(?:opened\sfire\s(?:on|at|upon|against)|fired\s(?:(?:{NUMBER}|several|some|a\snumber\sof|multiple)\s)?(?:(?:shots?|rounds?|bullets?)\s)?(?:at|on|upon|into|towards))\b", "object"),
    _way("shooting", rf"(?:{_PERSON}|{_FORCE}|{_THING}){_OF}", rf"(?:{_BE}{_HOW}(?:fired\s(?:upon|on|at)|shot\sat)|came\sunder\s(?:small-arms\s)?fire)\b", "subject"),
    _way("killing", rf"(?:{_PERSON}|{_FORCE}){_OF}", rf"{_BE}(?:found\s)?{_HOW}(?:shot\sdead|{_DEED}\sto\sdeath|(?:shot|stabbed)\sand\s(?:killed|fatally\swounded)|murdered)\b", "subject"),
    _way("shooting", rf"(?:{_PERSON}|{_FORCE}){_OF}", rf"{_BE}{_HOW}shot\b(?!\s(?:at|dead|to\sdeath|down|and\s(?:killed|fatally)))", "subject"),
    _way("stoning", _STONES, rf"{_BE}{_HOW}(?:thrown|hurled)\s(?:at|against|on)\b", "object"),
    _way("stoning", _PERSON + _OF, rf"(?:threw|hurled)\s{_STONES}\s(?:at|against)\b", "object"),
    _way("stoning", rf"(?:{_PERSON}|{_FORCE}|{_THING}){_OF}", rf"{_BE}{_HOW}(?:stoned|pelted\swith\s{_STONES})\b", "subject"),
    _way("arson", _THING + _OF, rf"{_BE}{_HOW}(?:set\s(?:on\sfire|alight|ablaze)|torched)\b", "subject"),
    _way("explosion", rf"(?:{_THING}|{_GRAVES}){_OF}", rf"{_BE}{_HOW}(?:damaged|destroyed|hit)\s(?:by|with)\s(?:(?:an?|{NUMBER}|several)\s)?(?:{_BOMB}|explosives)\b", "subject"),
    _way("shooting", rf"(?:{_THING}|{_GRAVES}){_OF}", rf"{_BE}{_HOW}(?:damaged|hit)\s(?:by|with)\s(?:several\s|{NUMBER}\s)?(?:gunfire|shots|bullets|gunshots)\b", "subject"),
    _way("attack", rf"(?:{_PERSON}|{_FORCE}){_OF}", rf"{_BE}{_HOW}(?:stabbed|beaten|assaulted)\b(?!\s(?:to\sdeath|and\skilled|verbally|in\s(?:the\s)?(?:elections?|match|final)))", "subject"),
    _way("attack", rf"(?:{_PERSON}|{_FORCE}|{_VEHICLE}){_OF}", rf"{_BE}{_HOW}attacked\b", "subject"),
    _way("attack", _PERSON + _OF, rf"(?:attacked|assaulted|stabbed)\s(?=(?:(?:an?|the|{NUMBER}|several|another)\s)?(?:[\w-]+\s){{0,4}}?(?:{_PERSON}|{_FORCE}|{_VEHICLE})\b)", "object"),
    _way("vandalism", _GRAVES + _OF, rf"{_BE}{_HOW}(?:vandali[sz]ed|desecrated|defaced|overturned|smashed|daubed)\b", "subject"),
    _way("threat", _PERSON + _OF, rf"(?:pointed|aimed|brandished|pulled|drew)\s(?:an?|his|their|her)\s{_ARM}\s(?:at|on|against|towards)\b", "object"),
    _way("threat", rf"(?:{_PERSON}|{_FORCE}){_OF}", rf"{_BE}threatened\s(?:with\s(?:an?\s)?(?:{_ARM}|knife)|at\sgunpoint)\b", "subject"),
)  # fmt: skip
_VERB = re.compile("|".join(f"(?:{pattern})" for pattern in dict.fromkeys(rf"\b{way.verb.pattern}" for way in _WAYS)))
_DEEDS = re.compile(
    r"\b(?:on\sfire|alight|ablaze|opened\sfire|under\sfire|threw|thrown|hurled|explod\w+|detonat\w+|stoned|stabbed|shot|fired|beaten|attacked|assaulted|murdered|looted|robb\w+|burn(?:ed|t)"
    r"|kidnap\w*|abduct\w*|pointed|brandished|torched|went\soff|blew\sup)\b"
)
"words of a deed: one that no way of telling has read makes the sentence unclear"

_BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
_LEAD = r"(?:(?:(?:They|These|The\sincidents)\sincluded\sthe\sfollowing:|However,|Moreover,|Also,|Later,)\s)?"
_PREPOSITION = r"(?:[Oo]n|[Dd]uring|[Ii]n|[Aa]t|[Nn]ear|[Cc]lose\sto|[Ee]arly|[Ll]ate|[Ff]rom|[Oo]utside|[Bb]etween|[Nn]orth\sof|[Ss]outh\sof|[Ee]ast\sof|[Ww]est\sof)"
_OPENING = rf"(?:{_PREPOSITION}\s(?:[^,;:()]|{_BRACKET})*?(?:,|{_BRACKET},?|{MONTH}(?:\s{YEAR}|(?!\s{YEAR})))\s)"
_MAIN = re.compile(
    rf"{_LEAD}(?P<opening>{_OPENING}{{0,3}}?)(?P<subject>(?!{_PREPOSITION}\s)(?!\d{{4}},)[^\s,;:][^,;:]{{2,200}}?(?:,\s(?:travelling|carrying|driving|aged)\s[^,;]{{2,80}},)?)\s\Z"
)
_AND = re.compile(rf",?(?:\sand|;)\s(?P<subject>(?!{_PREPOSITION}\s)\S[^,;]{{2,120}}?)\s\Z")
_FINITE = re.compile(
    r"\b(?:was|were|had|has|have|is|are|that|who|which|whom|whose|where|when|while|after|before|because|but|said|reported|convicted|arrested|detained|believed|suspected|alleged|if|unless|nobody"
    r"|[Nn]o|[Nn]ot|[Nn]either|[Nn]one|warning|celebratory)\b"
)
_CUT = re.compile(
    rf";|,\s(?:which|who|whom|where|when|but|whereas|although|after|before|said|according)\b|\s(?:but|whereas|although|after|when|because|which|who|whom|that)\s|,?\swhile\s(?!on\s|at\s|\w+ing\b)"
    rf"|,?\s(?:(?:apparently|possibly|probably|presumably|allegedly|reportedly|likely|believed|suspected|thought|seemingly)\b|in\s(?:what|an\sapparent|a\ssuspected|retaliation|revenge)\b|by\s(?=(?:[\w-]+\s){{0,3}}(?:suspected|alleged|believed|thought|presumed|what)\b))"
    rf"|,?\sand\s(?=(?:(?:an?|the|one|two|no|some|KFOR|UNMIK|several|{NUMBER})\b[^,;]{{0,50}}?\s)(?:was|were|had|has|is|are|arrested|detained)\b)"
)
_NO_FACT = re.compile(
    r"\b(?:exercises?|training|drill|simulat\w+|rehears\w+|role\splayers?|controlled|celebrat\w+|wedding|firing\srange|accident\w*|negligent\w*|unintention\w*|mistake\w*|dogs?|bees|bears?|wolf|wolves|verbally"
    r"|demining|clearance|engineers|disposal|said|stated|claim\w*|den(?:y|ied|ies)|according\sto|unconfirmed|confirm\w*|rumou?r\w*|untrue|unfounded|false|attempt\w*|tried\sto|prevent\w+"
    r"|thwarted|foiled|averted|media|articles?|statements?|letters?|match(?:es)?|football|elections?|reports?|opposition|part(?:y|ies)|newspapers?|press|speech|remarks|parliament\w*|range|tests?|appeal\w*|verdict|trial|court\sof|sentenced|convicted|charged|anniversary|commemorat\w+|ago|earlier|previous(?:ly)?|last\s(?:year|month|week)|since)\b",
    re.I,
)
_HEDGE = re.compile(r"\b(?:apparently|possibly|probably|presumably|allegedly|reportedly|likely|believed|suspected|thought|seemingly)\b")
_OF_WHO = re.compile(r"[^.;]{0,40}?\b(?:by|for|out\sof|because|over|in|motivated|connected|linked|related|nature)\b")
"what makes a hedge one of who did it, or why"
_BY_FORCES = re.compile(
    rf"\bby\s(?:(?:an?|the|{NUMBER}|[\w-]+)\s){{0,4}}?(?:police\w*|KFOR|UNMIK|EULEX|soldiers?|troops|officers?|SFOR|guards?)\b"
)
_COUNTED = re.compile(rf"(?P<n>{NUMBER}|[Aa]n?)\s(?!.*\b(?:and|group|couple|family|number|dozen)\b)")
_FORCES = re.compile(r"\b(?:police\w*|soldiers?|troops|officers?|KFOR|SFOR|EULEX|guards?)\b")
_BY = re.compile(r"\bby\s(?P<who>(?:(?!\b(?:in|on|at|near|who|and|with|from|outside)\b)[^,;()]){3,60})")
_MOST = 4
"Verbs of one sentence; one with more is a list or no sentence."
_DATED = re.compile(r"\d|\bday\b")
"a cheap look for a day"
_OPENS = re.compile(rf"{_LEAD}(?:[Oo]n\sthe\ssame\sday|[Tt]hat\s(?:same\s)?day),?\s")
_HURT = re.compile(
    rf"(?:The\s[\w\s-]{{3,40}}\s(?:was|were)\s(?:\w+\s)?damaged(?:;|,?\s(?:and|but))\s)?(?:{NUMBER}|[Nn]o\sone|[Nn]obody|[Nn]o\s\w+|[Tt]here\swere\sno)\b[^;:]{{0,110}}?"
    r"\b(?:killed|injured|wounded|hurt|harmed|injuries|casualties|fatalities)\b[^;:]{0,30}\.?\s*\Z"
)
_NOT_HURT_IN_IT = re.compile(
    r"\b(?:accidents?|collision|crash|during|period|month|quarter|total|other|another|incidents|attacks|floods?|fire|arrest\w*|(?<!no\s)(?:19|20)\d\d)\b"
)
_OWN = re.compile(rf"['’]?(?:\s(?!(?:in|at|near|outside|with|on|by|from)\b)[\w-]+){{0,2}}?\s{_THING}\b")
_AIMED = re.compile(r"[^,;]*?\b(?:at|on|upon|into|towards)\s")
_AIM_ENDS = re.compile(r"\s(?:in|on|near|at|outside|close|by|with|from|during|sitting|standing|killing|injuring|wounding|causing)\b|[,;(]")
_HEAD_ENDS = re.compile(r"\s(?:in|on|at|near|outside|from|travelling|driving|aged|suspect\w*|accused|wanted)\b|[,(](?!\s?[A-Z]{2,8}\))")
_OWNED_BY = re.compile(rf"\b{_THING}\s(?:of|belonging\sto|owned\sby)\s[^,;]*\Z")
_ANOTHER_BODY = re.compile(r"\s(?:Orthodox|police|forces?|Ministry|Government|army|Republic|authorit\w+|Assembly|member)\b", re.I)
_ITS = re.compile(rf"(?:\s\([A-Z-]+\))?\s(?:[a-z-]+\s)?(?:patrols?|convoys?|checkpoints?|helicopters?|base|camp|{_VEHICLE})\b")
"what stands behind a body whose people or vehicle it was"
_OF_IT = re.compile(rf"\b(?:patrols?|convoys?|checkpoints?|helicopters?|{_VEHICLE})\s(?:of|belonging\sto)\s(?:the\s)?\Z")


@dataclass(frozen=True, slots=True)
class _Telling:
    """One event as its clause tells it."""

    way: _Way
    opening: Span
    subject: Span
    verb: Span
    rest: Span
    "what follows the verb in the clause"

    @property
    def clause(self) -> Span:
        """The clause's own words."""
        return Span(self.subject.start, self.rest.end)


def violence(passage: Passage) -> Iterator[Claim]:
    """Violent events that a verb tells as a fact of a stated day, night or interval, with place, people harmed and who did it.

    Example: `«On 4 July, a hand grenade was thrown at the house of a family of Kosovo Serb returnees in Klina»`. Who or what is only
    suspected is left out; so is an event without a day, one that is alleged, planned, denied or simulated, and a sentence that mixes
    deeds which no verb tells apart. Events told by a noun are read by the rule `incidents`.
    """
    if not passage.period or not passage.has(*_KEYS):
        return
    sentences = passage.block.sentences
    for index, sentence in enumerate(sentences):
        if not _DATED.search(passage.text, sentence.start, sentence.end) or not _VERB.search(passage.text, sentence.start, sentence.end):
            continue
        when = _when(passage, sentence, sentences[index - 1] if index else None)
        tellings = _tellings(passage, sentence) if when else []
        after = sentences[index + 1] if index + 1 < len(sentences) and len(tellings) == 1 else None
        for telling in tellings:
            if when and (when.precision == "derived" or when.span in telling.opening or when.span in telling.rest):
                yield from _claims(passage, sentence, telling, when, len(tellings) == 1, after)


def _when(passage: Passage, sentence: Span, before: Span | None) -> When | None:
    """The one day or interval that a sentence names, inside the period or with its year; "on the same day" is the one of the sentence before."""
    found = dates(passage, sentence)
    if _OPENS.match(passage.text, sentence.start, sentence.end):
        found = tuple(replace(when, precision="derived") for when in dates(passage, before)) if before and not found else ()
    if len(found) != 1 or not passage.period:
        return None
    start, first, last = found[0].period.start, passage.period.start, passage.period.end
    inside = start and first and last and first <= start <= last
    return found[0] if inside or found[0].precision == "day" else None


def _tellings(passage: Passage, sentence: Span) -> list[_Telling]:
    """The events of a sentence, each with a verb clause of its own; none where the sentence tells more than these, or no facts."""
    if any(is_told(passage, sentence, match) for match in passage.find(violent_noun(passage.vocabulary), sentence)):
        return []
    found: list[_Telling] = []
    verbs = list(passage.find(_VERB, sentence))
    for verb in verbs if len(verbs) <= _MOST else ():
        if found and verb.start() < found[-1].rest.end:
            return []
        if made := _telling(passage, sentence, Span(*verb.span()), found):
            found.append(made)
        elif not found:
            return []
    if not found or not all(_is_fact(passage, sentence, telling) for telling in found):
        return []
    rest = passage.text[found[-1].rest.end : sentence.end] + " ".join(
        passage.words(part) for telling in found for part in (telling.opening, telling.subject, telling.rest)
    )
    unread = re.sub(r"\breturned\sfire\b|\bthrown\s(?=into|at)|\bfired\sback\b", "", rest)
    return [] if _DEEDS.search(unread) else found


def _telling(passage: Passage, sentence: Span, verb: Span, found: list[_Telling]) -> _Telling | None:
    text = passage.text
    if found:
        match = _AND.match(text, found[-1].rest.end, verb.start)
        opening = found[-1].opening
    else:
        same = _OPENS.match(text, sentence.start, verb.start)
        match = _MAIN.match(text, same.end() if same else sentence.start, verb.start) if verb.start - sentence.start < 400 else None
        first = sentence.start if same else match.start("opening") if match else sentence.start
        opening = Span(first, match.start("subject") if match else first)
    if not match or _FINITE.search(match["subject"]) or _FINITE.search(passage.words(opening)):
        return None
    subject = Span(*match.span("subject"))
    way = next(
        (way for way in _WAYS if way.verb.match(text, verb.start, sentence.end) and way.subject.match(text, subject.start, subject.end)),
        None,
    )
    if not way:
        return None
    cut = _CUT.search(text, verb.end, sentence.end)
    end = cut.start() if cut else sentence.end
    other = next((other.start() for other in passage.find(_VERB, Span(verb.end, end))), None)
    if other:
        joint = [place.start() for place in re.finditer(r",?\sand\s", text[verb.end : other])]
        end = verb.end + joint[-1] if joint else end
    words = re.sub(r"[\s.,;:]+\Z", "", text[verb.end : end])
    return _Telling(way, opening, subject, verb, Span(verb.end, verb.end + len(words)))


def _is_fact(passage: Passage, sentence: Span, telling: _Telling) -> bool:
    """Whether an event is told as a fact: a hedge behind its clause may be one of who did it or why, and of nothing else."""
    text = passage.text
    if not told(passage, Span(sentence.start, telling.rest.end)) or _NO_FACT.search(text, sentence.start, sentence.end):
        return False
    if _HEDGE.search(text, sentence.start, telling.rest.end) or _BY_FORCES.search(text, telling.verb.start, telling.rest.end):
        return False
    if telling.way.harmed == "object" and _FORCES.search(passage.words(telling.subject)):
        return False
    hedge = _HEDGE.search(text, telling.rest.end, sentence.end)
    return not hedge or " by " in text[telling.rest.end : hedge.start()] or bool(_OF_WHO.match(text, hedge.end(), sentence.end))


def _claims(passage: Passage, sentence: Span, telling: _Telling, when: When, alone: bool, after: Span | None) -> Iterator[Claim]:
    where = _where(passage, telling)
    kind = (
        "attack" if re.search(r"petrol|Molotov", passage.words(telling.subject)) and telling.way.type == "explosion" else telling.way.type
    )
    event = Event((kind,), when.period, tuple(place for place, _, _ in where), _roles(passage, telling))
    more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    opening = Span(telling.opening.start, telling.opening.start + len(passage.words(telling.opening).rstrip(" ,")))
    together = telling.subject.start <= telling.opening.end
    words = (Span(telling.opening.start, telling.clause.end),) if together else (opening, telling.clause) if opening else (telling.clause,)
    yield account(passage, words, event, when.precision, more=more)
    yield from casualties(passage, Span(telling.subject.start, sentence.end) if alone else telling.clause, event)
    yield from _dead(passage, telling, event)
    if after and _is_of_the_hurt(passage, after):
        yield from casualties(passage, after, event)


def _is_of_the_hurt(passage: Passage, sentence: Span) -> bool:
    """Whether a sentence behind an event tells of nothing but who was hurt in it."""
    found = _HURT.match(passage.text, sentence.start, sentence.end) and not _NOT_HURT_IN_IT.search(
        passage.text, sentence.start, sentence.end
    )
    return (
        bool(found)
        and told(passage, sentence)
        and not dates(passage, sentence)
        and not _HEDGE.search(passage.text, sentence.start, sentence.end)
    )


def _dead(passage: Passage, telling: _Telling, event: Event) -> Iterator[Claim]:
    """The dead whom the verb itself tells of, where the subject gives their number."""
    counted = _COUNTED.match(passage.text, telling.subject.start, telling.subject.end) if telling.way.type == "killing" else None
    if not counted:
        return
    communities = list(passage.find(_communities(passage.vocabulary), _head_of(passage, telling.subject)))
    concept = passage.vocabulary.concept("population", re.sub(r"\s", " ", communities[0]["who"])) if len(communities) == 1 else None
    more = (("population", concept),) if concept and concept.notation not in {"soldiers", "police-officers"} else ()
    time = event.period.start if event.period.start == event.period.end else event.period
    words = (Span(telling.subject.start, telling.verb.end),)
    if made := observation(passage, words, "persons-killed", passage.quantity(counted, "n"), "persons", event, time, more):
        yield made


def _where(passage: Passage, telling: _Telling) -> tuple[Found, ...]:
    """The places of the opening and behind the verb; those beside the subject only where it is a thing, for people come from places."""
    last = telling.verb.start + passage.words(telling.verb).rfind(" ") + 1
    told_of = [*places(passage, telling.opening), *places(passage, Span(last, telling.rest.end))]
    if not told_of and telling.way.type in {"arson", "vandalism", "explosion"}:
        told_of = list(places(passage, telling.subject))
    distinct: dict[Entity, Found] = {}
    for found in told_of:
        distinct.setdefault(found[0], found)
    return tuple(distinct.values())


@cache
def _communities(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A community, soldiers or police officers, in the words of the scheme."""
    known = (vocabulary.narrower(Concept("population", "community")) - {"minority"}) | {"soldiers", "police-officers"}
    words = [re.escape(label).replace(r"\ ", r"\s") for label, notation in vocabulary.wordings("population") if notation in known]
    return re.compile(rf"(?<!Bosnian\s)(?<!\w)(?<!-)(?P<who>{'|'.join(words)})(?![\w-])", re.I)


def _roles(passage: Passage, telling: _Telling) -> tuple[tuple[str, Entity], ...]:
    """Who was harmed, or whose property, and who did it: communities, and bodies whose people or vehicles they were."""
    harmed = _head_of(passage, telling.subject) if telling.way.harmed == "subject" else _target(passage, telling)
    by = _BY.search(passage.text, telling.rest.start, telling.rest.end)
    did = (
        Span(*by.span("who"))
        if by
        else _head_of(passage, telling.subject)
        if telling.way.subject.pattern.startswith(rf"(?:.*\s)?{_PERSON}") and telling.way.harmed == "object"
        else None
    )
    roles = [("victim", who) for who in _named(passage, harmed, "victims")] if harmed else []
    roles += [("perpetrator", who) for who in _named(passage, did, "perpetrators")] if did else []
    return tuple(dict.fromkeys(roles))


def _head_of(passage: Passage, subject: Span) -> Span:
    """A subject without the words that tell where it was or what it is known for."""
    names = [mention.span for mention in passage.mentions if mention.span in subject]
    ends = (match.start() for match in passage.find(_HEAD_ENDS, subject))
    return Span(subject.start, next((end for end in ends if not any(name.start <= end < name.end for name in names)), subject.end))


def _target(passage: Passage, telling: _Telling) -> Span | None:
    """What a verb is aimed at: the words behind it, up to a place of its own or another clause."""
    text, rest = passage.text, telling.rest
    start = rest.start
    if re.search(r"(?:fired|from|in|inside|outside|under)\Z", passage.words(telling.verb)):
        at = _AIMED.match(text, rest.start, rest.end)
        if not at:
            return None
        start = at.end()
    if passage.words(telling.verb).endswith(("exploded", "detonated", "off")):
        return None
    end = _AIM_ENDS.search(text, start, rest.end)
    return Span(start, end.start() if end else rest.end)


def _named(passage: Passage, span: Span, part: str) -> Iterator[Entity]:
    """The groups that words name; for whom it was done to, also the one body whose patrol or vehicle it was."""
    words = passage.words(span)
    if part == "perpetrators" and re.search(r"\b(?:unknown|unidentified|presumed)\b", words):
        return
    for match in passage.find(_communities(passage.vocabulary), span):
        concept = passage.vocabulary.concept("population", re.sub(r"\s", " ", match["who"]))
        if not concept or not _is_group(passage, match, concept):
            continue
        before, after = words[: match.start() - span.start], words[match.end() - span.start :]
        owned = "owners" if part == "victims" and (_OWNED_BY.search(before) or _OWN.match(after)) else part
        label = f"{passage.vocabulary.label(concept)} ({'owners of property' if owned == 'owners' else owned})"
        yield replace(group(concept.notation, label), slug=f"group-{owned}-{concept.notation}")
    for mention in passage.mentions if part == "victims" else ():
        own = _ITS.match(passage.text, mention.span.end, span.end) or _OF_IT.search(passage.text[span.start : mention.span.start])
        if own and mention.span in span and mention.entity.kind in {"mission", "org"}:
            yield mention.entity


def _is_group(passage: Passage, match: re.Match[str], concept: Concept) -> bool:
    """Whether words such as "Serb" mean people of the scheme's group here: no church or police of that name, nor Serbs of Bosnia."""
    who = match["who"]
    if _ANOTHER_BODY.match(passage.text, match.end()):
        return False
    if concept.notation in {"soldiers", "police-officers"}:
        return concept.notation == "police-officers" or who.startswith("KFOR")
    elsewhere = passage.mission and passage.mission.slug != "kfor"
    return (who[0].isupper() or who.startswith("ethnic")) and not (
        elsewhere and concept.notation.startswith("kosovo-") and "Kosov" not in who
    )
