"""Who is only suspected, believed or alleged to have done it: never a part of the event, always a statement."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Entity
from kfor_graph.texts import Span

_HEDGE = r"(?P<hedge>allegedly|reportedly|apparently|possibly|probably|presumably|likely|believed|suspected|thought|presumed|seemingly)"
_WHO = r"(?P<who>[^.;,()]{3,90}?)(?=\s(?:who|which|on|in|at|near|from|following|after|and\sis|have|has)\b|[.;,()]|\Z)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b{_HEDGE}\s(?:(?:to\shave\sbeen|to\sbe)\s)?(?:(?:carried\sout|committed|perpetrated|fired|thrown|laid|planted|placed|caused|set|done|the\swork)\s)?(?:by|of)\s{_WHO}",
        rf"\b(?:had|was|were|has|have)\s(?:been\s)?{_HEDGE}\s(?:been\s)?(?:carried\sout|committed|perpetrated|fired|thrown|laid|planted|placed|caused|set|done|started)\sby\s{_WHO}",
        rf"\bby\s(?P<hedge>suspected|alleged|presumed)\s{_WHO}",
        rf"\b(?:perpetrators?|attackers?|assailants?|gunm[ae]n|culprits|robbers)\s(?:is|are|was|were)\s{_HEDGE}\sto\s(?:be|have\sbeen)\s{_WHO}",
        r"\b(?P<who>(?:an?|two|three|four|five|\d+|the)\s[^.;,()]{3,60}?),?\s(?:who\s)?(?:is|are|was|were)\s(?P<hedge>suspected|believed|thought|alleged)\s(?:of\s(?:having\s)?|to\shave\s)(?:been\s)?(?:fir|thr|carr|commit|attack|shot|shoot|stab|plac|plant|detonat|kill|involv|behind|respons|set|stol|robb|beat)\w*",
        r"\bAccording\sto\s[^,;.]{3,80},\s(?P<who>(?:an?|two|three|four|five|six|several|\d+|at\sleast\s\w+)\s[^,;.]{3,50}?)\s(?:had\s)?(?P<hedge>took\spart\sin|taken\spart\sin|(?:was|were)\s(?:involved\sin|behind)|carried\sout|committed)\sthe\s(?:attack|assault|shooting|robbery|ambush|incident|killing)\b",
        r"\b(?P<who>(?:[Aa]n?|[Tt]wo|[Tt]hree|[Ff]our|\d+)\s(?:[\w-]+\s){1,3}?)(?P<hedge>suspects?)\s(?:was|were|has\sbeen|have\sbeen)\s(?:later\s|subsequently\s)?(?:arrested|detained|apprehended|taken|identified|questioned)",
    )
)
_CERTAINTY = {
    "allegedly": "alleged", "reportedly": "alleged", "alleged": "alleged", "suspected": "suspected", "suspect": "suspected", "suspects": "suspected",
}  # fmt: skip
_UNKNOWN = re.compile(r"\b(?:escaped|fled|criminal\snature|dispute|result|feud|revenge)\b")


def suspects(passage: Passage, span: Span) -> Iterator[tuple[str, Entity, str, Span]]:
    """Role, who, certainty and words of each part in a deed that is only suspected."""
    seen = set()
    for form in _FORMS:
        for match in passage.find(form, span):
            words = Span(*match.span())
            if _UNKNOWN.search(match["who"]):
                continue
            for someone in who(passage, Span(*match.span("who")), "perpetrators"):
                if someone not in seen and someone.kind != "mission":
                    seen.add(someone)
                    yield "perpetrator", someone, _certainty(match), words


def _certainty(match: re.Match[str]) -> str:
    """What is told according to somebody is alleged."""
    return "alleged" if match[0].startswith("According") else _CERTAINTY.get(match["hedge"], "believed")
