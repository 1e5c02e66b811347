"""Results for people: tables with short names, numbers to the right."""

import unicodedata

import pyoxigraph
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kfor_graph import names
from kfor_graph.query.run import Table
from kfor_graph.store import Term

_SHORT = sorted(
    [*((iri, f"{prefix}:") for prefix, iri in names.PREFIXES.items()), (f"{names.BASE}id/", ""), (f"{names.BASE}scheme/", "scheme/")],
    key=lambda pair: -len(pair[0]),
)
_NUMERIC = {names.expand(f"xsd:{name}") for name in ("integer", "decimal", "double", "float")}


def print_table(table: Table, console: Console, title: str = "") -> None:
    """Prints a table; nothing is cut, long words are wrapped, and no word of the data is taken for a command to the terminal."""
    shown = RichTable(title=Text(title) if title else None, title_justify="left", header_style="bold")
    for at, column in enumerate(table.columns):
        numeric = [_is_number(row[at]) for row in table.rows if row[at] is not None]
        shown.add_column(column, justify="right" if numeric and all(numeric) else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(short(term)) for term in row))
    console.print(shown, soft_wrap=False)
    console.print(f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}", style="dim", highlight=False)


def short(term: Term | None) -> str:
    """A term as people read it: a literal's value, an IRI with a prefix or relative to ours, as a parameter may be written."""
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.NamedNode):
        start, prefix = next((pair for pair in _SHORT if term.value.startswith(pair[0]) and term.value != pair[0]), ("", ""))
        return _visible(prefix + term.value.removeprefix(start))
    return _visible(" ".join(term.value.split()) if isinstance(term, pyoxigraph.Literal) else str(term))


def _visible(text: str) -> str:
    """Text with its control characters replaced."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(letter) == "Cc" else letter for letter in text)


def _is_number(term: Term | None) -> bool:
    return isinstance(term, pyoxigraph.Literal) and term.datatype.value in _NUMERIC
