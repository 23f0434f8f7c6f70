"""Reports as weighted terms, and how alike two of them are."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Terms = Counter[str]
"""How often each term stands in a report."""
Vector = dict[str, float]
"""Weight of each term; the squares sum to 1 at most."""


def document_counts(reports: Sequence[Terms]) -> Counter[str]:
    """In how many reports each term stands."""
    return Counter(term for terms in reports for term in terms)


def to_vectors(reports: Sequence[Terms], weights: Mapping[str, float], *, doubt: float = 0.0) -> list[Vector]:
    """TF-IDF vectors: ``(1 + ln tf) * weight``, over their length. Terms without a weight are left out.

    Args:
        reports: terms of each.
        weights: of the terms that count.
        doubt: added to the square of each length, as if a report had further terms that no other has. Of a few
            words, two or three in common show less than of a page's.
    """
    return [
        _unit({t: (1 + math.log(n)) * weights[t] for t, n in terms.items() if t in weights}, doubt) for terms in reports
    ]


def _unit(vector: Vector, doubt: float) -> Vector:
    length = math.sqrt(doubt + math.fsum(value * value for value in vector.values()))
    return {term: value / length for term, value in vector.items()} if length else {}


def idf(counts: Mapping[str, int], *, size: int) -> dict[str, float]:
    """``ln(N / df)`` of the terms that at least two reports share and not all do.

    A term that one report alone has cannot tell whether another is about the same. Left in, it would only
    make long reports unlike everything.
    """
    return {term: math.log(size / count) for term, count in counts.items() if 1 < count < size}


def dot(first: Vector, second: Vector) -> float:
    """Sum of the products of the weights that two vectors share: the cosine, if their lengths are 1."""
    if len(first) > len(second):
        first, second = second, first
    return math.fsum(value * second[term] for term, value in first.items() if term in second)


def neighbours(vectors: Sequence[Vector], *, common: int, least: float, most: int) -> Iterator[tuple[int, int, float]]:
    """Pairs ``(i, j, cosine)``, ``j < i``, found by an inverted index: no look at pairs that share nothing.

    Args:
        vectors: one a report.
        common: terms that more reports than this have are not followed.
        least: cosine below which a pair is dropped.
        most: earlier neighbours that one report keeps, the best first.
    """
    postings = _postings(vectors, common=common)
    for number, vector in enumerate(vectors):
        found = [postings[term] for term in vector if term in postings]
        if not found:
            continue
        scales = np.repeat([vector[term] for term in vector if term in postings], [len(p[0]) for p in found])
        who = np.concatenate([p[0] for p in found])
        values = np.concatenate([p[1] for p in found]) * scales
        earlier = who < number
        others, where = np.unique(who[earlier], return_inverse=True)
        yield from _best(number, others, _sums(where, values[earlier], len(others)), least=least, most=most)


def _sums(where: NDArray[np.int64], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.bincount(where, values, size).astype(np.float64)


def _best(
    number: int, others: NDArray[np.int64], sums: NDArray[np.float64], *, least: float, most: int
) -> Iterator[tuple[int, int, float]]:
    order = np.lexsort((others, -sums))[:most]
    for place in order:
        if sums[place] < least:
            return
        yield number, int(others[place]), float(sums[place])


def _postings(vectors: Sequence[Vector], *, common: int) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """The reports that have a term and its weight there, in order of report."""
    lists: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term, value in vector.items():
            lists[term].append((number, value))
    return {
        term: (np.array([n for n, _ in found], np.int64), np.array([v for _, v in found], np.float64))
        for term, found in lists.items()
        if 1 < len(found) <= common
    }
