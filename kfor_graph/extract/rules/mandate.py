"""Mandates of missions that are extended."""

import re
from collections.abc import Iterator
from datetime import date

from kfor_graph.document.dates import DATE, make_day, parse_date
from kfor_graph.extract.actors.parties import ending_at
from kfor_graph.extract.claims import account
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Entity, Event, Finding, Value
from kfor_graph.texts import Period, Span

_LENGTH = r"(?:(?:further\s)?(?:[a-z]+|\d+)[-\s](?:year|month|day)s?|(?:a|one|two|three|six|twelve|\d+)\s(?:further\s)?(?:years?|months))"
_MISSION = r"(?P<whom{n}>(?:the\s)?[A-Z][^.,;]{{2,90}}?)(?=,?\s(?:until|for|by|to|through|on\s\d|was|has|had)\b|[.,;]|\Z)"
_EXTENDED = re.compile(
    rf"""
    \b(?P<verb>confirmed|agreed(?:\sto|\son|\supon)?|approved|granted|decided\son|authori[sz]ed)\s(?:a|an|the)\s(?:{_LENGTH}\s)?(?:extension|renewal|prolongation)\sof\sthe\smandate\sof\s{_MISSION.format(n=1)}
    | \b(?:[Tt]he\smandate\sof\s{_MISSION.format(n=2)}|(?P<whom3>[A-Z][\w\s]{{1,60}}?)(?:['’]s|(?<=s)['’])\smandate)\s(?:was|has\sbeen|had\sbeen)\s(?:again\s|further\s)?(?:extended|renewed|prolonged)
    | \b(?:(?:has|have)\s)?(?:again\s)?(?P<active>extended|renewed|prolonged)\sthe\smandate\sof\s{_MISSION.format(n=4)}
    """,
    re.X,
)
_CUT = re.compile(
    r",\s(?:and\s)?(?:the|which|who|where|while|but|after|following|as|it|in)\b|;|\s(?:but|while|after|before|following|in\sorder\sto)\s"
)
_BY = re.compile(r"\bby\s(?:the\s)?(?P<who>[A-Z][^.,;]{2,60}?)(?=\s(?:until|for|on\s\d|to|through)\b|[.,;]|\Z)")
_ON = re.compile(rf"\bon\s(?P<date>{DATE})")
_UNTIL = re.compile(rf"\b(?:until|to|through)\s(?P<date>{DATE})")
_FOR = re.compile(rf"\b(?:for|by)\s(?:a\sfurther\s|another\s|a\speriod\sof\s)?{_LENGTH}")
_SHORT = re.compile(r"\bmonths?\b|\b(?:one|a|another)[-\s](?:further\s)?year\b")
_LETTERS = re.compile(r"\bexchange\sof\sletters\b|\bby\sletters?\b")
_OPENING = re.compile(r"(?:On|In)\s")
_HEDGED = re.compile(
    r"\b(?:not|no|if|unless|whether|would|could|(?-i:may)|might|should|will|request\w*|propos\w+|recommend\w*|call\w*\sfor|expected|plan\w*|allegedly|reportedly|hop\w+)\b",
    re.I,
)


@reads("mandate")
def mandate(passage: Passage) -> Iterator[Claim | Finding]:
    """A mission's mandate extended, with its new end and the persons or bodies who did it; by letters, where the text says so.

    Example: `«On 11 July, in an exchange of letters with the European Union High Representative …, Josep Borrell, Mr. Thaci confirmed a
    one-year extension of the mandate of … (EULEX) until 14 June 2021»`. An extension that is planned or asked for is nothing.
    """
    if not passage.period or not passage.has("exten", "renew", "prolong"):
        return
    for match in passage.find(_EXTENDED):
        sentence = passage.sentence(match.start())
        if _HEDGED.search(passage.text, sentence.start, match.end()):
            continue
        mission = _mission(passage, match)
        if not mission:
            yield Finding(
                "Info", "it is not clear which mission’s mandate is extended", "mandate", evidence=passage.cite(Span(*match.span()))
            )
            continue
        yield _told(passage, sentence, match, mission)


def _told(passage: Passage, sentence: Span, match: re.Match[str], mission: Entity) -> Claim:
    cut = _CUT.search(passage.text, match.end(), sentence.end)
    tail = Span(match.end(), cut.start() if cut else sentence.end)
    by, on, until, length = (pattern.search(passage.text, tail.start, tail.end) for pattern in (_BY, _ON, _UNTIL, _FOR))
    short = _SHORT.search(passage.text, match.start(), tail.end) is not None
    before = Span(sentence.start, match.start())
    found = (
        dates(passage, Span(*on.span("date")))
        if on
        else dates(passage, before)
        if before and _OPENING.match(passage.text, before.start, before.end)
        else ()
    )
    when = found[0] if len(found) == 1 else None
    period = when.period if when else passage.period or Period(None, None)
    subject = ending_at(passage, before.start, before.end) if match["active"] or match["verb"] else None
    bodies = passage.actors(Span(*by.span("who"))) if by else subject[0] if subject else ()
    persons = [entity for entity in passage.entities(Span(sentence.start, tail.end)) if entity.kind == "person"]
    roles = [("involves", person) for person in dict.fromkeys(persons)]
    roles += [("authority", body) for body in bodies if body.kind != "person" and body != mission]
    letters = _LETTERS.search(passage.text, sentence.start, sentence.end) is not None
    event = Event(
        ("mandate-extension", "exchange-of-letters") if letters else ("mandate-extension",),
        period,
        roles=(*roles, ("involves", mission)),
        about=_mandate(mission, _until(until, period, short), period),
        subject=f"Mandate of {_short(mission)} extended",
    )
    whole = persons or letters or (when and not on) or (subject and subject[1].start - sentence.start < 5)
    start = sentence.start if whole else subject[1].start if subject else match.start()
    end = max(match.end(), *(item.end() if item else 0 for item in (by, on, until, length)))
    return account(passage, (Span(start, end),), event, when.precision if when else "period")


def _mission(passage: Passage, match: re.Match[str]) -> Entity | None:
    """The one mission that has the mandate."""
    group = next(name for name in ("whom1", "whom2", "whom3", "whom4") if match[name])
    return passage.entity(Span(match.start(group), match.end(group)), "mission")


def _until(match: re.Match[str] | None, period: Period, short: bool) -> date | None:
    """The mandate's last day; without a printed year, the first such day after an extension that is told to be by a year at most."""
    parsed = parse_date(match["date"]) if match else None
    if not parsed:
        return None
    day, month, year = parsed
    if year:
        return make_day(day, month, year)
    after = period.end
    candidates = [make_day(day, month, after.year + step) for step in (0, 1)] if after and short else []
    return next((found for found in candidates if found and after and found > after), None)


def _mandate(mission: Entity, end: date | None, period: Period) -> Entity:
    year = period.end.year if period.end else ""
    facts: tuple[tuple[str, Value], ...] = (("kfo:mandateOf", mission),)
    facts += (("kfo:during", Period(None, end)),) if end else ()
    label = f"Mandate of {_short(mission)}" + (f" until {end.day} {end:%B %Y}" if end else f" as extended in {year}")
    return Entity("mandate", f"{mission.slug}-{year}", label, ("kfo:Mandate",), facts, known=False)


def _short(mission: Entity) -> str:
    """A mission's acronym, where its slug is one, so that all documents give a mandate one name."""
    return mission.slug.upper() if mission.known and "-" not in mission.slug else mission.label
