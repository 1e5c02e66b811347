"""One happening told in a clause: where the clause ends, its days and places, and an account for each day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from kfor_graph.extract.claims import Slots, account
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, at_each, kind, places
from kfor_graph.extract.times.dates import dates, later, months
from kfor_graph.model import Claim, Concept, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_CUT = re.compile(
    r",\s(?:and\s|but\s|while\s)?(?:the|which|who|where|with|but|while|whereas|after|following|as|it|they|he|she|no|during|before|when|both)\b|,\sand\s(?=[a-z])|[;:]"
    r"|\s(?:but|while|whereas|after|following|before|since|ahead\sof|to\sdiscuss|in\sorder\sto|when|because|despite|although|until)\s"
    r"|\sand\s(?:will|is|are|was|were|has|had|also|then|again|later|[a-z]+ed|met|held|paid|made|took|said|went)\b|,?\s(?:were|was|have\sbeen|has\sbeen)\s(?:suspended|interrupted|followed|broken)\b"
)
_NUMBERS = {"one": 1, "a": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_RELATIVE = begins_with(
    r"\dadfiost",
    r"\b(?P<same>(?:on\s|during\s|in\s)?(?:the\ssame|that)\s(?:day|evening|night|afternoon|morning|date))\b"
    r"|\b(?P<next>(?:on\s)?the\s(?:next|following)\s(?:day|morning|evening))\b|\b(?P<before>(?:on\s)?the\s(?:previous|preceding)\s(?:day|evening))\b"
    r"|\b(?P<n>the|a|one|two|three|four|five|six|seven|ten|\d)\sdays?\s(?P<way>after|later|thereafter|afterwards|before|earlier)(?=[.,;]|\Z|\sand\s)",
    re.I,
)
_DATED = re.compile(r"\d|month|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
_DAY = re.compile(r"\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
_THERE = re.compile(
    r"\bthere(?!\s(?:was|were|is|are|has|have|had|would|will|may|might|could))\b|\b(?:at|on|in|outside|inside|near|around|visited|to|of)\sthe\s(?:(?:main|west|east|northern|southern|same|town|old)\s)*"
    r"(?P<what>site|bridge|building|scene|square|monastery|church|cemetery|village|town|city|municipality|stadium|university|school|location)\b(?!\s(?:of|in|at|near|on|over)\s(?:the\s)?[A-Z])"
)
_OPENER = re.compile(
    r"(?:and\s|but\s|while\s)?(?:(?:[Aa]lso\s)?(?:[Oo]n|[Ii]n|[Dd]uring|[Ff]rom|[Bb]etween|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside)\s|[Tt]he\s(?:next|following|same|previous)\s|[Tt]hat\s(?:day|evening)|(?:[Oo]ne|[Tt]wo|[Tt]hree|[Aa])\sdays?\s|[Ll]ater\s|[Ee]arlier\s|(?:[Ll]ate|[Ee]arly)\sin\s)"
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s\Z")
_NEW_CLAUSE = re.compile(r";\s|,\s(?:and|but|while|whereas)\s|\s(?:while|whereas)\s|\sand\s(?=on\s\d|in\s[A-Z][a-z]+\son\s\d)")
_LEAD_IN = begins_with(
    "ABDEFILOSabdefilos",
    r"(?:[Oo]n|[Ii]n|[Dd]uring|[Ff]rom|[Bb]etween|[Bb]y|[Aa]t|[Ss]ince|[Ll]ate\sin|[Ee]arly\sin)\s(?:the\s(?:evening|morning|afternoon|night|early\shours|month)\sof\s|early\s|late\s|mid-)?(?:[a-z]+\s)?\Z",
)


def clause(passage: Passage, start: int, head_end: int, limit: int) -> Span:
    """The words that tell one happening: from a position to the end of the clause in which its verb or noun stands."""
    cut = _CUT.search(passage.text, head_end, limit)
    words = re.sub(r"(?:,?\sand|[\s.,;:])+\Z", "", passage.text[start : cut.start() if cut else limit])
    return Span(start, max(start + len(words), head_end))


def opening(passage: Passage, start: int, end: int) -> Span | None:
    """The words just before a position that open its clause with a time or place: "On 5 May, in Pristina, "; None where none do.

    What follows "after" or "before" is another matter: of "Before the first round, on 3 July, " it is the day.
    """
    for boundary in _NEW_CLAUSE.finditer(passage.text, start, end):
        start = boundary.end()
    end = start + len(_ARTICLE.sub("", passage.text[start:end]))
    first = None
    at = end
    for segment in reversed(passage.text[start:end].split(", ")):
        begin = at - len(segment)
        if segment.strip():
            if not _OPENER.match(segment.lstrip()):
                break
            first = begin + len(segment) - len(segment.lstrip())
        at = begin - len(", ")
    return Span(first, end) if first is not None and first < end else None


def days_told(passage: Passage, words: Span, before: Span | None = None) -> tuple[When, ...]:
    """The days that a clause tells, else those of what opens its sentence; "the next day" counts from the day told before.

    Of months that are named, one. Two spans of words that tell two times give no day but the nearer.
    """
    for span in filter(None, (words, before)):
        if _DATED.search(passage.text, span.start, span.end) and (found := dates(passage, span) or months(passage, span)[:1]):
            return found
        if match := _RELATIVE.search(passage.text, span.start, span.end):
            return _counted(passage, match)
    return ()


def _counted(passage: Passage, match: re.Match[str]) -> tuple[When, ...]:
    day = day_before(passage, match.start())
    if not day or not day.day:
        return ()
    steps = 1 if match["next"] else -1 if match["before"] else 0
    if match["n"]:
        steps = _NUMBERS.get(match["n"].lower(), 0) or int(match["n"]) * (-1 if match["way"].lower() in {"before", "earlier"} else 1)
    other = day.day + timedelta(days=steps)
    return (When(Period(other, other), "derived", Span(*match.span())),)


def day_before(passage: Passage, position: int) -> When | None:
    """The one day that the text of the block told last before a position, in the sentence itself or in one before."""
    sentences = [span for span in passage.block.sentences if span.start < position]
    for sentence in reversed(sentences):
        found = dates(passage, Span(sentence.start, min(sentence.end, position)))
        if found:
            return found[-1] if len({when.period for when in found}) == 1 else None
    return None


_OPENING_DAY = re.compile(r"\bon\s(?:the|its)\s(?:opening\sday|day\sof\s(?:the|its)\sopening)\b")
_OPENED = re.compile(r"\b(?:re-?)?open(?:ed|ing)\b|\binaugurat")


def opening_day(passage: Passage, words: Span) -> When | None:
    """The day of "on the opening day": that on which one of the sentences before tells something opened, at the same place where it tells several."""
    match = _OPENING_DAY.search(passage.text, words.start, words.end)
    if not match:
        return None
    here = {place for place, _, _ in places(passage, words)}
    for sentence in reversed([span for span in passage.block.sentences if span.end <= match.start()][-2:]):
        days = dates(passage, sentence) if _OPENED.search(passage.text, sentence.start, sentence.end) else ()
        each = zip(days, at_each(places(passage, sentence), days), strict=True)
        fitting = [day for day, there in each if len(days) == 1 or here & {place for place, _, _ in there}]
        if len(fitting) == 1 and fitting[0].day:
            return replace(fitting[0], precision="derived", span=Span(*match.span()))
    return None


def places_told(passage: Passage, words: Span, before: Span | None = None) -> tuple[Found, ...]:
    """The places that a clause tells, else those of what opens its sentence; "there" and "the bridge" are where the text was before."""
    found = places(passage, words) or (places(passage, before) if before else ())
    if any(kind(passage, place) not in {"sector", "zone", "region", "country", "boundary"} for place, _, _ in found):
        return found
    for span in filter(None, (words, before)):
        if match := _THERE.search(passage.text, span.start, span.end):
            return (*_carried(passage, match), *found)
    return found


def _carried(passage: Passage, match: re.Match[str]) -> tuple[Found, ...]:
    """The place of the sentences before: for "there" the last one told, else the only settlement that the block named."""
    words = Span(*match.span())
    if not match["what"]:
        before = [span for span in passage.block.sentences if span.start < match.start()]
        for sentence in reversed(before[-2:]):
            if inside := places(passage, Span(sentence.start, min(sentence.end, match.start()))):
                latest = max(inside, key=lambda item: item[2])
                return ((latest[0], "carried-over", words),)
        return ()
    named = {
        mention.entity
        for mention in passage.mentions
        if mention.span.end <= match.start() and mention.entity.kind == "place" and kind(passage, mention.entity) in {"settlement", "site"}
    }
    return ((named.pop(), "carried-over", words),) if len(named) == 1 else ()


def told_words(passage: Passage, *spans: Span | None) -> Span:
    """From the first to the last of the words used, with the preposition of a day that comes first and the bracket that closes last."""
    used = [span for span in spans if span]
    start, end = min(span.start for span in used), max(span.end for span in used)
    lead = _LEAD_IN.search(passage.text[max(passage.block.span.start, start - 40) : start])
    if lead and re.match(_DAY, passage.text[start:end]):
        start -= len(lead[0])
    elif article := _ARTICLE.search(passage.text[max(passage.block.span.start, start - 4) : start]):
        start -= len(article[0])
    words = passage.text[start:end]
    return Span(start, end + (words.count("(") > words.count(")") and passage.text[end : end + 1] == ")"))


def accounts(
    passage: Passage, words: tuple[Span, ...], event: Event, when: tuple[When, ...], where: tuple[Found, ...], status: str = "happened"
) -> Iterator[Claim]:
    """An account for each day; without a day one for the reporting period. What was postponed to another day is planned for that."""
    event = replace(event, happened=status == "happened", period=passage.days(None), places=tuple(place for place, _, _ in where))
    if not when:
        yield account(passage, words, event, "period", status, more=place_precision(where))
    if status != "happened":
        when = tuple(later(item, passage.period) for item in when)
    in_turn = len(where) == len(when) > 1 and "respectively" in passage.words(passage.sentence(words[0].start))
    each = tuple((place,) for place in where) if in_turn else at_each(where, when)
    for index, (item, there) in enumerate(zip(when, each, strict=True)):
        stands = "planned" if status == "postponed" and len(when) == 2 and index == 1 else status
        told = replace(event, period=item.period, places=tuple(place for place, _, _ in there))
        yield account(passage, words, told, item.precision, stands, more=place_precision(there))


def place_precision(where: Iterable[Found]) -> Slots:
    """How a place is given, where it is not simply the place of the event."""
    first = next(iter(where), None)
    return (("placePrecision", Concept("place-precision", first[1])),) if first and first[1] != "at" else ()
