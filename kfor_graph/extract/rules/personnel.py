"""The strength of a local force: establishment, posts, and the members who belong to minorities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kfor_graph.extract.as_at import as_at
from kfor_graph.extract.bodies import body
from kfor_graph.extract.claims import Slots, observation, population
from kfor_graph.extract.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.told import of_period, told
from kfor_graph.model import Claim, Concept, Entity
from kfor_graph.texts import Period, Span

_N = rf"\b(?=\w)(?:(?P<q>(?i:{QUALIFIER}))\s)?(?P<n>{NUMBER})"
_IS = r"(?:is|was|are|were|remains?|remained|stands|stood|numbers|numbered|totals|totalled)(?:\s(?:at|now|currently|still))*"
_WHO = r"(?:members|personnel|soldiers|officers|staff)"
_PERCENT = r"(?:\s(?:per\scent|percent)|%)"
_MINORITY = r"(?:ethnic\s)?minorit(?:y|ies)"
_STRENGTH = r"(?:(?:personnel|manning|duty)\s)?(?:establishment|strength|component|personnel|list)"

_ACTIVE = re.compile(
    rf"(?:[Tt]he\s)?(?:(?:current|present|total|overall)\s)*(?<!authorized\s)(?<!authorised\s)\bactive\s{_STRENGTH}(?:\sof"
    rf"\s[^.;,()\d]{{2,60}}?)?\s{_IS}\s{_N}"
    rf"|\b(?:has|had|counts|counted|numbers|numbered)\s(?:(?P<q2>(?i:{QUALIFIER}))\s)?(?P<n2>{NUMBER})\sactive\s{_WHO}"
)
_AUTHORIZED = re.compile(
    rf"(?:[Tt]he\s)?\bauthori[sz]ed\s(?:(?:active|total)\s)?{_STRENGTH}(?:\sof\sthe\s[^.;,()\d]{{2,60}}?)?\s(?:{_IS}|of)\s{_N}"
)
_OPEN = re.compile(
    rf"(?:\b[Tt]here\s(?:are|were|remain|remained)\s(?:still\s|currently\s)?(?:(?P<no>no)\s(?=open|vacant|unfilled))?)?(?(no)|{_N}"
    rf"\s)(?:(?:open|vacant|unfilled)\s(?:posts|positions)(?:\s(?:left|remaining))?"
    r"|(?:posts|positions)\s(?:are|were|remain|remained)\s(?:still\s)?(?:open|vacant|unfilled))\b"
)
_POSITIONS = re.compile(
    rf"(?:[Tt]he\s)?\b(?P<list>reserve|active)\s(?:list|component)\s(?:includes|included|comprises|comprised|has|had|consists\sof"
    rf"|consisted\sof|contains|contained|provides\sfor|numbers)\s{_N}\s(?:positions|posts)"
    rf"|\b(?:(?P<q2>(?i:{QUALIFIER}))\s)?(?P<n2>{NUMBER})\s(?:positions|posts)\s(?:on|in|of)\sthe\s(?P<list2>reserve|active)\s"
    rf"(?:list|component)"
)
_FILLED = re.compile(
    rf"{_N}\s(?:(?:positions|posts)\s)?(?:(?:are|were|is|was|being|have\sbeen|had\sbeen)\s)?(?:currently\s|now\s)?filled\b"
)
_SHARE = (
    rf"(?:\s\((?P<s1>{FIGURE}){_PERCENT}\)|,?\s(?:or|which\s(?:equates|amounts|corresponds)\sto|equalling|equating\sto"
    rf"|representing|that\sis)\s(?P<s2>{FIGURE}){_PERCENT}(?:,)?)"
)
_SHARE_INSIDE = _SHARE.replace("<s1>", "<s3>").replace("<s2>", "<s4>")
_OF_MINORITIES = re.compile(
    rf"""
    (?P<head>(?:\b[Tt]here\s(?:are|were)\s(?:currently\s)?)?{_N})
    (?:{_SHARE})?\s
    (?:active\s)?(?:
        {_MINORITY}\s{_WHO}
      | {_WHO}\s(?:from|of|belonging\sto)\s(?:the\s)?{_MINORITY}(?:\scommunities)?
      | (?:{_WHO}(?:{_SHARE_INSIDE})?\s)?(?:belong\sto|come\sfrom|are\s{_WHO}\sof|are\sfrom)\s(?:an?\s|the\s)?{_MINORITY}(?:\scommunities)?
    )\b
    """,
    re.X,
)
_MEMBERS_ONLY = re.compile(rf"{_MINORITY}\s{_WHO}\Z|{_MINORITY}(?:\scommunities)?\Z")
_VERB = re.compile(r"number|account")
_NUMBERED = re.compile(
    rf"(?:[Tt]he\s)?\b{_MINORITY}\s(?:{_WHO}\s)?(?:(?:of|in|within)\s(?:the\s)?[A-Z][^.;,()\d]{{1,50}}?\s)?(?:number|numbered"
    rf"|account\sfor|accounted\sfor)\s{_N}(?:\s{_WHO})?",
    re.I,
)
_BEHIND = re.compile(_SHARE)
_UNIT = re.compile(_PERCENT)
_SEXES = re.compile(
    rf"\s\((?P<n>{NUMBER})\s(?P<sex>male|female|men|women)s?(?:,|\sand|,\sand)\s(?P<n2>{NUMBER})\s(?P<sex2>male|female|men|women)s?\)"
    rf"|,?\s(?:of\s(?:whom|which|these|them)|including)\s(?P<n3>{NUMBER})\s(?:are\s|were\s)?(?P<sex3>male|female|men|women)s?\b"
)
_PARTS = {"male": "male", "men": "male", "female": "female", "women": "female"}
_KEYS = ("active ", "uthori", "minorit", "Minorit", "filled", "posts", "positions")
_WHOSE = re.compile(r"\s(?:in|of|at|within|with)\s(?:the\s)?")
_HAS = re.compile(r"(?:\b(?:has|have|had|includ\w+|compris\w+|count\w+|are|were|employ\w+|of\s(?:whom|which|these|them))|[,(]|\(with)\s*\Z")
_REFERS = re.compile(r"\b(?:[Oo]f\s(?:these|them|those|this|which|whom|the\s(?:total|latter))|[Tt]his\s(?:number|figure|includes))\b")


@dataclass(frozen=True, slots=True)
class _Stock:
    """What the figures of one sentence share."""

    passage: Passage
    about: Entity
    time: Period | date | None
    listed: str | None
    "active-list, reserve-list or None where the text does not say"

    def claim(
        self,
        words: Span,
        indicator: str,
        match: re.Match[str],
        n: str,
        q: str | None,
        unit: str,
        more: Slots = (),
        also: tuple[str, ...] = (),
    ) -> Claim | None:
        """One figure of the list."""
        if not of_period(self.passage, words) or self._of_a_mission(words.end):
            return None
        people = population(*((self.listed,) if self.listed else ()), *also)
        return observation(
            self.passage, (words,), indicator, self.passage.quantity(match, n, q), unit, self.about, self.time, people + more
        )

    def _of_a_mission(self, position: int) -> bool:
        """Whether what follows says that the figure is a mission's: open posts in UNMIK."""
        lead = _WHOSE.match(self.passage.text, position)
        return lead is not None and any(
            mention.span.start == lead.end() and mention.entity.kind == "mission" for mention in self.passage.mentions
        )


