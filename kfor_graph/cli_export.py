"""Commands that write networks, tables and measures for other tools."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kfor_graph.cli_app import BuildDir, StoreOption, app, err, note, out
from kfor_graph.errors import EmptyError

ViewName = Annotated[
    str | None, typer.Option("--view", help="A view, such as actors-events or whole; `kfor-graph network --list` lists them.")
]
Years = Annotated[list[str] | None, typer.Option("--year", help="2007 or 2007-2010: only what touches these years; may be repeated.")]
OfKinds = Annotated[list[str] | None, typer.Option("--kind", help="Only this kind and all that is within it; may be repeated.")]
Certainties = Annotated[
    list[str] | None,
    typer.Option("--certainty", help="alleged, suspected, planned … or all; default: what the graph asserts; may be repeated."),
]


@app.command(
    name="export",
    epilog="Examples: `kfor-graph export gexf --view actors-events -o events.gexf` · `kfor-graph export html --view whole` · "
    "`kfor-graph export geojson --year 2007-2010 -o -` · `kfor-graph export csv -o tables`",
)
def export_(
    form: Annotated[str | None, typer.Argument(metavar="FORMAT", help="A format; without it, the formats are listed.")] = None,
    build_dir: BuildDir = Path("build"),
    view: ViewName = None,
    year: Years = None,
    kind: OfKinds = None,
    certainty: Certainties = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file or folder; default: the view's name in this folder; - prints.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write the graph, or a part of it, for another tool."""
    from kfor_graph.client.remote import open_any
    from kfor_graph.share.export import FORMATS, export
    from kfor_graph.share.filters import filters

    if form is None:
        for name, one in FORMATS.items():
            out.print(f"{name:11} {one.about}", markup=False, highlight=False)
        return
    asked = filters(year or (), kind or (), certainty or ())
    with _selecting(), open_any(build_dir, store) as opened:
        written = export(opened, form, view, asked, output)
    for line in written.notes:
        note(line)
    if str(written.path) != "-":
        out.print(f"{written.path}: {written.said}", markup=False, highlight=False)


@app.command(
    epilog="Examples: `kfor-graph network --view actors-events` · `kfor-graph network -o actors.csv` · `kfor-graph network -o actors.svg`"
)
def network(
    build_dir: BuildDir = Path("build"),
    view: ViewName = None,
    year: Years = None,
    kind: OfKinds = None,
    certainty: Certainties = None,
    top: Annotated[int, typer.Option("--top", min=1, help="So many nodes are printed or drawn.")] = 20,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A .csv or .json file with all nodes and years, or a picture: .svg, .png.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Print the views, and stop.")] = False,
    store: StoreOption = None,
) -> None:
    """Measure a view: degree, betweenness, communities, and how it changes over the years."""
    from kfor_graph.client.remote import open_any
    from kfor_graph.share.filters import filters
    from kfor_graph.share.networks.report import print_measures, print_views, write_measures
    from kfor_graph.share.networks.views import DEFAULT
    from kfor_graph.share.networks.views import network as run_network

    if listing:
        print_views(out)
        return
    asked = filters(year or (), kind or (), certainty or ())
    with _selecting(), open_any(build_dir, store) as opened:
        found = run_network(opened, view or DEFAULT, asked)
    if output is None:
        print_measures(found, top, out)
    else:
        write_measures(found, top, output)
        if str(output) != "-":
            out.print(f"{output}: {found.title}: {len(found.nodes)} nodes, {len(found.edges)} edges", markup=False, highlight=False)


@contextmanager
def _selecting() -> Iterator[None]:
    """A selection that holds nothing is no error of the command: one line, and exit code 1."""
    try:
        yield
    except EmptyError as error:
        err.print(f"kfor-graph: {error}", markup=False, highlight=False, style="red")
        raise typer.Exit(1) from None
