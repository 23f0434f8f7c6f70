"""The record as JSON: round trip, contract, spans."""

import dataclasses
import json
from typing import get_args, get_type_hints

import pytest

from dragoman.errors import RecordError
from dragoman.record.json import check_spans, from_json, json_name, to_json
from dragoman.record.schema import RECORD_TYPES, columns_markdown, json_schema, meanings
from dragoman.record.types import CodedDocument, Document, Party, Range, Span
from house_sample import CODED, SOURCE


def test_what_is_written_reads_back_the_same() -> None:
    assert from_json(to_json(CODED)) == CODED


def test_a_document_without_records_reads_back_the_same() -> None:
    assert from_json(to_json(CodedDocument(SOURCE))) == CodedDocument(SOURCE)


def test_one_document_is_one_line() -> None:
    assert "\n" not in to_json(CODED)


def test_the_top_object_has_the_keys_of_the_contract() -> None:
    records = ["events", "statements", "positions", "control"]
    assert list(json.loads(to_json(CODED))) == ["document", "entities", "places", "times", *records, "notes"]


def test_empty_and_null_fields_are_written() -> None:
    row = json.loads(to_json(CodedDocument(Document(id="1", text="x"))))
    assert row["document"]["title"] is None
    assert row["events"] == []


def test_the_former_holder_is_called_from() -> None:
    control = json.loads(to_json(CODED))["control"][0]
    assert control["from"]["name"] == "Yemeni government"
    assert "from_" not in control


def test_a_range_has_its_open_end() -> None:
    event = json.loads(to_json(CODED))["events"][1]
    assert event["size"] == {"dead": {"min": 12, "max": None}, "injured": None, "arrested": None}
    assert from_json(to_json(CODED)).events[1].size.dead == Range(12, None)  # type: ignore[union-attr]


def test_fields_that_a_newer_version_added_are_passed_over() -> None:
    row = json.loads(to_json(CODED)) | {"later": 1}
    assert from_json(json.dumps(row)) == CODED


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "the record: Invalid JSON"),
        ("{", "the record: Invalid JSON"),
        ("null", "null where a coded document"),
        ("[]", "the record"),
        ('{"document": {"id": "1"}}', "document.text: Field required"),
        ('{"document": {"id": 1, "text": "x"}}', "document.id: Input should be a valid string"),
    ],
)
def test_what_is_no_coded_document_is_told_with_its_field(line: str, words: str) -> None:
    with pytest.raises(RecordError, match=r"give JSON|give one") as caught:
        from_json(line)
    assert words in str(caught.value)


def test_an_event_without_evidence_is_refused() -> None:
    row = json.loads(to_json(CODED))
    row["events"][0]["event_text"] = []
    with pytest.raises(RecordError, match="no evidence"):
        from_json(json.dumps(row))


def test_a_claim_that_is_none_is_refused() -> None:
    row = json.loads(to_json(CODED))
    row["events"][2]["claim"] = "rumoured"
    with pytest.raises(RecordError, match=r"events\[2\]\.claim"):
        from_json(json.dumps(row))


def test_spans_that_hold_are_let_through() -> None:
    check_spans(CODED)


@pytest.mark.parametrize("shift", [1, -1, 10_000])
def test_a_span_off_its_text_is_told_with_its_path(shift: int) -> None:
    event = CODED.events[1]
    old = event.recipient[0]
    party = dataclasses.replace(old, start=old.start + shift, end=old.end + shift)
    broken = dataclasses.replace(CODED, events=(CODED.events[0], dataclasses.replace(event, recipient=(party,))))
    with pytest.raises(RecordError, match=r"marib\.txt: events\[1\]\.recipient\[0\]"):
        check_spans(broken)


def test_a_negative_offset_does_not_count_from_the_end() -> None:
    document = Document(id="1", text="ab")
    party = Party(-2, -1, "a", "e", "a", None, None)
    statement = dataclasses.replace(CODED.statements[0], speaker=party, cue=None, content=(Span(0, 1, "a"),))
    broken = CodedDocument(document, statements=(dataclasses.replace(statement, evidence=Span(0, 2, "ab")),))
    with pytest.raises(RecordError, match="speaker"):
        check_spans(broken)


def test_the_schema_names_every_key_that_is_written() -> None:
    schema, row = json_schema(), json.loads(to_json(CODED))
    assert list(schema["properties"]) == list(row)
    for part, item in (("Event", row["events"][0]), ("Control", row["control"][0])):
        assert list(schema["$defs"][part]["properties"]) == list(item)
        assert set(schema["$defs"][part]["required"]) == set(item)


def test_every_column_is_explained_and_nothing_else_is() -> None:
    columns = {(kind.__name__, json_name(field.name)) for kind in RECORD_TYPES for field in dataclasses.fields(kind)}
    assert columns == set(meanings())
    assert all(f"`{column}`" in columns_markdown() for _, column in columns)


def test_every_type_of_the_record_is_in_the_documents() -> None:
    seen: set[type] = set()

    def walk(hint: object) -> None:
        if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint not in seen:
            seen.add(hint)
            for inner in get_type_hints(hint).values():
                walk(inner)
        for inner in get_args(hint):
            walk(inner)

    walk(CodedDocument)
    assert seen == set(RECORD_TYPES)
