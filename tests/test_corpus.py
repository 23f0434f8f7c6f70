"""Many documents: nothing lost, nothing twice, the same bytes however often a run was stopped."""

import gzip
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

import dragoman
from dragoman.cli.corpus import duration, progress_words
from dragoman.cli.output import is_folder
from dragoman.corpus import Outcome, Settings, Tally, run_corpus
from dragoman.corpus.ahead import AheadCoder
from dragoman.corpus.chunks import CHARACTERS, DOCUMENTS, chunks
from dragoman.corpus.work import Task, do
from dragoman.errors import InputError, RecordError, SettingsError
from dragoman.reading.parser import SpacyParser
from dragoman.reading.syntax import Parse
from dragoman.record.types import CodedDocument, Document
from dragoman.sources import Meter, read_inputs
from dragoman.store.files import write_whole
from dragoman.store.parts import decode, encode
from dragoman.store.writing import Format
from house_sample import CODED, TEXT

HERE = Path(__file__).resolve().parent
TABLES = ("events", "statements", "positions", "control", "entities", "places", "documents", "failures")


# --- coders that workers load by name -------------------------------------------------------------------


def quick(document: Document) -> CodedDocument:
    """The hand-built record for its own text, nothing for any other; takes a moment."""
    time.sleep(0.001)
    return CODED if document.text == TEXT else CodedDocument(document)


def frail(document: Document) -> CodedDocument:
    """Breaks in the ways that its texts name."""
    word = document.text.split()[0]
    if word == "refuse":
        raise RecordError("events[0]: broken on purpose")
    if word == "stumble":
        raise ZeroDivisionError("on purpose")
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "linger":
        time.sleep(60)
    if word == "flaky" and not Path(document.url or "").exists():
        raise RecordError("not yet")
    if word == "misfit":
        return replace(CODED, document=document, events=(replace(CODED.events[0], quad_code=10**6),))
    return CodedDocument(document)


class Told:
    """Listens to a run."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)

    def show(self, tally: Tally) -> None:
        self.last = tally


def jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))
    return path


def run(
    out: Path, *inputs: Path, module: str = "test_corpus", coder: str = "quick", told: Told | None = None, **more: Any
) -> Outcome:
    settings = Settings(tuple(map(str, inputs)), out, coder=f"{module}:{coder}", **more)
    return run_corpus(settings, listener=told or Told())


def table(out: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / f"{name}.parquet").to_pylist()
    return found


def digests(out: Path) -> dict[str, str]:
    """Of all files but the manifest, which tells how long the run took, and the folder of finished chunks."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.iterdir())
        if path.is_file() and path.name != "manifest.json"
    }


def corpus(path: Path, count: int) -> Path:
    rows = [{"id": f"d{n}", "text": TEXT if n % 7 == 0 else f"Report {n}."} for n in range(count)]
    return jsonl(path, *rows)


# --- chunks ---------------------------------------------------------------------------------------------


def test_chunks_end_by_count_and_by_length() -> None:
    short = [("a", Document(id="1", text="x"))] * (DOCUMENTS + 1)
    assert [len(chunk.items) for chunk in chunks(short, meter=Meter())] == [DOCUMENTS, 1]
    long = [("a", Document(id="1", text="x" * CHARACTERS))] * 2
    assert [(chunk.first, len(chunk.items)) for chunk in chunks(long, meter=Meter())] == [(0, 1), (1, 1)]
    assert list(chunks([], meter=Meter())) == []


def test_a_chunk_is_named_by_all_that_its_rows_hang_on() -> None:
    base = Document(id="1", text="x", title="t", published="2020-01-01")
    others = [
        replace(base, text="y"),
        replace(base, published=None),
        replace(base, id="2"),
        replace(base, url="u"),
    ]
    items = [("a:1", base), ("a:2", base), *(("a:1", other) for other in others)]
    items += [("a:1", InputError("a:1", "x", "y")), ("a:1", InputError("a:1", "x", "z"))]  # type: ignore[list-item]
    found = [next(chunks([item], meter=Meter())).digest for item in items]
    assert len(set(found)) == len(items)
    assert found[0] == next(chunks([items[0]], meter=Meter())).digest


