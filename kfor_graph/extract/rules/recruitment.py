"""Recruitment campaigns of a local force: posts, applications, candidates, recruits."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import Slots, observation, population
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.counts.stocks import COUNTED
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span

_WHO = r"(?:(?:[A-Z]{2,6}|new|young|further|more|other|former|active|reserve|serving|male|female)\s){0,3}(?:members|persons|people|candidates|applicants|men|women|soldiers|officers)"
_HAD = r"(?:(?:had|have|has|were|was)\s)?(?:been\s|also\s|already\s)?"
_MINORITIES = r"(?:members\sof\s|candidates\sfrom\s|applicants\sfrom\s)?(?:the\s)?(?:ethnic\s)?(?:minorities|minority\s(?:communities|candidates|applicants|members)|non-majority\scommunities)"

_APPLICATIONS = re.compile(
    rf"{COUNTED}\s(?:(?:new|valid|written)\s)?applications\s{_HAD}(?:received|submitted|made|filed|registered|lodged)\b"
    rf"|\b(?:attracted|drew|produced|received|yielded|brought|resulted\sin|led\sto)\s(?:a\stotal\sof\s)?(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\s(?:(?:new|valid)\s)?(?:applications|applicants|candidates)\b"
    rf"|\b(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER})\s{_WHO}\s(?:(?:had|have|has)\s)?applied\b(?:\s(?:to\s(?:join|serve)|for)\s[^.;,()]{{2,60}}?(?=[.;,()]|\sand\b|\Z))?"
)
_FOR_POSTS = re.compile(
    rf"\b(?:campaigns?\b[^.;,\d]{{0,40}}?\sfor|(?:applications|applicants|candidates)\s(?:(?:were|had\sbeen|have\sbeen)\s)?(?:(?:received|submitted|made)\s)?for|applied\sfor|[Aa]pplications\swere\sinvited\sfor|advertised)\s(?:a\stotal\sof\s)?{COUNTED}\s(?:(?:new|open|vacant|active|reserve)\s)*(?:posts|positions|vacancies|places)\b"
)
_RESERVED = re.compile(
    rf"(?:\s(?:was|were|is|has\sbeen|had\sbeen)\s\w+)?,?\s(?:of\swhich|including)\s{COUNTED}\s(?:posts\s|positions\s)?(?:(?:are|were|is|had\sbeen|have\sbeen|being)\s)?(?:reserved|set\saside|earmarked|intended)\sfor\s(?:(?P<minority>{_MINORITIES})|(?P<women>women))"
)
_OF_MINORITIES = re.compile(
    rf"(?:\sfor\s{NUMBER}\s(?:posts|positions|places)|\s(?:by|in|during)\s[^.;,]{{3,40}})?,?\s(?:(?:of\s(?:which|whom)|including|among\s(?:them|whom))\s{COUNTED}|(?P<n2>{NUMBER})\sof\s(?:them|these|which|whom))\s(?:(?:came|were|are|of\sthem)\s)?(?:(?:from|by|of)\s)?(?:(?P<minority>{_MINORITIES})|(?P<women>women))\b"
)
_CANDIDATES = re.compile(
    rf"{COUNTED}\s(?:of\s(?:the|these|them)\s)?(?:candidates|applicants|applications)\s(?:(?:were|was|had\sbeen|have\sbeen)\s)?(?:also\s)?(?P<what>rejected|refused|disqualified|excluded|turned\sdown|selected|accepted|chosen|admitted|shortlisted)\b"
)
_AND_CANDIDATES = re.compile(
    rf"(?:\s(?:for|on|because|as|in|due)\s[^.;,]{{3,50}}?)?(?:,|,?\sand|\swhile)\s{COUNTED}\s(?:(?:were|had\sbeen|have\sbeen)\s)?(?P<what>rejected|refused|disqualified|excluded|turned\sdown|selected|accepted|chosen|admitted|shortlisted)\b"
)
_OF_CANDIDATES = re.compile(
    rf"\b[Oo]f\s(?:the|these|its)\s{NUMBER}\s(?:candidates|applicants),\s{COUNTED}(?:\s\([^()]*\))?\s(?:(?:were|had\sbeen|have\sbeen)\s)?(?P<what>rejected|refused|disqualified|excluded|turned\sdown|selected|accepted|chosen|admitted|shortlisted)\b"
)
_LEFT = re.compile(
    rf"{COUNTED}\s(?:(?:[A-Z]{{2,6}}|corps|active|reserve|other|of\sits)\s)*(?:members|officers|soldiers)\s(?:(?:have|had)\s)?(?:resigned|retired|left\sthe\s(?:[Cc]orps|[Ff]orce|KPC|KSF|service))\b"
)
_SELECTED = {"selected", "accepted", "chosen", "admitted", "shortlisted"}
_RECRUITS = re.compile(
    rf"{COUNTED}\s(?:new\s)?(?:(?:[A-Z]{{2,6}}|female|male)\s)?recruits\b(?!\s(?:left|failed|of))"
    rf"|\b(?:recruited|enlisted|took\son|hired)\s(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\s(?:(?:new|further|additional|ethnic|minority|[A-Z]{{2,6}})\s)*(?:members|soldiers|officers|persons|people|candidates|women|men)"
    rf"|\b(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER}|\b[Nn]o)\s(?:(?:new|further|additional|ethnic|minority|[A-Z]{{2,6}})\s)*(?:members|soldiers|persons|people|candidates)\s(?:were|have\sbeen|was|had\sbeen)\s(?:recruited|enlisted|sworn\sin|taken\son)\b"
)
_RESETTLED = re.compile(
    rf"{COUNTED}(?:\s(?:of\sthem|others|{_WHO}))?\s(?:(?:had|have)\s)?(?:chosen|chose|opted\sfor|requested|applied\sfor|entered|joined)\s(?:the\s)?(?:KPC\s)?resettlement(?:\sprogram(?:me)?)?\b"
)
_CHOICES = ("candidates", "applicants", "applications")
_COUNTS = (
    (_FOR_POSTS, ("posts", "positions", "vacancies", "places"), "posts-advertised", "posts"),
    (_APPLICATIONS, ("applica", "applied", "candidates"), "applications", "persons"),
    (_CANDIDATES, _CHOICES, "", "persons"),
    (_OF_CANDIDATES, _CHOICES, "", "persons"),
    (_LEFT, ("resigned", "retired", "left the "), "members-left", "persons"),
    (_RECRUITS, ("recruit", "enlisted", "took on", "taken on", "hired", "sworn in"), "recruits", "persons"),
    (_RESETTLED, ("resettlement",), "resettlement", "persons"),
)
"Pattern, words of which it needs one, indicator (none where the words choose it) and unit."
_KEYS = ("recruit", "applica", "applied", "candidate", "resettlement", "enlisted", "sworn in", "resigned", "retired", " left the ")
_NAMES = (("n", "q"), ("n2", "q2"), ("n3", "q3"))


@reads(*_KEYS)
def recruitment(passage: Passage) -> Iterator[Claim]:
    """Posts that a local force recruits for, applications, candidates taken and rejected, and recruits; those of minorities among them.

    Example: `a recruitment campaign for «60 posts», of which «45 are reserved for ethnic minorities» … «133 applications had been
    received», «38 of them from members of minorities»`.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        if not passage.holds(sentence, *_KEYS):
            continue
        about = body(passage, sentence) if told(passage, sentence) else None
        if about:
            for match, indicator, unit in _matches(passage, sentence):
                yield from _counted(passage, sentence, match, indicator, unit, about)


