"""Triples → JSON-LD that people can read: prefixed names, one node an entry, a context that stands in the file."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from functools import cache

import pyoxigraph

from kfor_graph import names

Value = dict[str, str] | str | int | bool

_TYPE = names.expand("rdf:type")
_WHOLE = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)


def write_jsonld(triples: Collection[pyoxigraph.Triple], prefixes: Mapping[str, str] = names.PREFIXES) -> str:
    """Triples, in their order, as compacted JSON-LD; a remote context is never named.

    Less-than signs are escaped, so that the text may stand in a script element. Triples about triples, which JSON-LD 1.1 cannot say,
    are left out.
    """
    plain = [triple for triple in triples if not isinstance(triple.object, pyoxigraph.Triple)]
    short, used = _shortener(plain, prefixes)
    nodes: dict[str, dict[str, list[Value]]] = {}
    for triple in plain:
        node = nodes.setdefault(_name(triple.subject), {})
        if triple.predicate.value == _TYPE and isinstance(triple.object, pyoxigraph.NamedNode):
            node.setdefault("@type", []).append(short(triple.object.value))
        else:
            node.setdefault(short(triple.predicate.value), []).append(_value(triple.object, short))
    graph = [{"@id": name} | {key: _single(values) for key, values in node.items()} for name, node in nodes.items()]
    context = {prefix: start for prefix, start in prefixes.items() if prefix in used}
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def _single(values: list[Value]) -> Value | list[Value]:
    """One value stands by itself."""
    return values[0] if len(values) == 1 else values


def _shortener(triples: Collection[pyoxigraph.Triple], prefixes: Mapping[str, str]) -> tuple[Callable[[str], str], set[str]]:
    """What makes prefixed names, and the set in which it notes the prefixes that it uses; one that is the scheme of an IRI is not."""
    nodes = {node for triple in triples for node in (triple.subject, triple.predicate, triple.object)}
    schemes = {node.value.partition(":")[0] for node in nodes if isinstance(node, pyoxigraph.NamedNode)}
    usable = {prefix: start for prefix, start in prefixes.items() if prefix not in schemes}
    used: set[str] = set()

    @cache
    def short(iri: str) -> str:
        for prefix, start in usable.items():
            local = iri[len(start) :]
            if iri.startswith(start) and not local.startswith("//"):
                used.add(prefix)
                return f"{prefix}:{local}"
        return iri

    return short, used


def _name(node: object) -> str:
    """How a node is referred to."""
    return node.value if isinstance(node, pyoxigraph.NamedNode) else str(node)


def _value(node: object, short: Callable[[str], str]) -> Value:
    if not isinstance(node, pyoxigraph.Literal):
        return {"@id": _name(node)}
    if node.language:
        return {"@value": node.value, "@language": node.language} | ({"@direction": node.direction.value} if node.direction else {})
    if node.datatype.value == names.expand("xsd:string"):
        return node.value
    if node.datatype.value == names.expand("xsd:integer") and _WHOLE.fullmatch(node.value):
        return int(node.value)
    if node.datatype.value == names.expand("xsd:boolean") and node.value in {"true", "false"}:
        return node.value == "true"
    return {"@value": node.value, "@type": short(node.datatype.value)}
