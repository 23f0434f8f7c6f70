"""Which reports are copies of one another: exact, cut, edited a little, or with another head.

Candidates share fingerprints (:mod:`dragoman.merging.shingles`); each is then checked exactly: of the
shingles of the shorter text, a given share must be in the longer one, and so must its numbers, and its names if the
share is small: last week's table is no copy of this week's, nor a form letter about one firm of that about another.
Copies of copies are one cluster.
The index lives in SQLite, in memory or in a file, so a corpus of any size can be added to piece by piece.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from dragoman.errors import SettingsError
from dragoman.merging.shingles import Hashes, fingerprints, names, numbers, shared, shingles
from dragoman.merging.words import Report, day_number

_TABLES = """
    create table if not exists reports (
        number integer primary key, id text unique not null, cluster integer not null, shingles blob not null,
        numbers blob not null, names blob not null, day integer);
    create index if not exists by_cluster on reports (cluster);
    create table if not exists marks (hash integer not null, number integer not null, primary key (hash, number))
        without rowid;
"""
_VERSION = 2
"""Of these tables. An index of the first version, which had no names, begins anew."""
_FIRST = ["number", "id", "cluster", "shingles", "numbers", "day"]
"""What that had of a report."""
_BATCH = 500
"""Values in one query."""


@dataclass(frozen=True, slots=True)
class CopySettings:
    """What counts as a copy.

    Attributes:
        contained: least share of the shorter text's shingles that the longer one has.
        figures: least share of the shorter text's different numbers that the longer one has; one may always
            be missing.
        names: where less than ``plain`` of the shingles are shared, the same of its names (words with a capital);
            two may always be missing.
        plain: share of the shorter text's shingles from which on its names are not asked for.
        days: texts published further apart are copies only if ``known`` is reached: a weekly table in last
            week's words is a new report.
        least: shingles that two texts must share, unless they are the same words throughout.
        known: share of a text's shingles in an earlier copy from which on it need not be found itself:
            whoever copies it copies that one too. Keeps the index small where a text comes a thousand times.
        common: fingerprints in more texts than this are set phrases, and are not followed.
    """

    contained: float = 0.5
    figures: float = 0.5
    names: float = 0.6
    plain: float = 0.7
    days: int = 6
    least: int = 6
    known: float = 0.9
    common: int = 300


DEFAULT = CopySettings()


class CopyIndex:
    """Reports seen so far and their clusters. Use as a context manager, or call :meth:`close`.

    The same reports in the same order give the same clusters.

    Args:
        path: file of the index, made if it is not there; in memory without one.
        settings: what counts as a copy.

    Raises:
        SettingsError: the file is no index.
    """

    def __init__(self, path: Path | None = None, *, settings: CopySettings = DEFAULT) -> None:
        self._settings = settings
        self._base = sqlite3.connect(":memory:" if path is None else path)
        try:
            if not self._is_ours():
                raise sqlite3.DatabaseError
            self._base.executescript(f"{_TABLES} pragma user_version = {_VERSION};")
        except sqlite3.DatabaseError:
            self._base.close()
            raise SettingsError(f"{path}: not an index of copies; name another file, or remove it") from None

    def _is_ours(self) -> bool:
        """Is the file an index, or empty? One of the first version is emptied."""
        (version,) = self._base.execute("pragma user_version").fetchone()
        columns = [row[1] for row in self._base.execute("pragma table_info(reports)")]
        if version == 0 and columns == _FIRST:
            self._base.executescript("drop table marks; drop table reports;")
            return True
        return version == _VERSION or not self._base.execute("select 1 from sqlite_master").fetchone()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._base.rollback()
        self.close()

    def close(self) -> None:
        """Write what is not written and let go of the file."""
        self._base.commit()
        self._base.close()

    def contradicts(self, report: Report) -> bool:
        """Whether a report of this id with another text is known."""
        row = self._base.execute("select shingles from reports where id = ?", (report.id,)).fetchone()
        return row is not None and row[0] != np.unique(shingles(report.text)).tobytes()

    def clear(self) -> None:
        """Forget all reports."""
        self._base.execute("delete from reports")
        self._base.execute("delete from marks")

    def add(self, report: Report) -> None:
        """Put a report into its cluster, or into one of its own. One that is known by its id is passed over."""
        if self._base.execute("select 1 from reports where id = ?", (report.id,)).fetchone():
            return
        text = report.text
        ordered = shingles(text)
        mine = _Text(np.unique(ordered), numbers(text), names(text), day_number(report.published))
        marks = fingerprints(ordered)
        found = list(self._copies(mine, marks))
        number = self._insert(report.id, mine, cluster=min((cluster for cluster, _ in found), default=None))
        self._join({cluster for cluster, _ in found})
        if len(ordered) and not any(share >= self._settings.known for _, share in found):
            rows = [(_signed(value), number) for value in marks.tolist()]
            self._base.executemany("insert into marks values (?, ?)", rows)

    def clusters(self) -> dict[str, str]:
        """Cluster of each report by its id; a cluster is named after the report that came first."""
        rows = self._base.execute(
            "select r.id, f.id from reports r join reports f on f.number = r.cluster order by r.number"
        )
        return dict(rows)

    def _copies(self, mine: "_Text", marks: Hashes) -> Iterator[tuple[int, float]]:
        """Cluster of each copy, and the share of this text that is in it."""
        for number in self._candidates(marks):
            cluster, day, *blobs = self._base.execute(
                "select cluster, day, shingles, numbers, names from reports where number = ?", (number,)
            ).fetchone()
            runs, figures, called = (np.frombuffer(blob, np.uint64) for blob in blobs)
            other = _Text(runs, figures, called, day)
            common = shared(mine.shingles, other.shingles)
            if self._is_copy(mine, other, common):
                yield cluster, common / len(mine.shingles)

    def _is_copy(self, mine: "_Text", other: "_Text", common: int) -> bool:
        if common == len(mine.shingles) == len(other.shingles):
            return True
        shorter = min(mine, other, key=lambda text: len(text.shingles))
        size, settings = len(shorter.shingles), self._settings
        share = settings.contained if _near(mine, other, settings.days) else settings.known
        if common < max(settings.least, share * size):
            return False
        if not _agree(mine.numbers, other.numbers, len(shorter.numbers), share=settings.figures, spare=1):
            return False
        if common >= settings.plain * size or not (len(mine.names) and len(other.names)):
            return True
        return _agree(mine.names, other.names, len(shorter.names), share=settings.names, spare=2)

    def _candidates(self, marks: Hashes) -> list[int]:
        """Reports that share fingerprints that are no set phrases."""
        values = [_signed(value) for value in marks.tolist()]
        hits: Counter[int] = Counter()
        for start in range(0, len(values), _BATCH):
            part = values[start : start + _BATCH]
            places = ",".join("?" * len(part))
            hits.update(self._numbers(f"select hash, number from marks where hash in ({places})", part))
        return sorted(number for number, count in hits.items() if count >= min(2, len(values)))

    def _numbers(self, query: str, values: list[int]) -> Iterator[int]:
        found: dict[int, list[int]] = {}
        for value, number in self._base.execute(query, values):
            found.setdefault(value, []).append(number)
        for reports in found.values():
            if len(reports) <= self._settings.common:
                yield from reports

    def _insert(self, name: str, mine: "_Text", *, cluster: int | None) -> int:
        row = self._base.execute(
            "insert into reports (id, cluster, day, shingles, numbers, names) values (?, ?, ?, ?, ?, ?)",
            (name, cluster or 0, mine.day, mine.shingles.tobytes(), mine.numbers.tobytes(), mine.names.tobytes()),
        )
        number = row.lastrowid or 0
        if cluster is None:
            self._base.execute("update reports set cluster = ? where number = ?", (number, number))
        return number

    def _join(self, clusters: set[int]) -> None:
        """Make several clusters the one that began first."""
        first, *rest = sorted(clusters) or [0]
        self._base.executemany("update reports set cluster = ? where cluster = ?", [(first, c) for c in rest])


@dataclass(frozen=True, slots=True)
class _Text:
    """The shingles, numbers and names of a text, sorted, each once; the day it was published, if known."""

    shingles: Hashes
    numbers: Hashes
    names: Hashes
    day: int | None


def _agree(mine: Hashes, others: Hashes, asked: int, *, share: float, spare: int) -> bool:
    """Are of the details that were asked for enough in both texts? So many may be missing in any case."""
    return asked - shared(mine, others) <= max(spare, (1 - share) * asked)


def _near(first: _Text, second: _Text, days: int) -> bool:
    return first.day is None or second.day is None or abs(first.day - second.day) <= days


def _signed(value: int) -> int:
    """A 64-bit number as SQLite holds it."""
    return value - (1 << 64) if value >> 63 else value
