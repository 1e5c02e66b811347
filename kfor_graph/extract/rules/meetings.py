"""Meetings, sessions and conferences: who met whom, when and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.document.dates import DAY, MONTH
from kfor_graph.extract.actors.actors import Actors, Named, named_at, named_before, subject_at
from kfor_graph.extract.actors.mediators import dialogue_of, led_by
from kfor_graph.extract.actors.parties import THE_PARTIES, between, the_parties
from kfor_graph.extract.actors.references import referred
from kfor_graph.extract.events.occasions import accounts, clause, days_told, opening, places_told, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied, is_hedged, status
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, at_each
from kfor_graph.model import Claim, Entity, Event, Finding
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span, When

_AIDS = r"(?:(?:has|had|have|also|again|then|jointly|separately|both|later|subsequently)\s)*"
_NO_SORT = r"(?:meetings?|sessions?|conferences?|summits?|of|after|before|during|at|in|on|the|an?|and|or|to|for|by|with|from|this|that|these|held|no|following|between|was|were|is|are|had|has|have|attended)"
_SORT = rf"(?:(?!(?i:{_NO_SORT})\b)[A-Za-z-]+\s){{0,3}}?"
_NOUN = r"(?:meetings?|sessions?|conferences?|summits?)"
_WHICH = rf"(?:(?:[Tt]he|[Aa]n?|[Nn]o|[Tt]heir|[Ii]ts|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Ff]urther|[Aa]nother)\s)?{_SORT}"
_HEAD = begins_with(
    "-,A-Za-z",
    rf"""
    \b(?P<gerund>[Mm]eeting)(?:\s(?:separately|jointly|again))?\swith\s
    | ,\s(?P<aside>meeting)\s(?=(?:in|at|on)\s[^,.;]{{2,60}},)
    | \b{_AIDS}(?P<met>met|convened|conferred)\b(?:(?:\s(?:separately|jointly|again|twice|briefly))*\swith\b)?
        (?!\s(?:the|all|its|their|these|most)\s(?:\w+\s)?(?:requirements?|criteria|needs?|targets?|deadlines?|standards?|conditions?|goals?|obligations?|demands?|costs?)\b)
    | \b{_AIDS}(?P<held>held|hosted|chaired|attended|convened|opened)\s{_WHICH}{_NOUN}(?:\s(?:with|of|between|for)(?=\s))?
    | \b{_AIDS}(?P<briefed>briefed|received)\s(?=(?:the|a|an|members|representatives)\s|[A-Z])
    | \b{_AIDS}(?P<considered>considered|discussed|debated|examined|took\sup)\s(?:the|a|its|this)\s{_SORT}(?:report|situation|question|matter|item|letter|issue|developments)\b
    | \b(?P<at>settled|resolved|discussed|raised|addressed|agreed|decided|adopted|reviewed|clarified|examined)\s(?:at|during)\s(?:a|the|its)\s{_SORT}{_NOUN}\sof\s
    | \b(?P<noun>{_WHICH}{_NOUN})\b(?!['’-])
    """,
    re.X,
)
_KEYS = ("met", "meeting", "conference", "session", "summit", "conferred", "convened", "briefed", "received", "council")
_CHEAP = begins_with(
    "Sabcdemorstu",
    r"\bmet\b|eeting|onference|\b[Ss]ession|ummit|con(?:ferred|vened|sidered)|briefed|received|discussed|debated|examined|took\sup|(?:settled|resolved|raised|addressed|agreed|decided|adopted|reviewed|clarified)\s(?:at|during)\s",
)
"a cheap look for a head"
_BEFORE, _BEHIND = 50, 90
"characters that a head may have before and behind such words"
_TOOK_PLACE = re.compile(
    r"\b(?:(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:also\s)?(?:held|hosted|convened|conducted|organi[sz]ed)|took\splace|had\staken\splace|(?:opened|began|ended|concluded)(?=\s(?:in|on|at)\b))"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|being|to|is|are|will|not|who|which)\s\Z")
_BOARD = re.compile(r"\bdisciplinary\b")
_THEY = re.compile(rf"\b(?P<words>(?i:{THE_PARTIES})|[Tt]hey)\s*\Z")
_SIDES = re.compile(rf"\s(?P<words>{THE_PARTIES}|the\sparties)\b(?!\s(?:of|from)\s)")
_ABOUT = re.compile(r"\b(?:dialogue|negotiations?|talks|normali[sz]ation|rounds?)\b")
_MAIN = re.compile(r",\s")
_TOOK_PART = re.compile(r"\s(?:also\s)?(?:took\spart|participated|were\salso\spresent|were\spresent|attended)\b")
_NOT_A_MEETING = re.compile(r"\b(?:parliamentary|Assembly|training|press|video)\s(?:sessions?|conferences?)\b|\b[Pp]ress\sconference\b")
_COUNCIL = re.compile(r"\b(?:Council|Assembly|Commission|Parliament)\b")
_INFORMED = re.compile(r"\s(?:informed|briefed|addressed)\s(?:the\s)?(?:Council|Assembly|Commission|members|it)\b")
_MINISTERIAL = re.compile(r"\b[Mm]inisterial\b")
_GAP = re.compile(
    rf"(?:,\sand|;|,)\s(?P<who>(?:the|an?)\s[^,;.]{{3,70}}?)(?P<where>\sin\s[A-Z][^,;.\d]{{2,40}}?)(?P<when>\son\s{DAY}(?:(?:,\s|\sand\s){DAY}){{0,6}}\s{MONTH})(?=[.,;])"
)
_LEADING = {"hosted", "chaired", "convened", "opened"}


@dataclass(frozen=True, slots=True)
class _Who:
    """Those who met, with their words and who of them led."""

    met: Actors = ()
    led: Actors = ()
    words: tuple[Span, ...] = ()
    unclear: str = ""
    "words for sides that cannot be resolved"
    sides: bool = False
    "whether they are the sides of negotiations"
    session: Actors = ()
    "the council whose session it is"


@reads(*_KEYS)
def meetings(passage: Passage) -> Iterator[Claim | Finding]:
    """Meetings, sessions and conferences, one event for each day that is listed, with those who met and who led them.

    Example: `«A delegation of the Council of Europe held meetings with the Special Representative … in Pristina on 16 and 17 March»`.
    Sides that negotiate, or are brought together by a third, hold talks. What is put off or called off is no event.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        heads = [match for match in _heads(passage, sentence) if not _is_other(passage, match)]
        for index, head in enumerate(heads):
            limit = heads[index + 1].start() if index + 1 < len(heads) else sentence.end
            yield from _told(passage, Span(heads[index - 1].end() if index else sentence.start, limit), head)
            if head["met"]:
                yield from _also_met(passage, Span(head.end(), limit))


def _heads(passage: Passage, sentence: Span) -> Iterator[re.Match[str]]:
    """The verbs and nouns that may tell of a meeting, looked for only around the words that all have."""
    at = sentence.start
    for hit in passage.find(_CHEAP, sentence):
        if hit.start() < at:
            continue
        if match := _HEAD.search(passage.text, max(at, hit.start() - _BEFORE), min(sentence.end, hit.end() + _BEHIND)):
            yield match
            at = match.end()


def _is_other(passage: Passage, head: re.Match[str]) -> bool:
    """Whether a head is no meeting of its own: "were met", a disciplinary board, a press conference."""
    before = passage.text[max(passage.block.span.start, head.start() - 60) : head.start()]
    passive = (head["met"] or head["briefed"] or head["held"]) and _PASSIVE.search(before)
    return bool(passive or _BOARD.search(before) or _NOT_A_MEETING.search(head[0]))


def _told(passage: Passage, part: Span, head: re.Match[str]) -> Iterator[Claim | Finding]:
    words = clause(passage, head.start(), head.end(), part.end if not head["aside"] else passage.text.find(",", head.end(), part.end))
    took_place = _TOOK_PLACE.search(passage.text, head.end(), words.end) if head["noun"] else None
    stands = status(passage, head.end(), words.end)
    if (head["noun"] and not (stands or took_place)) or (stands and not head["noun"]):
        return
    if is_hedged(passage, part.start, words.end) or is_denied(passage, part.start, head.end()) or said(passage, Span(*head.span())):
        return
    who = _who(passage, part, head, words)
    before = opening(passage, part.start, min([head.start(), *(span.start for span in who.words)]))
    when = days_told(passage, words, before)
    where = places_told(passage, words, before)
    led = led_by(passage, words)
    if not when or not (who.met or who.session or who.unclear or led or (stands and head["noun"]) or (head["noun"] and where)):
        return
    if who.unclear:
        yield Finding("Info", f"it is not clear who is meant by “{who.unclear}”", "meetings", evidence=passage.cite(words))
    negotiated = who.sides or bool(led and led[1]) or _is_of_dialogue(passage, head, words)
    leading = (*who.led, *(led[0][0] if led else dialogue_of(passage, head.start()) if negotiated else ()))
    roles = [("mediator" if negotiated else "organizer", actor) for actor in leading if actor not in who.met]
    event = Event((_type(passage, head, words, negotiated=negotiated),), passage.days(None), roles=(*roles, *_taking_part(head, who)))
    spans = (took_place and Span(*took_place.span()), stands and stands[1], led and led[0][1])
    used = told_words(passage, _bare(head), *who.words, *spans, *(item.span for item in when), *(item[2] for item in where))
    if who.sides and "separately" in passage.words(words) and len(when) > 1:
        yield from _each_side(passage, used, event, when, where)
    else:
        yield from accounts(passage, (used,), event, when, where, stands[0] if stands else "happened")


def _also_met(passage: Passage, rest: Span) -> Iterator[Claim]:
    """Who else met, where the verb is not said again: "and the group on missing persons in Pristina on 22 and 23 February"."""
    for match in passage.find(_GAP, rest):
        who = named_at(passage, match.start("who"), match.end("who"))
        when, where = days_told(passage, Span(*match.span("when"))), places_told(passage, Span(*match.span("where")))
        if who and who[1].end == match.end("who") and when and where:
            event = Event(("meeting",), passage.days(None), roles=tuple(("involves", actor) for actor in who[0]))
            yield from accounts(passage, (Span(match.start("who"), match.end("when")),), event, when, where)


def _bare(head: re.Match[str]) -> Span:
    """The head's words without comma and blanks around them."""
    start = head.start() + len(head[0]) - len(head[0].lstrip(", "))
    return Span(start, head.start() + len(head[0].rstrip()))


def _who(passage: Passage, part: Span, head: re.Match[str], words: Span) -> _Who:
    """Those who met: the subject and object of a verb; of a noun those behind "of", "between" or "with"."""
    subject = _subject(passage, part, head, words)
    they = None if subject or head["noun"] else _THEY.search(passage.text, part.start, head.start())
    if not (subject or they or head["gerund"] or head["noun"] or head["at"]):
        subject = referred(passage, passage.sentence(part.start).start, head.start())
    own = (subject[1],) if subject and not head["gerund"] else ()
    end = head.start() + len(head[0].rstrip())
    parties = they or _SIDES.match(passage.text, end, words.end)
    if parties and parties["words"].lower() != "they":
        sides = the_parties(passage)
        unclear, used = "" if sides else parties["words"], (Span(*parties.span("words")), *own)
        if subject and "separately" in passage.words(words) and not set(subject[0]) & set(sides):
            return _Who(sides, subject[0], used, unclear, sides=True)
        met = tuple(dict.fromkeys((*(subject[0] if subject else ()), *sides)))
        return _Who(met, words=used, unclear=unclear, sides=True)
    if head["considered"]:
        return _session(passage, subject, words, part)
    found = _behind(passage, head, words)
    if head["briefed"] and not found:
        return _Who()
    if head["held"] in _LEADING and subject:
        met = found[0] if found else ()
        return _Who(met, subject[0], (subject[1], *((found[1],) if found else ())), sides=_are_sides(passage, met))
    if not subject and not (head["noun"] or head["at"]):
        return _Who()
    if subject and found and "separately" in passage.words(Span(head.start(), words.end)) and _are_sides(passage, found[0]):
        return _Who(found[0], tuple(actor for actor in subject[0] if actor not in found[0]), (*own, found[1]), sides=True)
    others = _who_took_part(passage, words.end, part.end)
    met = tuple(dict.fromkeys(actor for named in (subject, found, others) if named for actor in named[0]))
    return _Who(met, words=(*own, *((found[1],) if found else ())), sides=_are_sides(passage, met))


def _subject(passage: Passage, part: Span, head: re.Match[str], words: Span) -> Named | None:
    """The subject of a verb; for "After meeting with …, ", that of the main clause."""
    if head["gerund"]:
        main = _MAIN.match(passage.text, words.end)
        return subject_at(passage, main.end(), passage.sentence(head.start()).end) if main else None
    return None if head["noun"] or head["at"] else named_before(passage, part.start, head.start())


def _session(passage: Passage, subject: Named | None, words: Span, part: Span) -> _Who:
    """A council that deals with a report, and those who inform it in the same sentence."""
    if not subject or len(subject[0]) != 1 or not _COUNCIL.search(subject[0][0].label):
        return _Who()
    verb = _INFORMED.search(passage.text, words.end, part.end)
    speakers = named_before(passage, words.end, verb.start()) if verb else None
    return _Who(speakers[0] if speakers else (), words=(subject[1],), session=subject[0])


def _who_took_part(passage: Passage, start: int, end: int) -> Named | None:
    """Who is said, behind a clause, to have taken part."""
    match = _TOOK_PART.search(passage.text, start, end)
    return named_before(passage, start, match.start()) if match else None


def _behind(passage: Passage, head: re.Match[str], words: Span) -> tuple[Actors, Span] | None:
    """Those whom a verb or noun is followed by."""
    if named := between(passage, words):
        return named
    if head["aside"]:
        return None
    lead = re.compile(r"\s?(?:(?:of|with|between)\s)?" if head["noun"] else r"\s?").match(passage.text, head.end(), words.end)
    at = lead.end() if lead else head.end()
    if head["noun"] and passage.text[head.end() : at].strip() not in {"of", "with"}:
        return None
    return named_at(passage, at, words.end)


def _taking_part(head: re.Match[str], who: _Who) -> tuple[tuple[str, Entity], ...]:
    met = tuple(("authority" if head["at"] else "involves", actor) for actor in who.met)
    return (*(("authority", actor) for actor in who.session), *met)


def _is_of_dialogue(passage: Passage, head: re.Match[str], words: Span) -> bool:
    """Whether the paragraph told of a dialogue or talks up to there, and no body of its own meets."""
    return bool(not head["at"] and _ABOUT.search(passage.text, passage.sentence(head.start()).start, words.end))


def _are_sides(passage: Passage, actors: Actors) -> bool:
    """Whether two of the actors negotiate with each other: authorities called by their seats, or offices of both."""
    seats = [actor for actor in actors if actor.kind == "org" and passage.vocabulary.related(actor, "dcterms:spatial")]
    offices = {
        actor.slug.rsplit("-", 1)[-1] for actor in actors if actor.slug.startswith(("person-prime-minister-of", "person-president-of"))
    }
    return len(seats) > 1 or {"kosovo", "serbia"} <= offices


def _each_side(passage: Passage, used: Span, event: Event, when: tuple[When, ...], where: tuple[Found, ...]) -> Iterator[Claim]:
    """Sides met one by one, each at its seat."""
    for item, there in zip(when, at_each(where, when), strict=True):
        seats = {seated for place, _, _ in there if (seated := passage.vocabulary.seated_at(place))}
        away = (
            {actor for role, actor in event.roles if role == "involves" and passage.vocabulary.related(actor, "dcterms:spatial")} - seats
            if seats
            else set()
        )
        roles = tuple((role, actor) for role, actor in event.roles if actor not in away)
        yield from accounts(passage, (used,), replace(event, roles=roles), (item,), there)


def _type(passage: Passage, head: re.Match[str], words: Span, *, negotiated: bool) -> str:
    if _MINISTERIAL.search(passage.text, head.start(), words.end):
        return "ministerial-meeting"
    return "talks" if negotiated else "meeting"