def personnel(passage: Passage) -> Iterator[Claim]:
    """Active and reserve strength, posts, and members of minorities with their share and sexes, of the one body that is told of.

    Example: `«The current active personnel establishment is 2,913». «There are 194» («6.83 per cent») active ethnic minority members
    («170 male», «24 female»).` A share is as printed, with the part and the whole that the text gives it for.
    """
    if not passage.has("establishment", "strength", "minorit", " reserve ", "posts", " active ") or not passage.period:
        return
    made: list[Claim] = []
    before: str | None = None
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not any(key in words for key in _KEYS) or not told(passage, sentence) or not (about := body(passage, sentence)):
            continue
        before = _list(words, before)
        time = as_at(passage, sentence.end) if passage.has("as at ", "as of ") else None
        for claim in _figures(_Stock(passage, about, time, before), sentence, made):
            made.append(claim)
            yield claim


def _list(words: str, before: str | None) -> str | None:
    """The list that a sentence is about: the one that it names; the sentence's before, where it refers back; else none."""
    named = [f"{name}-list" for name in ("active", "reserve") if name in words]
    if len(named) == 1:
        return named[0]
    return before if not named and _REFERS.search(words) else None


def _figures(stock: _Stock, sentence: Span, made: list[Claim]) -> Iterator[Claim]:
    """The figures of one sentence: wholes before their parts and shares."""
    passage, here = stock.passage, []
    for claim in (*_wholes(stock, sentence), *_posts(stock, sentence)):
        here.append(claim)
        yield claim
    words = passage.words(sentence)
    if "minorit" in words or "Minorit" in words:
        for match in (*passage.find(_OF_MINORITIES, sentence), *(passage.find(_NUMBERED, sentence) if _VERB.search(words) else ())):
            if _is_stock(stock.passage, sentence, match):
                yield from _minority(stock, match, [*made, *here])


def _is_stock(passage: Passage, sentence: Span, match: re.Match[str]) -> bool:
    """Whether a number counts all members of minorities that there are, not those who came, left or were hurt."""
    if match.re is _NUMBERED or "here" in match["head"] or not _MEMBERS_ONLY.search(match[0]):
        return True
    return (
        any(match[name] for name in ("s1", "s2", "s3", "s4")) or _HAS.search(passage.text, sentence.start, match.start("head")) is not None
    )


