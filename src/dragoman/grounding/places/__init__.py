"""Places: every place that a text names, and which one is meant. See ``docs/places.md``."""

from dragoman.grounding.places.find import find_places
from dragoman.grounding.places.locative import is_locative

__all__ = ["find_places", "is_locative"]
