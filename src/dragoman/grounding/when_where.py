"""Which time and which place belong to which event: the names of both halves in one place."""

from collections.abc import Iterable

from dragoman.coding.scene import Scene
from dragoman.grounding.clauses import clause_of
from dragoman.grounding.when import When, time_at, time_in, time_of, when
from dragoman.grounding.where import place_of

__all__ = ["When", "clause_tokens", "place_of", "time_at", "time_in", "time_of", "when"]


def clause_tokens(scene: Scene, head: int, used: Iterable[int] = ()) -> set[int]:
    """Tokens of a predicate's own clause: all that hangs on it, but no clause inside or around."""
    return clause_of(scene.parse, head, used)
