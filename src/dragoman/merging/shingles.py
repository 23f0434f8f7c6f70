"""Texts as sets of shingles, and the few of them that serve as fingerprints.

A shingle is a run of :data:`LENGTH` words, as a 64-bit number that is the same on every machine.
Fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): the least number of every
:data:`WINDOW` shingles in a row. Two texts that share a run of ``LENGTH + WINDOW - 1`` words share a
fingerprint, wherever the run stands, so a copy is found that was cut, or got another head or tail.
"""

import re
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LENGTH = 4
WINDOW = 6

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d(?:[\d,.:/-]*\d)?")
_BASE = 0x9E3779B97F4A7C15
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def shingles(text: str) -> Hashes:
    """Shingles of a text in order, repeated ones too. A text under ``LENGTH`` words is one shingle, or none."""
    words = np.array([_number(word) for word in _WORD.findall(text.lower())], np.uint64)
    length = min(LENGTH, len(words))
    count = len(words) - length + 1 if length else 0
    sums = np.zeros(count, np.uint64)
    for place in range(length):
        factor = np.uint64(pow(_BASE, place + 1, 1 << 64))
        sums += words[place : place + count] * factor  # wraps round at 2**64, as it should
    return _mixed(sums)


def fingerprints(ordered: Hashes) -> Hashes:
    """The shingles chosen by winnowing, sorted, each once."""
    if len(ordered) <= WINDOW:
        return np.unique(ordered)
    windows = np.lib.stride_tricks.sliding_window_view(ordered, WINDOW)
    return np.unique(windows.min(axis=1))


def numbers(text: str) -> Hashes:
    """The different numbers in a text, as 64-bit numbers, sorted."""
    return np.unique(np.array([_number(figure) for figure in _FIGURE.findall(text)], np.uint64))


def names(text: str) -> Hashes:
    """The different words with a capital in a text, as 64-bit numbers, sorted; none where most words have one."""
    words = _WORD.findall(text)
    found = {word.lower() for word in words if word[0].isupper() and len(word) > 1}
    capitals = sum(word[0].isupper() for word in words)
    return np.unique(np.array([_number(word) for word in found if 2 * capitals <= len(words)], np.uint64))


def shared(first: Hashes, second: Hashes) -> int:
    """How many shingles two sets (sorted, each once) have in common."""
    return len(np.intersect1d(first, second, assume_unique=True))


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return crc32(data) << 32 | crc32(data[::-1] + b"#")


def _mixed(values: Hashes) -> Hashes:
    """Spread the numbers evenly (the finisher of splitmix64), so that the least of a window is a fair draw."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(_MIX[0])
    values = (values ^ (values >> np.uint64(27))) * np.uint64(_MIX[1])
    return values ^ (values >> np.uint64(31))
