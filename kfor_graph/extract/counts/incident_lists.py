"""The lists by which reports break a total down: by category, by sector or place, by community, by whatever else they name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.breakdowns import Part, counted_parts, goes_on, labelled_parts, paired_parts, without_lead
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.model import Concept, Entity
from kfor_graph.texts import Span

_STRONG = re.compile(
    r".*(?:\b(?:related|relating|linked|due|attributable)\sto|\bconnected\swith|\binvolving|\bconcerning|\binclud\w+|\bcompris\w+|\bconsist\w*\sof|\bfollows:|:)\s(?:cases\sof\s)?"
)
_WEAK = re.compile(r".*\b(?:incidents|cases|acts|crimes|were|was|in|of|for)\s(?:of\s)?")
_OPENS = re.compile(
    r"(?P<closed>\b[Bb]y\s(?:sector|category|type|area|region|brigade|task\sforce|community|municipality|ethnicity|victim)[,:]\s(?:there\swere\s)?|\s\((?=\w)|:\s(?:there\swere\s)?"
    r"|\b(?:compris\w+|consist\w*\sof|[Tt]hey\swere)\s)"
    r"|(?P<open>\b[Oo]f\s(?:which|these|them|those|(?:the|these|this)\s(?:total|(?:[\d,]+\s)?incidents))(?:\s(?:reported|recorded))?,?\s(?:there\swere\s)?|,\s(?=\d[\d,]*\s(?:in|of|against|were|related)\b))"
    r"|(?P<part>\b[Ii]ncluding\s)"
)
_DESCRIBED = re.compile(
    r"(?:(?:were|was|had|took|place|occurred|happened|been|directed|aimed|recorded|reported|registered|related|relating|connected|linked|concerned|involved|involving|against|at|to|with|cases"
    r"|acts|of|incidents|the|in|members|from|suspected|area)\s)+"
)
_NAMES = re.compile(r"[A-Za-z][^\d()]{1,60}")
_LEAD = re.compile(r"(?:(?:was|were|had|has|have|been|went|gone|is|are|to|in|of|for|on|at|the|a|an|field|area|case|cases)\s)+")
"words before the name of a part"
_OWN_NAME = re.compile(r"\s([a-z][a-z -]{2,60}),\s")
"a name that ends before the preposition: 212 children, in nine villages"
_ACRONYM = re.compile(r"\s\([A-Z][A-Za-z-]{1,9}\)\Z")
_ANY_NAME = re.compile(r"[A-Za-z](?:[^\d()]|\([A-Z][A-Za-z ]{1,20}\)){1,100}")
_SUM = re.compile(r"(?:(?:in\s)?(?:all|total)|(?:making|a)\s(?:grand\s)?total(?:\sof)?)(?:\sof)?", re.I)
_UNLIKE = re.compile(r"\b(?:than|compared|last|previous|against\sthe|total)\b", re.I)


@dataclass(frozen=True, slots=True)
class IncidentList:
    """A list of parts."""

    parts: tuple[Part, ...]
    which: tuple[Slots, ...]
    "what each part is limited to"
    closed: bool
    "whether it is told as all of the total"
    partial: bool = False
    "whether it is told as only some of it"

    @property
    def span(self) -> Span:
        """Its words."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)


def incident_lists(passage: Passage, sentence: Span) -> Iterator[IncidentList]:
    """The lists of parts in a sentence of which some name a kind of incident, a place or a community."""
    return _lists(passage, sentence, _which_of_all)


def other_lists(passage: Passage, span: Span) -> Iterator[IncidentList]:
    """The lists of parts in a span, whatever they are parts of: each has a place, a community, or the words that name it."""
    return _lists(passage, span, _named_all)


