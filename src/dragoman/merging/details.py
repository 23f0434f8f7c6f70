"""An incident as its reports tell it: what they agree on once, what they differ in side by side, with who says it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.merging.agree import show
from dragoman.merging.incidents import Link
from dragoman.merging.told import SIZES, Side, Told


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a detail and the records that give it.

    ``says`` names who says so, once each (the speaker, else the publication, else the document); ``records``
    are ``document#event`` in order.
    """

    value: str
    says: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident: its tellings' first and last day, and every detail with all its versions.

    ``details`` has the keys of :data:`DETAILS`; ``differing`` those with more than one version. ``reports``
    counts documents, ``independent`` the same with copies counted once, ``dead``, ``injured`` and ``arrested``
    are the least and greatest number that anyone gives.
    """

    id: str
    first: str
    last: str
    reports: int
    independent: int
    publications: tuple[str, ...]
    sizes: Mapping[str, tuple[int | None, int | None]]
    details: Mapping[str, tuple[Version, ...]]
    differing: tuple[str, ...]


def _sides(sides: Sequence[Side]) -> str | None:
    return ", ".join(f"{s.name} ({' '.join(filter(None, (s.code, s.sector))) or 'unknown'})" for s in sides) or None


def _date(told: Told) -> str | None:
    if told.first is None or told.last is None:
        return None
    first, last = date.fromordinal(told.first).isoformat(), date.fromordinal(told.last).isoformat()
    return first if first == last else f"{first} to {last}"


def _size(what: str) -> Callable[[Told], str | None]:
    return lambda told: show(told.sizes[what]) if what in told.sizes else None


DETAILS: Mapping[str, Callable[[Told], str | None]] = {
    "event": lambda told: told.type,
    "mode": lambda told: ", ".join(sorted(told.modes)) or None,
    "date": _date,
    "actor": lambda told: _sides(told.actors),
    "recipient": lambda told: _sides(told.recipients),
    "place": lambda told: told.where.name if told.where else None,
    **{what: _size(what) for what in SIZES},
    "claim": lambda told: told.claim,
}
"""What is compared side by side, and how a telling gives it; None where it says nothing of it."""


def incident_of(links: Sequence[Link], *, copies: Mapping[str, str]) -> Incident:
    """The incident of a list of links.

    Args:
        links: as :func:`dragoman.merging.incidents.link_events` gives them.
        copies: cluster of copies of each document; one that is not there is a cluster of its own.
    """
    tellings = [link.told for link in links]
    documents = {told.document for told in tellings}
    details = {name: given for name, get in DETAILS.items() if (given := _versions(tellings, get))}
    return Incident(
        id=links[0].incident,
        first=date.fromordinal(min(told.first or 0 for told in tellings)).isoformat(),
        last=date.fromordinal(max(told.last or 0 for told in tellings)).isoformat(),
        reports=len(documents),
        independent=len({copies.get(document, document) for document in documents}),
        publications=tuple(dict.fromkeys(told.publication for told in tellings if told.publication)),
        sizes={what: found for what in SIZES if (found := _range(tellings, what)) is not None},
        details=details,
        differing=tuple(name for name, versions in details.items() if len(versions) > 1),
    )


def _versions(tellings: Sequence[Told], get: Callable[[Told], str | None]) -> tuple[Version, ...]:
    """The versions of one detail, in order; those that differ in capitals only are one."""
    found: dict[str, list[Told]] = {}
    words: dict[str, str] = {}
    for told in tellings:
        if (value := get(told)) is not None:
            words.setdefault(value.casefold(), value)
            found.setdefault(value.casefold(), []).append(told)
    return tuple(
        Version(
            words[value],
            says=tuple(dict.fromkeys(told.says for told in tellings)),
            records=tuple(f"{told.document}#{told.id}" for told in tellings),
        )
        for value, tellings in found.items()
    )


def _range(tellings: Sequence[Told], what: str) -> tuple[int | None, int | None] | None:
    """Least and greatest number given; the greatest is None where all bounds are open upwards."""
    given = [told.sizes[what] for told in tellings if what in told.sizes]
    if not given:
        return None
    low = [bounds.min for bounds in given if bounds.min is not None]
    high = [bounds.max for bounds in given if bounds.max is not None]
    return min(low, default=None), max(high + low) if high else None


def incident_row(incident: Incident) -> dict[str, Any]:
    """The incident as plain data, a row of the table ``incidents``; see ``docs/merging.md``."""
    row: dict[str, Any] = {
        "incident": incident.id,
        "first": incident.first,
        "last": incident.last,
        **{name: _first(incident, name) for name in _FLAT},
    }
    for what in SIZES:
        row[f"{what}_min"], row[f"{what}_max"] = incident.sizes.get(what, (None, None))
    row |= {
        "reports": incident.reports,
        "independent": incident.independent,
        "publications": list(incident.publications),
        "differing": list(incident.differing),
        "details": [
            {"detail": name, "value": v.value, "says": list(v.says), "records": list(v.records)}
            for name, versions in incident.details.items()
            for v in versions
        ],
    }
    return row


def _first(incident: Incident, name: str) -> str | None:
    versions = incident.details.get(name, ())
    return versions[0].value if versions else None


_FLAT = ("event", "actor", "recipient", "place")


def link_row(link: Link) -> dict[str, Any]:
    """A link as plain data, a row of the table ``links``: joins to ``events`` by ``number`` and ``id``."""
    return {
        "number": link.told.number,
        "document": link.told.document,
        "id": link.told.id,
        "incident": link.incident,
        "to_document": link.to.document if link.to else None,
        "to_id": link.to.id if link.to else None,
        "reason": link.reason or None,
    }
