"""The tables of coded documents: their columns, in order, with types and meanings.

One row a record. Every table begins with ``number`` (of the document in the inputs, from 0: unique, the key
to join by) and ``document`` (the document's id as given). Types are Arrow's. Lists of plain strings are lists;
parties, spans and attributions in full are structs, after the flat columns that say the same in short.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa

from dragoman.record.json import to_plain
from dragoman.record.types import (
    Attribution,
    CodedDocument,
    Control,
    Count,
    Document,
    Entity,
    Event,
    Party,
    Place,
    Position,
    Range,
    Size,
    Span,
    Statement,
)

TEXT, INTEGER, SMALL, NUMBER, DAY = pa.string(), pa.int64(), pa.int8(), pa.float64(), pa.date32()
TEXTS = pa.list_(TEXT)
SPAN = pa.struct([("start", INTEGER), ("end", INTEGER), ("text", TEXT)])
PARTY = pa.struct(
    [("start", INTEGER), ("end", INTEGER), ("text", TEXT), ("entity", TEXT), ("name", TEXT), ("code", TEXT)]
    + [("sector", TEXT), ("other_sectors", TEXTS), ("office", TEXT), ("identifier_id", TEXT)]
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


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns in order, and the records of a coded document that are its rows."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    records: Callable[[CodedDocument], Sequence[Any]]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, the two key columns included."""
        return pa.schema([*KEYS, *((column.name, column.type) for column in self.columns)])


