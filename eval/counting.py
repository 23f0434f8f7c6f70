"""Counts, precision, recall and F1, and pairing of gold with coded items."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Fit = tuple[float, ...]


@dataclass(slots=True)
class Tally:
    """What scoring one list of records over a set of documents counted.

    ``fields`` maps a field to ``[right, asked]`` on the matched items; ``full`` counts matched items
    with all the needed fields right; ``quiet`` and ``empty`` count documents without gold items, and
    those of them without coded ones; ``misses`` says what went wrong, a line or two each.
    """

    matched: int = 0
    coded: int = 0
    gold: int = 0
    full: int = 0
    quiet: int = 0
    empty: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        return self._share(self.matched, self.coded)

    @property
    def recall(self) -> float | None:
        return self._share(self.matched, self.gold)

    @property
    def f1(self) -> float | None:
        return self._share(2 * self.matched, self.coded + self.gold)

    @property
    def full_f1(self) -> float | None:
        return self._share(2 * self.full, self.coded + self.gold)

    @property
    def clean(self) -> float | None:
        """Share of the documents that should give nothing and do."""
        return self.quiet / self.empty if self.empty else None

    def _share(self, part: int, whole: int) -> float | None:
        """None where the gold asks for nothing; 0 where it does and nothing was coded."""
        if not self.gold:
            return None
        return part / whole if whole else 0.0

    def add_field(self, name: str, *, right: bool) -> None:
        counts = self.fields.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1


def pair_off(gold: Sequence[Any], coded: Sequence[Any], *, fit: Callable[[Any, Any], Fit | None]) -> dict[int, int]:
    """Pairs of gold and coded items as ``{gold index: coded index}``, each used once, best fit first.

    ``fit`` gives None for two items that may not be paired. Of equal fits, the earlier items win.
    """
    fits = [
        (value, -i, -j) for i, g in enumerate(gold) for j, c in enumerate(coded) if (value := fit(g, c)) is not None
    ]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(fits, reverse=True):
        if -i not in pairs and -j not in used:
            pairs[-i] = -j
            used.add(-j)
    return pairs
