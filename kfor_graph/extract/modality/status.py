"""How an event stands by the words that tell it: it happened, is planned, was put off or called off, or did not take place."""

import re

from kfor_graph.extract.passage import Passage
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_BE = r"(?:was|were|has\sbeen|have\sbeen|had\sbeen)"
_STATUS = (
    ("did-not-happen", re.compile(r"\b(?:did\snot\s(?:take\splace|happen|occur|materiali[sz]e)|(?:was|were)\snot\s(?:held|convened)|(?:has|have|had)\snot\s(?:been\sheld|taken\splace)|failed\sto\stake\splace)\b")),
    ("called-off", re.compile(rf"\b{_BE}\s(?:then\s|later\s|subsequently\s)?(?:cancell?ed|called\soff|abandoned)\b")),
    ("postponed", re.compile(rf"\b{_BE}\s(?:again\s|then\s|later\s)?(?:postponed|put\soff|deferred|rescheduled|adjourned\sto)\b")),
    ("planned", re.compile(
        r"\b(?:(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:now\s|also\s|expected\s|currently\s)?(?:scheduled|planned|announced|expected|due|set|foreseen|envisaged|to\sbe\s(?:held|reviewed)|to\stake\splace|to\sbegin|to\smeet|to\svisit)"
        r"|to\sbe\sheld|will\s(?:be|take|begin|start|resume|continue|open|meet|follow|hold|visit|review|decide|consider|vote)|is\sto\s(?:be\sheld|take\splace|meet|visit)|are\sto\s(?:be\sheld|take\splace|meet|visit))\b"
    )),
)  # fmt: skip
_HEDGED = begins_with(
    "acdfhilmnoprstuw",
    r"\b(?:would|could|(?-i:may)|might|should|if|unless|whether|in\scase\sof|allege\w*|reportedly|reported\sthat|rumou?r\w*|propos\w+|call(?:ed|s|ing)?\sfor|urg(?:ed|es|ing)|refus\w+|offer(?:ed|s|ing)?"
    r"|invit(?:ed|es|ing|ation)|hop(?:e|es|ed|ing)|demand(?:ed|s)|prepar\w+|ahead\sof|resumption\sof|prospects?|possib\w+|potential|intend\w*|failed\sto|plan(?:s|ned)?\sto|threat\w*|prevent\w*"
    r"|likel\w+|unlikely|respond\w*\sto|ready|risk|no\sdate|not\syet|supposed\sto|for\sthe\spurpose\sof)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied)|did\snot|was\snot|were\snot|never|unfounded|untrue|false)\b")


def status(passage: Passage, start: int, end: int) -> tuple[str, Span] | None:
    """What words say of an event that did not happen, or not yet, with these words (scheme event-status); None where they say nothing."""
    for name, pattern in _STATUS:
        if match := pattern.search(passage.text, start, end):
            return name, Span(*match.span())
    return None


def is_hedged(passage: Passage, start: int, end: int) -> bool:
    """Whether words make of an event something wished for, feared, possible or only said."""
    return _HEDGED.search(passage.text, start, end) is not None


def is_denied(passage: Passage, start: int, end: int) -> bool:
    """Whether words deny what they tell."""
    return _DENIED.search(passage.text, start, end) is not None
