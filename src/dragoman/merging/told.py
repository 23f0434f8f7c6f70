"""An event as one report tells it: what linking needs of it, from the record's JSON or from the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """An actor or recipient: PLOVER code and sector, name, and id in a knowledge base."""

    name: str
    code: str | None = None
    sector: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place. ``lat`` and ``lon`` in degrees; ``resolution`` 5 below city to 1 country, 0 not resolved."""

    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    province: str | None = None
    country: str | None = None
    resolution: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number within bounds, both included; None for an open end."""

    min: int | None
    max: int | None


SIZES = ("dead", "injured", "arrested")


@dataclass(frozen=True, slots=True)
class Told:
    """One event of one report.

    ``number`` and ``id`` are the key of the record: the document's place in the inputs, and the event's id.
    ``first`` and ``last`` are ordinals of days, None unless the date is known to the day or the week.
    ``happened`` is the record's ``auxiliary``: events that differ in it are never one. ``says`` is who says so:
    the outermost speaker, or the publication, or the document.
    """

    number: int
    document: str
    id: str
    type: str
    modes: frozenset[str]
    first: int | None
    last: int | None
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    where: Where | None
    sizes: Mapping[str, Bounds]
    happened: frozenset[str]
    claim: str
    says: str
    publication: str | None
    published: str | None
    evidence: str


def from_record(event: Row, *, number: int, document: Row) -> Told:
    """An event of a coded document (``docs/record.md``)."""
    place, size = event["event_loc"], event["size"] or {}
    return Told(
        number=number,
        document=document["id"],
        id=event["id"],
        type=event["event"][0],
        **_common(event, document),
        actors=_sides(event["actor"]),
        recipients=_sides(event["recipient"]),
        where=_where(place, name=place["extracted_place"]) if place else None,
        sizes={what: _bounds(size[what]) for what in SIZES if size.get(what) is not None},
        evidence=event["evidence"]["text"],
    )


def from_table(event: Row, *, document: Row) -> Told:
    """A row of the table ``events``, with its row of the table ``documents``."""
    bounds = {what: Bounds(event.get(f"{what}_min"), event.get(f"{what}_max")) for what in SIZES}
    return Told(
        number=event["number"],
        document=event["document"],
        id=event["id"],
        type=event["event"],
        **_common(event, {**document, "published": document.get("published_at")}),
        actors=_sides(event["actors"]),
        recipients=_sides(event["recipients"]),
        where=_where(event, name=event["place_text"]) if event.get("place_text") else None,
        sizes={what: b for what, b in bounds.items() if (b.min, b.max) != (None, None)},
        evidence=event["evidence"],
    )


def _common(event: Row, document: Row) -> dict[str, Any]:
    """What the record's JSON and the tables call by the same names."""
    exact = event["date_precision"] in ("day", "week")
    first, last = _ordinal(event["date"]), _ordinal(event["enddate"])
    return {
        "modes": frozenset(event["mode"] or ()),
        "first": first if exact else None,
        "last": (last or first) if exact else None,
        "happened": frozenset(event["auxiliary"] or ()),
        "claim": event["claim"],
        "says": _says(event.get("attribution") or (), document),
        "publication": document.get("publication"),
        "published": document.get("published"),
    }


def _says(attribution: Sequence[Row], document: Row) -> str:
    speaker = attribution[0]["speaker"] if attribution else None
    told = (speaker or {}).get("name") or document.get("publication")
    return str(told or document.get("id") or document.get("document"))


def _ordinal(value: Any) -> int | None:
    if value is None:
        return None
    return value.toordinal() if isinstance(value, date) else date.fromisoformat(str(value)[:10]).toordinal()


def _sides(parties: Sequence[Row] | None) -> tuple[Side, ...]:
    return tuple(Side(p["name"], p["code"], p["sector"], p["identifier_id"]) for p in parties or ())


def _where(place: Row, *, name: str) -> Where:
    return Where(
        name=name,
        geonameid=place["geonameid"],
        lat=place["lat"],
        lon=place["lon"],
        province=place["province"],
        country=place["country_code"],
        resolution=place["resolution"] or 0,
    )


def _bounds(count: Any) -> Bounds:
    return Bounds(count["min"], count["max"]) if isinstance(count, Mapping) else Bounds(count, count)
