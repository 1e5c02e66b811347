"""Amounts of money that were pledged, given, spent or needed, with the parts that they are made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.money import Amount, amounts
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span

_NOUN = r"(?:[Pp]ledges|[Cc]ontributions|[Dd]onations|[Nn]eeds|[Cc]osts?|[Ff]unds|[Ff]unding|[Bb]udget|[Dd]ebts?|[Rr]evenues?|[Ii]nvestments?|[Vv]alue|[Gg]rants|[Ll]oans|[Dd]amages?|[Dd]uties|[Aa]id|[Aa]ssistance)"
_BE = r"(?:amount(?:ed|s)\sto|total(?:led|ed|s)|came\sto|ha(?:d|ve|s)\sbeen\s(?:put|set|fixed)\sat|(?:was|were)\s(?:put|set|fixed)\sat|stood\sat|stands?\sat|reach(?:ed|es)|was|were|is|are)"
_OF_NOUN = re.compile(
    rf"(?P<what>(?:\b[Tt]he\s|\b[Tt]otal\s|\b[Tt]heir\s)?(?:[a-z-]+\s){{0,2}}?\b{_NOUN}\b(?:\s(?!{_BE}\b)[^\s;:.()€$]+){{0,9}}?)\s(?P<be>{_BE})\s(?:a\stotal\sof\s)?\Z"
)
_GAVE = r"pledged|promised|committed|contributed|allocated|granted|donated|earmarked|spent|invested|provided|made\savailable|set\saside|collected|disbursed|transferred"
_ACTOR = (
    r"(?P<who>(?!(?:of|which|and|while|with|including|by)\b)(?:[Tt]he\s)?(?:[A-Za-z][\w'’-]*\s){0,6}?[A-Za-z][\w'’-]*(?:\s\([A-Z]{2,8}\))?)"
)
_BY = re.compile(
    rf"(?:\A|(?<=[.,;]\s)|\band\s|\bof\swhich\s){_ACTOR}\s(?:has\s|have\s|had\s|also\s)*(?P<verb>{_GAVE})\s(?:a\s(?:total|further\ssum|further)\s(?:of\s)?|another\s|an\sadditional\s)?\Z"
)
_GIVEN = re.compile(
    rf"\s(?:was|were|has\sbeen|have\sbeen)\s(?P<verb>{_GAVE})\b(?:\sby\s(?P<who>(?:the\s)?[A-Z][^.,;()]{{1,60}}?))?(?=[.,;]|\s(?:for|to|in|at|and|on)\b)"
)
_OF_WHICH = re.compile(r",?\s(?:of\swhich|including|comprising|made\sup\sof|:)\s|:\s")
_NEXT = re.compile(
    r"(?:,\s(?:and\s)?|\sand\s|;\s(?:and\s)?)(?P<who>(?!of\s|which\b|including\b|compris|with\b)(?:the\s)?[A-Za-z][^,;.()€$\d]{1,60}?)\s(?:with\s)?\Z"
)
_PLEDGED = ("pledge", "promis", "commit")
_PRONOUN = re.compile(r"(?:it|they|he|she|who|which|that|this)\Z", re.I)
_REST = re.compile(r"\b(?:other|others|remaining|rest)\b")
_UNSURE = re.compile(r"\b(?:estimat\w+|claim\w*|demand\w*|requir\w+|asked|seek\w*|sought|appeal\w*|worth|if|per\s(?:cent|month|year))\b")


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount with what is told of it."""

    amount: Amount
    words: Span
    indicator: str
    about: Entity | None
    counted: str


@reads(
    "pledg",
    "promis",
    "commit",
    "contribut",
    "allocat",
    "grant",
    "donat",
    "earmark",
    "spent",
    "invest",
    "available",
    "set aside",
    "provided",
    "collected",
    "amount",
    "total",
    "reach",
    "put at",
    "cost",
    "budget",
    "value",
    "million",
    "billion",
)
def money(passage: Passage) -> Iterator[Claim]:
    """Amounts that were pledged, given, spent or needed, each with the one who gave it; amounts that make up another are its parts.

    Example: `«Pledges for the years 2009 to 2011 amounted to €640 million», of which «the European Commission pledged €310 million»`.
    """
    place = passage.area or passage.mission
    if not passage.period or not place or not passage.has("€", "$", "eur", "dollar", "usd", "marks", "dm"):
        return
    for sentence in passage.block.sentences:
        listed = list(amounts(passage, sentence))
        if listed and told(passage, sentence) and not said(passage, listed[0].span):
            yield from _claims(passage, list(_read(passage, sentence, listed)), place)


