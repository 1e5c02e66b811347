"""An evaluation for people and programs: the same input gives the same bytes."""

import csv
import inspect
import io
import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kfor_graph.quality.evaluate.evaluate import Evaluation
from kfor_graph.quality.evaluate.match import Outcome
from kfor_graph.quality.evaluate.rules import RULES
from kfor_graph.quality.evaluate.score import Score

COUNTS = ("listed", "right", "missed", "wrong", "unlisted")
SHARES = ("precision", "strict_precision", "recall", "f1")
PROVENANCE = ("paragraph", "words", "certainty")
"Of the right facts, how many are right in this too."

_HEADS = {"strict_precision": "strict"}

NOTE = (
    "precision: right / (right + wrong), only for kinds of which the list names every fact; strict: the precision right / all found, as if "
    "nothing were true that is not listed; f1 goes by the strict one. paragraph, words, certainty: how many of the right facts have these "
    "right too."
)


def rules() -> dict[str, str]:
    """For each kind, when a listed fact and a found one are the same."""
    return {kind: " ".join((inspect.getdoc(rule) or "").split()) for kind, rule in RULES.items()}


def rows(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    """Each fact as document, kind, what it says, and what became of it; sorted."""
    return sorted((item.fact.document, item.fact.kind, item.fact.key, item.result) for item in evaluation.outcomes)


def as_json(evaluation: Evaluation, listing: bool = False) -> str:
    """Scores, the rules that they go by, reports that could not be read; with `listing` also every fact."""
    told: dict[str, Any] = {
        "scores": [_score(score) for score in evaluation.scores],
        "failed": [str(error) for error in evaluation.failed],
        "rules": rules(),
        "note": NOTE,
    }
    if listing:
        told["facts"] = [_outcome(outcome) for outcome in evaluation.outcomes]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_csv(evaluation: Evaluation, listing: bool = False) -> str:
    """A line for each kind; with `listing` a line for each fact instead."""
    lines = [_outcome(item) for item in evaluation.outcomes] if listing else [_score(item) for item in evaluation.scores]
    heads = list(lines[0]) if lines else []
    return csv_text([heads, *([("" if cell is None else str(cell)) for cell in line.values()] for line in lines)])


def as_markdown(evaluation: Evaluation) -> str:
    """Counts and shares as a Markdown table, a line for each kind."""
    names = (*COUNTS, *SHARES)
    lines = [["kind", *(_HEADS.get(name, name) for name in names)], ["---", *("---:" for _ in names)]]
    lines += [[score.kind, *(_cell(getattr(score, name)) for name in names)] for score in evaluation.scores]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def csv_text(lines: list[list[str]]) -> str:
    """Lines of cells as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def print_evaluation(evaluation: Evaluation, console: Console, listing: bool = False) -> None:
    """Prints a table of scores; with `listing` first every fact that is not right, each with its sentence."""
    if listing:
        for outcome in evaluation.outcomes:
            if outcome.result != "right":
                _print_outcome(outcome, console)
    for names in ((*COUNTS, *SHARES), ("right", *PROVENANCE)):
        console.print(_table(evaluation, names), soft_wrap=False)
    console.print(Text(NOTE), style="dim", highlight=False)
    for error in evaluation.failed:
        console.print(Text(f"not read, all its facts are missed: {error}", style="red"), highlight=False)


def print_rules(console: Console) -> None:
    """Prints for each kind when a listed fact and a found one are the same."""
    for kind, rule in rules().items():
        console.print(Text.assemble((f"{kind}: ", "bold"), rule), highlight=False)


def _table(evaluation: Evaluation, names: Sequence[str]) -> Table:
    """Some numbers of each kind, narrow enough for a terminal of 80 columns."""
    shown = Table(header_style="bold", box=None, collapse_padding=True, pad_edge=False)
    shown.add_column("kind", no_wrap=True)
    for name in names:
        shown.add_column(_HEADS.get(name, name), justify="right", no_wrap=True)
    for score in evaluation.scores:
        shown.add_row(score.kind, *(_cell(getattr(score, name)) for name in names))
    return shown


def _print_outcome(outcome: Outcome, console: Console) -> None:
    fact = outcome.fact
    head = Text.assemble((outcome.result, "bold"), f"  {fact.document}  {fact.kind}  {fact.key}")
    console.print(head, Text(f"  “{' '.join(fact.sentence.split())}”"), "", sep="\n", highlight=False)


def _score(score: Score) -> dict[str, str | int | float | None]:
    counts: dict[str, str | int | float | None] = {name: getattr(score, name) for name in ("kind", *COUNTS)}
    shares = {name: None if (share := getattr(score, name)) is None else round(share, 4) for name in SHARES}
    return counts | shares | {name: getattr(score, name) for name in PROVENANCE}


def _outcome(outcome: Outcome) -> dict[str, str]:
    fact = outcome.fact
    return {
        "document": fact.document,
        "paragraph": fact.paragraph,
        "kind": fact.kind,
        "fact": fact.key,
        "result": outcome.result,
        "found": outcome.found.key if outcome.found else "",
        "sentence": " ".join(fact.sentence.split()),
    }


def _cell(value: str | int | float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
