"""Questions in SQL to a folder of results, answered by DuckDB; each table is a view of its own name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import SettingsError
from dragoman.store.tables import table_names
from dragoman.store.writing import MANIFEST

_READERS = {"parquet": "read_parquet", "csv": "read_csv", "jsonl": "read_json"}


def query(folder: Path, sql: str) -> tuple[Sequence[str], Iterator[tuple[Any, ...]]]:
    """Names of the answer's columns, and its rows one after another.

    Raises:
        SettingsError: the folder holds no finished results, or DuckDB does not take the question.
    """
    import duckdb  # noqa: PLC0415 — only where a question is asked

    tables = _tables(folder)
    base = duckdb.connect(":memory:")
    for name, path in tables.items():
        reader = _READERS[path.suffix[1:]]
        quoted = str(path).replace("'", "''")
        base.execute(f"create view {name} as select * from {reader}('{quoted}')")
    try:
        answer = base.execute(sql)
    except duckdb.Error as error:
        raise SettingsError(f"query: {str(error).splitlines()[0]}; tables: {', '.join(tables)}") from None
    if answer is None or answer.description is None:
        raise SettingsError("query: nothing was asked; write a select")
    return [column[0] for column in answer.description], _rows(answer)


def _rows(answer: Any) -> Iterator[tuple[Any, ...]]:
    while rows := answer.fetchmany(1000):
        yield from rows


def _tables(folder: Path) -> dict[str, Path]:
    if not (folder / MANIFEST).exists():
        raise SettingsError(f"{folder}: no finished results here; run dragoman code INPUT… -o {folder} to its end")
    found = ((name, folder / f"{name}.{suffix}") for name in table_names() for suffix in _READERS)
    return {name: path for name, path in found if path.exists()}
