"""How the situation is judged."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph.extract.claims import Slots, assessment, group
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.ratings import IS, JUDGEMENT, KEYS, RATED, ratings
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import behind, limited, limits, names_part, opening
from kfor_graph.extract.places.parts import part_at
from kfor_graph.model import Claim
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span

_SUBJECT = (
    r"(?:(?:the\s)?(?P<what>(?:(?:overall|general|security|political)\s)+situation(?:\son\sthe\sground)?|political\s(?:atmosphere|climate))"
    r"|(?<!of\s)the\s(?P<bare>situation(?:\son\sthe\sground)?|(?:month|quarter|period)(?:\sof\s[A-Z][a-z]+)?|reporting\speriod))"
)
_JUDGED = begins_with(
    "gopst",
    rf"\b{_SUBJECT}(?P<where>(?:\s(?:in|throughout|across|within|along|around|south|north|east|west)\b[^.;:,]{{0,60}}?)?)(?:,\swhich)?\s{IS}\s(?P<judgement>{JUDGEMENT})\b(?!\senough)",
    re.I,
)
_IT = re.compile(
    rf"(?P<where>(?:In|Across|Throughout|Along|Elsewhere)\b[^.;:]{{0,120}}?),?\sit\s{IS}\s(?P<judgement>{JUDGEMENT})\b(?!\senough)"
)
_AREA = re.compile(rf"(?P<area>(?:The|Most|Much|All)\s[^.;:,]{{3,50}}?)\s{IS}\s(?P<judgement>{JUDGEMENT})\b(?!\senough)")
_NEXT = re.compile(
    rf"(?:;(?:\showever,)?|,?\s(?:but|while|whereas|and|yet|though|although))\s(?:(?P<where>(?:in|along|across|elsewhere)\b[^.;:,]{{0,60}}?),?\s(?=it\s|the\ssituation\s|{IS}\s|{JUDGEMENT}))?"
    rf"(?:(?:it|the\ssituation)\s|(?P<area>(?:the|most|much)\s(?!situation)[^.;:,]{{3,50}}?)\s(?={IS}))?(?P<verb>{IS}\s)?(?:still\s|more\s)?(?P<judgement>{JUDGEMENT})\b"
)
_BUT = re.compile(r",?\s(?:but|yet|though|although)\s")
"what follows may be limited to a part while what stands before is not: calm, but fragile in the north"
_ON_THE_WHOLE = re.compile(r"generally|overall|largely|mostly|broadly|,|remained")
_HALF = re.compile(
    r"(?:\s|(?=[ID]))(?:[Ii]n|[Dd]uring|for|over|throughout)\sthe\s(?P<which>first|second|latter|last)(?:\shalf\sof\s(?:the\s(?:reporting\s)?(?:month|period)|(?:the\smonth\sof\s)?(?P<month>[A-Z][a-z]+))|(?P<short>\shalf)?(?=[.,;]|\Z))"
)
_NO_CHANGE = re.compile(
    r"\b(?:there\s(?:was|were|has\sbeen|have\sbeen)\s)?no\s(?:significant|major|substantial|notable)\schanges?\s(?:to|in)\s(?:the\s)?(?P<what>(?:overall\s|general\s)?(?:security\s|political\s)?situation)(?!\sof\s)(?P<where>[^.;:,]{0,60})",
    re.I,
)
_UNCHANGED = begins_with(
    "gopst",
    rf"\b{_SUBJECT}(?P<where>(?:\s(?:in|throughout|across|within)\b[^.;:,]{{0,60}}?)?)\s(?:(?:did|has|have)\snot\schanged?(?:\s(?:noticeably|significantly|substantially|markedly|much))?"
    r"|(?:is|was|remains|remained|has\sremained)\s(?:largely\s|essentially\s|generally\s)?unchanged)\b",
    re.I,
)
_CHANGE = re.compile(r"\bno\s\w+\schange|\bnot\schanged?\b|\bunchanged\b", re.I)
_MOVED = re.compile(
    rf"\b{_SUBJECT}(?P<where>(?:\s(?:in|throughout|across|within)\b[^.;:,]{{0,60}}?)?)\s(?:has\s|had\s)?(?:(?:further|slightly|again|gradually|steadily|continued\sto)\s)?"
    r"(?P<verb>improved?|deteriorated?|worsen(?:ed)?)(?=[\s.,;])(?!\s(?:by|after|when)\b)",
    re.I,
)
_MOVED_TOO = re.compile(
    r",?\s(?:but|while|whereas|and)\s(?:it\s)?(?:has\s)?(?:further\s|slightly\s)?(?P<verb>improved|deteriorated|worsened)(?=[\s.,;])"
)
_PEOPLE = re.compile(
    r"\b(?P<what>[Tt]he\s(?:(?:security|overall|general)\s)*situation)\s(?:of|for)\s(?:the\s)?(?P<who>[^.;:,]{3,40}?)(?:\s(?:population|community|minority))?"
    r"\s(?:has\s)?(?:(?:further|slightly|again)\s)?(?P<verb>improved|deteriorated|worsened)(?=[\s.,;])"
)
_WHICH = re.compile(rf"(?:[,;]|,?\sand)\s(?P<told>(?:(?:which|it)\s)?{IS}\s(?P<judgement>{JUDGEMENT}))\b", re.I)
_EXCEPT = re.compile(r"\b(?:except(?:\s(?:for|in))*|with\sthe\sexception\sof|apart\sfrom|save\sfor)\s")
_NOT_TOLD = begins_with(
    "acdeilmrsuw",
    r"\b(?:if|would|could|may|might|should|unless|whether|until|expected\sto|likely\sto|according\sto|said|stated|claim\w*|alleg\w+|argued|describ\w+|denied|reportedly)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One judgement of a sentence."""

    words: tuple[Span, ...]
    ratings: tuple[str, ...]
    limit: Slots
    time: Period | None = None


