"""Talks, negotiations and meetings between sides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from kfor_graph.extract.actors.mediators import led_by
from kfor_graph.extract.actors.parties import THE_PARTIES, Sides, between, ending_at, listed, the_parties
from kfor_graph.extract.claims import Slots, account
from kfor_graph.extract.events.occasions import place_precision
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import status
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, at_each, places
from kfor_graph.extract.times.dates import dates, later, months
from kfor_graph.model import Claim, Entity, Event, Finding
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_MANY = r"(?:several|various|two|three|four|five|six|[2-9]|a\snumber\sof|a\sseries\sof)"
_WHICH = rf"(?:{_MANY}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|latest|further|new|next|another|planned)"
_SORT = r"(?:[Ff]ace-to-face|[Dd]irect|[Hh]igh-level|[Tt]echnical|[Ee]xpert|[Ss]tatus|[Bb]ilateral|[Tt]rilateral|[Pp]roximity|[Pp]olitical)"
_HEAD = begins_with(
    "2-9ABCDEFHLNPRSTVabcdefhlnprstv",
    rf"""
    \b(?:(?:[Tt]he|[Aa]n?|[Nn]o)\s)?(?:(?i:{_WHICH})\s)*
    (?: (?:[Rr]ounds?\sof\s)?(?P<sort>(?:{_SORT},?\s(?:and\s)?)*)(?:[Tt]alks|[Nn]egotiations|[Cc]onsultations)\b(?!\s(?:process|period|team))
      | (?P<next>[Rr]ounds?)\b(?!\s(?:of|which)\b) )
    """,
    re.X,
)
_NOUN = begins_with("CNTcnrt", r"\b(?:[Tt]alks|[Nn]egotiations|[Cc]onsultations|rounds?)\b")
_RELATIVE = re.compile(
    rf"""
    \b[Tt]he\s(?P<sort>(?:{_SORT}\s)*)(?P<talks>talks|negotiations|meeting|round)\s(?:was\sheld|were\sheld|took\splace|had\staken\splace|followed)\s
    (?P<words>(?P<shift>the|one|two|three|[1-3])\s(?:day|days)\s(?P<way>after|before)\s(?:the|a)\s(?P<what>(?P<ministerial>ministerial\s)?meeting\sof\s(?:the\s)?
    (?P<who>[^.;,]{{3,80}}?)(?P<ministers>\s(?:[Ff]oreign\s)?[Mm]inisters)?)(?=\s(?:in|on|at)\s|[.,;])(?P<where>,?\s(?:also\s)?in\s[A-Z]\w+(?:\s[A-Z]\w+)*)?)
    """,
    re.X,
)
_ACTIVE = re.compile(
    r"\s(?:(?P<future>(?:will|is\sto|are\sto)\s(?:hold|host|chair|convene|mediate|lead))|held|hosted|chaired|convened|facilitated|mediated|led|conducted|organi[sz]ed|arranged)\s\Z"
)
_HELD = re.compile(
    r"\b(?:(?:was|were)\s(?:hosted|conducted|convened)|held|took\splace|had\s(?:been\sheld|taken\splace)|has\sbeen\sheld|have\sbeen\sheld|(?:began|started|opened|resumed|continued|ended|concluded)\b)"
)
_BETWEEN = re.compile(
    r"\bbetween\s[^.,;]{2,60}?(?=\s(?:facilitated|chaired|mediated|hosted|led|in|on|at|was|were|took|began|resumed|continued|ended)\b|[.,;]|\Z)"
)
_WITH = re.compile(r"\bwith\s")
_THE_PARTIES = re.compile(rf"\b(?:between|with|by)\s(?P<words>{THE_PARTIES})\b")
_HEDGED = begins_with(
    "acdfhimoprstuw",
    r"\b(?:would|could|(?-i:may)|might|should|if|unless|whether|allege\w*|reportedly|reported\sthat|rumou?r\w*|proposed|call(?:ed|s)?\sfor|urg\w+|refus\w+|offer\w*|invit\w+|hope\w*|demand\w*|prepar\w+|ahead\sof|toward|towards"
    r"|resumption\sof|prospects?|possib\w+|intend\w*|failed\sto)\b",
    re.I,
)
_DENIED = re.compile(r"\bden(?:y|ies|ied)\b")
_CUT = re.compile(
    r",\s(?:the|which|who|where|with|but|while|after|following|as|it|they|he|she|no)\b|,\sand\s(?=[a-z])|[;:]|\s(?:but|while|whereas|after|following|before|since|ahead\sof|to\sdiscuss|in\sorder\sto)\s"
    r"|\sand\swith\s|,?\s(?:were|was|have\sbeen|has\sbeen)\s(?:suspended|interrupted|adjourned|followed|broken)\b|\sand\s(?:will|is|are|was|were|agreed|decided|discussed|focused)\b"
)
_NO_RESULT = re.compile(
    r"\b(?:No\s(?:major\s|significant\s|real\s|substantial\s)?(?:breakthrough|progress|results?)\s(?:has\sbeen|have\sbeen|was|were)\s(?:achieved|made|reached|obtained)(?:\sso\sfar|\sto\sdate)?"
    r"(?:\s(?:in|at|during)\s(?:the|these|those)\s(?:direct\s)?(?:talks|negotiations|meetings?|rounds?))?|(?:ended|closed|concluded)\swithout\s(?:an?\s|any\s)?(?:major\s)?(?:breakthrough|progress|results?|agreement))\b"
)
_OPENING = re.compile(r"(?:On|In|From|During|Between)\s")
_DAYS = {"the": 1, "one": 1, "two": 2, "three": 3, "1": 1, "2": 2, "3": 3}


@dataclass(frozen=True, slots=True)
class _Telling:
    """One event, the words that tell it, how they date it, and how it stands."""

    event: Event
    words: tuple[Span, ...]
    precision: str
    status: str = "happened"
    more: Slots = ()


@reads("talks", "negotiations", "consultations", "round")
def talks(passage: Passage) -> Iterator[Claim | Finding]:
    """Talks and meetings between named sides, one event for each day that is listed; who brings the sides together is the mediator.

    Example: `After «meeting separately with the parties in London on 18 and 19 September», the Troika held «the first round of
    face-to-face talks between Belgrade and Pristina in New York on 28 September»`. What is planned, postponed or called off is no event;
    what is only proposed or hoped for is nothing.
    """
    if not passage.period:
        return
    told: list[_Telling] = []
    for sentence in passage.block.sentences:
        relative = next(passage.find(_RELATIVE, sentence), None) if " day" in passage.words(sentence) else None
        if relative:
            yield from _relative(passage, relative, told)
        else:
            yield from _sentence(passage, sentence, told)
        yield from _outcome(passage, sentence, told)
    for item in told:
        yield account(passage, item.words, item.event, item.precision, item.status, more=item.more)


def _sentence(passage: Passage, sentence: Span, told: list[_Telling]) -> Iterator[Finding]:
    heads = list(passage.find(_HEAD, sentence)) if _NOUN.search(passage.text, sentence.start, sentence.end) else []
    of_votes = passage.has("election", "referendum") and not passage.has("talks", "negotiation", "dialogue", "consultation")
    denied = bool(heads) and _DENIED.search(passage.text, sentence.start, sentence.end)
    for index, head in enumerate(heads):
        if head["next"] and of_votes:
            continue
        limit = heads[index + 1].start() if index + 1 < len(heads) else sentence.end
        cut = _CUT.search(passage.text, head.end(), limit)
        words = passage.text[head.start() : cut.start() if cut else limit].rstrip(" .,;")
        segment = Span(head.start(), head.start() + len(words))
        before = Span(heads[index - 1].end() if index else sentence.start, head.start())
        if _HEDGED.search(passage.text, before.start, segment.end) or denied:
            continue
        sides, unclear = _sides(passage, segment)
        made = list(_tell(passage, sentence, head, segment, before, sides, bool(unclear)))
        told.extend(made)
        if made and unclear:
            yield Finding("Info", f"it is not clear who is meant by “{unclear}”", "talks", evidence=passage.cite(segment))


def _sides(passage: Passage, segment: Span) -> tuple[tuple[Sides, Span] | None, str]:
    """The sides and their words; and the words for sides that cannot be resolved."""
    if match := next(passage.find(_THE_PARTIES, segment), None):
        sides = the_parties(passage)
        return ((sides, Span(*match.span("words"))) if sides else None), ("" if sides else match["words"])
    if named := between(passage, segment):
        return named, ""
    if match := _BETWEEN.search(passage.text, segment.start, segment.end):
        return None, match[0]
    for match in passage.find(_WITH, segment):
        if named := listed(passage, match.end(), segment.end):
            return named, ""
    return None, ""


def _tell(
    passage: Passage, sentence: Span, head: re.Match[str], segment: Span, before: Span, sides: tuple[Sides, Span] | None, unclear: bool
) -> Iterator[_Telling]:
    active = _ACTIVE.search(passage.text, before.start, before.end)
    subject = ending_at(passage, before.start, active.start()) if active else None
    led = led_by(passage, segment)
    stands, verb = _status(passage, head, segment, active)
    if not stands:
        return
    roles = _roles(passage, subject, led[0][0] if led else (), sides)
    where, when = places(passage, segment), _when(passage, segment, stands)
    if not when and before.start == sentence.start and _OPENING.match(passage.text, before.start):
        when = _when(passage, before, stands)
    next_round = head["next"] and stands != "happened"
    if len(roles) < 2 and not next_round and not (when and where and (unclear or not (subject or head["next"]))):
        return
    if not when and not (len(roles) > 1 and stands == "happened" and verb and sides):
        return
    spans = (verb, *(item.span for item in when), *(item[2] for item in where), sides and sides[1], led and led[0][1])
    words = _words(head, [span for span in spans if span], sentence)
    event = Event(
        types=("direct-talks" if re.search("face-to-face|direct", head["sort"] or "", re.I) else "talks",),
        period=passage.period or Period(None, None),
        places=tuple(place for place, _, _ in where),
        roles=roles,
        series=bool(re.search(rf"\b(?:rounds|{_MANY})\b", head[0], re.I)) and len(when) < 2,
        happened=stands == "happened",
    )
    more = place_precision(where)
    if not when:
        yield _Telling(event, (words,), "period", stands, more)
    each = at_each(where, when)
    for index, item in enumerate(when):
        moved = stands == "postponed" and len(when) == 2
        there = replace(event, period=item.period, places=tuple(place for place, _, _ in each[index]))
        yield _Telling(there, (words,), item.precision, "planned" if moved and index == 1 else stands, place_precision(each[index]))


def _status(passage: Passage, head: re.Match[str], segment: Span, active: re.Match[str] | None) -> tuple[str | None, Span | None]:
    if told := status(passage, head.end(), segment.end):
        return told
    if active:
        return ("planned" if active["future"] else "happened"), None
    none = re.match("No\\b", head[0], re.I) is not None
    held = _HELD.search(passage.text, head.end(), segment.end)
    return ("did-not-happen" if none else "happened", Span(*held.span())) if held else (None, None)


def _when(passage: Passage, span: Span, stands: str) -> tuple[When, ...]:
    found = dates(passage, span) or months(passage, span)[:1] if span else ()
    return found if stands == "happened" else tuple(later(item, passage.period) for item in found)


def _roles(
    passage: Passage, subject: tuple[Sides, Span] | None, leading: Sides, sides: tuple[Sides, Span] | None
) -> tuple[tuple[str, Entity], ...]:
    parties = sides[0] if sides else ()
    taking_part = subject[0] if subject else ()
    if taking_part and len(parties) > 1 and _are_seats(passage, parties):
        leading, taking_part = (*leading, *taking_part), ()
    roles = [("mediator", actor) for actor in leading if actor not in parties]
    roles += [("involves", actor) for actor in (*taking_part, *parties)]
    return tuple(dict.fromkeys(roles))


def _are_seats(passage: Passage, actors: Sides) -> bool:
    """Whether two of the actors are authorities called by their seats, as the sides of negotiations are."""
    return sum(1 for actor in actors if actor.kind == "org" and passage.vocabulary.related(actor, "dcterms:spatial")) > 1


def _words(head: re.Match[str], spans: list[Span], sentence: Span) -> Span:
    """From the first to the last of the words used, with the preposition of a day that opens the sentence."""
    start = min([head.start(), *(span.start for span in spans)])
    if start < head.start():
        start = sentence.start if start - sentence.start < 16 else start
    return Span(start, max([head.end(), *(span.end for span in spans)]))


def _relative(passage: Passage, match: re.Match[str], told: list[_Telling]) -> Iterator[Finding]:
    """A meeting that is dated by its distance from talks that were told before."""
    kinds = {"direct-talks"} if match["sort"] and re.search("face-to-face|direct", match["sort"]) else {"talks", "direct-talks", "meeting"}
    events = {item.event for item in told if item.event.types[0] in kinds and item.status == "happened"}
    day = next(iter(events)).period.start if len(events) == 1 else None
    if not day or next(iter(events)).period.end != day:
        yield Finding(
            "Info",
            f"which talks “{match['shift']} day {match['way']}” counts from is not clear",
            "talks",
            evidence=passage.cite(Span(*match.span())),
        )
        return
    steps = timedelta(days=_DAYS[match["shift"]])
    other = day - steps if match["way"] == "after" else day + steps
    where: tuple[Found, ...] = places(passage, Span(*match.span("where"))) if match["where"] else ()
    what = match["what"]
    event = Event(
        ("ministerial-meeting" if match["ministers"] or match["ministerial"] else "meeting",),
        Period(other, other),
        tuple(place for place, _, _ in where),
        tuple(("involves", actor) for actor in passage.actors(Span(*match.span("who")))),
        subject=what[0].upper() + what[1:],
    )
    more = place_precision(where)
    told.append(_Telling(event, (Span(*match.span("words")),), "derived", more=more))


def _outcome(passage: Passage, sentence: Span, told: list[_Telling]) -> Iterator[Finding]:
    """Talks without a result, where only one of those told can be meant; face-to-face talks before others."""
    match = next(passage.find(_NO_RESULT, sentence), None)
    if not match or not told:
        return
    held = [index for index, item in enumerate(told) if item.status == "happened" and item.event.types[0] in {"talks", "direct-talks"}]
    direct = [index for index in held if told[index].event.types[0] == "direct-talks"]
    chosen = direct if len(direct) == 1 else held
    if len(chosen) != 1:
        yield Finding("Info", "it is not clear which talks brought no result", "talks", evidence=passage.cite(Span(*match.span())))
        return
    item = told[chosen[0]]
    words = item.words if item.words[0].start <= match.start() < item.words[0].end else (*item.words, Span(*match.span()))
    told[chosen[0]] = replace(item, event=replace(item.event, outcome="no-breakthrough"), words=words)
