"""How far a run is: counted while it goes on, told to whoever listens."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True)
class Tally:
    """Counts of a run. ``before`` documents were coded by an earlier run; ``total`` bytes are those of the inputs,
    0 where that is not known."""

    total: int = 0
    read: int = 0
    coded: int = 0
    before: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)
    begun: float | None = None
    begun_at: int = 0

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Documents a second that this run codes."""
        seconds = time.monotonic() - self.begun if self.begun is not None else 0.0
        return self.coded / seconds if seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that are left, by the bytes read so far; None while that cannot be told."""
        read = self.read - self.begun_at
        if self.begun is None or read <= 0 or not self.total:
            return None
        return max(0.0, (self.total - self.read) * (time.monotonic() - self.begun) / read)

    def begin(self, read: int) -> None:
        """Coding begins, after so many bytes whose documents were coded before."""
        if self.begun is None:
            self.begun, self.begun_at = time.monotonic(), read


class Listener(Protocol):
    """Whoever shows a run to a person."""

    def say(self, line: str) -> None:
        """Something worth knowing has happened."""
        ...

    def show(self, tally: Tally) -> None:
        """The run has come further."""
        ...
