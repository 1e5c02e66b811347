"""How the number of minority members of a local force moves, and how their share stands to its goal."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import assessment
from kfor_graph.extract.counts.numbers import FIGURE
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_MINORITIES = r"(?:ethnic\s)?(?:minority\s(?:members|personnel|soldiers|officers|staff)|minorities)"
_OF = (
    rf"of\s(?:(?:active|reserve|[A-Z]{{2,6}}|members|personnel|of|from|the|belonging|to)\s)*{_MINORITIES}(?:\s(?:within|in|of"
    rf"|among|on)\s[^.;,\d]{{1,50}}?)?"
)
_SINCE = r"(?:\s(?:as|than|since|from|compared\s(?:with|to))\s(?:in\s|that\sof\s)?[^.;,()]{3,40})?"
_VERB = {
    "rose": "rising", "risen": "rising", "increased": "rising", "grew": "rising", "grown": "rising", "fell": "falling", "fallen": "falling",
    "decreased": "falling", "declined": "falling", "dropped": "falling", "diminished": "falling",
}  # fmt: skip
_NOUN = {
    "increase": "rising", "rise": "rising", "growth": "rising", "decrease": "falling", "decline": "falling", "drop": "falling",
    "fall": "falling", "reduction": "falling", "no change": "unchanged", "no changes": "unchanged",
}  # fmt: skip
_SAME = re.compile(
    rf"(?:[Tt]he\s)?(?:total\s|overall\s)?\bnumber\s{_OF}\s(?:is|was|are|remains?|remained|has\sremained|stays|stayed)\s(?:largely"
    rf"\s|about\s)?(?:the\ssame|unchanged|constant|stable){_SINCE}"
)
_MOVED = re.compile(
    rf"(?:[Tt]he\s)?(?:total\s|overall\s)?\bnumber\s{_OF}\s(?:has\s|have\s)?(?:again\s|further\s|slightly\s|also\s)*"
    rf"(?P<verb>{'|'.join(_VERB)})(?:\s(?:again|further|slightly))?\b"
)
_AGAIN = re.compile(rf"\b(?:{'|'.join(_VERB)})\b")
_CHANGE = begins_with(
    "Tlrtw",
    rf"(?:which\s|this\s|This\s)?\b(?:leads?\sto|led\sto|leading\sto|results?\sin|resulted\sin|resulting\sin|there\s(?:was|is|has"
    rf"\sbeen)|There\s(?:was|is|has\sbeen))\s(?:an?\s)?(?:[a-z-]+\s)?"
    rf"(?P<noun>{'|'.join(reversed(_NOUN))})\s(?:in|of)\s(?:the\s)?(?:number\sof\s)?(?:members\s(?:of|from)\s(?:the"
    rf"\s)?)?{_MINORITIES}\b(?:\s(?:within|in|of)\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)*)?",
)
_GOAL_WORD = re.compile(r"\b(?:goal|target|objective|quota)\b")
_GOAL = re.compile(
    rf"(?:[Tt]he\s)?\b(?:percentage|share|proportion|representation|number)\s{_OF}\s(?:(?:is|was|remains?|remained|has\sremained"
    rf"|stays|stayed|continues\sto\sbe|continued\sto\sbe)\s(?:still\s|well\s|far\s|somewhat\s|slightly\s)*"
    rf"(?:short\sof|below|under)|(?:still\s)?(?:falls?|fell)\s(?:well\s|far\s)?(?:short\sof|below))\sthe\s(?:agreed\s|required\s"
    rf"|set\s)?(?:{FIGURE}\s?(?:per\scent|percent|%)\s)?(?:goal|target|objective|quota)"
    rf"(?:\sof\s{FIGURE}\s?(?:per\scent|percent|%))?(?:\s(?:set|fixed|agreed|laid\sdown)\s(?:by|in)\s[^.;,]{{3,100}})?"
)


@reads("minorit")
def minority_trend(passage: Passage) -> Iterator[Claim]:
    """Whether the number of minority members of the one local body rises, falls or stays, and whether their share is short of its goal.

    Example: `«The total number of ethnic minorities remains the same as last month». «The percentage of minorities within KPC remains
    short of the goal set by the Special Representative of the Secretary-General».` What contradicts itself is kept as told.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        if "minorit" not in passage.words(sentence):
            continue
        for words, topic, rating, trend in _judgements(passage, sentence):
            about = body(passage, _without_goal(passage, Span(sentence.start, words.end)))
            if (
                about
                and told(passage, Span(sentence.start, words.end))
                and of_period(passage, Span(words.end - 1, words.end))
                and (claim := assessment(passage, (words,), topic, about, rating, trend))
            ):
                yield claim


def _without_goal(passage: Passage, words: Span) -> Span:
    """The words before a goal: who set it is not the body that is judged."""
    goal = _GOAL_WORD.search(passage.text, words.start, words.end)
    return Span(words.start, goal.start()) if goal else words


def _judgements(passage: Passage, sentence: Span) -> Iterator[tuple[Span, str, tuple[str, ...], str | None]]:
    """Words, topic, ratings and trend."""
    words = passage.words(sentence)
    if _GOAL_WORD.search(words):
        for match in passage.find(_GOAL, sentence):
            yield Span(*match.span()), "minority-share-goal", ("short-of-goal",), None
    if "number of" in words:
        for match in passage.find(_SAME, sentence):
            yield Span(*match.span()), "minority-numbers", (), "unchanged"
        moved = [match for match in passage.find(_MOVED, sentence) if not _AGAIN.search(passage.text, match.end(), sentence.end)]
        for match in moved:
            yield Span(*match.span()), "minority-numbers", (), _VERB[match["verb"]]
    for match in passage.find(_CHANGE, sentence):
        yield Span(*match.span()), "minority-numbers", (), _NOUN[match["noun"]]
