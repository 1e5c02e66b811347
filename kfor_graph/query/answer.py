"""What a user asks → an answer in the form that they want."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from kfor_graph.catalogue import Query, catalogue, read_query
from kfor_graph.errors import QueryError
from kfor_graph.query.formats import write
from kfor_graph.query.parameters import parse_assignments
from kfor_graph.query.run import Table, run
from kfor_graph.query.terminal import print_table
from kfor_graph.store import Store, open_store


def find_query(what: str) -> Query:
    """The query that a word stands for: a name, a file, - for standard input, or SPARQL itself.

    Raises QueryError where it stands for none.
    """
    if what == "-":
        return Query("standard input", "standard input", sys.stdin.read())
    if what in catalogue():
        return catalogue()[what]
    if what.endswith((".rq", ".sparql")) or "/" in what.split("{")[0].strip().split(" ")[0]:
        path = Path(what)
        if path.is_file():
            return _file(path)
        raise QueryError(path, "there is no such file", "check the path")
    if " " in what or "{" in what:
        return Query("query", "query", what)
    return catalogue()[what]


def _file(path: Path) -> Query:
    """A file of a user's need not have a header."""
    text = path.read_text(encoding="utf-8")
    return read_query(path) if text.startswith("# title:") else Query(path.stem, str(path), text)


def answer(build: Path, what: str, params: Sequence[str], form: str | None, console: Console) -> None:
    """Runs a query on a build and prints the answer. Raises QueryError or StoreError."""
    query = find_query(what)
    values = parse_assignments(params)
    with open_store(build) as store:
        show(store, query, values, form, console)


def show(store: Store, query: Query, values: dict[str, str], form: str | None, console: Console) -> None:
    """Prints the answer to a query: a table or Turtle, or the form asked for."""
    result = run(store, query, values)
    if isinstance(result, Table) and form in {None, "table"}:
        print_table(result, console, query.title)
    elif isinstance(result, bool) and form in {None, "table"}:
        console.print("yes" if result else "no")
    else:
        sys.stdout.write(write(result, form or "turtle"))


def list_queries(console: Console) -> None:
    """Prints the named queries with what they answer."""
    shown = RichTable("name", "parameters", "answers", header_style="bold")
    for query in catalogue().values():
        shown.add_row(query.name, ", ".join(f"{name} ({kind})" for name, kind in query.params), query.title)
    console.print(shown, soft_wrap=False)
