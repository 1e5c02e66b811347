"""People who returned, crossed, arrived or fled, in numbers, and armed men who gave themselves up."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.people import people
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.clauses import counted_in, counts_something, of_whole_period, time_of, where_counted
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.counts.totals import Total, with_parts
from kfor_graph.extract.events.deeds import Deed, deeds, did
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span

_MOVED = r"returned|crossed|fled|left|arrived|came\sback|went\sback|resettled|repatriated|displaced|accommodated|sought\srefuge|took\srefuge|been\sregistered"
_GAVE_UP = r"handed\sthemselves\sin|gave\sthemselves\sup|surrendered|turned\sthemselves\sin"
_WENT = did(f"{_MOVED}|{_GAVE_UP}")
_GAVE = re.compile(rf"(?:{_GAVE_UP})\Z")
_PLAIN = re.compile(rf"(?:{_MOVED}|{_GAVE_UP})\Z")
_NOT_THEY = re.compile(
    r"\b(?:soldiers?|troops|officers|judges|observers|prisoners?|detainees|demonstrators|protesters|battalions?|suspects?|attackers|gunmen|monitors|delegates|experts|deputies|ministers|workers|patients|(?:of|from)\s(?:the\s)?(?:KFOR|SFOR|KPC))\b"
)
_WHERE = re.compile(
    r"\s(?:the\s)?(?:room|hall|scene|meeting|talks|party|session|chamber|Assembly|coalition|building|corps|force|service|work|duty|road|police|hospital)\b"
)
_FAMILY = re.compile(r"(?:[\w-]+\s){0,3}?(?:families|households)\Z")
_FAMILIES = re.compile(rf"\s(?:from|of|in)\s(?P<n>{NUMBER})\s(?:families|households)\b")


@reads(
    "returned",
    "crossed",
    "fled",
    "left",
    "arrived",
    "came back",
    "went back",
    "resettl",
    "repatriat",
    "displaced",
    "accommodat",
    "refuge",
    "themselves",
    "surrender",
)
def returns(passage: Passage) -> Iterator[Claim]:
    """How many people returned, crossed, arrived, left or fled, or gave themselves up, with parts and earlier figures.

    Example: `On 6 March, «118 persons from 22 families crossed into Kosovo»`. People who left a room, soldiers and prisoners are none of them.
    """
    if not passage.period or not passage.area:
        return
    for sentence in passage.block.sentences:
        if counts_something(passage, sentence):
            for deed in deeds(passage, sentence, _WENT):
                yield from _people(passage, deed, passage.area)


def _people(passage: Passage, deed: Deed, area: Entity) -> Iterator[Claim]:
    where = counted_in(passage, deed, of_subject=True)
    if not where or not deed.own or _WHERE.match(passage.text, deed.rest.start, deed.rest.end) or not of_period(passage, deed.verb):
        return
    who = next(iter(people(passage, where)), None)
    if not who or not who.quantity or passage.words(Span(where.start, who.span.start)).strip() or _NOT_THEY.search(passage.words(where)):
        return
    _, time = time_of(passage, deed)
    if not time or (time == passage.period and not of_whole_period(passage, deed, deed.rest.start)):
        return
    verb = _PLAIN.search(passage.words(deed.verb))
    words = Span(who.span.start, deed.verb.end) if deed.verb.start - who.span.end < 80 else who.span
    what: Slots = (("counted", f"{who.who} {verb[0] if verb else ''}".strip()), *where_counted(passage, deed))
    if who.population:
        what = (("population", who.population), *what)
    families = _FAMILY.match(who.who)
    indicator = "other" if families or _GAVE.search(passage.words(deed.verb)) else "persons-moved"
    total = Total((words,), who.quantity, indicator, "pieces" if families else "persons", area, time, what)
    yield from with_parts(passage, total, Span(deed.rest.start, deed.sentence.end))
    if of := _FAMILIES.match(passage.text, who.span.end, where.end):
        counted: Slots = (("counted", f"families {verb[0]}" if verb else "families"),)
        printed = passage.quantity(of, "n")
        if made := observation(passage, (Span(of.start("n"), of.end()),), "other", printed, "pieces", area, time, counted):
            yield made
