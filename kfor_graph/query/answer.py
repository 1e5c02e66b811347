"""What a user asks → an answer in the form that they want."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from kfor_graph.catalogue import Query, catalogue, header, read_query, read_text
from kfor_graph.client.remote import open_any
from kfor_graph.link.ask import Guest
from kfor_graph.query.federated import asks_others, resolved
from kfor_graph.query.formats import write
from kfor_graph.query.parameters import parse_assignments
from kfor_graph.query.run import Table, run
from kfor_graph.query.terminal import print_table
from kfor_graph.store import Store


def find_query(what: str) -> Query:
    """The query that an argument stands for: a name, a file, - for standard input, or SPARQL itself.

    A file of a user's needs no header; one that declares parameters is held to the rules of headers.
    Raises QueryError, or a group of them, where it stands for none.
    """
    if what == "-":
        return Query("standard input", "standard input", sys.stdin.read())
    if what in catalogue():
        return catalogue()[what]
    path = Path(what)
    if re.search(r"[{\s]", what) and not what.endswith((".rq", ".sparql")):
        return Query("query", "query", what)
    if path.suffix in {".rq", ".sparql"} or path.is_file():
        text = read_text(path)
        strict = any(key == "param" for key, _ in header(text))
        return read_query(path) if strict else Query(path.stem, str(path), text)
    return catalogue()[what]


def answer(build: Path, what: str, params: Sequence[str], form: str | None, console: Console, address: str | None = None) -> None:
    """Runs a query on a build and prints the answer. Raises QueryError or StoreError, and LinkError where another endpoint is asked.

    address: of a store that is asked instead of the build
    """
    query = find_query(what)
    values = parse_assignments(params)
    with open_any(build, address) as store:
        if asks_others(query):
            query = resolved(store, query, values, Guest())
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
