"""Data extension: ids of entities and properties → a table of what is said of them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyoxigraph

from kfor_graph import names
from kfor_graph.site.data import DataSet
from kfor_graph.store import Term as Node
from kfor_graph.web.reconcile.asked import LONGEST, RequestError, read_json
from kfor_graph.web.reconcile.manifest import type_json
from kfor_graph.web.reconcile.suggest import named
from kfor_graph.web.reconcile.things import Things
from kfor_graph.web.reconcile.values import table

MOST_IDS, MOST_PROPERTIES = 500, 30
_MOST_VALUES = 200
"Values of one property of one entity."

_PROPOSED = 20
_INTEGERS = {names.expand(f"xsd:{name}") for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "gYear")}
_FRACTIONS = {names.expand(f"xsd:{name}") for name in ("decimal", "double", "float")}
_DAYS = {names.expand("xsd:date"), names.expand("xsd:dateTime")}

Cell = dict[str, object]


def extend(text: str, things: Things, data: DataSet) -> dict[str, object]:
    """The answer to a data extension query. Raises RequestError."""
    ids, wanted = _read(text)
    rows: dict[str, dict[str, list[Cell]]] = {}
    kinds = defaultdict[str, set[str]](set)
    for identifier in ids:
        cells: dict[str, list[Cell]] = {pid: [] for pid, _ in wanted}
        if iri := things.iri(identifier):
            said = _values(iri, data)
            for pid, settings in wanted:
                term = things.property(pid)
                values = said.get(term.iri, []) if term else []
                cells[pid] = [_cell(node, label, settings, things) for node, label in values[: _limit(settings)]]
                kinds[pid] |= {_kind(node, things) for node, _ in values}
        rows[identifier] = cells
    return {"meta": [_meta(pid, kinds[pid], things) for pid, _ in wanted], "rows": rows}


def propose(type_: str, limit: int | None, things: Things) -> dict[str, object]:
    """The properties that entities of a type have, the most frequent first; of an unknown type, those of all."""
    kind = next((kind for kind, term in things.types.items() if term.id == type_), "")
    listed = things.used.get(kind) or tuple(things.properties)
    most = min(limit or _PROPOSED, 100)
    return {"limit": most, "type": type_, "properties": [type_json(things.properties[iri]) for iri in listed[:most]]}


def _read(text: str) -> tuple[list[str], list[tuple[str, Mapping[str, Any]]]]:
    """Ids, and properties with their settings."""
    read = read_json(text, "extend")
    ids, wanted = (read.get("ids"), read.get("properties")) if isinstance(read, dict) else (None, None)
    if not isinstance(ids, list) or not all(isinstance(each, str) and len(each) <= LONGEST for each in ids):
        raise RequestError("extend: ids is no list of strings")
    if not isinstance(wanted, list) or not all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in wanted):
        raise RequestError('extend: properties is no list of objects such as {"id": "place"}')
    if len(ids) > MOST_IDS or len(wanted) > MOST_PROPERTIES:
        raise RequestError(f"extend: at most {MOST_IDS} ids and {MOST_PROPERTIES} properties are answered at once", 413)
    return ids, [(each["id"], each["settings"] if isinstance(each.get("settings"), dict) else {}) for each in wanted]


def _values(iri: str, data: DataSet) -> dict[str, list[tuple[Node, str]]]:
    """Property → values with their labels; a value with several labels has the first."""
    found = defaultdict[str, dict[Node, str]](dict)
    for _, property_, value, label in table(iri, data).rows:
        if isinstance(property_, pyoxigraph.NamedNode) and value is not None:
            found[property_.value].setdefault(value, getattr(label, "value", ""))
    return {property_: list(values.items()) for property_, values in found.items()}


def _limit(settings: Mapping[str, Any]) -> int:
    """How many values are wanted: 0, or what is no number, means as many as are given at all."""
    try:
        limit = int(settings.get("limit") or 0)
    except (ValueError, TypeError, OverflowError):
        limit = 0
    return min(limit, _MOST_VALUES) if limit > 0 else _MOST_VALUES


def _cell(node: Node, label: str, settings: Mapping[str, Any], things: Things) -> Cell:
    if isinstance(node, pyoxigraph.NamedNode):
        if settings.get("content") == "iri":
            return {"str": node.value}
        return named(things.entry(node.value)) if node.value in things.positions else {"str": label or node.value}
    if not isinstance(node, pyoxigraph.Literal):
        return {"str": str(node)}
    kind, text = node.datatype.value, node.value
    if kind in _DAYS:
        return {"date": text}
    if kind == names.expand("xsd:boolean"):
        return {"bool": text in {"true", "1"}}
    try:
        return {"int": int(text)} if kind in _INTEGERS else {"float": float(text)} if kind in _FRACTIONS else {"str": text}
    except ValueError:
        return {"str": text}


def _kind(node: Node, things: Things) -> str:
    """The kind of an entity; empty for what is none."""
    return things.entry(node.value).kind if isinstance(node, pyoxigraph.NamedNode) and node.value in things.positions else ""


def _meta(pid: str, kinds: set[str], things: Things) -> dict[str, object]:
    """A column; its type is told where all values are entities of one."""
    term = things.property(pid)
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    return {"id": pid, "name": term.name if term else pid} | ({"type": type_json(things.types[kind])} if kind in things.types else {})
