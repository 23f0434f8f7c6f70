"""From finished chunks to the tables of a corpus, and the manifest that says what they are."""

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from dragoman.corpus.digests import libraries
from dragoman.errors import DragomanError
from dragoman.store.files import write_whole
from dragoman.store.parts import Tables, decode, numbered
from dragoman.store.presets import Preset, schema_of, under_preset
from dragoman.store.tables import TABLES
from dragoman.store.writing import FORMATS, MANIFEST, Format, Writer, table_file


class PartError(DragomanError):
    """A finished chunk was damaged while the run went on."""


@dataclass(slots=True)
class Written:
    """What the tables hold: rows of each, and what a summary tells of them. ``undated``: documents without a
    publication date."""

    rows: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    undated: int = 0

    def count(self, tables: Tables) -> None:
        """Count the rows of a chunk."""
        self.rows.update({name: table.num_rows for name, table in tables.items()})
        self.undated += tables["documents"]["published"].null_count
        self.events.update(tables["events"]["event"].to_pylist())
        self.aside.update(tables["failures"]["kind"].to_pylist())
        self.reasons.update(reason.partition(";")[0] for reason in tables["failures"]["reason"].to_pylist())
        if len(self.reasons) > 1000:  # reasons may quote the input: only the frequent ones are of interest
            self.reasons = Counter(dict(self.reasons.most_common(500)))


def write_tables(out: Path, parts: Sequence[tuple[int, Path]], *, format: Format, preset: Preset | None) -> Written:
    """Put the rows of all chunks into one file a table, in the order of the inputs.

    Args:
        out: the folder.
        parts: number of the first document, and file, of each chunk, in order.
        format: of the files.
        preset: column names for ``events``, Dragoman's own if None.
    """
    written = Written()
    with ExitStack() as files:
        writers = {
            name: files.enter_context(table_file(out / f"{name}.{format}", schema, format=format))
            for name, schema in schemas(preset)
        }
        for tables in _read(parts):
            written.count(tables)
            _write(tables, writers, preset)
    for table in TABLES:
        for other in FORMATS:
            if other != format:
                (out / f"{table.name}.{other}").unlink(missing_ok=True)
    return written


def schemas(preset: Preset | None) -> Iterator[tuple[str, pa.Schema]]:
    """Name and Arrow schema of each table, in order."""
    for table in TABLES:
        yield table.name, schema_of(preset) if preset and table.name == "events" else table.schema


def _read(parts: Sequence[tuple[int, Path]]) -> Iterator[Tables]:
    for first, path in parts:
        tables = decode(path.read_bytes())
        if tables is None:
            raise PartError(f"{path}: damaged since it was written; give the same command again")
        yield numbered(tables, first=first)


def _write(tables: Tables, writers: dict[str, Writer], preset: Preset | None) -> None:
    for name, table in tables.items():
        rows = under_preset(preset, table, tables["documents"]) if preset and name == "events" else table
        writers[name].write(rows)


def manifest(
    out: Path, written: Written, *, key: dict[str, str], settings: dict[str, Any], seconds: dict[str, float]
) -> dict[str, Any]:
    """What the tables are: see ``docs/corpus.md``. Written last: where it is, the tables are whole."""
    files = sorted(path for path in out.iterdir() if path.stem in written.rows and path.suffix[1:] in FORMATS)
    content = {
        "dragoman": key,
        "python": platform.python_version(),
        "libraries": libraries(),
        "settings": settings | {"inputs": [_input(name) for name in settings["inputs"]]},
        "documents": written.rows["documents"],
        "failures": dict(sorted(written.aside.items())),
        "tables": {
            path.name: {
                "rows": written.rows[path.stem],
                "bytes": path.stat().st_size,
                "sha256": _sha256(path),
            }
            for path in files
        },
        "seconds": seconds,
    }
    write_whole(out / MANIFEST, (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode())
    return content


def _input(name: str) -> dict[str, Any]:
    path = Path(name)
    if not path.is_file():
        return {"name": name}
    return {"name": name, "bytes": path.stat().st_size, "sha256": _sha256(path)}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