def test_the_same_text_is_coded_once_and_keeps_its_own_document() -> None:
    asked = []

    def coder(document: Document) -> CodedDocument:
        asked.append(document.text)
        return CodedDocument(document)

    items = [
        Document("1", "a"),
        Document("2", "a"),
        Document("3", "b"),
        Document("4", "a", published="2020-01-01"),
    ]
    tables = decode(do(Task(0, tuple(("x", item) for item in items), 9.0), coder))
    assert asked == ["a", "b", "a"]
    assert tables is not None
    assert tables["documents"]["document"].to_pylist() == ["1", "2", "3", "4"]


def test_texts_are_parsed_together_though_one_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    coder = AheadCoder(use_model=False)
    texts = [f"Rebels attacked town {n}." for n in range(6)]
    documents = [Document(id=str(n), text=text, published="2020-01-01") for n, text in enumerate(texts)]
    again = replace(documents[0], id="again", published="2021-01-01")
    batches = []
    parse_many = SpacyParser.parse_many

    def counted(parser: SpacyParser, jobs: Sequence[tuple[str, Any]]) -> list[list[Parse]]:
        batches.append(len(jobs))
        return parse_many(parser, jobs)

    monkeypatch.setattr(SpacyParser, "parse_many", counted)
    coder.expect([*documents, again])
    coded = [coder(document) for document in (*documents[:2], again, *documents[2:])]
    assert batches == [6, 1]
    assert coded == [dragoman.code(document, judge=None) for document in (*documents[:2], again, *documents[2:])]


def test_a_part_that_is_not_whole_is_none() -> None:
    data = do(Task(0, (("x", CODED.document),), 9.0), lambda document: CODED)
    whole = decode(data)
    assert whole is not None
    assert encode(whole) == data
    for broken in (b"", data[:-1], data[:40], data[:60] + bytes([data[60] ^ 1]) + data[61:], b"x" + data):
        assert decode(broken) is None


# --- runs -----------------------------------------------------------------------------------------------


def test_rows_are_in_the_order_of_the_inputs_whatever_the_number_of_workers(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 450)
    run(tmp_path / "one", path)
    run(tmp_path / "three", path, workers=3)
    assert digests(tmp_path / "one") == digests(tmp_path / "three")
    documents = table(tmp_path / "one", "documents")
    assert [row["number"] for row in documents] == list(range(450))
    assert [row["document"] for row in documents] == [f"d{n}" for n in range(450)]
    assert Counter(row["number"] for row in table(tmp_path / "one", "events")) == {
        n: len(CODED.events) for n in range(0, 450, 7)
    }


SCRIPT = """
import sys, time
from pathlib import Path
sys.path.insert(0, {here!r})
from dragoman.corpus import Settings, run_corpus
from dragoman.record.types import CodedDocument
from house_sample import CODED, TEXT

class Silent:
    def say(self, line): pass
    def show(self, tally): pass

def quick(document):
    time.sleep(0.001)
    return CODED if document.text == TEXT else CodedDocument(document)

if __name__ == "__main__":
    run_corpus(Settings(({path!r},), Path({out!r}), workers=2, coder="killed:quick"), listener=Silent())
"""


def test_a_run_killed_ten_times_ends_in_the_same_bytes(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 2_300)
    out, script = tmp_path / "out", tmp_path / "killed.py"
    script.write_text(SCRIPT.format(here=str(HERE), out=str(out), path=str(path)))
    killed = 0
    for number in range(10):
        with subprocess.Popen([sys.executable, str(script)]) as process:
            while process.poll() is None and len(list((out / ".parts").glob("*.part"))) < 2 * number:
                time.sleep(0.005)
            time.sleep(random.random() * 0.2)
            process.kill()
            killed += process.wait() == -signal.SIGKILL
    assert killed == 10
    subprocess.run([sys.executable, str(script)], check=True)
    run(tmp_path / "straight", path)
    assert digests(out) == digests(tmp_path / "straight")
    assert [name for name in os.listdir(out) if name.startswith(".")] == [".parts"]


