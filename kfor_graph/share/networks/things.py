"""Build → what can be a node: labels, classes, times and attributes by IRI."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph

from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.share.evidence import plain
from kfor_graph.share.filters import Kinds
from kfor_graph.share.networks.network import Value
from kfor_graph.store import Store, Term


@dataclass(slots=True)
class Thing:
    """What is known of something that can be a node."""

    kinds: set[str] = field(default_factory=set)
    "labels of its narrowest classes"
    label: str = ""
    "what people call it"
    start: str | None = None
    "first day"
    end: str | None = None
    "last day, included"
    more: dict[str, set[Value]] = field(default_factory=dict)
    "name → values of further attributes"

    def attributes(self) -> tuple[tuple[str, Value], ...]:
        """Names and values; several values of one name become one string."""
        return tuple(
            (name, next(iter(found)) if len(found) == 1 else "; ".join(sorted(map(str, found))))
            for name, found in sorted(self.more.items())
        )


def joined(found: Iterable[Value]) -> str:
    """Several values as one string."""
    return "; ".join(sorted(map(str, found)))


def things(store: Store, kinds: Kinds) -> Mapping[str, Thing]:
    """Everything that can be a node, by its IRI."""
    found: dict[str, Thing] = {}
    for node, class_, kind, label in run_table(store, catalogue()["networks/nodes"]).rows:
        thing = found.setdefault(plain(node), Thing())
        thing.kinds.add(plain(kind) or _last(plain(class_)).removesuffix("OfTime").lower())
        words = " ".join(plain(label).split())
        thing.label = min(filter(None, (thing.label, words)), default="")
    for one, start, end in run_table(store, catalogue()["networks/times"]).rows:
        thing = found.setdefault(plain(one), Thing())
        thing.start = min(filter(None, (thing.start, plain(start))), default=None)
        thing.end = max(filter(None, (thing.end, plain(end))), default=None)
    for node, name, value in run_table(store, catalogue()["networks/attributes"]).rows:
        if (known := found.get(plain(node))) and value is not None:
            known.more.setdefault(plain(name), set()).add(typed(value))
    for iri, thing in found.items():
        thing.kinds = kinds.narrowest(thing.kinds) or {"thing"}
        thing.label = thing.label or unlabelled(iri)
    return found


def unlabelled(iri: str) -> str:
    """What people may call something that has no label: the last step of its IRI, as words."""
    return _last(iri).replace("-", " ") or iri


def typed(term: Term) -> Value:
    """A term as a value of Python: numbers and truth values as such, all else as a string with its white space folded."""
    value = plain(term)
    kind = _last(term.datatype.value) if isinstance(term, pyoxigraph.Literal) else ""
    if kind == "boolean":
        return value in {"true", "1"}
    if kind == "integer":
        return int(value)
    return float(value) if kind in {"decimal", "double", "float"} else " ".join(value.split())


def _last(iri: str) -> str:
    """The last step of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
