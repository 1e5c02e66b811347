"""Roads and bridges blocked, roadblocks and barricades put up and taken away."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.people import People, as_group, people, population
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import kind
from kfor_graph.model import Claim, Event
from kfor_graph.texts import Span

_BLOCKED = did(r"blocked|barricaded|obstructed|cut\soff")
_PREVENTED = did(r"prevented\sfrom\s(?:crossing|passing|entering|using)|stopped\sfrom\s(?:crossing|passing)")
_KEYS = (*_BLOCKED.keys, *_PREVENTED.keys)
_ERECTED = did(r"erected|set\sup|put\sup|built|placed|established|re-erected|rebuilt|constructed|reinforced")
_REMOVED = did(r"removed|dismantled|cleared|taken\sdown|took\sdown|lifted|demolished|taken\saway")
_WAY = re.compile(
    r"\b(?:roads?|bridges?|routes?|highways?|motorways?|crossings?(?:\spoints?)?|streets?|junctions?|access|entrances?|railway|rail\sline|train\sline|tracks?|border|boundary|gates?|Gates?|square)\b"
)
_BLOCK = re.compile(r"\b(?:road-?\s?blocks?|barricades?|blockades?|barriers?|concrete\sblocks)\b")
_THEM = re.compile(r"(?:all\s|both\s|some\s|the\slast\s|\w+\s)?(?:of\s(?:them|these|those)|them)\b")
_NEW_ONES = re.compile(r"(?:[\w-]+\s)?(?:new|other|further|more)\s(?:ones)?\b|(?:[\w-]+\s)?(?:new\s)?ones\b")
_NO_BLOCK = re.compile(
    r"\b(?:drugs?|weapons|sale|vote|law|decision|reform|Assembly|process|work\sof|visa|imports?|goods|accounts?|resolution|membership|dialogue|implementation|proposal)\b"
)
_SETTLED = re.compile(r"\b(?:was|were)\s(?:then\s)?(?:resolved|settled|solved|defused)\s(?:[\w\s]{0,30}\s)?by\s")
_BY = re.compile(r"\bby\s(?!\d)")
_AND = re.compile(r"\sand\s|,\s")
_GROUP = re.compile(
    r"^(?:(?:the|some|several|angry|local|former|war|a\s(?:group|crowd)\sof|groups?\sof|hundreds\sof|dozens\sof|members\sof)\s)*(?P<who>veterans|residents|villagers|protesters|demonstrators|drivers|farmers|students|workers|inhabitants|miners|pensioners|parents|supporters|returnees|teachers|[A-Z]\w+\s(?:Serbs?|Albanians?)|Serbs|Albanians)\b"
)


@reads("block", "roadblock", "barric", "barrier", "obstruct", "prevented from", "cut off")
def roadblocks(passage: Passage) -> Iterator[Claim]:
    """A road, bridge or crossing blocked, roadblocks and barricades put up or removed, with day, place and who did it.

    Example: `«KFOR removed six of them, on 9, 13 and 27 March», while «two new ones were erected on 15 March near Zupce and Rudare»`. One
    that stands, is feared or is planned is no event.
    """
    if not passage.period:
        return
    named = False
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if any(key in words for key in _KEYS):
            yield from _blocked(passage, sentence)
        if named or _BLOCK.search(words):
            yield from _blocks(passage, sentence, named)
        named = named or bool(_BLOCK.search(words))


def _blocked(passage: Passage, sentence: Span) -> Iterator[Claim]:
    for deed in (*deeds(passage, sentence, _BLOCKED), *deeds(passage, sentence, _PREVENTED)):
        what = (
            deed.subject
            if deed.passive and "prevented" not in passage.words(deed.verb)
            else Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 70))
        )
        way = _WAY.search(passage.text, what.start, what.end)
        if not way or _NO_BLOCK.search(passage.text, what.start, way.start()) or deed.relative:
            continue
        yield from _tell(passage, deed, "roadblock", _actors(passage, deed) + _settled(passage, deed), f"Blocking of the {way[0]}")


def _blocks(passage: Passage, sentence: Span, named: bool) -> Iterator[Claim]:
    for type_, verb in (("roadblock", _ERECTED), ("removal", _REMOVED)):
        for deed in deeds(passage, sentence, verb):
            what = deed.subject if deed.passive else Span(deed.rest.start + 1, min(deed.rest.end, deed.rest.start + 90))
            words = passage.words(what)
            again = (named or _BLOCK.search(passage.text, sentence.start, what.start)) and (_THEM.match(words) or _NEW_ONES.match(words))
            if (_BLOCK.search(words) or again) and not deed.relative:
                roles = _authorities(passage, deed) if type_ == "removal" else _actors(passage, deed)
                yield from _tell(passage, deed, type_, roles, "Removal of roadblocks" if type_ == "removal" else "Roadblock put up")


def _tell(passage: Passage, deed: Deed, type_: str, roles: Roles, subject: str) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if (when and not whens) or how == "unclear" or (deed.before and how != "clause"):
        return
    where = around(passage, deed, deed.rest, *((deed.subject,) if deed.passive else ()))
    if ways := [place for place in dict.fromkeys(passage.entities(deed.rest, "place")) if kind(passage, place) in {"bridge", "crossing"}]:
        where = (*((place, "at", deed.rest) for place in ways if place not in {found[0] for found in where}), *where)
    if not whens and not (where and roles):
        return
    if any(_same(passage, type_, when.period) for when in whens):
        return
    for told, _ in happenings(passage, deed, type_, whens, where, roles, subject=subject, series=not whens):
        yield told


def _same(passage: Passage, type_: str, period: object) -> bool:
    """Whether a rule before has read a roadblock of that time in the block."""
    events = [event for claim in passage.here if claim.kind == "account" and isinstance(event := claim.get("about"), Event)]
    return any(event.types[0] == type_ and event.period == period for event in events)


def _actors(passage: Passage, deed: Deed) -> Roles:
    """Those who block: groups of people, and bodies."""
    span = deed.subject if not deed.passive else Span(deed.rest.end, deed.rest.end)
    if deed.passive and (by := _BY.search(passage.text, deed.rest.start, deed.rest.end)):
        span = Span(by.end(), deed.rest.end)
    if not span:
        return ()
    if found := bodies(passage, span):
        return tuple(("involves", actor) for actor in found)
    groups = [made for person in people(passage, span) if (made := as_group(passage, person, "blocking a road"))]
    if not groups:
        for part in _AND.split(passage.words(span)):
            if match := _GROUP.match(part):
                one = People(span, match["who"], None, population(passage, match["who"]))
                if made := as_group(passage, one, "blocking a road"):
                    groups.append(made)
    return tuple(("involves", made) for made in dict.fromkeys(groups))


def _settled(passage: Passage, deed: Deed) -> Roles:
    """Who resolved the matter, where the same sentence tells it."""
    match = _SETTLED.search(passage.text, deed.rest.end, deed.sentence.end)
    return tuple(("mediator", actor) for actor in bodies(passage, Span(match.end(), deed.sentence.end))) if match else ()


def _authorities(passage: Passage, deed: Deed) -> Roles:
    return tuple(("authority", actor) for actor in doers(passage, deed))
