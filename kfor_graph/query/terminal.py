"""Results for people: tables with short names, numbers to the right."""

import unicodedata

import pyoxigraph
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kfor_graph import names
from kfor_graph.query.run import Table
from kfor_graph.store import Term

_RELATIVE = [(f"{names.BASE}id/", ""), (f"{names.BASE}scheme/", "scheme/"), (f"{names.BASE}graph/", "graph/")]
_SHORT = sorted([*_RELATIVE, *((iri, f"{prefix}:") for prefix, iri in names.PREFIXES.items())], key=lambda pair: -len(pair[0]))
_UNBROKEN = 16
"Characters up to which a word is not broken."
_NUMERIC = {names.expand(f"xsd:{name}") for name in ("integer", "decimal", "double", "float")}


def print_table(table: Table, console: Console, title: str = "") -> None:
    """Prints a table; nothing is cut, long text is wrapped, and no word of the data is taken for a command to the terminal.

    Where the columns do not fit beside each other, each row is printed as a list of its own.
    """
    cells = [[short(term) for term in row] for row in table.rows]
    widths = [max(_wide(words) for words in (column, *(row[at] for row in cells))) for at, column in enumerate(table.columns)]
    shown = _columns(table, cells) if sum(widths) + 3 * len(widths) + 1 <= console.width else _lists(table, cells)
    if title:
        console.print(Text(title, style="bold"), highlight=False)
    console.print(shown, soft_wrap=False)
    console.print(f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}", style="dim", highlight=False)


def _columns(table: Table, cells: list[list[str]]) -> RichTable:
    shown = RichTable(header_style="bold")
    for at, column in enumerate(table.columns):
        numeric = [_is_number(row[at]) for row in table.rows if row[at] is not None]
        shown.add_column(column, justify="right" if numeric and all(numeric) else "left", overflow="fold")
    for row in cells:
        shown.add_row(*map(Text, row))
    return shown


def _lists(table: Table, cells: list[list[str]]) -> RichTable:
    shown = RichTable("column", "value", header_style="bold", show_header=False)
    for row in cells:
        for column, words in zip(table.columns, row, strict=True):
            if words:
                shown.add_row(Text(column, style="bold"), Text(words))
        shown.add_section()
    return shown


def _wide(words: str) -> int:
    """How many characters a column needs for some words: the longest word, if it is not so long that it may be broken."""
    return min(max(map(len, words.split()), default=0), _UNBROKEN)


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
