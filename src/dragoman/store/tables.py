"""The tables of coded documents: their columns, in order, with types and meanings.

One row a record. Every table begins with ``number`` (of the document in the inputs, from 0: unique, the key
to join by) and ``document`` (the document's id as given). Types are Arrow's. Lists of plain strings are lists;
parties, spans and attributions in full are structs, after the flat columns that say the same in short.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from dragoman.record.types import CodedDocument
from dragoman.store.columns import (
    CLAIM,
    DATES,
    DAY,
    ID,
    INTEGER,
    LINK,
    NUMBER,
    PARTY,
    RULE,
    SMALL,
    SPAN,
    TEXT,
    TEXTS,
    WORD_OF,
    Column,
    day,
    field_of,
    one,
    parties_of,
    place_of,
    size_of,
    span_of,
    whole_party,
    words_of,
)


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
    field_of("confidence", NUMBER, "Probability that the type is right; null with --no-model."),
    LINK,
    field_of("actors", pa.list_(PARTY), "The actors in full (Party of docs/record.md).", attribute="actor"),
    field_of("recipients", pa.list_(PARTY), "The recipients in full.", attribute="recipient"),
    WORD_OF,
    field_of("event_spans", pa.list_(SPAN), "The words of the event with offsets.", attribute="event_text"),
)

_STATEMENT = (
    ID,
    *DATES,
    *parties_of("speaker", one("speaker"), "Who says it"),
    *parties_of("addressee", one("addressee"), "To whom"),
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
    *parties_of("party", one("party"), "Whose position it is"),
    *parties_of("toward", one("toward"), "Toward whom"),
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
    *parties_of("holder", one("holder"), "Who holds it afterwards"),
    *parties_of("from", one("from_"), "Who held it before"),
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
        "kind",
        TEXT,
        "`input` cannot be read, `coding` breaks the coder, `timeout`, `crash` ended the process.",
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
