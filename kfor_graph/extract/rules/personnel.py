"""The strength of a local force: establishment, authorized strength, reserve, and posts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.counts.stocks import COUNTED, OF_BODY, SHARE, WHO, WHOLE, Share, Stock, share_behind, share_of, stocks
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Quantity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_IS = r"(?:is|was|are|were|remains?|remained|stands|stood|numbers|numbered|totals|totalled|amounts\sto|amounted\sto|reached)(?:\s(?:at|now|currently|still))*"
_HAS = r"(?:has|had|have|counts|counted|numbers|numbered|comprises|comprised|includes|included|consists\sof|consisted\sof|employs)(?:\s(?:now|currently|still|a\stotal\sof))*"
_STRENGTH = r"(?:(?:personnel|manning|duty|effective|troop)\s)?(?:establishment|strength|component|personnel|list|membership)"
_NOT_AUTHORIZED = r"(?<!authorized\s)(?<!authorised\s)"
_Q2 = rf"(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})"
_Q3 = rf"(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER})"
_NO_UNIT = rf"{WHOLE}(?![-–]|\s(?:positions|posts|vacanc|applica|candidates|months?|years?))"

_ACTIVE = begins_with(
    "AITacehinoptw",
    rf"(?<!\w)(?:[Tt]he\s|[Ii]ts\s)?(?:(?:current|present|total|overall)\s)*{_NOT_AUTHORIZED}\b[Aa]ctive\s{_STRENGTH}{OF_BODY}\s{_IS}\s{COUNTED}{_NO_UNIT}"
    rf"|\b{_HAS}\s{_Q2}\sactive\s{WHO}"
    rf"|\b(?:(?:has|had|have)\s(?:now\s|currently\s)?|with\s)an?\s(?:(?:current|present|total)\s)*active\s{_STRENGTH}\sof\s{_Q3}{_NO_UNIT}",
)
_RESERVE = re.compile(
    rf"(?:[Tt]he\s|[Ii]ts\s)?\b[Rr]eserve(?:\s(?:strength|component|list|force))?{OF_BODY}\s(?:{_IS}|{_HAS})\s{COUNTED}{WHOLE}(?:\s{WHO}|(?=[.;]|,\s|\sout\sof|\sand\b|\sof\s))"
    rf"|(?:\b(?:{_HAS}|with|there\s(?:are|were))\s|(?<=and\s)){_Q2}\s(?:reservists|reserve\s{WHO}|{WHO}\s(?:on|in)\sthe\sreserve)\b"
)
_BARE = begins_with(
    "A-Zceimnopst",
    rf"\b(?:[Tt]he\s|[Ii]ts\s)?(?:(?:current|present|total|overall)\s)*(?<!active\s)(?<!reserve\s){_NOT_AUTHORIZED}\b(?:(?:personnel|manning|troop)\s)?(?:strength|establishment){OF_BODY}\s{_IS}\s{COUNTED}{_NO_UNIT}"
    rf"|\b(?:numbers|numbered)\s(?:now\s|currently\s)?{_Q2}{WHOLE}(?:\s{WHO})?(?=[.;]|,\s|\s(?:of\swhom|and|including|in\sall|with|out)\b)"
    rf"|(?:\b[A-Z]{{2,6}}|\b(?:[Cc]orps|Force|Service|Police))\s(?:has|had|counts|counted)\s(?:now\s|currently\s)?(?:a\stotal\sof\s)?{_Q3}\s{WHO}(?=[.;]|,\s|\s(?:of\swhom|including|in\sall|in\stotal)\b)",
)
_AUTHORIZED = begins_with(
    "AITaiot",
    rf"(?:[Tt]he\s|[Ii]ts\s|[Aa]n\s)?\b[Aa]uthori[sz]ed\s(?:(?:active|total|reserve)\s)?(?:{_STRENGTH}|figure|total){OF_BODY}\s(?:{_IS}|of)\s{COUNTED}(?:\s(?P<list>active|reserve)(?:\s{WHO})?(?:\sand\s(?P<more>(?P<n4>{NUMBER})\s(?P<list4>active|reserve)(?:\s{WHO})?))?)?"
    rf"|\b(?:of|against|out\sof|to)\s(?:the|its|an)\sauthori[sz]ed\s(?:total\sof\s)?{_Q2}\b"
    rf"|\b(?:of|against|out\sof)\s{_Q3}\sauthori[sz]ed\b",
)
_ACTIVE_ONES = re.compile(rf"\sactive(?:\s{WHO}|\sand\b)")
_OUT_OF = re.compile(
    rf"(?:\s{WHO})?\s(?:out\sof|of)\s(?:(?:an?\s|the\s|its\s)?(?:authori[sz]ed|possible|planned)?\s?(?:strength\sof\s)?)?(?P<n>{NUMBER})(?:\s(?:authori[sz]ed|posts|positions))?(?![\w.,]*\d)"
)
_OF_AUTHORIZED = re.compile(
    rf",?\s(?:or|that\sis,?|which\s(?:is|corresponds\sto|equates\sto|amounts\sto|represents)|representing|corresponding\sto)\s(?P<s1>{FIGURE})(?P<s2>)\s?(?:per\scent|percent|%)\s"
    r"of\s(?:the|its)\sauthori[sz]ed\s"
)
_OPEN = re.compile(
    rf"(?:\b[Tt]here\s(?:are|were|remain|remained)\s(?:still\s|currently\s)?(?:(?P<no>no)\s(?=open|vacant|unfilled|vacanc))?)?(?(no)|{COUNTED}"
    r"\s)(?:(?:open|vacant|unfilled)\s(?:posts?|positions?)(?:\s(?:left|remaining))?|(?<=\d\s)(?:remain|remained)\s(?:open|vacant|unfilled)|(?:(?:active|reserve)\s)?vacanc(?:y|ies)"
    r"|(?:(?:active|reserve)\s)?(?:posts?|positions?)\s(?:is|are|were|was|remains?|remained)\s(?:still\s)?(?:open|vacant|unfilled))\b"
    rf"|\b[Oo]f\s(?:the|its|these)\s(?:{NUMBER}\s)?(?:(?P<of>active|reserve)\s)?(?:posts|positions),\s{_Q2}\s(?:are|were|remain|remained)\s(?:still\s)?(?:open|vacant|unfilled)\b"
)
_POSITIONS = begins_with(
    r"ACEFIJLMNORSTUW\dacefhijlmnorstuw",
    rf"(?:[Tt]he\s)?\b(?P<list>reserve|active)\s(?:list|component)\s(?:includes|included|comprises|comprised|has|had|consists\sof"
    rf"|consisted\sof|contains|contained|provides\sfor|numbers)\s{COUNTED}\s(?:positions|posts)"
    rf"|\b(?:has|had|have|with)\s(?:a\stotal\sof\s)?{_Q3}\s(?:(?:authori[sz]ed|available)\s)?(?:positions|posts)(?=[.;]|,\s|\s(?:of\swhich|in\s(?:all|total)|and)\b)"
    rf"|\b{_Q2}\s(?:(?:authori[sz]ed|available)\s)?(?:positions|posts)\s(?:on|in|of)\sthe\s(?P<list2>reserve|active)\s(?:list|component)",
)
_OF_POSITIONS = re.compile(
    rf"{COUNTED}\s(?:out\s)?of\s(?:the|its)\s(?P<whole>(?P<n2>{NUMBER})\s(?:(?:authori[sz]ed|available)\s)?(?:(?P<list>active|reserve)\s)?(?:positions|posts))"
    rf"(?:\s\((?P<one>{NUMBER})\s(?P<first>active|reserve)\sand\s(?P<two>{NUMBER})\s(?P<second>active|reserve)\))?"
    rf"\s(?P<filled>(?:are|were|is|was|have\sbeen|had\sbeen)\s(?:now\s|currently\s)?(?:filled|occupied|manned))\b"
)
_FILLED = re.compile(
    rf"{COUNTED}(?:{SHARE})?\s(?:(?:positions|posts)\s)?(?:(?:are|were|is|was|being|have\sbeen|had\sbeen)\s)?(?:currently\s|now\s)?(?:filled|occupied|manned)\b"
)
_KEYS = (
    "ctive ",
    "uthori",
    "filled",
    "posts",
    "positions",
    "vacan",
    "eserv",
    "trength",
    "stablishment",
    "numbers",
    "numbered",
    "members",
    "personnel",
)


@reads("establishment", "strength", " reserv", "posts", "positions", " active ", "vacanc", " number", " members", " personnel")
def personnel(passage: Passage) -> Iterator[Claim]:
    """Active, reserve and authorized strength of the one body that is told of, its posts, filled and open, and their shares.

    Example: `«The current active personnel establishment is 2,913» … «There are 113 open posts». «The reserve list includes 2,000
    positions», with «1,892 filled».` A share is as printed, with the part and the whole that the text gives it for.
    """
    if not passage.period:
        return
    made: list[Claim] = []
    for sentence, found in stocks(passage, _KEYS):
        stock = replace(found, passage=replace(passage, here=(*passage.here, *made))) if made else found
        taken: list[Span] = []
        for claim in (*_strengths(stock, sentence, taken), *_posts(stock, sentence, taken)):
            made.append(claim)
            yield claim


def _figure(stock: Stock, match: re.Match[str], names: tuple[tuple[str, str], ...]) -> Quantity:
    """The number of whichever alternative of a pattern matched."""
    n, q = next((n, q) for n, q in names if match[n])
    return stock.passage.quantity(match, n, q)


_NAMES = (("n", "q"), ("n2", "q2"), ("n3", "q3"))


def _strengths(stock: Stock, sentence: Span, taken: list[Span]) -> Iterator[Claim]:
    """How many serve, how many may, and what share that is."""
    passage, text = stock.passage, stock.passage.words(sentence)
    authorized: list[Claim] = []
    if "uthori" in text:
        for match in passage.find(_AUTHORIZED, sentence):
            name = match["list"] or next((name for name in ("active", "reserve") if f" {name} " in match[0]), None)
            words = Span(match.start(), match.start("more") - 5 if match["more"] else match.end())
            if claim := stock.of_list(f"{name}-list" if name else None).claim(
                words, "personnel-authorized", _figure(stock, match, _NAMES), "persons"
            ):
                authorized.append(claim)
                taken.append(_number(match, _NAMES))
                yield claim
            if match["more"]:
                other = stock.of_list(f"{match['list4']}-list").claim(
                    Span(*match.span("more")), "personnel-authorized", passage.quantity(match, "n4"), "persons"
                )
                taken.append(Span(*match.span("n4")))
                yield from filter(None, (other,))
    for keys, pattern, indicator, listed, names in (
        (("ctive ",), _ACTIVE, "personnel-active", "active-list", _NAMES),
        (("eserv",), _RESERVE, "personnel", "reserve-list", _NAMES[:2]),
        (("trength", "stablishment", " number", " has ", " had ", " count"), _BARE, "personnel", None, _NAMES),
    ):
        for match in passage.find(pattern, sentence) if any(key in text for key in keys) else ():
            if _number(match, names) not in taken and _is_whole(passage, sentence, match):
                taken.append(_number(match, names))
                active = indicator == "personnel" and _ACTIVE_ONES.match(passage.text, match.end(), sentence.end)
                what = ("active-list", "personnel-active") if active else (listed, indicator)
                yield from _strength(stock.of_list(what[0]), sentence, match, names, what[1], authorized)


def _is_whole(passage: Passage, sentence: Span, match: re.Match[str]) -> bool:
    """Whether a strength is of no part and at no other time than the one that the report counts for."""
    return not re.search(
        r"\b(?:[Ii]ncreas|[Dd]ecreas|[Rr]educ|from\s\d)\w*\s[^.;]{0,40}\Z",
        passage.text[max(sentence.start, match.start() - 50) : match.start()],
    )


def _number(match: re.Match[str], names: tuple[tuple[str, str], ...]) -> Span:
    return Span(*match.span(next(n for n, _ in names if match[n])))


def _strength(
    stock: Stock, sentence: Span, match: re.Match[str], names: tuple[tuple[str, str], ...], indicator: str, authorized: list[Claim]
) -> Iterator[Claim]:
    """One strength, with what it is of and the share of it."""
    passage = stock.passage
    claim = stock.claim(Span(*match.span()), indicator, _figure(stock, match, names), "persons")
    if not claim:
        return
    yield claim
    whole, end = (authorized[0] if len(authorized) == 1 else None), match.end()
    if out := _OUT_OF.match(passage.text, end, sentence.end):
        number = passage.quantity(out, "n")
        whole = (
            whole if whole and whole.get("value") == number.value else stock.claim(_phrase(out), "personnel-authorized", number, "persons")
        )
        end = out.end()
        if whole and whole not in authorized:
            yield whole
    named = _OF_AUTHORIZED.match(passage.text, end, sentence.end)
    share = share_of(passage, named) if named else share_behind(passage, end, sentence.end)
    whole = whole or (stock.of_list(None).told("personnel-authorized") if share else None)
    if share and whole and (made := stock.share(share, "share", claim, whole)):
        yield made


def _phrase(match: re.Match[str]) -> Span:
    """The words of a match without the blank before them."""
    return Span(match.end() - len(match[0].lstrip(" ,")), match.end())


def _posts(stock: Stock, sentence: Span, taken: list[Span]) -> Iterator[Claim]:
    """Posts, filled and open."""
    passage, words = stock.passage, stock.passage.words(sentence)
    posts, filled_ones = "positions" in words or "posts" in words, any(word in words for word in ("filled", "occupied", "manned"))
    for match in passage.find(_OF_POSITIONS, sentence) if posts and filled_ones else ():
        taken.append(Span(*match.span("n")))
        yield from _of_positions(
            stock.of_list(f"{match['list']}-list" if match["list"] else None if match["one"] else stock.listed), sentence, match
        )
    positions: dict[str, Claim] = {}
    for match in passage.find(_POSITIONS, sentence) if posts else ():
        n, q = next((n, q) for n, q in _NAMES if match[n])
        listed = f"{name}-list" if (name := match["list"] or match["list2"]) else None
        if claim := stock.of_list(listed).claim(Span(*match.span()), "positions", passage.quantity(match, n, q), "posts"):
            positions[listed or ""] = claim
            yield claim
    for match in passage.find(_FILLED, sentence) if filled_ones else ():
        if Span(*match.span("n")) in taken or (taken and match.start() < taken[-1].end):
            continue
        if filled := stock.claim(Span(*match.span()), "positions-filled", passage.quantity(match, "n", "q"), "posts"):
            yield filled
            inside = share_of(passage, match)
            share = inside or share_behind(passage, match.end(), sentence.end)
            whole = positions.get(stock.listed or "") or stock.told("positions")
            if share and (whole or inside) and (made := stock.share(share, "share", filled, whole)):
                yield made
    for match in passage.find(_OPEN, sentence) if any(word in words for word in ("open", "vacan", "unfilled")) else ():
        name = next(n for n in ("n", "no", "n2") if match[n])
        own = stock.of_list(f"{match['of']}-list") if match["of"] else stock
        if claim := own.claim(Span(*match.span()), "posts-open", passage.quantity(match, name, "q2" if name == "n2" else "q"), "posts"):
            yield claim


def _of_positions(stock: Stock, sentence: Span, match: re.Match[str]) -> Iterator[Claim]:
    """So many of so many posts are filled, with the lists that the posts are on."""
    passage = stock.passage
    parts: list[Claim] = []
    for number, listed in (("one", "first"), ("two", "second")):
        if match[number] and (
            part := stock.of_list(f"{match[listed]}-list").claim(
                Span(match.start(number), match.end(listed)), "positions", passage.quantity(match, number), "posts"
            )
        ):
            parts.append(part)
    yield from parts
    more: Slots = tuple(("totalOf", part) for part in parts)
    whole = stock.claim(Span(*match.span("whole")), "positions", passage.quantity(match, "n2"), "posts", more)
    filled = stock.claim(Span(*match.span()), "positions-filled", passage.quantity(match, "n", "q"), "posts")
    yield from filter(None, (whole, filled))
    share: Share | None = share_behind(passage, match.end(), sentence.end)
    if share and filled and (made := stock.share(share, "share", filled, whole)):
        yield made
