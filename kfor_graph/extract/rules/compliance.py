"""Whether parties keep what they undertook."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import assessment
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.limits import limited
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_DEGREE = r"(?:(?:generally|largely|fully|broadly|overall|mostly|substantially|still|again)\s)"
_IS = r"(?:is|was|are|were|remains?|remained|continues?\sto\sbe|continued\sto\sbe|ha(?:s|ve)\sbeen|ha(?:s|ve)\sremained)"
_WITH = r"with\s(?P<what>[^.;:()]{3,120}?)"
_JUDGED = re.compile(
    rf"\b(?:[Oo]verall\s|[Tt]he\s)?[Cc]ompliance\s(?:(?:by|of)\s(?P<by>[^.;:]{{3,60}}?)\s)?{_WITH}(?:\s\([A-Z]+\))?(?:\sby\s(?P<whose>[^.;:,]{{3,60}}?))?\s{_IS}\s{_DEGREE}{{0,2}}(?P<rating>satisfactory|good)(?=[\s.,;])"
)
_COMPLIED = re.compile(
    rf"\s(?:{_DEGREE}|also\s|have\s|has\s)*(?P<verb>(?:continues?|continued)\sto\s(?:{_DEGREE})?(?:comply|be\sin\s{_DEGREE}?(?:(?:general|full|broad|overall)\s)?compliance)|(?<!to\s)compl(?:y|ies|ied)"
    rf"|{_IS}\s{_DEGREE}{{0,2}}(?:in\s(?:(?:general|full|broad|overall)\s)?complian(?:ce|t)|compliant))"
    rf"\s{_WITH}(?=[.;:,()]|\s(?:and|but|while|during|in|throughout|although|despite|over|except)\b)"
)
_CLAUSE = re.compile(r"(?:.*[,;]\s(?:and|but|while|although)\s)?(?P<who>.+)\Z", re.S)
_LONGEST = 200
"Characters before the verb that are looked at for the parties."
_NOT = re.compile(
    r"\b(?:not|no|fail\w*|refus\w+|hardly|partly|partially|only|must|that|requir\w+|request\w+|called|urged|oblig\w+|bound|demand\w*|[Hh]ad|[Ii]f|showed)\b"
)


@reads("complian", "comply", "complies", "complied")
def compliance(passage: Passage) -> Iterator[Claim]:
    """Who keeps the agreement or undertaking that is named: the judgement, about the parties that are named and the instrument.

    Example: `«The parties were generally in compliance with the military aspects of the General Framework Agreement for Peace».`
    Orders, rules and requests are no undertakings; what is demanded, denied or said by others is left out.
    """
    if not passage.mission:
        return
    for sentence in passage.block.sentences:
        if not passage.holds(sentence, "compl"):
            continue
        for match in passage.find(_JUDGED, sentence):
            yield from _claim(passage, match, match.start(), ("by", "whose"))
        for match in passage.find(_COMPLIED, sentence):
            begin = max(sentence.start, match.start() - _LONGEST)
            clause = _CLAUSE.match(passage.text, begin, match.start())
            if clause and (begin == sentence.start or clause.start("who") > begin):
                yield from _claim(passage, match, clause.start("who"), ())


def _claim(passage: Passage, match: re.Match[str], start: int, groups: tuple[str, ...]) -> Iterator[Claim]:
    """The judgement about the parties of the groups, or those before the verb, and the instrument."""
    sentence, words = passage.sentence(match.start()), Span(start, match.start() + len(match[0].rstrip()))
    kept = passage.entity(Span(*match.span("what")), "agreement", "instrument", "mandate")
    if not kept or _NOT.search(passage.words(words)) or said(passage, words) or not told(passage, Span(sentence.start, words.end)):
        return
    who = Span(start, match.start())
    around = limited(passage, words, who or None, local=True)
    if not around or not of_period(passage, Span(match.end() - 1, match.end())):
        return
    spans = [Span(*match.span(group)) for group in groups if match[group]] or ([who] if who else [])
    parties = [party for span in spans for party in passage.entities(span, "org", "state")]
    more = tuple(("about", about) for about in dict.fromkeys((*parties, kept)))
    if claim := assessment(passage, (around[0],), "compliance", more[0][1], ("satisfactory",), more=(*more[1:], *around[1])):
        yield claim
