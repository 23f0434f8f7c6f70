"""The events table under the column names of other data sets, for those who come from there.

Each preset is a list of columns over a row of ``events`` and the row of its document. What a data set has and
the record has not (its analysts' judgements, identifiers of its own) is left out, not made up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import pyarrow as pa

from dragoman.store.columns import DAY, INTEGER, NUMBER, SMALL, TEXT, TEXTS

Preset = Literal["polecat", "plover", "cameo", "acled"]
PRESETS: tuple[Preset, ...] = get_args(Preset)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PresetColumn:
    """One column: its value from a row of ``events`` and the row of its document."""

    name: str
    type: pa.DataType
    value: Callable[[Row, Row], Any]


def columns_of(preset: Preset) -> tuple[PresetColumn, ...]:
    """The columns of a preset, in order."""
    return _COLUMNS[preset]


def schema_of(preset: Preset) -> pa.Schema:
    """The Arrow schema of a preset."""
    return pa.schema([(column.name, column.type) for column in columns_of(preset)])


def under_preset(preset: Preset, events: pa.Table, documents: pa.Table) -> pa.Table:
    """The rows of ``events`` under the columns of a preset; ``documents`` holds at least their documents."""
    by_number = {row["number"]: row for row in documents.drop_columns(["text"]).to_pylist()}
    pairs = [(row, by_number[row["number"]]) for row in events.to_pylist()]
    if preset == "acled":
        pairs = [(event, document) for event, document in pairs if acled_type(event) is not None]
    arrays = [pa.array([column.value(*pair) for pair in pairs], type=column.type) for column in columns_of(preset)]
    return pa.Table.from_arrays(arrays, schema=schema_of(preset))


def _event(name: str, kind: pa.DataType, key: str) -> PresetColumn:
    return PresetColumn(name, kind, lambda event, _: event[key])


def _document(name: str, kind: pa.DataType, key: str) -> PresetColumn:
    return PresetColumn(name, kind, lambda _, document: document[key])


def _list(name: str, key: str) -> PresetColumn:
    return PresetColumn(name, TEXT, lambda event, _: "; ".join(event[key]) or None)


def _parties(name: str, role: str, key: str) -> PresetColumn:
    def value(event: Row, _: Row) -> str | None:
        found = [party[key] for party in event[role]]
        return "; ".join(item or "" for item in found) if any(found) else None

    return PresetColumn(name, TEXT, value)


def _sectors(name: str, role: str) -> PresetColumn:
    """All sectors of all parties in a role, each once."""

    def value(event: Row, _: Row) -> str | None:
        found = [s for party in event[role] for s in (party["sector"], *party["other_sectors"]) if s]
        return "; ".join(dict.fromkeys(found)) or None

    return PresetColumn(name, TEXT, value)


def _polecat_side(title: str, role: str) -> list[PresetColumn]:
    return [
        _parties(f"{title} Name", role, "name"),
        _parties(f"{title} Country", role, "code"),
        _parties(f"Primary {title} Sector", role, "sector"),
        _sectors(f"{title} Sectors", role),
        _parties(f"{title} Title", role, "office"),
        _parties(f"{title} Name Raw", role, "text"),
    ]


def _polecat() -> list[PresetColumn]:
    return [
        _event("Event ID", TEXT, "id"),
        _event("Event Date", DAY, "date"),
        _event("Event Type", TEXT, "event"),
        _list("Event Mode", "mode"),
        _event("Intensity", NUMBER, "event_scale"),
        _event("Quad Code", SMALL, "quad_code"),
        _list("Contexts", "context"),
        *_polecat_side("Actor", "actors"),
        *_polecat_side("Recipient", "recipients"),
        _event("Placename", TEXT, "place"),
        _event("City", TEXT, "city"),
        _event("District", TEXT, "district"),
        _event("Province", TEXT, "province"),
        _event("Country", TEXT, "country"),
        _event("Latitude", NUMBER, "lat"),
        _event("Longitude", NUMBER, "lon"),
        _event("GeoNames ID", INTEGER, "geonameid"),
        _event("Raw Placename", TEXT, "place_text"),
        _event("Feature Type", TEXT, "feature_code"),
        _document("Source", TEXT, "publication"),
        _document("Publication Date", DAY, "published"),
        _document("Language", TEXT, "language"),
    ]


_ENTITY = pa.struct(
    [
        ("code", TEXT),
        ("sector", TEXT),
        ("other_sectors", TEXTS),
        ("entity_text", TEXT),
        ("identifier_id", TEXT),
        ("identifier_text", TEXT),
        ("office", TEXT),
    ]
)
_LOC = (
    ("extracted_place", TEXT, "place_text"),
    ("resolved_place", TEXT, "place"),
    *((key, kind, key) for key, kind in (("geonameid", INTEGER), ("lat", NUMBER), ("lon", NUMBER))),
    *((key, TEXT, key) for key in ("city", "district", "province", "country", "country_code")),
    *((key, TEXT, key) for key in ("feature_class", "feature_code")),
    ("resolution", SMALL, "resolution"),
)
_CITE = ("url", "title", "language", "publication")


def _plover_party(party: Row) -> Row:
    names = {"entity_text": "text", "identifier_text": "name"}
    return {field.name: party[names.get(field.name, field.name)] for field in _ENTITY}


def _plover_loc(event: Row, _: Row) -> Row | None:
    return {name: event[key] for name, _, key in _LOC} if event["place_text"] else None


def _plover() -> list[PresetColumn]:
    counts = pa.struct([(f"{what}_{end}", INTEGER) for what in _SIZES for end in ("min", "max")])

    def parties(role: str) -> Callable[[Row, Row], Any]:
        return lambda event, _: [_plover_party(party) for party in event[role]]

    return [
        _event("id", TEXT, "id"),
        _event("date", DAY, "date"),
        _event("enddate", DAY, "enddate"),
        PresetColumn("actor", pa.list_(_ENTITY), parties("actors")),
        PresetColumn("recipient", pa.list_(_ENTITY), parties("recipients")),
        PresetColumn("event", TEXTS, lambda event, _: [event["event"]]),
        _event("mode", TEXTS, "mode"),
        _event("context", TEXTS, "context"),
        PresetColumn("event_loc", pa.struct([(name, kind) for name, kind, _ in _LOC]), _plover_loc),
        _event("event_text", TEXT, "event_text"),
        _event("quad_code", SMALL, "quad_code"),
        _event("event_scale", NUMBER, "event_scale"),
        PresetColumn("size", counts, lambda event, _: {field.name: event[field.name] for field in counts}),
        _event("link", TEXT, "link"),
        _event("text", TEXT, "evidence"),
        PresetColumn(
            "cite_info",
            pa.struct([(key, TEXT) for key in _CITE]),
            lambda _, document: {key: document[key] for key in _CITE},
        ),
        PresetColumn("coder", TEXT, lambda event, document: "dragoman"),
    ]


_SIZES = ("dead", "injured", "arrested")


@cache
def _cameo_roots() -> dict[tuple[str, str], str]:
    lines = files("dragoman.store").joinpath("cameo.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(kind, mode): root for kind, mode, root in rows[1:]}


def cameo_root(event: str, modes: Sequence[str]) -> str:
    """The CAMEO root of a PLOVER type and its modes."""
    roots = _cameo_roots()
    return next((roots[event, mode] for mode in modes if (event, mode) in roots), roots[event, "-"])


def _first(name: str, role: str, key: str) -> PresetColumn:
    """A field of the first party in a role: these data sets have one on each side."""
    return PresetColumn(name, TEXT, lambda event, _: event[role][0][key] if event[role] else None)


def _number(event: Row, _: Row) -> int | None:
    return int(event["date"].strftime("%Y%m%d")) if event["date"] else None


def _cameo() -> list[PresetColumn]:
    sides = (("Actor1", "actors"), ("Actor2", "recipients"))
    return [
        _event("GLOBALEVENTID", TEXT, "id"),
        PresetColumn("SQLDATE", INTEGER, _number),
        *(
            _first(f"{side}{suffix}", role, key)
            for side, role in sides
            for suffix, key in (("Name", "name"), ("CountryCode", "code"), ("Type1Code", "sector"))
        ),
        PresetColumn("EventRootCode", TEXT, lambda event, _: cameo_root(event["event"], event["mode"])),
        _event("QuadClass", SMALL, "quad_code"),
        _event("GoldsteinScale", NUMBER, "event_scale"),
        _event("ActionGeo_FullName", TEXT, "place"),
        _event("ActionGeo_CountryCode", TEXT, "country_code"),
        _event("ActionGeo_Lat", NUMBER, "lat"),
        _event("ActionGeo_Long", NUMBER, "lon"),
        _event("ActionGeo_FeatureID", INTEGER, "geonameid"),
        _document("SOURCEURL", TEXT, "url"),
    ]


_REMOTE = {"explosives", "suicide-attack", "aerial", "drone", "heavy-weapons"}
_CIVILIANS = {"AGR", "BUS", "CVL", "EDU", "JRN", "LAB", "MED", "REF", "REL", "SOC"}
_STRATEGIC = {"MOBILIZE", "COERCE", "RETREAT"}
_NOT_SO = {"future", "hypothetical", "negation"}


def acled_type(event: Row) -> str | None:
    """The kind of event in ACLED's words, None for what ACLED would not list: talk, and what did not happen."""
    if _NOT_SO.intersection(event["auxiliary"]) or event["claim"] == "denied":
        return None
    modes, kind = set(event["mode"]), event["event"]
    if kind == "PROTEST":
        return "Riots" if "riot" in modes else "Protests"
    if kind in _STRATEGIC:
        return "Strategic developments"
    if kind != "ASSAULT":
        return None
    if modes & _REMOTE:
        return "Explosions/Remote violence"
    against = {party["sector"] for party in event["recipients"]}
    return "Violence against civilians" if against & _CIVILIANS else "Battles"


