"""Parts of the mission's area that words mean without naming them, such as "the north" or "the remainder of the province"."""

import re
from collections.abc import Iterator

from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import kind
from kfor_graph.model import Concept, Entity
from kfor_graph.names import slug
from kfor_graph.texts import Span

_OF = r"(?:\s(?:of|in)\s(?:the\s(?:province|country|territory)\b|(?:the\s)?[A-Z]\w+(?:\sand\s[A-Z]\w+)?))"
"of the whole area: a word for it, or its name"
_SIDE = r"(?:north|south|east|west)(?:-?(?:east|west))?"
_SIDED = rf"(?:(?:{_SIDE}ern|central)(?:\sand\s(?:{_SIDE}ern|central))?)"
_ENDS = r"(?=\Z|[.,;:()]|\s(?:and|or|but|while|whereas|it|is|was|were|has|have|remain\w*|stay\w*|continue\w*|became|during|in|over|for|since|as|than|where|which|throughout|only)\b)"
_RELATIVE = rf"(?:the\s(?:remainder|rest){_OF}?|(?:the\s(?:remaining|other)|all\sother|other)\s(?:parts?|areas|municipalities|regions){_OF}?|[Ee]lsewhere{_OF}?)"
_WITH = r"(?:\swith\s(?:(?:southern|northern|central)\s)?[A-Z]\w+(?:\s(?:and\s)?[A-Z]\w+){0,3})"
_PEOPLED = r"(?:Serb|Serbian|Albanian|minority|mixed)(?:[\s-](?:populated|majority|inhabited|dominated))?"
_PHRASE = (
    rf"(?:the\s(?:far\s)?(?:{_SIDE}|cent(?:re|er)){_OF}?"
    rf"|(?:the\s(?:(?:two|three|four|five|[2-9])\s)?)?{_SIDED}\s(?:parts?|half|municipalities|regions?|areas|enclaves){_OF}?"
    rf"|(?:most(?:\sother)?|large|the\sgreater|the\slarger)\s(?:parts?|areas|municipalities|regions){_OF}?"
    rf"|(?:most|much){_OF}"
    rf"|(?P<relative>{_RELATIVE})"
    rf"|(?P<river>{_SIDE}\sof\s(?:the\s)?(?:river\s)?[A-Z]\w+(?:\s[Rr]iver)?)"
    rf"|(?P<line>the\s(?:[A-Z]\w+\s|administrative\s)?(?:boundary|border)(?:\s(?:line|areas?|region))?{_WITH}?)"
    rf"|(?:the\s)?(?:(?:Kosovo|Kosovar)\s)?{_PEOPLED}\s(?:areas|enclaves|villages|municipalities){_OF}?)"
)
_PART = re.compile(
    rf"\b(?:(?:[Ii]n|[Ww]ithin|[Aa]cross|[Tt]hroughout|[Aa]long|[Nn]ear|[Oo]ver)\s|(?=[Ee]lsewhere|{_SIDE}\sof))(?P<part>{_PHRASE}){_ENDS}"
)
_OPENS = _PHRASE.replace(r"the\s", r"[Tt]he\s").replace(r"most(?:", r"[Mm]ost(?:")
_BARE = re.compile(rf"(?P<part>{_OPENS}){_ENDS}")
_LOOK = re.compile(
    r"north|south|east|west|central|cent(?:re|er)|most|much|large|remain|rest|other|elsewhere|Elsewhere|bo(?:u|r)|Serb|Alban|minority|mixed"
)


def parts(passage: Passage, span: Span) -> Iterator[tuple[Entity, Span]]:
    """The unnamed parts of the area that stand behind "in", "across" or "along" in a span, each with its words and the word before it.

    They belong to the document: what "the north" takes in, only its author knows. What names a place of the gazetteer is left to it.
    """
    if passage.area and _LOOK.search(passage.text, span.start, span.end):
        for match in passage.find(_PART, span):
            if part := _part(passage, match):
                yield part, Span(*match.span())


def part_at(passage: Passage, start: int, end: int) -> Entity | None:
    """The part of the area that exactly these words mean, as the subject of a clause: "the rest of the province" was calm."""
    match = _BARE.match(passage.text, start, end) if passage.area else None
    return _part(passage, match) if match and match.end() == end else None


def _part(passage: Passage, match: re.Match[str]) -> Entity | None:
    """The place that the words name, as "the four northern municipalities" may; None where they lie outside the area."""
    words = Span(*match.span("part"))
    named = [place for place in dict.fromkeys(passage.entities(words, "place")) if place != passage.area]
    if match["line"]:
        if len(named) == 1 and kind(passage, named[0]) == "boundary":
            return named[0]
    elif match["river"]:
        if len(named) != 1 or kind(passage, named[0]) != "water":
            return None
    elif len(named) == 1 and " of " not in match["part"] and " in " not in match["part"]:
        return named[0]
    elif named or not _of_area(passage, words):
        return None
    relative = match["relative"] or " other " in match["part"]
    label = re.sub(r"\s+", " ", match["part"]).lower() if relative else re.sub(r"\s+", " ", match["part"])
    name = re.sub(r"^the\s", "", label, flags=re.I) + (f" {passage.block.slug}" if relative else "")
    facts: tuple[tuple[str, Concept | Entity], ...] = (("dcterms:type", Concept("place-type", "region")),)
    facts += (("geo:sfWithin", passage.area),) if passage.area else ()
    return Entity("local", f"area-{slug(name)}", label, ("kfo:Place",), facts, known=False)


def _of_area(passage: Passage, words: Span) -> bool:
    """Whether what the part is said to be of is the area itself."""
    of = re.search(r"\s(?:of|in)\s(?:the\s)?(?=[A-Z])", passage.words(words))
    return not of or any(mention.entity == passage.area and mention.span.start == words.start + of.end() for mention in passage.mentions)
