"""Tables → pandas DataFrames, where pandas is installed."""

from typing import TYPE_CHECKING, Any

import pyoxigraph

from kfor_graph import names
from kfor_graph.errors import QueryError
from kfor_graph.query.run import Table
from kfor_graph.store import Term

if TYPE_CHECKING:
    from pandas import DataFrame

_XSD = names.PREFIXES["xsd"]
_KINDS = {
    f"{_XSD}integer": "Int64",
    f"{_XSD}decimal": "Float64",
    f"{_XSD}double": "Float64",
    f"{_XSD}boolean": "boolean",
    f"{_XSD}date": "datetime64[s]",
}
"Kind of a column by the datatype of its values."


def frame(table: Table) -> "DataFrame":
    """A table as a DataFrame: a row a row, a column a variable.

    A column whose values are all integers, all decimals (as floating point numbers), all days or all truth values has that kind; all
    others hold strings, IRIs among them, and None. Raises QueryError where pandas is not installed.
    """
    try:
        import pandas  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise QueryError("pandas", "is not installed", "pip install 'kfor-graph[pandas]'") from error
    columns = {name: _series(pandas, [row[at] for row in table.rows]) for at, name in enumerate(table.columns)}
    return pandas.DataFrame(columns, columns=list(table.columns))


def _series(pandas: Any, terms: list[Term | None]) -> Any:
    found = {term.datatype.value if isinstance(term, pyoxigraph.Literal) else "" for term in terms if term is not None}
    kinds = {_KINDS.get(datatype) for datatype in found}
    values = [None if term is None else str(getattr(term, "value", term)) for term in terms]
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        return pandas.Series(values, dtype="object")
    if kind == "boolean":
        return pandas.Series([None if value is None else value == "true" for value in values], dtype=kind)
    read = pandas.to_datetime if kind.startswith("date") else pandas.to_numeric
    return read(pandas.Series(values, dtype="object")).astype(kind)
