"""Demonstrations and roadblocks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.document.dates import DAY, MONTH, YEAR
from kfor_graph.extract.actors.actors import named_at
from kfor_graph.extract.actors.parties import listed
from kfor_graph.extract.claims import Slots, account, group, observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.occasions import day_before, opening_day
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, at_each, places
from kfor_graph.extract.times.dates import dates, later, months
from kfor_graph.extract.times.reckoned import reckoned
from kfor_graph.model import Claim, Concept, Entity, Event, Quantity
from kfor_graph.names import slug
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span, When

_WHO = (
    r"(?:(?:[A-Z][\w-]+|ethnic|local|former|war|angry|peaceful|university|displaced|retired|unemployed|laid-off|young)\s){0,4}(?:Serbs?|Albanians?|Roma|Bosniacs?|Gorani|Turks?|Croats?|persons|people|demonstrators|protesters|students"
    r"|veterans|workers|members|inhabitants|residents|villagers|women|supporters|drivers|pensioners|farmers|teachers|employees|miners|relatives|mothers|activists|citizens|pupils|returnees|refugees)\b"
)
_ALONE = r"(?:(?:[Ww]ar|[Ff]ormer|[Ll]ocal|[Uu]niversity|[Dd]isplaced|[Rr]etired|[Aa]ngry)\s){0,2}(?:(?i:veterans|residents|villagers|pensioners|farmers|teachers|miners|workers|employees|inhabitants|activists|relatives)|(?i:members|supporters)(?=\sof\s))"
_OF = r"(?:\s(?:of|from|in)\s(?:the\s|an?\s|their\s)?(?:(?:former|missing|local)\s)?(?:[A-Z][\w-]+|persons|prisoners|associations?|families)(?:\s(?:(?:for|of|the|and)\s)?[A-Z][\w-]+){0,5}(?:\s\([A-Z]{2,6}\))?)?"
_ASIDE = r",\s(?:on|in|at|from|near|south|north|east|west|with|some|many|most|including)\s[^,.;]{3,60},"
_ONE, _TWO = (rf"(?:(?P<q{n}>{QUALIFIER})\s)?(?P<n{n}>{NUMBER})\s(?P<who{n}>{_WHO})" for n in (1, 2))
_PEOPLE = (
    rf"(?:[Aa]\s(?:crowd|group)\sof\s)?(?:{_ONE}{_OF}(?P<apart1>{_ASIDE})?(?:\sand\s(?:{_TWO}{_OF}(?P<apart2>{_ASIDE})?|(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER})\sfrom\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)?))?"
    rf"|(?:[Ss]everal\s(?:hundred|thousand|dozen)|(?:[Hh]undreds|[Tt]housands|[Dd]ozens|[Ss]cores)\sof|[Mm]any|[Aa]\s(?:few|couple\sof)\shundred)\s(?P<who4>{_WHO}){_OF}"
    rf"|(?P<who3>(?:(?:Kosovo|Kosovar|ethnic)\s)(?:Serbs|Albanians)|[Dd]emonstrators|[Pp]rotesters|[Ss]tudents){_OF}|\b(?P<alone>{_ALONE}{_OF}(?:\sand\s{_ALONE}{_OF})?))"
)
_WAY = r"(?:peacefully\s|again\s|also\s|had\s)?"
_OCCASION = r"(?:protest|demonstration|counter-demonstration|march|rally|sit-in|vigil)"
_OF_WHOM = re.compile(_OF)
_ALONE_OF = re.compile(rf"\b(?P<who>{_ALONE}){_OF}")
_ACTED = re.compile(
    rf"""
    {_PEOPLE}\s(?:(?:were|who)\s)?{_WAY}
    (?: (?P<demonstrated>demonstrated(?!\s(?:their|its|the|how|that|an?)\b)|protested|rallied|marched|(?:staged|held|took\spart\sin|participated\sin|attended|joined)\s(?:an?|the)\s(?:[a-z-]+\s){{0,2}}?{_OCCASION}
        |(?:gathered|assembled)\s(?=(?:peacefully\s)?(?:to\sprotest|in\sprotest|in\sfront\sof|outside|against|to\sdemand|(?:in|at|near|on)\s[^.;,]{{2,70}}?\s(?:to\sprotest|in\sprotest|to\sdemand))))
      | (?P<blocked>blocked|barricaded|obstructed)\s(?:the\s|a\s)?(?:[\w-]+\s){{0,3}}?(?:road|roads|bridge|route|highway|motorway|crossing|street|junction|access|entrance|railway|tracks)
      | (?P<held>sat\sdown\son|stopped|held\sup|prevented)\s(?:an?|the|two|three|several)\s(?:(?!from\b)[\w-]+\s){{0,3}}?(?:convoys?|patrols?|vehicles?|trains?|traffic|bus(?:es)?|lorries|tracks|rails|road) )\b
    """,
    re.X,
)
_VERB = re.compile(
    r"\b(?:demonstrated|protested|rallied|marched|staged|held|took\spart|participated|attended|joined|gathered|assembled|blocked|barricaded|obstructed|sat\sdown|stopped|held\sup|prevented)\b"
)
_SO = re.compile(
    rf"\b(?:on\s{DAY}\s{MONTH}(?:\s{YEAR})?,?\s)?(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{NUMBER})(?:\s(?P<who1>{_WHO}))?\sdid\s(?:so|the\ssame)\b"
)
_TOOK_PART = re.compile(
    rf"(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{NUMBER})\s(?P<who1>{_WHO})\s(?:took\spart|participated|attended|were\spresent)(?=[.,;]|\Z)"
)
_NAMED = begins_with(
    "ABCDFLMNPRSTVabcdflmnprstv",
    r"""
    \b(?:(?:[Tt]he|[Aa]n?|[Ss]everal|[Tt]wo|[Tt]hree|[Ss]ome|[Nn]o|[Aa]nother|[Ff]urther)\s)?(?P<manner>(?:(?:[Pp]eaceful|[Vv]iolent|[Ll]arge|[Ss]mall|[Mm]ass|[Pp]ublic|[Ss]tudent|major|spontaneous|planned)\s)*)
    (?:(?P<demonstration>(?:[Cc]ounter-)?[Dd]emonstrations?|[Pp]rotest\s(?:marche?s?|rall(?:y|ies))|[Pp]rotests?|[Rr]all(?:y|ies)|[Ss]it-ins?|[Vv]igils?)|(?P<roadblock>[Rr]oadblocks?|[Bb]arricades?|[Bb]lockades?))(?=\s|[.,;])
    """,
    re.X,
)
_NOUN = begins_with("BDPRSVbdprsv", r"\b(?i:demonstrations?|protests?|rall(?:y|ies)|sit-ins?|vigils?|roadblocks?|barricades?|blockades?)\b")
_HELD = re.compile(
    r"\b(?:took\splace|(?:was|were)\s(?:also\s)?(?:held|staged|organi[sz]ed\sin|set\sup|erected|put\sup|established)|occurred|ended|passed|gathered|attracted|drew|(?:turned|became)\sviolent|escalated|(?:was|were|remained)\s(?:largely\s|generally\s|entirely\s)?(?:peaceful|calm|orderly))\b"
)
_TOLD = re.compile(r"\b(?:[Tt]here\s(?:was|were|has\sbeen|have\sbeen)|dispersed|monitored|secured|staged|held|organi[sz]ed)\s\Z")
_STATUS = (
    ("did-not-happen", re.compile(r"\b(?:did\snot\stake\splace|(?:was|were)\snot\sheld)\b")),
    ("called-off", re.compile(r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:cancell?ed|called\soff|abandoned)\b")),
    ("postponed", re.compile(r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:postponed|put\soff)\b")),
    ("planned", re.compile(r"\b(?:(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:scheduled|planned|announced|expected)|will\s(?:be\sheld|take\splace)|is\sto\s(?:be\sheld|take\splace))\b")),
)  # fmt: skip
_HEDGED = begins_with(
    "acilmprstuw",
    r"\b(?:would|could|(?-i:may)|might|should|if|unless|in\scase\sof|allege\w*|reportedly|reported\sthat|rumou?r\w*|called\sfor|calls\sfor|threat\w*|potential|possible\s(?:demonstration|protest)s?|prevent\w*|risk|plan\sto|planned\sto"
    r"|prepar\w+|likel\w+|respond\w*\sto|ready)\b",
    re.I,
)
_ORGANIZED = re.compile(
    r"\b(?:(?:organi[sz]ed|called(?:\sfor)?|staged|held|led|convened)\s(?:jointly\s)?by|at\sthe\s(?:call|initiative|invitation)\sof|(?:in\sresponse\sto|following)\san?\s(?:call|appeal)\s(?:by|from|of))\s"
)
_THAT_ONE = re.compile(
    r"(?:[Tt]he|[Tt]his|[Bb]oth|[Tt]hese|[Tt]hose)\s(?:two\s)?(?:demonstration|protest|rall(?:y|ie)|march|gathering|roadblock|blockade|event)(?P<all>e?s)?,?\s(?:which\s)?(?:was|were|had\sbeen)\s(?:also\s)?(?=organi[sz]ed|called|staged|led|convened)"
)
_CAUSE = re.compile(
    r"\b(?P<cause>(?:against|in\sprotest\s(?:at|against|over)|in\ssupport\sof|over|demanding|calling\sfor|to\sprotest(?:\sagainst|\sat|\sover)?)\s[^.;,()]{3,120}?)"
    r"(?=\s(?:took\splace|was|were|will|is|did|ended|passed|in\s[A-Z]|on\s\d|near\s|at\sthe\s|at\s[A-Z]|outside|without|between|peacefully)|[.;,()]|\Z)"
)
_NO_INCIDENT = re.compile(
    r"\b(?:without\s(?:any\s)?incidents?|(?:passed|ended)\s(?:off\s)?peacefully|peacefully|(?:was|were|remained)\s(?:entirely\s)?(?:peaceful|orderly))\b"
)
_VIOLENT = re.compile(r"\b(?:turned|became)\sviolent\b|\bescalated\sinto\sviolence\b")
_CUT = re.compile(
    r";|,?\sin\sorder\sto\s|\sto\sprevent\b|,?\sand\s(?:again\s)?on\s\d|,?\s(?:and\s)?(?:(?:some|about|around|another|a\sfurther)\s)?\d[\d,]*\s(?:in|at|near)\s(?=[A-Z])|,\s(?:and\s)?(?:which|who|where|while|but|whereas|after|KFOR)\b|\s(?:but|while|whereas|after|before)\s"
)
_ANOTHER_PART = re.compile(r";\s|\s(?:while|whereas|but)\s")
_RANGE = re.compile(r"\d\s?(?:and|to|or|-|–)\s?\Z")
_INTENDED = re.compile(r"\b(?:planned|scheduled|announced|due|foreseen|called)\s(?:(?!took\b|was\b|were\b)[^,.;]){0,40}\Z")
_SOMEBODY_SAYS = re.compile(r"\b(?:[Aa]ccording\sto|estimat\w+|claim\w*|put\sthe\s(?:number|figure))\b")
_ATTENDED = re.compile(
    rf"\b(?:by|of|with|involving|attended\sby|drew|attracted)\s{_ONE}|\b{_TWO}\s(?:took\spart|participated|attended|gathered)\b"
)


_VERBAL = (_ACTED, _SO)
Organizers = tuple[tuple[Entity, ...], Span]
"Those who called a demonstration, and the words that say so."


@reads(
    "demonstrat", "protest", "rall", "marched", "gathered", "block", "roadblock", "barricade", "vigil", "sit-in", "sit-ins", "sat down", "stopped", "held up",
    "prevented",
)  # fmt: skip
def demonstrations(passage: Passage) -> Iterator[Claim]:
    """Demonstrations and roadblocks that took place, with who called them, against what, how many came, and how they ended.

    Example: `«Demonstrations organized by the Kosovo Liberation Army War Veterans Organization and the Association of Political
    Prisoners against the possible indictment of … took place on 9 July without incident»`. One that is announced, put off or called off
    is no event; one that is feared or called for is nothing.
    """
    if not passage.period:
        return
    events: list[Event] = []
    for sentence in passage.block.sentences:
        made = list(_sentence(passage, sentence))
        if not made and len(events) == 1 and (match := _TOOK_PART.match(passage.text, sentence.start, sentence.end)):
            yield from _counted(passage, match, events[0])
        events = [event for claim in made if claim.kind == "account" and isinstance(event := claim.get("about"), Event) and event.happened]
        yield from made


_CLOSE = 4
"Characters between a day and the crowd that it is told of, as in `and on 20 May some 100 pensioners`."


def _sentence(passage: Passage, sentence: Span) -> Iterator[Claim]:
    acted = list(passage.find(_ACTED, sentence)) if _VERB.search(passage.text, sentence.start, sentence.end) else []
    if acted and acted[-1]["demonstrated"] and " did " in passage.words(sentence):
        acted += passage.find(_SO, Span(acted[-1].end(), sentence.end))
    after = _organized_after(passage, sentence, acted[-1].end(), len(acted) == 1) if acted else None
    for index, match in enumerate(acted):
        limit = acted[index + 1].start() if index + 1 < len(acted) else sentence.end
        opens, own = Span(sentence.start, acted[0].start()), None
        if index:
            between = Span(acted[index - 1].end(), match.start())
            own = _own_part(passage, between)
            day = dates(passage, between)[-1:]
            opens = day[0].span if day and match.start() - day[0].span.end < _CLOSE else opens
        so = acted[index - 1] if match.re is _SO else None
        yield from _told(passage, sentence, match, limit, opens, own, so, after)
    if not acted and _NOUN.search(passage.text, sentence.start, sentence.end) and (named := next(passage.find(_NAMED, sentence), None)):
        yield from _told(passage, sentence, named, sentence.end, Span(sentence.start, named.start()))


def _own_part(passage: Passage, between: Span) -> Span | None:
    """The words that open a later part of a sentence and tell a place: "…, while in Decani |some 40 residents"."""
    parts = [match.end() for match in passage.find(_ANOTHER_PART, between)]
    part = Span(parts[-1], between.end) if parts and parts[-1] < between.end else None
    return part if part and places(passage, part) else None


def _told(
    passage: Passage,
    sentence: Span,
    match: re.Match[str],
    limit: int,
    before: Span,
    own: Span | None = None,
    so: re.Match[str] | None = None,
    after: Organizers | None = None,
) -> Iterator[Claim]:
    """The event that a match tells. `so` tells who they are that "did so", `after` who called it."""
    cut = _CUT.search(passage.text, match.end(), limit)
    words = re.sub(r"(?:,?\sand|[\s.,;])+\Z", "", passage.text[match.start() : cut.start() if cut else limit])
    clause = Span(match.start(), match.start() + len(words))
    status, verb = _status(passage, match, clause, before)
    if (
        not status
        or _HEDGED.search(passage.text, sentence.start, match.end())
        or (verb and _HEDGED.search(passage.text, verb.start, clause.end))
    ):
        return
    when = _when(passage, clause, before)
    if not when and "ounter-" in match[0] and (day := day_before(passage, match.start())):
        when = (replace(day, precision="derived", span=Span(*match.span())),)
    if status == "happened":
        when = tuple(item for item in when if not _INTENDED.search(passage.text, match.start(), item.span.start))
    else:
        when = tuple(later(item, passage.period) for item in when)
    cause = _CAUSE.search(passage.text, match.end(), clause.end)
    where = _where(passage, clause, own or before, cause)
    organizers = _organizers(passage, clause)
    by = organizers or after
    crowds = _crowds(passage, match, clause)
    calm = _NO_INCIDENT.search(passage.text, match.end(), clause.end)
    if not (when or where or by or cause) or (status != "happened" and not when):
        return
    periods = when or (None,)
    for item, there, crowd in _each(match, periods, _at_each(passage, sentence, where, when)):
        event = Event(
            (_type(match, violent=_VIOLENT.search(passage.text, match.end(), clause.end) is not None),),
            passage.days(item),
            tuple(place for place, _, _ in there),
            (*(("organizer", actor) for actor in (by[0] if by else ())), *_taking_part(passage, crowds, crowd, so)),
            outcome="without-incident" if calm or "eaceful" in (match.groupdict().get("manner") or "") else None,
            series=not (item and item.day) and match.re is _NAMED and match[0].endswith("s"),
            happened=status == "happened",
            subject=_subject(match, cause),
        )
        used = _words(
            passage,
            sentence,
            match,
            clause,
            [*(found.span for found in when), *(found[2] for found in where)],
            [verb, cause, calm, organizers and organizers[1]],
        )
        more: Slots = (("placePrecision", Concept("place-precision", there[0][1])),) if there else ()
        cited = (used, after[1]) if after and not organizers else (used,)
        yield account(passage, cited, event, item.precision if item else "period", status, more=more)
        if status == "happened" and len(periods) == 1 and not _SOMEBODY_SAYS.search(passage.text, sentence.start, sentence.end):
            yield from (claim for found in crowds for claim in _counted(passage, found, event, crowd))


def _at_each(passage: Passage, sentence: Span, where: tuple[Found, ...], when: tuple[When, ...]) -> tuple[tuple[Found, ...], ...]:
    """The places of each day; "in Pec and Klina respectively" one a day, in turn."""
    if len(where) == len(when) > 1 and "respectively" in passage.words(sentence):
        return tuple((place,) for place in sorted(where, key=lambda found: found[2]))
    return at_each(where, when) if when else (where,)


def _each(
    match: re.Match[str], periods: tuple[When | None, ...], where: tuple[tuple[Found, ...], ...]
) -> Iterator[tuple[When | None, tuple[Found, ...], str]]:
    """Each day with its places and crowds; two crowds that stand apart from each other are two events."""
    found = match.groupdict()
    for item, there in zip(periods, where, strict=True):
        for crowd in ("1", "2") if found.get("apart1") and found.get("apart2") else ("1234",):
            yield item, there, crowd


def _status(passage: Passage, match: re.Match[str], clause: Span, before: Span) -> tuple[str | None, Span | None]:
    if match.re in _VERBAL:
        return "happened", Span(*match.span())
    for status, pattern in _STATUS:
        if found := pattern.search(passage.text, match.end(), clause.end):
            return status, Span(*found.span())
    held = _HELD.search(passage.text, match.end(), clause.end) or _TOLD.search(passage.text, before.start, before.end)
    if not held:
        return None, None
    return ("did-not-happen" if match[0].lower().startswith("no ") else "happened"), Span(*held.span())


def _when(passage: Passage, clause: Span, before: Span) -> tuple[When, ...]:
    """The days of the clause, else of what opens the sentence; of a month only one."""
    for span in filter(None, (clause, before)):
        if found := dates(passage, span) or months(passage, span)[:1]:
            return found
        if found := reckoned(passage, span):
            return found
        if day := opening_day(passage, span):
            return (day,)
    return ()


def _where(passage: Passage, clause: Span, before: Span, cause: re.Match[str] | None) -> tuple[Found, ...]:
    """The places of what opens the sentence or its last part, then those of the clause.

    Where one is told before the cause, those in or behind the cause belong to it ("in Pristina against arrests in Prizren").
    """
    parts = [match.end() for match in passage.find(_ANOTHER_PART, before)] if before else []
    opening = places(passage, Span(parts[-1] if parts else before.start, before.end)) if before and parts[-1:] != [before.end] else ()
    inside = tuple(found for found in places(passage, clause) if found[0] not in {place for place, _, _ in opening})
    told = tuple(found for found in inside if not cause or found[2].start < cause.start())
    if cause and not told and not opening:
        told = tuple(found for found in inside if found[2].start >= cause.end())
    return opening + told


def _organizers(passage: Passage, clause: Span) -> Organizers | None:
    match = next(passage.find(_ORGANIZED, clause), None)
    told = filter(None, (reader(passage, match.end(), clause.end) for reader in (listed, named_at))) if match else ()
    return max(told, key=lambda named: len(named[0]), default=None)


def _organized_after(passage: Passage, sentence: Span, at: int, alone: bool) -> Organizers | None:
    """Who called it, as told behind it of "the demonstration": in its sentence from a position on, or at the start of the next one.

    One that is told of where there were several may be any of them.
    """
    following = next((span for span in passage.block.sentences if span.start >= sentence.end), None)
    match, end = next(passage.find(_THAT_ONE, Span(at, sentence.end)), None), sentence.end
    if not match and following:
        match, end = _THAT_ONE.match(passage.text, following.start, following.end), following.end
    if not match or not (alone or match["all"]) or not told(passage, Span(match.start(), end)):
        return None
    named = _organizers(passage, Span(match.end(), end))
    return (named[0], Span(match.start(), named[1].end)) if named else None


def _type(match: re.Match[str], *, violent: bool = False) -> str:
    found = match.groupdict()
    if found.get("blocked") or found.get("held") or found.get("roadblock"):
        return "roadblock"
    return "riot" if violent or "iolent" in (found.get("manner") or "") else "demonstration"


def _subject(match: re.Match[str], cause: re.Match[str] | None) -> str:
    """Words for the label: what it was, against what."""
    if not cause:
        return ""
    name = (
        match.groupdict().get("demonstration")
        or match.groupdict().get("roadblock")
        or ("Roadblock" if _type(match) == "roadblock" else "Demonstration")
    )
    return f"{name[0].upper()}{name[1:]} {cause['cause']}"


def _crowds(passage: Passage, match: re.Match[str], clause: Span) -> list[re.Match[str]]:
    """The words that tell who took part."""
    return [match] if match.re in _VERBAL else list(passage.find(_ATTENDED, clause))


def _taking_part(passage: Passage, crowds: list[re.Match[str]], crowd: str, so: re.Match[str] | None) -> Iterator[tuple[str, Entity]]:
    """Those who took part, as groups of the document: a community, or people by what they are."""
    crowds = [so if so and not match["who1"] else match for match in crowds]
    for match in crowds:
        for index in crowd:
            if match.groupdict().get(f"who{index}"):
                yield "involves", _people(passage, Span(*match.span(f"who{index}")))
        if match.groupdict().get("alone"):
            for alone in passage.find(_ALONE_OF, Span(*match.span("alone"))):
                yield "involves", _people(passage, Span(*alone.span("who")))


def _people(passage: Passage, who: Span) -> Entity:
    """A crowd by its community, else by its words with the body or place that they are of."""
    concept = passage.vocabulary.concept("population", passage.words(who))
    if concept and concept.notation in passage.vocabulary.narrower(Concept("population", "community")):
        made = group(concept.notation, f"{passage.vocabulary.label(concept)} (demonstrators)")
        return replace(made, slug=f"group-demonstrators-{concept.notation}")
    of = _OF_WHOM.match(passage.text, who.end, passage.sentence(who.start).end)
    words = passage.words(Span(who.start, of.end() if of else who.end))
    members: Slots = tuple(("org:memberOf", body) for body in passage.entities(Span(who.end, of.end()), "org") if body.known) if of else ()
    opens = passage.sentence(who.start).start == who.start and not any(mention.span.start == who.start for mention in passage.mentions)
    words = words[0].lower() + words[1:] if opens and not words[:2].isupper() else words
    return Entity("local", f"group-demonstrators-{slug(words)}", f"{words} (demonstrators)", ("kfo:Group",), members, known=False)


def _counted(passage: Passage, found: re.Match[str], event: Event, crowd: str = "123") -> Iterator[Claim]:
    told = found.groupdict()
    for index in crowd:
        if not told.get(f"n{index}"):
            continue
        quantity: Quantity = passage.quantity(found, f"n{index}", f"q{index}")
        first = found.start(f"n{index}")
        start = found.start(f"q{index}") if found[f"q{index}"] else first
        if _RANGE.search(passage.text, max(first - 20, passage.block.span.start), start):
            continue
        who = told.get(f"who{index}")
        concept = passage.vocabulary.concept("population", who) if who else None
        more: Slots = (("population", Concept("population", concept.notation)),) if concept else ()
        time = event.period.start if event.period.start == event.period.end else event.period
        words = Span(start, found.end(f"who{index}") if who else found.end(f"n{index}"))
        if made := observation(passage, (words,), "participants", quantity, "persons", event, time, more):
            yield made


def _words(
    passage: Passage, sentence: Span, match: re.Match[str], clause: Span, spans: list[Span], found: list[Span | re.Match[str] | None]
) -> Span:
    """From the first to the last of the words used, with the bracket that closes behind a sector."""
    ends = [match.end(), *(span.end for span in spans if span.start >= clause.start)]
    ends += [item.end if isinstance(item, Span) else item.end() for item in found if item]
    end = max(ends)
    end += (
        passage.text[match.start() : end].count("(") > passage.text[match.start() : end].count(")") and passage.text[end : end + 1] == ")"
    )
    end -= passage.text[end - 1 : end] == " "
    return Span(sentence.start if any(span.start < match.start() for span in spans) else match.start(), end)
