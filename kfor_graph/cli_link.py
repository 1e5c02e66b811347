"""Commands that find and review links."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kfor_graph.cli_app import StoreOption, app, err, out
from kfor_graph.errors import LinkError

link_app = typer.Typer(help="Find and review links to other data sets.", no_args_is_help=True, rich_markup_mode="markdown")
app.add_typer(link_app, name="link")


LinksFile = Annotated[Path | None, typer.Option("--links", help="The table of links; default: the project's own.")]


@link_app.command(
    epilog="Examples: `kfor-graph link propose --endpoint https://query.wikidata.org/sparql --entity person` · "
    "`kfor-graph link propose --gazetteer XK.txt` · then `kfor-graph link review`"
)
def propose(
    endpoint: Annotated[list[str] | None, typer.Option(help="A SPARQL endpoint, or QUERY=ADDRESS; may be repeated.")] = None,
    gazetteer: Annotated[list[Path] | None, typer.Option(help="A file in the form of the GeoNames dumps; may be repeated.")] = None,
    entity: Annotated[list[str] | None, typer.Option(help="Only this entity (place/pec), or kind (place); may be repeated.")] = None,
    links: LinksFile = None,
    build_dir: Annotated[Path | None, typer.Option("--dir", "-d", help="A build folder, which tells when persons were in office.")] = None,
    cache: Annotated[Path | None, typer.Option(help="Folder for answers; default: kfor-graph/links in the user's cache.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Use the answers on disk alone.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also ask for answers that are on disk.")] = False,
    delay: Annotated[float, typer.Option(min=0, help="Seconds from one request to a host to the next.")] = 1,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for one answer.")] = 60,
    store: StoreOption = None,
) -> None:
    """Ask endpoints and gazetteer files for candidates of entities without a link; nothing is accepted."""
    from kfor_graph.link.ask import Guest, Manners
    from kfor_graph.link.command import cache_folder, run_propose

    guest = Guest(Manners(delay, timeout), cache or cache_folder(), offline, again)
    columns = (TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("entities", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        try:
            said, errors = run_propose(endpoint or (), gazetteer or (), entity or (), links, build_dir, guest, progress, store)
        except KeyboardInterrupt:
            raise LinkError(
                "link propose", "was interrupted", "the table is unchanged; answers are kept, so the same command goes on"
            ) from None
    for error in errors:
        err.print(f"kfor-graph: {error}", markup=False, highlight=False, style="red")
    out.print(said, markup=False, highlight=False)
    raise typer.Exit(2 if errors else 0)


@link_app.command(
    epilog="Examples: `kfor-graph link review` · `kfor-graph link review --unsure` · `printf 'a\\nr\\n' | kfor-graph link review`"
)
def review(
    links: LinksFile = None,
    who: Annotated[str, typer.Option(help="The kind of author that stands in the table.")] = "a reviewer",
    unsure: Annotated[bool, typer.Option("--unsure", help="Also those that somebody was unsure of.")] = False,
) -> None:
    """Walk through the candidates and decide: (a)ccept, (r)eject, (u)nsure, (q)uit."""
    from kfor_graph.link.command import run_review

    out.print(run_review(links, who, unsure, out), markup=False, highlight=False)
