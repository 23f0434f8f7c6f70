"""Cues: the words by which reports tell what someone says, thinks or writes (``data/cues.txt``)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from dragoman.codebook.files import read_data
from dragoman.errors import CodebookError

Kind = Literal["speech", "thought", "document"]
CueType = Literal["verb", "noun", "adjective", "phrase", "adverb", "light", "medium", "source", "label", "time"]

TYPES = frozenset(["verb", "noun", "adjective", "phrase", "adverb", "light", "medium", "source", "label", "time"])
KINDS = frozenset(["speech", "thought", "document"])
_LEADS = ("that", "to", "of", "about", "against", "at", "by", "for", "in", "on", "over", "toward", "with")
GOVERNS = {
    "verb": frozenset(["that", "quote", "to", "noun", "noun-to", "whom", "small", "ing", "raise", "seem", "as"]),
    "adjective": frozenset([*_LEADS, "it"]),
    "noun": frozenset(_LEADS),
}
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the list of cues.

    ``words`` is the entry as written, ``rest`` the words after the first ("for" of "call for"), ``governs``
    what the content may be: ``that`` a clause, ``quote`` quoted words, ``to`` an infinitive, ``noun`` an
    object, ``noun-to`` an object with an infinitive, ``whom`` an object that is the addressee, ``small`` an
    object with a name or quality, ``ing`` a gerund, ``raise`` the subject of a passive with an infinitive,
    ``seem`` the subject of the active verb, ``as`` what follows "as" of a passive ("is known as"); for
    adjectives also ``it`` ("it is unclear whether"). ``medium`` is set for words that name a medium.
    """

    words: str
    type: CueType
    governs: frozenset[str]
    kind: Kind
    rest: tuple[str, ...] = ()
    medium: str | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues. ``verbs`` and ``nouns`` go from a form in lower case to its entries, the longest first;
    ``phrases`` from the first word of a phrase to phrases, the longest first."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, tuple[Cue, ...]]
    adverbs: Mapping[str, Cue]
    light: frozenset[str]
    media: Mapping[str, str]
    sources: frozenset[str]
    labels: frozenset[str]
    times: frozenset[str]
    words: frozenset[str]


@cache
def load_cues() -> Cues:
    """The built-in cues.

    Raises:
        CodebookError: a line of the file breaks its format.
    """
    return parse_cues(read_data("cues.txt"), "cues.txt")


def parse_cues(text: str, name: str) -> Cues:
    """Read cues from the text of a file; ``name`` is used in messages."""
    tables: dict[str, dict[str, list[Cue]]] = {kind: {} for kind in TYPES}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith(("#", "type\t")):
            cue, forms = _entry(line, f"{name}:{number}")
            for form in forms:
                tables[cue.type].setdefault(form, []).append(cue)
    return _frozen(tables)


def _frozen(tables: dict[str, dict[str, list[Cue]]]) -> Cues:
    def ordered(kind: str) -> Mapping[str, tuple[Cue, ...]]:
        return MappingProxyType(
            {form: tuple(sorted(cues, key=lambda cue: -len(cue.rest))) for form, cues in tables[kind].items()}
        )

    return Cues(
        verbs=ordered("verb"),
        nouns=ordered("noun"),
        adjectives=ordered("adjective"),
        phrases=ordered("phrase"),
        adverbs=MappingProxyType({form: cues[0] for form, cues in tables["adverb"].items()}),
        light=frozenset(tables["light"]),
        media=MappingProxyType({form: cues[0].medium or "" for form, cues in tables["medium"].items()}),
        sources=frozenset(tables["source"]),
        labels=frozenset(tables["label"]),
        times=frozenset(tables["time"]),
        words=frozenset(
            form
            for kind in ("verb", "noun", "adjective", "phrase", "adverb", "medium", "source")
            for form in tables[kind]
        ),
    )


def _entry(line: str, place: str) -> tuple[Cue, tuple[str, ...]]:
    fields = line.split("\t")
    if len(fields) != _COLUMNS:
        raise CodebookError(place, f"{len(fields)} fields", "give five, split by tabs: type words governs kind forms")
    kind, words, governs, sense, forms = (field.strip() for field in fields)
    if kind not in TYPES:
        raise CodebookError(place, f"unknown type {kind!r}", f"use one of {', '.join(sorted(TYPES))}")
    if sense not in KINDS:
        raise CodebookError(place, f"unknown kind {sense!r}", f"use one of {', '.join(sorted(KINDS))}")
    frames = frozenset(() if governs == "-" or kind == "medium" else governs.split())
    unknown = frames - GOVERNS.get(kind, frozenset())
    if unknown:
        raise CodebookError(place, f"{kind} cannot govern {' '.join(sorted(unknown))}", "see the head of the file")
    first, *rest = words.split()
    cue = Cue(
        words,
        cast(CueType, kind),
        frames,
        cast(Kind, sense),
        rest=tuple(rest),
        medium=governs if kind == "medium" else None,
    )
    return cue, tuple(dict.fromkeys(_forms(first, kind, "" if forms == "-" else forms)))


def _forms(word: str, kind: str, given: str) -> Iterator[str]:
    """The forms of a verb or noun: regular ones, or those given (past, participle, -ing form)."""
    yield word
    if kind in ("verb", "light"):
        past, participle, ing, *more = (*given.split(), "", "", "")
        yield from (_s(word), past or _ed(word), participle or past or _ed(word), ing or _ing(word))
        yield from filter(None, more)
    elif kind in ("noun", "medium", "source", "label", "time"):
        yield given or _s(word)


def _s(word: str) -> str:
    if re.search(r"(?:[sxzo]|[cs]h)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if re.search(r"[^aeiou]y$", word) else word + "ed"


def _ing(word: str) -> str:
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and len(word) > 2:
        return word[:-1] + "ing"
    return word + "ing"
