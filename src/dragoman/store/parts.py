"""The rows of one chunk of a corpus as one run of bytes, with a digest: what a worker sends and a resumed run reads.

A part is a mark, the SHA-256 of what follows, and for each table its length and an Arrow stream. In a part,
``number`` counts from the first document of the chunk.
"""

import hashlib
import io
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dragoman.record.types import CodedDocument
from dragoman.store.tables import TABLES, Failure, table_named, table_names

Tables = dict[str, pa.Table]
"""Arrow tables by name."""

_MARK = b"dragoman part 1\n"
_DIGEST = 32
_LENGTH = struct.Struct("<Q")


class Rows:
    """Collects the rows of documents, column by column."""

    def __init__(self) -> None:
        self._columns: dict[str, list[list[Any]]] = {table.name: [[] for _ in table.schema] for table in TABLES}

    def add(self, number: int, coded: CodedDocument) -> None:
        """Add all records of a coded document. A record that breaks its table's types adds nothing at all."""
        rows = {table.name: [_row(table.columns, record) for record in table.records(coded)] for table in TABLES}
        for name, found in rows.items():
            for row in found:
                self._append(name, (number, coded.document.id, *row))

    def fail(self, number: int, failure: Failure) -> None:
        """Add an input that was put aside."""
        row = _row(table_named("failures").columns, failure)
        self._append("failures", (number, failure.document, *row))

    def _append(self, name: str, row: tuple[Any, ...]) -> None:
        for column, value in zip(self._columns[name], row, strict=True):
            column.append(value)

    def tables(self) -> Tables:
        """The rows as Arrow tables."""
        return {table.name: _arrow(self._columns[table.name], table.schema) for table in TABLES}


def _row(columns: Iterable[Any], record: Any) -> tuple[Any, ...]:
    return tuple(column.value(record) for column in columns)


def _arrow(columns: list[list[Any]], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def encode(tables: Mapping[str, pa.Table]) -> bytes:
    """The tables of a chunk as bytes."""
    body = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)  # a part is read soon, and once
    for name in table_names():
        stream = io.BytesIO()
        with pa.ipc.new_stream(stream, tables[name].schema, options=options) as writer:
            writer.write_table(tables[name])
        body.write(_LENGTH.pack(stream.tell()))
        body.write(stream.getbuffer())
    data = body.getvalue()
    return _MARK + hashlib.sha256(data).digest() + data


def decode(data: bytes) -> Tables | None:
    """The tables of a part, None if the bytes are not whole."""
    start = len(_MARK) + _DIGEST
    body = memoryview(data)[start:]
    if data[: len(_MARK)] != _MARK or hashlib.sha256(body).digest() != data[len(_MARK) : start]:
        return None
    tables, place = {}, 0
    for name in table_names():
        (length,) = _LENGTH.unpack_from(body, place)
        place += _LENGTH.size
        with pa.ipc.open_stream(pa.py_buffer(body[place : place + length])) as reader:
            tables[name] = reader.read_all()
        place += length
    return tables


def merged(old: Tables, new: Tables, *, tried: Iterable[int]) -> Tables:
    """The tables of a chunk some of whose documents were tried again: their old rows go, their new ones come in
    the order of the documents."""
    numbers = pa.array(sorted(tried), type=pa.int64())
    return {name: _in_order(_without(old[name], numbers), new[name]) for name in table_names()}


def joined(pieces: Sequence[Tables]) -> Tables:
    """The tables of a chunk whose documents were coded apart, given in their order."""
    return {name: pa.concat_tables([piece[name] for piece in pieces]).combine_chunks() for name in table_names()}


def _without(table: pa.Table, numbers: pa.Array) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table["number"], value_set=numbers)))


def _in_order(old: pa.Table, new: pa.Table) -> pa.Table:
    together = pa.concat_tables([old, new])
    numbers = together["number"].to_pylist()
    order = pa.array(sorted(range(len(numbers)), key=numbers.__getitem__), type=pa.int64())
    return together.take(order).combine_chunks()


def numbered(tables: Tables, *, first: int) -> Tables:
    """The tables with ``number`` counted from the first document of the inputs."""
    return {
        name: table.set_column(0, table.schema.field(0), pc.add(table["number"], pa.scalar(first, pa.int64())))
        for name, table in tables.items()
    }
