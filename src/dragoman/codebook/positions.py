"""The tables of positions and issues."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.codebook.book import irregular_forms
from dragoman.codebook.inflect import noun_forms, verb_forms
from dragoman.codebook.language import Condition, parse_sense
from dragoman.codebook.phrases import PhraseIndex
from dragoman.codebook.tables import read_table, split_list
from dragoman.errors import CodebookError

_NO_QUOTES = str.maketrans({"“": "", "”": "", '"': "", "’": "'", "‘": "'"})
KINDS = ("demand", "offer", "refusal", "disclaimer", "warning", "commitment")
NO_ISSUE = "other"


@dataclass(frozen=True, slots=True)
class PositionEntry:
    """One row: slots in order of preference; ``kind`` and ``negated`` (the kind under negation) are empty for none."""

    word: str
    kind: str
    negated: str
    proposition: tuple[str, ...]
    toward: tuple[str, ...]
    needs: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class PositionTable:
    """Rows by word form and part of speech; the issues in the file's order, and their words."""

    verbs: Mapping[str, tuple[PositionEntry, ...]]
    nouns: Mapping[str, tuple[PositionEntry, ...]]
    adjectives: Mapping[str, tuple[PositionEntry, ...]]
    issues: tuple[str, ...]
    issue_words: PhraseIndex

    def issue_of(self, words: str) -> str:
        """The issue that most words of a proposition show, of equals the one that is named first; ``other`` if none
        does. The last issue of the file is the widest: it is taken only where no other is shown."""
        found = []
        for issue, places in self.issue_words.find(words.translate(_NO_QUOTES)).items():
            rank = self.issues.index(issue)
            found.append((rank == len(self.issues) - 1, -len(places), places[0], rank, issue))
        return min(found)[-1] if found else NO_ISSUE


@cache
def load_position_table() -> PositionTable:
    """The built-in tables.

    Raises:
        CodebookError: a row with an unknown kind or condition.
    """
    irregular = irregular_forms()
    found: dict[str, dict[str, list[PositionEntry]]] = {"verb": {}, "noun": {}, "adj": {}}
    for row in read_table("plover/positions.tsv"):
        for form in _forms(row["word"], row["pos"], irregular):
            found[row["pos"]].setdefault(form, []).append(_entry(row))
    frozen = {pos: MappingProxyType({f: tuple(e) for f, e in index.items()}) for pos, index in found.items()}
    issues = {row["issue"]: split_list(row["words"]) for row in read_table("plover/issues.tsv")}
    return PositionTable(frozen["verb"], frozen["noun"], frozen["adj"], tuple(issues), PhraseIndex(issues))


def position_words() -> frozenset[str]:
    """The word forms that can begin a position, moods ("will", "must") apart."""
    table = load_position_table()
    return frozenset(table.verbs) | frozenset(table.nouns) | frozenset(table.adjectives)


def _forms(word: str, pos: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if pos == "adj":
        return (word,)
    return verb_forms(word, irregular) if pos == "verb" else noun_forms(word, irregular)


def _entry(row: Mapping[str, str]) -> PositionEntry:
    place = f"positions.tsv, {row['word']}"
    if not {row["kind"], row["negated"]} <= {*KINDS, "-"}:
        raise CodebookError(place, f"kind {row['kind']!r} or {row['negated']!r}", f"use one of {', '.join(KINDS)}")
    return PositionEntry(
        row["word"],
        "" if row["kind"] == "-" else row["kind"],
        "" if row["negated"] == "-" else row["negated"],
        split_list(row["proposition"], ","),
        split_list(row["toward"], ","),
        parse_sense(f"{row['needs']} -> none", place).conditions if row["needs"] else (),
    )
