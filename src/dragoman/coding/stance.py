"""What a position is before its words are grounded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stance:
    """A position in the making, as token indices of one sentence.

    ``party`` are heads (empty where ``by_speaker``: whoever says the words); ``proposition`` and ``condition``
    are (first, last) tokens; ``trigger`` is the word that shows the stance. ``mood``: shown by "will" or "must" alone.
    """

    trigger: int
    kind: str
    party: tuple[int, ...]
    proposition: tuple[int, int]
    toward: tuple[int, ...]
    condition: tuple[int, int] | None
    rule: str
    by_speaker: bool = False
    mood: bool = False
