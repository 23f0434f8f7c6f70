"""The grammar of time expressions: words and constructions read from ``data/times``.

Words carry a class and a value; constructions are patterns over classes. Every class is one character, so that
a run of words is a string of classes and a level of constructions one regular expression over it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.codebook.files import read_data
from dragoman.errors import CodebookError

WORD_FILES = ("calendar", "units", "numbers", "references", "modifiers", "holidays")
#: Classes that the tokeniser gives to numbers and marks.
TOKEN_CLASSES = (
    *("OTHER", "BREAK", "COMMA", "DOT", "HYPHEN", "POSS"),
    *("DIG", "YEAR", "NUM", "WNUM", "ORD", "DECADE", "SHORTYEAR", "CLOCK", "ISO", "SLASH"),
)
_FIRST_CHARACTER = 0x4E00  # a block of plain letters: no character in it means anything to a regular expression
_ITEM = re.compile(r">>|<<|[()|]|[?*+]|[a-z]\w*:|[A-Z]\w*|[a-z]\w*")
_FORMS = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word means: class (one character) and value; ``capital`` if it counts only with a capital."""

    kind: str
    value: str
    capital: bool


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

    ``words`` maps a word in small letters to its meanings (at most one with and one without a capital), ``kinds``
    the name of a class to its character, ``phrases`` finds words of several words, ``names`` what holds no time.
    """

    words: Mapping[str, tuple[TimeWord, ...]]
    kinds: Mapping[str, str]
    labels: Mapping[str, str]
    levels: tuple[Level, ...]
    emitted: frozenset[str]
    triggers: frozenset[str]
    phrases: str
    names: str


@cache
def time_grammar() -> TimeGrammar:
    """The built-in grammar of time expressions (compiled once, immutable).

    Raises:
        CodebookError: if a file breaks the format; says file, line and mend.
    """
    kinds = _Kinds()
    words: dict[str, tuple[TimeWord, ...]] = {}
    for name in WORD_FILES:
        for form, kind, value in _word_rows(name):
            entry = TimeWord(kinds.of(kind), value, form[0].isupper())
            words[form.lower()] = (*words.get(form.lower(), ()), entry)
    levels, sets = _read_constructions(kinds, words)
    names = [form for forms, _ in _rows("names", 2) for form in _FORMS.split(forms)]
    return TimeGrammar(
        words=MappingProxyType(words),
        kinds=MappingProxyType(kinds.by_name),
        labels=MappingProxyType({character: name for name, character in kinds.by_name.items()}),
        levels=levels,
        emitted=frozenset(sets["EMIT"]),
        triggers=frozenset(sets["TRIGGER"]),
        phrases=alternatives(form for form in words if not form.isalpha()),
        names=alternatives(names),
    )


def alternatives(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, longest first; a blank stands for any blank within a line."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[ \n]") for form in ordered)


class _Kinds:
    """Characters given out to classes while the files are read."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        for name in TOKEN_CLASSES:
            self.of(name)

    def of(self, name: str) -> str:
        return self.by_name.setdefault(name, chr(_FIRST_CHARACTER + len(self.by_name)))


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    header = True
    for number, line in enumerate(read_data(f"times/{name}.tsv").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise CodebookError(f"times/{name}.tsv:{number}", f"{len(cells)} columns", f"give {columns}, parted by tabs")
        if header:
            header = False
        else:
            yield cells


def _word_rows(name: str) -> Iterator[tuple[str, str, str]]:
    for forms, kind, value in _rows(name, 3):
        for form in _FORMS.split(forms):
            yield form, kind, value


def _read_constructions(
    kinds: _Kinds, words: dict[str, tuple[TimeWord, ...]]
) -> tuple[tuple[Level, ...], Mapping[str, str]]:
    compiler = _Compiler(kinds, words)
    levels: list[Level] = []
    sources: list[str] = []
    found: dict[str, Construction] = {}
    name = ""
    for number, line in enumerate([*read_data("times/constructions.txt").split("\n"), "[end]"], 1):
        if line.startswith("["):
            if sources:
                levels.append(Level(name, re.compile("|".join(sources)), MappingProxyType(found)))
            name, sources, found = line.strip("[] "), [], {}
        elif line.startswith("@"):
            compiler.add_set(line, number)
        elif line.strip() and not line.startswith("#"):
            source, construction = compiler.compile(line, number)
            sources.append(source)
            found[f"c{number}"] = construction
    return tuple(levels), compiler.sets


class _Compiler:
    """Turns patterns over classes into regular expressions over class characters."""

    def __init__(self, kinds: _Kinds, words: dict[str, tuple[TimeWord, ...]]) -> None:
        self.kinds, self.words = kinds, words
        self.sets: dict[str, str] = {}
        self.given: set[str] = set()

    def add_set(self, line: str, number: int) -> None:
        name, _, members = line[1:].partition("=")
        self.sets[name.strip()] = "".join(self.character(m.strip(), number) for m in members.split("|"))

    def character(self, name: str, number: int) -> str:
        """The characters that a class, a set or a plain word of a pattern stands for."""
        if name in self.sets:
            return self.sets[name]
        if name[0].islower() and name not in self.kinds.by_name:
            if name in self.words:
                mend = f"write its class, {self.words[name][0].kind}"
                raise CodebookError(f"times/constructions.txt:{number}", f"{name!r} has a class of its own", mend)
            self.words[name] = (TimeWord(self.kinds.of(name), name, False),)
        return self.kinds.of(name)

    def compile(self, line: str, number: int) -> tuple[str, Construction]:
        cells = line.split("\t")
        if len(cells) != 3:
            problem, mend = f"{len(cells)} columns", "give class, sense and pattern, parted by tabs"
            raise CodebookError(f"times/constructions.txt:{number}", problem, mend)
        gives, sense, pattern = cells
        core, _, behind = pattern.partition("<<")
        core, _, ahead = core.partition(">>")
        slots: list[tuple[str, str]] = []
        source = f"(?P<c{number}>{self.part(core, number, slots)}"
        if ahead:
            source += f"(?={self.part(ahead, number, slots)})"
        if behind:
            source = f"(?<={self.part(behind, number, slots)})" + source
        return source + ")", Construction(number, self.kinds.of(gives), sense, tuple(slots))

    def part(self, pattern: str, number: int, slots: list[tuple[str, str]]) -> str:
        """One part of a pattern; appends (slot, group) pairs to ``slots``."""
        out: list[str] = []
        slot = ""
        depth: list[bool] = []
        for item in _ITEM.findall(pattern):
            if item.endswith(":"):
                group = f"g{number}_{len(slots)}"
                slots.append((item[:-1], group))
                slot = f"(?P<{group}>"
            elif item == "(":
                out.append(slot or "(?:")
                depth.append(bool(slot))
                slot = ""
            elif item in ")|?*+":
                out.append(item)
            else:
                out.append(f"{slot}[{self.character(item, number)}]" + (")" if slot else ""))
                slot = ""
        return "".join(out)
