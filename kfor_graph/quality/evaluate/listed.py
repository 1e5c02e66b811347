"""The lines of a listed report → facts. What a key means: the README beside the list."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from kfor_graph.quality.evaluate.facts import Fact
from kfor_graph.quality.evaluate.gold import GoldError, Listed, Row
from kfor_graph.quality.evaluate.wording import actor_names, named, notation, place_names, ratings, stems, unit
from kfor_graph.texts import Period
from kfor_graph.vocabulary import fold

_TYPES = {"agreement": "agreement-made", "obstruction": "roadblock", "surrender": "hand-in"}
"Event types of the list that are no label of the scheme."

_TOPICS = {
    "situation": "security-situation+environment",
    "threat_level": "threat-to-force+threat-to-property",
    "political": "political-situation",
    "trend": "security-situation+environment",
}
"Kinds of assessment of the list, as topics of the scheme."

_TROOPS = (
    ("troops", "total"),
    ("troops non-nato", "non_nato"),
    ("nations nato", "nato_nations"),
    ("nations non-nato", "non_nato_nations"),
)
"What is counted of a force, and the key that says how many."

_HARMS = ("killed", "wounded", "arrested")
_NOT_COUNTED = (*_HARMS, "incidents")


def facts(listed: Listed) -> tuple[Fact, ...]:
    """All facts of a report of the list, in its order. Raises GoldError where a key is missing or a value cannot be read."""
    try:
        return tuple(fact for read in _READERS for fact in read(listed.row, listed.document))
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise GoldError(listed.place, f"not in the form of the list: {error!r}", "mend that line") from error


def days(words: str | None) -> Period | None:
    """`2007-06-07`, `2007-06`, `2007`, or two of them with a stroke between, as days. Raises ValueError for anything else."""
    if not words:
        return None
    first, _, last = words.partition("/")
    return Period(_ends(first)[0], _ends(last or first)[1])


def _ends(words: str) -> tuple[date, date]:
    year, *rest = [int(step) for step in words.split("-")]
    if len(rest) == 2:
        return date(year, *rest), date(year, *rest)
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _paragraph(item: Row) -> str:
    """The number as printed; the heading before it where numbers restart."""
    number = "" if item.get("paragraph") is None else str(item["paragraph"])
    return f"{fold(item['heading'])}/{number}" if item.get("heading") and number else number


def _words(item: Row, name: str = "quote") -> str:
    return str(item.get(f"{name}_clean") or item.get(name) or "")


def _fact(kind: str, document: str, item: Row, what: str, **more: Any) -> Fact:
    words = _words(item)
    return replace(Fact(kind, document, _paragraph(item), what, words=words, sentence=words), **more)


def _whole(row: Row) -> Period | None:
    return days(f"{row['period']['start']}/{row['period']['end']}")


def _when(row: Row, item: Row, *keys: str) -> dict[str, Any]:
    """The days of an item, from the first of some keys; the reporting period where there is none."""
    told = days(next((item[key] for key in keys if item.get(key)), None))
    whole = _whole(row)
    return {"days": told or whole, "vague": told is None or told == whole}


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _period(row: Row, document: str) -> Iterator[Fact]:
    also = frozenset(_paragraph(item) for item in row["period"].get("also", ()))
    yield _fact("period", document, row["period"], "period", days=_whole(row), also=also)


def _letters(row: Row, document: str) -> Iterator[Fact]:
    for item in row["letters"]:
        if item.get("covers_both") and row.get("report_index", 1) != 1:
            continue
        if item["date"]:
            yield _fact("letter", document, item, "date", days=days(item["date"]), event=item["date"])
        for what, key in (("signatory", "from_person"), ("office", "from_role"), ("addressee", "to_role")):
            if item[key]:
                words = item[key] if what == "signatory" else _office(item[key])
                names = named(words) or frozenset({fold(words)})
                yield _fact("letter", document, item, what, label=item[key], names=names, event=str(item["date"]))


def _office(words: str) -> str:
    """An office with its organization: between the two, "Secretary-General" alone is the one of the United Nations."""
    plain = words.replace("Secretary General", "Secretary-General")
    return f"{plain} of the United Nations" if plain == "Secretary-General" else plain


def _strength(row: Row, document: str) -> Iterator[Fact]:
    for item in row["troop_strength"]:
        told = days(item["as_at"] or item["basis_period"])
        for what, key in _TROOPS:
            if item[key] is not None:
                yield _fact("strength", document, item, what, value=_number(item[key]), days=told)
        for part in item.get("breakdown", ()):
            names = place_names(part["place"])
            yield _fact("strength", document, item, "troops at", value=_number(part["count"]), days=told, names=names, label=part["place"])
        for what, key in (("reserve", "excluded"), ("change", "change")):
            if item.get(key) and item[key]["count"] is not None:
                fact = _fact("strength", document, item[key], what, value=_number(item[key]["count"]), days=told)
                yield replace(fact, paragraph=_paragraph(item))


def _events(row: Row, document: str) -> Iterator[Fact]:
    """Each event with its places, its actors, its dead, wounded and arrested, and its other numbers."""
    elsewhere = {(_paragraph(item), str(item[key])) for name, key in _COUNTED for item in row[name]}
    for item in row["events"]:
        told = _when(row, item, "date") | {"event": item["id"], "certainty": _certainty(item), "flag": _flag(item)}
        places, surfaces = _several(item["place"]), _several(item.get("place_surface"))
        names = frozenset(name for words in (*places, *surfaces) for name in place_names(words))
        yield _fact("event", document, item, _types(item), names=names, label=", ".join(places), **told)
        yield from _placed(item, document, told)
        for someone in item["actors"]:
            names = actor_names(someone["name"])
            yield _fact("actor", document, item, someone["role"], names=names, label=f"{someone['name']} in {item['id']}", **told)
        yield from _harmed(item, document, told)
        for what, count in item["other_counts"].items():
            if count and (_paragraph(item), str(count)) not in elsewhere and not what.endswith(_NOT_COUNTED):
                yield _count(item, document, what, told | {"value": _number(count)})


def _count(item: Row, document: str, what: str, told: dict[str, Any]) -> Fact:
    """Another number of an event, which its key names: `rounds_of_ammunition`."""
    words = what.replace("_", " ")
    measure = next(filter(None, (unit(word) for word in words.split())), "")
    more = {"unit": measure, "names": stems(words), "optional": what in item.get("derived", ())}
    return _fact("figure", document, item, words, **(told | more))


_COUNTED = (("personnel_statistics", "value"), ("seizures", "count"), ("other_observations", "value"))
"Lists of numbers; one that stands in one of them is not counted again with its event."


def _types(item: Row) -> str:
    """The notations of the scheme that the type and the subtype name, joined by +."""
    words = [item["type"], *filter(None, [item.get("subtype")])]
    types = [_TYPES.get(word) or notation("event-type", word) for word in words]
    return "+".join(dict.fromkeys(name for name in types if name)) or str(item["type"])


def _flag(item: Row) -> str:
    return "planned" if item.get("planned") else "not held" if item.get("not_held") else ""


def _certainty(item: Row) -> str:
    return "stated" if item["certainty"] == "asserted" else str(item["certainty"])


def _several(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []


def _placed(item: Row, document: str, told: dict[str, Any]) -> Iterator[Fact]:
    """Places and sectors of an event; what lies around them, or a road's ends, counts neither way."""
    places, surfaces = _several(item["place"]), _several(item.get("place_surface"))
    for words, *printed in (*zip_longest(places, surfaces[: len(places)]), *((sector,) for sector in _several(item.get("sector")))):
        names = frozenset(name for form in (words, *filter(None, printed)) for name in place_names(form))
        yield _fact("place", document, item, "place", names=names, label=f"{words} of {item['id']}", **told)
    for words in (*_several(item.get("within")), *_several(item.get("site")), *item.get("route", {}).values()):
        if words not in places:
            label = f"{words} of {item['id']}"
            yield _fact("place", document, item, "around", names=place_names(words), label=label, optional=True, **told)