@reads("situation", "period", "month", "quarter", "atmosphere", "climate")
def situation(passage: Passage) -> Iterator[Claim]:
    """Ratings of the security or political situation in the reporting period, "no significant change", and how it moved.

    Example: `«there was no significant change to the overall security situation in Kosovo», «which remained generally calm but
    fragile»`. A judgement of a part of the area is limited to that place; "the north" and "the remainder of the province" are places
    of the document. Judgements of several parts or half months are told apart.
    """
    if not passage.area:
        return
    if not passage.has(*KEYS, "change", "improve", "deteriorate", "worsen"):
        return
    follows = False
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        yield from _trends(passage, sentence, words)
        judged = RATED.search(words) is not None
        found = tuple(_judgements(passage, sentence, follows)) if judged and not _CHANGE.search(words) else ()
        yield from found
        follows = bool(found) or (judged and "situation" in words)


def _judgements(passage: Passage, sentence: Span, follows: bool) -> Iterator[Claim]:
    """The judgements of a sentence: of the situation; of "it" or of a part where the sentence before judges the situation."""
    matches = list(passage.find(_JUDGED, sentence))
    if not matches and (it := _IT.match(passage.text, sentence.start, sentence.end)) and follows:
        matches = [it]
    area = None
    if not matches and (match := _AREA.match(passage.text, sentence.start, sentence.end)):
        area = part_at(passage, *match.span("area"))
        matches = [match] if area else []
    taken = sentence.start
    for match in matches:
        if match.start() < taken or not _asserted(passage, match):
            continue
        groups = match.groupdict()
        what = groups.get("what") or groups.get("bare") or ""
        limit: Slots = (("place", area),) if area else ()
        for found in _each(passage, match, limit):
            taken = found.words[-1].end
            yield from _claim(passage, found.words, what, found.ratings, None, found.limit, found.time)


