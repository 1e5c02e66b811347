"""What a sentence only says that others say, denies, supposes or expects: nothing of it is a claim of the report."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.gate import begin
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.texts import Span

_SAYING = (
    r"(?:stated|said|says|states|claimed|claims|alleged|alleges|asserted|argued|argues|maintained|declared|announced|insisted|complained|suggested"
    r"|indicated|denied|warned|predicted|expressed\s(?:the\s|their\s|his\s|her\s|its\s)?(?:hope|view|opinion|belief|concern|fear|expectation|conviction))"
)
_NO_PLAN = r"(?!\s(?:the\s|its\s|their\s)?(?:(?:original|operational|new)\s)?(?:plans?|schedule|timetable|mandate|agreements?|resolutions?|rules|law)\b)"
_TRAILS = re.compile(rf"\saccording\sto{_NO_PLAN}\s(?P<by>[^;.]{{2,120}})")
"Whose words a sentence gives, told behind them or within."
_OPENS = re.compile(
    rf"(?:According\sto{_NO_PLAN}|As\s(?:stated|reported|claimed|alleged)\sby|In\sthe\s(?:view|words|opinion)\sof|In\s(?:his|her|its|their)\s(?:view|opinion))\s(?P<by>[^;]{{2,120}}?),\s"
    rf"|(?P<who>[^;]{{2,160}}?)\s(?:has\s|have\s|had\s|also\s|again\s|further\s|subsequently\s|publicly\s|repeatedly\s){{0,3}}{_SAYING}(?:\s[^;,]{{1,60}}?)?\sthat\s"
    r"|(?:[^;]{2,40},\s)?[Ii]t\s(?:is|was|has\sbeen|had\sbeen)\s(?:also\s|widely\s|again\s)?(?:alleged|claimed|believed|rumoured|rumored|said|suggested|feared|hoped|understood|thought)\sthat\s"
    r"|(?:[^;]{2,40},\s)?(?:[Uu]nconfirmed|[Ss]ome|[Ss]everal|[Mm]edia|[Pp]ress|[Ll]ocal\smedia|[Oo]ther)\s(?:and\s\w+\s)?reports\s(?:have\s)?(?:suggest|indicate|say|claim|allege|speak\sof)(?:ed|s)?\b"
)
"Openings that make what follows somebody else's words."
_SUPPOSES = re.compile(
    r"(?:[^;]{2,40},\s)?(?:If|if|[Uu]nless|[Ss]hould)\s(?=\w)"
    r"|(?:[^;]{2,40},\s)?[Ii]t\s(?:is|was|remains|would\sbe)\s(?:not\s(?:true|confirmed|clear|known|certain|established)|untrue|unlikely|unclear|unconfirmed|planned|expected|likely|possible"
    r"|probable|anticipated|foreseen|intended|proposed)\sthat\s"
    r"|(?:[^;]{2,40},\s)?[Tt]here\s(?:is|are|was|were|has\sbeen|have\sbeen)\sno\s(?:evidence|indications?|signs?|proof|confirmation)\sthat\s"
    r"|[^;]{2,160}?\s(?:expect(?:s|ed)?|plan(?:s|ned)?|hope[sd]?|fear(?:s|ed)?|intend(?:s|ed)?|propose[sd]?|demand(?:s|ed)?|request(?:s|ed)?|urge[sd]?|recommend(?:s|ed)?|anticipate[sd]?)\sthat\s"
)
"Openings of what is denied, supposed, wanted or expected."
_MAY_OPEN = begin(
    "according to", "as stated by", "as reported by", "as claimed by", "as alleged by", "view", "words of", "opinion", "stated", "said", "says",
    "states", "claim", "alleg", "assert", "argue", "maintained that", "declared", "announced", "insisted", "complained", "suggest", "indicate", "denied",
    "warned", "predicted", "expressed", "believed", "rumo", "understood", "thought", "reports", "if", "unless", "should", "true that",
    "confirmed that", "clear that", "known that", "certain that", "established that", "untrue", "unlikely", "unclear", "unconfirmed", "plan", "plans", "planned",
    "expect", "likely", "possible", "probable", "anticipate", "foreseen", "intend", "propose", "evidence", "indication", "sign", "signs", "proof",
    "confirmation", "hope", "fear", "demand", "request", "urge", "recommend",
)  # fmt: skip
_CLAUSE = re.compile(r";\s(?:and\s|but\s|while\s)?|,\s(?:but|while|whereas|although|though)\s")
_OWN = re.compile(r"\b(?:[Tt]he\s(?:Force|force|mission|present\sreport|report)|[Tt]his\sreport)\Z")


@dataclass(frozen=True, slots=True)
class _Opening:
    """Words that make what follows hearsay, or no fact."""

    words: Span
    "in the published text"
    scope: Span
    "how far they go, in the published text"
    speaker: Entity | None
    "whose words they are, where that is one known body"


def told_by_the_report(passage: Passage, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims without those that a sentence only gives as the words of others; figures of a known body are attributed to it.

    That something was said is itself told, and so is what an office or a name is; what the mission says is the report's own.
    """
    openings = tuple(_openings(passage)) if _MAY_OPEN(passage.lower) else ()
    if not openings:
        yield from claims
        return
    claims = tuple(claims)
    said = {id(claim): opening for claim in claims for opening in openings if _is_said(claim, opening)}
    told = {claim.get("about") for claim in (*passage.earlier, *claims) if claim.kind == "account" and id(claim) not in said}
    speakers: dict[_Content, Entity] = {}
    kept: list[Claim] = []
    for claim in claims:
        opening = said.get(id(claim))
        if opening is None or not _is_telling(claim) or (claim.certainty != "stated" and claim.get("about") in told):
            kept.append(claim)
        elif claim.kind == "observation" and opening.speaker and not isinstance(claim.get("about"), Event):
            kept.append(claim)
            speakers[_content(claim)] = opening.speaker
    yield from (_attributed(claim, speakers) for claim in kept) if speakers else kept


