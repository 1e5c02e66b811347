"""Agreements that are signed, reached or brokered."""

import re
from collections.abc import Iterator

from kfor_graph import names
from kfor_graph.extract.actors.parties import THE_PARTIES, Sides, actor_of, between, ending_at, listed, the_parties
from kfor_graph.extract.claims import account
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.model import Claim, Entity, Event, Finding, Mention, Value
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span, When

_DONE = r"(?:signed|reached|initialled|initialed|concluded|brokered|mediated|finali[sz]ed)"
_NOUN = r"(?:agreements?|[Mm]emorand(?:um|a)\sof\s[Uu]nderstanding|[Aa]ccords?|[Pp]rotocols?|Agreements?)"
_WHAT = (
    rf"(?:(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Ss]everal|[Aa]nother)\s)?(?P<what>(?:(?!(?:the|an?|and(?!\s[A-Z])|that|with|by|to)\s)[\w-]+\s){{0,4}}?{_NOUN}"
    rf"(?:\s(?:on|of|concerning|regarding|governing)\s(?!\d|\s)[^.,;]{{3,80}}?)?)"
)
_END = r"(?=\s(?:with|between|by|in|at|on\s\d|was|were|has|have|is|are|(?<!access\s)(?<!return\s)(?<!assistance\s)(?<!support\s)to|under|reached|signed|brokered|that|which|took)\b|[.,;]|\Z)"
_ACTIVE = begins_with("abcfhijmrs", rf"\b(?:(?:has|have|had)\s)?(?:jointly\s|also\s)?(?P<verb>{_DONE})\s{_WHAT}{_END}", re.X)
_PASSIVE = re.compile(
    rf"\b(?P<signing>[Tt]he\s(?:signing|signature)\s(?:ceremony\s)?of\s)?{_WHAT}{_END}(?P<mid>[^.;]{{0,120}}?)"
    rf"\s(?:(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?P<verb>{_DONE})|(?P<status>(?:is|are|was|were|will)\s[^.;,]{{0,20}}?(?:be\s{_DONE}|scheduled|planned|postponed|put\soff|called\soff|cancell?ed))"
    rf"|(?P<held>took\splace|was\sheld)|(?P<reduced>{_DONE})(?=\s(?:by|between|on|in)\s))\b"
)
_BROKERED = re.compile(r"\b(?:brokered|mediated|facilitated)\sby\s(?:the\s)?|\bunder\sthe\s(?:auspices|mediation)\sof\s(?:the\s)?")
_WITH = re.compile(r"\b(?:with|by)\s")
_THE_PARTIES = re.compile(rf"\b(?:between|with|by)\s(?P<words>{THE_PARTIES})\b")
_HEDGED = re.compile(
    r"\b(?:no|not|almost|nearly|if|unless|would|could|(?-i:may)|might|should|whether|allegedly|reportedly|reported\sthat|claim\w*|rumou?r\w*|hop\w+|failed|without|until|call\w*\sfor|urg\w+|propos\w+|draft)\b",
    re.I,
)
_DENIED = re.compile(r"\bden(?:y|ies|ied)\b")
_CUT = re.compile(
    r",\s(?:and\s)?(?:the|which|who|where|with|but|while|after|following|as|it|they)\b|;|\sto\s(?!be\b)[a-z]+\s|\s(?:but|while|after|before|following|since)\s|\sand\s(?:will|is|are|was|were)\b"
)

_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?")
_AND = re.compile(r"(?:\s\([A-Z]{2,8}\))?\sand\s(?:the\s)?")


@reads("agreement", "memorand", "accords", "protocol")
def agreements(passage: Passage) -> Iterator[Claim | Finding]:
    """An agreement made between named sides, with its day, who brokered it, and the agreement itself.

    Example: `«On 4 September, the United States of America brokered economic normalization agreements with Belgrade and Pristina»`.
    An agreement of the gazetteer is taken only where its day and parties fit; another is new. What is to be signed is no event.
    """
    if not passage.period:
        return
    if not passage.has("signed", "signing", "signature", "reached", "initial", "concluded", "brokered", "mediated", "finali"):
        return
    for sentence in passage.block.sentences:
        match = next(passage.find(_ACTIVE, sentence), None) or next(passage.find(_PASSIVE, sentence), None)
        if (
            match
            and not _HEDGED.search(passage.text, sentence.start, match.end())
            and not _DENIED.search(passage.text, match.end(), sentence.end)
        ):
            yield from _told(passage, sentence, match)


def _told(passage: Passage, sentence: Span, match: re.Match[str]) -> Iterator[Claim | Finding]:
    cut = _CUT.search(passage.text, match.end(), sentence.end)
    end = cut.start() if cut else sentence.end
    tail = Span(match.start(), match.start() + len(passage.text[match.start() : end].rstrip(" .,;")))
    status = _status(match)
    subject = ending_at(passage, sentence.start, match.start()) if match.re is _ACTIVE else None
    sides, words, unclear = _sides(passage, tail)
    brokers, broker_words = _brokers(passage, match, tail, subject)
    if subject and not brokers:
        sides = tuple(dict.fromkeys((*subject[0], *sides)))
    when, opening = _when(passage, sentence, tail, status)
    if unclear:
        yield Finding("Info", f"it is not clear who is meant by “{unclear}”", "agreements", evidence=passage.cite(tail))
    named = when and match["verb"] and passage.entity(Span(*match.span("what")), "agreement")
    known = len(sides) > 1 or (unclear and brokers and when) or named
    if not known or (not when and status != "happened") or not passage.period:
        return
    where = places(passage, Span(match.end(), tail.end)) if tail.end > match.end() else ()
    period = when.period if when else passage.period
    event = Event(
        ("agreement-made",),
        period,
        tuple(place for place, _, _ in where),
        (*(("mediator", actor) for actor in brokers), *(("involves", actor) for actor in sides)),
        about=_agreement(passage, match, sides, when) if status == "happened" else None,
        happened=status == "happened",
        subject=f"{match['what'][0].upper()}{match['what'][1:]} {match['verb']}" if match["verb"] else "",
    )
    used = [
        match.end(),
        *(item[2].end for item in where),
        *(span.end for span in (*words, *broker_words)),
        *([when.span.end] if when and not opening else []),
    ]
    start = sentence.start if opening else subject[1].start if subject else match.start()
    start -= 4 if passage.text[max(start - 4, sentence.start) : start].lower() == "the " else 0
    yield account(passage, (Span(start, max(used)),), event, when.precision if when else "period", status)


