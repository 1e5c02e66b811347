"""Commands that ask a build."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kfor_graph.cli_app import BuildDir, StoreOption, app, out


class Format(StrEnum):
    """Forms of a result."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


@app.command(
    epilog="Examples: `kfor-graph query troop-strength` · `kfor-graph query cq07 -f csv` · "
    "`kfor-graph query events-by-place -p place=place/pristina` · `kfor-graph query 'SELECT (COUNT(*) AS ?n) {?s ?p ?o}'`"
)
def query(
    what: Annotated[str | None, typer.Argument(help="A query's name, a file, SPARQL, or -; without it, the names are listed.")] = None,
    build_dir: BuildDir = Path("build"),
    param: Annotated[list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE, bound as a term.")] = None,
    form: Annotated[Format | None, typer.Option("--format", "-f", help="Default: a table, or Turtle for graphs.")] = None,
    store: StoreOption = None,
) -> None:
    """Ask the graph a question in SPARQL."""
    from kfor_graph.query.answer import answer, list_queries

    if what is None:
        list_queries(out)
        return
    answer(build_dir, what, param or [], form.value if form else None, out, store)


@app.command(epilog="Example: `kfor-graph show S-2007-652`")
def show(
    report: Annotated[str, typer.Argument(help="Key of a document in the build.")],
    build_dir: BuildDir = Path("build"),
    claims: Annotated[bool, typer.Option("--claims/--no-claims", help="Show the claims under each paragraph.")] = True,
) -> None:
    """Print a document's paragraphs with the claims under each, and the sentences from which nothing was taken."""
    from kfor_graph.query.show import print_parts, print_understood
    from kfor_graph.query.show import show as run_show
    from kfor_graph.store import open_store

    with open_store(build_dir) as store:
        print_parts(run_show(store, build_dir, report), out, claims)
    print_understood(build_dir, report, out)


@app.command(epilog="Example: `kfor-graph stats -d build`")
def stats(build_dir: BuildDir = Path("build")) -> None:
    """Count what a build holds."""
    from kfor_graph.query.stats import print_stats

    print_stats(build_dir, out)
