"""What the disciplinary board of a local force decided, and whom it concerned."""

import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import islice

from kfor_graph.document.dates import DATE, DAY
from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import Slots, account, observation, population, when_precision
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.events.acts import ON_A_DAY, acts
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span

_BOARD = r"disciplinary\s(?:board|panel|commission|committee|council)"
_ACTED = (
    r"(?:met|convened|sat|gathered|held\s(?:a|its)\s(?:[\w-]+\s)?(?:session|meeting|hearing)|decided|ruled|ordered|dismissed"
    r"|discharged|suspended|confirmed|upheld|reinstated)"
)
_DECISION = begins_with(
    "A-Zadot",
    rf"(?:\b[Oo]n\s(?P<opening>{DATE}),?\s)?\b(?:[Tt]he\s|[Aa]\s)?(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,3}}\s)?{_BOARD}(?:\sof\s"
    rf"(?:the\s)?[A-Z][^.;,\d]{{1,60}}?)?"
    rf"\s(?:has\s|also\s|again\s)?(?P<verb>{_ACTED})\b(?:\son\s(?P<day>{DATE}))?",
)
_GOES_ON = re.compile(
    r"(?:(?:[Ii]n\saddition|[Mm]oreover|[Ff]urthermore|[Aa]t\sthe\ssame\ssession|[Aa]lso),?\s)?(?:[Ii]t|[Tt]he\s(?:disciplinary"
    r"\s)?(?:board|panel|commission|committee)|[Ii]ts\s)\b"
)
_WHO = (
    r"(?:(?:other|further|more|additional|of\sits)\s)?(?:(?:[A-Z]{2,6}|corps|force|active|reserve)\s)?(?:members|member|officers"
    r"|officer|soldiers|soldier|others|persons|people)"
)
_WHOM = rf"(?:(?P<q>{QUALIFIER})\s)?(?:the\s)?(?P<n>{NUMBER}|\b[Nn]o)(?:\s{_WHO}|(?=\s(?:without|pending|for|and|until|who)\b|[,.;]))"
_TO = r"(?:(?<!decided\s)\bto\s|\b)"
_COUNTS = (
    ("members-dismissed", re.compile(rf"{_TO}(?:dismiss|dismissed|dismissing|discharge|discharged|discharging|expel|expelled)\s{_WHOM}")),
    ("suspensions-confirmed", re.compile(
        rf"{_TO}(?:confirm|confirmed|confirming|uphold|upheld|upholding|extend|extended|maintain|maintained)\sthe\ssuspensions?(?:"
        rf"\swith(?:out)?\spay|\sfrom\s(?:duty|service))?\sof\s{_WHOM}"
    )),
    ("members-suspended", re.compile(rf"{_TO}(?:suspend|suspended|suspending)\s{_WHOM}(?:\swith(?:out)?\spay)?")),
    ("members-reinstated", re.compile(rf"{_TO}(?:reinstate|reinstated|reinstating)\s{_WHOM}")),
)  # fmt: skip
_PASSIVE = re.compile(
    rf"\b(?=\w)(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER}|\b[Nn]o\sone|\b[Nn]obody|\b[Nn]o)(?:\s{_WHO})?\s(?:was|were|has\sbeen|have\sbeen)\s"
    rf"(?P<what>dismissed|discharged|suspended|reinstated)(?:\swith(?:out)?\spay)?"
)
_NOUN = re.compile(
    rf"(?:\b[Tt]here\s(?:was|were|have\sbeen|had\sbeen)\s|(?<=,\s)|(?<=\band\s)|(?<=\bor\s))(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER}|no)\s(?:new\s|further\s)?(?P<what>dismissal|suspension|reinstatement)s?(?=[.,;]|\s(?:and|or|during|in|were|was)\b)"
)
_BY_COMMANDER = re.compile(
    r"\b(?:[Cc]ommander|[Cc]oordinator|Minist(?:er|ry)|[Cc]orps|KPC|KSF|leadership)\b[^.;]{0,60}?\s(?=(?:suspended|dismissed|discharged|reinstated)\b)"
)
_ORDERED = re.compile(
    rf"\b(?:suspended|dismissed|discharged|reinstated){ON_A_DAY}\s(?={_WHOM}|(?:all|an?|the|its|six|two|\d+)\s(?:[\w-]+\s){{0,4}}?(?:members?|officers?|commanders?|soldiers?|inspectors?|heads?)\b)"
)
_SAT = {"met", "convened", "sat", "gathered"}
_ON_DAYS = re.compile(rf"\son\s(?P<days>{DAY}(?:,\s{DAY}|\sand\s{DAY}|\s[A-Z][a-z]+|\sand\son){{1,12}})(?=[.;])")
_OF_THESE = re.compile(
    rf"\b(?P<n>{NUMBER})\sof\s(?:(?:the|these)\s(?P<of>{NUMBER}|latter)|them|these|whom)\s(?:is|are|was|were|belongs?\sto|belonged\sto|comes?\sfrom|came\sfrom)\s(?:(?:a\s)?members?\sof\s|from\s)?"
    r"(?:an?\s|the\s)?(?:ethnic\s)?minorit(?:y|ies)(?:\scommunit(?:y|ies))?"
)
_OTHER = re.compile(r"\s(?:other|further|more|additional|others)\b")
_INDICATOR = {
    "dismissal": "members-dismissed",
    "suspension": "members-suspended",
    "reinstatement": "members-reinstated",
    "dismissed": "members-dismissed",
    "discharged": "members-dismissed",
    "suspended": "members-suspended",
    "reinstated": "members-reinstated",
}
_SUFFERED = re.compile(r"(?:was|were|been)\s(?:dismissed|discharged|suspended|reinstated)")
_PERSON = re.compile(r"\b(?:members?|officers?|soldiers?|[Nn]obody|[Nn]o\sone)\b")
_NOT_DONE = re.compile(r"\b(?:not|never|recommend\w*|refus\w+|declin\w+|request\w*|consider\w*|advis\w+|whether)\s[^,;]*\Z")
_OF_OTHERS = re.compile(r"(?<!total\s)\b(?:against|of|for|from|by|with|between|concerning|about)\s(?:the\s)?\Z")
_KEYS = ("disciplinary", "dismiss", "discharge", "suspen", "reinstat")
_MINORITY = re.compile(
    rf"""
    \b(?=\w)(?P<n>{NUMBER})\sof\sthe\s(?:(?:above-mentioned|aforementioned|said|latter|{NUMBER})\s)*(?:[A-Z]{{2,6}}\s)?(?:members|officers|soldiers|those)\s
    (?:who\s(?:was|were|had\sbeen)\s)?(?P<what>dismissed|discharged|suspended|reinstated)(?:\s(?:by|at)\s(?:the|its)\s[^.;,()]{{3,60}}?)?
    \s(?:are|were|is|was|belong\sto|belonged\sto|come\sfrom)\s(?:members?\sof\s|from\s)?(?:an?\s|the\s)?(?:ethnic\s)?minorit(?:y|ies)(?:\scommunit(?:y|ies))?(?P<parts>\s\([^()]*\))?
    """,
    re.X,
)
_PART = re.compile(rf"(?P<n>{NUMBER})\s(?P<who>(?:[A-Z][\w-]*\s?)+)")


