"""A light cue to the tense at an offset, for callers that have no parse."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dragoman.codebook.files import read_data
from dragoman.grounding.times.reading import Tense

_REACH = 120
_CLAUSE_END = re.compile(r"[.;!?\n](?=\s|$)")
_WORD = re.compile(r"[a-zA-Z]+(?:['’][a-z]+)?")


def cue_tense(text: str, position: int) -> Tense | None:
    """Tense of the verb nearest before ``position`` in its sentence, else of the first behind it.

    Looks at no more than 120 characters on each side.
    """
    before = text[max(0, position - _REACH) : position]
    after = text[position : position + _REACH]
    cuts = [found.end() for found in _CLAUSE_END.finditer(before)]
    words = [word.lower() for word in _WORD.findall(before[cuts[-1] :] if cuts else before)]
    if words and words[-1] in deadline_words():
        return "future"
    for i in range(len(words) - 1, -1, -1):
        tense = _word_tense(words, i)
        if tense is not None:
            return tense
    cut = _CLAUSE_END.search(after)
    words = [word.lower() for word in _WORD.findall(after[: cut.start()] if cut else after)]
    for i in range(len(words)):
        tense = _word_tense(words, i)
        if tense is not None:
            return tense
    return None


def _word_tense(words: list[str], i: int) -> Tense | None:
    word = words[i]
    cues = tense_cues()
    pair = f"{word}-{words[i + 1]}" if i + 1 < len(words) else word
    if pair in cues:
        return cues[pair]
    if word in cues:
        return cues[word]
    if word.endswith("ed") and len(word) > 4 and not (i and words[i - 1] in _BE):
        return "past"
    return None


_BE = frozenset(("be", "been", "being", "is", "are"))


@cache
def tense_cues() -> Mapping[str, Tense]:
    """Words (and pairs such as ``set-to``) and the tense they show."""
    past: dict[str, Tense] = dict.fromkeys(_cue_words("past"), "past")
    future: dict[str, Tense] = dict.fromkeys(_cue_words("future"), "future")
    return MappingProxyType(past | future)


@cache
def deadline_words() -> frozenset[str]:
    """Words that make what follows them a deadline."""
    return frozenset(_cue_words("deadline"))


def _cue_words(wanted: str) -> list[str]:
    rows = (line.partition("\t") for line in read_data("times/tense.tsv").split("\n") if not line.startswith("#"))
    return [word for tense, _, words in rows if tense == wanted for word in words.split()]
