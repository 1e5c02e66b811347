"""Help and goods that the force gives."""

import re
from collections.abc import Callable, Iterator

from kfor_graph.extract.claims import Slots, account, observation, when_precision
from kfor_graph.extract.counts.money import amounts
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.totals import Total, with_parts
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.events.occasions import accounts, clause, days_told, opening, places_told
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.goals import goals
from kfor_graph.extract.places.places import Found, places
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Period, Span

_VERB = r"(?:provided|provides|given|gave|offered|delivered|delivers|donated|donates|distributed|distributes|supplied|handed\sout)"
_GAVE = re.compile(
    rf"""
    (?P<who>\b(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,3}}(?:\s(?:troops|soldiers|personnel|units))?|[Tt]he\s[Ff]orce|[Ii]t|[Tt]roops
      |[Ss]oldiers))(?:,\s(?:together|jointly|along)\swith\s[^,;.]{{3,60}},)?\s
    (?P<words>(?:(?:has|have|had|also|continued\sto|continues\sto|has\scontinued\sto)\s)*
    (?:
        (?:{_VERB}|provide|deliver|donate|distribute)\s(?:(?!no\b)[a-z-]+\s){{0,3}}?(?:assistance|aid|help|relief|donations
          |supplies)\b[^.;]*
      | (?:donated|donates|donate|delivered|distributed|handed\sout|supplied)\s(?!no\b)[^.;]+
      | (?P<by>assisted|helped|supported)\s[^.;]{{2,150}}?\sby\s(?:donating|delivering|distributing|handing\sout|supplying)\s(?!no\b)[^.;]+
      | (?:made|carried\sout)\s(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\sdonations\b[^.;]*
    ))
    """,
    re.X,
)
_HELP = re.compile(
    r"assistance|\baid\b|donat|relief|humanitarian|blankets|food|clothing|equipment|medical|school|hospital|computers|toys|books"
    r"|firewood|supplies|health\s|villages|famil|municipalit|communit"
)
_NO_HELP = re.compile(r"\b(?:security|military|legal|technical)\sassistance\b")
_ITEM = re.compile(
    rf"(?:(?:donat(?:ed|ing|e|es)|deliver(?:ed|ing)|distribut(?:ed|ing)|suppl(?:ied|ying)|hand(?:ed|ing)\sout|provid(?:ed|ing)|,"
    rf"|\band|including|included|comprised|of)\s)(?:a\stotal\sof\s)?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?P<unit>kilograms\sof\s|kg\sof\s"
    rf"|lit(?:re|er)s\sof\s|ton(?:ne)?s\sof\s|pairs\sof\s|cartons\sof\s|(?:pieces|sets|boxes|packages|items)\sof\s)?"
    r"(?P<what>(?!(?:to|for|in|at|and|or|from|of|with|on|by|per|as|were|was|went|had|each)\b|donations|years|days|hours|per\b|euro|municipalit|communit|school\b(?!\s(?:books|bags|desks))|schools|famil"
    r"|villages|institutions|hospitals|suspects|soldiers|troops|officers|men\b|women\b|prisoners|detainees|weapons|rifles|kindergarten|clinic|nurser|towns|children|people|persons|households|cent(?:re|er)s|health\scent|locations|places|times|tons"
    r"|tonnes)[a-z-]+(?:\s(?!(?:to|for|in|at|and|from|of|with|on|worth|valued)\b)[a-z-]+){0,3})"
)
_VALUE = re.compile(r"\b(?:worth|valued\sat|(?:at\s|to\s)?a\s(?:total\s)?value\sof)\s\Z")
_OTHERWISE = re.compile(
    r",?\s(?:and|but|while)\s(?:also\s)?(?!(?:provid|giv|offer|deliver|donat|distribut|suppl|hand)\w*)[a-z]+ed\s(?:the|a|an|its|over|about|some|in|to|with|[A-Z\d])"
)
_INCLUDED = re.compile(
    r"(?:The|These|Its|Their)\s(?:(?:donated\s)?(?:goods|items|supplies|materials?|equipment|aid)|donations?)(?:\s(?:donated|delivered|distributed|handed\sover))?"
    r"\s(?:included|comprised|consisted\sof|were\smade\sup\sof)\s[^.;]+"
)
_UNIT = {
    "tons of": "tonnes",
    "tonnes of": "tonnes",
    "kilograms of": "kilograms",
    "kg of": "kilograms",
    "litres of": "litres",
    "liters of": "litres",
    "pairs of": "pairs",
    "cartons of": "cartons",
}
_DONATED = re.compile(r"(?:(?:has|have|had|also)\s)*(?:donated|handed\sout|(?:made|carried\sout)\s[\w\s,]{1,30}?donations)\b")
"who gives of their own runs the giving; who delivers or helps has a part in it"