KEYS = (("number", INTEGER), ("document", TEXT))


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was put aside. ``kind`` is one of ``input``, ``coding``, ``timeout``, ``crash``."""

    source: str
    row: int | None
    document: str | None
    kind: str
    reason: str


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


CLAIM = [
    field_of("claim", TEXT, "`asserted` by the report, or `claimed` or `denied` by someone else."),
    *parties_of("claimed_by", _speakers, "On whose word, outermost speaker first"),
]
DATES = [
    day_of("date", "First day."),
    day_of("enddate", "Last day."),
    field_of("date_precision", TEXT, "day, week, month, year, unknown."),
    field_of("date_from", TEXT, "text, publication, none."),
]
RULE = field_of("rule", TEXTS, "The codebook entries that fired.")
LINK = field_of("link", TEXT, "Shared by records of one incident.")
ID = field_of("id", TEXT, "The same for the same text and codebook, on every machine.")
WORD_OF = field_of(
    "attribution", pa.list_(ATTRIBUTION), "On whose word, in full (Attribution of docs/record.md)."
)


def _one(role: str) -> Callable[[Any], Sequence[Party | None]]:
    return lambda record: [getattr(record, role)]


_EVENT = (
    ID,
    *DATES,
    *parties_of("actor", lambda event: event.actor, "Who did it"),
    *parties_of("recipient", lambda event: event.recipient, "Whom it was done to"),
    Column("event", TEXT, "PLOVER event type.", lambda event: event.event[0]),
    field_of("mode", TEXTS, "PLOVER modes of the type."),
    field_of("context", TEXTS, "PLOVER contexts (why it happened)."),
    field_of("auxiliary", TEXTS, "historical, future, hypothetical, negation."),
    field_of("quad_code", SMALL, "1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict."),
    field_of("event_scale", NUMBER, "Conflict–cooperation score, −10 to +10."),
    *place_of(lambda event: event.event_loc),
    *size_of("dead", "Killed"),
    *size_of("injured", "Injured"),
    *size_of("arrested", "Arrested"),
    *CLAIM,
    Column("event_text", TEXT, "The words that make it an event.", words_of(lambda event: event.event_text)),
    *span_of("evidence", "The sentence."),
    RULE,
    field_of("why", TEXTS, "The steps from words to code, in order."),
    field_of("recipient_from", TEXT, "`place` where the recipient is the country of the place."),
    LINK,
    field_of("actors", pa.list_(PARTY), "The actors in full (Party of docs/record.md).", attribute="actor"),
    field_of("recipients", pa.list_(PARTY), "The recipients in full.", attribute="recipient"),
    WORD_OF,
    field_of("event_spans", pa.list_(SPAN), "The words of the event with offsets.", attribute="event_text"),
)

_STATEMENT = (
    ID,
    *DATES,
    *parties_of("speaker", _one("speaker"), "Who says it"),
    *parties_of("addressee", _one("addressee"), "To whom"),
    Column("content", TEXT, "What is said; pieces joined by “ … ”.", words_of(lambda said: said.content)),
    field_of("form", TEXT, "direct, indirect, mixed."),
    field_of("medium", TEXT, "statement, interview, post, speech …"),
    *span_of("cue", "The reporting words."),
    *span_of("evidence", "The sentence."),
    LINK,
    whole_party("speaker_party", "speaker"),
    whole_party("addressee_party", "addressee"),
    field_of("content_spans", pa.list_(SPAN), "What is said, with offsets.", attribute="content"),
)

_POSITION = (
    ID,
    *DATES,
    *parties_of("party", _one("party"), "Whose position it is"),
    *parties_of("toward", _one("toward"), "Toward whom"),
    field_of("kind", TEXT, "demand, offer, refusal, disclaimer, warning, commitment."),
    field_of("issue", TEXT, "What it is about."),
    *span_of("proposition", "What is demanded, offered, refused …"),
    *span_of("condition", "On which condition, or what sets the warning off."),
    *span_of("deadline", "By when, in words."),
    Column("deadline_date", DAY, "By when.", lambda held: day(held.deadline.date) if held.deadline else None),
    *CLAIM,
    *span_of("evidence", "The sentence."),
    RULE,
    field_of("event", TEXT, "Id of the event coded from the same words."),
    LINK,
    whole_party("party_whole", "party"),
    whole_party("toward_whole", "toward"),
    WORD_OF,
)

_CONTROL = (
    ID,
    *DATES,
    *place_of(lambda held: held.place),
    field_of("place_type", TEXT, "The kind of place, as written."),
    field_of("count", INTEGER, "Number of places, where several are meant."),
    *parties_of("holder", _one("holder"), "Who holds it afterwards"),
    *parties_of("from", _one("from_"), "Who held it before"),
    field_of("change", TEXT, "gained, lost, contested, held, withdrawn."),
    field_of("event", TEXT, "Id of the event that brought the change."),
    field_of("auxiliary", TEXTS, "historical, future, hypothetical, negation."),
    *CLAIM,
    *span_of("evidence", "The sentence."),
    RULE,
    LINK,
    whole_party("holder_party", "holder"),
    whole_party("from_party", "from_"),
    WORD_OF,
)

_ENTITY = (
    field_of("id", TEXT, "Id within the document; parties refer to it (`entity`)."),
    field_of("name", TEXT, "Canonical name, or the fullest one in the text."),
    field_of("code", TEXT, "Country code."),
    field_of("sector", TEXT, "PLOVER's primary sector."),
    field_of("other_sectors", TEXTS, "Further sectors."),
    field_of("office", TEXT, "Office held, in words."),
    field_of("identifier_id", TEXT, "Wikidata id."),
    field_of("reason", TEXT, "How the code was found, in words."),
    field_of("mentions", pa.list_(SPAN), "The words that name it, in text order."),
)

_PLACES = (
    field_of("start", INTEGER, "Offset of the first character."),
    field_of("end", INTEGER, "Offset after the last character."),
    *place_of(lambda place: place),
    field_of("reason", TEXT, "Why this place of that name, in words."),
)


def _count(name: str, what: str) -> Column:
    return Column(name, INTEGER, f"Number of {what}.", lambda coded: len(getattr(coded, name)))


def _given(name: str, meaning: str) -> Column:
    return Column(name, TEXT, meaning, lambda coded: getattr(coded.document, name))


_DOCUMENT = (
    _given("title", "Title as given."),
    Column("published", DAY, "Publication day.", lambda coded: day(coded.document.published)),
    _given("url", "Address of the report."),
    _given("publication", "Name of the paper, agency or site."),
    _given("author", "Author as given."),
    _given("language", "Language as given."),
    Column("published_at", TEXT, "Date or datetime as given (ISO 8601).", lambda coded: coded.document.published),
    _count("events", "events"),
    _count("statements", "statements"),
    _count("positions", "positions"),
    _count("control", "control records"),
    field_of("notes", TEXTS, "What the reader should know of it, e.g. that it is in another language."),
    _given("text", "The text that all offsets index."),
)

_FAILURE = (
    field_of("source", TEXT, "File or address."),
    field_of("row", INTEGER, "Row or line in it, where it has rows."),
    field_of(
        "kind", TEXT, "`input` cannot be read, `coding` breaks the coder, `timeout`, `crash` ended the process."
    ),
    field_of("reason", TEXT, "What is wrong, and the mend."),
)

TABLES: tuple[Table, ...] = (
    Table("events", "Who did what to whom, where, when, on whose word.", _EVENT, lambda coded: coded.events),
    Table("statements", "Who said what.", _STATEMENT, lambda coded: coded.statements),
    Table("positions", "What parties want, offer, refuse, warn of.", _POSITION, lambda coded: coded.positions),
    Table("control", "Who holds which place, and what changed.", _CONTROL, lambda coded: coded.control),
    Table("entities", "Who is spoken of, a row for each document.", _ENTITY, lambda coded: coded.entities),
    Table("places", "Every place named.", _PLACES, lambda coded: coded.places),
    Table("documents", "The documents that were coded.", _DOCUMENT, lambda coded: [coded]),
    Table("failures", "The inputs that were put aside.", _FAILURE, lambda coded: []),
)


@cache
def table_named(name: str) -> Table:
    """The table of that name."""
    return next(table for table in TABLES if table.name == name)


def table_names() -> tuple[str, ...]:
    """Names of all tables, in order."""
    return tuple(table.name for table in TABLES)


Rows = Mapping[str, list[tuple[Any, ...]]]
"""Rows of each table, as tuples in the order of its columns."""

__all__ = ["KEYS", "TABLES", "Column", "Document", "Entity", "Failure", "Rows", "Table", "table_named", "table_names"]
_ = (Control, Event, Position, Statement)
