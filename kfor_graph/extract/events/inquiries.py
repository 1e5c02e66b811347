"""What is told behind a violent event of those concerned with it: the police that looks into it, and whose the thing was."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Entity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_LOOKS_INTO = begins_with(
    "abhilmnoqstw",
    r"\b(?:(?:is|are|was|were|has|have|had|also|then|later|since|been|still|now)\s){0,5}"
    r"(?:investigat(?:ing|ed|es)|looking\sfor|searching\sfor|questioned|interviewed|(?:opened|launched|started|began)\san\s(?:investigation|inquiry)|taken?\sover\sthe\s(?:case|investigation)"
    r"|took\sover\sthe\s(?:case|investigation)|monitoring\sthe\s(?:case|investigation)|believes?\sthat)\b",
)
_CLAUSE = re.compile(r"(?:[;:]|,\s(?:and|but|while))\s")
_OWNER = re.compile(
    r"\b[Tt]he\sowners?(?:\sof\sthe\s[\w-]+)?,\s(?:an?|two|three|both)\s(?P<who>[^,;.]{3,60}),\s(?P<state>(?:was|were|is|are|had|who|has)\b[^;.]{0,60})"
)
_POLICE = re.compile(r"\b[Pp]olice\b|\bKPS?\b|\bEULEX\b")
_BELIEVED = re.compile(r"\bbeliev\w+|\bpresum\w+|\bthought\b|\bapparently\b|\bsuspect\w*")

Part = tuple[str, Entity, str, Span]
"Role, who, certainty and words."


def concerned(passage: Passage, span: Span) -> Iterator[Part]:
    """The bodies that look into an event, and the owner of what was attacked, as the words behind it tell."""
    for match in passage.find(_LOOKS_INTO, span):
        start = max((joint.end() for joint in passage.find(_CLAUSE, Span(span.start, match.start()))), default=span.start)
        subject = Span(start, match.start())
        found = bodies(passage, subject)
        if "believe" in match[0] and not _POLICE.search(passage.text, subject.start, subject.end):
            continue
        if found and not re.search(r",|\b(?:by|of|with|that)\b", passage.text[_end(passage, subject) : match.start()]):
            yield from (("authority", body, "stated", Span(start, match.end())) for body in found)
    for match in passage.find(_OWNER, span):
        sentence = passage.sentence(match.start())
        hedged = _BELIEVED.search(passage.text, sentence.start, match.end())
        for someone in who(passage, Span(match.start("who"), match.end("who")), "owners"):
            yield "victim", someone, "believed" if hedged else "stated", Span(match.start(), match.end("who"))


def _end(passage: Passage, subject: Span) -> int:
    """The end of the last name in a subject."""
    return max((mention.span.end for mention in passage.mentions if mention.span in subject), default=subject.start)
