"""A deed: an event in the making, as token indices of one sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deed:
    """What a predicate means once all that it governs has been folded in.

    ``actors`` and ``recipients`` are party heads; ``words`` the tokens of ``event_text``; ``head`` the
    outermost predicate and ``core`` the innermost; ``shifts`` what operators did to its truth (fut, hyp, neg,
    den); ``used`` all predicates that went into it; ``size`` a kind of count (dead, injured, arrested) and
    ``counted`` the token whose number it is. ``target`` is the token of a place that suffers the deed, where no
    party does; ``partners`` those actors of a mutual deed with whom its subject does it; ``of_protest`` tells that a
    protest is what it acts on ("called off the strike").
    """

    type: str
    modes: tuple[str, ...]
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    words: tuple[int, ...]
    head: int
    core: int
    rules: tuple[str, ...]
    steps: tuple[str, ...]
    used: frozenset[int]
    shifts: frozenset[str] = frozenset()
    size: str = ""
    counted: int | None = None
    nominal: bool = False
    target: int | None = None
    partners: tuple[int, ...] = ()
    of_protest: bool = False
