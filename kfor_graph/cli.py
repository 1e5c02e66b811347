"""The commands: thin, each a call of the stages and a way to show the result. Exit codes: 0 good, 1 findings or failed reports, 2 error."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kfor_graph import __version__
from kfor_graph.corpus.fetch.address import UNITED_NATIONS
from kfor_graph.errors import FetchError, KforGraphError, LinkError, PluginError, StoreError
from kfor_graph.quality.engine import Engine

app = typer.Typer(
    name="kfor-graph",
    help="KFOR reports to the UN Security Council as a validated, evidenced, queryable knowledge graph.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
link_app = typer.Typer(help="Find and review links to other data sets.", no_args_is_help=True, rich_markup_mode="markdown")
app.add_typer(link_app, name="link")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

EngineChoice = Annotated[
    Engine, typer.Option("--engine", help="How shapes are applied: auto is sparql for the project's own, pyshacl for others; same results.")
]
BuildDir = Annotated[Path, typer.Option("--dir", "-d", help="The build folder.")]


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


class FindingFormat(StrEnum):
    """Forms of findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"
    TURTLE = "turtle"


class ScoreFormat(StrEnum):
    """Forms of an evaluation."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


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


def _note(line: str) -> None:
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


@app.command(
    epilog="Examples: `kfor-graph build reports` · `kfor-graph build a.pdf b.docx -o out` · `cat r.txt | kfor-graph build -` · "
    "`kfor-graph build reports --plugin engineering`"
)
def build(
    sources: Annotated[list[str], typer.Argument(help="Reports: files, folders, or - for standard input.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The build folder; an old build in it is replaced.")] = Path("build"),
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")] = None,
    validate: Annotated[bool, typer.Option("--validate/--no-validate", help="Check shapes and audit the source.")] = True,
    dumps: Annotated[bool, typer.Option("--dumps", help="Also write all graphs merged, as N-Quads, TriG, Turtle and JSON-LD.")] = False,
    curation: Annotated[Path | None, typer.Option(help="A table of corrections; default: curation.tsv beside the reports.")] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help="Also use the rules of this plug-in; may be repeated.")] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read pages of a PDF that are images with Tesseract, if it is installed.")] = False,
    engine: EngineChoice = Engine.AUTO,
) -> None:
    """Turn reports into a graph, and check it."""
    from kfor_graph.pipeline import build as run_build
    from kfor_graph.quality.home import homes_of_build
    from kfor_graph.quality.render.text import exit_code, findings_text

    columns = (TextColumn("reading reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("reports", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        try:
            built = run_build(sources, output, workers, validate, progress, dumps, curation, plugin or (), ocr, engine)
        except KeyboardInterrupt:
            raise StoreError(output, "the build was interrupted", "what was there before is unchanged; start again") from None
    if built.findings:
        files = {summary.key: summary.source.path for summary in built.documents}
        out.print(findings_text(built.findings, homes_of_build(output, files)), markup=False, highlight=False)
    for note in built.notes:
        _note(note)
    for error in built.errors:
        err.print(f"kfor-graph: {error}", markup=False, highlight=False, style="red")
    for summary in built.documents if len(built.documents) <= 20 else ():
        coverage = summary.coverage
        share = f" ({100 * coverage.share:.0f} %)" if coverage.telling else ""
        understood = f"{coverage.covered} of {coverage.telling} sentences understood{share}"
        out.print(f"{summary.key}: {summary.claims} claims, {understood}", highlight=False)
    claims = sum(summary.claims for summary in built.documents)
    documents = f"{len(built.documents)} document{'' if len(built.documents) == 1 else 's'}"
    out.print(f"{output}: {documents}, {claims} claims, {built.quads} triples", highlight=False)
    raise typer.Exit(1 if built.errors else exit_code(built.findings))


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
            said, errors = run_propose(endpoint or (), gazetteer or (), entity or (), links, build_dir, guest, progress)
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


@app.command(epilog="Example: `kfor-graph rules`")
def rules() -> None:
    """List the rules, ours and those of installed plug-ins, with what each finds."""
    from kfor_graph.extract.plugins import installed, load, own

    listed, broken = own(), False
    for name in installed():
        try:
            listed |= load((name,))[0].named()
        except PluginError as error:
            err.print(f"kfor-graph: {error}", markup=False, highlight=False, style="red")
            broken = True
    width = max(map(len, listed))
    for name, rule in listed.items():
        out.print(f"{name:{width}}  {(rule.__doc__ or '').strip().splitlines()[0]}", markup=False, highlight=False)
    raise typer.Exit(int(broken))


@app.command(epilog="Examples: `kfor-graph validate build` · `kfor-graph validate my.ttl --shapes my-shapes.ttl --format json`")
def validate(
    data: Annotated[Path, typer.Argument(help="A build folder, or any RDF file.")] = Path("build"),
    shapes: Annotated[list[Path] | None, typer.Option("--shapes", "-s", help="Shapes; default: the project's own.")] = None,
    form: Annotated[FindingFormat, typer.Option("--format", "-f", help="How findings are printed.")] = FindingFormat.TEXT,
    engine: EngineChoice = Engine.AUTO,
) -> None:
    """Check a build, or any RDF file, against SHACL shapes."""
    from kfor_graph.quality.render.forms import FORMS
    from kfor_graph.quality.render.text import exit_code
    from kfor_graph.quality.validate import homes
    from kfor_graph.quality.validate import validate as run_validate

    findings = run_validate(data, tuple(shapes or ()), engine, _note)
    sys.stdout.write(FORMS[form](findings, homes(data)))
    raise typer.Exit(exit_code(findings))


@app.command(
    epilog="Examples: `kfor-graph query troop-strength` · `kfor-graph query cq07 -f csv` · "
    "`kfor-graph query events-by-place -p place=place/pristina` · `kfor-graph query 'SELECT (COUNT(*) AS ?n) {?s ?p ?o}'`"
)
def query(
    what: Annotated[str | None, typer.Argument(help="A query's name, a file, SPARQL, or -; without it, the names are listed.")] = None,
    build_dir: BuildDir = Path("build"),
    param: Annotated[list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE, bound as a term.")] = None,
    form: Annotated[Format | None, typer.Option("--format", "-f", help="Default: a table, or Turtle for graphs.")] = None,
) -> None:
    """Ask the graph a question in SPARQL."""
    from kfor_graph.query.answer import answer, list_queries

    if what is None:
        list_queries(out)
        return
    answer(build_dir, what, param or [], form.value if form else None, out)


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


@app.command(
    epilog="Examples: `kfor-graph evaluate tests/gold` · `kfor-graph evaluate my-gold --list --kind event` · "
    "`kfor-graph evaluate my-gold --plugin engineering`"
)
def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="A folder of reports with gold.jsonl, which lists their facts; folders beneath it count too.")
    ],
    form: Annotated[ScoreFormat, typer.Option("--format", "-f", help="How scores are printed.")] = ScoreFormat.TABLE,
    listing: Annotated[bool, typer.Option("--list", help="Also the facts: those that are not right, or all in JSON and CSV.")] = False,
    kind: Annotated[list[str] | None, typer.Option("--kind", "-k", help="Only this kind of fact; may be repeated.")] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help="Also use the rules of this plug-in; may be repeated.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Print when a listed fact and a found one count as the same, and stop.")] = False,
) -> None:
    """Compare what the rules find in reports with facts listed by hand: precision, recall, F1 for each kind of fact."""
    from kfor_graph.quality.evaluate.evaluate import evaluate as run_evaluate
    from kfor_graph.quality.evaluate.render import as_csv, as_json, as_markdown, print_evaluation, print_rules

    if rules:
        print_rules(out)
        return
    evaluation = run_evaluate(gold, plugin or ()).of(kind or [])
    if form is ScoreFormat.TABLE:
        print_evaluation(evaluation, out, listing)
    elif form is ScoreFormat.MARKDOWN:
        sys.stdout.write(as_markdown(evaluation))
    else:
        sys.stdout.write((as_json if form is ScoreFormat.JSON else as_csv)(evaluation, listing))
