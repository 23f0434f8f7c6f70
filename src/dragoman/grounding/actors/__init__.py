"""Who is spoken of: phrases, names in running text, and the mentions of a document."""

from dragoman.grounding.actors.context import ground_mentions
from dragoman.grounding.actors.names import find_names
from dragoman.grounding.actors.phrase import resolve_phrase
from dragoman.grounding.actors.rows import actor_rows
from dragoman.grounding.actors.types import Grounding, Mention, NameHit, Resolution

__all__ = [
    "Grounding",
    "Mention",
    "NameHit",
    "Resolution",
    "actor_rows",
    "find_names",
    "ground_mentions",
    "resolve_phrase",
]