_GOODS = (
    r"(?:aid|relief|vaccines?|doses|humanitarian|food|medicines?|medical|blankets|clothing|tents|firewood|fuel|water|generators|supplies)"
)
_PEOPLE = r"(?:population|villag|municipal|communit|famil|residents|inhabitants|schools?\b|hospitals?\b|victims|people\b|farmers|returnees|displaced|fire\s(?:brigade|service)|fire-?fight|Red\sCross|health|civilians|children|monaster|pilgrims|stranded)"
_EMERGENCY = r"(?:fire-?fighting|forest\sfires?|(?:the\s)?fires?\b|wildfires?|floods?|flooding|rescue|search(?:\sand\srescue|\sfor)|relief|landslides?|snow|the\spopulation|humanitarian|medical|vaccinat\w+)"
_GIVING = ("provid", "given", "gave", "offer", "deliver", "donat", "distribut", "supplied", "supplies", "handed out")
_HELPED = did(r"assisted|helped|supported|aided")
_WHOM = re.compile(
    rf"\s(?:in\s)?(?:(?:the|a|an|local|several|some|two|three|four|five|six|\d+|many|elderly|Kosovo|Serb|Albanian|isolated|affected|remote)\s){{0,4}}{_PEOPLE}"
)
_HELPED_TO = re.compile(
    r"\s(?:to\s)?(?:put\sout|extinguish|fight|combat|rescue|search\sfor|evacuate\s(?:the\s)?(?:people|residents|families|inhabitants|villagers)|clear\s(?:the\s)?(?:snow|roads?|rubble|debris)|repair|rebuild|in\s(?:fighting|extinguishing|rescuing|clearing|searching))\b"
)
_SENT = did(r"deployed|sent|dispatched|flew|flown|made\savailable|provided")
_TO_HELP = re.compile(
    rf"\b(?:to\s(?:assist|help|support|aid)\s(?:the\s|with\s|in\s|local\s|fight\s|put\s|rescue\s|clear\s|extinguish\s){{0,3}}(?:{_PEOPLE}|{_EMERGENCY}|out\b|roads)"
    rf"|(?:in\ssupport\sof|to\s(?:fight|combat|extinguish|put\sout|search\sfor|rescue)|in\s(?:the\s)?fight\sagainst)\s(?:the\s|a\s)?(?:{_EMERGENCY}|[a-z]+\s(?:people|persons|children|villagers)))"
)
_BROUGHT = did(r"brought|flown|transported|airlifted|carried|taken")
_NO_FREIGHT = re.compile(
    r"\b(?:suspects?|detainees?|prisoners?|arrest\w*|persons\sindicted|indictees?|weapons|ammunition|troops|soldiers|battalions?|compan(?:y|ies)|remains|bod(?:y|ies)|wounded|injured|man|woman|hospital|custody)\b"
)
_CIVILIANS = re.compile(
    r"\s(?:(?:the|a|an|about|some|several|two|three|four|five|six|seven|eight|nine|ten|\d+|elderly|sick|seriously\sill|local|medical)\s){0,3}(?:patients?|pupils|schoolchildren|villagers|residents|families|returnees|doctors|nurses|teachers|pregnant\swom[ae]n|vaccines?|medicines?|food|aid|supplies)\b[^.;]{0,60}?\s(?:to|from)\s"
)
_LIFT = re.compile(r"\b(?:helicopters?|aircraft|vehicles?|trucks?|lorries|buses|boats?|armou?red)\b")
_SECURED = did(r"secured|guarded|protected|cordoned\soff|cleared")
_AT_REQUEST = re.compile(r"\b[Aa]t\sthe\srequest\sof\b")
_HANDED = did(r"handed\sover|presented|gave|given|handed")
_TO_INSTITUTION = re.compile(
    r"\sto\s(?:(?:the|a|an|two|three|four|local|main|regional|municipal|primary|secondary|university|[A-Z][\w-]+)\s){0,4}?(?:hospitals?|schools?|health\scent(?:re|er)s?|clinics?|kindergartens?|municipalit(?:y|ies)|fire\s(?:brigade|service|department)s?|Red\sCross|famil(?:y|ies)|orphanage|university|villages?|ambulance\sservice)\b"
)
_NOT_GIVEN = re.compile(
    r"\b(?:suspects?|detainees?|prisoners?|weapons|rifles?|ammunition|responsib\w+|tasks?|control|command|authority|security|site|base|camp|building|keys|building|protection|evidence|documents|letter|bod(?:y|ies)|persons?|m[ae]n|boys?|child(?:ren)?|speech|lecture|warning|petition|interview)\b"
)
_PUT_UP = did(r"put\sup|set\sup|erected|installed|pitched")
_FOR_PEOPLE = re.compile(
    r"\s(?:(?:(?i:an?|the|two|three|four|five|six)|\d+|heated|large|mobile|field|medical|temporary|additional)\s){0,4}(?:tents?|hospitals?|clinics?|kitchens?|shelters?|generators?|water\s(?:tanks|pumps)|playgrounds?|prefabricated\shouses)\b"
)
_CONSIGNMENT = re.compile(
    rf"\b(?P<what>(?:[Aa]|[Tt]he|[A-Z][a-z]+|\d+)\s(?:[a-z]+\s){{0,2}}?(?:consignments?|convoys?|deliver(?:y|ies)|shipments?|loads?)\sof\s(?=[^.;]{{0,50}}?\b{_GOODS}\b)(?:[^.;,]|(?<=\d),(?=\d)){{3,60}})(?:,\s(?:which|that)\s[^.;]{{3,90}},)?\s(?:was|were)\s(?:escorted|guarded|secured|flown|brought|transported|delivered)"
    rf"(?:\s(?:to|from|in)\s[^.;,]{{3,60}}?)?\sby\s(?=the\s|[A-Z])"
)
_BOTH = re.compile(r"\bboth\s(?:crossing\spoints|crossings|gates|bridges|villages|towns|municipalities|sites|enclaves)\b")


