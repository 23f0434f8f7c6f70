"""The token that all stages of the time grammar share."""

from typing import NamedTuple


class Token(NamedTuple):
    """A word, a number or a mark; after the cascade, a whole construction.

    ``kind`` is one class character; ``value`` the value of the word or number; ``sense`` and ``slots`` are set on
    what a construction made.
    """

    kind: str
    start: int
    end: int
    value: str
    sense: str = ""
    slots: tuple[tuple[str, "Token"], ...] = ()

    def slot(self, name: str) -> "Token | None":
        """The token in a slot, or None if the words left it empty."""
        for key, token in self.slots:
            if key == name:
                return token
        return None
