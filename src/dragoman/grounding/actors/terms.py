"""Which row of the lexicon holds: the reading of a shared name, and the term at a date."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.codebook.actors import Entry, Name
from dragoman.codebook.actors_names import name_key

# Officials whose office ended are PLOVER's ELI; rebels or priests who retire are not.
OFFICIAL_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
_TOP_OFFICE = re.compile(
    r"(?:un secretary-general|president|prime minister|chancellor|premier|king|queen|emir|sultan|"
    r"supreme leader|taoiseach)"
    r"(?:$|,| \(| of (?!the (?:senate|parliament|national)|parliament))",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Term(NamedTuple):
    """A row with the sectors that hold at the date asked for."""

    entry: Entry
    sector: str | None
    other_sectors: tuple[str, ...]
    current: bool
    why: str


def iso_date(date: str | None) -> str | None:
    """The ISO date at the head of a date or datetime, ``None`` if there is none."""
    match = _ISO.match(date) if date else None
    return match[0] if match else None


def choose_reading(
    names: Sequence[Name], *, date: str | None, focus: str | None, codes: frozenset[str]
) -> tuple[Name, ...]:
    """The rows of one actor among the readings of a name; empty if none counts here.

    Readings in the focus of the text or with a country named beside them come first, then those in
    office at the date, then those that need no support, then the order of the files.
    """
    near = codes | {focus} if focus else codes
    counting = [name for name in names if not name.focus_only or name.entry.code in near]
    if not counting:
        return ()
    best = counting[0]
    if any(name.entry.id != best.entry.id for name in counting):
        best = max(
            counting,
            key=lambda name: (
                name.entry.code in codes,
                name.entry.code == focus,
                date is not None and name.entry.kind == "person" and holds(name.entry, date),
                not name.focus_only,
            ),
        )
    return tuple([name for name in counting if name.entry.id == best.entry.id])


class Cues(NamedTuple):
    """What the words say of a person beside the name: the title and its sector, countries and bodies named."""

    title: str | None = None
    sector: str | None = None
    codes: frozenset[str] = frozenset()


def term_at(names: Sequence[Name], *, date: str | None, cues: Cues | None = None) -> Term:
    """The row that holds at ``date``, an ISO date.

    Args:
        names: readings of one actor.
        cues: without a date they choose the term: "Senator X", "UN chief X".
    """
    entries = sorted({name.entry for name in names}, key=lambda entry: entry.start)
    if date is None:
        return _without_date(entries, cues=cues or Cues())
    holding = [entry for entry in entries if holds(entry, date)]
    if holding:
        return _term(holding[-1], why=_period(holding[-1]))
    past = [entry for entry in entries if entry.end and _last_day(entry.end) < date]
    if not past:
        return _term(entries[0], why=f"before {entries[0].start}")
    last = max(past, key=lambda entry: _last_day(entry.end))
    if last.kind == "person" and last.sector in OFFICIAL_SECTORS:
        others = (last.sector,) if last.sector else ()
        return Term(last, "ELI", others, False, f"{last.office or 'in office'} until {last.end}")
    return _term(last, why=f"until {last.end}")


def _without_date(entries: list[Entry], *, cues: Cues) -> Term:
    if len(entries) == 1:
        return _term(entries[0], why=entries[0].office or "")
    if entries[0].kind != "person":
        return _term(max(entries, key=_years), why="no date")
    for fitting in (
        [entry for entry in entries if cues.title and cues.title in name_key(entry.office or "")],
        [entry for entry in entries if entry.code in cues.codes and entry.sector == cues.sector],
        [entry for entry in entries if cues.sector and entry.sector == cues.sector],
        [entry for entry in entries if entry.code in cues.codes and holds_top_office(entry)],
        [entry for entry in entries if holds_top_office(entry)],
        entries,
    ):
        if fitting:
            break
    latest = fitting[-1]
    return _term(latest, why=f"{latest.office or 'latest office'}, no date")


def holds_top_office(entry: Entry) -> bool:
    """Whether the office is that of a head of state or government, by which people are best known."""
    return bool(entry.office and _TOP_OFFICE.match(entry.office))


def _term(entry: Entry, *, why: str) -> Term:
    return Term(entry, entry.sector, entry.other_sectors, True, why)


def holds(entry: Entry, date: str) -> bool:
    """Whether a row holds at an ISO date, its own first and last day included."""
    return entry.start <= date and (not entry.end or date <= _last_day(entry.end))


def _last_day(end: str) -> str:
    return end + "-12-31"[len(end) - 4 :] if len(end) < 10 else end


def _years(entry: Entry) -> int:
    # A row without a beginning reaches back before its followers, one without an end to our days.
    return int(entry.end[:4] or "2026") - int(entry.start[:4] or "1900")


def _period(entry: Entry) -> str:
    if not entry.start and not entry.end:
        return entry.office or ""
    return f"{entry.office + ' ' if entry.office else ''}{entry.start}–{entry.end}"