@reads(
    "assist", "donat", "aid", "aided", "distribut", "deliver", "helped", "supported", "in support of", "to help", "handed", "presented", "gave", "given",
    "helicopter", "at the request of", "put up", "set up", "erected", "installed", "pitched", "consignment", "convoy", "shipment", "fight",
)  # fmt: skip
def assistance(passage: Passage) -> Iterator[Claim]:
    """Help that the mission or a local force gave, as an event, with the things given, the number of donations and their value.

    Example: `At the same time, «it has provided assistance to local institutions in Kosovo in different communities and municipalities,
    including donating significant amounts of personal protective equipment».` "Significant amounts" is no number.
    """
    if not passage.mission or not passage.period:
        return
    for sentence in passage.block.sentences:
        looks = passage.holds(sentence, *_GIVING)
        gave = tuple(passage.find(_GAVE, sentence)) if looks else ()
        made = [claim for match in gave if not match["by"] for claim in _given(passage, sentence, match)]
        made = made or [
            claim
            for verb, is_help, words in _DEEDS
            if passage.holds(sentence, *words) and passage.holds(sentence, *verb.keys)
            for deed in deeds(passage, sentence, verb)
            for claim in _helped(passage, deed, is_help)
        ]
        yield from made or [claim for match in gave if match["by"] for claim in _given(passage, sentence, match)]
        if passage.holds(sentence, "consignment", "convoy", "deliver", "shipment", "load") and (
            match := _CONSIGNMENT.search(passage.text, sentence.start, sentence.end)
        ):
            yield from _escorted(passage, sentence, match)
        if included := _INCLUDED.match(passage.text, sentence.start, sentence.end):
            yield from _included(passage, Span(*included.span()))


def _included(passage: Passage, words: Span) -> Iterator[Claim]:
    """The figures of a sentence on what was given, as those of the one act of giving that was told before."""
    given = dict.fromkeys(
        event
        for claim in passage.here
        if claim.kind == "account" and isinstance(event := claim.get("about"), Event) and event.types[0] == "assistance"
    )
    if len(given) == 1 and told(passage, words) and of_period(passage, words):
        yield from _figures(passage, words, next(iter(given)))


def _given(passage: Passage, sentence: Span, match: re.Match[str]) -> Iterator[Claim]:
    """What the mission gave, in the words of giving."""
    words = _own_words(passage, match)
    if (
        (match["by"] or _HELP.search(match["words"]))
        and not _NO_HELP.search(match["words"])
        and of_period(passage, words)
        and told(passage, Span(sentence.start, words.end))
        and _by_mission(passage, match, sentence)
        and passage.mission
        and passage.period
    ):
        yield from _event(passage, match, words, sentence, passage.mission, passage.period)


