"""Build → figures as a table."""

from datetime import date

from kfor_graph.catalogue import catalogue
from kfor_graph.errors import EmptyError
from kfor_graph.query.run import run_table
from kfor_graph.share.evidence import plain, tellings
from kfor_graph.share.filters import Filters, Kinds
from kfor_graph.share.networks.network import Value
from kfor_graph.share.networks.things import joined, things, typed
from kfor_graph.share.tables.frame import Cell, Frame, as_day
from kfor_graph.store import Store

COLUMNS: tuple[tuple[str, type], ...] = (
    ("observation", str),
    ("label", str),
    ("indicator", str),
    ("about", str),
    ("category", str),
    ("population", str),
    ("place", str),
    ("counted", str),
    ("value", float),
    ("printed", str),
    ("qualifier", str),
    ("unit", str),
    ("change_of", str),
    ("trend", str),
    ("start", date),
    ("end", date),
    ("attributed_to", str),
    ("certainty", str),
    ("asserted", bool),
    ("document", str),
    ("paragraph", str),
    ("quote", str),
    ("page", str),
)
"Names and types of the table of figures."

_KINDS = ("indicator", "category", "unit")
"Columns by which figures may be asked for."


def observations(store: Store, filters: Filters) -> Frame:
    """The figures of a build, sorted by indicator, day and IRI.

    Raises ExportError for an unknown kind, EmptyError where nothing is left.
    """
    kinds = Kinds(store)
    known, claims = things(store, kinds), tellings(store)
    told: dict[str, dict[str, set[Value]]] = {}
    for one, name, value in run_table(store, catalogue()["tables/observations"]).rows:
        if value is not None:
            told.setdefault(plain(one), {}).setdefault(plain(name), set()).add(typed(value))
    timely = {claim for claim in told if filters.timely(known[claim].start, known[claim].end)}
    firm = {claim for claim in timely if filters.firm(claims[claim].asserted, claims[claim].code)}
    asked = {claim: {str(kind).casefold() for name in _KINDS for kind in told[claim].get(name, ())} for claim in firm}
    wanted = kinds.wanted(filters.kinds, {kind for found in asked.values() for kind in found})
    chosen = [claim for claim in firm if wanted is None or not wanted.isdisjoint(asked[claim])]
    if not chosen:
        what = "nothing is left" if filters else "the build has none"
        raise EmptyError("observations", what, filters.remedy({claims[claim].code for claim in told}))
    rows = []
    for claim in chosen:
        thing, telling = known[claim], claims[claim]
        cells: dict[str, Cell] = {name: _one(values) for name, values in told[claim].items()}
        cells |= {"observation": claim, "label": thing.label, "start": as_day(thing.start), "end": as_day(thing.end), "page": claim}
        cells |= {"certainty": telling.certainty, "asserted": telling.asserted, "document": telling.document, "quote": telling.quote}
        cells["value"] = None if cells.get("value") is None else float(str(cells["value"]))
        rows.append(tuple(cells.get(name) for name, _ in COLUMNS))
    at = [name for name, _ in COLUMNS].index("start")
    return Frame("observations", COLUMNS, tuple(sorted(rows, key=lambda row: (str(row[2]), str(row[at]), str(row[0])))))


def _one(values: set[Value]) -> Value:
    return next(iter(values)) if len(values) == 1 else joined(values)