def _harmed(item: Row, document: str, told: dict[str, Any]) -> Iterator[Fact]:
    """The numbers of killed, wounded and arrested, in all and by group. A 0 is a nought; what is derived counts neither way."""
    counts = [(harm, "", item[harm]) for harm in _HARMS]
    counts += [(harm, name, count) for name, count in item["other_counts"].items() for harm in _HARMS if name.endswith(f"_{harm}")]
    for harm, name, count in counts:
        if count:
            group = name.removesuffix(harm).replace("_", " ").strip()
            derived = harm in item.get("derived", ()) or name in item.get("derived", ())
            more = {"value": _number(count), "names": stems(group), "label": group, "optional": derived}
            yield _fact("casualty", document, item, harm, **(told | more))


def _statistics(row: Row, document: str) -> Iterator[Fact]:
    for item in row["incident_statistics"]:
        when, own = _when(row, item, "period"), stems(item["name"])
        if not item.get("same_total_as"):
            yield _fact("statistic", document, item, "total", value=_number(item["total"]), names=own, label=item["name"], **when)
        for part in item["categories"]:
            words = str(part["category"])
            names = stems(words) | place_names(words)
            yield _fact("statistic", document, item, "category", value=_number(part["count"]), names=names, label=words, **when)
        for part in item["comparison"]:
            told = days(part["period"])
            fact = _fact("statistic", document, item, "compared", value=_number(part["count"]), names=own, label=item["name"], days=told)
            yield replace(fact, words=_words(item, "comparison_quote") or fact.words)


