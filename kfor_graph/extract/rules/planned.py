"""What lies ahead on a day or in a month that is told: elections, removals, rotations, works, reviews."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.actors.actors import named_before
from kfor_graph.extract.actors.references import referred
from kfor_graph.extract.actors.units import UNIT
from kfor_graph.extract.claims import account
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.events.happenings import Roles
from kfor_graph.extract.events.occasions import opening, place_precision, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import status
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind, places
from kfor_graph.extract.times.dates import dates, later, months
from kfor_graph.model import Claim, Event
from kfor_graph.texts import Period, Span, When

_KINDS = (
    ("election", r"(?:voter\s)?registration(?=\sof\s(?:the\s)?voters)|voter\sregistration|by-elections?|elections?|referendum"),
    ("removal", r"removal|dismantling|demolition"),
    ("release", r"release"),
    ("deployment", r"rotation|deployment|redeployment|withdrawal|relocation|arrival|departure|reduction"),
    ("hand-in", r"(?:weapons\s)?amnesty|collection(?=\sof\s(?:weapons|arms))"),
    ("decision", r"dissolution|disbandment|stand-?down|standing\sdown|review|abolition|establishment"),
    ("construction", r"[Ww]orks?(?=\s(?:to|on|for)\s)|refurbishment|reconstruction|renovation|rebuilding|repairs?|restoration"),
    ("handover", r"handover|hand-over|transfer(?=\sof\s(?:authority|responsibility|command|tasks))"),
    ("opening", r"re-?opening|opening(?=\sof\s)"),
    ("ceremony", r"(?:[a-z]+\s)?parade"),
)
_TYPES = tuple((name, re.compile(rf"(?:{nouns})\b", re.I)) for name, nouns in _KINDS)
_NOUNS = "|".join(nouns for _, nouns in _KINDS)
_ADVERB = r"(?:now\s|also\s|still\s|currently\s|first\s)?"
_DO = r"(?:begin|start|commence|end|resume|take\splace|be\s(?:held|completed|concluded|finished|begun|started|carried\sout|dissolved|removed|released|opened|withdrawn))"
_AHEAD = (
    rf"(?P<ahead>(?:(?P<now>is|are)\s{_ADVERB})?(?:due|scheduled|planned|expected|set|foreseen|envisaged)(?:\sto\s{_DO})?"
    rf"|(?:is|are)\sto\s{_DO}|will\s{_ADVERB}{_DO}|(?P<past>(?:was|were)\s(?:due|scheduled|planned|expected|set|to)(?:\sto)?(?:\s{_DO})?)|(?P<would>would\s{_DO}))"
)
_NOUN = re.compile(rf"\b(?:{_NOUNS})\b", re.I)
_KEYS = (
    "registration", "election", "referendum", "removal", "dismantling", "demolition", "release", "rotation", "deployment", "withdrawal", "relocation",
    "arrival", "departure", "reduction", "amnesty", "collection", "dissolution", "disbandment", "down", "review", "abolition", "establishment", "work",
    "refurbish", "construction", "renovation", "rebuilding", "repair", "restoration", "hand", "transfer", "opening", "parade",
)  # fmt: skip
"words of which a sentence must hold one"
_BEFORE_NOUN = re.compile(r"\b(?:(?!(?i:the|an?|of|in|for|to|on|by|and|no|that|this)\s)[\w-]+\s){1,2}\Z")
_TO_COME = re.compile(
    rf"(?P<of>(?:\s(?:of|to|on|for|by|from|in|at|between)\s[^;:.]{{1,110}}?)?),?\s(?:which\s|that\s)?(?<!\sto\s){_AHEAD}(?=\s)"
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|been|led|took|held|met|began|ended|continued|went)\b|\s[a-z]{2,}ed\s(?:the|an?|to|in|on|by|that)\s"
)
"what shows that a noun and the words of what is to come are not of one clause"
_UNIT = re.compile(rf"\b(?:{UNIT}|KFOR|SFOR|force)\b")
_ANNOUNCED = re.compile(r"\b(?:announced|confirmed|decided|agreed)\b[^;.]{0,60}?\sthat\s(?:(?:the|an?)\s)?\Z")
_UNSURE = re.compile(
    r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|could|should|might|rumou?r\w*|[Nn]o|not|denied|call(?:ed|s)?\sfor|demand\w*|request\w*|propos\w+)\b"
)
_NOT_YET = re.compile(
    r"\b(?:had|has|have)\snot\s(?:yet\s)?(?:begun|started|taken\splace|been\s(?:held|started|carried\sout|completed))\b|\bdid\snot\s(?:begin|start|take\splace)\b"
)
_YEAR = re.compile(r"\d{4}")
_AT = re.compile(r"\s(?:(?:only|again|either|here|there|initially|provisionally|\w+ly)\s)?(?:on|for|in|from|between|during)\s")
_OTHER = re.compile(r"\b(?:by|before|until|after|since|of)\s(?:the\s)?\Z")
_GROUP = re.compile(
    r"\b(?P<what>(?:[Aa]|[Tt]he)\s(?:second|third|further|next|last|another)\s(?:group|batch|convoy)|[Aa]nother\s(?:group|batch)|[Ff]urther\sgroups)(?:,?\sof\s[^,;.]{2,60},?)?\s(?P<ahead>(?:is|are)\s(?:due|expected|scheduled)(?:\sto\sfollow|\sto\sbe\s(?:released|returned))?|will\s(?:follow|be\sreleased))(?=\s)"
)
_RELEASED = re.compile(r"\breleased?\b")
_PREPARED = re.compile(
    r"\b(?:[Pp]reparations?|[Cc]ampaign(?:ing)?|[Rr]egistration|[Cc]andidates)\s(?:(?:by|of)\s[^;:.,]{2,60}?\s)?for\s(?:the\s)?(?P<what>(?:[a-z]+\s){0,3}?(?:elections?|referendum)(?:\sto\s[^;:.,]{3,40}?)?)(?=\s(?:on|in|of)\s)"
)
_BY = re.compile(r"\bby\s(?:the\s)?")
_OF = re.compile(r"\bof\s(?:the\s)?")
_DECIDES = r"(?:review|decide|vote|reassess|re-examine|take\sa\sdecision|rule)"
_WILL_DECIDE = re.compile(
    rf"\b(?P<ahead>(?:will|is\sto|are\sto|is\s(?:expected|due|scheduled)\sto|are\s(?:expected|due|scheduled)\sto)\s(?:then\s|again\s|also\s)?{_DECIDES})\s(?P<rest>[^.;:]{{3,160}})"
)
_WILL_BE_DECIDED = re.compile(
    r"\b(?P<ahead>(?:will|is\sto|are\sto|is\s(?:expected|due|scheduled)\sto|are\s(?:expected|due|scheduled)\sto)\s(?:then\s|again\s|next\s)?be\s(?:reviewed|decided(?:\supon)?|re-examined|reassessed))\b(?P<rest>[^.;:]{3,160})"
)
_THAT_SITE = re.compile(
    r"\b(?:that|this|the)\s(?:bridge|building|crossing|road|church|site|memorial|monument|school|dam)\b(?!\s(?:in|at|near|of)\s)"
)
_LOOK = (" due ", "scheduled", "planned", "expected", " set to ", " set for ", "foreseen", "envisaged", " will ", " would ", " is to ", " are to ", " to be ",
         " to take ", "election", "referendum")  # fmt: skip


@reads("due", "scheduled", "planned", "expected", "foreseen", "envisaged", "will", "would", "is to", "are to", "is set", "are set", "preparation",
       "election", "referendum")  # fmt: skip
def planned(passage: Passage) -> Iterator[Claim]:
    """What is told as still to come on a day, from day to day, or in a month; and what was to come and did not.

    Example: `«The removal of a memorial in Stolac, planned for 20 May», may lead to protests`. What is only wished for or possible, and what
    has no day, is left out. Meetings, visits and exercises to come are read with those that were held.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        if not passage.holds(sentence, *_LOOK):
            continue
        for name, what, ahead, rest in (*_nouns(passage, sentence), *_groups(passage, sentence), *_elections(passage, sentence)):
            if claim := _told(passage, sentence, name, what, ahead, rest):
                yield claim
        if passage.holds(sentence, "review", "decide", " vote", "reassess", "re-examine", "decision", " rule "):
            yield from _decisions(passage, sentence)


