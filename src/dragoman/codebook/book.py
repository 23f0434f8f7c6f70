"""The codebook: every word list, entry and table that coding goes by, loaded once and immutable."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from dragoman.codebook.files import data_path, read_data
from dragoman.codebook.inflect import noun_forms, verb_forms
from dragoman.codebook.language import Entry, EntryFile, Example, Meaning, parse_entries
from dragoman.codebook.tables import read_table, split_list
from dragoman.errors import CodebookError


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """An event type of the ontology. Slots are in order of preference."""

    name: str
    quad: int
    score: float
    needs_recipient: bool
    future: str
    whom: tuple[str, ...]
    noun_who: tuple[str, ...]
    noun_whom: tuple[str, ...]
    mutual: bool


@dataclass(frozen=True, slots=True)
class ModeInfo:
    """A mode of a type: its score and the words that show it in a clause."""

    type: str
    name: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an operator makes of a type: ``same`` with a ``shift`` (fut, hyp, neg, den or none), another
    meaning, or nothing."""

    same: bool
    shift: str = ""
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    """A row of the algebra. ``policy`` self: its subject is the actor; other: its subject acts on another."""

    name: str
    policy: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class NounEntry:
    """A noun entry with the words that must stand before its head ("peace" before "talks")."""

    before: tuple[str, ...]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Codebook:
    """All knowledge that coding needs. ``digest`` names its exact content.

    ``triggers`` are the word forms that can begin an event by themselves: heads of event nouns, and verbs that are
    more than light ones (which need an event noun beside them); "be" apart.
    """

    name: str
    digest: str
    types: Mapping[str, TypeInfo]
    modes: tuple[ModeInfo, ...]
    operators: Mapping[str, Operator]
    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[NounEntry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    lists: Mapping[str, frozenset[str]]
    contexts: Mapping[str, tuple[str, ...]]
    triggers: frozenset[str]
    examples: tuple[Example, ...] = field(repr=False, default=())

    def score_of(self, type_: str, modes: Iterable[str]) -> float:
        """PLOVER's score: that of the first mode that has one, else the type's."""
        scores = {mode.name: mode.score for mode in self.modes if mode.type == type_}
        for mode in modes:
            if mode in scores:
                return scores[mode]
        return self.types[type_].score


@cache
def load_codebook() -> Codebook:
    """The built-in codebook.

    Raises:
        CodebookError: a file breaks the codebook's language, naming file, line and mend.
    """
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(data_path("plover").iterdir())}
    digest = hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in texts.items()).encode()).hexdigest()
    verb_files = [parse_entries(text, name=name) for name, text in texts.items() if name.startswith("verbs")]
    noun_files = [parse_entries(text, name=name) for name, text in texts.items() if name.startswith("nouns")]
    irregular = irregular_forms()
    adjective_files = [parse_entries(text, name=name) for name, text in texts.items() if name.startswith("adjectives")]
    adjectives = {entry.lemma: (entry,) for file in adjective_files for entry in file.entries}
    verbs = _verb_index(verb_files, irregular)
    nouns = _noun_index(noun_files, irregular)
    book = Codebook(
        name="plover",
        digest=digest,
        types=MappingProxyType(_types()),
        modes=_modes(),
        operators=MappingProxyType(_operators()),
        verbs=MappingProxyType(verbs),
        nouns=MappingProxyType(nouns),
        adjectives=MappingProxyType(adjectives),
        lists=MappingProxyType(_lists()),
        contexts=MappingProxyType(_contexts()),
        triggers=_triggers(verbs) | nouns.keys() | adjectives.keys(),
        examples=tuple(example for file in (*verb_files, *noun_files, *adjective_files) for example in file.examples),
    )
    _check(book, (*verb_files, *noun_files, *adjective_files))
    return book


def _types() -> dict[str, TypeInfo]:
    return {
        row["type"]: TypeInfo(
            name=row["type"],
            quad=int(row["quad"]),
            score=float(row["score"]),
            needs_recipient=row["recipient"] == "yes",
            future=row["future"] or row["type"],
            whom=split_list(row["whom"], ","),
            noun_who=split_list(row["noun_who"], ","),
            noun_whom=split_list(row["noun_whom"], ","),
            mutual=row["mutual"] == "yes",
        )
        for row in read_table("plover/types.tsv")
    }


def _modes() -> tuple[ModeInfo, ...]:
    return tuple(
        ModeInfo(row["type"], row["mode"], float(row["score"]), split_list(row["words"]))
        for row in read_table("plover/modes.tsv")
    )


def _operators() -> dict[str, Operator]:
    found = {}
    for row in read_table("plover/algebra.tsv"):
        cells = {name: _cell(value, row["operator"]) for name, value in row.items() if name.isupper()}
        found[row["operator"]] = Operator(row["operator"], row["policy"], MappingProxyType(cells))
    return found


