"""Cheap before dear: can a sentence hold anything to code? A look at its words, before any parser runs.

A word can begin a record only where the words that its entry asks for stand in the sentence too: "of" is no event
without "in favour" before it, and "take" none without one of the things that are taken.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dragoman.codebook.book import Codebook, NounEntry
from dragoman.codebook.control import load_control_table
from dragoman.codebook.language import Condition, Entry
from dragoman.codebook.positions import load_position_table

_WORD = re.compile(r"[a-z]+")
_NAMELIKE = re.compile(r"\b[A-Z]\w")
# "be" is an event only where it tells where someone is.
_BEING_THERE = re.compile(r"\b(?:be|is|are|was|were|been|'s|'m)\s+(?:\w+\s+)?in\s+[\w\"“]")
# What is willed or demanded shows by its mood alone; "rebel-held" tells who holds a place.
_MOODS = frozenset({"will", "wo", "won", "shall", "would", "must", "ll", "held", "controlled", "occupied", "besieged"})
_NEVER = ("light", "none")

# What a reading of a word needs: of each set one word in the sentence.
Needs = tuple[frozenset[str], ...]


def may_hold_event(sentence: str, book: Codebook) -> bool:
    """False only if no word of the sentence can begin an event; see :attr:`Codebook.triggers`."""
    lower = sentence.lower().replace("’", "'")
    words = frozenset(_WORD.findall(lower))
    known = _needs_by_word(book.digest)
    for word in words & book.triggers:
        if word not in known:
            known[word] = tuple(_of_event(word, book))
        if _has_all(known[word], words):
            return True
    return " in " in lower and _BEING_THERE.search(lower) is not None


def may_hold_parties(sentence: str) -> bool:
    """False only if fewer than two words look like names: no clause of two parties for the sense model."""
    return len(_NAMELIKE.findall(sentence)) > 1


def may_hold_stance(sentence: str, book: Codebook) -> bool:
    """False only if no word of the sentence can begin a position or tell who holds a place."""
    words = frozenset(_WORD.findall(sentence.lower()))
    if not words.isdisjoint(_MOODS):
        return True
    known = _needs_of_stances(book.digest)
    rows = _stance_rows()
    for word in words & rows.keys():
        if word not in known:
            known[word] = tuple(_needed(needs, book) for needs in rows[word])
        if _has_all(known[word], words):
            return True
    return False


def trigger_words(sentence: str, book: Codebook) -> tuple[str, ...]:
    """The words of a sentence that the codebook knows, in text order."""
    return tuple(
        dict.fromkeys(word for word in _WORD.findall(sentence.lower()) if word in book.verbs or word in book.nouns)
    )


def _has_all(readings: Iterable[Needs], words: frozenset[str]) -> bool:
    return any(all(not need.isdisjoint(words) for need in needs) for needs in readings)


@cache
def _needs_by_word(digest: str) -> dict[str, tuple[Needs, ...]]:
    """What the words of a codebook need, filled as they are met."""
    return {}


@cache
def _needs_of_stances(digest: str) -> dict[str, tuple[Needs, ...]]:
    return {}


def _of_event(word: str, book: Codebook) -> Iterator[Needs]:
    entries: list[tuple[tuple[str, ...], Entry]] = [((), entry) for entry in book.verbs.get(word, ())]
    entries += [((), entry) for entry in book.adjectives.get(word, ())]
    nouns: Iterable[NounEntry] = book.nouns.get(word, ())
    entries += [(noun.before, noun.entry) for noun in nouns]
    for before, entry in entries:
        leading = tuple(frozenset({word}) for word in before if _WORD.fullmatch(word))
        for sense in entry.senses:
            if sense.meaning.kind not in _NEVER:
                yield (*leading, *_needed(sense.conditions, book))


def _needed(conditions: Iterable[Condition], book: Codebook) -> Needs:
    """Of each condition that asks for certain words, these words; what asks for a class asks for none."""
    found = []
    for condition in conditions:
        fillers: set[str] = set()
        for filler in condition.fillers:
            fillers |= book.lists[filler[1:]] if filler.startswith("%") else {filler}
        # A filler that is no plain word may be met in ways that a look at the words does not see.
        if fillers and all(_WORD.fullmatch(filler) for filler in fillers):
            found.append(frozenset(fillers))
    return tuple(found)


@cache
def _stance_rows() -> dict[str, tuple[tuple[Condition, ...], ...]]:
    """What the rows of positions and control ask for, by word form."""
    rows: dict[str, tuple[tuple[Condition, ...], ...]] = {}
    positions, control = load_position_table(), load_control_table()
    for table in (positions.verbs, positions.nouns, positions.adjectives, control.verbs, control.nouns):
        for form, entries in table.items():
            rows[form] = rows.get(form, ()) + tuple(entry.needs for entry in entries)
    return rows
