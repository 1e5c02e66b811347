"""The command that gets documents."""

from pathlib import Path
from typing import Annotated

import typer

from kfor_graph.cli_app import app, err, out
from kfor_graph.corpus.fetch.address import UNITED_NATIONS
from kfor_graph.errors import FetchError


@app.command(
    epilog="Examples: `kfor-graph fetch S/2007/652 -o letters` · `kfor-graph fetch --list symbols.txt --language fr` · "
    "then `kfor-graph build letters`"
)
def fetch(
    symbols: Annotated[list[str] | None, typer.Argument(help="Symbols such as S/2007/652.", show_default=False)] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder; what is there is kept.")] = Path("fetched"),
    listed: Annotated[str | None, typer.Option("--list", help="A file of symbols, one a line, or - for standard input.")] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="ar, en, es, fr, ru or zh.")] = "en",
    url: Annotated[
        str, typer.Option("--url", envvar="KFOR_GRAPH_FETCH_URL", help="Address of a document, with {symbol} and {language}.")
    ] = UNITED_NATIONS,
    delay: Annotated[float, typer.Option(min=0, help="Seconds from one request to the next.")] = 2,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds for one document.")] = 120,
    again: Annotated[bool, typer.Option("--again", help="Also ask for documents that are there, and compare.")] = False,
) -> None:
    """Get documents as PDF from the UN's public document system, with a note of where each came from and when."""
    from kfor_graph.corpus.fetch.address import Address
    from kfor_graph.corpus.fetch.fetch import Outcome
    from kfor_graph.corpus.fetch.fetch import fetch as run_fetch
    from kfor_graph.corpus.fetch.symbols import symbols as wanted
    from kfor_graph.corpus.fetch.visit import Manners

    def tell(outcome: Outcome) -> None:
        if outcome.error:
            err.print(f"kfor-graph: {outcome.error}", markup=False, highlight=False, style="red")
        else:
            out.print(f"{outcome.symbol}: {outcome.path}{'' if outcome.is_new else ' was there'}", markup=False, highlight=False)

    asked = wanted(symbols or (), listed)
    try:
        outcomes = run_fetch(asked, output, Address(url), language, Manners(delay, timeout), again, tell)
    except KeyboardInterrupt:
        raise FetchError(output, "the fetching was interrupted", "what is there is whole; run the same command to go on") from None
    failed = sum(outcome.error is not None for outcome in outcomes)
    counts = f"{sum(outcome.is_new for outcome in outcomes)} fetched, {failed} failed, {len(asked) - len(outcomes)} not tried"
    out.print(f"{output}: {counts}", markup=False, highlight=False)
    raise typer.Exit(1 if failed else 0)
