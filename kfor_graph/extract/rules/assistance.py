"""Help and goods that the force gives."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots, account, observation, when_precision
from kfor_graph.extract.counts.money import amounts
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.totals import Total, with_parts
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Period, Span

_VERB = r"(?:provided|provides|given|gave|offered|delivered|delivers|donated|donates|distributed|distributes|supplied|handed\sout)"
_GAVE = re.compile(
    rf"""
    (?P<who>\b(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,3}}(?:\s(?:troops|soldiers|personnel|units))?|[Tt]he\s[Ff]orce|[Ii]t|[Tt]roops
      |[Ss]oldiers))\s
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
    rf"|litres\sof\s|ton(?:ne)?s\sof\s|pairs\sof\s|cartons\sof\s|(?:pieces|sets|boxes|packages|items)\sof\s)?"
    r"(?P<what>(?!(?:to|for|in|at|and|or|from|of|with|on|by|per|as|were|was|went|had|each)\b|donations|years|days|hours|per\b|euro|municipalit|communit|school\b(?!\s(?:books|bags|desks))|schools|famil"
    r"|villages|institutions|hospitals|suspects|soldiers|troops|officers|men\b|women\b|prisoners|detainees|weapons|rifles|kindergarten|clinic|nurser|towns|children|people|persons|households|centres|health\scent|locations|places|times|tons"
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
    "pairs of": "pairs",
    "cartons of": "cartons",
}


@reads("assist", "donat", "aid", "aided", "distribut", "deliver")
def assistance(passage: Passage) -> Iterator[Claim]:
    """Help that the mission gave, as an event, with the things given, the number of donations and their value where they are printed.

    Example: `At the same time, «it has provided assistance to local institutions in Kosovo in different communities and municipalities,
    including donating significant amounts of personal protective equipment».` "Significant amounts" is no number.
    """
    if not passage.mission or not passage.period:
        return
    for sentence in passage.block.sentences:
        for match in passage.find(_GAVE, sentence):
            words = _own_words(passage, match)
            if (
                (match["by"] or _HELP.search(match["words"]))
                and not _NO_HELP.search(match["words"])
                and of_period(passage, words)
                and told(passage, Span(sentence.start, words.end))
                and _by_mission(passage, match, sentence)
            ):
                yield from _event(passage, match, words, sentence, passage.mission, passage.period)
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
        yield from _given(passage, words, next(iter(given)))


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
        roles=(("involves", giver),),
    )
    more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    yield account(passage, (words,), event, when_precision(when), more=more)
    if match["n"]:
        cited = Span(match.start("q" if match["q"] else "n"), match.end("n") + len(" donations"))
        total = Total((cited,), passage.quantity(match, "n", "q"), "donations", "events", event, event.period)
        yield from with_parts(passage, total, Span(cited.end, sentence.end))
    yield from _given(passage, words, event)


def _given(passage: Passage, words: Span, event: Event) -> Iterator[Claim]:
    """The things given and their value."""
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
