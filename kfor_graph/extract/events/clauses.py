"""The clauses of a sentence, each with the words of time and place that open it."""

import re
from dataclasses import dataclass

from kfor_graph.document.dates import MONTH, YEAR
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.passage import Passage
from kfor_graph.texts import Span

BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
"Pattern of words in brackets, which may hold brackets."

_LEAD = re.compile(
    r"(?:(?:(?:They|These|The\s\w+)\sincluded(?:\sthe\sfollowing)?:|However,|Moreover,|Also,|Later,|In\saddition,|Furthermore,|Elsewhere,|Separately,|Meanwhile,|Subsequently,|In\sanother\sincident,|In\sa\s(?:separate|similar|further)\s(?:incident|attack|case),|and)\s)+"
)
_PREPOSITION = r"(?:[Oo]n|[Dd]uring|[Ii]n|[Aa]t|[Nn]ear|[Cc]lose\sto|[Ee]arly|[Ll]ate|[Ff]rom|[Oo]utside|[Bb]etween|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\sof|[Oo]vernight|[Aa]lso\son|[Oo]ver|[Ww]ithin|[Aa]round|[Ss]hortly|[Ll]ater|[Ll]ast|[Ee]arlier|[Aa]gain\son)"
_RELATIVE = (
    rf"(?:(?:{NUMBER}|[Aa]|[Tt]he|[Ss]ome)\s(?:days?|nights?|weeks?|evening|morning|hours?)\s(?:earlier|later|before|after(?:wards)?)(?:\sthat)?|(?:[Oo]n\s|[Ii]n\s|[Dd]uring\s)?[Tt]he\s(?:same|following|next|previous|preceding)\s(?:day|night|evening|morning|afternoon|week)"
    r"|[Tt]hat\s(?:same\s)?(?:day|night|evening|morning)|[Tt]he\sday\s(?:before|after))"
)

_BREAKS = r"(?=(?:an?|shots?|stones|unknown|unidentified|several|some|two|three|four|five|six|\d{1,3}(?=\s(?!and\b|or\b|to\b|until\b)[a-z])|KFOR|UNMIK|persons)\s)"
_OPENER = re.compile(
    rf"(?:{_RELATIVE},?\s|{_PREPOSITION}\s(?:[^,;:()]|(?<=\d),(?=\s\d)|{BRACKET}){{0,160}}?(?:,\s(?!(?<=\d,\s)\d{{1,2}}(?:,\s\d|\s(?:and|or)\s\d|\s{MONTH}))|(?<=\))\s|{MONTH}(?:\s{YEAR},?|,|(?!\s{YEAR}|,|\sand\s\d|/|\s(?:and|or)\s(?:the\s)?(?:night|morning|evening|early)))\s|(?<=[a-z)])\s{_BREAKS}))"
)
_FINITE = (
    r"(?:was|were|had|has|have|is|are|did|could|exploded|detonated|went|opened|fired|threw|hurled|attacked|assaulted|hit|struck|damaged|destroyed|killed|wounded|injured|robbed|broke|stole|set|beat|ran|left|collided|found|arrested"
    r"|detained|returned|dispersed|closed|seized|escaped|fled|died|suffered|continued|remained|occurred|took|resulted|caused|responded|intervened|deployed|apprehended|investigated|questioned|blocked|drove|surrounded|entered|crossed)"
)
_SUBJECT = r"(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Nn]o|[Nn]obody|[Nn]one|[Ss]ome|[Ss]everal|[Aa]nother|[Ss]hots|[Ss]tones|[Ii]t|[Tt]hey|[Hh]e|police|soldiers|unknown|KFOR|[A-Z][\w-]+|\d+)"
_AND = rf",?\sand\s(?=(?:[Oo]n\s(?:\d|the\s(?:same|following|next))|later\s|{_SUBJECT}\b(?:\s\([^()]*\))?(?:\s(?!{_FINITE}\b|and\b)[^\s,;]+){{0,11}}?\s{_FINITE}\b))"
_BOUNDARY = re.compile(
    rf";\s(?:and\s|but\s)?|(?<!following):\s|,?\s(?:but|whereas|although)\s|,?\swhile\s(?!on\s|at\s|in\s|\w+ing\b)|{_AND}|,\s(?=(?:a\ssecond|another|the\s(?:second|third|other|latter))\s(?:[^\s,;]+\s){{0,4}}{_FINITE}\b)"
    rf"|,?\swhen\s(?={_SUBJECT}\b|unknown|his\b|her\b|their\b|its\b|stones|shots)|,?\s(?:after|as)\s(?=(?:an?|shots|stones|two|three|several|unknown|he|she|they|his|her|their|its|unidentified)\s)"
)
_HAS_FINITE = re.compile(rf"\b{_FINITE}\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence."""

    words: Span
    "all of it"
    opening: Span
    "the words of time and place that open it; no words where there are none"
    joint: str
    "what joins it to the clause before: empty, ;, and, but, when …"

    @property
    def core(self) -> Span:
        """The clause behind its opening."""
        return Span(self.opening.end, self.words.end)


def clauses(passage: Passage, sentence: Span) -> tuple[Clause, ...]:
    """The clauses of a sentence in order. "And" parts them where a subject with a verb of its own follows, and a verb stands before."""
    text = passage.text
    lead = _LEAD.match(text, sentence.start, sentence.end)
    start, joint, found = lead.end() if lead else sentence.start, "", []
    for match in passage.find(_BOUNDARY, Span(start, sentence.end)):
        if match.start() < start:
            continue
        word = match[0].strip(" ,").split(" ")[0] or ","
        if word == "and" and not _HAS_FINITE.search(text, opening(passage, Span(start, match.start())).end, match.start()):
            continue
        if _in_brackets(text, sentence.start, match.start()):
            continue
        found.append(_clause(passage, Span(start, match.start()), joint))
        start, joint = match.end(), word
    found.append(_clause(passage, Span(start, sentence.end), joint))
    return tuple(found)


def opening(passage: Passage, span: Span) -> Span:
    """The words of time and place that open a span."""
    at = span.start
    for _ in range(4):
        match = _OPENER.match(passage.text, at, span.end)
        if not match:
            break
        at = match.end()
    return Span(span.start, at)


def _clause(passage: Passage, span: Span, joint: str) -> Clause:
    words = passage.words(span)
    end = span.start + len(words.rstrip(" .,;:"))
    return Clause(Span(span.start, max(span.start, end)), opening(passage, span), joint)


def _in_brackets(text: str, start: int, at: int) -> bool:
    before = text[start:at]
    return before.count("(") > before.count(")")