@reads("disciplin", "dismiss", "discharged", "suspen", "reinstat")
def disciplinary(passage: Passage) -> Iterator[Claim]:
    """The session of a disciplinary board as an event, and the members whom it, or the commander, dismissed, suspended or took back.

    Example: `«The disciplinary board of the KPC met on 18 September» and decided to «dismiss three KPC members»`. Where a later
    paragraph says how many of them are of a minority, the number includes those, if there was no other session.
    """
    if not passage.period:
        return
    event: Event | Entity | None = None
    later: tuple[Claim, ...] = ()
    before: Event | Entity | None = None
    told_before: list[Claim] = []
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not any(key in words for key in _KEYS) or not told(passage, sentence):
            event = None
            if not before or not _OF_THESE.search(passage.text, sentence.start, sentence.end):
                before = None
                continue
            yield from _with_minorities(passage, sentence, [], before, told_before)
            continue
        if decision := next(passage.find(_DECISION, sentence), None):
            if sat := _several(passage, decision, sentence):
                yield from sat[1]
                event, later = sat[0], ()
            else:
                event = yield from _session(passage, decision, passage.period)
                later = _told_later(passage, event)
        elif event and not any(pattern.match(passage.text, sentence.start, sentence.end) for pattern in (_GOES_ON, _PASSIVE, _NOUN)):
            event = None
        commander = None if decision else _BY_COMMANDER.search(passage.text, sentence.start, sentence.end)
        whose = Span(commander.start(), min(commander.end() + 30, sentence.end)) if commander else sentence
        about = event or body(passage, whose) or (before if _OTHER.search(words) else None)
        if commander and not event and (ordered := _ordered(passage, sentence)):
            yield ordered
        if about:
            made = [*_counts(passage, sentence, about, later if event else () if commander else None)]
            yield from _with_minorities(passage, sentence, made, about, told_before if about == before else [])
            told_before = made
        before = about
    sole = passage.sole_event("disciplinary-decision")
    yield from _of_minorities(passage, sole) if sole else ()


