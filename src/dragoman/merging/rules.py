"""The rules by which events are one incident (``plover/incidents.tsv``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.codebook.tables import read_table, split_list
from dragoman.errors import CodebookError

_FILE = "plover/incidents.tsv"


@dataclass(frozen=True, slots=True)
class Rule:
    """When two events of a type are one incident; the columns are told at the head of the table.

    ``days`` and ``km`` are the greatest distances, ``modes`` pairs of modes that may be one deed.
    """

    also: frozenset[str]
    days: int
    km: float
    place: bool
    open: int
    sure: int
    ratio: float
    modes: frozenset[frozenset[str]]


@cache
def rules() -> Mapping[str, Rule]:
    """The rule of each event type.

    Raises:
        CodebookError: a number that is none; the message names the row's type.
    """
    return MappingProxyType({row["type"]: _rule(row) for row in read_table(_FILE)})


def _rule(row: Mapping[str, str]) -> Rule:
    try:
        return Rule(
            also=frozenset(split_list(row["also"])),
            days=int(row["days"]),
            km=float(row["km"]),
            place=row["place"] == "yes",
            open=int(row["open"]),
            sure=int(row["sure"]),
            ratio=float(row["ratio"]),
            modes=frozenset(frozenset(split_list(pair, "=")) for pair in split_list(row["modes"])),
        )
    except ValueError as error:
        raise CodebookError(f"{_FILE}: {row['type']}", str(error), "write a number") from None


def rule_for(first: str, second: str) -> Rule | None:
    """The rule for events of two types: the stricter of theirs in each point; None if they are never one incident."""
    one, other = rules().get(first), rules().get(second)
    if one is None or other is None:
        return None
    if first == second:
        return one
    if second not in one.also and first not in other.also:
        return None
    return Rule(
        also=one.also | other.also,
        days=min(one.days, other.days),
        km=min(one.km, other.km),
        place=one.place or other.place,
        open=min(one.open, other.open),
        sure=max(one.sure, other.sure),
        ratio=min(one.ratio, other.ratio),
        modes=one.modes | other.modes,
    )


@cache
def family(kind: str) -> str:
    """The first, by name, of all types that may tell of the same incident as this one, itself among them."""
    found, new = {kind}, {kind}
    while new:
        new = {other for other in rules() for known in new if rule_for(known, other)} - found
        found |= new
    return min(found)