def _personnel(row: Row, document: str) -> Iterator[Fact]:
    for item in row["personnel_statistics"]:
        when, names = _when(row, item, "date", "as_at"), stems(item["measure"]) | stems(item["unit"])
        yield _fact("personnel", document, item, item["measure"], value=_number(item["value"]), names=names, **when)
        if item["percentage"] is not None:
            more = when | {"value": _number(item["percentage"]), "unit": "percent", "names": names | {"share"}}
            yield _fact("personnel", document, item, f"share of {item['measure']}", **more)


def _observations(row: Row, document: str) -> Iterator[Fact]:
    for item in row["other_observations"]:
        if item["value"]:
            when = _when(row, item, "date", "as_at", "period")
            more = {"value": _number(item["value"]), "unit": unit(item["unit"]), "names": stems(item["measure"])}
            yield _fact("figure", document, item, item["measure"], **(when | more))


def _seizures(row: Row, document: str) -> Iterator[Fact]:
    for item in row["seizures"]:
        when = _when(row, item, "date", "period") | {"unit": unit(item["unit"])}
        parts = [(item, False), *((part, True) for part in (*item.get("parts", ()), *item.get("of_which", ())))]
        for part, inner in parts:
            more = {"value": _number(part["count"]), "names": stems(part["item"]), "optional": inner}
            yield _fact("seizure", document, item, part["item"], **(when | more))


def _agreements(row: Row, document: str) -> Iterator[Fact]:
    for item in row["agreements"]:
        names = {name for name in named(item["name"]) if name.startswith(("agreement/", "instrument/"))} | stems(item["name"])
        yield _fact("agreement", document, item, item["name"], days=days(item["date"]), names=frozenset(names))


def _assessments(row: Row, document: str) -> Iterator[Fact]:
    for item in row["assessments"]:
        for values in _of_parts(item):
            names = {name for value in values for name in ratings(value) or {fold(value)}}
            if item.get("trend"):
                names.add(f"trend {item['trend']}")
            topic = _TOPICS.get(item["kind"], item["kind"].replace("_", "-"))
            yield _fact("assessment", document, item, topic, names=frozenset(names), label=f"{item['subject']}: {', '.join(values)}")


def _of_parts(item: Row) -> list[list[str]]:
    """The values of a judgement; several lists where its scope gives a judgement for each part: `stable: the south; tense: the north`."""
    parts = [part.partition(": ") for part in str(item.get("scope") or "").split("; ")]
    told = [[value for value in item["values"] if value in judged] for judged, colon, _ in parts if colon]
    return told if len(told) == len(parts) > 1 and all(told) else [item["values"]]


def _noughts(row: Row, document: str) -> Iterator[Fact]:
    for item in row["stated_zeros"]:
        when = _when(row, item, "date", "period")
        yield _fact("nought", document, item, item["what"], value=Decimal(0), names=stems(item["what"]), **when)


def _discrepancies(row: Row, document: str) -> Iterator[Fact]:
    for item in row["discrepancies"]:
        stated, computed = _number(item["stated"]), _number(item["computed"])
        yield _fact("discrepancy", document, item, item["kind"], value=stated, second=computed, label=item["what"])


def tail(row: Row) -> str:
    """The paragraph in which a text breaks off, as printed; empty where it is whole. What it says there counts neither way."""
    match = re.match(r"para(?:graph|\.)\s(\d+)", str(row.get("incomplete_tail") or ""))
    return match[1] if match else ""


_READERS: tuple[Callable[[Row, str], Iterator[Fact]], ...] = (
    _period, _letters, _strength, _events, _statistics, _personnel, _observations, _seizures, _agreements, _assessments, _noughts,
    _discrepancies,
)  # fmt: skip