def _matches(passage: Passage, sentence: Span) -> Iterator[tuple[re.Match[str], str, str]]:
    """What the sentence counts, with indicator and unit."""
    for pattern, keys, indicator, unit in _COUNTS:
        for match in passage.find(pattern, sentence) if passage.holds(sentence, *keys) else ():
            yield match, indicator or _chosen(match), unit
            if pattern is _CANDIDATES and (more := _AND_CANDIDATES.match(passage.text, match.end(), sentence.end)):
                yield more, _chosen(more), "persons"


def _chosen(match: re.Match[str]) -> str:
    return "candidates-selected" if match["what"] in _SELECTED else "candidates-rejected"


def _counted(passage: Passage, sentence: Span, match: re.Match[str], indicator: str, unit: str, about: Entity) -> Iterator[Claim]:
    """A number, and that of minorities or of women in it."""
    if not of_period(passage, Span(*match.span())) or said(passage, Span(*match.span())):
        return
    n, q = next((n, q) for n, q in _NAMES if n in match.re.groupindex and match[n])
    part = (_RESERVED if indicator == "posts-advertised" else _OF_MINORITIES).match(passage.text, match.end(), sentence.end)
    parts: Slots = ()
    if part:
        number = passage.quantity(part, "n", "q") if part["n"] else passage.quantity(part, "n2")
        words = Span(part.start("n" if part["n"] else "n2"), part.end())
        of = population("minority" if part["minority"] else "female")
        if made := observation(passage, (words,), indicator, number, unit, about, more=of):
            parts = (("includes", made),)
            yield made
    start = match.start(q) if match[q] else match.start(n)
    words = Span(start if indicator == "posts-advertised" or match.re is _AND_CANDIDATES else match.start(), match.end())
    if claim := observation(passage, (words,), indicator, passage.quantity(match, n, q), unit, about, more=parts):
        yield claim