def _cell(value: str, operator: str) -> Cell:
    if value == "-":
        return Cell(same=False)
    if value.startswith("="):
        return Cell(same=True, shift=value[1:])
    words = value.split()
    if not words or not words[0].isupper():
        raise CodebookError(
            f"algebra.tsv, {operator}", f"cell {value!r}", "write TYPE mode, =, =fut, =hyp, =neg, =den or -"
        )
    return Cell(same=False, meaning=Meaning("event", type=words[0], modes=tuple(words[1:])))


@cache
def irregular_forms() -> Mapping[str, tuple[str, ...]]:
    """Irregular past forms of verbs and plurals of nouns, by lemma."""
    found = {}
    for line in read_data("irregular.txt").splitlines():
        words = line.split("#")[0].split()
        if words:
            found[words[0]] = tuple(words[1:])
    return found


def _verb_index(files: Iterable[EntryFile], irregular: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Entry, ...]]:
    index: dict[str, list[Entry]] = {}
    for file in files:
        for entry in file.entries:
            for form in verb_forms(entry.lemma, irregular):
                index.setdefault(form, []).append(entry)
    return {form: _merged(entries) for form, entries in index.items()}


def _triggers(verbs: Mapping[str, tuple[Entry, ...]]) -> frozenset[str]:
    being = verb_forms("be", {})
    return frozenset(
        form
        for form, entries in verbs.items()
        if form not in being and any(s.meaning.kind not in ("light", "none") for e in entries for s in e.senses)
    )


def _merged(entries: list[Entry]) -> tuple[Entry, ...]:
    """One entry a lemma, whichever files its senses stand in: those with conditions first, the rest last."""
    by_lemma: dict[str, list[Entry]] = {}
    for entry in entries:
        by_lemma.setdefault(entry.lemma, []).append(entry)
    merged = []
    for lemma, found in by_lemma.items():
        senses = [sense for entry in found for sense in entry.senses]
        ordered = [s for s in senses if s.conditions] + [s for s in senses if not s.conditions]
        merged.append(Entry(lemma, tuple(ordered), found[0].place))
    return tuple(merged)


def _noun_index(
    files: Iterable[EntryFile], irregular: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[NounEntry, ...]]:
    index: dict[str, list[NounEntry]] = {}
    for file in files:
        for entry in file.entries:
            *before, head = entry.lemma.split()
            for form in noun_forms(head, irregular):
                index.setdefault(form, []).append(NounEntry(tuple(before), entry))
    return {form: _longest_first(found) for form, found in index.items()}


def _longest_first(found: list[NounEntry]) -> tuple[NounEntry, ...]:
    """The longest name wins: "peace talks" before "talks"."""
    merged = [NounEntry(tuple(entry.lemma.split()[:-1]), entry) for entry in _merged([n.entry for n in found])]
    return tuple(sorted(merged, key=lambda n: -len(n.before)))


def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in read_data("plover/lists.txt").splitlines():
        name, colon, words = line.split("#")[0].partition(":")
        if colon:
            found[name.strip()] = found.get(name.strip(), frozenset()) | frozenset(split_list(words.strip()))
    return found


def _contexts() -> dict[str, tuple[str, ...]]:
    return {row["context"]: split_list(row["words"]) for row in read_table("plover/contexts.tsv")}


def _check(book: Codebook, files: Iterable[EntryFile]) -> None:
    """Every name used in an entry exists."""
    modes = {(mode.type, mode.name) for mode in book.modes}
    senses = {id(sense): sense for file in files for entry in file.entries for sense in entry.senses}
    for sense in senses.values():
        _check_meaning(sense.meaning, book, modes, sense.place)
        for condition in sense.conditions:
            for filler in condition.fillers:
                if filler.startswith("%") and filler[1:] not in book.lists:
                    raise CodebookError(sense.place, f"no list {filler}", "add it to lists.txt")


def _check_meaning(meaning: Meaning, book: Codebook, modes: set[tuple[str, str]], place: str) -> None:
    if meaning.kind == "event":
        if meaning.type not in book.types:
            raise CodebookError(place, f"no type {meaning.type!r}", "use a type of types.tsv")
        for mode in meaning.modes:
            if (meaning.type, mode) not in modes:
                raise CodebookError(place, f"{meaning.type} has no mode {mode!r}", "use a mode of modes.tsv")
    if meaning.kind == "operator" and meaning.operator not in book.operators:
        raise CodebookError(place, f"no operator {meaning.operator!r}", "use an operator of algebra.tsv")
    if meaning.fallback:
        _check_meaning(meaning.fallback, book, modes, place)
