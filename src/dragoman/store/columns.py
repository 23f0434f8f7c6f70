"""A column of a table, and the columns that several tables share: dates, parties, places, claims, words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from dragoman.record.json import to_plain
from dragoman.record.types import Attribution, Count, Party, Place, Range, Size, Span

TEXT, INTEGER, SMALL, NUMBER, DAY = pa.string(), pa.int64(), pa.int8(), pa.float64(), pa.date32()
TEXTS = pa.list_(TEXT)
SPAN = pa.struct([("start", INTEGER), ("end", INTEGER), ("text", TEXT)])
PARTY = pa.struct(
    [
        ("start", INTEGER),
        ("end", INTEGER),
        ("text", TEXT),
        ("entity", TEXT),
        ("name", TEXT),
        ("code", TEXT),
        ("sector", TEXT),
        ("other_sectors", TEXTS),
        ("office", TEXT),
        ("identifier_id", TEXT),
    ]
)
ATTRIBUTION = pa.struct([("speaker", PARTY), ("cue", SPAN)])

_JOIN = "; "
_BREAK = " … "


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its Arrow type, what it holds, and where its value comes from."""

    name: str
    type: pa.DataType
    meaning: str
    value: Callable[[Any], Any]


def field_of(name: str, kind: pa.DataType, meaning: str, *, attribute: str = "") -> Column:
    """A column that is a field of the record as it stands; tuples become lists, records structs."""
    key = attribute or name
    return Column(name, kind, meaning, lambda record: to_plain(getattr(record, key)))


def day_of(name: str, meaning: str) -> Column:
    """A column that is an ISO date of the record."""
    return Column(name, DAY, meaning, lambda record: day(getattr(record, name)))


def day(value: str | None) -> date | None:
    """The day of an ISO date or datetime."""
    return None if value is None else date.fromisoformat(value[:10])


def _joined(parties: Sequence[Party | None], attribute: str) -> str | None:
    found = [getattr(party, attribute) for party in parties if party is not None]
    return _JOIN.join(value or "" for value in found) if any(found) else None


def parties_of(name: str, get: Callable[[Any], Sequence[Party | None]], meaning: str) -> list[Column]:
    """Three flat columns for the parties in a role: names, country codes and sectors, each joined by ``; ``."""

    def column(suffix: str, attribute: str, what: str) -> Column:
        return Column(f"{name}{suffix}", TEXT, what, lambda record: _joined(get(record), attribute))

    return [
        column("", "name", f"{meaning}: name; several joined by “; ”."),
        column("_code", "code", f"Country code of {name}, in the same order."),
        column("_sector", "sector", f"PLOVER's primary sector of {name}, in the same order."),
    ]


def whole_party(name: str, role: str) -> Column:
    """The party in full, its words and offsets included."""
    return field_of(name, PARTY, f"The {role} in full (Party of docs/record.md).", attribute=role)


def span_of(name: str, meaning: str) -> list[Column]:
    """Words and their offsets."""

    def part(attribute: str) -> Callable[[Any], Any]:
        return lambda record: getattr(getattr(record, name), attribute, None)

    return [
        Column(name, TEXT, meaning, part("text")),
        Column(f"{name}_start", INTEGER, f"Offset of {name} in the document's text.", part("start")),
        Column(f"{name}_end", INTEGER, f"Offset after the end of {name}.", part("end")),
    ]


def words_of(get: Callable[[Any], Sequence[Span]]) -> Callable[[Any], str]:
    """The words of several spans as one string."""
    return lambda record: _BREAK.join(span.text for span in get(record))


_PLACE = (
    ("geonameid", INTEGER, "GeoNames id."),
    ("lat", NUMBER, "Latitude, degrees (WGS 84)."),
    ("lon", NUMBER, "Longitude, degrees (WGS 84)."),
    ("city", TEXT, "City."),
    ("district", TEXT, "District (second level)."),
    ("province", TEXT, "Province (first level)."),
    ("country", TEXT, "Country, in words."),
    ("country_code", TEXT, "ISO 3166-1 alpha-3, KOS for Kosovo."),
    ("feature_class", TEXT, "GeoNames feature class."),
    ("feature_code", TEXT, "GeoNames feature code."),
    ("resolution", SMALL, "5 below city, 4 city, 3 district, 2 province, 1 country."),
)


def place_of(get: Callable[[Any], Place | None]) -> list[Column]:
    """The place of a record, flat."""

    def part(attribute: str) -> Callable[[Any], Any]:
        return lambda record: getattr(get(record), attribute, None)

    return [
        Column("place_text", TEXT, "Where: the name as the text has it.", part("extracted_place")),
        Column("place", TEXT, "Where: the gazetteer's name.", part("resolved_place")),
        *(Column(name, kind, meaning, part(name)) for name, kind, meaning in _PLACE),
    ]


def _bound(count: Count | None, end: str) -> int | None:
    return getattr(count, end) if isinstance(count, Range) else count


def size_of(what: str, word: str) -> list[Column]:
    """Least and greatest number of those killed, injured, arrested."""

    def part(end: str) -> Callable[[Any], Any]:
        def value(record: Any) -> int | None:
            size: Size | None = record.size
            return _bound(getattr(size, what, None), end)

        return value

    return [
        Column(f"{what}_min", INTEGER, f"{word}: at least so many.", part("min")),
        Column(f"{what}_max", INTEGER, f"{word}: at most so many; null if open.", part("max")),
    ]


def _speakers(record: Any) -> Sequence[Party | None]:
    said: Sequence[Attribution] = record.attribution
    return [link.speaker for link in said]


CLAIM = (
    field_of("claim", TEXT, "`asserted` by the report, or `claimed` or `denied` by someone else."),
    *parties_of("claimed_by", _speakers, "On whose word, outermost speaker first"),
)
DATES = (
    day_of("date", "First day."),
    day_of("enddate", "Last day."),
    field_of("date_precision", TEXT, "day, week, month, year, unknown."),
    field_of("date_from", TEXT, "text, publication, none."),
)
RULE = field_of("rule", TEXTS, "The codebook entries that fired.")
LINK = field_of("link", TEXT, "Shared by records of one incident.")
ID = field_of("id", TEXT, "The same for the same text and codebook, on every machine.")
WORD_OF = field_of("attribution", pa.list_(ATTRIBUTION), "On whose word, in full (Attribution of docs/record.md).")


def one(role: str) -> Callable[[Any], Sequence[Party | None]]:
    return lambda record: [getattr(record, role)]