def test_a_finished_run_does_nothing_again_and_gives_the_same(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 150)
    run(tmp_path / "out", path)
    before = digests(tmp_path / "out")
    again = run(tmp_path / "out", path, coder="quick")
    assert (again.tally.coded, again.tally.before) == (0, 150)
    assert digests(tmp_path / "out") == before


def test_a_corpus_that_has_grown_codes_what_is_new(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 250)
    run(tmp_path / "out", path)
    grown = run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 350))
    assert (grown.tally.before, grown.tally.coded) == (200, 150)
    assert len(table(tmp_path / "out", "documents")) == 350
    shrunk = run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 100))
    assert (shrunk.tally.before, shrunk.tally.coded) == (100, 0)
    assert len(list((tmp_path / "out" / ".parts").glob("*.part"))) == 1


def test_another_codebook_starts_afresh_and_says_so(tmp_path: Path) -> None:
    path, told = corpus(tmp_path / "a.jsonl", 30), Told()
    run(tmp_path / "out", path, told=told)
    assert told.lines == []
    key = tmp_path / "out" / ".parts" / "run.json"
    key.write_text(json.dumps(json.loads(key.read_text()) | {"codebook": "other"}))
    assert run(tmp_path / "out", path, told=told).tally.coded == 30
    assert told.lines == ["changed since the last run: codebook; all documents are coded afresh"]


def test_a_damaged_chunk_is_coded_again(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 150)
    run(tmp_path / "out", path)
    before = digests(tmp_path / "out")
    part = min((tmp_path / "out" / ".parts").glob("*.part"))
    part.write_bytes(part.read_bytes()[:-7])
    assert run(tmp_path / "out", path).tally.coded == 100
    assert digests(tmp_path / "out") == before


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    from dragoman.corpus.parts import parts_of

    with parts_of(tmp_path / "out"), pytest.raises(SettingsError, match="another run writes there now"):
        run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 3))


def test_what_killed_writers_left_is_swept_away_and_never_read(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".parts").mkdir(parents=True)
    (out / ".events.parquet.77.tmp").write_bytes(b"half")
    (out / ".parts" / ".00000000-x.part.77.tmp").write_bytes(b"half")
    run(out, corpus(tmp_path / "a.jsonl", 3))
    assert list(out.rglob("*.tmp")) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_ends_the_run_with_an_error_and_keeps_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    path, out = corpus(tmp_path / "a.jsonl", 250), tmp_path / "out"

    def full(target: Path, data: bytes) -> None:
        if target.name.startswith("00000002"):
            Path("/dev/full").write_bytes(data)
        write_whole(target, data)

    monkeypatch.setattr("dragoman.corpus.parts.write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        run(out, path)
    monkeypatch.undo()
    assert not (out / "manifest.json").exists()
    assert run(out, path).tally.before == 200


# --- what is put aside ----------------------------------------------------------------------------------

BAD: tuple[tuple[bytes, str], ...] = (
    (b'{"text": "cut', "not JSON"),
    (b"[1, 2]", "JSON, but not an object"),
    (b'{"id": "no text"}', "no text"),
    (b'{"text": "  "}', "no text"),
    (b'{"text": ["a"]}', "text is a list"),
    (b'{"text": "Left.", "title": {"a": 1}}', "title is a dict"),
    (b'{"text": "Left.", "published": "10/08/2021"}', "is no ISO date"),
    (b'{"text": "nul \\u0000"}', "NUL character"),
    (b'{"text": "half \\ud800"}', "half a surrogate pair"),
    (b'{"text": "Caf\xe9"}', "byte 0xE9"),
)


def test_a_hundred_bad_rows_among_a_thousand_good_ones(tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"d{n}", "text": f"Report {n}."}).encode() for n in range(1_000)]
    wanted = {}
    for number, (row, reason) in enumerate(BAD * 10):
        rows.insert(number * 11, row)
        wanted[number * 11 + 1] = reason
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(rows) + b"\n")
    outcome = run(tmp_path / "out", tmp_path / "a.jsonl", workers=2)
    assert outcome.manifest["documents"] == 1_000
    assert outcome.manifest["failures"] == {"input": 100}
    assert [row["document"] for row in table(tmp_path / "out", "documents")] == [f"d{n}" for n in range(1_000)]
    failures = table(tmp_path / "out", "failures")
    assert {row["source"] for row in failures} == {str(tmp_path / "a.jsonl")}
    assert [row["row"] for row in failures] == list(wanted)
    assert [row["reason"] for row in failures if wanted[row["row"]] not in row["reason"]] == []


