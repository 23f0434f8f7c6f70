"""The classes of the three heads."""

from collections.abc import Sequence
from dataclasses import dataclass

from check import Row

from dragoman.codebook.book import load_codebook

HAPPENED = ("fact", "future", "hypothetical", "negated", "denied")


@dataclass(frozen=True, slots=True)
class Labels:
    """Class names in the order of the logits. A mode is ``TYPE mode``, or ``TYPE -`` for none."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    happened: tuple[str, ...] = HAPPENED

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Classes a head."""
        return len(self.types), len(self.modes), len(self.happened)

    def of(self, row: Row) -> tuple[int, int, int]:
        """The classes of a row."""
        mode = f"{row.type} {row.modes[0] if row.modes else '-'}"
        return self.types.index(row.type), self.modes.index(mode), self.happened.index(happened(row))

    def modes_of(self, type_: str) -> Sequence[int]:
        """Which mode classes belong to a type."""
        return [index for index, mode in enumerate(self.modes) if mode.split()[0] == type_]


def happened(row: Row) -> str:
    """What happened, in one word; the strongest of what the row is marked with."""
    if row.claim == "denied":
        return "denied"
    if "negation" in row.auxiliary:
        return "negated"
    return next((word for word in ("hypothetical", "future") if word in row.auxiliary), "fact")


def codebook_labels() -> Labels:
    """All types and modes of the built-in codebook, and NONE."""
    book = load_codebook()
    types = (*sorted(book.types), "NONE")
    modes = [f"{mode.type} {mode.name}" for mode in book.modes] + [f"{type_} -" for type_ in types]
    return Labels(types, tuple(sorted(modes)))
