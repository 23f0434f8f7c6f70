"""Whether two tellings are of one incident: point by point, by rule, never by likeness of words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.merging.rules import Rule, rule_for
from dragoman.merging.told import SIZES, Bounds, Side, Told, Where

Verdict = Literal["same", "open", "differs"]

EARTH_KM = 6371.0
TOWN = 4
"""Resolution of a place from which on its coordinates are those of a town or less."""


LONGEST = 7
"""Days between the first and the last of an event beyond which its date tells no incident from another."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of comparison, its outcome and the words that give it to a reader."""

    name: str
    verdict: Verdict
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All points of comparison of two tellings.

    ``conflict``: they cannot be one incident. ``link``: they are one.
    """

    points: tuple[Point, ...]
    conflict: bool
    link: bool

    @property
    def reason(self) -> str:
        """The points in words."""
        return "; ".join(f"{point.name}: {point.words}" for point in self.points)


def compare(first: Told, second: Told) -> Comparison:
    """Compare two tellings by the rule of their types."""
    rule = rule_for(first.type, second.type)
    if rule is None:
        return Comparison((Point("type", "differs", f"{first.type}, {second.type}"),), conflict=True, link=False)
    points = (
        _type(first, second),
        _modes(first, second, rule),
        _happened(first, second),
        _date(first, second, rule),
        _sides("actor", first.actors, second.actors),
        _sides("recipient", first.recipients, second.recipients),
        _place(first.where, second.where, rule),
        *(_size(what, first, second, rule) for what in SIZES),
    )
    conflict = any(point.verdict == "differs" for point in points)
    said = tuple(point for point in points if point.words)
    return Comparison(said, conflict=conflict, link=not conflict and _enough(points, rule))


def _enough(points: Sequence[Point], rule: Rule) -> bool:
    """Whether the date and as many of actor, recipient and place as the rule asks are the same."""
    verdicts = {point.name: point.verdict for point in points}
    parties = [verdicts["actor"], verdicts["recipient"]]
    if verdicts["date"] != "same" or parties.count("same") < rule.sure:
        return False
    if rule.place and verdicts["place"] != "same":
        return False
    return [*parties, verdicts["place"]].count("open") <= rule.open


def _type(first: Told, second: Told) -> Point:
    return Point("type", "same", first.type if first.type == second.type else f"{first.type} and {second.type}")


def _modes(first: Told, second: Told, rule: Rule) -> Point:
    one, other = first.modes, second.modes
    if not one or not other or one & other:
        return Point("mode", "same", ", ".join(sorted(one | other)))
    like = any(frozenset({a, b}) in rule.modes for a in one for b in other)
    words = f"{', '.join(sorted(one))} and {', '.join(sorted(other))}"
    return Point("mode", "same" if like or first.type != second.type else "differs", words)


def _happened(first: Told, second: Told) -> Point:
    same = first.happened == second.happened
    return Point("auxiliary", "same" if same else "differs", ", ".join(sorted(first.happened | second.happened)))


def _date(first: Told, second: Told, rule: Rule) -> Point:
    if first.first is None or second.first is None or first.last is None or second.last is None:
        return Point("date", "open", "not known to the day")
    if max(first.last - first.first, second.last - second.first) > LONGEST:
        return Point("date", "open", "a stretch of time, not a day")
    gap = max(first.first - second.last, second.first - first.last, 0)
    words = "the same" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart"
    return Point("date", "same" if gap <= rule.days else "differs", words)


def _sides(name: str, first: Sequence[Side], second: Sequence[Side]) -> Point:
    """The same if one of each is the same, open if one report names none, else different."""
    if not first or not second:
        return Point(name, "open", "not said by " + ("either" if not first and not second else "one"))
    for one in first:
        for other in second:
            if why := _same_side(one, other):
                return Point(name, "same", why)
    unknown = all(_vague(side) for side in first) or all(_vague(side) for side in second)
    words = f"{', '.join(s.name for s in first)} / {', '.join(s.name for s in second)}"
    return Point(name, "open" if unknown else "differs", words)


def _vague(side: Side) -> bool:
    """Whether a side could be anyone: "gunmen", "attackers"."""
    return side.code is None and side.identifier is None


def _same_side(first: Side, second: Side) -> str | None:
    """Why two sides are one, in words; None if they are not shown to be."""
    if first.identifier and second.identifier:
        return first.name if first.identifier == second.identifier else None
    if first.code is None and second.code is None:
        same = first.name.casefold() == second.name.casefold() and first.sector == second.sector
        return first.name if same and first.name[:1].isupper() else None
    if first.code != second.code:
        return None
    if first.sector and second.sector and first.sector != second.sector:
        return None
    role = " ".join(part for part in (first.code, first.sector or second.sector) if part)
    return f"{first.name} / {second.name} ({role})" if first.name != second.name else f"{first.name} ({role})"


def _place(first: Where | None, second: Where | None, rule: Rule) -> Point:
    if first is None or second is None:
        return Point("place", "open", "not said by " + ("either" if first is second else "one"))
    words = first.name if first.name == second.name else f"{first.name} / {second.name}"
    return Point("place", *_place_verdict(first, second, rule, words))


def _place_verdict(first: Where, second: Where, rule: Rule, words: str) -> tuple[Verdict, str]:
    if first.geonameid is not None and first.geonameid == second.geonameid:
        # Two attacks in one country on one day are no rarity; the country alone shows nothing.
        return ("open" if first.resolution <= 1 else "same"), words
    if not first.resolution or not second.resolution:
        same = first.name.casefold() == second.name.casefold()
        return ("same" if same else "open"), words
    if first.country != second.country:
        return "differs", words
    if min(first.resolution, second.resolution) >= TOWN:
        km = distance(first, second)
        return ("same" if km <= rule.km else "differs"), f"{words}, {km:.0f} km apart"
    if first.resolution == 1 or second.resolution == 1:
        return "open", words
    if first.province and second.province:
        return ("same" if first.province == second.province else "differs"), words
    return "open", words


def distance(first: Where, second: Where) -> float:
    """Kilometres between two resolved places, along the great circle (haversine formula)."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return math.inf
    north, other = math.radians(first.lat), math.radians(second.lat)
    east = math.radians(second.lon - first.lon)
    half = math.sin((other - north) / 2) ** 2 + math.cos(north) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _size(what: str, first: Told, second: Told, rule: Rule) -> Point:
    one, other = first.sizes.get(what), second.sizes.get(what)
    if one is None or other is None:
        return Point(what, "same", "")
    low, high = apart(one, other)
    # In one report, another number is another incident; between reports, counts grow and sources differ.
    ratio = 1.0 if first.document == second.document else rule.ratio
    words = show(one) if one == other else f"{show(one)} / {show(other)}"
    return Point(what, "same" if high <= low * ratio else "differs", words)


def apart(first: Bounds, second: Bounds) -> tuple[int, int]:
    """The two nearest numbers that the bounds allow, the lower first; equal ones if the bounds overlap.

    Zero counts as one, so that a report of none killed may be an early one.
    """
    if first.max is not None and second.min is not None and second.min > first.max:
        return max(first.max, 1), second.min
    if second.max is not None and first.min is not None and first.min > second.max:
        return max(second.max, 1), first.min
    return 1, 1


def show(bounds: Bounds) -> str:
    """A number within bounds in words: ``12``, ``12 to 20``, ``at least 12``, ``at most 20``."""
    if bounds.min == bounds.max:
        return str(bounds.min)
    if bounds.max is None:
        return f"at least {bounds.min}"
    return f"at most {bounds.max}" if bounds.min is None else f"{bounds.min} to {bounds.max}"
