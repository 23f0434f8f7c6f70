"""The token that all stages of the time grammar share."""

from typing import NamedTuple

from dragoman.errors import CodebookError


class Token(NamedTuple):
    """A word, a number or a mark; after the cascade, a whole construction.

    ``kind`` is one class character; ``value`` the value of the word or number; ``sense`` and ``slots`` are
    set on what a construction made.
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

    def needed(self, name: str) -> "Token":
        """The token in a slot that the construction always fills."""
        found = self.slot(name)
        if found is None:
            raise CodebookError(
                "times/constructions.txt", f"{self.sense} without slot {name}", "name the slot in its pattern"
            )
        return found