def _status(match: re.Match[str]) -> str:
    told = match["status"] if match.re is _PASSIVE else None
    if not told:
        return "happened"
    if re.search(r"postponed|put\soff", told):
        return "postponed"
    return "called-off" if re.search(r"cancel|called", told) else "planned"


def _sides(passage: Passage, tail: Span) -> tuple[Sides, list[Span], str]:
    """The sides behind the agreement, their words, and words for sides that cannot be resolved."""
    if parties := next(passage.find(_THE_PARTIES, tail), None):
        sides = the_parties(passage)
        return sides, [Span(*parties.span("words"))] if sides else [], "" if sides else parties["words"]
    if named := between(passage, tail):
        return named[0], [named[1]], ""
    if authorities := _with_the_area(passage, tail):
        return authorities[0], [authorities[1]], ""
    for found in passage.find(_WITH, tail):
        by_broker = _BROKERED.search(passage.text, max(tail.start, found.start() - 12), found.end() + 4)
        if not by_broker and (named := listed(passage, found.end(), tail.end)):
            return named[0], [named[1]], ""
    return (), [], ""


def _with_the_area(passage: Passage, tail: Span) -> tuple[Sides, Span] | None:
    """Two sides of which one is called by the name of the mission's area: its authorities, whoever they are."""
    for match in passage.find(_BETWEEN, tail):
        named = [mention for mention in passage.mentions if match.end() <= mention.span.start < tail.end][:2]
        if len(named) < 2 or named[0].span.start != match.end() or not _AND.fullmatch(passage.text, named[0].span.end, named[1].span.start):
            continue
        sides = tuple(_authorities(passage, mention) for mention in named)
        if all(sides) and passage.area in {mention.entity for mention in named}:
            return tuple(side for side in sides if side), Span(match.start(), named[1].span.end)
    return None


def _authorities(passage: Passage, mention: Mention) -> Entity | None:
    if mention.entity != passage.area:
        return actor_of(passage, mention)
    return Entity("local", f"group-authorities-{mention.entity.slug}", f"{mention.entity.label} (authorities)", ("kfo:Group",), known=False)


def _brokers(passage: Passage, match: re.Match[str], tail: Span, subject: tuple[Sides, Span] | None) -> tuple[Sides, list[Span]]:
    if subject and match["verb"] in {"brokered", "mediated"}:
        return subject[0], [subject[1]]
    for found in passage.find(_BROKERED, tail):
        if named := listed(passage, found.end(), tail.end):
            return named[0], [named[1]]
    return (), []


def _when(passage: Passage, sentence: Span, tail: Span, status: str) -> tuple[When | None, bool]:
    """The one day or month that is told, and whether it opens the sentence."""
    found = dates(passage, tail) or months(passage, tail)
    opening = not found
    if opening:
        before = Span(sentence.start, tail.start)
        found = dates(passage, before) or months(passage, before) if before else ()
    if len(found) != 1:
        return None, False
    when = found[0]
    early = status != "happened" and when.day and passage.period and passage.period.start and when.day < passage.period.start
    return (None, False) if early and when.precision == "year-inferred" else (when, opening)


def _agreement(passage: Passage, match: re.Match[str], sides: Sides, when: When | None) -> Entity:
    """The agreement of the gazetteer that has this day and these parties; else a new one, to be reviewed."""
    day = when.day if when else None
    vocabulary = passage.vocabulary
    named = passage.entities(Span(*match.span("what")), "agreement")
    for entity in (*named, *(entity for entity in vocabulary.entities.values() if entity.kind == "agreement")):
        parties = vocabulary.related(entity, "kfo:party")
        if (
            day
            and vocabulary.literal(entity, "dcterms:date") == day.isoformat()
            and (set(parties) == set(sides) or (not parties and entity in named))
        ):
            return entity
    if len(named) == 1 and not vocabulary.literal(named[0], "dcterms:date") and not vocabulary.related(named[0], "kfo:party"):
        return named[0]
    what = match["what"]
    bare = re.fullmatch(_NOUN, what)
    time = names.days(when.period) if when else names.days(passage.period) if passage.period else ""
    facts: tuple[tuple[str, Value], ...] = (("dcterms:date", day),) if day else ()
    facts += tuple(("kfo:party", side) for side in sides)
    between_whom = f" between {' and '.join(side.label for side in sides)}" if bare and sides else ""
    label = f"{what[0].upper()}{what[1:]}{between_whom}" + (f" of {day.day} {day:%B %Y}" if day else "")
    return Entity(
        "agreement",
        "-".join([names.slug(what), *(side.slug for side in sides if bare), time]),
        label,
        ("kfo:Agreement", "kfo:Instrument"),
        facts,
        known=False,
    )