def _session(passage: Passage, decision: re.Match[str], period: Period) -> Generator[Claim, None, Event]:
    """The account of a session; the generator returns its event."""
    name = "day" if decision["day"] else "opening"
    found = dates(passage, Span(*decision.span(name))) if decision[name] else ()
    when = found[0] if len(found) == 1 else None
    authority = body(passage, Span(*decision.span()))
    roles = (("authority", authority),) if authority else ()
    event = Event(("disciplinary-decision",), when.period if when else period, roles=roles)
    yield account(passage, (Span(*decision.span()),), event, when_precision(when))
    return event


def _several(passage: Passage, decision: re.Match[str], sentence: Span) -> tuple[Entity | None, list[Claim]] | None:
    """The body whose board met on several days that are listed, with a meeting for each: which of them decided what, nothing tells."""
    behind = _ON_DAYS.match(passage.text, decision.end("verb"), sentence.end) if decision["verb"] in _SAT else None
    days = dates(passage, Span(*behind.span("days"))) if behind else ()
    authority = body(passage, Span(*decision.span()))
    if not behind or len(days) < 2:
        return None
    words = Span(decision.start(), behind.end("days"))
    roles = (("authority", authority),) if authority else ()
    events = (Event(("meeting",), when.period, roles=roles) for when in days)
    return authority, [account(passage, (words,), event, when.precision) for event, when in zip(events, days, strict=True)]


def _ordered(passage: Passage, sentence: Span) -> Claim | None:
    """What the commander of a local force, not its board, decided on a day that opens the sentence or stands beside the verb."""
    for act, match in acts(passage, _ORDERED):
        if match.start() in range(sentence.start, sentence.end) and len(act.actors) == 1:
            event = Event(("disciplinary-decision",), act.when.period, roles=(("authority", act.actors[0]),), subject=act.told)
            return account(passage, act.words, event, act.when.precision)
    return None


def _counts(passage: Passage, sentence: Span, about: Event | Entity, later: tuple[Claim, ...] | None) -> Iterator[Claim]:
    """The members of one sentence: whom a board or commander names, or of whom it is told what happened to them.

    `later` is None where neither decided; else it holds what later paragraphs tell of the board's decision.
    """
    for indicator, pattern in _COUNTS if later is not None else ():
        for match in passage.find(pattern, sentence):
            if not _NOT_DONE.search(passage.text, max(sentence.start, match.start() - 30), match.start()):
                yield from _count(passage, match, indicator, about, later or ())
    words = passage.words(sentence)
    for match in passage.find(_PASSIVE, sentence) if _SUFFERED.search(words) and _PERSON.search(words) else ():
        if not _OF_OTHERS.search(passage.text, sentence.start, match.start()):
            yield from _count(passage, match, _INDICATOR[match["what"]], about, later or ())
    for match in passage.find(_NOUN, sentence):
        yield from _count(passage, match, _INDICATOR[match["what"]], about, later or ())


