"""The dead and injured that words tell of; silence is nothing, a stated "no one" is a 0."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kfor_graph.document.dates import MONTH
from kfor_graph.extract.actors.groups import community
from kfor_graph.extract.claims import Slots, nought, observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage, remembered
from kfor_graph.model import Claim, Concept, Event, Quantity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_DEGREE = (
    r"(?:(?:seriously|slightly|lightly|badly|severely|critically|fatally|also|moderately|superficially|later|reportedly|allegedly)\s){0,2}"
)
_STOP = (
    r"(?:and|or|who|whom|whose|which|that|to|into|against|about|in|on|at|near|by|with|when|while|after|before|during|were|was|are|is|had|has|have|been|being|including|of|from|killed|injured|wounded|hurt|dead|killing|injuring|wounding|causing|damaging"
    r"|took|made|left|but|as|for|under|outside|inside|close|seriously|slightly|lightly|badly|critically|severely|fatally|suffered|sustained|received|required|needed|died|perished|lost|later|also|subsequently|reportedly|allegedly)"
)
_COUNT = rf"(?:{NUMBER}(?!\s{MONTH})|\b(?:[Aa]n?|[Aa]nother|[Aa]\s(?:second|third|fourth|fifth|further))\b)"
_BODY = rf"(?:members?|officers?|soldiers?)\sof\s(?:(?!{_STOP}\b)[\w'’-]+\s?){{1,6}}+"
_WHO = rf"(?:{_BODY}|(?:(?!{_STOP}\b)(?:\([A-Z]{{2,8}}\)|[\w'’/.-]*[\w'’/-])(?:\s|(?=[,;.)]|\Z))){{1,7}}+(?:{_BODY})?)(?:(?:of|aged)\s{NUMBER}(?:\s|(?=[,;.)])))?"
_OF_THE = r"of\s(?:the|these|those|its|his|her|their)\s"
_ITEM = rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{_COUNT})(?:\s(?P<of>{_OF_THE})?(?P<who>{_WHO}))?+"
_ITEM_AGAIN = re.sub(r"\?P<\w+>", "?:", _ITEM)
_AND = r"\s?(?:,\sand|,|\sand|\band|,?\sas\swell\sas)\s"
# what a list has taken it keeps (+): a shorter one fits nowhere, and to try it takes most of the time
_LIST = rf"{_ITEM_AGAIN}(?:{_AND}{_ITEM_AGAIN}){{0,3}}+"
_HARM = r"(?:(?:(?:shot|stabbed|beaten|attacked|ambushed|hit)\sand\s(?:seriously\s|slightly\s|fatally\s)?)?(?:killed|injured|wounded|hurt)|dead|(?:found\s)?(?:shot|stabbed|beaten|burned|found)\s(?:dead|to\sdeath))"
_WOUNDS = r"(?:(?:an?|the|minor|slight|light|serious|severe|gunshot|head|leg|stab|shrapnel|burn|multiple|bullet|facial|internal|non-life-threatening|life-threatening)\s){0,3}(?:injur(?:y|ies)|wounds?|fractures?|burns?|bruises|cuts|concussions?|broken\sbones)"
_IN_HOSPITAL = (
    r"(?:(?:taken|admitted|brought|evacuated|transferred|flown)\sto|treated\s(?:in|at))\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}?hospitals?"
)
_TREATED = (
    rf"(?:suffered|sustained|received)\s(?:from\s)?{_WOUNDS}|(?:was|were|had\sto\sbe)\s(?:also\s|later\s)?(?:(?:{_IN_HOSPITAL}|hospitali[sz]ed)\s(?:with|for)\s{_WOUNDS}"
    rf"|(?:medically\s)?treated\sfor\s{_WOUNDS}|cut\sby\s(?:flying\s|broken\s)?glass)|(?:needed|required)\s(?:medical|hospital)\s(?:treatment|care|attention)"
)
"what is told of the injured besides that they were: those of a number told before it are part of it"
_PASSIVE = begins_with(
    r"ACEFIJLMNORSTUW\dacefijlmnorstuw",
    rf"\b(?P<list>{_LIST})(?:,\s(?:including|among\sthem)\s[^,;.]{{2,60}},)?\s?(?P<them>,?\s?\(?of\s(?:them|whom|these|those)\)?\s)?(?:(?P<treated>{_TREATED})\b|(?P<be>(?:were|was|had\sbeen|have\sbeen|being)\s)?(?P<degree>{_DEGREE})(?:(?P<harm>{_HARM})(?:\sand\s(?:{_DEGREE})?(?P<second>killed|wounded|injured))?\b|(?P<died>died|perished|(?:lost|lose)\s(?:his|her|their)\sli(?:fe|ves)|succumbed)\b))",
)
_ACTIVE = re.compile(
    rf"\b(?P<harm>killing|injuring|wounding|hurting|killed|injured|wounded|hurt|(?:claimed|claiming|cost|costing)\sthe\sli(?:fe|ves)\sof|leaving|left)\s{_DEGREE}(?P<list>{_LIST})"
    r"(?P<state>\s?(?:dead|(?:(?:seriously|slightly|badly|critically|lightly)\s)?(?:injured|wounded)))?"
)
_NOUN = begins_with(
    r"ACEFIJLMNORSTUW\dacdefijklmnorstuw",
    rf"\b(?P<harm>deaths?|killings?|murders?|wounding|injury|injuring|injuries)\s(?:of|to)\s{_DEGREE}(?P<list>{_LIST})"
    rf"|\b(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\s(?:(?:civilian|serious|minor|slight)\s)?(?P<harm2>deaths|death|fatalities|fatality|injuries)\b(?!\sto\b)",
)
_PART = re.compile(
    rf"(?:[,(]|,?\s(?:including|of\swhom|and)|;)\s?(?P<n>{NUMBER})(?:\s(?:of\s(?:them|whom)|was|were)){{0,2}}\s(?:(?:was|were)\s)?(?P<degree>seriously|critically|severely|badly|gravely)(?:\s(?:injured|wounded|hurt))?(?=[\s.,;)]|\Z)"
)
_OF_THEM = re.compile(r"\s(?:of\s(?:whom|them|these|those)|was|were|later|seriously|critically|fatally)\b")
_REPORTED = re.compile(r"\b(?:reportedly|allegedly)\b")
_GRAVE = re.compile(r"seriously|critically|severely|badly|gravely")
_ONE_ITEM = re.compile(_ITEM)
_OUTCOME = re.compile(r"(?:\b(?:result\w*\sin|caus\w+|le(?:d|ading)\sto|with|claim\w*|and|or|involving)\s|,\s)(?:the\s)?\Z")
"what stands before deaths or injuries that are an outcome: not the murder that somebody is wanted for"
_OF_OTHERS = re.compile(
    r"\b(?:who|whose|had|has|have|to|not|never|of|for|after|before|by|in|about|against|without|reportedly|allegedly)\s(?:(?:also|allegedly|reportedly|\w+ly|having|the)\s)?\Z"
)
"what stands before a verb that tells what people had done or are accused of"
_ALREADY = re.compile(r"\b(?:of|to|for|by|from|against|at|near|on|with\sthe)\s(?:the\s)?\Z")
"what stands before people who are told of by a harm that they came to earlier: the house of a man killed in May"
_OBJECT = re.compile(rf"\s(?:{QUALIFIER}\s)?(?:{NUMBER}|an?|the|his|her|their|several|some|another)\b")
"what follows a verb that is active: of five soldiers injured two"
_WITHIN = re.compile(r"(?:[,(]|\b(?:including|of\swhom|of\sthem|and))\s?\Z")
_HURT = re.compile(r"injur|wound|hurt")
_NO_PEOPLE = begins_with(
    "abcdeghiklmnoprstvwy",
    r"\b(?:dogs?|cows?|cattle|sheep|horses?|livestock|animals?|pigs?|days?|hours?|met(?:re|er)s|kilomet(?:re|er)s|vehicles?|cars?|houses?|bus(?:es)?|windows?|shots?|rounds?|grenades?|incidents?|attacks?|explosions?|times|per\scent|euros?"
    r"|accidents?|occasions?|cases?|shops?|buildings?|year|month|week|night|group\sof\sshots|trees?|bees|cables?|mines?|devices?|bombs?|report|visit|result|total)\Z",
    re.I,
)
_AGED = re.compile(
    r"\b(?:boys?|girls?|m[ae]n|wom[ae]n|child(?:ren)?|sons?|daughters?|youths?|teenagers?|babies|baby|infant|person|pupils?|aged)\s(?:of|aged)?\s?\Z"
)
"what stands before years of age: a boy of eleven"
_SEVERAL = re.compile(
    r"(?:couple|famil(?:y|ies)|group|crowd|pair|patrol|crew|team|gang|mob|number|majority|dozen|hundred|convoy|column|unit)\b"
)
"what an article stands before that is more than one"
_EVERYONE = {"", "person", "persons", "people", "casualties", "injuries"}
_NONE = begins_with(
    "Ncnrstw",
    r"\b(?P<no>[Nn]o(?:\sone|body|ne)?|[Nn]either|[Nn]one)\s(?:(?P<who>persons?|people|KFOR\ssoldiers?|soldiers?|civilians?|police\sofficers?|officers?|passengers?|occupants?|casualties|injuries|of\s(?:the|its|his|their)\s(?:\w+\s){0,2}\w+)\s?)?"
    r"(?:was|were|had\sbeen)\s(?:seriously\s|reported\s)?(?P<harm>killed|injured|wounded|hurt|harmed)\b"
    r"|\b(?:there\swere|there\swas|there\shave\sbeen|with|caused|causing|resulted\sin|resulting\sin|without|suffered)\s(?P<no2>no|any|(?=casualties|injuries|injury))\s?(?:reported\s|reports?\sof\s)?(?P<harm2>injuries|injury|casualties|casualty|fatalities|deaths)\b"
    r"|\b(?P<no3>[Nn]o)\s(?P<harm3>injuries|casualties|fatalities|deaths)\s(?:were\s|was\s|have\sbeen\s)?(?:reported|recorded|occurred|resulted)\b"
    r"|\b(?P<no4>[Nn]one)\sof\s(?:these|the|those)\s(?:acts?|attacks?|incidents?|events?|explosions?|shootings?)\s(?:resulted\sin|caused)\s(?P<harm4>injuries|casualties|fatalities|deaths)\b",
)
_KILLED = re.compile(r"kill|dead|death|died|perish|lost|lose|succumb|murder|claim|cost|fatal")


_WORDS = ("kill", "injur", "wound", "hurt", "died", "dead", "fatal", "fracture", "perish", "casualt", "lost the", "lives")
HARMS = frozenset({"persons-killed", "persons-injured"})
"the indicators of harm"


@dataclass(frozen=True, slots=True)
class Harm:
    """A number of people who were harmed."""

    words: Span
    "the words that tell it"
    indicator: str
    "persons-killed or persons-injured"
    quantity: Quantity
    "how many"
    who: Span | None
    "whom, where the words say so"
    part: bool = False
    "whether they are counted in a number told before: the seriously injured of all injured"
    among: bool = False
    "whether they are told as some of people named before, or by how they were treated: where those were counted, they are no more"


@remembered
def harms(passage: Passage, words: Span) -> tuple[Harm, ...]:
    """The dead and injured that words tell of, each number with the people it counts, in order of place."""
    if not re.search(
        r"kill|dead|death|injur|wound|hurt|died|perish|li(?:fe|ves)\b|succumb|fatal|casualt|seriously|critically|fracture|burns|bruise|concussion|by\s(?:\w+\s)?glass|medical|hospital",
        passage.words(words),
    ):
        return ()
    found: dict[int, Harm] = {}
    for pattern in (_ACTIVE, _NOUN, _PASSIVE):
        for match in passage.find(pattern, words):
            for harm in _counted(passage, words, match):
                found.setdefault(harm.quantity.span.start, harm)
    found = {harm.quantity.span.start: harm for harm in further([found[at] for at in sorted(found)])}
    for match in passage.find(_PART, words):
        if any(harm.quantity.span.end <= match.start("n") and harm.indicator == "persons-injured" for harm in found.values()):
            at = match.start("n")
            found[at] = Harm(Span(at, match.end()), "persons-injured", passage.quantity(match, "n"), None, part=True)
    return tuple(found[at] for at in sorted(found))


def further(found: Sequence[Harm], before: Collection[str] = ()) -> Iterator[Harm]:
    """Harm without that of people who are counted already; the gravely injured among them are a part. `before` are indicators told before."""
    told = set(before)
    for harm in found:
        if not harm.among:
            yield harm
        elif harm.indicator not in told:
            yield replace(harm, part=False)
        elif harm.part:
            yield harm
        told.add(harm.indicator)


def _counted(passage: Passage, words: Span, match: re.Match[str]) -> Iterator[Harm]:
    groups = match.groupdict()
    if groups.get("n2"):
        indicator = "persons-killed" if _KILLED.search(match["harm2"]) else "persons-injured"
        yield Harm(Span(*match.span()), indicator, passage.quantity(match, "n2", "q2"), None)
        return
    told = " ".join(filter(None, map(groups.get, ("harm", "state", "degree", "second", "died"))))
    if match.re is _ACTIVE and match["harm"] in {"leaving", "left"}:
        if not match["state"]:
            return
        told = match["state"]
    if match.re is _PASSIVE and not _is_whole(passage, words, match):
        return
    before = passage.text[max(words.start, match.start() - 30) : match.start()]
    if (match.re is _ACTIVE and _OF_OTHERS.search(before)) or (
        match.re is _NOUN and before.strip() not in {"", "the"} and not _OUTCOME.search(before)
    ):
        return
    if match.re is _PASSIVE and not (match["be"] or match["died"] or match["treated"]) and _ALREADY.search(before):
        return
    indicator = "persons-killed" if _KILLED.search(told) or "fatally" in told else "persons-injured"
    inner = list(_ONE_ITEM.finditer(passage.text, *match.span("list")))
    if len(inner) > 1 and match.re is _PASSIVE:
        inner = list(_last_of_a_kind(passage, inner))
    for number, item in enumerate(inner):
        who = (item["who"] or "").strip()
        article = re.match(r"(?i:a|another|an)\b", item["n"]) is not None
        if not _counts_people(passage, words, match, item, who, article):
            continue
        if match.re is not _PASSIVE and number and not who and _OF_THEM.match(passage.text, item.end("n"), words.end):
            continue
        start = min(item.start(), match.start("harm")) if match.re is not _PASSIVE and number == 0 else item.start()
        end = match.end() if match.re is _PASSIVE else max(item.start("n") + len(item["n"]), item.start("who") + len(who))
        if match.re is _ACTIVE and groups.get("state") and number == len(inner) - 1:
            end = match.end()
        span = Span(*item.span("n"))
        quantity = _one(passage, span) if article else passage.quantity(item, "n", "q")
        among = match.re is _PASSIVE and bool(item["of"] or match["treated"] or match["them"])
        grave = among and _GRAVE.search(match["degree"] or "") is not None
        yield Harm(
            Span(start, end), indicator, quantity, Span(item.start("who"), item.start("who") + len(who)) if who else None, grave, among
        )


def _counts_people(passage: Passage, words: Span, match: re.Match[str], item: re.Match[str], who: str, article: bool) -> bool:
    """Whether a number is one of people: not of things, of years, or the age of somebody."""
    if _NO_PEOPLE.search(who) or _is_year(item["n"]) or _AGED.search(passage.text, max(words.start, item.start() - 20), item.start("n")):
        return False
    if match.re is not _PASSIVE:
        return bool(who or re.fullmatch(NUMBER, item["n"])) and not (article and _SEVERAL.search(who))
    return not (article and (_SEVERAL.search(who) or (not who and item["n"].lower() in {"a", "an"})))


def is_counted(passage: Passage, harm: Harm) -> bool:
    """Whether a claim of the block counts those people already."""
    located = passage.document.report.locate(harm.quantity.span)
    for claim in passage.here:
        indicator = claim.get("indicator")
        if isinstance(indicator, Concept) and indicator.notation in HARMS:
            words = claim.evidence[0].span
            if any(words.start <= piece.start and piece.end <= words.end for piece in located):
                return True
    return False


def is_read(passage: Passage, sentence: Span) -> bool:
    """Whether claims of the block count as many harms as a sentence has words for them: a look that is cheaper than to read it again."""
    sought = sum(map(passage.words(sentence).count, _WORDS))
    located = passage.document.report.locate(sentence)
    first, last = located[0].start, located[-1].end
    for claim in passage.here:
        indicator = claim.get("indicator")
        if isinstance(indicator, Concept) and indicator.notation in HARMS and first <= claim.evidence[0].span.start < last:
            sought -= 1
    return sought <= 0


def _last_of_a_kind(passage: Passage, items: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The items of a list before its verb; only the last where those before are no people ("on 5 and 6 May, two men were hurt")."""
    for item in items[:-1]:
        who = (item["who"] or "").strip()
        if (who and not _is_year(item["n"]) and community(passage, Span(*item.span("who"))) is not None) or (
            who
            and re.search(
                r"\b(?:soldiers?|officers?|protest[eo]rs?|demonstrators?|civilians?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|persons?|people|Serbs?|Albanians?|members?|policem[ae]n|residents?|students?|passengers?|farmers?|miners?|workers?|drivers?|pupils|teachers?|journalists?|villagers?|veterans?|pensioners?|inhabitants?|women)\b",
                who,
            )
        ):
            yield item
    yield items[-1]


