"""Things that lie in a text, found again by where they lie: a report of a thousand sentences must not cost a
thousand looks at each of its names."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Intervals(Generic[T]):
    """Items with their (start, end) offsets, end exclusive; they may overlap and come in any order. Immutable."""

    __slots__ = ("_items", "_reach", "_starts")

    def __init__(self, items: Iterable[tuple[int, int, T]]) -> None:
        self._items = sorted(items, key=lambda item: item[:2])
        self._starts = [start for start, _, _ in self._items]
        # The furthest end so far never falls, so that it can be searched as the starts can.
        self._reach = list(accumulate((end for _, end, _ in self._items), max))

    def touching(self, start: int, end: int) -> list[T]:
        """The items that share a character with a stretch of text, in text order."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [item for _, item_end, item in self._items[first:last] if item_end > start]

    def at(self, offset: int) -> list[T]:
        """The items that hold a character."""
        return self.touching(offset, offset + 1)

    def covers(self, start: int, end: int) -> bool:
        """Does one item hold a whole stretch of text?"""
        index = bisect_right(self._starts, start)
        return index > 0 and self._reach[index - 1] >= end
