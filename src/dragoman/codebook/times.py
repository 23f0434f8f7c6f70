"""The grammar of time expressions: words and constructions read from ``data/times``.

Words carry a class and a value; constructions are patterns over classes. Every class is one character, so
that a run of words is a string of classes and a level of constructions one regular expression over it.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.codebook.files import read_data
from dragoman.errors import CodebookError

WORD_FILES = ("calendar", "units", "numbers", "references", "modifiers", "holidays")
#: Classes that the tokeniser gives to numbers and marks.
TOKEN_CLASSES = (
    *("OTHER", "BREAK", "COMMA", "DOT", "HYPHEN", "POSS"),
    *("DIG", "YEAR", "NUM", "WNUM", "ORD", "DECADE", "SHORTYEAR", "CLOCK", "ISO", "ISOTIME", "SLASH"),
)
# One character a class. Those below 256 come first: regular expressions over them compile and run fastest.
_CHARACTERS = [chr(i) for i in (*range(0x21, 0x7F), *range(0xA1, 0x17F)) if chr(i) not in "\\]^-[(){}|?*+.$#&~"]
_ITEM = re.compile(r">>|<<|[()|]|[?*+]|[a-z]\w*:|[A-Z]\w*|[a-z]\w*")
_FORMS = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word means: class (one character) and value; ``capital`` if it counts only with a capital."""

    kind: str
    value: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are read as one: their text (in small letters, but for a name) and their meaning."""

    form: str
    meaning: TimeWord | None


@dataclass(frozen=True, slots=True)
class Construction:
    """One line of ``constructions.txt``: the class it gives, the sense that reads it, its slots."""

    line: int
    gives: str
    sense: str
    slots: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Constructions that run together: one pattern, whose outer group names the construction."""

    name: str
    pattern: re.Pattern[str]
    constructions: Mapping[str, Construction]


@dataclass(frozen=True, slots=True)
class TimeGrammar:
    """The compiled grammar.

    ``words`` maps a word in small letters to its meanings (at most one with and one without a capital),
    ``kinds`` the name of a class to its character and ``labels`` the other way. ``phrases`` holds the words
    of several words by their first word in small letters, longest first; a phrase without a meaning is a name
    that tells no time.
    """

    words: Mapping[str, tuple[TimeWord, ...]]
    kinds: Mapping[str, str]
    labels: Mapping[str, str]
    levels: tuple[Level, ...]
    emitted: frozenset[str]
    triggers: frozenset[str]
    phrases: Mapping[str, tuple[Phrase, ...]]


@cache
def time_grammar() -> TimeGrammar:
    """The built-in grammar of time expressions (compiled once, immutable)."""
    return load_time_grammar(read_data)


def load_time_grammar(read: Callable[[str], str]) -> TimeGrammar:
    """Compile a grammar of time expressions.

    Args:
        read: gives the text of a data file by its name, e.g. ``times/units.tsv``.

    Raises:
        CodebookError: if a file breaks the format; says file, line and mend.
    """
    kinds = _Kinds()
    words: dict[str, tuple[TimeWord, ...]] = {}
    for name in WORD_FILES:
        for forms, kind, value in _rows(read, name, 3):
            for form in _FORMS.split(forms):
                entry = TimeWord(kinds.of(kind), value, form[0].isupper())
                words[form.lower()] = (*words.get(form.lower(), ()), entry)
    levels, sets = _read_constructions(read("times/constructions.txt"), kinds, words)
    _check_classes(kinds, words, levels)
    names = [form for forms, _ in _rows(read, "names", 2) for form in _FORMS.split(forms)]
    return TimeGrammar(
        words=MappingProxyType(words),
        kinds=MappingProxyType(kinds.by_name),
        labels=MappingProxyType({character: name for name, character in kinds.by_name.items()}),
        levels=levels,
        emitted=frozenset(sets["EMIT"]),
        triggers=frozenset(sets["TRIGGER"]),
        phrases=MappingProxyType(_phrases(words, names)),
    )


def _check_classes(kinds: "_Kinds", words: Mapping[str, tuple[TimeWord, ...]], levels: tuple[Level, ...]) -> None:
    """Every class of a pattern must come from a word, the tokeniser or a construction."""
    given = {entry.kind for entries in words.values() for entry in entries}
    given |= {construction.gives for level in levels for construction in level.constructions.values()}
    for name, character in kinds.by_name.items():
        if character not in given and name not in TOKEN_CLASSES:
            mend = "give it to a word or as the first column of a construction"
            raise CodebookError("times/constructions.txt", f"nothing has the class {name}", mend)


