"""Tables as files: Parquet, CSV or JSON lines; the same rows give the same bytes, whenever they were coded."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.store.files import replacing

Format = Literal["parquet", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)
MANIFEST = "manifest.json"
"""What tells of the tables of a folder: where it is, they are whole and of one run."""

_GROUP_ROWS = 20_000
_GROUP_BYTES = 64 << 20


class Writer(Protocol):
    """What takes the rows of one table."""

    def write(self, rows: pa.Table) -> None:
        """Add rows."""
        ...


class _Parquet:
    """Row groups end between chunks of the corpus, where rows or bytes are enough: so memory is bounded, and
    the groups hang on the data alone."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer
        self._waiting: list[pa.Table] = []
        self._rows = self._bytes = 0

    def write(self, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        self._waiting.append(rows)
        self._rows += rows.num_rows
        self._bytes += rows.nbytes
        if self._rows >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self.flush()

    def flush(self) -> None:
        rows = pa.concat_tables(self._waiting).combine_chunks() if self._waiting else None
        if rows is not None and rows.num_rows:
            self._writer.write_table(rows, row_group_size=rows.num_rows)
        self._waiting.clear()
        self._rows = self._bytes = 0


class _Csv:
    """Lists of strings are joined by ``; ``; whatever has parts is JSON; null is an empty cell."""

    def __init__(self, stream: Any, schema: pa.Schema) -> None:
        self._table = csv.writer(stream, lineterminator="\n")
        self._table.writerow(schema.names)

    def write(self, rows: pa.Table) -> None:
        columns = [rows.column(number).to_pylist() for number in range(rows.num_columns)]
        self._table.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False, default=_iso) if isinstance(value, list | dict) else value


class _JsonLines:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, rows: pa.Table) -> None:
        for row in rows.to_pylist():
            self._stream.write(json.dumps(row, ensure_ascii=False, default=_iso) + "\n")


def _iso(value: date) -> str:
    return value.isoformat()


@contextmanager
def table_file(path: Path, schema: pa.Schema, *, format: Format) -> Iterator[Writer]:
    """Write one table; the file is there, whole, when the block is done."""
    with replacing(path) as temporary:
        if format == "parquet":
            with pq.ParquetWriter(temporary, schema, compression="zstd", version="2.6") as file:
                writer = _Parquet(file)
                yield writer
                writer.flush()
            return
        with open(temporary, "w", encoding="utf-8", newline="") as stream:
            yield _Csv(stream, schema) if format == "csv" else _JsonLines(stream)