def _with_minorities(passage: Passage, sentence: Span, made: list[Claim], about: Event | Entity, before: list[Claim]) -> Iterator[Claim]:
    """The counts of a sentence, and how many of those whom it, or else the sentence before, counts are of a minority."""
    match = _OF_THESE.search(passage.text, sentence.start, sentence.end) if "minorit" in passage.words(sentence) else None
    counted = _meant(passage, match, made or before) if match else None
    indicator = counted.get("indicator") if counted else None
    if match and counted and isinstance(indicator, Concept):
        words, of = Span(*match.span()), population("minority")
        part = observation(passage, (words,), indicator.notation, passage.quantity(match, "n"), "persons", about, more=of)
        if part:
            yield part
            made = [replace(claim, slots=(*claim.slots, ("includes", part))) if claim is counted else claim for claim in made]
    yield from made


def _meant(passage: Passage, match: re.Match[str], counted: list[Claim]) -> Claim | None:
    """Those whom "one of the two" is of: the one count of two, or the last that was told."""
    if match["of"] and match["of"] != "latter":
        whole = passage.quantity(match, "of").value
        counted = [claim for claim in counted if claim.get("value") == whole]
        return counted[0] if len(counted) == 1 else None
    return counted[-1] if counted else None


def _count(passage: Passage, match: re.Match[str], indicator: str, about: Event | Entity, later: tuple[Claim, ...]) -> Iterator[Claim]:
    included = tuple(("includes", claim) for claim in later if claim.get("indicator") == Concept("indicator", indicator))
    if not of_period(passage, Span(*match.span())):
        return
    if claim := observation(passage, (Span(*match.span()),), indicator, passage.quantity(match, "n", "q"), "persons", about, more=included):
        yield claim


def _told_later(passage: Passage, event: Event) -> tuple[Claim, ...]:
    """What later paragraphs tell of those of a minority whom a session concerned, where the report has no other session."""
    paragraphs = passage.report.paragraphs if passage.report else ()
    boards = (block for block in paragraphs if passage.text.find("disciplinary", block.span.start, block.span.end) > 0)
    sessions = islice((match for block in boards for match in passage.find(_DECISION, block.span)), 2)
    if len(list(sessions)) != 1:
        return ()
    after = [block for block in paragraphs if block.span.start > passage.block.span.start]
    later = [replace(passage, block=block) for block in after if passage.text.find("minorit", block.span.start, block.span.end) > 0]
    claims = (claim for other in later for claim in _of_minorities(other, event))
    return tuple(claim for claim in claims if Concept("population", "minority") in claim.values("population"))


def _of_minorities(passage: Passage, event: Event) -> Iterator[Claim]:
    """How many of those whom the event concerned are of a minority, and of which."""
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if "minorit" not in words or not any(what in words for what in _INDICATOR):
            continue
        match = _MINORITY.search(passage.text, sentence.start, sentence.end)
        if not match or not told(passage, Span(sentence.start, match.end())):
            continue
        indicator = _INDICATOR[match["what"]]
        parts: list[Claim] = []
        listed = list(passage.find(_PART, Span(*match.span("parts")))) if match["parts"] else []
        for part in listed:
            concept = passage.vocabulary.concept("population", part["who"])
            cited, number = Span(part.start(), part.start() + len(part[0].rstrip())), passage.quantity(part, "n")
            more = population(concept.notation) if concept else ()
            if concept and (claim := observation(passage, (cited,), indicator, number, "persons", event, more=more)):
                parts.append(claim)
        yield from parts
        related: Slots = tuple(("totalOf" if len(parts) == len(listed) else "includes", part) for part in parts)
        whole = Span(match.start(), match.start("parts") if match["parts"] else match.end())
        if claim := observation(
            passage, (whole,), indicator, passage.quantity(match, "n"), "persons", event, more=(*population("minority"), *related)
        ):
            yield claim
