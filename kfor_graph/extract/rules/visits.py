"""Visits: who visited whom or what, when and where."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.actors.actors import Actors, Named, named_at, named_before
from kfor_graph.extract.actors.references import referred
from kfor_graph.extract.events.occasions import accounts, clause, day_before, days_told, opening, places_told, told_words
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied, is_hedged, status
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, places
from kfor_graph.model import Claim, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span, When

_AIDS = r"(?:(?:has|had|have|also|again|then|jointly|both|later|subsequently|each)\s)*"
_HEAD = begins_with(
    "AHTabcehjlmpstuv",
    rf"""
    \b{_AIDS}(?P<visited>visited|toured|(?:paid|made|conducted|undertook)\s(?:an?|their|its|his|her|several|two|three|[2-9])\s(?:[\w-]+\s){{0,3}}?visits?\sto)\s
    | \b(?:[Tt]he|[Aa]|[Tt]his|[Hh]is|[Hh]er|[Tt]heir)\s(?:[\w-]+\s){{0,3}}?(?P<visit>visits?)\b
    """,
    re.X,
)
_BY = re.compile(r"\svisits?\s(?:to\s[^.;,]{2,60}?\s)?(?:by|of)\s")
_TO = re.compile(r"\b(?:to|in)\s(?=(?:the\s|[A-Z]))")
_TOOK_PLACE = re.compile(r"\b(?:took\splace|(?:was|were)\s(?:made|paid|conducted)|(?:began|ended|concluded|passed)\b)")
_ON_A_VISIT = re.compile(r"(?:during|in\sthe\scourse\sof|on\sthe\soccasion\sof|on)\s\Z", re.I)
_ITSELF = re.compile(r"(?:(?:the\s)?(?:[a-z]+\s){0,3}?(?:of|at|in|on)\s)?(?:the\s)?")
_AND_MET = re.compile(
    r"\sand\s(?:also\s|then\s)?met\s(?:with\s)?|\A(?:It|They|He|She|The\s(?:delegation|Council|Assembly|Commission|Minister|President|group|ambassadors?))\s(?:also\s|then\s)?met\s(?:with\s)?"
)


@reads("visit", "toured")
def visits(passage: Passage) -> Iterator[Claim]:
    """Visits that were made, put off or called off, with the visitors, those whom they met there, day and place.

    Example: `«On 15 March, the Secretary General of NATO and the Supreme Allied Commander Europe visited KFOR troops in Pristina»`. "The
    visit" that was cancelled is the one told of before; a visit that is only meant to be made is nothing.
    """
    if not passage.period:
        return
    for index, sentence in enumerate(passage.block.sentences):
        heads = list(passage.find(_HEAD, sentence))
        follows = passage.block.sentences[index + 1] if index + 1 < len(passage.block.sentences) else None
        for number, head in enumerate(heads):
            part = Span(
                heads[number - 1].end() if number else sentence.start,
                heads[number + 1].start() if number + 1 < len(heads) else sentence.end,
            )
            if head["visited"]:
                yield from _made(passage, part, head, follows)
            else:
                yield from _of_visit(passage, part, head)


def _made(passage: Passage, part: Span, head: re.Match[str], follows: Span | None) -> Iterator[Claim]:
    """A visit told by a verb."""
    words = clause(passage, head.start(), head.end(), part.end)
    if is_hedged(passage, part.start, words.end) or is_denied(passage, part.start, head.end()) or said(passage, Span(*head.span())):
        return
    subject = named_before(passage, part.start, head.start()) or referred(passage, _clause_start(passage, part, head), head.start())
    if not subject:
        return
    before = opening(passage, part.start, min(head.start(), subject[1].start))
    when = days_told(passage, words, before)
    visited = named_at(passage, head.end(), words.end)
    itself = _itself(passage, head.end(), words.end)
    where = (*itself, *(found for found in places_told(passage, words, before) if found[0] not in {place for place, _, _ in itself}))
    hosts, met_words = _met(passage, words.end, part.end, follows)
    if not when or not (visited or where):
        return
    actors = (*subject[0], *(visited[0] if visited and not itself else ()), *hosts)
    event = Event(("visit",), passage.days(None), roles=tuple(dict.fromkeys(("involves", actor) for actor in actors)))
    used = told_words(passage, Span(head.start(), head.end() - 1), subject[1], visited and visited[1], *_spans(when, where))
    if len(subject[0]) == len(itself) > 1 and len(when) == 1 and "respectively" in passage.words(Span(head.end(), part.end)):
        for visitor, place in zip(subject[0], itself, strict=True):
            yield from accounts(passage, (used,), replace(event, roles=(("involves", visitor),)), when, (place,))
        return
    yield from accounts(passage, (used, *met_words), event, when, where)


def _clause_start(passage: Passage, part: Span, head: re.Match[str]) -> int:
    """Where the words before a verb begin that stand for its subject: "On the next day, |the delegation visited"."""
    return max(part.start, passage.text.rfind(", ", part.start, head.start()) + 2)


def _itself(passage: Passage, at: int, end: int) -> tuple[Found, ...]:
    """The places that are the object of the verb: "visited Decani and Pec", "toured the town of Klina"."""
    lead = _ITSELF.match(passage.text, at, end)
    found: list[Found] = []
    reached = lead.end() if lead else at
    for mention in passage.mentions:
        if mention.span.start == reached and mention.span.end <= end and mention.entity.kind == "place":
            found.append((mention.entity, "at", mention.span))
            joint = re.compile(r",?\sand\s|,\s").match(passage.text, mention.span.end, end)
            reached = joint.end() if joint else -1
    return tuple(found)


def _met(passage: Passage, start: int, end: int, follows: Span | None) -> tuple[Actors, tuple[Span, ...]]:
    """Those whom the visitors met there, by the same sentence or the next, with the words."""
    for span in filter(None, (Span(start, end), follows)):
        match = _AND_MET.search(passage.words(span))
        at = span.start + match.end() if match else 0
        if match and (named := named_at(passage, at, span.end)):
            return named[0], (Span(span.start + match.start() + len(match[0]) - len(match[0].lstrip()), named[1].end),)
    return (), ()


def _of_visit(passage: Passage, part: Span, head: re.Match[str]) -> Iterator[Claim]:
    """A visit told by a noun: that it took place, or how it stands."""
    words = clause(passage, head.start(), head.end(), part.end)
    stands = status(passage, head.end(), words.end)
    held = _TOOK_PLACE.search(passage.text, head.end(), words.end)
    if (
        not (stands or held)
        or is_hedged(passage, max(part.start, head.start() - 40), words.end)
        or _ON_A_VISIT.search(passage.text[part.start : head.start()])
    ):
        return
    who, where = _visitors(passage, head.start("visit") - 1, words.end), places(passage, words) or _to(passage, words)
    told_before = not who
    if told_before:
        earlier = next(
            (
                span
                for span in reversed(passage.block.sentences)
                if span.start < head.start() and _BY.search(passage.text, span.start, min(span.end, head.start()))
            ),
            None,
        )
        who = _visitors(passage, earlier.start, head.start()) if earlier else None
        where = where or (_to(passage, Span(earlier.start, head.start())) if earlier else ())
    if not who:
        return
    when = days_told(passage, words, opening(passage, part.start, head.start()))
    if not when and told_before and (day := day_before(passage, head.start())):
        when = (replace(day, precision="derived"),)
    if not when:
        return
    event = Event(("visit",), passage.days(None), roles=tuple(("involves", actor) for actor in who[0]))
    spans = [] if told_before else [who[1], *_spans(when, where)]
    used = told_words(passage, Span(*head.span()), stands[1] if stands else None, held and Span(*held.span()), *spans)
    yield from accounts(passage, (used,), event, when, where, stands[0] if stands else "happened")


def _visitors(passage: Passage, start: int, end: int) -> Named | None:
    match = _BY.search(passage.text, start, end)
    to = passage.text.find(" to ", match.end(), end) if match else -1
    return named_at(passage, match.end(), to if to > 0 else end) if match else None


def _to(passage: Passage, span: Span) -> tuple[Found, ...]:
    """The place behind "to" in the words of a visit."""
    for match in passage.find(_BY, span):
        for to in passage.find(_TO, Span(match.end(), span.end)):
            lead = re.compile(r"(?:the\s)?(?:(?:village|town|city|monastery|municipality)\sof\s)?").match(passage.text, to.end())
            at = lead.end() if lead else to.end()
            if found := next(
                (mention for mention in passage.mentions if mention.span.start == at and mention.entity.kind == "place"), None
            ):
                return ((found.entity, "at", found.span),)
    return ()


def _spans(when: tuple[When, ...], where: tuple[Found, ...]) -> list[Span]:
    return [*(item.span for item in when), *(item[2] for item in where)]