def _helped(passage: Passage, deed: Deed, is_help: Callable[[Passage, Deed], bool]) -> Iterator[Claim]:
    """What a body did to help, with what it delivered."""
    if not is_help(passage, deed):
        return
    who = bodies(passage, deed.subject) if not deed.passive or is_help is _is_sent else ()
    who = who or doers(passage, deed)
    if passage.mission and _COMMANDER.match(passage.text, deed.subject.start, deed.subject.end):
        who = (passage.mission,)
    if not who and not deed.passive and _IT.match(passage.words(deed.subject)) and passage.mission:
        who = (passage.mission,) if passage.actors(Span(passage.block.span.start, deed.subject.start)) == (passage.mission,) else ()
    if not who or not all(actor == passage.mission or _is_force(actor) for actor in who):
        return
    when, how = times_of(passage, deed)
    when = () if how == "context" and not _THAT_TIME.match(passage.text, deed.sentence.start, deed.sentence.end) else when
    whens = inside(passage, when)
    if (how == "unclear" and dates(passage, deed.sentence)) or (when and not whens):
        return
    where = tuple(dict.fromkeys((*_both(passage, deed), *around(passage, deed, deed.rest), *goals(passage, deed.rest))))
    if not whens and not where and not _GIVEN.search(passage.text, deed.rest.start, deed.rest.end):
        return
    for claim, event in happenings(passage, deed, "assistance", whens, where, tuple(("involves", actor) for actor in who)):
        yield claim
        yield from _figures(passage, deed.rest, event)


_COMMANDER = re.compile(r"(?:[Tt]he\s)?(?:[A-Z]{3,6}\sCommander|Commander\sof\s(?:the\s)?[A-Z]{3,6}|COM[A-Z]{4,5}|Force\sCommander)\b")
"the mission's commander gives in its name"
_IT = re.compile(r"(?:[Ii]t|[Ii]ts\s\w+)\Z")
_THAT_TIME = re.compile(r"(?:During|In|At)\sth(?:at|is|ese|ose)\s(?:same\s)?(?:time|period|days?|weeks?)\b")
_GIVEN = re.compile(r"\b(?:deliver|donat|distribut|provid|suppl)\w*")


def _is_force(actor: Entity) -> bool:
    """Whether an organization is a force of the place: a corps, a security force, an army."""
    return actor.kind == "org" and re.search(r"\b(?:Corps|Force|Army|Security\sForce)\b", actor.label or "") is not None


def _is_help(passage: Passage, deed: Deed) -> bool:
    """ "Assisted the population of …", "helped to put out …"."""
    return not deed.passive and any(pattern.match(passage.text, deed.rest.start, deed.rest.end) for pattern in (_WHOM, _HELPED_TO))


def _is_sent(passage: Passage, deed: Deed) -> bool:
    """ "Were deployed to … to assist victims", "flew 11 sorties in support of fire-fighting"."""
    return _TO_HELP.search(passage.text, deed.rest.start, deed.rest.end) is not None


def _is_brought(passage: Passage, deed: Deed) -> bool:
    """ "Customs officers were brought to the crossing by KFOR helicopters"."""
    if not deed.passive:
        return _CIVILIANS.match(passage.text, deed.rest.start, deed.rest.end) is not None
    lifted = re.search(r"\bby\s", passage.words(deed.rest)) and _LIFT.search(passage.words(deed.rest))
    return bool(deed.passive and lifted and not _NO_FREIGHT.search(passage.text, deed.clause.start, deed.clause.end))


def _is_secured(passage: Passage, deed: Deed) -> bool:
    """ "At the request of OHR, SFOR troops secured a building"."""
    return not deed.passive and _AT_REQUEST.search(passage.text, deed.sentence.start, deed.rest.end) is not None


def _is_handed(passage: Passage, deed: Deed) -> bool:
    """ "Handed over an ambulance to the hospital"."""
    institution = _TO_INSTITUTION.search(passage.text, deed.rest.start, deed.rest.end)
    return bool(not deed.passive and institution and not _NOT_GIVEN.search(passage.text, deed.rest.start, institution.start()))


def _is_put_up(passage: Passage, deed: Deed) -> bool:
    """ "Put up two heated tents for vaccination"."""
    what = Span(deed.subject.start - 1, deed.subject.end) if deed.passive and deed.own else deed.rest
    return _FOR_PEOPLE.match(passage.text, what.start, what.end) is not None


