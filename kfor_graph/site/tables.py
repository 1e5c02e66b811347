"""Tables → CSV and JSON as files beside pages: plain values, for spreadsheets and scripts."""

import csv
import io
import json
import math
from collections.abc import Iterable

import pyoxigraph

from kfor_graph import names
from kfor_graph.query.run import Table
from kfor_graph.site.formats import TABLES, Format
from kfor_graph.store import Term

Value = str | int | float | bool | None

_WHOLE = {names.expand(f"xsd:{name}") for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_BROKEN = {names.expand(f"xsd:{name}") for name in ("decimal", "double", "float")}
_LONGEST = 15
"Digits of a whole number that every reader of JSON keeps."


def write(table: Table, form: Format, truncated: bool = False) -> bytes:
    """A table as CSV or JSON.

    truncated: whether rows were left out, which JSON says
    """
    if form == TABLES[0]:
        return _csv(table).encode()
    rows = [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]
    return as_json({"ok": True, "columns": list(table.columns), "rows": rows, "truncated": truncated})


def as_json(value: object) -> bytes:
    """A value as JSON on a line. Less-than signs are escaped, so that no reader takes it for HTML."""
    return (json.dumps(value, ensure_ascii=False).replace("<", "\\u003c") + "\n").encode()


def plain(term: Term | None) -> Value:
    """A term as a value of JSON: numbers and truth values as such, everything else as its text."""
    if not isinstance(term, pyoxigraph.Literal):
        return None if term is None else str(getattr(term, "value", term))
    kind, text = term.datatype.value, term.value
    try:
        if kind in _WHOLE and len(text) <= _LONGEST:
            return int(text)
        if kind in _BROKEN and math.isfinite(number := float(text)):
            return number
    except ValueError:
        return text
    return text == "true" if kind == names.expand("xsd:boolean") and text in {"true", "false"} else text


def of_quads(quads: Iterable[pyoxigraph.Quad]) -> Table:
    """Quads as a table: one a row, with the language or datatype of the value in a column of its own."""
    rows = tuple((quad.subject, quad.predicate, quad.object, _kind(quad.object), _graph(quad.graph_name)) for quad in quads)
    return Table(("subject", "property", "value", "kind", "graph"), rows)


def _kind(node: object) -> Term | None:
    """The language or datatype of a value; None for what is no literal."""
    if not isinstance(node, pyoxigraph.Literal):
        return None
    return pyoxigraph.Literal(f"@{node.language}") if node.language else node.datatype


def _graph(node: object) -> Term | None:
    return node if isinstance(node, pyoxigraph.NamedNode) else None


def _csv(table: Table) -> str:
    """CSV by RFC 4180: the texts of the terms, nothing for what is not bound."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(["" if term is None else str(getattr(term, "value", term)) for term in row] for row in table.rows)
    return text.getvalue()