def _wholes(stock: _Stock, sentence: Span) -> Iterator[Claim]:
    passage = stock.passage
    if "active" not in (words := passage.words(sentence)) and "uthori" not in words:
        return
    for match in passage.find(_ACTIVE, sentence):
        n, q = ("n", "q") if match["n"] else ("n2", "q2")
        active = _Stock(passage, stock.about, stock.time, "active-list")
        parts, slots, _ = _sexes(active, match.end(), sentence, "personnel-active")
        yield from parts
        if claim := active.claim(Span(*match.span()), "personnel-active", match, n, q, "persons", slots):
            yield claim
    for match in passage.find(_AUTHORIZED, sentence):
        authorized = _Stock(passage, stock.about, stock.time, "active-list" if " active " in match[0] else None)
        if claim := authorized.claim(Span(*match.span()), "personnel-authorized", match, "n", "q", "persons"):
            yield claim


def _posts(stock: _Stock, sentence: Span) -> Iterator[Claim]:
    passage, words = stock.passage, stock.passage.words(sentence)
    for match in passage.find(_POSITIONS, sentence) if re.search(r"\b(?:list|component)\b", words) else ():
        n, q, listed = ("n", "q", match["list"]) if match["n"] else ("n2", "q2", match["list2"])
        if claim := _Stock(passage, stock.about, stock.time, f"{listed}-list").claim(
            Span(*match.span()), "positions", match, n, q, "posts"
        ):
            yield claim
    for key, pattern, indicator in ((r"\bfilled\b", _FILLED, "positions-filled"), (r"\b(?:open|vacant|unfilled)\b", _OPEN, "posts-open")):
        for match in passage.find(pattern, sentence) if re.search(key, words) else ():
            n = "n" if match["n"] else "no"
            if claim := stock.claim(Span(*match.span()), indicator, match, n, "q", "posts"):
                yield claim


def _minority(stock: _Stock, match: re.Match[str], made: list[Claim]) -> Iterator[Claim]:
    """Members of minorities: the number, its sexes, its share."""
    passage = stock.passage
    sentence = passage.sentence(match.start())
    inside = next((name for name in ("s1", "s2", "s3", "s4") if name in match.re.groupindex and match[name]), None)
    behind = None if inside else _BEHIND.match(passage.text, match.end(), sentence.end)
    parts, slots, end = _sexes(stock, behind.end() if behind else match.end(), sentence, "personnel-minority")
    behind = behind or _BEHIND.match(passage.text, end, sentence.end)
    yield from parts
    there = inside in {"s1", "s2"} and match.start("head") < match.start("q" if match["q"] else "n")
    words = Span(*match.span("head")) if there else Span(*match.span())
    number = stock.claim(words, "personnel-minority", match, "n", "q", "persons", slots)
    if not number:
        return
    yield number
    if share := match if inside else behind:
        name = inside or ("s1" if share["s1"] else "s2")
        percent = _UNIT.match(passage.text, share.end(name))
        cited = Span(share.start(name), percent.end() if percent else share.end(name))
        if claim := stock.claim(cited, "share-minority", share, name, None, "percent", _related(stock, number, made)):
            yield claim


def _sexes(stock: _Stock, position: int, sentence: Span, indicator: str) -> tuple[list[Claim], Slots, int]:
    """Men and women behind a number, and where their words end: both together make it up, one alone is included in it."""
    match = _SEXES.match(stock.passage.text, position, sentence.end)
    if not match:
        return [], (), position
    groups = (("n", "sex"), ("n2", "sex2")) if match["n"] else (("n3", "sex3"),)
    claims = [
        claim
        for n, sex in groups
        if (claim := stock.claim(Span(match.start(n), match.end(sex)), indicator, match, n, None, "persons", also=(_PARTS[match[sex]],)))
    ]
    both = len(groups) == 2 and match["sex"] != match["sex2"]
    return claims, tuple(("totalOf" if both else "includes", claim) for claim in claims), match.end()


def _related(stock: _Stock, part: Claim, made: list[Claim]) -> Slots:
    """Part and whole of a share: the whole is the strength of the active list, or the filled posts of the reserve, told before."""
    indicator = {"active-list": "personnel-active", "reserve-list": "positions-filled"}.get(stock.listed or "")
    listed = Concept("population", stock.listed or "")
    for told_before in (made, stock.passage.earlier):
        wholes = [
            claim
            for claim in dict.fromkeys(told_before)
            if claim.get("indicator") == Concept("indicator", indicator or "")
            and claim.values("population") == (listed,)
            and claim.get("about") == stock.about
        ]
        if len(wholes) == 1:
            return (("numerator", part), ("denominator", wholes[0]))
    return ()