def _read(passage: Passage, sentence: Span, listed: list[Amount]) -> Iterator[_Told]:
    """The amounts of a sentence of which is told whose or what they are."""
    at, before = sentence.start, None
    for amount in listed:
        gap = Span(at, amount.span.start)
        if _UNSURE.search(passage.text, gap.start, gap.end) or not of_period(passage, amount.span):
            return
        before = _one(passage, sentence, gap, amount, before)
        if before:
            yield before
        at = amount.span.end


def _one(passage: Passage, sentence: Span, gap: Span, amount: Amount, before: _Told | None) -> _Told | None:
    words = passage.words(gap)
    if noun := _OF_NOUN.search(words):
        what = Span(gap.start + noun.start("what"), gap.start + noun.end("what"))
        return _Told(
            amount,
            Span(what.start, amount.span.end),
            _indicator(noun["what"]),
            None,
            passage.words(what).removeprefix("The ").removeprefix("the "),
        )
    if by := _BY.search(words):
        return _of(passage, Span(gap.start + by.start("who"), gap.start + by.end("who")), amount, by["verb"])
    if given := _GIVEN.match(passage.text, amount.span.end, sentence.end):
        words_of = Span(amount.span.start, given.end())
        who = passage.actor(Span(*given.span("who"))) if given["who"] else None
        return _Told(
            amount,
            words_of,
            _indicator(given["verb"]),
            who,
            given["verb"] if not given["who"] or who else f"{given['verb']} by {given['who']}",
        )
    if before and (following := _NEXT.fullmatch(words)):
        verb = before.counted.split(" by ")[0]
        return _of(passage, Span(gap.start + following.start("who"), gap.start + following.end("who")), amount, verb)
    return None


def _of(passage: Passage, who: Span, amount: Amount, verb: str) -> _Told | None:
    """An amount of somebody: a body or State that is known, else the words; None for a pronoun."""
    words = passage.words(who)
    if _PRONOUN.match(words):
        return None
    actor = passage.actor(who)
    return _Told(amount, Span(who.start, amount.span.end), _indicator(verb), actor, verb if actor else f"{verb} by {words}")


def _indicator(words: str) -> str:
    lower = words.lower()
    if any(stem in lower for stem in _PLEDGED):
        return "amount-pledged"
    return "donation-value" if "donat" in lower else "other"


def _claims(passage: Passage, found: list[_Told], place: Entity) -> Iterator[Claim]:
    """The claims of a sentence's amounts: where the first is told to be made of the others, they are its parts."""
    made = [claim for told_amount in found[1:] if (claim := _claim(passage, told_amount, place))]
    parts: Slots = ()
    if len(found) > 1 and _OF_WHICH.match(passage.text, found[0].amount.span.end):
        rest = _REST.search(found[-1].counted) is not None
        made_up = sum(item.amount.quantity.value for item in found[1:]) >= found[0].amount.quantity.value
        whole = len(found) > 2 and (rest or made_up) and found[0].amount.quantity.qualifier == "exact"
        same = all(item.amount.unit == found[0].amount.unit for item in found)
        parts = tuple(("totalOf" if whole else "includes", claim) for claim in made) if same else ()
    yield from made
    for item in found[:1]:
        if claim := _claim(passage, item, place, parts):
            yield claim


def _claim(passage: Passage, item: _Told, place: Entity, parts: Slots = ()) -> Claim | None:
    more: Slots = (*parts, ("counted", item.counted))
    amount = item.amount
    return observation(passage, (item.words,), item.indicator, amount.quantity, amount.unit, item.about or place, None, more)
