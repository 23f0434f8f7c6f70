"""Average-link clustering of a sparse graph.

The method is UPGMA (Sokal and Michener 1958): join the two clusters whose members are most alike on average,
until none are alike enough. Pairs without an edge count as 0. Time is O(E log E) for E edges.
"""

import heapq
from collections.abc import Mapping

Edges = Mapping[tuple[int, int], float]
"""Similarity (0 to 1) of pairs ``(i, j)``, ``i < j``."""


def average_link(edges: Edges, *, size: int, least: float, largest: int | None = None) -> list[list[int]]:
    """Clusters of ``range(size)``, each sorted, in order of their first member.

    Args:
        edges: similarity of the pairs that have any.
        size: number of things to cluster.
        least: average similarity below which no two clusters are joined.
        largest: members that a cluster may have at most; a join that would exceed it is not made.
    """
    tree = _Tree(edges, size=size, least=least)
    while tree.heap:
        negative, first, second = heapq.heappop(tree.heap)
        if not tree.holds(first, second, -negative):
            continue
        if largest is None or len(tree.members[first]) + len(tree.members[second]) <= largest:
            tree.join(first, second)
    return sorted(sorted(members) for members in tree.members.values())


class _Tree:
    """Clusters by number, the summed similarity of each pair, and a heap of the averages.

    An entry of the heap goes stale when its clusters change; it is then passed over, not removed.
    """

    def __init__(self, edges: Edges, *, size: int, least: float) -> None:
        self.least = least
        self.members = {number: [number] for number in range(size)}
        self.sums: list[dict[int, float]] = [{} for _ in range(size)]
        self.heap: list[tuple[float, int, int]] = []
        for (first, second), value in sorted(edges.items()):
            self.sums[first][second] = self.sums[second][first] = value
            self._offer(first, second)

    def _average(self, first: int, second: int) -> float:
        return self.sums[first][second] / (len(self.members[first]) * len(self.members[second]))

    def _offer(self, first: int, second: int) -> None:
        average = self._average(first, second)
        if average >= self.least:
            heapq.heappush(self.heap, (-average, min(first, second), max(first, second)))

    def holds(self, first: int, second: int, average: float) -> bool:
        """Whether an entry of the heap still says the truth."""
        there = first in self.members and second in self.members
        return there and self._average(first, second) == average

    def join(self, first: int, second: int) -> None:
        """Put the second cluster into the first."""
        self.members[first] += self.members.pop(second)
        for other, value in self.sums[second].items():
            del self.sums[other][second]
            if other != first:
                self.sums[first][other] = self.sums[other][first] = self.sums[first].get(other, 0.0) + value
        self.sums[second] = {}
        for other in self.sums[first]:
            self._offer(first, other)