_DEEDS = (
    (_HELPED, _is_help, ("popul", "villag", "municip", "communit", "famil", "resid", "inhab", "school", "hospital", "victim", "people", "farmer", "return", "displaced",
                         "fire", "red cross", "health", "civilian", "children", "monaster", "pilgrim", "stranded", "extinguish", "rescu", "search", "evacuat", "snow",
                         "roads", "rubble", "debris", "repair", "rebuild")),
    (_SENT, _is_sent, ("to assist", "to help", "to support", "to aid", "in support of", "to fight", "to combat", "to extinguish", "to put out", "to search", "to rescue", "fight against")),
    (_BROUGHT, _is_brought, ("helicopter", "aircraft", "vehicle", "truck", "lorries", "buses", "boat", "armo")),
    (_SECURED, _is_secured, ("at the request of",)),
    (_HANDED, _is_handed, ("hospital", "school", "health", "clinic", "kindergarten", "municipal", "fire ", "red cross", "famil", "orphan", "universit", "village", "ambulance")),
    (_PUT_UP, _is_put_up, ("tent", "hospital", "clinic", "kitchen", "shelter", "generator", "water", "playground", "prefabricated")),
)  # fmt: skip
"Verbs, when they tell of help, and words of which a sentence must hold one."


def _both(passage: Passage, deed: Deed) -> tuple[Found, ...]:
    """ "Both crossing points": the two that the sentence before names."""
    match = _BOTH.search(passage.text, deed.clause.start, deed.clause.end)
    before = [span for span in passage.block.sentences if span.end <= deed.sentence.start][-1:]
    if not match or not before:
        return ()
    named = dict.fromkeys(
        mention.entity
        for mention in passage.mentions
        if mention.span in before[0] and mention.entity.kind == "place" and mention.entity != passage.area
    )
    return tuple((place, "carried-over", Span(*match.span())) for place in named) if len(named) == 2 else ()


def _escorted(passage: Passage, sentence: Span, match: re.Match[str]) -> Iterator[Claim]:
    """ "A consignment of vaccine, which arrived in … on …, was escorted by the police"."""
    who = bodies(passage, Span(match.end(), sentence.end))
    words = clause(passage, match.start(), match.end(), sentence.end)
    if len(who) != 1 or not told(passage, Span(sentence.start, words.end)):
        return
    opens = opening(passage, sentence.start, match.start())
    when = days_told(passage, words, opens)
    where = places_told(passage, words, opens)
    if when and len(inside(passage, when)) == len(when):
        event = Event(("assistance",), passage.days(None), roles=(("authority", who[0]),))
        yield from accounts(passage, (words,), event, when, where)


def _own_words(passage: Passage, match: re.Match[str]) -> Span:
    """The words of the giving itself, without what else was done ("and supported the …")."""
    other = _OTHERWISE.search(passage.text, match.start("words"), match.end())
    return Span(match.start(), other.start() if other else match.end())


def _event(passage: Passage, match: re.Match[str], words: Span, sentence: Span, giver: Entity, period: Period) -> Iterator[Claim]:
    """The account of one act of giving, and its figures."""
    found = dates(passage, sentence)
    when = found[0] if len(found) == 1 else None
    where = places(passage, words)
    event = Event(
        ("assistance",),
        when.period if when else period,
        places=tuple(place for place, _, _ in where),
        roles=(("organizer" if _DONATED.match(match["words"]) else "involves", giver),),
    )
    more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    yield account(passage, (words,), event, when_precision(when), more=more)
    if match["n"]:
        cited = Span(match.start("q" if match["q"] else "n"), match.end("n") + len(" donations"))
        total = Total((cited,), passage.quantity(match, "n", "q"), "donations", "events", event, event.period)
        yield from with_parts(passage, total, Span(cited.end, sentence.end))
    yield from _figures(passage, words, event)


def _figures(passage: Passage, words: Span, event: Event) -> Iterator[Claim]:
    """The things given, and their value."""
    time = event.period
    for item in passage.find(_ITEM, words):
        category = passage.vocabulary.concept("category", item["what"])
        kind: Slots = (("category", category),) if category else (("counted", item["what"]),)
        cited = Span(item.start("q" if item["q"] else "n"), item.end())
        unit = _UNIT.get((item["unit"] or "").strip(), "pieces")
        if made := observation(passage, (cited,), "items-donated", passage.quantity(item, "n", "q"), unit, event, time, kind):
            yield made
    for amount in amounts(passage, words):
        if value := _VALUE.search(passage.text, words.start, amount.span.start):
            told_as = Span(value.start(), amount.span.end)
            if made := observation(passage, (told_as,), "donation-value", amount.quantity, amount.unit, event, time):
                yield made


def _by_mission(passage: Passage, match: re.Match[str], sentence: Span) -> bool:
    """Whether the giver is the mission: by name, or by a word for it where the text before names no other body."""
    who = match["who"].lower()
    if who in {"it", "troops", "soldiers"}:
        before = passage.actors(Span(sentence.start, match.start())) or passage.actors(Span(passage.block.span.start, match.start()))
        return before == (passage.mission,)
    return who == "the force" or passage.actors(Span(*match.span("who"))) == (passage.mission,)