def _lists(passage: Passage, sentence: Span, named: Callable[[Passage, tuple[Part, ...]], tuple[Slots, ...]]) -> Iterator[IncidentList]:
    taken: list[Span] = []
    for run in labelled_parts(passage, sentence):
        first = run[0]
        lead = _lead(passage, first.label)
        parts = (without_lead(first, lead.end()), *run[1:]) if lead and lead.end() < first.label.end else run
        partial = bool(lead and "includ" in lead[0][-24:])
        if len(parts) > 1 and (found := named(passage, parts)):
            taken.append(Span(first.span.start, parts[-1].span.end))
            yield IncidentList(parts, found, not partial and not goes_on(passage, parts), partial)
    for opening in passage.find(_OPENS, sentence):
        if any(opening.end() - 1 in range(span.start, span.end) for span in taken):
            continue
        rest = Span(opening.end(), sentence.end)
        parts = counted_parts(passage, rest)
        closed = opening.lastgroup == "closed"
        if not parts and closed:
            parts = next((pairs for pairs in paired_parts(passage, rest) if pairs[0].span.start == rest.start), ())
            parts = tuple(part for part in parts if not _SUM.fullmatch(passage.words(part.label)))
            closed = bool(parts) and not goes_on(passage, parts)
        if len(parts) > (opening.lastgroup == "closed") and (found := named(passage, parts)):
            taken.append(Span(parts[0].span.start, parts[-1].span.end))
            yield IncidentList(parts, found, closed, opening.lastgroup == "part")


def _lead(passage: Passage, label: Span) -> re.Match[str] | None:
    """The words before the name of the first part of a list."""
    return _STRONG.match(passage.text, label.start, label.end) or _WEAK.match(passage.text, label.start, label.end)


def _which_of_all(passage: Passage, parts: tuple[Part, ...]) -> tuple[Slots, ...]:
    """What the parts are limited to; empty where not one of them is known, or one is no name at all."""
    found = [which(passage, part.label) for part in parts]
    known = sum(bool(slots) and slots[0][0] != "counted" for slots in found)
    return tuple(found) if known and 2 * known >= len(found) and all(found) else ()


def _named_all(passage: Passage, parts: tuple[Part, ...]) -> tuple[Slots, ...]:
    """What the parts of another total are limited to; empty where one is no name at all."""
    found = [_named(passage, part) for part in parts]
    return tuple(found) if all(found) else ()


def _named(passage: Passage, part: Part) -> Slots:
    """The place or community that the words of a part are, else the words."""
    before = passage.text[part.quantity.span.end : part.label.start]
    if own := _OWN_NAME.match(before):
        return (("counted", own[1]),)
    span = part.label
    if lead := _LEAD.match(passage.text, span.start, span.end):
        span = Span(lead.end(), span.end)
    words = passage.words(span).rstrip(" ,")
    words = _ACRONYM.sub("", words)
    if not words:
        return ()
    community = passage.vocabulary.concept("population", re.sub(r"\s(?:community|communities)\Z", "", words))
    if community and community.notation in passage.vocabulary.narrower(Concept("population", "community")):
        return (("population", community),)
    if part.link not in {"be", "", "with", "by"} and (place := _place(passage, span) or _place(passage, part.label)):
        return (("place", place),)
    return (("counted", words),) if _ANY_NAME.fullmatch(words) and not _UNLIKE.search(words) and len(words.split()) < 14 else ()


def which(passage: Passage, label: Span) -> Slots:
    """The category, community or place that the words of a part name; the words themselves where they are none that is known."""
    described = _DESCRIBED.match(passage.text, label.start, label.end)
    span = Span(described.end() if described else label.start, label.end)
    words = passage.words(span).strip(" ,")
    category = passage.vocabulary.concept("category", words)
    if category and category.notation in passage.vocabulary.narrower(Concept("category", "incident")):
        return (("category", category),)
    community = passage.vocabulary.concept("population", re.sub(r"\s(?:community|communities|victims|persons)\Z", "", words))
    if community and community.notation in passage.vocabulary.narrower(Concept("population", "community")):
        return (("population", community),)
    if place := _place(passage, span) or _place(passage, label):
        return (("place", place),)
    return (("counted", words),) if _NAMES.fullmatch(words) and not _UNLIKE.search(words) and len(words.split()) < 8 else ()


def _place(passage: Passage, label: Span) -> Entity | None:
    named = dict.fromkeys(passage.entities(label, "place"))
    if len(named) == 1:
        return next(iter(named))
    found = [place for place, _, _ in places(passage, Span(max(label.start - 3, passage.block.span.start), label.end))]
    return found[0] if found else None
