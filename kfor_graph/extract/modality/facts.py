"""Whether a violent deed is told as something that happened, in the report's own voice."""

import re

from kfor_graph.extract.passage import Passage
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_UNREAL = begins_with(
    "abcdefhimnoprstuvw",
    r"\b(?:exercises?|training|drills?|simulat\w+|rehears\w+|role\splayers?|controlled\s(?:explosion|detonation)s?|firing\srange|demining|mine\sclearance|blanks|weddings?|films?|documentar\w+|anniversar\w+|commemorat\w+"
    r"|unconfirmed|rumou?r\w*|untrue|unfounded|false|hoax|could\snot\sconfirm|cannot\sconfirm|not\s(?:been\s)?confirmed|no\sevidence|verdicts?|court\sof|sentenced|convicted|indict\w+|football(?!\s(?:supporters|fans|hooligans))|match(?:es)?|opposition|parliament\w*)\b",
    re.I,
)
"words that make a whole sentence one of something else"
_UNTOLD = begins_with(
    "AINacdfimnprstuw",
    r"\b(?:[Nn]ot|[Nn]ever|[Nn]o|[Nn]either|[Nn]or|[Nn]o\sone|[Nn]obody|[Nn]one|[Ii]f|would|could|(?-i:may)|might|should|shall|will|unless|whether|[Ii]n\scase|to\sbe|to\shave\sbeen(?<!believed\sto\shave\sbeen)|planned|planning|intend\w+|threat\w*\sto|threats?\sof"
    r"|attempt\w*|tried\sto|trying\sto|fail\w*\sto|prevent\w*|thwart\w*|foil\w*|avert\w*|fear\w*|risk|potential|possible|in\sorder\sto|deter|against\sbeing|unable|prepared\sto|refus\w+|den(?:y|ied|ies)"
    r"|said|says|stated|states|claim\w*|[Aa]ccording\sto|reports?\sthat|reported\sthat|media|article|newspaper|press|speech|appeal\w*|warn\w*|accus\w+|charged|wanted|convict\w+|complain\w*|alleging|confess\w*|investigat\w+|demand\w*|condemn\w*)\b",
)
"words before a deed that make it no told fact"
_SUBORDINATE = re.compile(
    r"\b(?:that|who|which|whom|whose|where|because|although|though|since|until|before|after|so|whether|said|reported|convicted|arrested|detained|believed|thought|suspected\sof|involved\sin|responsible\sfor|linked\sto|warning|when|while|having|been\sinvolved)\b"
)
_ANIMALS = begins_with(
    "b",
    r"\bby\s(?:an?\s|the\s|several\s|stray\s)*(?:dogs?|bees?|bears?|wol(?:f|ves)|snakes?|bull|storms?|winds?|floods?|lightning|landslides?|earthquake|snow|hail|weather|rain|virus|fire)\b",
)
_HAD = re.compile(r"\b(?:had|has|have)\s(?:been\s|also\s|reportedly\s|allegedly\s)*")


def is_fact(passage: Passage, sentence: Span, before: Span, verb: Span, rest: Span) -> bool:
    """Whether a deed is told as a fact: `before` are the words of its clause up to the verb, `rest` those behind it."""
    text = passage.text
    if is_unreal(passage, sentence) or _UNTOLD.search(text, before.start, verb.end):
        return False
    return not (_SUBORDINATE.search(text, before.start, verb.start) or _ANIMALS.search(text, verb.start, rest.end))


def is_unreal(passage: Passage, sentence: Span) -> bool:
    """Whether a sentence is of an exercise, a trial, a rumour or the like."""
    return _UNREAL.search(passage.text, sentence.start, sentence.end) is not None


def is_said(passage: Passage, sentence: Span, at: int) -> bool:
    """Whether the words before a position in its sentence make it what somebody says, plans, fears or denies."""
    return _UNTOLD.search(passage.text, sentence.start, at) is not None


def is_past(passage: Passage, verb: Span) -> bool:
    """Whether a verb tells what had happened before something else."""
    return _HAD.search(passage.text, max(verb.start - 1, 0), verb.end) is not None
