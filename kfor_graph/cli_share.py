"""Commands that hand the data on."""

import os
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kfor_graph.cli_app import app, err, note, out


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


@app.command(
    epilog="Examples: `kfor-graph publish` · `kfor-graph publish build -o site --base https://kfor.example.org/data/` · "
    "`kfor-graph publish build -o site --forms ttl,jsonld`"
)
def publish(
    build_dir: Annotated[Path, typer.Argument(metavar="[DIR]", help="The build folder.")] = Path("build"),
    site: Annotated[Path, typer.Option("--output", "-o", help="The folder of the site: empty, or one that was published before.")] = Path(
        "site"
    ),
    base: Annotated[str, typer.Option("--base", help="Address under which the world will see the site.")] = "http://127.0.0.1:8000/",
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Day of the release; default: that of CITATION.cff.")
    ] = None,
    forms: Annotated[str | None, typer.Option(help="Forms in which each thing is given beside its page; default: all.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")] = None,
) -> None:
    """Write a complete site of files: pages, data, dumps, search and SPARQL in the browser; only what changed is rewritten."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kfor_graph.site.assets import MISSING, built
    from kfor_graph.site.publish.options import order
    from kfor_graph.site.publish.publish import publish as run_publish

    wanted = order(build_dir, base, day.date() if day else None, forms)
    if not built("worker.js"):
        note(MISSING)
    columns = (TextColumn("publishing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        found = run_publish(
            wanted, site, workers or len(os.sched_getaffinity(0)), lambda done, every: bar.update(task, completed=done, total=every)
        )
    for alike in found.alike[:10]:
        note(f"one file on disks that do not tell capital letters from small ones: {' '.join(alike)}")
    out.print(f"{site}: {found.files:,} files, {found.written:,} written, {found.removed:,} removed", highlight=False)