_Content = tuple[object, ...]
"What a claim says and in which words, without its links and the rule that made it."


def _content(claim: Claim) -> _Content:
    return claim.kind, claim.evidence, tuple(slot for slot in claim.slots if not isinstance(slot[1], Claim))


def _attributed(claim: Claim, speakers: Mapping[_Content, Entity]) -> Claim:
    """A claim as the words of its speaker, if it has one; and so the claims that it links to."""
    slots: Slots = tuple((slot, _attributed(value, speakers) if isinstance(value, Claim) else value) for slot, value in claim.slots)
    if speaker := speakers.get(_content(claim)):
        return replace(claim, slots=(*slots, ("attributedTo", speaker)), certainty="alleged")
    return replace(claim, slots=slots) if slots != claim.slots else claim


def _openings(passage: Passage) -> Iterator[_Opening]:
    """Where hearsay opens, and how far it goes: to the end of the sentence."""
    report = passage.document.report
    for sentence in passage.block.sentences:
        if trailing := next(passage.find(_TRAILS, sentence), None):
            pieces = report.locate(sentence)
            start, end = pieces[0].start, pieces[-1].end
            yield _Opening(Span(start, start), Span(start, end), _body(passage, Span(*trailing.span("by"))))
        for start in (sentence.start, *(match.end() for match in passage.find(_CLAUSE, sentence))):
            match = _OPENS.match(passage.text, start, sentence.end)
            match = _SUPPOSES.match(passage.text, start, sentence.end) if match is None or _is_own(passage, match) else match
            if match:
                scope = report.locate(Span(start, sentence.end))
                yield _Opening(report.locate(Span(*match.span()))[0], Span(scope[0].start, scope[-1].end), _speaker(passage, match))


def _speaker(passage: Passage, match: re.Match[str]) -> Entity | None:
    """The one body that the figures are attributed to; None where it is not known, or none is."""
    if match.re is not _OPENS or not (match["by"] or match["who"]):
        return None
    return _body(passage, Span(*match.span("by" if match["by"] else "who")))


def _body(passage: Passage, words: Span) -> Entity | None:
    actors = passage.actors(words)
    return actors[0] if len(actors) == 1 and actors[0].known else None


def _is_own(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the mission itself, or the report, is what speaks."""
    name = "by" if match["by"] else "who"
    if not match[name]:
        return False
    who = Span(*match.span(name))
    return passage.mission in passage.actors(who)[-1:] or _OWN.search(passage.text, who.start, who.end) is not None


def _is_telling(claim: Claim) -> bool:
    """Whether a claim tells what happened, how many, or how it is; not that somebody said something, and not with a reserve of its own."""
    about = claim.get("about")
    if isinstance(about, Event) and (about.types[0] == "statement" or not about.happened):
        return False
    if claim.kind in {"account", "observation"} and claim.certainty != "stated":
        return False
    if claim.get("topic") == Concept("topic", "outlook"):
        return False
    return claim.get("attributedTo") is None and (claim.kind != "statement" or isinstance(claim.get("subject"), Event))


def _is_said(claim: Claim, opening: _Opening) -> bool:
    """Whether words of a claim stand behind an opening, where that goes."""
    words, scope = opening.words, opening.scope
    return any(words.end < piece.span.end <= scope.end and piece.span.start >= scope.start for piece in claim.evidence)
