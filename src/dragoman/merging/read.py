"""Reading what was coded: JSON lines of ``dragoman code --json``, or a folder of tables (Parquet or JSON lines)."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.merging.merge import Coded
from dragoman.merging.told import Told, from_record, from_table
from dragoman.merging.words import Report

TABLE_SUFFIXES = (".parquet", ".jsonl")
_MEND = "give a folder of results or JSON as dragoman code --json writes it"


def is_results(path: Path) -> bool:
    """Whether a path is a folder of tables."""
    return path.is_dir() and _table(path, "documents") is not None


def is_coded(path: Path) -> bool:
    """Whether a file holds coded documents, told by its first line."""
    if not path.is_file() or not path.name.removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return False
    try:
        with _lines(path) as lines:
            first = json.loads(next((line for line in lines if line.strip()), "null"))
    except (ValueError, OSError):
        return False
    return isinstance(first, dict) and isinstance(first.get("document"), dict) and "events" in first


def read_coded(path: Path, *, first: int = 0) -> Iterator[Coded]:
    """The documents of a file of JSON lines; ``first`` is the number of its first document.

    Raises:
        InputError: a line that is no coded document.
    """
    with _lines(path) as lines:
        rows = (pair for pair in enumerate(lines, 1) if pair[1].strip())
        for number, (line, text) in enumerate(rows, first):
            try:
                yield _coded(json.loads(text), number=number)
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path}:{line}", f"not a coded document ({error!r})", _MEND) from None


def _coded(row: Any, *, number: int) -> Coded:
    document = row["document"]
    events = tuple(from_record(event, number=number, document=document) for event in row["events"])
    return Coded(Report(document["id"], document["text"], document["published"]), events)


def read_results(folder: Path, *, first: int = 0) -> Iterator[Coded]:
    """The documents and events of a folder of tables; ``first`` is added to their numbers.

    Raises:
        InputError: a table or a column is missing.
    """
    try:
        documents = {row["number"]: row for row in _rows(folder, "documents")}
        events: defaultdict[int, list[Told]] = defaultdict(list)
        for row in _rows(folder, "events"):
            told = {**row, "number": row["number"] + first}
            events[row["number"]].append(from_table(told, document=documents[row["number"]]))
        for number, row in sorted(documents.items()):
            report = Report(row["document"], row["text"] or "", row["published_at"])
            yield Coded(report, tuple(events[number]))
    except KeyError as error:
        raise InputError(str(folder), f"no column or document {error}", "code the inputs again") from None


def _table(folder: Path, name: str) -> Path | None:
    paths = (folder / f"{name}{suffix}" for suffix in TABLE_SUFFIXES)
    return next((path for path in paths if path.exists()), None)


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    path = _table(folder, name)
    if path is None:
        raise InputError(str(folder / name), "no such table as Parquet or JSON lines", _MEND)
    if path.suffix == ".jsonl":
        with _lines(path) as lines:
            yield from (json.loads(line) for line in lines if line.strip())
        return
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    with ParquetFile(path) as table:
        for batch in table.iter_batches(batch_size=1000):
            yield from batch.to_pylist()


def _lines(path: Path) -> Any:
    """An open text file, unpacked if its name says it is packed."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8")
