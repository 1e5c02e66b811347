"""The words of judgements on how quiet an area is: "generally calm but fragile"."""

import re

from kfor_graph.vocabulary import Vocabulary

_DEGREE = r"(?:generally|relatively|overall|largely|mostly|fairly|comparatively|quite|very|broadly)"
_WORD = r"(?:calm|quiet|stable|tense|volatile|unpredictable|fragile|satisfactory|under\scontrol|uneasy)"
_STILL = r"(?:still|again|also|more|increasingly|somewhat)"

JUDGEMENT = rf"(?:{_DEGREE}\s)?{_WORD}(?:(?:,\s|\s|,\s?)(?:but|and|yet|though|although|if)\s(?:{_DEGREE}\s|still\s|remained\s|at\stimes\s)?{_WORD})*"
"Pattern of a judgement, of one word or several."

RATED = re.compile(rf"(?<=\s){_WORD}\b")
"A cheap look for one."

KEYS = ("calm", "quiet", "stable", "tense", "volatile", "unpredictable", "fragile", "satisfactory", "under control", "uneasy")
"What a block must hold for one."

IS = rf"(?:(?:is|was|are|were|remains?|remained|continues?\sto\sbe|continued\sto\sbe|ha(?:s|ve)\sbeen|ha(?:s|ve)\sremained|stayed|stays|became|has\sbecome|grew|turned)(?:\s{_STILL})?)"
"Pattern of the verb before one."

_EACH = re.compile(rf"(?:(?P<degree>{_DEGREE})\s)?(?P<word>{_WORD})", re.I)


def ratings(vocabulary: Vocabulary, judgement: str) -> tuple[str, ...]:
    """`generally calm but fragile` as notations of the scheme rating: generally-calm, fragile."""
    found = []
    for match in _EACH.finditer(judgement):
        degree = (match["degree"] or "").lower()
        concept = vocabulary.concept("rating", match["word"])
        if concept and concept.notation == "calm" and degree not in {"", "quite", "very"}:
            found.append("relatively-calm" if degree in {"relatively", "fairly", "comparatively"} else "generally-calm")
        elif concept:
            found.append(concept.notation)
    return tuple(dict.fromkeys(found))