def _each(passage: Passage, match: re.Match[str], of: Slots) -> Iterator[_Judged]:
    """The judgement of a match, and those that "but", "while" or "and" joins to it, each with its own place and time."""
    groups = match.groupdict()
    where = Span(*match.span("where")) if groups.get("where") else None
    start, end = match.span("judgement")
    tail = behind(passage, end)
    if _but_for_a_part(passage, end):
        return
    subject = () if of else (Span(match.start(), _without_verb(passage, Span(match.start(), start))),)
    if "what" in groups:
        subject = (Span(match.start(), max(match.end("what"), match.end("bare"))),)
        where = where and Span(match.start(), where.end)
    but = _BUT.search(passage.text, start, end)
    if but and not where and not of and not opening(passage, match.start()) and _ON_THE_WHOLE.search(passage.text, start, but.end()):
        own = limits(passage, tail, local=True) if tail else ()
        if own or own is None:
            yield _Judged((Span(match.start(), but.start()),), ratings(passage.vocabulary, passage.text[start : but.start()]), ())
            if own:
                yield _Judged((*subject, Span(but.end(), tail.end)), ratings(passage.vocabulary, passage.text[but.end() : end]), own)
            return
    first = _limited(passage, Span(match.start(), end), where, tail)
    if first:
        words, limit, time = first
        yield _Judged((words,), ratings(passage.vocabulary, passage.text[start:end]), of or limit, time)
        yield from _others(passage, subject, tail.end, of or limit, time)


def _others(passage: Passage, subject: tuple[Span, ...], at: int, inherited: Slots, time: Period | None) -> Iterator[_Judged]:
    """The judgements joined behind a first one; one that tells neither place nor time of its own is taken only where the first tells none."""
    sentence = passage.sentence(at - 1)
    for _ in range(3):
        match = _NEXT.match(passage.text, at, sentence.end)
        if not match or _NOT_TOLD.search(match[0]):
            return
        tail = behind(passage, match.end())
        at = tail.end
        area = part_at(passage, *match.span("area")) if match["area"] else None
        if match["area"] and not area:
            continue
        where = Span(*match.span("where")) if match["where"] else None
        start = min(at for at in (match.start("where"), match.start("area"), match.start("verb"), match.start("judgement")) if at >= 0)
        own = _limited(passage, Span(start, match.end("judgement")), where, tail, alone=True)
        if not own or not (own[1] or own[2] or area or (not inherited and not time)):
            continue
        place: Slots = (("place", area),) if area else own[1] or (inherited if own[2] else ())
        yield _Judged((*subject, Span(start, own[0].end)), ratings(passage.vocabulary, match["judgement"]), place, own[2])


def _but_for_a_part(passage: Passage, position: int) -> bool:
    """Whether a judgement has an exception that is a place: calm, except in the north."""
    end = passage.sentence(position - 1).end
    match = _EXCEPT.search(passage.text, position, end)
    if not match:
        return False
    words = Span(match.end(), min(match.end() + 60, end))
    return names_part(passage, words) or bool(passage.entities(words, "place"))


def _limited(
    passage: Passage, words: Span, where: Span | None, tail: Span, alone: bool = False
) -> tuple[Span, Slots, Period | None] | None:
    """The words of a judgement with what limits it, and the places and the half month; None where these are not told."""
    half = _HALF.search(passage.text, tail.start, tail.end) if tail else None
    time = _half(passage, half) if half else None
    if half and not time:
        return None
    before = Span(words.start, words.start) if alone else opening(passage, words.start)
    first = _HALF.match(passage.text, before.start, before.end) if before and not half else None
    if first and first.end() == before.end and (time := _half(passage, first)):
        words, before = Span(before.start, words.end), Span(words.start, words.start)
    rest = (before, where, Span(tail.start, half.start()) if half else tail, Span(half.end(), tail.end) if half else None)
    found = [limits(passage, span, local=True) if span else () for span in rest]
    if any(slots is None for slots in found):
        return None
    end = tail.end if found[2] or half else words.end
    start = before.start if found[0] else words.start
    return Span(start, end), tuple(dict.fromkeys(slot for slots in found for slot in slots or ())), time


