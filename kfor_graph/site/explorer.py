"""The page that walks from thing to thing: links by kind with their counts, which the script draws as a graph."""

from dataclasses import dataclass

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.errors import QueryError
from kfor_graph.query.run import run_table
from kfor_graph.site.assets import enhanced
from kfor_graph.site.data import DataSet
from kfor_graph.site.dataset import loaded
from kfor_graph.site.rendering import render
from kfor_graph.site.urls import href
from kfor_graph.site.visit import Visit

FEW = 8
"Neighbours of a kind that are listed where all kinds are."


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing by its name."""

    iri: str
    "its IRI"
    label: str
    "its label, its words, or the end of its IRI"
    kind: str
    "the label of its narrowest class; empty for none"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of link of a thing."""

    property: str
    "IRI of the property"
    label: str
    "the property by name"
    outwards: bool
    "whether the links lead from the thing"
    count: int
    "how many there are"
    ends: tuple[Neighbour, ...]
    "things at the other end: a few, or up to two hundred where this kind is asked for"


def explorer(visit: Visit) -> str:
    """The page; `thing` says where to start, `property` which kind of link to list in full."""
    thing, kinds, known = visit.arguments.get("thing", ""), list[Kind](), True
    found: Neighbour | None = None
    if thing:
        try:
            found = _thing(visit.data, thing)
            kinds = _kinds(visit.data, thing, visit.arguments.get("property"))
        except QueryError:
            known = False
    starts = list(run_table(visit.data.store, catalogue()["pages/starts"]).dicts())
    first = found.iri if found else None if thing else next((row["thing"] for row in starts), None)
    settings = {"base": names.BASE, "root": href("/", visit.path), "prefixes": names.PREFIXES, "thing": first}
    settings |= {"dump": loaded(visit.data, visit.path), "index": href("/search-index.json", visit.path)} if visit.data.files else {}
    shown = {"found": found, "asked": thing, "known": known and found is not None, "kinds": kinds, "starts": starts, "settings": settings}
    return render("explore.html", visit, **shown, **enhanced("explorer"))


def _thing(data: DataSet, iri: str) -> Neighbour | None:
    rows = list(run_table(data.store, catalogue()["pages/explored"], {"thing": iri}).dicts())
    return _neighbour(iri, rows[0]) if rows else None


def _kinds(data: DataSet, iri: str, wanted: str | None) -> list[Kind]:
    rows = run_table(data.store, catalogue()["pages/link-kinds"], {"thing": iri}).dicts()
    kinds = [(row["property"] or "", row["direction"] == "out", row["label"], int(row["n"] or 0)) for row in rows]
    return [
        Kind(property_, label or _local(property_), outwards, count, _ends(data, iri, property_, outwards)[: None if wanted else FEW])
        for property_, outwards, label, count in kinds
        if wanted in {None, property_}
    ]


def _ends(data: DataSet, iri: str, property_: str, outwards: bool) -> tuple[Neighbour, ...]:
    rows = run_table(data.store, catalogue()["pages/neighbours"], {"thing": iri, "property": property_}).dicts()
    ends = dict[str, Neighbour]()
    for row in rows:
        node = row["node"] or ""
        if (row["direction"] == "out") == outwards and node not in ends:
            ends[node] = _neighbour(node, row)
    return tuple(ends.values())


def _neighbour(iri: str, row: dict[str, str | None]) -> Neighbour:
    return Neighbour(iri, row["label"] or row["words"] or _local(iri), row["kind"] or "")


def _local(iri: str) -> str:
    """The last step of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri
