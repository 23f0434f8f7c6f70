"""Rows of a Parquet file, a batch at a time: of the columns, only those that a document has are read."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.sources.rows import FIELDS
from dragoman.sources.tables import Row

_BATCH = 256  # rows: each may have 5 MB of text


def parquet_rows(stream: BinaryIO, *, path: str, columns: Mapping[str, str]) -> Iterator[Row]:
    """Rows of a Parquet file, numbered from 1. Dates and timestamps come as ISO strings.

    Raises:
        InputError: it is none, or has no column for the text.
    """
    import pyarrow  # noqa: PLC0415 — only where a Parquet file is read
    import pyarrow.parquet  # noqa: PLC0415

    try:
        file = pyarrow.parquet.ParquetFile(stream, pre_buffer=False)
        names = _wanted(file.schema_arrow.names, path=path, columns=columns)
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH, columns=list(names), use_threads=False):
            for row in batch.rename_columns([names[name] for name in batch.schema.names]).to_pylist():
                number += 1
                yield f"{path}:{number}", {name: _plain(value) for name, value in row.items()}
    except pyarrow.ArrowException as error:
        problem = " ".join(str(error).split())[:100]
        raise InputError(path, f"no Parquet that can be read ({problem})", "fetch or write it again") from None


def _wanted(there: list[str], *, path: str, columns: Mapping[str, str]) -> dict[str, str]:
    """The columns to read, each with the name it is known by; capitals make no difference."""
    known = {name.lower(): name for name in (columns.get(field, field) for field in FIELDS)}
    found = {name: known[name.lower()] for name in there if name.lower() in known}
    wanted = columns.get("text", "text")
    if wanted not in found.values():
        names = ", ".join(there)[:80]
        mend = "name the column of the text with --text NAME"
        raise InputError(path, f"no column “{wanted}” (there is: {names})", mend)
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
