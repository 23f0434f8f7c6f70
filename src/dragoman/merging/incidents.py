"""Events of several reports that are one incident. Records stay as they are; links and incidents stand beside them.

An event joins an incident if it is linked to one of its events and in conflict with none
(:mod:`dragoman.merging.agree`), so that a chain of near misses never ties two incidents together. Events are
taken in the order of their days; those of an incident lie within a few days of each other, so only incidents of
these days are looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from dragoman.merging.agree import compare
from dragoman.merging.rules import family, rules
from dragoman.merging.told import Told


@dataclass(frozen=True, slots=True)
class Link:
    """An event's place in an incident: which event of it it was linked to, and why. The first has neither."""

    incident: str
    told: Told
    to: Told | None
    reason: str


@dataclass(slots=True, eq=False)
class _Incident:
    links: list[tuple[Told, Told | None, str]] = field(default_factory=list)

    def admits(self, told: Told) -> tuple[Told, str] | None:
        """The first event that this one is linked to, and why; None if there is none, or a conflict."""
        found: tuple[Told, str] | None = None
        for other, _, _ in self.links:
            outcome = compare(other, told)
            if outcome.conflict:
                return None
            if outcome.link and found is None:
                found = (other, outcome.reason)
        return found


def link_events(events: Iterable[Told]) -> list[list[Link]]:
    """Incidents that two or more events tell of, in order of day, each a list of links.

    The answer does not depend on the order of the events. Events whose day is not known are linked to nothing.
    """
    dated = [(told.first, told) for told in events if told.first is not None]
    by_day: defaultdict[tuple[str, int], list[_Incident]] = defaultdict(list)
    every: list[_Incident] = []
    for day, told in sorted(dated, key=lambda pair: (pair[0], pair[1].document, pair[1].id, pair[1].number)):
        incident, to, reason = _home(told, by_day, day=day)
        if not incident.links:
            every.append(incident)
        incident.links.append((told, to, reason))
        for key in _days(told):
            if incident not in by_day[key]:
                by_day[key].append(incident)
    return [_named(incident) for incident in every if len(incident.links) > 1]


def _home(
    told: Told, by_day: defaultdict[tuple[str, int], list[_Incident]], *, day: int
) -> tuple[_Incident, Told | None, str]:
    """The incident that an event belongs to, the event it is linked to and why; a new one if there is none."""
    reach = rules()[told.type].days if told.type in rules() else 0
    seen: set[int] = set()
    for near in range(day - reach, (told.last or day) + reach + 1):
        for incident in by_day.get((family(told.type), near), ()):
            if id(incident) in seen:
                continue
            seen.add(id(incident))
            if found := incident.admits(told):
                return incident, *found
    return _Incident(), None, ""


_LONGEST = 31
"""Days of an event that are looked up; longer ones are told by their first days."""


def _days(told: Told) -> Iterator[tuple[str, int]]:
    first = told.first or 0
    last = min(told.last or first, first + _LONGEST)
    return ((family(told.type), day) for day in range(first, last + 1))


def _named(incident: _Incident) -> list[Link]:
    """The links of an incident. Its id comes from its first event: the same in every run over the same reports."""
    first = incident.links[0][0]
    name = "inc-" + blake2b(f"{first.document}\n{first.id}".encode(), digest_size=8).hexdigest()
    return [Link(name, told, to, reason) for told, to, reason in incident.links]