def _one(passage: Passage, span: Span) -> Quantity:
    """An article as a number: a man, another."""
    return Quantity(span, Decimal(1), passage.words(span))


def _is_year(words: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", words) is not None


def casualties(
    passage: Passage, words: Span, event: Event, found: tuple[Harm, ...] | None = None, before: Collection[str] = ()
) -> Iterator[Claim]:
    """The dead and injured of one event, each number with the people it counts; "no casualties" is a 0 of both.

    `found` is the harm that the words tell, where it has been read before; `before` are the indicators of what was told of the event before.
    """
    time = event.period.start if event.period.start == event.period.end else event.period
    counted = set()
    for harm in further(harms(passage, words) if found is None else found, before):
        more = _people(passage, harm.who)
        more += (("category", Concept("category", "serious-injury")),) if harm.part else ()
        certainty = "alleged" if _REPORTED.search(passage.words(harm.words)) else "stated"
        if made := observation(passage, (harm.words,), harm.indicator, harm.quantity, "persons", event, time, more, certainty):
            counted.add(harm.indicator)
            yield made
    yield from _noughts(passage, words, event, counted)


def _noughts(passage: Passage, words: Span, event: Event, counted: set[str]) -> Iterator[Claim]:
    time = event.period.start if event.period.start == event.period.end else event.period
    for match in passage.find(_NONE, words):
        number = next(at for at in ("", "2", "3", "4") if match[f"no{at}"] is not None)
        printed = (
            Span(*match.span(f"no{number}"))
            if match[f"no{number}"] not in {"", "any"}
            else Span(match.start(), match.start() + len(match[0].split(" ")[0]))
        )
        if match[f"no{number}"] in {"", "any"} and not match[0].startswith("without"):
            continue
        harm = match[f"harm{number}"]
        indicators = ("persons-killed", "persons-injured") if harm.startswith("casualt") else (_indicator(harm),)
        told = match["who"] or ""
        people = _people(passage, Span(*match.span("who")) if match["who"] else None)
        if not people and told.lower() not in _EVERYONE and not told.startswith("of "):
            continue
        for indicator in indicators:
            if not people and indicator in counted:
                continue
            if made := nought(passage, Span(*match.span()), printed, indicator, "persons", event, time, people):
                yield made


def _indicator(harm: str) -> str:
    return "persons-killed" if _KILLED.search(harm) else "persons-injured"


def _is_whole(passage: Passage, words: Span, match: re.Match[str]) -> bool:
    """Whether a number before its verb counts people of its own: no part of a number told before, and no one who hurts others."""
    if not (match["be"] or match["died"] or match["treated"]) and _OBJECT.match(passage.text, match.end(), words.end):
        return False
    before = passage.text[words.start : match.start()]
    if before.endswith(("no ", "No ")):
        return False
    item = next(_ONE_ITEM.finditer(passage.text, *match.span("list")), None)
    return not (
        item
        and (match["degree"] or "").strip() not in {"", "also", "later"}
        and not item["who"]
        and _WITHIN.search(before)
        and _HURT.search(before)
    )


def _people(passage: Passage, who: Span | None) -> Slots:
    """The population that the words name, where the scheme has it."""
    if not who:
        return ()
    words = re.sub(r"^(?:(?:others?|more|local|of the|of its|young|elderly|off-duty)\s)+", "", passage.words(who))
    concept = passage.vocabulary.concept("population", words) or community(passage, who)
    if not concept and (child := re.search(r"\b(?:child|children|boys?|girls?)\Z", words)):
        concept = passage.vocabulary.concept("population", "children" if child else "")
    return (("population", Concept("population", concept.notation)),) if concept else ()
