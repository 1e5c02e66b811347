"""The instrument that a letter or report rests on."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import statement
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.resolutions import resolutions
from kfor_graph.model import Claim
from kfor_graph.texts import Block, Span

_BASIS = re.compile(
    r"(?:Pursuant\sto|pursuant\sto|In\saccordance\swith|in\saccordance\swith|In\simplementation\sof|in\simplementation\sof|Under\sthe\sterms\sof"
    r"|under\sthe\sterms\sof)\s(?P<what>[^.;]*?[Rr]esolutions?\s[^.;]{4,80}?)"
    r"(?=,\s(?!dated)|\.|;|\sand\scovers|\sI\s|\Z)",
)
_SUBJECT = re.compile(r"\b(?:report|letter|I\s(?:have\sthe\shonou?r|attach|enclose|transmit)|please\sfind)\b")


@reads("resolution")
def basis(passage: Passage) -> Iterator[Claim]:
    """The resolutions that a letter or report is made under; that something else is done under one is no basis of the report.

    Example: `«Pursuant to Security Council resolution 1244 (1999)», I have the honour to convey the attached report`.
    """
    for match in passage.find(_BASIS):
        sentence = passage.sentence(match.start())
        if not _SUBJECT.search(passage.words(sentence)):
            continue
        for _, instrument in resolutions(passage, Span(*match.span("what"))):
            for target in _targets(passage):
                yield statement(passage, (Span(match.start(), match.end("what")),), target, "kfo:pursuantTo", instrument)


def _targets(passage: Passage) -> tuple[Block, ...]:
    """The report of a paragraph; a letter, and with it the reports that it passes on itself."""
    if passage.report:
        return (passage.report.block,)
    passed_on = next(letter.transmits for letter in passage.document.letters if letter.block.slug == passage.block.slug)
    return (passage.block, *(report.block for report in passage.document.reports if report.block.slug in passed_on))