_Ahead = tuple[str, Span, re.Match[str], Span]
"Type, what lies ahead, the match, and the words behind it."


def _nouns(passage: Passage, sentence: Span) -> Iterator[_Ahead]:
    for noun in passage.find(_NOUN, sentence) if passage.holds(sentence, *_KEYS) else ():
        match = _TO_COME.match(passage.text, noun.end(), sentence.end)
        if not match:
            continue
        before = _BEFORE_NOUN.search(passage.text[max(sentence.start, noun.start() - 40) : noun.start()])
        what = Span(noun.start() - (len(before[0]) if before else 0), match.end("of"))
        name = next(name for name, pattern in _TYPES if pattern.match(passage.text, noun.start()))
        if _VERB.search(passage.text, what.start, what.end) or (name == "deployment" and not _UNIT.search(passage.words(what))):
            continue
        if match["would"] and not _ANNOUNCED.search(passage.text, sentence.start, what.start):
            continue
        yield name, what, match, Span(match.end("ahead"), sentence.end)


def _groups(passage: Passage, sentence: Span) -> Iterator[_Ahead]:
    """ "A second group is expected in June", behind a sentence that tells of a release."""
    for match in passage.find(_GROUP, sentence) if passage.holds(sentence, " group", " batch", " convoy") else ():
        before = [span for span in passage.block.sentences if span.end <= sentence.start][-1:]
        if any(_RELEASED.search(passage.text, span.start, span.end) for span in (*before, Span(sentence.start, match.end()))):
            yield "release", Span(*match.span("what")), match, Span(match.end("ahead"), sentence.end)


