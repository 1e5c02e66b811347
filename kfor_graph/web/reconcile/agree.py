"""Whether an entity has a value that a table gives: days by their precision, entities by any of their names, all else by its words."""

import re
from collections.abc import Iterator

from kfor_graph.link.spelling import folded, keys
from kfor_graph.link.things import canonical
from kfor_graph.site.search.entries import Row
from kfor_graph.web.reconcile.things import Term, Things
from kfor_graph.web.reconcile.values import Reader

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)", re.ASCII)
_PERIOD = re.compile(r".*/id/period/([\d-]+)_([\d-]+)", re.ASCII)
_STEPS = 4
"Steps along a property, as from a village to its country."


def agreement(iri: str, property_: Term, values: tuple[str, ...], things: Things, said: Reader) -> bool | None:
    """Whether any of the values is one that is said of an entity; None where nothing is said.

    A value that has the same property is followed: what lies in a municipality lies in the country.
    """
    known = list(_told(iri, property_.iri, said))
    if not known:
        return None
    return any(_is_same(value, row, things) for value in values for row in known)


def _told(iri: str, property_: str, said: Reader) -> Iterator[Row]:
    seen, now = {iri}, [iri]
    for _ in range(_STEPS):
        rows = [row for each in now for row in said(each).get(property_, ())]
        yield from rows
        now = [value for row in rows if (value := row["value"]) not in seen and value.startswith("http")]
        seen.update(now)


def _is_same(value: str, row: Row, things: Things) -> bool:
    told = row["value"]
    if day := _DAY.match(value):
        if period := _PERIOD.fullmatch(told):
            return period[1][: len(day[0])] <= day[0] <= period[2][: len(day[0])]
        if other := _DAY.match(told):
            length = min(len(day[0]), len(other[0]))
            return day[0][:length] == other[0][:length]
    if told in things.subjects:
        subject = things.subjects[told]
        if things.iri(value) == told or canonical(value) in subject.same or things.steps.get(value) in subject.same:
            return True
        return any(keys(value) & keys(name) for name in subject.names)
    try:
        return float(value) == float(told)
    except ValueError:
        return bool(folded(value)) and folded(value) in {folded(told), folded(row.get("label", "")), folded(re.split(r"[/#]", told)[-1])}
