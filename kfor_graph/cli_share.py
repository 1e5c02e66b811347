"""Commands that hand the data on."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kfor_graph.cli_app import app, out


class ChangeFormat(StrEnum):
    """Forms of changes."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    PATCH = "patch"
    CHANGELOG = "changelog"


@app.command(
    epilog="Examples: `kfor-graph diff build.old build` · `kfor-graph diff 0.1.0.nq.gz build --format changelog` · "
    "`kfor-graph diff old new --format patch > old-to-new.rdfp`"
)
def diff(
    old: Annotated[Path, typer.Argument(help="The older release: a build folder, or a dump (.nq, .nq.gz).")],
    new: Annotated[Path, typer.Argument(help="The newer one.")],
    form: Annotated[ChangeFormat, typer.Option("--format", "-f", help="How changes are printed; patch is RDF Patch.")] = ChangeFormat.TEXT,
    check: Annotated[bool, typer.Option("--check", help="Exit with code 1 where they differ.")] = False,
) -> None:
    """Tell what changed from one release to the next: documents, claims with their words, entities, discrepancies."""
    from kfor_graph.share.changes.as_text import print_changes
    from kfor_graph.share.changes.compare import compare
    from kfor_graph.share.changes.forms import FORMS
    from kfor_graph.share.changes.release import open_release

    changes = compare(open_release(old), open_release(new))
    if form is ChangeFormat.TEXT:
        print_changes(changes, out)
    else:
        sys.stdout.write(FORMS[form](changes, f"From {old} to {new}"))
    raise typer.Exit(int(check and bool(changes)))
