"""What a construction means, and what the meaning of the next one leans on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from dragoman.grounding.times.calendar import GRAINS, Point, at_grain, timex
from dragoman.grounding.times.token import Token
from dragoman.record.types import TimeType

_SAME_SENTENCE = 150  # characters
_SENTENCE_END = re.compile(r"[a-z0-9)\"”][.!?][\"”]?\s|\n\s*\n")

Tense = Literal["past", "present", "future"]


class Reading(NamedTuple):
    """Type and TIMEX3 value; ``point`` is the period on the calendar, if the words give one."""

    type: TimeType
    value: str | None
    point: Point | None = None


Sense: TypeAlias = Callable[[Token, "Context"], Reading | None]


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against.

    Attributes:
        text: the document.
        published: day of publication, or None.
        now: the date last told, which "the next day" and a month without a year lean on.
        day: the day last told.
        day_end: offset behind the words that told it.
        quarter: the quarter that the figures of a company report are for.
        narrative: does the text tell of times far from its publication?
        labels: names of the classes of tokens.
        tense: tense of the clause at an offset.
        parsed: is that tense from a parse, and so more than a guess?
        senses: what reads a construction, by the name of its sense.
    """

    text: str
    published: Point | None
    now: Point | None
    day: Point | None
    day_end: int
    quarter: Point | None
    narrative: bool
    labels: Mapping[str, str]
    tense: Callable[[int], Tense | None]
    parsed: bool
    senses: Mapping[str, Sense]

    def read(self, token: Token) -> Reading | None:
        """The meaning of a construction, by its sense."""
        return self.senses[token.sense](token, self)

    def label(self, token: Token) -> str:
        """Name of the class of a token."""
        return self.labels[token.kind]

    def word(self, token: Token) -> str:
        """The words of a token, in small letters."""
        return self.text[token.start : token.end].lower()

    def opens_with_the(self, token: Token) -> bool:
        """Do the words begin with "the"?"""
        return self.word(token).startswith("the ")

    def told(self) -> Point | None:
        """The date that the telling has reached: the one last told, else that of publication."""
        return self.now or self.published

    def told_day(self) -> Point | None:
        """The day that the telling has reached; in a narrative it may be known by its month or year only."""
        return self.told() if self.narrative else self.day or self.published

    def day_of_sentence(self, position: int) -> Point | None:
        """The day told shortly before in the same sentence, which a bare "at 9 p.m." falls on."""
        between = self.text[self.day_end : position]
        near = len(between) <= _SAME_SENTENCE and not _SENTENCE_END.search(between)
        return self.day if near else None

    def deictic(self) -> Point | None:
        """The date that "last year" is read against: publication, in a narrative the time told of."""
        return self.now or self.published if self.narrative else self.published or self.now


_COARSE = frozenset("CEYHSQM")
UNKNOWN = {
    "C": "XX",
    "E": "XXX",
    "Y": "XXXX",
    "H": "XXXX-HX",
    "S": "XXXX-XX",
    "Q": "XXXX-QX",
    "M": "XXXX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "D": "XXXX-XX-XX",
}


def dated(point: Point | None, *, grain: str = "D") -> Reading:
    """A DATE at a period of the calendar, or one of its grain that stays open."""
    return Reading("DATE", UNKNOWN[grain] if point is None else timex(point), point)


def shifted(base: Point | None, grain: str, steps: int) -> Reading:
    """The period of a grain that lies so many steps from the one that holds ``base``.

    It stays open where ``base`` is known too coarsely: of a year nobody can tell the day before.
    """
    if base is not None and GRAINS.index(base.grain) < GRAINS.index(grain) and base.grain in _COARSE:
        return dated(None, grain=grain)
    return dated(None if base is None else at_grain(base, grain).shift(steps), grain=grain)