def test_documents_that_break_the_coder_are_put_aside_with_their_reasons(tmp_path: Path) -> None:
    words = ["fine", "refuse", "stumble", "die", "misfit", "linger", "well", "die", "good"]
    path = jsonl(tmp_path / "a.jsonl", *({"id": word + str(n), "text": word} for n, word in enumerate(words)))
    outcome = run(tmp_path / "out", path, coder="frail", workers=2, seconds=0.5)
    assert [row["document"] for row in table(tmp_path / "out", "documents")] == ["fine0", "well6", "good8"]
    failures = {
        row["document"]: (row["row"], row["kind"], row["reason"]) for row in table(tmp_path / "out", "failures")
    }
    assert {name: found[:2] for name, found in failures.items()} == {
        "refuse1": (2, "coding"),
        "stumble2": (3, "coding"),
        "die3": (4, "crash"),
        "misfit4": (5, "coding"),
        "linger5": (6, "timeout"),
        "die7": (8, "crash"),
    }
    assert "broken on purpose" in failures["refuse1"][2]
    assert "ZeroDivisionError: on purpose" in failures["stumble2"][2]
    assert "SIGKILL" in failures["die3"][2]
    assert "not coded within 0.5 seconds" in failures["linger5"][2]
    assert outcome.tally.aside == Counter(coding=3, crash=2, timeout=1)


