"""Which reports tell of the same event.

Two looks, both by average link (:mod:`dragoman.merging.linkage`):

1. Over the corpus, reports that share rare words form loose *neighbourhoods* of like matter. Two
   earthquakes, or two arrests, may well lie in one.
2. Inside a neighbourhood, words are weighed anew by how well they divide it. Names, numbers and pairs of
   neighbouring words then tell one earthquake from the other, and what both have in common counts for less.

The second look costs the square of a neighbourhood's size, never of the corpus's.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from dragoman.merging.linkage import average_link
from dragoman.merging.vectors import Terms, Vector, document_counts, dot, idf, neighbours, to_vectors
from dragoman.merging.words import Report, Words, day_number, is_number, name_stems, telling_words


@dataclass(frozen=True, slots=True)
class StorySettings:
    """What counts as the same story. The thresholds may be off by a tenth with little effect (docs/merging.md).

    Attributes:
        near: least average cosine of a neighbourhood, over all telling words.
        same: least average likeness of the reports of one event, inside a neighbourhood.
        pairs, names, numbers: shares of the three kinds of evidence in that likeness; they sum to 1.
        plain: weight of a pair of words without a name or number: turns of phrase recur in every earthquake.
        doubt: rare terms of its own that each report is taken to have besides, of each kind.
        contrast: exponent of the weight that a term has for dividing its neighbourhood.
        days: reports published further apart than this do not tell of the same event.
        common: words in more reports than this do not make neighbours.
        largest: reports that a neighbourhood may hold.
        faint: share of ``near`` below which a pair counts as unlike.
        most: earlier neighbours that a report keeps.
    """

    near: float = 0.12
    same: float = 0.055
    pairs: float = 0.6
    names: float = 0.2
    numbers: float = 0.2
    plain: float = 0.5
    doubt: float = 1.0
    contrast: float = 0.5
    days: int = 30
    common: int = 1000
    largest: int = 400
    faint: float = 0.5
    most: int = 100


DEFAULT = StorySettings()


def stories(reports: Sequence[Report], *, settings: StorySettings = DEFAULT) -> list[list[int]]:
    """Indices of the reports of one event, a list an event; together they are all indices.

    The answer does not depend on the order of the reports.
    """
    order = sorted(range(len(reports)), key=lambda n: (reports[n].id, reports[n].text))
    ordered = [reports[n] for n in order]
    words = [telling_words(report.text) for report in ordered]
    days = [day_number(report.published) for report in ordered]
    evidence = _Evidence(words)
    found: list[list[int]] = []
    for group in _neighbourhoods(words, days, settings=settings):
        found += _split(group, evidence, days, settings=settings)
    return sorted(sorted(order[number] for number in cluster) for cluster in found)


def _neighbourhoods(words: Sequence[Words], days: Sequence[int | None], *, settings: StorySettings) -> list[list[int]]:
    terms = [Counter(each.stems) for each in words]
    vectors = to_vectors(terms, idf(document_counts(terms), size=len(terms)))
    edges = {
        (earlier, number): value
        for number, earlier, value in neighbours(
            vectors, common=settings.common, least=settings.near * settings.faint, most=settings.most
        )
        if _within(days[number], days[earlier], settings.days)
    }
    return average_link(edges, size=len(words), least=settings.near, largest=settings.largest)


class _Evidence:
    """Terms of each kind for each report, and in how many reports of the corpus they stand."""

    def __init__(self, words: Sequence[Words]) -> None:
        names = self.names = name_stems(words)
        self.size = len(words)
        self.kinds = {
            "pairs": [Counter(f"{first} {second}" for first, second in pairwise(each.stems)) for each in words],
            "names": [Counter(s for s in each.stems if s in names and not is_number(s)) for each in words],
            "numbers": [Counter(s for s in each.stems if is_number(s)) for each in words],
        }
        self.counts = {kind: document_counts(terms) for kind, terms in self.kinds.items()}

    def vectors(self, kind: str, group: Sequence[int], *, settings: StorySettings) -> list[Vector]:
        """Vectors of the reports of a group: the corpus's idf times the group's own, damped."""
        terms: list[Terms] = [self.kinds[kind][number] for number in group]
        local, size = document_counts(terms), len(group) + 1
        corpus = idf({t: self.counts[kind][t] for t, n in local.items() if n > 1}, size=self.size)
        weights = {t: w * math.log(size / local[t]) ** settings.contrast for t, w in corpus.items()}
        if kind == "pairs":
            weights = {t: w * (1 if self._specific(t) else settings.plain) for t, w in weights.items()}
        return to_vectors(terms, weights, doubt=settings.doubt * math.log(self.size) ** 2)

    def _specific(self, pair: str) -> bool:
        return any(stem in self.names or is_number(stem) for stem in pair.split())


def _split(
    group: Sequence[int], evidence: _Evidence, days: Sequence[int | None], *, settings: StorySettings
) -> list[list[int]]:
    """The events of one neighbourhood."""
    if len(group) == 1:
        return [list(group)]
    shares = {"pairs": settings.pairs, "names": settings.names, "numbers": settings.numbers}
    vectors = {kind: evidence.vectors(kind, group, settings=settings) for kind in shares}
    edges: dict[tuple[int, int], float] = {}
    for first, second in combinations(range(len(group)), 2):
        if _within(days[group[first]], days[group[second]], settings.days):
            likeness = sum(share * dot(vectors[k][first], vectors[k][second]) for k, share in shares.items())
            if likeness > 0:
                edges[first, second] = likeness
    clusters = average_link(edges, size=len(group), least=settings.same)
    return [[group[place] for place in cluster] for cluster in clusters]


def _within(first: int | None, second: int | None, days: int) -> bool:
    return first is None or second is None or abs(first - second) <= days