def _elections(passage: Passage, sentence: Span) -> Iterator[_Ahead]:
    """ "Preparations for the elections on 17 November have started"."""
    for match in passage.find(_PREPARED, sentence) if passage.holds(sentence, "election", "referendum") else ():
        yield "election", Span(*match.span("what")), match, Span(match.end("what"), sentence.end)


def _told(passage: Passage, sentence: Span, name: str, what: Span, ahead: re.Match[str], rest: Span) -> Claim | None:
    when = _when(passage, rest)
    groups = ahead.groupdict()
    if not when or _UNSURE.search(passage.text, sentence.start, what.start):
        return None
    if said(passage, what) and not _ANNOUNCED.search(passage.text, sentence.start, what.start):
        return None
    missed = _NOT_YET.search(passage.text, when.span.end, sentence.end)
    if missed and not _is_in(passage, when):
        when = replace(when, period=next((one.period for one in (*dates(passage, when.span), *_months(passage, when.span))), when.period))
    fate = status(passage, when.span.end, sentence.end)
    stands = "did-not-happen" if missed else fate[0] if fate and fate[0] != "planned" else "planned"
    if stands == "planned" and (groups.get("past") or not groups.get("ahead")) and not _is_after(passage, when):
        return None
    if _is_known(passage, sentence, name):
        return None
    where = _where(passage, sentence, what, Span(what.end, when.span.end))
    last = missed.end() if missed else fate[1].end if fate and stands != "planned" else when.span.end
    words = told_words(passage, what, when.span, Span(last - 1, last))
    label = passage.words(what)
    event = Event(
        (name,),
        when.period,
        tuple(place for place, _, _ in where),
        _roles(passage, name, Span(min(ahead.start(), what.start), when.span.end)),
        happened=False,
        subject=f"{label[0].upper()}{label[1:]}",
    )
    return account(passage, (words,), event, when.precision, stands, more=place_precision(where))


def _when(passage: Passage, rest: Span) -> When | None:
    """The day, interval or month that stands behind what is to come; of a list of days, and of a day until which, nothing."""
    lead = _AT.match(passage.text, rest.start, rest.end)
    if not lead:
        return None
    near = Span(rest.start, min(rest.end, rest.start + 90))
    found = dates(passage, near) or months(passage, near)
    if not found or sum(when.span == found[0].span for when in found) > 1:
        return None
    between = passage.text[lead.end() : found[0].span.start]
    if re.search(r"[,;]|\band\b", between) or _OTHER.search(between):
        return None
    when = _ahead_of(passage, found[0])
    end, first = when.period.end, passage.period.start if passage.period else None
    return None if end and first and end < first else when


def _ahead_of(passage: Passage, when: When) -> When:
    """A time without a printed year as one that is not before the period."""
    first, start, end = passage.period.start if passage.period else None, when.period.start, when.period.end
    if when.precision != "span" or not (first and start and end) or end >= first or _YEAR.search(passage.words(when.span)):
        return later(when, passage.period)
    years = 1 if end.replace(year=end.year + 1, day=min(end.day, 28)) >= first else 2
    moved = [day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day) for day in (start, end)]
    return replace(when, period=Period(moved[0], moved[1]))