_TIME_PRECISION = {"day": 1, "week": 2, "month": 3, "year": 3}
_GEO_PRECISION = {5: 1, 4: 1, 3: 2, 2: 3, 1: 3}


def _acled() -> list[PresetColumn]:
    return [
        _event("event_id", TEXT, "id"),
        _event("event_date", DAY, "date"),
        PresetColumn("year", INTEGER, lambda event, _: event["date"].year if event["date"] else None),
        PresetColumn("time_precision", SMALL, lambda event, _: _TIME_PRECISION.get(event["date_precision"])),
        PresetColumn("event_type", TEXT, lambda event, _: acled_type(event)),
        _list("sub_event_type", "mode"),
        _event("actor1", TEXT, "actor"),
        _event("inter1", TEXT, "actor_sector"),
        _event("actor2", TEXT, "recipient"),
        _event("inter2", TEXT, "recipient_sector"),
        _event("country", TEXT, "country"),
        _event("admin1", TEXT, "province"),
        _event("admin2", TEXT, "district"),
        _event("location", TEXT, "place"),
        _event("latitude", NUMBER, "lat"),
        _event("longitude", NUMBER, "lon"),
        PresetColumn("geo_precision", SMALL, lambda event, _: _GEO_PRECISION.get(event["resolution"])),
        _document("source", TEXT, "publication"),
        _event("notes", TEXT, "evidence"),
        _event("fatalities", INTEGER, "dead_min"),
    ]


_COLUMNS: dict[str, tuple[PresetColumn, ...]] = {
    "polecat": tuple(_polecat()),
    "plover": tuple(_plover()),
    "cameo": tuple(_cameo()),
    "acled": tuple(_acled()),
}