def _half(passage: Passage, match: re.Match[str]) -> Period | None:
    """The half of the month that the report covers; None where it covers another time."""
    period = passage.period
    if not period or not period.start or not period.end or period.start.day != 1:
        return None
    last = monthrange(period.start.year, period.start.month)[1]
    if period.end != period.start.replace(day=last):
        return None
    if match["month"] and not period.start.strftime("%B").startswith(match["month"]):
        return None
    if match["which"] == "first":
        return Period(period.start, period.start.replace(day=15))
    return Period(period.start.replace(day=16), period.end)


def _without_verb(passage: Passage, span: Span) -> int:
    """Where the subject of a judgement ends, before its verb."""
    verb = re.search(rf"\s{IS}\s\Z", passage.words(span), re.I)
    return span.start + verb.start() if verb else span.end


def _trends(passage: Passage, sentence: Span, words: str) -> Iterator[Claim]:
    """No change, with the judgement that may follow; better or worse."""
    if "change" in words:
        for pattern in (_NO_CHANGE, _UNCHANGED):
            for match in passage.find(pattern, sentence):
                yield from _no_change(passage, match)
    if "improve" in words or "deteriorate" in words or "worsen" in words:
        for match in passage.find(_MOVED, sentence):
            yield from _moved(passage, match)
        for match in passage.find(_PEOPLE, sentence):
            yield from _moved_for(passage, match)


def _moved(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    """Better or worse, and the other where a part is told apart."""
    what, words = match["what"] or match["bare"], Span(*match.span())
    found = limited(passage, words, Span(*match.span("where")), local=True)
    if not found or not _asserted(passage, match):
        return
    yield from _claim(passage, (found[0],), what, (), _trend(match["verb"]), found[1])
    tail = behind(passage, match.end())
    if more := _MOVED_TOO.match(passage.text, tail.end, passage.sentence(match.start()).end):
        tail = behind(passage, more.end())
        if place := limits(passage, tail, local=True) if tail else ():
            subject = Span(match.start(), max(match.end("what"), match.end("bare")))
            yield from _claim(passage, (subject, Span(more.start("verb"), tail.end)), what, (), _trend(more["verb"]), place)


def _moved_for(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    """Better or worse for a community: the judgement is about the group."""
    people = passage.vocabulary.concept("population", match["who"])
    found = limited(passage, Span(*match.span()), local=True)
    if people and found and _asserted(passage, match):
        who = group(people.notation, passage.vocabulary.label(people))
        if claim := assessment(passage, (found[0],), "security-situation", who, (), _trend(match["verb"]), found[1]):
            yield claim


def _trend(verb: str) -> str:
    return "better" if verb.lower().startswith("improve") else "worse"


def _no_change(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    groups = match.groupdict()
    what = groups["what"] or groups["bare"]
    words = Span(match.start(), len(match[0].rstrip()) + match.start())
    if not _asserted(passage, match) or not (found := limited(passage, words, Span(*match.span("where")), local=True)):
        return
    which = _WHICH.match(passage.text, match.end(), passage.sentence(match.start()).end)
    if not which:
        yield from _claim(passage, (found[0],), what, (), "unchanged", found[1])
    elif further := limited(passage, Span(*which.span("told")), local=True):
        both = tuple(dict.fromkeys((*found[1], *further[1])))
        judged = ratings(passage.vocabulary, which["judgement"])
        yield from _claim(passage, (found[0], further[0]), what, judged, "unchanged", both)


def _claim(
    passage: Passage,
    words: tuple[Span, ...],
    what: str,
    judged: tuple[str, ...],
    trend: str | None,
    limit: Slots,
    time: Period | None = None,
) -> Iterator[Claim]:
    topic = "political-situation" if "political" in what.lower() else "security-situation"
    if passage.area and (claim := assessment(passage, words, topic, passage.area, judged, trend, limit, time)):
        yield claim


def _asserted(passage: Passage, match: re.Match[str]) -> bool:
    """Not hypothetical, and not what somebody else says."""
    sentence = passage.sentence(match.start())
    before = max(sentence.start, match.start() - 60)
    return not _NOT_TOLD.search(passage.text, before, match.end())
