"""Train, dev and test rows: by a hash of the text, with sentences that are nearly the same on one side."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence

from check import Row

_SHARED_WORDS = 5  # as many words in a row make two rows near-duplicates
_TEST, _DEV = 10, 20  # per cent: below the first test, below the second dev


def split(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by part. Rows that come later change no row's part unless they tie two groups together."""
    parts: dict[str, list[Row]] = {"train": [], "dev": [], "test": []}
    for row, group in zip(rows, _groups(rows), strict=True):
        number = int(hashlib.sha256(group.encode()).hexdigest(), 16) % 100
        parts["test" if number < _TEST else "dev" if number < _DEV else "train"].append(row)
    return parts


def _groups(rows: Sequence[Row]) -> list[str]:
    """For each row the least text of its group."""
    parent = list(range(len(rows)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    seen: dict[str, int] = {}
    for index, row in enumerate(rows):
        words = re.findall(r"\w+", row.text.lower())
        for start in range(max(1, len(words) - _SHARED_WORDS + 1)):
            run = " ".join(words[start : start + _SHARED_WORDS])
            parent[root(index)] = root(seen.setdefault(run, index))
    texts: dict[int, list[str]] = defaultdict(list)
    for index, row in enumerate(rows):
        texts[root(index)].append(row.text)
    return [min(texts[root(index)]) for index in range(len(rows))]
