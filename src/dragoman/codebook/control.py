"""The table of words that tell who holds a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.codebook.book import irregular_forms
from dragoman.codebook.inflect import noun_forms, verb_forms
from dragoman.codebook.language import Condition, parse_sense
from dragoman.codebook.tables import read_table, split_list
from dragoman.errors import CodebookError

_LIGHT = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "have", "has", "had", "having"})
CHANGES = ("gained", "lost", "held", "contested", "withdrawn")


@dataclass(frozen=True, slots=True)
class ControlEntry:
    """One row: slots in order of preference, as in the codebook's language."""

    word: str
    change: str
    holder: tuple[str, ...]
    before: tuple[str, ...]
    place: tuple[str, ...]
    needs: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class ControlTable:
    """Rows by word form."""

    verbs: Mapping[str, tuple[ControlEntry, ...]]
    nouns: Mapping[str, tuple[ControlEntry, ...]]


@cache
def load_control_table() -> ControlTable:
    """The built-in table.

    Raises:
        CodebookError: a row with an unknown change or condition.
    """
    irregular = irregular_forms()
    verbs: dict[str, list[ControlEntry]] = {}
    nouns: dict[str, list[ControlEntry]] = {}
    for row in read_table("plover/control.tsv"):
        entry = _entry(row)
        forms = verb_forms if row["pos"] == "verb" else noun_forms
        index = verbs if row["pos"] == "verb" else nouns
        for form in forms(row["word"], irregular):
            index.setdefault(form, []).append(entry)
    return ControlTable(
        MappingProxyType({form: tuple(found) for form, found in verbs.items()}),
        MappingProxyType({form: tuple(found) for form, found in nouns.items()}),
    )


def control_words() -> frozenset[str]:
    """The word forms that can begin a control record; "be" and "have" apart."""
    table = load_control_table()
    return (frozenset(table.verbs) | frozenset(table.nouns)) - _LIGHT


def _entry(row: Mapping[str, str]) -> ControlEntry:
    place = f"control.tsv, {row['word']}"
    if row["change"] not in CHANGES:
        raise CodebookError(place, f"change {row['change']!r}", f"use one of {', '.join(CHANGES)}")
    needs = parse_sense(f"{row['needs']} -> none", place).conditions if row["needs"] else ()
    return ControlEntry(
        row["word"],
        row["change"],
        split_list(row["holder"], ","),
        split_list(row["before"], ","),
        split_list(row["place"], ","),
        needs,
    )
