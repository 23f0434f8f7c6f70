"""A statement in the making: tokens of one sentence and ranges of the document."""

from dataclasses import dataclass

from dragoman.codebook.cues import Kind
from dragoman.coding.statements.told import Range


@dataclass(frozen=True, slots=True)
class Draft:
    """``speaker`` and ``addressee`` are head tokens, ``cue`` the (first, last) token of the reporting words,
    or several such stretches; ``rule`` names the entry that fired; ``speaker_range`` is the (first, last) token of
    the speaker where the place tells it better than the tree."""

    speaker: int | None
    cue: tuple[tuple[int, int], ...]
    pieces: tuple[Range, ...]
    kind: Kind
    anchor: int
    addressee: int | None = None
    rule: str = ""
    speaker_range: tuple[int, int] | None = None