def _phrases(words: Mapping[str, tuple[TimeWord, ...]], names: Sequence[str]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases and names by their first word."""
    found: dict[str, list[Phrase]] = {}
    for form, entries in words.items():
        if not form.isalpha():
            found.setdefault(_first_word(form), []).append(Phrase(form, entries[0]))
    for form in names:
        found.setdefault(_first_word(form), []).append(Phrase(form, None))
    return {first: tuple(sorted(phrases, key=lambda phrase: -len(phrase.form))) for first, phrases in found.items()}


def _first_word(form: str) -> str:
    letters = itertools.takewhile(str.isalpha, form)
    return "".join(letters).lower()


class _Kinds:
    """Characters given out to classes while the files are read."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        for name in TOKEN_CLASSES:
            self.of(name)

    def of(self, name: str) -> str:
        return self.by_name.setdefault(name, _CHARACTERS[len(self.by_name)])


def _rows(read: Callable[[str], str], name: str, columns: int) -> Iterator[list[str]]:
    """Cells of the rows of a table, without comments and header."""
    header = True
    for number, line in enumerate(read(f"times/{name}.tsv").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            mend = f"give {columns}, parted by tabs"
            raise CodebookError(f"times/{name}.tsv:{number}", f"{len(cells)} columns", mend)
        if not header:
            yield cells
        header = False


def _read_constructions(
    text: str, kinds: _Kinds, words: dict[str, tuple[TimeWord, ...]]
) -> tuple[tuple[Level, ...], Mapping[str, str]]:
    compiler = _Compiler(kinds, words)
    levels: list[Level] = []
    name = ""
    for number, line in enumerate([*text.split("\n"), "[end]"], 1):
        if line.startswith("["):
            if compiler.sources:
                levels.append(compiler.level(name))
            name = line.strip("[] ")
        elif line.startswith("@"):
            compiler.add_set(line, number)
        elif line.strip() and not line.startswith("#"):
            compiler.add(line, number)
    return tuple(levels), compiler.sets


class _Compiler:
    """Turns patterns over classes into regular expressions over class characters.

    A slot is an empty group behind its token, a construction an empty group behind its last one: so that most
    branches begin with a plain set of characters, which the matcher can turn down at once.
    """

    def __init__(self, kinds: _Kinds, words: dict[str, tuple[TimeWord, ...]]) -> None:
        self.kinds, self.words = kinds, words
        self.sets: dict[str, str] = {}
        self.sources: list[str] = []
        self.firsts: set[str] = set()
        self.found: dict[str, Construction] = {}

    def level(self, name: str) -> Level:
        """The level that the constructions added since the last one make."""
        firsts = "".join(sorted(self.firsts))
        pattern = re.compile(f"(?=[{firsts}])(?:{'|'.join(self.sources)})")
        level = Level(name, pattern, MappingProxyType(self.found))
        self.sources, self.firsts, self.found = [], set(), {}
        return level

    def add_set(self, line: str, number: int) -> None:
        name, _, members = line[1:].partition("=")
        self.sets[name.strip()] = "".join(self.character(m.strip(), number) for m in members.split("|"))

    def character(self, name: str, number: int) -> str:
        """The characters that a class, a set or a plain word of a pattern stands for."""
        if name in self.sets:
            return self.sets[name]
        if name[0].islower() and name not in self.kinds.by_name:
            if name in self.words:
                raise _error(number, f"{name!r} has a class of its own", "write the class that its word file gives it")
            self.words[name] = (TimeWord(self.kinds.of(name), name, False),)
        return self.kinds.of(name)

    def add(self, line: str, number: int) -> None:
        """Read one line: class given, sense, pattern."""
        cells = line.split("\t")
        if len(cells) != 3:
            raise _error(number, f"{len(cells)} columns", "give class, sense and pattern, parted by tabs")
        gives, sense, pattern = cells
        core, _, behind = pattern.partition("<<")
        core, _, ahead = core.partition(">>")
        items = _ITEM.findall(core)
        label = f"c{number}"
        slots: list[tuple[str, str]] = []
        source = self.part(items, number, label, slots)
        self.firsts |= self.opening(items, number)
        if ahead:
            source += f"(?={self.part(_ITEM.findall(ahead), number, label, slots)})"
        if behind:
            source = f"(?<={self.part(_ITEM.findall(behind), number, label, slots)})" + source
        self.sources.append(f"{source}(?P<{label}>)")
        self.found[label] = Construction(number, self.kinds.of(gives), sense, tuple(slots))

    def opening(self, items: Sequence[str], number: int) -> set[str]:
        """Characters that a pattern can begin with: its first item, and the next if that is optional."""
        end = _group_end(items)
        names = [item for item in items[:end] if item[0].isalpha() and not item.endswith(":")]
        first = {character for name in names for character in self.character(name, number)}
        optional = end < len(items) and items[end] == "?"
        return first | self.opening(items[end + 1 :], number) if optional else first

    def part(self, items: Sequence[str], number: int, label: str, slots: list[tuple[str, str]]) -> str:
        """One part of a pattern; appends (slot, group) pairs to ``slots``."""
        out: list[str] = []
        slot = ""
        closing: list[str] = []
        for i, item in enumerate(items):
            if item.endswith(":"):
                slot = f"(?P<{label}_{len(slots)}>)"
                slots.append((item[:-1], f"{label}_{len(slots)}"))
            elif item == "(":
                out.append("(?:(?:" if slot else "(?:")
                closing.append(f"){slot})" if slot else ")")
                slot = ""
            elif item == ")":
                out.append(closing.pop())
            elif item in "|?*+":
                out.append(item)
            else:
                characters = self.character(item, number)
                token = (characters if len(characters) == 1 else f"[{characters}]") + slot
                repeated = slot and i + 1 < len(items) and items[i + 1] in "?*+"
                out.append(f"(?:{token})" if repeated else token)
                slot = ""
        return "".join(out)


def _group_end(items: Sequence[str]) -> int:
    """Index behind the first item or bracketed group."""
    i = 1 if items[0].endswith(":") else 0
    if items[i] != "(":
        return i + 1
    depth = 0
    for j in range(i, len(items)):
        depth += (items[j] == "(") - (items[j] == ")")
        if depth == 0:
            return j + 1
    return len(items)


def _error(number: int, problem: str, mend: str) -> CodebookError:
    return CodebookError(f"times/constructions.txt:{number}", problem, mend)
