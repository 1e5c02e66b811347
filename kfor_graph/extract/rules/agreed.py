"""What two sides agree on, agree to do, or adopt together, on a day."""

import re
from collections.abc import Iterator

from kfor_graph.document.dates import DAY, MONTH
from kfor_graph.extract.actors.actors import Named, are_several, named_before
from kfor_graph.extract.actors.references import they
from kfor_graph.extract.claims import account
from kfor_graph.extract.events.occasions import clause, days_told, opening, place_precision, places_told, told_words
from kfor_graph.extract.events.pacts import pact
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.status import is_denied, is_hedged
from kfor_graph.extract.modality.told import said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Event
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span, When

_ADOPTABLE = (
    r"(?:terms\sof\sreference|rules\sof\sprocedure|action\splan|plan\sof\saction|road\s?map|agreed\sconclusions|joint\sstatement"
    r"|joint\sdeclaration|declaration|implementation\splan|work\s?plan|guidelines|procedures|timetable|protocol)"
)
_AGREED = begins_with(
    "aefhjt",
    rf"""
    \b(?:(?:have|has|had|also|then|further|jointly|finally)\s){{0,2}}
    (?: agreed(?:\sin\sprinciple)?(?P<where>\sin\s[A-Z]\w+)?(?P<day>,?\son\s{DAY}\s{MONTH}(?:\s\d{{4}})?,?)?(?P<there>\sin\s[A-Z]\w+)?\s(?:
        (?:upon|on)\s(?!\d)(?:the\s|an?\s)?(?P<on>[a-z][^.;]{{3,160}})
      | to\s(?P<to>(?!be\b|meet|continue|resume|reconvene|disagree|hold|consider|discuss|postpone|remain|keep|work|return|speak|talk|let|not\b)[a-z]+\s[^.;]{{3,160}}))
      | (?:adopted|approved|endorsed)\s(?:the\s|an?\s)?(?P<adopted>(?:[\w-]+\s){{0,3}}?{_ADOPTABLE}\b[^.;]{{0,160}}) )
    """,
    re.X,
)
_NTH = re.compile(
    r"\b[Aa]t\sthe\s(?P<n>first|second|third|fourth|last)\s(?:of\sthese\s(?:meetings|rounds|talks|sessions)|(?:meeting|round|session))\b"
)
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_THAT = re.compile(
    r",\s(?:at|in|with|while|but|and|which|where|after|by)\b|\s(?:at\sthe\smeeting|while|whereas|but|after|before|following|when|in\sorder)\b|\sand\s(?=[a-z]+ed\s)|,?\sin\s(?=[A-Z])|,?\son\s(?=\d)"
)


@reads("agreed", "adopted", "endorsed", "approved")
def agreed(passage: Passage) -> Iterator[Claim]:
    """What at least two sides agreed on or adopted, where the text tells the day.

    Example: `On 24 March, «EULEX and KFOR agreed on revised procedures for the exchange of information».` What one body alone agrees is a
    decision; to meet again or to go on is no agreement.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        for match in passage.find(_AGREED, sentence):
            yield from _told(passage, sentence, match)


def _told(passage: Passage, sentence: Span, match: re.Match[str]) -> Iterator[Claim]:
    sides = _sides(passage, sentence, match)
    if not sides or not are_several(sides[0]):
        return
    words = clause(passage, match.start(), match.end() if len(match[0]) < 12 else match.start() + 10, match.end())
    if (
        said(passage, Span(sides[1].start, sides[1].end))
        or is_hedged(passage, sides[1].start, words.end)
        or is_denied(passage, sides[1].start, words.end)
    ):
        return
    before = opening(passage, sentence.start, sides[1].start)
    if before and is_hedged(passage, before.start, before.end):
        return
    group = next(name for name in ("on", "to", "adopted") if match[name])
    what = _what(passage, match.start(group), words.end)
    when = _nth(passage, sentence, before) or _when(passage, match, Span(what.end, words.end), before)
    if len(when) != 1 or not when[0].day:
        return
    name = passage.words(what)
    about = pact(passage, what, when[0].day, f"Agreement to {name}" if group == "to" else name)
    if not about:
        return
    beside = next(
        (Span(*match.span(name)) for name in ("where", "there") if match[name]), Span(what.end, words.end if match["adopted"] else what.end)
    )
    where = places_told(passage, beside, before) if beside else places(passage, before) if before else ()
    event = Event(
        ("agreement-made",),
        when[0].period,
        tuple(place for place, _, _ in where),
        tuple(("involves", actor) for actor in sides[0]),
        about=about,
    )
    inside = [span for span in (when[0].span, *(found[2] for found in where)) if sentence.start <= span.start < sentence.end]
    opens = before if before and any(span.start < before.end for span in inside) else None
    cited = told_words(passage, opens, sides[1], what, *inside)
    elsewhere = () if sentence.start <= when[0].span.start < sentence.end else (when[0].span,)
    yield account(passage, (*elsewhere, cited), event, when[0].precision, more=place_precision(where))


def _sides(passage: Passage, sentence: Span, match: re.Match[str]) -> Named | None:
    """The sides that agree: the subject, or those whom "they" means."""
    return named_before(passage, sentence.start, match.start()) or they(passage, sentence, match.start())


def _when(passage: Passage, match: re.Match[str], behind: Span, before: Span | None) -> tuple[When, ...]:
    """The day beside the verb, or that opens the sentence; a day behind what is to be done is the day of that, not of the agreement."""
    if match["day"]:
        return dates(passage, Span(*match.span("day")))
    if before and (found := days_told(passage, before)):
        return found
    return days_told(passage, behind) if match["adopted"] and behind else ()


def _nth(passage: Passage, sentence: Span, before: Span | None) -> tuple[When, ...]:
    """The day of "the second of these meetings", counted in the days of the sentence before."""
    match = _NTH.search(passage.text, before.start, before.end) if before else None
    earlier = [span for span in passage.block.sentences if span.end <= sentence.start]
    if not match or not earlier:
        return ()
    days = dates(passage, earlier[-1])
    at = _ORDINALS[match["n"]]
    return (days[at],) if len(days) > max(at, 1) else ()


def _what(passage: Passage, start: int, end: int) -> Span:
    """What is agreed, without the day, place or occasion behind it."""
    cut = _THAT.search(passage.text, start, end)
    words = passage.text[start : cut.start() if cut else end].rstrip(" ,")
    return Span(start, start + len(words))
