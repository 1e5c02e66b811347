"""The figures that an observation is checked against, and what they give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rdflib import Graph, URIRef
from rdflib.query import ResultRow
from rdflib.term import Node

from kfor_graph import names
from kfor_graph.model import Concept
from kfor_graph.quality.arithmetic import ARITHMETIC, Given, formula, places, shown
from kfor_graph.quality.evidence import start
from kfor_graph.quality.kinds import Kind

_VALUE, _PRINTED, _UNIT = (URIRef(names.expand(name)) for name in ("kfo:value", "kfo:printed", "kfo:unit"))
_KINDS = tuple(URIRef(names.expand(name)) for name in ("kfo:category", "kfo:counted"))
_TOLD = tuple((name, URIRef(names.expand(f"kfo:{name}"))) for name in ("population", "place"))
_LABEL = URIRef(names.expand("skos:prefLabel"))
_PERCENT = URIRef(names.concept(Concept("unit", "percent")))


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of an observation."""

    value: Decimal
    "as a number"
    printed: str
    "as the source prints it"
    node: str
    "IRI of the observation"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What an observation's operands give."""

    recomputed: Decimal | None = None
    "the value that they make"
    operands: tuple[str, ...] = ()
    "IRIs of the observations that they come from"
    slots: dict[str, str] = field(default_factory=dict)
    "what a sentence can say of them: each role, printed, recomputed, unit"
    formula: str = ""
    "how the operands make it"
    alternatives: tuple[dict[str, str], ...] = ()
    "for each figure that could stand in for an operand: other (as printed) and recomputed"


def reckon(graph: Graph, focus: URIRef, kind: Kind) -> Reckoning | None:
    """What the operands of an observation give; None where it cannot be worked out."""
    operands: dict[str, list[Figure]] = {}
    for role, path in sorted(kind.operands, key=lambda operand: len(operand[1])):
        operands[role] = operands.get(role) or _figures(graph, _follow(graph, focus, path))
    own = next(iter(_figures(graph, [focus])), None)
    if own and "parts" in operands:
        operands["parts"] = _apart(graph, operands["parts"], own)
    recomputed = _recompute(graph, kind, operands, own) if own else None
    if own is None or recomputed is None:
        return None
    opposed = own.value * recomputed < 0
    return Reckoning(
        recomputed=recomputed,
        operands=tuple(figure.node for figures in operands.values() for figure in figures),
        slots={role: _listed([figure.printed for figure in figures]) for role, figures in operands.items()}
        | {
            "printed": f"-{own.printed}" if opposed and own.value < 0 else own.printed,
            "recomputed": shown(recomputed if opposed else abs(recomputed)),
            "unit": _unit(graph, own),
        },
        formula=formula(
            kind.recompute,
            {role: [figure.printed for figure in figures] for role, figures in operands.items()},
            (URIRef(own.node), _UNIT, _PERCENT) in graph,
        ),
        alternatives=tuple(_alternatives(graph, kind, operands, own)),
    )


def _apart(graph: Graph, parts: list[Figure], whole: Figure) -> list[Figure]:
    """Of parts by kind, by population and by place, each of which may be all of a whole, the first that do not make it up."""
    groups: dict[str, list[Figure]] = {}
    for part in parts:
        groups.setdefault(_by(graph, URIRef(part.node)), []).append(part)
    return next((group for group in groups.values() if sum(part.value for part in group) != whole.value), parts)


def _by(graph: Graph, part: URIRef) -> str:
    """What tells a part from the others."""
    if any((part, kind, None) in graph for kind in _KINDS):
        return "kind"
    return next((name for name, told in _TOLD if (part, told, None) in graph), "kind")


def _recompute(graph: Graph, kind: Kind, operands: Mapping[str, Sequence[Figure]], own: Figure) -> Decimal | None:
    values = {role: [figure.value for figure in figures] for role, figures in operands.items()}
    percent = (URIRef(own.node), _UNIT, _PERCENT) in graph
    return ARITHMETIC[kind.recompute](Given(values, places(own.printed), percent))


def _alternatives(graph: Graph, kind: Kind, operands: Mapping[str, Sequence[Figure]], own: Figure) -> Iterable[dict[str, str]]:
    if not kind.alternatives:
        return
    rows = graph.query(kind.alternatives, initBindings={"this": URIRef(own.node)})
    for figure in _figures(graph, [row[0] for row in rows if isinstance(row, ResultRow)]):
        recomputed = _recompute(graph, kind, {**operands, kind.alternative_role: [figure]}, own)
        if recomputed is not None:
            yield {"other": figure.printed, "recomputed": shown(recomputed)}


def _follow(graph: Graph, start: Node, path: Sequence[str]) -> set[Node]:
    nodes = {start}
    for step in path:
        nodes = {value for node in nodes for value in graph.objects(node, URIRef(step))}
    return nodes


def _figures(graph: Graph, nodes: Iterable[Node]) -> list[Figure]:
    """The figures of nodes that have one, in the order of the text."""
    found = []
    for node in sorted(nodes, key=lambda node: (start(graph, node), str(node))):
        value, printed = graph.value(node, _VALUE, any=True), graph.value(node, _PRINTED, any=True)
        if value is not None and printed is not None:
            found.append(Figure(Decimal(str(value)), str(printed), str(node)))
    return found


def _unit(graph: Graph, figure: Figure) -> str:
    """Name of a figure's unit, as it stands within a sentence."""
    unit = graph.value(URIRef(figure.node), _UNIT, any=True)
    label = str(graph.value(unit, _LABEL, any=True) or "") if unit is not None else ""
    return label[:1].lower() + label[1:]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
