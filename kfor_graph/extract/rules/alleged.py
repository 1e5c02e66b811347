"""A part in a violent event that is only alleged."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import account, statement
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.model import Claim, Concept, Entity, Event
from kfor_graph.names import slug
from kfor_graph.texts import Period, Span

_PART = re.compile(
    r"""
    (?P<who>(?:[Tt]he|[Aa]n?)\s[^.,;]{3,80}?)\s(?:was|were|is|are|had\sbeen)\s
    (?:(?P<alleged>allegedly|reportedly)\s|(?P<believed>believed|thought)\sto\s(?:be|have\sbeen)\s|(?P<suspected>suspected)\sof\s(?:being\s|having\sbeen\s)?)
    (?:involved|implicated)\sin\s(?:the\s)?(?P<what>killing|murder|shooting|attack|explosion|assault)\s(?:of|on|against)\s(?P<victim>an?\s[^.,;]{3,80}?)
    (?P<when>\s(?:last\smonth|in\s[A-Z][a-z]+(?:\s\d{4})?|on\s\d[^.,;]{3,25}|earlier\s[^.,;]{3,30}))?(?=[.,;])
    """,
    re.X,
)

_SAYS = re.compile(r"\b(?:that|said|denied|claimed)\b")
_PEOPLE = re.compile(
    r"\b(?:\w*(?:officer|man|woman|boy|girl|person|people|member|soldier|guard|farmer|worker|driver|civilian|leader|student|teacher|judge|mayor)s?|Serbs?|Albanians?|Roma)\b"
)


@reads("involved in", "implicated in")
def alleged(passage: Passage) -> Iterator[Claim]:
    """An event told in passing, with a part in it that the text only alleges: the event is stated, the part is a statement.

    Example: `«The owner of the bar was allegedly involved in the killing of a Kosovo Police Service officer last month».` Nobody
    unnamed becomes a person of the gazetteer; the part is never asserted.
    """
    if not passage.period:
        return
    for match in passage.find(_PART):
        certainty = "alleged" if match["alleged"] else "believed" if match["believed"] else "suspected"
        period, precision = _time(passage, match)
        victim = match["what"] in {"killing", "murder"} or _PEOPLE.search(match["victim"])
        if period is None or not victim or said(passage, Span(*match.span())) or _SAYS.search(match["who"]):
            continue
        concept = passage.vocabulary.concept("event-type", match["what"])
        event = Event(
            (concept.notation if concept else "attack",),
            period,
            roles=(("victim", _unnamed(passage, Span(*match.span("victim")))),),
            subject=f"{match['what']} of {match['victim']}",
        )
        words = (Span(*match.span()),)
        yield account(passage, words, event, precision)
        yield statement(passage, words, event, "kfo:involves", _unnamed(passage, Span(*match.span("who"))), certainty)


def _time(passage: Passage, match: re.Match[str]) -> tuple[Period | None, str]:
    """When the event was: the day or month that is told; without one nothing, for a context may lie long before the period."""
    if not match["when"]:
        return None, ""
    span = Span(*match.span("when"))
    found = (*dates(passage, span), *months(passage, span))
    return (found[0].period, found[0].precision) if len(found) == 1 else (None, "")


def _unnamed(passage: Passage, span: Span) -> Entity:
    """Someone told of only by what they are or do; belongs to the document."""
    words = re.sub(r"^(?:the|an?)\s", "", passage.words(span), flags=re.I)
    facts: tuple[tuple[str, Entity | Concept], ...] = tuple(("org:memberOf", body) for body in passage.entities(span, "org", "mission"))
    if re.search(r"\b(?:police|officer)", words, re.I):
        facts += (("kfo:population", Concept("population", "police-officers")),)
    return Entity("local", f"person-{slug(words)}", f"{words} (unnamed)", ("kfo:Person",), facts, known=False)
