"""Tables → CSV (RFC 4180, UTF-8) and Parquet files."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kfor_graph.errors import ExportError
from kfor_graph.share.tables.frame import Cell, Frame


def csv_files(frames: Sequence[Frame]) -> Iterator[tuple[str, Iterable[str]]]:
    """Name and text of a CSV file a table. What is not told is an empty cell."""
    for frame in frames:
        yield f"{frame.name}.csv", _csv(frame)


def _csv(frame: Frame) -> Iterator[str]:
    for row in ([name for name, _ in frame.columns], *frame.rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([_cell(cell) for cell in row])
        yield line.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def parquet_files(frames: Sequence[Frame]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Name and bytes of a Parquet file a table. Raises ExportError where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: PLC0415 - optional
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise ExportError(
            "parquet", "pyarrow, which writes it, is not installed", "pip install 'kfor-graph[parquet]', or export csv"
        ) from error
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_(), date: pyarrow.date32()}
    for frame in frames:
        schema = pyarrow.schema([(name, types[kind]) for name, kind in frame.columns])
        columns = [pyarrow.array([row[at] for row in frame.rows], type=field.type) for at, field in enumerate(schema)]
        written = pyarrow.BufferOutputStream()
        pyarrow.parquet.write_table(pyarrow.Table.from_arrays(columns, schema=schema), written)
        yield f"{frame.name}.parquet", [written.getvalue().to_pybytes()]
