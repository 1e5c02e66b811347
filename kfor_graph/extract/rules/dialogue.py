"""A dialogue between two sides as it starts, stops and resumes."""

import re
from collections.abc import Iterator

from kfor_graph.document.dates import MONTH, YEAR
from kfor_graph.extract.actors.parties import actor_of, between, listed
from kfor_graph.extract.claims import account
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.model import Claim, Entity, Event, Finding
from kfor_graph.texts import Span, When

_BROUGHT = r"(?:facilitated|mediated|sponsored|brokered|led|moderated)"
_WHAT = r"(?:(?:high-level|technical|political|normali[sz]ation)\s)?(?:dialogue|normali[sz]ation\sprocess)"
_DIALOGUE = re.compile(
    rf"""
    \b[Tt]he\s(?:(?P<hyphened>[A-Z][\w\s]{{1,40}}?)-{_BROUGHT}\s)?{_WHAT}
    (?P<told>(?:\s{_BROUGHT}\sby\s(?:the\s)?(?P<by>[A-Z][\w\s-]{{1,40}}?))?(?:,)?\s(?P<between>between\s[A-Z][\w\s'’-]{{2,80}}?)
      (?:,?\s{_BROUGHT}\sby\s(?:the\s)?(?P<by2>[A-Z][\w\s-]{{1,40}}?))?,?)
    \s(?:was\s|were\s|has\s|had\s)?(?P<verb>resumed|restarted|relaunched|began|started|opened|continued|went\sforward|took\splace|was\sheld)\b
    (?P<when>(?:\s(?:again|formally))?\s(?:in|on)\s(?:(?:early|mid|late|the\smonth\sof)[\s-])?(?:\d[^.;]{{0,40}}?)?{MONTH}(?:\s{YEAR})?)?(?P<where>\sin\s[A-Z]\w+)?
    """,
    re.X,
)
_AFTER = re.compile(
    r"\b[Aa]fter\s(?:being|having\sbeen|it\shad\sbeen)\s(?:stalled|suspended|interrupted|blocked|on\shold|frozen)[^.,;]{0,40},\s\Z"
)
_HEDGED = re.compile(
    r"\b(?:if|unless|whether|hopes?|hoped|called\sfor|calls\sfor|urged|reportedly|allegedly|not\syet|expected|could|would|should|(?-i:may)|might|until)\b",
    re.I,
)


@reads("dialogue", "normalization process", "normalisation process")
def dialogue(passage: Passage) -> Iterator[Claim | Finding]:
    """A dialogue that resumed or went on, as one event in its month, with the two sides and who facilitates it.

    Example: `«After being stalled for months, the dialogue facilitated by the European Union between Belgrade and Pristina resumed in
    July».` A lack of progress is no event, nor is a dialogue that is only to begin.
    """
    if not passage.period:
        return
    for match in passage.find(_DIALOGUE):
        sentence = passage.sentence(match.start())
        if _HEDGED.search(passage.text, sentence.start, match.end()):
            continue
        sides = between(passage, Span(*match.span("between")))
        if not sides:
            yield Finding(
                "Info", f"it is not clear who is meant by “{match['between']}”", "dialogue", evidence=passage.cite(Span(*match.span()))
            )
        when = _when(passage, match)
        if not sides and not when:
            continue
        event = Event(
            ("talks",),
            when.period if when else passage.period,
            tuple(place for place, _, _ in places(passage, Span(*match.span("where")))) if match["where"] else (),
            roles=(
                *(("mediator", actor) for actor in _mediators(passage, match)),
                *(("involves", actor) for actor in (sides[0] if sides else ())),
            ),
            subject="Dialogue" if match["verb"] in {"continued", "went forward", "took place", "was held"} else f"Dialogue {match['verb']}",
        )
        before = _AFTER.search(passage.text, sentence.start, match.start())
        words = Span(before.start() if before else match.start(), match.end())
        yield account(passage, (words,), event, when.precision if when else "period")


def _when(passage: Passage, match: re.Match[str]) -> When | None:
    """The day or the month that the words give; of a part of a month, the month."""
    if not match["when"]:
        return None
    span = Span(*match.span("when"))
    found = (*dates(passage, span), *months(passage, span))
    return found[0] if len(found) == 1 else None


def _mediators(passage: Passage, match: re.Match[str]) -> tuple[Entity, ...]:
    """Who facilitates the dialogue: one body, read also before a hyphen."""
    if match["hyphened"]:
        named = passage.vocabulary.mentions(passage.text, Span(*match.span("hyphened")))
        actors = tuple(actor for mention in named if (actor := actor_of(passage, mention)))
        return actors[:1] if len(actors) == 1 else ()
    group = "by" if match["by"] else "by2"
    named_by = listed(passage, match.start(group), match.end(group)) if match[group] else None
    return named_by[0] if named_by else ()
