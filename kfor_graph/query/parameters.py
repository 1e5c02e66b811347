"""Parameters of queries: strings of a user become terms, by the declared kind or by their form; none is pasted into a text."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import Query, unbindable
from kfor_graph.errors import QueryError
from kfor_graph.store import Term

_FORMS = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(?:\d+\.?\d*|\.\d+)",
    "date": r"\d{4}-\d\d-\d\d",
    "lang": r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*",
}
_EXAMPLES = {
    "iri": "<https://…>, kfo:Event or place/pristina",
    "integer": "17",
    "decimal": "1.5",
    "date": "2007-06-30",
    "lang": "en",
}
_PREFIX = re.compile(r"^[^#\n]*?\bPREFIX\s*([A-Za-z][\w.-]*):\s*<([^<>\s]*)>", re.I | re.M)


def parse_assignments(words: Iterable[str]) -> dict[str, str]:
    """`name=value` words as a mapping. Raises QueryError for a word that is none, or a name that stands twice."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        name = name.strip().lstrip("?$")
        if not equals or not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise QueryError(word, "is no parameter", "write NAME=VALUE")
        if name in found:
            raise QueryError(word, f"the parameter {name} stands twice", "give it once")
        found[name] = value
    return found


def terms(query: Query, values: Mapping[str, str]) -> dict[str, Term]:
    """The values as terms, of the declared kinds, or guessed where the query has no header.

    Raises QueryError for a parameter that the query does not declare, or that is missing or of another kind.
    """
    declared = dict(query.params)
    if query.declared and (unknown := sorted(set(values) - set(declared))):
        remedy = f"it has: {', '.join(declared)}" if declared else "leave it out"
        raise QueryError(query.path, f"has no parameter {unknown[0]}", remedy)
    if missing := [name for name in declared if name not in values]:
        kind = declared[missing[0]]
        example = f"{kind}, such as {_EXAMPLES[kind]}" if kind in _EXAMPLES else kind
        raise QueryError(query.path, f"needs the parameter {missing[0]}", f"add --param {missing[0]}=VALUE ({example})")
    for name in values:
        if unfit := unbindable(query.text, name):
            raise QueryError(query.path, *unfit)
    prefixes = names.PREFIXES | dict(_PREFIX.findall(query.text))
    return {name: term(name, value, declared.get(name) or guess(value, prefixes), prefixes) for name, value in values.items()}


def term(name: str, value: str, kind: str, prefixes: Mapping[str, str] = names.PREFIXES) -> Term:
    """One value as a term of a kind. Raises QueryError where it is not of that kind.

    IRIs are written in full, with or without < >, with a prefix, or relative: `place/pristina`, `scheme/event-type/explosion`.
    """
    try:
        if kind == "iri":
            return pyoxigraph.NamedNode(_iri(value, prefixes))
        _check(value, kind)
    except ValueError as error:
        raise QueryError(f"--param {name}", f"{value!r} is no {kind}", f"write it as {_EXAMPLES[kind]}") from error
    if kind in {"integer", "decimal", "date"}:
        return pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(names.expand(f"xsd:{kind}")))
    return pyoxigraph.Literal(value)


def _check(value: str, kind: str) -> None:
    """Raises ValueError for a value that has not the form of its kind."""
    if kind in _FORMS and not re.fullmatch(_FORMS[kind], value, re.ASCII):
        raise ValueError(value)
    if kind == "date":
        date.fromisoformat(value)


def guess(value: str, prefixes: Mapping[str, str] = names.PREFIXES) -> str:
    """The kind of a value by its form, for queries that declare none."""
    if re.fullmatch(r"<[^<>]*>|https?://\S+|urn:\S+", value):
        return "iri"
    if re.fullmatch(r"[^\s/:]+:\S+", value) and _split(value)[0] in prefixes:
        return "iri"
    return next((kind for kind in ("integer", "decimal", "date") if re.fullmatch(_FORMS[kind], value, re.ASCII)), "string")


def _iri(value: str, prefixes: Mapping[str, str]) -> str:
    """An IRI in full. Raises ValueError for a prefix that is unknown; what is no IRI else, the engine's term refuses."""
    if value.startswith("<") and value.endswith(">"):
        return value[1:-1]
    prefix, local = _split(value)
    if prefix in prefixes:
        return prefixes[prefix] + local
    if "://" in value or prefix in {"urn", "tag", "doi"}:
        return value
    if prefix or not value.strip("/"):
        raise ValueError(value)
    return names.BASE + ("" if value.startswith(("id/", "scheme/", "graph/")) else "id/") + value


def _split(value: str) -> tuple[str, str]:
    """Prefix and local name; no prefix where there is no colon, or only one within a path."""
    prefix, colon, local = value.partition(":")
    return (prefix, local) if colon and "/" not in prefix and not local.startswith("//") else ("", value)
