"""The tables: columns and types, files that say the same in each format, presets, questions."""

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.errors import SettingsError
from dragoman.record.types import CodedDocument, Document, Event
from dragoman.store.files import replacing, sweep, write_whole
from dragoman.store.parts import Rows, Tables, decode, encode, merged, numbered
from dragoman.store.presets import PRESETS, Preset, acled_type, cameo_root, schema_of, under_preset
from dragoman.store.query import query
from dragoman.store.reference import tables_markdown
from dragoman.store.tables import TABLES, Failure, table_named, table_names
from dragoman.store.writing import FORMATS, Format, _Parquet, table_file
from house_sample import CODED

ROOT = Path(__file__).resolve().parent.parent
DEADLY = next(event for event in CODED.events if event.size is not None)
PLAIN = CodedDocument(Document(id="plain", text="The orchestra played."))


def tables_of(*documents: CodedDocument) -> Tables:
    rows = Rows()
    for number, coded in enumerate(documents):
        rows.add(number, coded)
    return rows.tables()


def rows_of(table: pa.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def write(folder: Path, tables: Tables, *, format: Format = "parquet") -> None:
    for name, table in tables.items():
        with table_file(folder / f"{name}.{format}", table.schema, format=format) as writer:
            writer.write(table)


# --- columns --------------------------------------------------------------------------------------------


def test_the_tables_and_the_heads_of_their_columns() -> None:
    assert table_names() == (
        *("events", "statements", "positions", "control", "entities", "places", "documents", "failures"),
    )
    for table in TABLES:
        assert table.schema.names[:2] == ["number", "document"]
        assert len(set(table.schema.names)) == len(table.schema.names)
        assert all(column.meaning.endswith((".", "…")) for column in table.columns), table.name


def test_every_column_is_documented() -> None:
    assert tables_markdown() in (ROOT / "docs" / "corpus.md").read_text()


def test_every_field_of_a_record_is_in_its_table() -> None:
    record = DEADLY
    (event,) = rows_of(tables_of(replace(CODED, events=(record,)))["events"])
    assert event["id"] == record.id
    assert event["event"] == record.event[0]
    assert event["date"] == date.fromisoformat(record.date or "")
    assert event["actor"] == "; ".join(party.name for party in record.actor)
    assert event["actor_code"] == "; ".join(party.code or "" for party in record.actor)
    assert [party["name"] for party in event["recipients"]] == [party.name for party in record.recipient]
    assert record.event_loc is not None
    assert (event["place"], event["lat"]) == (record.event_loc.resolved_place, record.event_loc.lat)
    assert (event["dead_min"], event["dead_max"], event["injured_min"]) == (12, None, None)
    assert (event["claim"], event["claimed_by_sector"]) == ("claimed", "CVL")
    assert CODED.document.text[event["evidence_start"] : event["evidence_end"]] == event["evidence"]
    assert event["rule"] == list(record.rule)


def test_as_many_rows_as_records() -> None:
    tables = tables_of(CODED, PLAIN)
    for name in ("events", "statements", "positions", "control", "entities", "places"):
        assert tables[name].num_rows == len(getattr(CODED, name)), name
    assert rows_of(tables["documents"])[1]["document"] == "plain"
    assert rows_of(tables["documents"])[0]["published"] == date(2020, 3, 3)
    assert tables["failures"].num_rows == 0


def test_what_is_missing_is_null_and_not_nothing_in_words() -> None:
    bare = replace(CODED.events[0], actor=(), event_loc=None, size=None, attribution=(), date=None, enddate=None)
    (row,) = rows_of(tables_of(replace(CODED, events=(bare,)))["events"])
    for name in ("actor", "actor_code", "place", "lat", "dead_min", "claimed_by", "date"):
        assert row[name] is None, name
    assert row["actors"] == []


def test_a_failure_has_its_place_and_reason() -> None:
    rows = Rows()
    rows.fail(3, Failure("a.csv", 12, None, "input", "no text; fill it in"))
    assert rows_of(rows.tables()["failures"]) == [
        {
            "number": 3,
            "document": None,
            "source": "a.csv",
            "row": 12,
            "kind": "input",
            "reason": "no text; fill it in",
        }
    ]


# --- parts ----------------------------------------------------------------------------------------------


def test_parts_come_back_as_they_went() -> None:
    tables = tables_of(CODED, PLAIN)
    again = decode(encode(tables))
    assert again is not None
    assert all(again[name].equals(tables[name]) for name in table_names())


def test_documents_tried_again_take_their_place_in_the_order() -> None:
    old, new = Rows(), Rows()
    old.add(0, CODED)
    old.fail(1, Failure("a", 2, "plain", "coding", "x"))
    old.add(2, CODED)
    new.add(1, PLAIN)
    both = merged(old.tables(), new.tables(), tried={1})
    assert both["documents"]["document"].to_pylist() == [CODED.document.id, "plain", CODED.document.id]
    assert both["failures"].num_rows == 0
    assert numbered(both, first=100)["documents"]["number"].to_pylist() == [100, 101, 102]


# --- files ----------------------------------------------------------------------------------------------


def _break_off(path: Path) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(b"half")
        raise ZeroDivisionError


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"first")
    with pytest.raises(ZeroDivisionError):
        _break_off(path)
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]
    (tmp_path / ".a.txt.99.tmp").touch()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_rows_are_the_same_bytes(tmp_path: Path, format: Format) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, tables_of(CODED, PLAIN), format=format)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_parquet_has_the_types_of_the_tables(tmp_path: Path) -> None:
    tables = tables_of(CODED)
    write(tmp_path, tables)
    for table in TABLES:
        found = pq.read_table(tmp_path / f"{table.name}.parquet")
        assert found.schema == table.schema
        assert found.equals(tables[table.name])


