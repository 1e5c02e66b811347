"""Measures → tables for people, CSV, JSON and pictures."""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kfor_graph.errors import ExportError
from kfor_graph.json_lines import json_lines
from kfor_graph.share.networks.characters import without_forbidden
from kfor_graph.share.networks.measures import EXACT, Measures, measures
from kfor_graph.share.networks.network import Network
from kfor_graph.share.networks.picture import picture
from kfor_graph.share.networks.views import views
from kfor_graph.share.targets import Chunks, write_file

_NODE = ("label", "kind", "degree", "strength", "betweenness", "community", "page", "document", "quote", "claim")
_YEAR = ("year", "nodes", "edges", "density", "new", "gone")
_DRAWN = 60
"Nodes of a picture, where more are not asked for."


def print_views(console: Console) -> None:
    """Prints the views, a line each."""
    for name, title in views().items():
        console.print(f"{name:21} {title}", markup=False, highlight=False)


def print_measures(network: Network, top: int, console: Console) -> None:
    """Prints the most central nodes, and the change over the years."""
    found = measures(network)
    shown = Table(
        title=f"{network.title}: {len(network.nodes)} nodes, {len(network.edges)} edges", title_justify="left", header_style="bold"
    )
    for column in ("node", "kind"):
        shown.add_column(column, overflow="fold")
    for column in ("degree", "claims", "betweenness", "community"):
        shown.add_column(column, justify="right")
    for one in found.nodes[:top]:
        numbers = (one.degree, one.strength, f"{one.betweenness:.4f}", one.community)
        shown.add_row(Text(one.node.label), Text(one.node.kind), *map(str, numbers))
    console.print(shown, soft_wrap=False)
    groups = max((one.community for one in found.nodes), default=0)
    sampled = f"; betweenness estimated from a sample, as there are more than {EXACT} nodes" if found.is_sampled else ""
    console.print(f"{groups} communities, modularity {found.modularity:.2f}{sampled}", highlight=False)
    if found.years:
        years = Table(title="Year by year", title_justify="left", header_style="bold")
        for column in _YEAR:
            years.add_column(column, justify="right")
        for year in found.years:
            years.add_row(*(str(getattr(year, column)) for column in _YEAR))
        console.print(years, soft_wrap=False)


def write_measures(network: Network, top: int, target: Path) -> None:
    """Writes all measures as CSV (with the years in a file beside) or JSON, or a picture as SVG or PNG.

    Raises ExportError for another ending, and where the file cannot be written.
    """
    ending = target.suffix.lower()
    if ending not in {".csv", ".json", ".svg", ".png"}:
        raise ExportError(target, "the ending says no format of measures", "use one of: .csv, .json, .svg, .png")
    if ending in {".svg", ".png"}:
        network, _ = without_forbidden(network)
    found = measures(network)
    if ending == ".csv":
        write_file(target, _csv(_NODE, _rows(found)))
        write_file(target.with_name(f"{target.stem}-years.csv"), _csv(_YEAR, _year_rows(found)))
    elif ending == ".json":
        write_file(target, _json(network, found))
    else:
        drawn = picture(network, found, max(top, _DRAWN))
        write_file(target, drawn if ending == ".svg" else _png("".join(drawn)))


def _rows(found: Measures) -> Iterator[tuple[object, ...]]:
    for one in found.nodes:
        node = one.node
        numbers = (one.degree, one.strength, one.betweenness, one.community)
        yield (node.label, node.kind, *numbers, node.page, node.document, node.quote, node.claim)


def _year_rows(found: Measures) -> Iterator[tuple[object, ...]]:
    return (tuple(getattr(year, column) for column in _YEAR) for year in found.years)


def _csv(header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> Iterator[str]:
    for row in (header, *rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(row)
        yield line.getvalue()


def _json(network: Network, found: Measures) -> Chunks:
    content = {
        "view": network.name,
        "title": network.title,
        "modularity": found.modularity,
        "sampled": found.is_sampled,
        "nodes": [{"id": row[6], **dict(zip(_NODE, row, strict=True))} for row in _rows(found)],
        "years": [dict(zip(_YEAR, row, strict=True)) for row in _year_rows(found)],
    }
    return [json_lines(content, 2)]


def _png(drawn: str) -> Chunks:
    """The picture as PNG, by librsvg's program where it is installed. Raises ExportError where it is not, or fails."""
    program = shutil.which("rsvg-convert")
    if program is None:
        what = "rsvg-convert, which makes it of the SVG, is not installed"
        raise ExportError(".png", what, "install it (Debian's package librsvg2-bin), or write .svg")
    try:
        done = subprocess.run([program, "--zoom=2"], input=drawn.encode(), capture_output=True, check=True, timeout=120)  # noqa: S603
    except (subprocess.SubprocessError, OSError) as error:
        raise ExportError(".png", f"rsvg-convert failed ({error})", "write .svg") from error
    return [done.stdout]
