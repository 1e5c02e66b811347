"""The members of a local force who belong to a minority or a community, and its women."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.counts.stocks import COUNTED, SHARE, WHO, WHOLE, Stock, share_behind, share_of, stocks
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_MINORITY = r"(?:ethnic\s)?minorit(?:y|ies)"
_COMMUNITIES = rf"(?:{_MINORITY}(?:\scommunit(?:y|ies))?|(?:non-majority|minority)\scommunities)"
_SHARE_INSIDE = SHARE.replace("<s1>", "<s3>").replace("<s2>", "<s4>")
_OF_MINORITIES = re.compile(
    rf"""
    (?<!\w)(?P<head>(?:[Tt]here\s(?:are|were)\s(?:currently\s)?)?{COUNTED})
    (?:{SHARE})?\s
    (?:active\s|reserve\s)?(?:
        {_MINORITY}\s{WHO}
      | {WHO}\s(?:from|of|belonging\sto)\s(?:the\s|an?\s)?{_COMMUNITIES}
      | (?:{WHO}(?:{_SHARE_INSIDE})?\s)?(?:belong\sto|come\sfrom|are\s{WHO}\sof|are\sfrom|belonged\sto|came\sfrom)\s(?:an?\s|the\s)?{_COMMUNITIES}
      | (?:of\sthem\s)?from\s(?:the\s|an\s)?{_COMMUNITIES}
    )\b
    """,
    re.X,
)
_MEMBERS_ONLY = re.compile(rf"{_MINORITY}\s{WHO}\Z|{_COMMUNITIES}\Z")
_VERB = re.compile(r"number|account|represented|make|made|stood|stands")
_NUMBERED = re.compile(
    rf"(?:[Tt]he\s)?\b(?:{_MINORITY}\s(?:{WHO}\s)?|number\sof\s{_MINORITY}\s{WHO}\s)(?:(?:of|in|within)\s(?:the\s)?[A-Z][^.;,()\d]{{1,50}}?\s)?(?:number|numbered"
    rf"|account\sfor|accounted\sfor|(?:are|were)\srepresented\sby|stands\sat|stood\sat|make\sup|made\sup)\s{COUNTED}{WHOLE}(?:\s{WHO})?",
    re.I,
)
_SHARE_ONLY = begins_with(
    "EFMTWefmprstw",
    rf"\b(?P<who>[Mm]inorities|[Ee]thnic\sminorities|[Mm]inority\s{WHO}|[Ee]thnic\sminority\s{WHO}|[Ww]omen|[Ff]emale\s{WHO})\s(?:now\s|currently\s)?(?:account\sfor|accounted\sfor|make\sup|made\sup|represent|represented|constitute|constituted)"
    rf"\s(?:(?P<q>{QUALIFIER})\s)?(?P<s1>{FIGURE})(?P<s2>)\s?(?:per\scent|percent|%)(?!\sof\s(?:the\s|all\s)?(?:officers|recruits|candidates|applicants|non-commissioned|senior|new|staff|applications))"
    rf"|\b(?:(?:[Tt]he\s)?(?:share|percentage|proportion|representation)\sof\s)?(?P<who2>(?:ethnic\s)?minorities|(?:ethnic\s)?[Mm]inority\s(?:{WHO}|representation)|women|female\s(?:{WHO}|representation))[^.;,()\d]{{0,40}}?\s(?:is|was|stands\sat|stood\sat|remained(?:\sat)?|remains(?:\sat)?)\s(?:(?P<q2>{QUALIFIER})\s)?(?P<s3>{FIGURE})\s?(?:per\scent|percent|%)",
)
_WOMEN = re.compile(
    rf"{COUNTED}(?:{SHARE})?\s(?:(?:of\sthem|{WHO})\s(?:are|were)\s)?(?:are\s|were\s)?(?P<sex>women|female(?:\s{WHO})?)\b(?!\s(?:candidates|applicants|applications|recruits|cadets|students))"
    rf"|\b[Ww]omen\s(?:are\srepresented\s|were\srepresented\s|represented\s)?(?:by|number|numbered|account\sfor)\s(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER}){WHOLE}(?:\s{WHO})?"
)
_STANDS = re.compile(
    r"(?:\b(?:has|have|had|includ\w+|compris\w+|count\w+|number\w*|are|were|employ\w+|with|and|of\s(?:whom|which|these|them))|[,(]|\(with)\s*\Z"
)
_HAS = re.compile(r"(?:\b(?:has|have|had|includ\w+|compris\w+|count\w+|are|were|employ\w+|of\s(?:whom|which|these|them))|[,(]|\(with)\s*\Z")
_NOT_STOCK = re.compile(
    r"\s(?:was|were|have|had|has|attended|completed|joined|left|took|began|participated|applied|graduated)\b(?!\s(?:women|members|from|of)\b)"
)
_SEXES = re.compile(
    rf"\s\((?P<n>{NUMBER})\s(?P<sex>male|female|men|women)s?(?:,|\sand|,\sand)\s(?P<n2>{NUMBER})\s(?P<sex2>male|female|men|women)s?\)"
    rf"|,?\s(?:of\s(?:whom|which|these|them)|including)\s(?P<n3>{NUMBER})\s(?:are\s|were\s)?(?P<sex3>male|female|men|women)s?\b"
)
_PARTS = {"male": "male", "men": "male", "female": "female", "women": "female"}
_LISTED = re.compile(
    rf"(?:,\s(?:including|of\swhom|namely|comprising)\s|\s\(|:\s|,\s)(?P<list>{NUMBER}\s(?:are\s|were\s)?[A-Z][^.;()]{{2,160}}?)(?=[.;)]|\Z)"
)
_ONE = re.compile(rf"(?P<n>{NUMBER})\s(?:are\s|were\s)?(?P<who>[A-Z][\w-]*(?:\s[A-Z][\w-]*)?)")
_COUNTS = re.compile(
    rf"\b(?:[Mm]inorit(?:y|ies)\s(?:{WHO}\s)?(?:are|comprise|include|consist\sof)|(?:[Tt]hey|[Tt]hese)\s(?:are|include|comprise))\s(?:now\s|currently\s)?(?P<list>{NUMBER}\s[A-Z][^.;()]{{2,160}}?)(?=[.;]|\Z)"
)
_OTHERS = re.compile(r"applica|applied|candidate|recruit|course|dismiss|suspend|discharge|reinstat")
"words of sentences that count others than all who serve"
_SHARED = re.compile(r"per\scent|percent|%")
_KEYS = ("minorit", "Minorit", "women", "Women", "female", "Female", "Serb", "Turk", "Bosnia", "Goran", "Roma", "Ashkali")


@reads("minorit", "women", "female", "serbs", "turks", "bosnia")
def members(passage: Passage) -> Iterator[Claim]:
    """Members of the one body that is told of who belong to minorities or communities, or are women, with their share.

    Example: `«There are 194» («6.83 per cent») active ethnic minority members («170 male», «24 female»)`. A share is as printed, with
    the part and the whole that the text gives it for.
    """
    if not passage.period:
        return
    for sentence, stock in stocks(passage, _KEYS):
        words = passage.words(sentence)
        taken: list[Span] = []
        if "inorit" in words:
            for match in (*passage.find(_OF_MINORITIES, sentence), *(passage.find(_NUMBERED, sentence) if _VERB.search(words) else ())):
                if _is_stock(passage, sentence, match):
                    yield from _minority(stock, sentence, match, taken)
        if not taken and (match := _COUNTS.search(passage.text, sentence.start, sentence.end)):
            yield from _communities(stock, match)[0]
        if "omen" in words or "emale" in words:
            yield from _women(stock, sentence, taken)
        yield from _shares(stock, sentence) if _SHARED.search(words) else ()


def _is_stock(passage: Passage, sentence: Span, match: re.Match[str]) -> bool:
    """Whether a number counts all members of minorities that there are, not those who came, left or were hurt."""
    if match.re is _NUMBERED or "here" in match["head"]:
        return True
    if _OTHERS.search(passage.words(sentence)):
        return False
    if not _MEMBERS_ONLY.search(match[0]):
        return True
    return (
        any(match[name] for name in ("s1", "s2", "s3", "s4")) or _HAS.search(passage.text, sentence.start, match.start("head")) is not None
    )


def _minority(stock: Stock, sentence: Span, match: re.Match[str], taken: list[Span]) -> Iterator[Claim]:
    """Members of minorities: the number, its sexes and communities, its share."""
    passage = stock.passage
    names = tuple(name for name in ("s1", "s2", "s3", "s4") if name in match.re.groupindex and match[name])
    inside = share_of(passage, match, names) if names else None
    behind = None if inside else share_behind(passage, match.end(), sentence.end)
    parts, slots, end = _sexes(stock, behind.end if behind else match.end(), sentence)
    if not parts:
        listed = _LISTED.match(passage.text, behind.end if behind else match.end(), sentence.end)
        parts, slots = _communities(stock, listed, passage.quantity(match, "n").value) if listed else ([], ())
        end = listed.end() if listed else end
    taken.append(Span(match.start(), end))
    behind = behind or share_behind(passage, end, sentence.end)
    yield from parts
    there = bool(names) and names[0] in {"s1", "s2"} and match.start("head") < match.start("q" if match["q"] else "n")
    words = Span(*match.span("head")) if there else Span(*match.span())
    number = stock.claim(words, "personnel-minority", passage.quantity(match, "n", "q"), "persons", slots)
    if not number:
        return
    yield number
    share = inside or behind
    if share and (made := stock.share(share, "share-minority", number, stock.whole())):
        yield made


def _sexes(stock: Stock, position: int, sentence: Span) -> tuple[list[Claim], Slots, int]:
    """Men and women behind a number, and where their words end: both together make it up, one alone is included in it."""
    passage = stock.passage
    match = _SEXES.match(passage.text, position, sentence.end)
    if not match:
        return [], (), position
    groups = (("n", "sex"), ("n2", "sex2")) if match["n"] else (("n3", "sex3"),)
    claims = []
    for n, sex in groups:
        words, also = Span(match.start(n), match.end(sex)), (_PARTS[match[sex]],)
        if claim := stock.claim(words, "personnel-minority", passage.quantity(match, n), "persons", also=also):
            claims.append(claim)
    both = len(groups) == 2 and match["sex"] != match["sex2"]
    return claims, tuple(("totalOf" if both else "includes", claim) for claim in claims), match.end()


def _communities(stock: Stock, listed: re.Match[str], whole: Decimal | None = None) -> tuple[list[Claim], Slots]:
    """The members of each community of a list: together they make a number up, or are only included in it."""
    passage = stock.passage
    claims, total = [], Decimal(0)
    for match in passage.find(_ONE, Span(*listed.span("list"))):
        concept = passage.vocabulary.concept("population", match["who"])
        if not concept or concept.notation not in passage.vocabulary.narrower(Concept("population", "community")):
            continue
        number = passage.quantity(match, "n")
        if claim := stock.claim(Span(*match.span()), "personnel-minority", number, "persons", also=(concept.notation,)):
            claims.append(claim)
            total += number.value
    return claims, tuple(("totalOf" if total == whole else "includes", claim) for claim in claims)


def _women(stock: Stock, sentence: Span, taken: list[Span]) -> Iterator[Claim]:
    """Women among all members, with their share; those among the members of minorities are told with these."""
    passage = stock.passage
    for match in passage.find(_WOMEN, sentence):
        n, q = ("n", "q") if match["n"] else ("n2", "q2")
        if any(match.start(n) in range(span.start, span.end) for span in taken):
            continue
        if match["n"] and not _STANDS.search(passage.text, sentence.start, match.start()):
            continue
        if _NOT_STOCK.match(passage.text, match.end(), sentence.end) or _OTHERS.search(passage.words(sentence)):
            continue
        number = stock.claim(Span(*match.span()), "personnel", passage.quantity(match, n, q), "persons", also=("female",))
        if not number:
            continue
        yield number
        share = share_of(passage, match) or share_behind(passage, match.end(), sentence.end)
        if share and (made := stock.share(share, "share", number, stock.whole(), ("female",))):
            yield made


def _shares(stock: Stock, sentence: Span) -> Iterator[Claim]:
    """A share without its number."""
    passage = stock.passage
    for match in passage.find(_SHARE_ONLY, sentence):
        share = share_of(passage, match, ("s1", "s3"))
        women = "omen" in (who := match["who"] or match["who2"]) or "emale" in who
        if not share:
            continue
        number = passage.quantity(match, "s1" if match["s1"] else "s3", "q" if match["s1"] else "q2")
        words, also = Span(*match.span()), ("female",) if women else ()
        if claim := stock.claim(words, "share" if women else "share-minority", number, "percent", also=also):
            yield claim
