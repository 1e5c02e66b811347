"""The beginning of a name → entities, types and properties that may be meant, for fields that complete what is typed."""

from collections.abc import Iterable

from kfor_graph.link.spelling import folded
from kfor_graph.site.search.ask import search
from kfor_graph.site.search.entries import Entry
from kfor_graph.web.reconcile.manifest import type_json
from kfor_graph.web.reconcile.things import IDENTIFIERS, Term, Things

SIZE = 10
"Suggestions that are given at once; `cursor` says how many to pass over."

_LONGEST = 120


def entities(prefix: str, cursor: int, things: Things) -> list[dict[str, object]]:
    """Entities by the beginning of any of their names, by words in them, or by their id."""
    known = things.iri(prefix.strip()) if prefix.strip() else None
    found = [things.entry(known)] if known and not cursor else []
    hits = search(things.index, prefix, frozenset(things.types), cursor, SIZE, begun=True, only=True).hits if prefix.strip() else ()
    found += [hit.entry for hit in hits if hit.entry.iri in things.subjects and hit.entry.iri != known]
    return [
        {**named(entry), "description": description(entry, things), "notable": [type_json(things.types[entry.kind])]}
        for entry in found[:SIZE]
    ]


def types(prefix: str, cursor: int, things: Things) -> list[dict[str, object]]:
    """Types of entities."""
    return _terms(prefix, cursor, things.types.values())


def properties(prefix: str, cursor: int, things: Things) -> list[dict[str, object]]:
    """Properties that entities have, those that most of them have first."""
    return _terms(prefix, cursor, things.properties.values())


def named(entry: Entry) -> dict[str, object]:
    """An entity as id and name."""
    return {"id": entry.iri.removeprefix(IDENTIFIERS), "name": entry.label}


def description(entry: Entry, things: Things) -> str:
    """What an entity is, and what else it is called, in a line."""
    kind = things.types[entry.kind].name
    names = [name for name in entry.text.split(" · ") if name]
    line = f"{kind}, also {', '.join(names)}" if names else kind
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(",", 1)[0] + " …"


def _terms(prefix: str, cursor: int, terms: Iterable[Term]) -> list[dict[str, object]]:
    """Terms with a word of their name or id that begins so; those whose name begins so stand first."""
    wanted = folded(prefix)
    fitting = [(term, f"{folded(term.name)} {folded(term.id)}") for term in terms]
    found = [(not text.startswith(wanted), at, term) for at, (term, text) in enumerate(fitting) if f" {wanted}" in f" {text}"]
    ordered = [term for *_, term in sorted(found, key=lambda each: each[:2])]
    return [type_json(term) | ({"description": term.about} if term.about else {}) for term in ordered[cursor : cursor + SIZE]]