def test_csv_joins_lists_and_writes_what_has_parts_as_json(tmp_path: Path) -> None:
    write(tmp_path, tables_of(CODED), format="csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as stream:
        row = next(csv.DictReader(stream))
    record = CODED.events[0]
    assert row["rule"] == "; ".join(record.rule)
    assert json.loads(row["actors"])[0]["name"] == record.actor[0].name
    assert (row["dead_max"], row["date"]) == ("", record.date)


def test_json_lines_say_what_parquet_says(tmp_path: Path) -> None:
    tables = tables_of(CODED)
    write(tmp_path, tables, format="jsonl")
    lines = (tmp_path / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [json.loads(json.dumps(row, default=str)) for row in rows_of(tables["statements"])]
    assert [json.loads(line) for line in lines] == wanted


class _Chunk:
    """Rows that count how often their size is asked for."""

    num_rows = 1
    asked = 0

    @property
    def nbytes(self) -> int:
        _Chunk.asked += 1
        return 1


def test_each_chunk_is_weighed_once_however_many_wait() -> None:
    writer = _Parquet(None)
    for _ in range(500):
        writer.write(_Chunk())
    assert _Chunk.asked == 500


def test_row_groups_do_not_hang_on_how_chunks_were_joined_in_memory(tmp_path: Path) -> None:
    table = pa.table({"n": pa.array(range(50_000), pa.int64())})
    path = tmp_path / "a.parquet"
    with table_file(path, table.schema, format="parquet") as writer:
        for start in range(0, 50_000, 5_000):
            writer.write(table.slice(start, 5_000))
    file = pq.ParquetFile(path)
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [
        20_000,
        20_000,
        10_000,
    ]
    assert file.read().equals(table)


# --- presets --------------------------------------------------------------------------------------------


def preset_rows(preset: Preset, *events: Event) -> list[dict[str, Any]]:
    tables = tables_of(replace(CODED, events=events or CODED.events))
    found = under_preset(preset, tables["events"], tables["documents"])
    assert found.schema == schema_of(preset)
    return rows_of(found)


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_have_rows_for_events_and_none_for_none(preset: Preset) -> None:
    assert preset_rows(preset)
    tables = tables_of(PLAIN)
    assert under_preset(preset, tables["events"], tables["documents"]).num_rows == 0


def test_polecat_names() -> None:
    row = preset_rows("polecat", CODED.events[0])[0]
    assert (row["Event Type"], row["Primary Actor Sector"], row["Publication Date"]) == (
        "ASSAULT",
        "REB",
        date(2020, 3, 3),
    )
    assert row["Actor Name Raw"] == CODED.events[0].actor[0].text


def test_plover_keeps_lists_and_structs() -> None:
    row = preset_rows("plover", DEADLY)[0]
    assert row["event"] == ["ASSAULT"]
    assert row["actor"][0]["entity_text"] == DEADLY.actor[0].text
    assert row["cite_info"]["publication"] == "The Example"
    assert row["size"]["dead_min"] == 12


@pytest.mark.parametrize(
    ("event", "modes", "root"),
    [
        ("AGREE", [], "03"),
        ("ACCUSE", ["investigate"], "09"),
        ("ACCUSE", ["disapprove"], "11"),
        ("ASSAULT", [], "19"),
        ("ASSAULT", ["aerial"], "19"),
        ("ASSAULT", ["abduct"], "18"),
        ("ASSAULT", ["unconventional"], "20"),
        ("RETREAT", ["withdraw"], "08"),
    ],
)
def test_cameo_roots(event: str, modes: Sequence[str], root: str) -> None:
    assert cameo_root(event, modes) == root


def test_cameo_row() -> None:
    row = preset_rows("cameo", CODED.events[0])[0]
    assert re.fullmatch(r"\d{8}", str(row["SQLDATE"]))
    assert (row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("YEM", "REB")


def acled(**values: Any) -> str | None:
    row = {"auxiliary": [], "claim": "asserted", "mode": [], "event": "ASSAULT", "recipients": []}
    return acled_type(row | values)


def test_kinds_of_events_in_words_of_acled() -> None:
    assert acled() == "Battles"
    assert acled(mode=["aerial"]) == "Explosions/Remote violence"
    assert acled(recipients=[{"sector": "CVL"}]) == "Violence against civilians"
    assert acled(event="PROTEST", mode=["riot"]) == "Riots"
    assert acled(event="PROTEST") == "Protests"
    assert acled(event="RETREAT") == "Strategic developments"


@pytest.mark.parametrize(
    "values",
    [{"event": "CONSULT"}, {"auxiliary": ["future"]}, {"auxiliary": ["negation"]}, {"claim": "denied"}],
)
def test_talk_and_what_did_not_happen_is_not_for_acled(values: dict[str, Any]) -> None:
    assert acled(**values) is None


# --- questions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_questions_are_answered_in_every_format(tmp_path: Path, format: Format) -> None:
    write(tmp_path, tables_of(CODED, PLAIN), format=format)
    (tmp_path / "manifest.json").touch()
    sql = """select d.document, count(e.id) as n from documents d left join events e using (number)
        group by all order by n"""
    names, rows = query(tmp_path, sql)
    assert list(names) == ["document", "n"]
    assert list(rows) == [("plain", 0), (CODED.document.id, len(CODED.events))]


def test_a_question_that_cannot_be_answered_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no finished results here"):
        query(tmp_path, "select 1")
    write(tmp_path, tables_of(CODED))
    (tmp_path / "manifest.json").touch()
    with pytest.raises(SettingsError, match=r"tables: events, statements"):
        query(tmp_path, "select * from nonsense")


def test_duckdb_reads_the_files_as_they_lie(tmp_path: Path) -> None:
    write(tmp_path, tables_of(CODED))
    found = duckdb.sql(f"select party.name from (select unnest(actors) as party from '{tmp_path}/events.parquet')")
    assert found is not None
    assert ("Northern Front",) in found.fetchall()


def test_a_table_of_that_name() -> None:
    assert table_named("control").name == "control"
