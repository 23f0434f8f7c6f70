"""The pieces that a phrase is cut into."""

from typing import Literal, NamedTuple

from dragoman.codebook.actors import Name
from dragoman.codebook.actors_agents import Agent

ItemKind = Literal["name", "agent", "word", "preposition", "and", "possessive", "cut"]


class Item(NamedTuple):
    """A piece of a phrase. ``start`` and ``end`` index the phrase.

    ``names`` are the readings of a name, all of one actor, ``noun`` the agent noun that ends it.
    ``behind``: the piece says who stands behind
    or against the actor ("Iran-backed"), not who it is.
    """

    kind: ItemKind
    start: int
    end: int
    key: str
    capital: bool
    names: tuple[Name, ...] = ()
    agent: Agent | None = None
    behind: bool = False
    noun: Agent | None = None
