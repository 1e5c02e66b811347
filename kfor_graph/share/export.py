"""Build → files for other tools: the visible list of formats, and the call that writes one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kfor_graph.errors import ExportError
from kfor_graph.share.filters import Filters, near
from kfor_graph.share.networks.as_networkx import graphml
from kfor_graph.share.networks.characters import without_forbidden
from kfor_graph.share.networks.dot import dot, svg
from kfor_graph.share.networks.gexf import gexf
from kfor_graph.share.networks.in_json import cytoscape, graphology
from kfor_graph.share.networks.neo4j import neo4j
from kfor_graph.share.networks.network import Network
from kfor_graph.share.networks.page import page
from kfor_graph.share.networks.views import DEFAULT, network
from kfor_graph.share.tables.cube import cube
from kfor_graph.share.tables.events import events, happenings
from kfor_graph.share.tables.files import csv_files, parquet_files
from kfor_graph.share.tables.frame import Frame
from kfor_graph.share.tables.geojson import geojson, unplaced
from kfor_graph.share.tables.observations import observations
from kfor_graph.share.targets import Chunks, Files, write_file, write_folder
from kfor_graph.store import Store


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A format of networks."""

    about: str
    "one line for people"
    suffix: str
    "ends the name of the file; empty for a folder"
    write: Callable[[Network], Files]
    "makes the files of the folder, or the one file"
    takes_all: bool = False
    "whether it can hold every character; the others lack those that XML 1.0 forbids"


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of events and figures, for which there are no views."""

    about: str
    "one line for people"
    stem: str
    "begins the name of the file or folder"
    suffix: str
    "ends the name of the file; empty for a folder"
    write: Callable[[Store, Filters], tuple[Files, str]]
    "makes the files of the folder, or the one file, and says what is in it"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    "the file or folder"
    said: str
    "what it holds, in one line"
    notes: tuple[str, ...] = ()
    "what was left out"


def _file(write: Callable[[Network], Chunks]) -> Callable[[Network], Files]:
    """One file as if it were a folder's."""
    return lambda network: [("", write(network))]


def _geojson(store: Store, filters: Filters) -> tuple[Files, str]:
    found = happenings(store, filters)
    said = f"{len(found)} events, {unplaced(found)} of them without a known point and so without geometry"
    return [("", geojson(found))], said


def _tables(write: Callable[[Sequence[Frame]], Files]) -> Callable[[Store, Filters], tuple[Files, str]]:
    """Figures and events as tables."""

    def written(store: Store, filters: Filters) -> tuple[Files, str]:
        frames = (observations(store, filters), events(store, filters))
        return write(frames), ", ".join(f"{len(frame.rows)} {frame.name}" for frame in frames)

    return written


def _cube(store: Store, filters: Filters) -> tuple[Files, str]:
    made = cube(store, filters)
    more = f", {made.repeated} left out that a paragraph repeats" if made.repeated else ""
    return [("", [made.text])], f"{made.observations} observations{more}"


FORMATS: Mapping[str, NetworkFormat | TableFormat] = {
    "gexf": NetworkFormat("GEXF 1.3 with days, for Gephi and its timeline", ".gexf", _file(gexf)),
    "graphml": NetworkFormat("GraphML, for yEd, igraph, networkx and Cytoscape", ".graphml", _file(graphml)),
    "cytoscape": NetworkFormat("JSON for cytoscape.js", ".cyjs", _file(cytoscape), takes_all=True),
    "graphology": NetworkFormat("JSON for graphology and sigma.js", ".graphology.json", _file(graphology), takes_all=True),
    "dot": NetworkFormat("DOT, for Graphviz", ".dot", _file(dot)),
    "svg": NetworkFormat("a picture by Graphviz", ".svg", _file(svg)),
    "neo4j": NetworkFormat("a folder of CSV files with the script that loads them into Neo4j", "", neo4j),
    "html": NetworkFormat("one interactive page that needs nothing else", ".html", _file(page), takes_all=True),
    "geojson": TableFormat("events as GeoJSON, for QGIS and maps", "events", ".geojson", _geojson),
    "csv": TableFormat("a folder with events and figures as CSV", "kfor-csv", "", _tables(csv_files)),
    "parquet": TableFormat("a folder with events and figures as Parquet", "kfor-parquet", "", _tables(parquet_files)),
    "cube": TableFormat("incident statistics and troop strengths as an RDF Data Cube", "figures", ".cube.ttl", _cube),
}
"Name → format."


def export(store: Store, form: str, view: str | None, filters: Filters, target: Path | None) -> Exported:
    """Writes a view, or the events and figures, in a format.

    view:   name of a view; actors and events by default
    target: the file or folder, or a folder for the file; by default a name in the current folder; `-` for standard output

    Raises ExportError for an unknown format, view or kind, and where the target cannot be written; EmptyError where nothing is left.
    """
    if form not in FORMATS:
        raise ExportError(form, "there is no such format", f"use one of: {', '.join(near(form, FORMATS))}")
    chosen = FORMATS[form]
    if isinstance(chosen, NetworkFormat):
        return _network(store, chosen, view or DEFAULT, filters, target)
    if view is not None:
        networks = ", ".join(name for name, one in FORMATS.items() if isinstance(one, NetworkFormat))
        raise ExportError("--view", f"{form} holds events and figures and has no views", f"leave it out, or use one of: {networks}")
    written, said = chosen.write(store, filters)
    return Exported(_put(chosen.suffix, chosen.stem, target, written), said)


def _network(store: Store, chosen: NetworkFormat, view: str, filters: Filters, target: Path | None) -> Exported:
    found, notes = network(store, view, filters), list[str]()
    if not chosen.takes_all:
        found, taken = without_forbidden(found)
        notes += [f"left out {taken} character{'' if taken == 1 else 's'} that XML 1.0 forbids"] if taken else []
    path = _put(chosen.suffix, view, target, chosen.write(found))
    return Exported(path, f"{found.title}: {len(found.nodes)} nodes, {len(found.edges)} edges", tuple(notes))


def _put(suffix: str, stem: str, target: Path | None, files: Files) -> Path:
    """Writes a file or a folder under its own name, or under one made of what is in it."""
    target = target or Path(f"{stem}{suffix}")
    if not suffix:
        if str(target) == "-":
            raise ExportError("-o", "a folder cannot be written to standard output", "name a folder")
        write_folder(target, files)
        return target
    ((_, chunks),) = files
    return write_file(target / f"{stem}{suffix}" if target.is_dir() else target, chunks)
