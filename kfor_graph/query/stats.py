"""Counts of what a build holds."""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.query.terminal import print_table
from kfor_graph.store import open_store


def print_stats(build: Path, console: Console) -> None:
    """Prints documents with their coverage, then nodes by class. Raises StoreError where the folder is no build."""
    with open_store(build) as store:
        table = run_table(store, catalogue()["pages/totals"])
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    coverage = json.loads((build / "coverage.json").read_text(encoding="utf-8"))
    shown = RichTable(title="Documents", title_justify="left", header_style="bold")
    for column in ("document", "source"):
        shown.add_column(column, overflow="fold")
    for column in ("claims", "triples", "sentences", "understood"):
        shown.add_column(column, justify="right", no_wrap=True)
    for key, document in manifest["documents"].items():
        covered = coverage[key]
        share = f"{100 * covered['share']:.0f} %" if covered["share"] is not None else ""
        counts = (document["claims"], document["quads"], covered["sentences"])
        shown.add_row(key, document["source"]["name"], *map(str, counts), share)
    console.print(shown, soft_wrap=False)
    print_table(table, console, catalogue()["pages/totals"].title)
