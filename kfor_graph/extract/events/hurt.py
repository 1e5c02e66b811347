"""The sentences behind a violent event that go on about it: who was hurt, what was damaged, who may have done it."""

import re
from collections.abc import Iterator

from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_HURT = re.compile(
    rf"(?:The\s[\w\s-]{{3,40}}\s(?:was|were)\s(?:\w+\s)?(?:damaged|destroyed|hit|not\shit)[^,;.]{{0,30}}(?:;|,?\s(?:and|but))\s)?(?:{NUMBER}|[Aa]\s|[Aa]nother|[Nn]o\sone|[Nn]obody|[Nn]o\s\w+|[Nn]one|[Tt]here\s(?:were|was)\sno|[Tt]he\s\w+\s(?:was|were)\snot\shit\sand)\b[^;:]{{0,140}}?"
    r"\b(?:killed|injured|wounded|hurt|harmed|unhurt|injuries|casualties|fatalities|died)\b"
)
_GOES_ON = re.compile(
    r"(?:The\s(?:perpetrators?|attackers?|assailants?|culprits?|motive|incident|attack|shooting|explosion|shots|mine|device|vehicle|house|police|owner|suspects?|victims?|bomb|grenade|fire|building)\b|No\sgroup|According\sto\s[^,;.]{3,80},\s(?:an?|two|three|four|five|six|several|\d+|at\sleast\s\w+)\s[^,;.]{3,50}?\s(?:(?:had\s)?(?:took|taken)\spart|(?:was|were)\s(?:involved|behind)|carried\sout|committed)\b(?![^;.]*\b(?:injur|wound|kill|hurt))|[A-Z][\w\s()-]{1,80}\s(?:is|are|was|were|has|have)\s(?:been\s|since\s)?(?:looking\sfor|search(?:ing|ed)\sfor|investigat(?:ing|ed)|questioned|opened\san\sinvestigation)"
    r"|[A-Z][\w\s()-]{1,80}\s(?:questioned|arrested|detained|identified|opened\san\sinvestigation|took\sover\sthe\s(?:case|investigation))\b|An?\s[\w\s]{3,40}\s(?:suspect|was\sarrested|was\sdetained))"
)
_ELSE = re.compile(
    r"\b(?:accidents?|collision|crash|during\sthe\s(?:period|month|quarter)|period|month|quarter|total|other\s(?:incidents|attacks)|another\s(?:incident|attack|explosion|shooting)|incidents|attacks|floods?|(?<!no\s)(?:19|20)\d\d)\b"
)
_HEDGE = begins_with("acmru", r"\b(?:allegedly|reportedly|according\sto|unconfirmed|media|claimed)\b", re.I)
_MOST = 2
"Sentences that can go on about one event."


def hurt_after(passage: Passage, index: int) -> Iterator[Span]:
    """The sentences behind one that go on about its event, without a day of their own."""
    for sentence in passage.block.sentences[index + 1 : index + 1 + _MOST]:
        words = passage.words(sentence)
        hurt = _HURT.match(words) and not _ELSE.search(words)
        if dates(passage, sentence) or not (hurt or _GOES_ON.match(words)):
            return
        if not _HEDGE.search(words) or not hurt:
            yield sentence
