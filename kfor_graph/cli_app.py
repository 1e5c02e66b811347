"""The program: what all commands share, and how errors are told. Exit codes: 0 good, 1 findings or failed reports, 2 error."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kfor_graph import __version__
from kfor_graph.errors import KforGraphError
from kfor_graph.quality.engine import Engine

app = typer.Typer(
    name="kfor-graph",
    help="KFOR reports to the UN Security Council as a validated, evidenced, queryable knowledge graph.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
out, err = Console(soft_wrap=True, emoji=False), Console(stderr=True, soft_wrap=True, emoji=False)

EngineChoice = Annotated[
    Engine, typer.Option("--engine", help="How shapes are applied: auto is sparql for the project's own, pyshacl for others; same results.")
]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="A SPARQL endpoint to ask instead of the build folder; DIALECT=URL names its dialect. Logins: KFOR_GRAPH_STORE_USER and "
        "_PASSWORD, or _TOKEN, of the environment.",
    ),
]
BuildDir = Annotated[Path, typer.Option("--dir", "-d", help="The build folder.")]


def main() -> None:
    """Runs the command line; errors that a user can mend are one line each."""
    try:
        app()
    except* KforGraphError as group:
        for error in _flat(group):
            err.print(f"kfor-graph: {error}", markup=False, highlight=False, style="red")
        sys.exit(2)
    except* BrokenPipeError:
        sys.stderr.close()
        sys.exit(2)


def _flat(group: BaseExceptionGroup[KforGraphError]) -> list[KforGraphError]:
    found: list[KforGraphError] = []
    for error in group.exceptions:
        found.extend(_flat(error) if isinstance(error, BaseExceptionGroup) else [error])
    return found


def note(line: str) -> None:
    """Says on standard error what a user should know and need not mend."""
    err.print(f"kfor-graph: {line}", markup=False, highlight=False, style="yellow")


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"kfor-graph {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """KFOR reports to the UN Security Council as a validated, evidenced, queryable knowledge graph."""