def test_only_failed_documents_are_tried_again(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    rows = [{"id": str(n), "text": f"{'flaky' if n in (3, 7) else 'fine'} {n}", "url": str(mark)} for n in range(9)]
    path = jsonl(tmp_path / "a.jsonl", "no json", *rows)
    first = run(tmp_path / "out", path, coder="frail")
    assert (first.tally.coded, first.manifest["failures"]) == (7, {"coding": 2, "input": 1})
    before = digests(tmp_path / "out")
    second = run(tmp_path / "out", path, coder="frail")
    assert (second.tally.before, second.tally.coded) == (7, 0)
    assert digests(tmp_path / "out") == before
    mark.touch()
    third = run(tmp_path / "out", path, coder="frail")
    assert (third.tally.before, third.tally.coded, third.tally.aside["coding"]) == (7, 2, 0)
    assert [row["document"] for row in table(tmp_path / "out", "documents")] == [str(n) for n in range(9)]
    assert digests(tmp_path / "out").keys() == before.keys()
    run(tmp_path / "straight", path, coder="frail")
    assert digests(tmp_path / "out") == digests(tmp_path / "straight")


# --- what is read ---------------------------------------------------------------------------------------

ROW = {"key": 7, "body": "Troops left.", "day": "2021-08-10"}
NAMES = {"id": "key", "text": "body", "published": "day"}
WANTED = Document(id="7", text="Troops left.", published="2021-08-10")


def read(*names: object, **options: Any) -> list[Any]:
    return list(read_inputs([str(name) for name in names], **options))


def parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_parquet_is_read_with_dates_as_they_are_meant(tmp_path: Path) -> None:
    import datetime

    row = ROW | {"day": datetime.date(2021, 8, 10), "other": [1.5]}
    assert read(parquet(tmp_path / "a.parquet", [row]), columns=NAMES) == [WANTED]
    stamp = ROW | {"day": datetime.datetime(2021, 8, 10, 12, 30)}
    found = read(parquet(tmp_path / "b.parquet", [stamp]), columns=NAMES)
    assert found[0].published == "2021-08-10T12:30:00"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.parquet", b"PAR1 no parquet PAR1", "no Parquet that can be read"),
        ("a.jsonl.zst", b"no zst", "broken Zstandard file"),
        ("a.jsonl.zst", zstandard.compress(b'{"text": "Left."}\n' * 9999)[:-9], "broken Zstandard file"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "Left."}\n' * 9999)[:-9], "broken gzip file"),
        ("a.warc", b"no archive", "no WARC file that can be read"),
    ],
)
def test_broken_files_are_told(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    last = read(tmp_path / name)[-1]
    assert isinstance(last, InputError)
    assert words in str(last)


def test_parquet_without_the_text_says_which_columns_there_are(tmp_path: Path) -> None:
    (error,) = read(parquet(tmp_path / "a.parquet", [ROW]))
    assert "no column “text” (there is: key, body, day); name the column of the text with --text" in str(error)


def test_zstandard_files_of_several_frames_are_read(tmp_path: Path) -> None:
    frames = [zstandard.compress(json.dumps(ROW | {"key": n}).encode() + b"\n") for n in range(3)]
    (tmp_path / "a.jsonl.zst").write_bytes(b"".join(frames))
    assert [found.id for found in read(tmp_path / "a.jsonl.zst", columns=NAMES)] == ["0", "1", "2"]


def test_globs_are_read_in_order_and_tell_when_nothing_matches(tmp_path: Path) -> None:
    for name in ("b1.txt", "b0.txt", "a.txt"):
        (tmp_path / name).write_text(f"Text of {name}.")
    assert [found.text for found in read(tmp_path / "b*.txt")] == ["Text of b0.txt.", "Text of b1.txt."]
    assert "no such file; check the pattern" in str(read(tmp_path / "c*.txt")[0])
    (tmp_path / "odd[1].txt").write_text("Odd.")
    assert [found.text for found in read(tmp_path / "odd[1].txt")] == ["Odd."]


def test_addresses_are_read_through_fsspec() -> None:
    import fsspec

    with fsspec.open("memory://news/a.jsonl", "wb") as stream:
        stream.write(json.dumps(ROW).encode())
    assert read("memory://news/a.jsonl", columns=NAMES) == [WANTED]
    assert read("memory://news/*.jsonl", columns=NAMES) == [WANTED]
    assert isinstance(read("memory://news/b.jsonl")[0], InputError)


def archive(*pages: tuple[str, str, str]) -> bytes:
    """A web archive, each record packed by itself as is the custom."""
    records = []
    for status, kind, body in pages:
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/1\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nWARC-Date: 2021-08-10T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return b"".join(records)


def test_pages_of_a_web_archive_are_read_and_the_rest_passed_over(tmp_path: Path) -> None:
    body = "".join(f"<p>The army entered Sirte after {n} weeks of fighting, officials said.</p>" for n in "345678")
    page = f"<html><head><title>Army enters Sirte</title></head><body><article>{body}</article></body></html>"
    content = archive(
        ("200 OK", "text/html; charset=utf-8", page),
        ("404 Not Found", "text/html", page),
        ("200 OK", "image/png", "png"),
        ("200 OK", "text/html", "<html><body></body></html>"),
    )
    (tmp_path / "a.warc.gz").write_bytes(content)
    found = read(tmp_path / "a.warc.gz")
    assert [type(item) for item in found] == [Document, InputError]
    assert found[0].url == "http://example.org/1"
    assert "8 weeks of fighting" in found[0].text
    assert found[1].place.endswith("a.warc.gz:4")


# --- the command ----------------------------------------------------------------------------------------


def test_the_command_writes_tables_and_answers_questions(tmp_path: Path) -> None:
    text = "Rebels attacked a barracks near Gao on Monday, killing 12 soldiers."
    path = jsonl(
        tmp_path / "a.jsonl",
        {"key": "a", "body": text, "day": "2021-08-10"},
        "no json",
        {"body": "The band played."},
    )
    command = [sys.executable, "-c", "from dragoman.cli import main; main()"]
    names = ["--id", "key", "--text", "body", "--published", "day"]
    done = subprocess.run(
        [*command, "code", str(path), *names, "-o", str(tmp_path / "out"), "--workers", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "2 documents coded" in done.stderr
    assert "1 put aside: see the table failures" in done.stderr
    assert "  1 without a publication date" in done.stderr
    direct = dragoman.code(Document(id="a", text=text, published="2021-08-10"))
    wanted = [(event.id, "a", event.event[0], event.date) for event in direct.events]
    rows = table(tmp_path / "out", "events")
    assert [(row["id"], row["document"], row["event"], row["date"].isoformat()) for row in rows] == wanted
    assert wanted
    sql = "select d.document, e.event from events e join documents d using (number) order by e.id limit 1"
    asked = subprocess.run([*command, "query", str(tmp_path / "out"), sql], capture_output=True, text=True, check=True)
    assert asked.stdout == "document,event\na,ASSAULT\n"


@pytest.mark.parametrize(
    ("output", "as_json", "asked", "wanted"),
    [
        (None, False, False, False),
        ("out/", False, False, True),
        ("out", False, False, True),
        ("out", True, False, False),
        ("a.txt", False, False, False),
        ("a.b", False, True, True),
    ],
)
def test_where_the_output_is_a_folder(output: str | None, as_json: bool, asked: bool, wanted: bool) -> None:
    assert is_folder(output, as_json=as_json, asked=asked) is wanted


@pytest.mark.parametrize(("output", "asked"), [("out/", False), (".", False), ("out", True)])
def test_json_and_tables_do_not_go_together(output: str, asked: bool) -> None:
    with pytest.raises(SettingsError, match="give a file for JSON"):
        is_folder(output, as_json=True, asked=asked)


def test_parquet_that_is_packed_once_more_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(b"PAR1"))
    assert "Parquet packed once more; unpack it" in str(read(tmp_path / "a.parquet.gz")[0])


def in_r(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["Rscript", "-e", words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R here")
@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_the_snippets_of_the_docs_run_in_r(tmp_path: Path, format_: Format) -> None:
    if format_ == "parquet" and in_r("library(arrow)", tmp_path).returncode:
        pytest.skip("no arrow in R here")
    run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 8), format=format_)
    snippets = re.findall(r"```r\n(.*?)```", (HERE.parent / "docs" / "r.md").read_text(encoding="utf-8"), re.DOTALL)
    shown = snippets[-1:] if format_ == "csv" else snippets[:2]
    shown = [snippet.replace('"drone"', '"aerial"') for snippet in shown]  # which the sample has
    done = in_r("\n".join([*shown, "cat(nrow(events), is.numeric(events$number), nrow(drones))"]), tmp_path)
    aerial = 2 * sum("aerial" in event.mode for event in CODED.events)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"{2 * len(CODED.events)} TRUE {aerial}")
    assert aerial


def test_table_options_without_a_folder_are_a_mistake() -> None:
    with pytest.raises(SettingsError, match="add -o FOLDER/"):
        is_folder(None, as_json=False, asked=True)


def test_progress_in_words() -> None:
    tally = Tally(total=1000, coded=1200, before=34, aside=Counter(input=3))
    assert progress_words(tally) == "1,234 documents, 3 put aside"
    tally.begin(0)
    tally.read = 500
    assert "left" in progress_words(tally)
    assert [duration(seconds) for seconds in (4, 59.4, 90, 3600, 7800)] == [
        "4 s",
        "59 s",
        "2 min",
        "1 h 0 min",
        "2 h 10 min",
    ]
