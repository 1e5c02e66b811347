"""Commands that hand the data on."""

import os
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from kfor_graph.cli_app import app, err, note, out
from kfor_graph.errors import StoreError


class VerifyChoice(StrEnum):
    """How a load makes sure that it arrived."""

    WORDS = "words"
    COUNTS = "counts"


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


@app.command(
    epilog="Examples: `kfor-graph load build --store http://127.0.0.1:7878` · "
    "`KFOR_GRAPH_STORE_USER=dba KFOR_GRAPH_STORE_PASSWORD=… kfor-graph load --store http://127.0.0.1:8890 --prune`"
)
def load(
    store: Annotated[str, typer.Option("--store", metavar="URL", help="Address of the store's server or SPARQL endpoint; DIALECT=URL.")],
    build_dir: Annotated[Path, typer.Argument(metavar="[DIR]", help="The build folder.")] = Path("build"),
    update: Annotated[str | None, typer.Option(metavar="URL", help="Its SPARQL Update; default: as its dialect has it.")] = None,
    gsp: Annotated[
        str | None, typer.Option("--gsp", metavar="URL", help="Its Graph Store Protocol; default: as its dialect has it.")
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove graphs of ours that the build has no more.")] = False,
    state: Annotated[Path | None, typer.Option(help="Folder for what is done; default: kfor-graph/loads in the user's cache.")] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for one request.")] = 600,
    verify: Annotated[VerifyChoice, typer.Option(help="words: read each graph back; counts: count, which is faster.")] = VerifyChoice.WORDS,
) -> None:
    """Load a build into a store on another machine, graph by graph; the same command goes on where it stopped."""
    from kfor_graph.client.remote import open_remote
    from kfor_graph.client.session import Remote
    from kfor_graph.share.loading.checkpoint import state_folder
    from kfor_graph.share.loading.load import Verify
    from kfor_graph.share.loading.load import load as run_load

    columns = (TextColumn("loading"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("graphs", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        try:
            remote = open_remote(Remote(store, update, gsp, timeout))
            loaded = run_load(build_dir, remote, state or state_folder(), prune, timeout, progress, Verify(verify))
        except KeyboardInterrupt:
            raise StoreError(store, "the load was interrupted", "the same command goes on where it stopped") from None
    if loaded.stale and not loaded.pruned:
        note(f"{store}: {len(loaded.stale)} graphs that the build has no more, such as <{loaded.stale[0]}>; remove them with --prune")
    gone = f", {len(loaded.stale)} removed" if loaded.pruned and loaded.stale else ""
    told = f"{loaded.graphs} graphs, {loaded.triples} triples; {loaded.sent} sent, the others stood there{gone}; all verified"
    out.print(f"{store}: {told}", markup=False, highlight=False)
