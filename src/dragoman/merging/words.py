"""The words of a report that say what it is about: no function words, endings cut, names and numbers marked."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from sys import intern

from dragoman.codebook.files import read_data

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’]s\b)?|\d[\d,.]*\d|\d")
_HEAD = 12_000
"""Characters that are read: what a report is about stands long before its 2,000th word."""


@dataclass(frozen=True, slots=True)
class Report:
    """What merging needs to know of a document. ``published`` is an ISO date or datetime."""

    id: str
    text: str
    published: str | None = None


def day_number(published: str | None) -> int | None:
    """A number for the day of an ISO date or datetime, for differences; None if it is not known."""
    return None if published is None else date.fromisoformat(published[:10]).toordinal()


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of a text, in order; ``capital`` says which began with a capital letter."""

    stems: tuple[str, ...]
    capital: tuple[bool, ...]


def telling_words(text: str) -> Words:
    """Stems of the words of a text without its function words; numbers stay as they are."""
    stems, capital = [], []
    for match in _WORD.finditer(text[:_HEAD]):
        word = match.group()
        lower = word.lower()
        if lower in stop_words():
            continue
        stems.append(_stem(lower))
        capital.append(word[0].isupper())
    return Words(tuple(stems), tuple(capital))


def is_number(stem: str) -> bool:
    """Whether a stem is a number."""
    return stem[0].isdigit()


def name_stems(reports: Iterable[Words]) -> frozenset[str]:
    """Stems that are names: written with a capital more often than not, over all reports."""
    balance: Counter[str] = Counter()
    for words in reports:
        for stem, capital in zip(words.stems, words.capital, strict=True):
            balance[stem] += 1 if capital else -1
    return frozenset(stem for stem, count in balance.items() if count > 0)


@cache
def stop_words() -> frozenset[str]:
    """The words that are passed over (``merging/stopwords.txt``)."""
    lines = read_data("merging/stopwords.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _stem(word: str) -> str:
    """A word without its inflection. Crude on purpose: both reports are cut by the same rule."""
    if word[0].isdigit():
        return intern(word.replace(",", ""))
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word.endswith("ies"):
        return intern(word[:-3] + "y")
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    return intern(word[:-1] if len(word) > 4 and word.endswith("e") else word)
