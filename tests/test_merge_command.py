"""Merging: what it reads, and the command."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from dragoman.cli.merge import merge_command
from dragoman.errors import InputError
from dragoman.merging import (
    read_coded,
    read_results,
)
from dragoman.merging.told import Bounds, Side
from merge_sample import (
    ARMY,
    FILLER,
    POLICE,
    QUAKE_ONE,
    QUAKE_TWO,
    TALIBAN,
    TALKS_STORY,
)

_PARTY = {"entity": "x", "start": 0, "end": 1, "text": "T", "other_sectors": [], "office": None}


def _event(id: str, dead: int) -> dict[str, Any]:
    def party(side: Side) -> dict[str, Any]:
        return {**_PARTY, "name": side.name, "code": side.code, "sector": side.sector, "identifier_id": None}

    place = {
        "extracted_place": "Kunduz",
        "geonameid": 1135689,
        "lat": 36.73,
        "lon": 68.86,
        "province": "Kunduz",
    }
    return {
        "id": id, "date": "2021-08-08", "enddate": "2021-08-08", "date_precision": "day", "event": ["ASSAULT"],
        "mode": [], "auxiliary": [], "actor": [party(TALIBAN)], "recipient": [party(POLICE)],
        "event_loc": {**place, "country_code": "AFG", "resolution": 4}, "size": {"dead": dead},
        "claim": "claimed", "attribution": [{"speaker": party(ARMY), "cue": {}}], "evidence": {"text": "They did."},
    }  # fmt: skip


def _coded(id: str, dead: int) -> dict[str, Any]:
    document = {"id": id, "text": f"Report {id}.", "published": "2021-08-09", "publication": f"Paper {id}"}
    return {"document": document, "events": [_event(f"{id}-1", dead)]}


def _flat(row: dict[str, Any], number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of the tables ``documents`` and ``events`` for a coded document of one event."""
    document, event = row["document"], row["events"][0]
    key = {"number": number, "document": document["id"]}
    told = {
        "text": document["text"],
        "published_at": document["published"],
        "publication": document["publication"],
    }
    place = event["event_loc"]
    return key | told, key | event | place | {
        "event": event["event"][0], "actors": event["actor"], "recipients": event["recipient"],
        "place_text": place["extracted_place"], "evidence": event["evidence"]["text"],
        "dead_min": event["size"]["dead"], "dead_max": event["size"]["dead"],
    }  # fmt: skip


ROWS = [_coded("a", 12), _coded("b", 20)]


def _write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _results(folder: Path) -> Path:
    folder.mkdir()
    documents, events = zip(*(_flat(row, number) for number, row in enumerate(ROWS)), strict=True)
    _write(folder / "documents.jsonl", list(documents))
    _write(folder / "events.jsonl", list(events))
    return folder


def test_tables_and_records_are_read_alike(tmp_path: Path) -> None:
    coded = list(read_coded(_write(tmp_path / "coded.jsonl", ROWS)))
    assert coded == list(read_results(_results(tmp_path / "out")))
    assert coded[1].events[0].sizes == {"dead": Bounds(20, 20)}
    assert coded[1].events[0].says == "Afghan army"


def test_parquet_is_read_like_json_lines(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = _results(tmp_path / "out")
    expected = list(read_results(folder))
    for path in list(folder.iterdir()):
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        for row in rows:  # Parquet knows no struct without fields
            row.pop("attribution", None)
        pq.write_table(pa.Table.from_pylist(rows), path.with_suffix(".parquet"))
        path.unlink()
    found = list(read_results(folder))
    assert [coded.report for coded in found] == [coded.report for coded in expected]
    assert [coded.events[0].sizes for coded in found] == [coded.events[0].sizes for coded in expected]


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path / "coded.jsonl", [ROWS[0], {"document": {"id": "c"}}])
    with pytest.raises(InputError, match=r"coded\.jsonl:2"):
        list(read_coded(path))


def _run(*arguments: str) -> tuple[int, str]:
    house = typer.Typer()
    house.command()(merge_command)
    result = CliRunner().invoke(house, list(arguments))
    return result.exit_code, result.output


def test_merge_of_texts_prints_clusters(tmp_path: Path) -> None:
    texts = [*QUAKE_ONE, *QUAKE_TWO, *TALKS_STORY, *FILLER]
    path = _write(tmp_path / "in.jsonl", [{"id": f"r{n:02}", "text": text} for n, text in enumerate(texts)])
    code, output = _run(str(path), "--json")
    rows = [json.loads(line) for line in output.splitlines()]
    assert code == 0
    assert [row["id"] for row in rows] == [f"r{n:02}" for n in range(len(texts))]
    assert [row["cluster"] for row in rows[:6]] == ["r00"] * 3 + ["r03"] * 3
    assert list(tmp_path.iterdir()) == [path]


def test_merge_of_results_writes_tables_beside_them(tmp_path: Path) -> None:
    out = _results(tmp_path / "out")
    before = {path: path.read_bytes() for path in out.iterdir()}
    code, output = _run(str(out))
    assert code == 0
    assert "dead: 12 (Afghan army) | 20 (Afghan army)" in output
    tables = {
        name: [json.loads(line) for line in (out / "merged" / f"{name}.jsonl").read_text().splitlines()]
        for name in ("reports", "incidents", "links")
    }
    assert [(row["number"], row["id"]) for row in tables["links"]] == [(0, "a-1"), (1, "b-1")]
    assert {row["incident"] for row in tables["links"]} == {tables["incidents"][0]["incident"]}
    assert (tables["incidents"][0]["dead_min"], tables["incidents"][0]["dead_max"]) == (12, 20)
    assert {path: path.read_bytes() for path in before} == before
    assert _run(str(out))[1] == output  # again, with the index of copies there


def test_merge_tells_of_inputs_that_cannot_be_read(tmp_path: Path) -> None:
    code, output = _run(str(tmp_path / "none.jsonl"), "--json")
    assert code == 2
    assert "no report" in output
