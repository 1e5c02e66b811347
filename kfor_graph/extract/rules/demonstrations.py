"""Demonstrations and roadblocks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.claims import Slots, account, group, observation
from kfor_graph.extract.dates import dates, later, months
from kfor_graph.extract.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.parties import listed
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places import Found, at_each, places
from kfor_graph.model import Claim, Concept, Entity, Event, Quantity
from kfor_graph.texts import Span, When

_WHO = (
    r"(?:(?:[A-Z][\w-]+|ethnic|local|former|war|angry|peaceful|university)\s){0,4}(?:Serbs?|Albanians?|Roma|Bosniacs?|Gorani|Turks?|Croats?|persons|people|demonstrators|protesters|students"
    r"|veterans|workers|members|inhabitants|residents|villagers|women|supporters|drivers)\b"
)
_ONE, _TWO = (rf"(?:(?P<q{n}>{QUALIFIER})\s)?(?P<n{n}>{NUMBER})\s(?P<who{n}>{_WHO})" for n in (1, 2))
_PEOPLE = rf"(?:[Aa]\s(?:crowd|group)\sof\s)?(?:{_ONE}(?:\sand\s{_TWO})?|(?:[Ss]everal\s(?:hundred|thousand|dozen)|(?:[Hh]undreds|[Tt]housands|[Dd]ozens|[Ss]cores)\sof|[Mm]any)\s(?P<who4>{_WHO})|(?P<who3>(?:(?:Kosovo|Kosovar|ethnic)\s)(?:Serbs|Albanians)|[Dd]emonstrators|[Pp]rotesters|[Ss]tudents))"
_WAY = r"(?:peacefully\s|again\s|also\s|had\s)?"
_ACTED = re.compile(
    rf"""
    {_PEOPLE}\s(?:(?:were|who)\s)?{_WAY}
    (?: (?P<demonstrated>demonstrated(?!\s(?:their|its|the|how|that|an?)\b)|protested|rallied|marched|staged\sa\s(?:protest|demonstration|march|rally|sit-in)|took\spart\sin\sa\s(?:protest|demonstration|march|rally)
        |(?:gathered|assembled)\s(?=(?:peacefully\s)?(?:to\sprotest|in\sprotest|in\sfront\sof|outside|against|to\sdemand|in\s[A-Z][^.;]{{1,60}}?\s(?:to\sprotest|in\sprotest))))
      | (?P<blocked>blocked|barricaded|obstructed)\s(?:the\s|a\s)?(?:[\w-]+\s){{0,3}}?(?:road|roads|bridge|route|highway|crossing|street|junction|access|entrance|railway) )\b
    """,
    re.X,
)
_VERB = re.compile(r"\b(?:demonstrated|protested|rallied|marched|staged|took\spart|gathered|assembled|blocked|barricaded|obstructed)\b")
_NAMED = re.compile(
    r"""
    \b(?:(?:[Tt]he|[Aa]n?|[Ss]everal|[Tt]wo|[Tt]hree|[Ss]ome|[Nn]o|[Aa]nother|[Ff]urther)\s)?(?P<manner>(?:(?:[Pp]eaceful|[Vv]iolent|[Ll]arge|[Ss]mall|[Mm]ass|[Pp]ublic|[Ss]tudent|major|spontaneous|planned)\s)*)
    (?:(?P<demonstration>[Dd]emonstrations?|[Pp]rotest\s(?:marche?s?|rall(?:y|ies))|[Pp]rotests?|[Rr]all(?:y|ies))|(?P<roadblock>[Rr]oadblocks?|[Bb]arricades?|[Bb]lockades?))(?=\s|[.,;])
    """,
    re.X,
)
_NOUN = re.compile(r"\b(?i:demonstrations?|protests?|rall(?:y|ies)|roadblocks?|barricades?|blockades?)\b")
_HELD = re.compile(
    r"\b(?:took\splace|(?:was|were)\s(?:also\s)?(?:held|staged|organized\sin|set\sup|erected|put\sup|established)|occurred|ended|passed|gathered|attracted|drew)\b"
)
_TOLD = re.compile(r"\b(?:[Tt]here\s(?:was|were|has\sbeen|have\sbeen)|dispersed|monitored|secured|staged|held|organized)\s\Z")
_STATUS = (
    ("did-not-happen", re.compile(r"\b(?:did\snot\stake\splace|(?:was|were)\snot\sheld)\b")),
    ("called-off", re.compile(r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:cancell?ed|called\soff|abandoned)\b")),
    ("postponed", re.compile(r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:postponed|put\soff)\b")),
    ("planned", re.compile(r"\b(?:(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:scheduled|planned|announced|expected)|will\s(?:be\sheld|take\splace)|is\sto\s(?:be\sheld|take\splace))\b")),
)  # fmt: skip
_HEDGED = re.compile(
    r"\b(?:would|could|(?-i:may)|might|should|if|unless|in\scase\sof|allege\w*|reportedly|reported\sthat|rumou?r\w*|called\sfor|calls\sfor|threat\w*|potential|possible\s(?:demonstration|protest)s?|prevent\w*|risk|plan\sto|planned\sto"
    r"|prepar\w+|likel\w+|respond\w*\sto|ready)\b",
    re.I,
)
_ORGANIZED = re.compile(r"\b(?:organi[sz]ed|called|staged|held|led|convened)\sby\s")
_CAUSE = re.compile(
    r"\b(?P<cause>(?:against|in\sprotest\s(?:at|against|over)|in\ssupport\sof|over|demanding|calling\sfor|to\sprotest(?:\sagainst|\sat|\sover)?)\s[^.;,()]{3,120}?)"
    r"(?=\s(?:took\splace|was|were|will|is|did|ended|passed|in\s[A-Z]|on\s\d|near\s|at\sthe\s|at\s[A-Z]|outside|without|between|peacefully)|[.;,()]|\Z)"
)
_NO_INCIDENT = re.compile(r"\b(?:without\s(?:any\s)?incidents?|(?:passed|ended)\s(?:off\s)?peacefully|peacefully)\b")
_CUT = re.compile(
    r";|,?\sand\s(?:again\s)?on\s\d|,?\s(?:and\s)?(?:(?:some|about|around|another|a\sfurther)\s)?\d[\d,]*\s(?:in|at|near)\s(?=[A-Z])|,\s(?:and\s)?(?:which|who|where|while|but|whereas|after|KFOR)\b|\s(?:but|while|whereas|after|before)\s"
)
_RANGE = re.compile(r"\d\s?(?:and|to|or|-|–)\s?\Z")
_INTENDED = re.compile(r"\b(?:planned|scheduled|announced|due|foreseen|called)\s(?:(?!took\b|was\b|were\b)[^,.;]){0,40}\Z")
_SOMEBODY_SAYS = re.compile(r"\b(?:[Aa]ccording\sto|estimat\w+|claim\w*|put\sthe\s(?:number|figure))\b")
_ATTENDED = re.compile(
    rf"\b(?:by|of|with|involving|attended\sby|drew|attracted)\s{_ONE}|\b{_TWO}\s(?:took\spart|participated|attended|gathered)\b"
)


def demonstrations(passage: Passage) -> Iterator[Claim]:
    """Demonstrations and roadblocks that took place, with who called them, against what, how many came, and how they ended.

    Example: `«Demonstrations organized by the Kosovo Liberation Army War Veterans Organization and the Association of Political
    Prisoners against the possible indictment of … took place on 9 July without incident»`. One that is announced, put off or called off
    is no event; one that is feared or called for is nothing.
    """
    if not passage.period or not passage.has("demonstrat", "protest", " rall", "marched", "gathered", "block", "barricade"):
        return
    for sentence in passage.block.sentences:
        acted = list(passage.find(_ACTED, sentence)) if _VERB.search(passage.text, sentence.start, sentence.end) else []
        for index, match in enumerate(acted):
            limit = acted[index + 1].start() if index + 1 < len(acted) else sentence.end
            yield from _told(passage, sentence, match, limit, Span(sentence.start, acted[0].start()))
        if not acted and _NOUN.search(passage.text, sentence.start, sentence.end) and (named := next(passage.find(_NAMED, sentence), None)):
            yield from _told(passage, sentence, named, sentence.end, Span(sentence.start, named.start()))


def _told(passage: Passage, sentence: Span, match: re.Match[str], limit: int, before: Span) -> Iterator[Claim]:
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
    if status == "happened":
        when = tuple(item for item in when if not _INTENDED.search(passage.text, match.start(), item.span.start))
    else:
        when = tuple(later(item, passage.period) for item in when)
    cause = _CAUSE.search(passage.text, match.end(), clause.end)
    where = _where(passage, clause, before, cause)
    organizers = _organizers(passage, clause)
    calm = _NO_INCIDENT.search(passage.text, match.end(), clause.end)
    if not (when or where or organizers or cause) or (status != "happened" and not when):
        return
    periods = when or (None,)
    for item, there in zip(periods, at_each(where, when) if when else (where,), strict=True):
        event = Event(
            (_type(match),),
            passage.days(item),
            tuple(place for place, _, _ in there),
            (*(("organizer", actor) for actor in organizers[0]), *_taking_part(passage, match))
            if organizers
            else _taking_part(passage, match),
            outcome="without-incident" if calm or "eaceful" in (match.groupdict().get("manner") or "") else None,
            series=not (item and item.day) and match.re is _NAMED and match[0].endswith("s"),
            happened=status == "happened",
            subject=_subject(match, cause),
        )
        told = _words(
            passage,
            sentence,
            match,
            clause,
            [*(found.span for found in when), *(found[2] for found in where)],
            [verb, cause, calm, organizers and organizers[1]],
        )
        more: Slots = (("placePrecision", Concept("place-precision", there[0][1])),) if there else ()
        yield account(passage, (told,), event, item.precision if item else "period", status, more=more)
        if status == "happened" and len(periods) == 1 and not _SOMEBODY_SAYS.search(passage.text, sentence.start, sentence.end):
            yield from _participants(passage, match, clause, event)


def _status(passage: Passage, match: re.Match[str], clause: Span, before: Span) -> tuple[str | None, Span | None]:
    if match.re is _ACTED:
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
    return ()


def _where(passage: Passage, clause: Span, before: Span, cause: re.Match[str] | None) -> tuple[Found, ...]:
    """The places of what opens the sentence, then those of the clause.

    Where one is told before the cause, those in or behind the cause belong to it ("in Pristina against arrests in Prizren").
    """
    opening = places(passage, before) if before else ()
    inside = tuple(found for found in places(passage, clause) if found[0] not in {place for place, _, _ in opening})
    told = tuple(found for found in inside if not cause or found[2].start < cause.start())
    if cause and not told and not opening:
        told = tuple(found for found in inside if found[2].start >= cause.end())
    return opening + told


def _organizers(passage: Passage, clause: Span) -> tuple[tuple[Entity, ...], Span] | None:
    match = next(passage.find(_ORGANIZED, clause), None)
    return listed(passage, match.end(), clause.end) if match else None


def _type(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found.get("blocked") or found.get("roadblock"):
        return "roadblock"
    return "riot" if "iolent" in (found.get("manner") or "") else "demonstration"


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


def _taking_part(passage: Passage, match: re.Match[str]) -> tuple[tuple[str, Entity], ...]:
    """Communities that took part, as groups of the document."""
    found = []
    for name in ("who1", "who2", "who3", "who4"):
        words = match.groupdict().get(name)
        concept = passage.vocabulary.concept("population", words) if words else None
        if concept and concept.notation in passage.vocabulary.narrower(Concept("population", "community")):
            made = group(concept.notation, f"{passage.vocabulary.label(concept)} (demonstrators)")
            found.append(("involves", replace(made, slug=f"group-demonstrators-{concept.notation}")))
    return tuple(found)


def _participants(passage: Passage, match: re.Match[str], clause: Span, event: Event) -> Iterator[Claim]:
    """How many took part, for each group that is counted."""
    counted = [match] if match.re is _ACTED else list(passage.find(_ATTENDED, clause))
    for found in counted:
        for index in ("1", "2"):
            if not found[f"n{index}"]:
                continue
            quantity: Quantity = passage.quantity(found, f"n{index}", f"q{index}")
            if _RANGE.search(passage.text, max(clause.start - 20, passage.block.span.start), found.start(f"n{index}")):
                continue
            start = found.start(f"q{index}") if found[f"q{index}"] else found.start(f"n{index}")
            concept = passage.vocabulary.concept("population", found[f"who{index}"])
            more: Slots = (("population", Concept("population", concept.notation)),) if concept else ()
            time = event.period.start if event.period.start == event.period.end else event.period
            if made := observation(
                passage, (Span(start, found.end(f"who{index}")),), "participants", quantity, "persons", event, time, more
            ):
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
    return Span(sentence.start if any(span.start < match.start() for span in spans) else match.start(), end)
