"""Searches of houses, buildings and vehicles, cordon and search operations, and named operations that were conducted."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import account
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of, where_of, words_of
from kfor_graph.extract.events.doers import doers
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept, Event
from kfor_graph.texts import Period, Span, When

_THING = r"(?:houses?|homes?|buildings?|apartments?|flats?|premises|vehicles?|cars?|lorr(?:y|ies)|trucks?|bus(?:es)?|trains?|shops?|caf[eé]s?|bars?|villages?|area|areas|compounds?|offices?|farms?|garages?|barracks|neighbou?rhoods?|properties|property|warehouses?|forests?|woods?|sites?|locations?|residences?)"
_IS_THING = re.compile(rf"\b{_THING}\b")
_DID = did(r"searched(?!\sfor\b)|raided")
_HELD = did(r"conducted|carried\sout|launched|mounted|executed|undertaken|undertook|held|concluded|completed")
_A_SEARCH = re.compile(
    r"\b(?:cordon(?:-|\s)and(?:-|\s)search(?:\soperations?)?|(?:house|vehicle|weapons?)(?:-|\s)searche?s?(?:\soperations?)?|search\soperations?|searche?s\sof\s(?:the\s)?[\w\s-]{3,40}?|raids?)\b"
)
_FOLLOWED = re.compile(r"\b[Ii]n\sthe\s(?P<what>(?:house\s|vehicle\s)?searches|cordon\sand\ssearch(?:\soperation)?)\sthat\sfollowed\b")
_OPERATION = re.compile(r"\bOperations?\s(?P<name>[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|of|the|II|III))*)")
_RAN = re.compile(
    r"(?:,\swhich)?(?:\s(?:was|were))?,?\s(?:conducted|carried\sout|launched|held|mounted|run|took\splace|began|started|ended|was\scompleted|concluded)\b"
)
_ENDS = re.compile(r";|,\s(?:and|resulted|led|which)\s|\s(?:resulted|led|and\sled)\s")
_RESULTED = re.compile(r"\b(?:search\w*|seiz\w+|confiscat\w+|found|finds?|weapons|arrest\w*)\b")


@reads("search", "raid", "operation ")
def searches(passage: Passage) -> Iterator[Claim]:
    """Searches and raids that were carried out, and operations under a name that were conducted in a stated time.

    Example: `«On 14, 15 and 16 April, in the course of Operation Iron Gate, SFOR searched eight buildings near Sokolac»`. A search that a
    seizure of the same sentence tells of is that seizure, and no second event.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if "search" in words or "raid" in words:
            yield from _searched(passage, sentence)
        if "Operation" in words:
            yield from _operations(passage, sentence)


def _searched(passage: Passage, sentence: Span) -> Iterator[Claim]:
    found = [deed for deed in deeds(passage, sentence, _DID) if _is_search(passage, deed)]
    found += [deed for deed in deeds(passage, sentence, _HELD) if _of_search(passage, deed)]
    for deed in found[:1]:
        if not _taken(passage, sentence):
            yield from _tell(passage, deed)
    if not found and (match := _FOLLOWED.search(passage.text, sentence.start, sentence.end)) and told(passage, sentence):
        event = Event(("search",), passage.days(None), series=True, subject=match["what"])
        yield account(passage, (Span(*match.span()),), event, "period")


def _is_search(passage: Passage, deed: Deed) -> bool:
    where = deed.subject if deed.passive else deed.rest
    return bool(_IS_THING.search(passage.words(where))) and not deed.relative


def _of_search(passage: Passage, deed: Deed) -> bool:
    where = deed.subject if deed.passive else Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 80))
    return _A_SEARCH.search(passage.text, where.start, where.end) is not None


def _taken(passage: Passage, sentence: Span) -> bool:
    """Whether a seizure of the same sentence tells the search already."""
    located = passage.document.report.locate(sentence)
    return any(
        claim.kind == "account"
        and isinstance(event := claim.get("about"), Event)
        and event.types[0] == "seizure"
        and located[0].start <= claim.evidence[0].span.start < located[-1].end
        for claim in passage.here
    )


def _tell(passage: Passage, deed: Deed) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if (when and not whens) or how == "unclear":
        return
    by = doers(passage, deed)
    if not whens and not by:
        return
    where = around(passage, deed, deed.rest, *((deed.subject,) if deed.passive else ()))
    days = _days(passage, whens)
    if not whens and not where:
        return
    event = Event(("search",), days, tuple(place for place, _, _ in where), tuple(("authority", actor) for actor in by), series=not whens)
    more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
    yield account(passage, words_of(passage, deed, whens, where), event, _precision(whens), more=more)


def _days(passage: Passage, whens: tuple[When, ...]) -> Period:
    """From the first to the last day: a search on three days running is one."""
    return Period(whens[0].period.start, whens[-1].period.end) if whens else passage.days(None)


def _precision(whens: tuple[When, ...]) -> str:
    return "period" if not whens else "span" if len(whens) > 1 else whens[0].precision


def _operations(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """An operation that is named, where the words say when it ran."""
    for match in passage.find(_OPERATION, sentence):
        ran = _RAN.match(passage.text, match.end(), sentence.end)
        if not ran or not told(passage, Span(match.start(), sentence.end)) or said(passage, Span(*match.span())):
            continue
        end = _ENDS.search(passage.text, ran.end(), sentence.end)
        words = Span(match.start(), end.start() if end else sentence.end)
        whens = inside(passage, dates(passage, Span(ran.end(), words.end)))
        if not whens:
            continue
        words = Span(words.start, words.start + len(passage.words(words).rstrip(" .,")))
        where = where_of(passage, words)
        kinds = ("operation", "search") if _RESULTED.search(passage.text, sentence.start, sentence.end) else ("operation",)
        by = tuple(("authority", actor) for actor in (passage.mission,) if actor)
        event = Event(kinds, _days(passage, whens), tuple(place for place, _, _ in where), by, subject=match[0])
        more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
        yield account(passage, (words,), event, _precision(whens), more=more)