def _months(passage: Passage, name: Span) -> tuple[When, ...]:
    """A month by its name, as one that is past."""
    return months(passage, Span(name.start - len("in "), name.end))


def _is_in(passage: Passage, when: When) -> bool:
    """Whether a time begins in the reporting period."""
    first, last, start = (passage.period.start, passage.period.end, when.period.start) if passage.period else (None, None, None)
    return bool(first and last and start and first <= start <= last)


def _is_after(passage: Passage, when: When) -> bool:
    """Whether a time lies behind the reporting period."""
    last, first = passage.period.end if passage.period else None, when.period.start
    return bool(last and first and first > last)


def _is_known(passage: Passage, sentence: Span, name: str) -> bool:
    """Whether another rule read an event of the type from the sentence that did not, or not yet, happen."""
    events = ((claim, claim.get("about")) for claim in passage.here if claim.kind == "account")
    return any(
        passage.text.find(claim.evidence[0].words, sentence.start, sentence.end) >= 0
        for claim, event in events
        if isinstance(event, Event) and not event.happened and name in event.types
    )


def _where(passage: Passage, sentence: Span, what: Span, behind: Span) -> tuple[Found, ...]:
    """The places that are named with it; of "that bridge" those of the sentence before."""
    opens = opening(passage, sentence.start, what.start)
    found = [place for span in (what, behind, opens) if span for place in places(passage, span)]
    before = [span for span in passage.block.sentences if span.end <= sentence.start][-1:]
    if not found and before and (site := _THAT_SITE.search(passage.text, what.start, what.end)):
        near = [
            place for place in places(passage, before[0]) if kind(passage, place[0]) in {"settlement", "site", "bridge", "municipality"}
        ]
        found = [(near[-1][0], "carried-over", Span(*site.span()))] if near else []
    return tuple(one for one in dict.fromkeys(found) if one[0] != passage.area and kind(passage, one[0]) != "country")


def _roles(passage: Passage, name: str, words: Span) -> Roles:
    """Those behind "by" carry it out or decide; whose it is stands behind "of"."""
    role = "authority" if name == "decision" else "organizer"
    for pattern, part in ((_BY, role), (_OF, "involves")):
        match = pattern.search(passage.text, words.start, words.end)
        if match and (found := bodies(passage, Span(match.end(), words.end))) and (part == role or name in {"decision", "deployment"}):
            return tuple((part, actor) for actor in found)
    return ()


def _decisions(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """ "The Council will review progress in February", "the strength will be reviewed by the Council in June"."""
    for pattern in (_WILL_DECIDE, _WILL_BE_DECIDED):
        for match in passage.find(pattern, sentence):
            rest = Span(*match.span("rest"))
            when = _within(passage, rest)
            if (
                not when
                or not _is_after(passage, when)
                or _UNSURE.search(passage.text, sentence.start, match.start())
                or said(passage, rest)
            ):
                continue
            if pattern is _WILL_BE_DECIDED:
                by = _BY.search(passage.text, rest.start, rest.end)
                who = bodies(passage, Span(by.end(), rest.end)) if by else ()
                start = sentence.start
            else:
                named = referred(passage, sentence.start, match.start()) or named_before(passage, sentence.start, match.start())
                who = tuple(actor for actor in named[0] if actor.known) if named else ()
                start = named[1].start if named else sentence.start
            if not who or len(who) > 1:
                continue
            words = told_words(passage, Span(start, match.end("ahead")), when.span)
            label = passage.words(Span(match.start(), when.span.end))
            event = Event(
                ("decision",), when.period, roles=(("authority", who[0]),), happened=False, subject=f"{label[0].upper()}{label[1:]}"
            )
            yield account(passage, (words,), event, when.precision, "planned")


def _within(passage: Passage, rest: Span) -> When | None:
    """The one time that words name, if it is that of the verb: it closes them, or stands in their first clause."""
    end = re.search(r",\s|\s(?:and|but|whether|which|who|after|before|until|if)\s", passage.words(rest))
    near = Span(rest.start, rest.start + end.start()) if end else rest
    found = dates(passage, near) or months(passage, near)
    if len(found) != 1 or _OTHER.search(passage.text, rest.start, found[0].span.start):
        return None
    return _ahead_of(passage, found[0])
