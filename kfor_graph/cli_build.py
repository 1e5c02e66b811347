"""Commands that make builds and look whether they are right."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kfor_graph.cli_app import EngineChoice, StoreOption, app, err, note, out
from kfor_graph.errors import PluginError, StoreError
from kfor_graph.quality.engine import Engine


class FindingFormat(StrEnum):
    """Forms of findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"
    TURTLE = "turtle"


class RunnerChoice(StrEnum):
    """Where reports are read."""

    LOCAL = "local"
    SPARK = "spark"


class ScoreFormat(StrEnum):
    """Forms of an evaluation."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


@app.command(
    epilog="Examples: `kfor-graph build reports` · `kfor-graph build a.pdf b.docx -o out` · `cat r.txt | kfor-graph build -` · "
    "`kfor-graph build reports --plugin engineering`"
)
def build(
    sources: Annotated[list[str], typer.Argument(help="Reports: files, folders, patterns, archives, or - for standard input.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The build folder; an old build in it is replaced.")] = Path("build"),
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")] = None,
    validate: Annotated[bool, typer.Option("--validate/--no-validate", help="Check shapes and audit the source.")] = True,
    dumps: Annotated[bool, typer.Option("--dumps", help="Also write all graphs merged, as N-Quads, TriG, Turtle and JSON-LD.")] = False,
    curation: Annotated[Path | None, typer.Option(help="A table of corrections; default: curation.tsv beside the reports.")] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help="Also use the rules of this plug-in; may be repeated.")] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read pages of a PDF that are images with Tesseract, if it is installed.")] = False,
    engine: EngineChoice = Engine.AUTO,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read all reports again, also those that did not change.")] = False,
    limit: Annotated[
        float | None, typer.Option(min=1, help="Seconds that one report may take; default: ten minutes, with --ocr two hours.")
    ] = None,
    runner: Annotated[RunnerChoice, typer.Option(help="Where reports are read; the result is the same.")] = RunnerChoice.LOCAL,
) -> None:
    """Turn reports into a graph, and check it. Reports that did not change are taken over from the build before."""
    from kfor_graph.pipeline import Runner
    from kfor_graph.pipeline import build as run_build
    from kfor_graph.quality.home import homes_of_build
    from kfor_graph.quality.render.text import exit_code, findings_text

    columns = (TextColumn("reading reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("reports", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        try:
            built = run_build(
                sources, output, workers, validate, progress, dumps, curation, plugin or (), ocr, engine, fresh, limit, Runner(runner)
            )
        except KeyboardInterrupt:
            raise StoreError(output, "the build was interrupted", "what was there before is unchanged; start again") from None
    if built.findings:
        files = {summary.key: summary.source.path for summary in built.documents}
        out.print(findings_text(built.findings, homes_of_build(output, files)), markup=False, highlight=False)
    for line in built.notes:
        note(line)
    for error in built.errors:
        err.print(f"kfor-graph: {error}", markup=False, highlight=False, style="red")
    for summary in built.documents if len(built.documents) <= 20 else ():
        coverage = summary.coverage
        share = f" ({100 * coverage.share:.0f} %)" if coverage.telling else ""
        understood = f"{coverage.covered} of {coverage.telling} sentences understood{share}"
        out.print(f"{summary.key}: {summary.claims} claims, {understood}", highlight=False)
    claims = sum(summary.claims for summary in built.documents)
    documents = f"{len(built.documents)} document{'' if len(built.documents) == 1 else 's'}"
    taken = f" ({built.reused} of the reports as they were before)" if built.reused else ""
    out.print(f"{output}: {documents}, {claims} claims, {built.quads} triples{taken}", highlight=False)
    raise typer.Exit(1 if built.errors else exit_code(built.findings))


@app.command(epilog="Examples: `kfor-graph validate build` · `kfor-graph validate my.ttl --shapes my-shapes.ttl --format json`")
def validate(
    data: Annotated[Path, typer.Argument(help="A build folder, or any RDF file.")] = Path("build"),
    shapes: Annotated[list[Path] | None, typer.Option("--shapes", "-s", help="Shapes; default: the project's own.")] = None,
    form: Annotated[FindingFormat, typer.Option("--format", "-f", help="How findings are printed.")] = FindingFormat.TEXT,
    engine: EngineChoice = Engine.AUTO,
    store: StoreOption = None,
) -> None:
    """Check a build, or any RDF file, against SHACL shapes."""
    from kfor_graph.client.remote import open_any
    from kfor_graph.quality.home import Homes
    from kfor_graph.quality.render.forms import FORMS
    from kfor_graph.quality.render.text import exit_code
    from kfor_graph.quality.validate import homes, validate_store
    from kfor_graph.quality.validate import validate as run_validate

    if store:
        with open_any(data, store) as opened:
            findings, home = validate_store(opened, tuple(shapes or ()), engine, note), Homes()
    else:
        findings, home = run_validate(data, tuple(shapes or ()), engine, note), homes(data)
    sys.stdout.write(FORMS[form](findings, home))
    raise typer.Exit(exit_code(findings))


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
