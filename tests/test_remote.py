"""Results in object stores: put there whole, never seen mixed, and read back."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.cli.output import folder_and_address, is_folder
from dragoman.errors import SettingsError
from dragoman.store.query import query
from dragoman.store.remote import publish, results_at
from test_corpus import corpus, digests, jsonl, run

SQL = "select document, event from events order by number, id"
MEMORY: Any = fsspec.filesystem("memory")


@pytest.fixture(autouse=True)
def _empty_store() -> Iterator[None]:
    yield
    MEMORY.store.clear()


def stored(folder: str = "/store/out") -> dict[str, bytes]:
    """Content of the files of a folder in memory, by name."""
    return {name.rpartition("/")[2]: MEMORY.cat_file(name) for name in MEMORY.find(folder)}


def ask(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def test_tables_and_manifest_are_put_to_the_address(tmp_path: Path) -> None:
    path, work = corpus(tmp_path / "a.jsonl", 150), tmp_path / "work"
    run(work, path, address="memory://store/out")
    run(tmp_path / "here", path)
    assert stored().keys() == digests(tmp_path / "here").keys() | {"manifest.json"}
    for name in digests(tmp_path / "here"):
        assert stored()[name] == (tmp_path / "here" / name).read_bytes()
    assert json.loads(stored()["manifest.json"])["documents"] == 150


def test_another_run_goes_on_from_its_work_and_leaves_no_older_tables(tmp_path: Path) -> None:
    path, work = corpus(tmp_path / "a.jsonl", 150), tmp_path / "work"
    run(work, path, address="memory://store/out")
    again = run(work, path, address="memory://store/out", format="csv")
    assert (again.tally.before, again.tally.coded) == (150, 0)
    assert {Path(name).suffix for name in stored()} == {".csv", ".json"}


def test_an_upload_that_breaks_leaves_no_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, work = corpus(tmp_path / "a.jsonl", 150), tmp_path / "work"
    run(work, path, address="memory://store/out")
    seen: list[set[str]] = []
    put = type(MEMORY).put_file

    def breaking(self: Any, local: str, remote: str, **more: Any) -> None:
        seen.append(set(stored()))
        if len(seen) == 3:
            raise ConnectionResetError("on purpose")
        put(self, local, remote, **more)

    monkeypatch.setattr(type(MEMORY), "put_file", breaking)
    with pytest.raises(SettingsError, match="ConnectionResetError on purpose; what is coded is kept; mend it and give"):
        run(work, corpus(path, 250), address="memory://store/out")
    assert [names for names in seen if "manifest.json" in names] == []
    monkeypatch.undo()
    assert ask("query", "memory://store/out", SQL).exit_code == 2
    run(work, path, address="memory://store/out")
    assert json.loads(stored()["manifest.json"])["documents"] == 250


def test_local_addresses_get_their_folder(tmp_path: Path) -> None:
    run(tmp_path / "work", corpus(tmp_path / "a.jsonl", 8), address=f"file://{tmp_path}/deep/er")
    assert digests(tmp_path / "deep" / "er").keys() == digests(tmp_path / "work").keys()
    assert (tmp_path / "deep" / "er" / "manifest.json").exists()


def test_an_address_is_asked_like_a_folder(tmp_path: Path) -> None:
    run(tmp_path / "work", corpus(tmp_path / "a.jsonl", 30), address="memory://store/out")
    _, rows = query(tmp_path / "work", SQL)
    wanted = "".join(f"{document},{event}\n" for document, event in rows)
    done = ask("query", "memory://store/out/", SQL)
    assert done.output == f"document,event\n{wanted}"
    assert wanted


def test_an_address_is_merged_like_a_folder(tmp_path: Path) -> None:
    run(tmp_path / "work", corpus(tmp_path / "a.jsonl", 30), address="memory://store/out")
    here, there = ask("merge", str(tmp_path / "work"), "--json"), ask("merge", "memory://store/out", "--json")
    assert there.output == here.output
    assert len(there.output.splitlines()) == 30
    refused = ask("merge", "memory://store/out", "-o", "memory://store/merged")
    assert "name a folder of this machine" in refused.output


def test_tables_that_are_not_those_of_the_manifest_are_refused(tmp_path: Path) -> None:
    run(tmp_path / "work", corpus(tmp_path / "a.jsonl", 8), address="memory://store/out")
    MEMORY.pipe_file("/store/out/events.parquet", b"of another run")
    with (
        pytest.raises(SettingsError, match=r"events\.parquet is not the one of the manifest; ask again later"),
        results_at("memory://store/out"),
    ):
        pass
    with results_at("memory://store/out", tables=("documents",)) as folder:
        assert sorted(path.name for path in folder.iterdir()) == ["documents.parquet", "manifest.json"]


@pytest.mark.parametrize("command", ["query", "merge"])
def test_an_address_without_results_is_told(command: str) -> None:
    done = ask(command, "memory://store/nothing", *([SQL] if command == "query" else []))
    assert done.exit_code == 2
    assert "memory://store/nothing" in done.output


def test_the_command_works_in_the_cache_and_says_where_the_tables_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = jsonl(tmp_path / "a.jsonl", {"text": "The band played."})
    done = ask("code", str(path), "-o", "memory://store/out/", "--workers", "1")
    assert done.exit_code == 0
    assert "tables in memory://store/out/, told in manifest.json" in done.output
    assert "events.parquet" in stored()
    (work,) = (tmp_path / "cache" / "dragoman" / "work").iterdir()
    assert folder_and_address("memory://store/out", None) == (work, "memory://store/out")
    assert folder_and_address("memory://store/out/", "w") == (Path("w"), "memory://store/out")


def test_an_address_is_always_a_folder_of_tables() -> None:
    assert is_folder("s3://bucket/v1.2", as_json=False, asked=False)
    with pytest.raises(SettingsError, match="give a file for JSON"):
        is_folder("s3://bucket/a.jsonl", as_json=True, asked=False)
    with pytest.raises(SettingsError, match="--work-dir w: it is for an output at an address"):
        folder_and_address("out/", "w")


def test_what_keeps_an_address_from_being_written_is_told_before_anything_is_coded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus(tmp_path / "a.jsonl", 8)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(SettingsError, match=r"^s3://bucket/out: s3fs is not installed; pip install s3fs$"):
        run(tmp_path / "work", path, address="s3://bucket/out")
    with pytest.raises(SettingsError, match=r"^xyz://out: Protocol not known: xyz; give one that fsspec knows"):
        run(tmp_path / "work", path, address="xyz://out")
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"see that it is there and that you may write to it$"):
        run(tmp_path / "work", path, address=f"file://{tmp_path}/file")
    assert not (tmp_path / "work").exists()


def test_publishing_what_is_there_already_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path / "work", corpus(tmp_path / "a.jsonl", 8), address="memory://store/out")
    before = stored()
    publish(tmp_path / "work", "memory://store/out")
    assert stored() == before
