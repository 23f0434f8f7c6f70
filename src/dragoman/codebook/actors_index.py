"""Names of actors by key; the rows behind them are read when a name is first asked for.

A program looks at a few of many thousand names, so that building all of them would cost more at its
start than it saves later.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

EntryKind = Literal["country", "people", "group", "organisation", "institution", "person"]
NameForm = Literal["name", "adjective", "inhabitant", "capital", "seat"]


# The cells of a row: id, name, code, sector, other sectors, office, from, to; further ones are not read.
Row = tuple[str, ...]


class Entry(NamedTuple):
    """One row: an actor, or one term of an actor whose code changes with the date.

    ``start`` and ``end`` are ISO dates or years, empty where open.
    """

    kind: EntryKind
    id: str
    name: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    start: str = ""
    end: str = ""


class Name(NamedTuple):
    """One written name of an entry. ``focus_only``: it counts only in texts about the entry's country."""

    entry: Entry
    written: str
    form: NameForm
    focus_only: bool


# A written name, a "?" perhaps at its end, with the kind and the row of its actor.
Written = tuple[str, EntryKind, Row, NameForm]


class NameIndex(Mapping[str, tuple[Name, ...]]):
    """The readings of each key. Immutable to its users; what was built is kept.

    Few keys are shared: ``more`` has the second and further rows of those that are.
    """

    __slots__ = ("_built", "_more", "_written")

    def __init__(self, written: dict[str, Written], more: dict[str, list[Written]]) -> None:
        self._written, self._more = written, more
        self._built: dict[str, tuple[Name, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Name, ...]:
        names = self._built.get(key)
        if names is None:
            names = self._built[key] = tuple([_name(*written) for written in self.rows(key)])
        return names

    def get(self, key: str, default: object = None) -> tuple[Name, ...] | None:  # type: ignore[override]
        """The readings of a key, ``None`` if there are none. (Most keys asked for are no names.)"""
        return self[key] if key in self._written else None

    def __contains__(self, key: object) -> bool:
        return key in self._written

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)

    def rows(self, key: str) -> list[Written]:
        """The rows behind a key as they stand in the files, without building their names."""
        return [self._written[key], *self._more.get(key, ())]


def _name(written: str, kind: EntryKind, row: Row, form: NameForm) -> Name:
    id_, name, code, sector, others, office, start, end = row[:8]
    entry = Entry(
        kind,
        id_,
        name.rstrip("?"),
        code or None,
        sector or None,
        tuple([other for other in others.split("|") if other]),
        office if kind == "person" and office else None,
        start,
        end,
    )
    return Name(entry, written.rstrip("?"), form, written.endswith("?"))
