"""The command: what it prints, where, and with which exit code."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from dragoman.cli import app as commands
from dragoman.cli.marked import Mark, marked
from dragoman.cli.report import Report
from dragoman.cli.words import claim_words, count_words, date_words, party_words, place_words, size_words
from dragoman.errors import RecordError
from dragoman.record.types import CodedDocument, Document, Place, Range, Size
from house_sample import CODED, EVENTS, MARIB, TEXT

COMMAND = [sys.executable, "-c", "from dragoman.cli import main; main()"]
GOOD = '{"id": "good", "text": "The army entered Sirte on Monday."}\n'


def coder(document: Document) -> CodedDocument:
    """A coder for tests: the hand-built record for its own text, nothing for any other."""
    if "break" in document.text:
        raise RecordError("events[0]: broken on purpose")
    return CODED if document.text == TEXT else CodedDocument(document)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, list[str]]]:
    """Run a command in this process, with the coder for tests: exit code, output, lines of errors."""
    monkeypatch.setattr(commands, "load_coder", lambda sense=None: coder)

    def call(*arguments: object, stdin: bytes = b"") -> tuple[int, str, list[str]]:
        result = CliRunner().invoke(commands.app, [str(word) for word in arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stdout, result.stderr.splitlines()

    return call


Run = Callable[..., tuple[int, str, list[str]]]


def show(coded: CodedDocument = CODED, *, width: int = 100, colours: bool = False, why: bool = False) -> str:
    stream = StringIO()
    console = Console(file=stream, width=width, force_terminal=colours, color_system="truecolor" if colours else None)
    Report(console, why=why).show(coded)
    return stream.getvalue()


# --- exit codes and bad input ---------------------------------------------------------------------------


def test_all_coded(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD)
    code, out, errors = run("code", "--json", tmp_path / "a.jsonl")
    assert (code, errors) == (0, [])
    assert [json.loads(line)["document"]["id"] for line in out.splitlines()] == ["good"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file; check the name"),
        (b"\x00\x01\x02", "binary, not text; give .txt"),
        (b"", "empty; give a report with text"),
        (b"Caf\xe9 shelled", "byte 0xE9 at offset 3 is not UTF-8; save it as UTF-8"),
        (b"x" * 50_000_000, "50.0 MB of text, over the limit of 5 MB a document; split it"),
        (b"please break", "broken on purpose"),
    ],
)
def test_a_bad_file_is_put_aside_with_one_line_and_the_rest_is_coded(
    run: Run, tmp_path: Path, content: bytes | None, words: str
) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.jsonl"
    good.write_text(GOOD)
    if content is not None:
        bad.write_bytes(content)
    code, out, errors = run("code", "--json", bad, good)
    assert code == 1
    assert len(errors) == 1
    assert errors[0].startswith(f"dragoman: {bad}: ")
    assert words in errors[0]
    assert json.loads(out)["document"]["id"] == "good"
    assert run("code", "--json", bad)[0] == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2,,2021-08-10", "no text; fill it in, or name its column with --column text=NAME"),
        ("2,Left.,10/08/2021", "“10/08/2021” is no ISO date; write it as YYYY-MM-DD, e.g. 2021-08-10"),
        ("2,a,b,c", "4 cells under 3 columns; quote cells"),
    ],
)
def test_a_bad_row_is_put_aside_with_one_line_and_the_rest_is_coded(
    run: Run, tmp_path: Path, row: str, words: str
) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f"id,text,published\n1,One.,2021-08-10\n{row}\n3,Three.,\n")
    code, out, errors = run("code", "--json", path)
    assert code == 1
    assert len(errors) == 1
    assert errors[0].startswith(f"dragoman: {path}:3: ")
    assert words in errors[0]
    assert [json.loads(line)["document"]["id"] for line in out.splitlines()] == ["1", "3"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--date", "soon"], "--date: “soon” is no ISO date; write it as YYYY-MM-DD"),
        (["--encoding", "klingon"], "--encoding klingon: no such encoding"),
        (["--column", "body"], "--column body: write FIELD=NAME"),
        (["--column", "headline=x"], "--column headline=x: write FIELD=NAME"),
        (["-o", "/no/such/folder/a.txt"], "name a file that can be written"),
    ],
)
def test_a_wrong_option_ends_the_command_with_one_line(run: Run, options: list[str], words: str) -> None:
    code, out, errors = run("code", "-", *options, stdin=GOOD.encode())
    assert (code, out) == (2, "")
    assert len(errors) == 1
    assert words in errors[0]


@pytest.mark.parametrize("arguments", [["code"], ["code", "--nonsense", "x"], ["nonsense"], ["why"], ["actor"]])
def test_a_wrong_command_ends_with_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_the_date_is_for_what_bears_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two.", "published": "2020-01-01"}\n')
    _, out, _ = run("code", "--json", "--date", "2021-08-10", path)
    assert [json.loads(line)["document"]["published"] for line in out.splitlines()] == [
        "2021-08-10",
        "2020-01-01",
    ]


def test_output_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    code, out, _ = run("code", "-", "--json", "-o", target, stdin=GOOD.encode())
    assert (code, out) == (0, "")
    assert json.loads(target.read_text())["document"]["id"] == "good"


@pytest.mark.parametrize("name", ["out.jsonl", "out.JSON", "out.ndjson"])
def test_a_file_with_a_json_name_gets_json(run: Run, tmp_path: Path, name: str) -> None:
    assert run("code", "-", "-o", tmp_path / name, stdin=GOOD.encode())[0] == 0
    assert json.loads((tmp_path / name).read_text())["document"]["id"] == "good"
    assert run("code", "-", "-o", tmp_path / "out.txt", stdin=GOOD.encode())[0] == 0
    assert not (tmp_path / "out.txt").read_text().startswith("{")


def test_schema_and_version(run: Run) -> None:
    assert json.loads(run("schema")[1])["title"] == "Dragoman coded document"
    assert run("version")[1].strip().count(".") == 2


def test_actor_answers_a_phrase_and_rows(run: Run) -> None:
    assert run("actor", "German soldiers")[1].startswith("DEU MIL")
    code, out, errors = run("actor", "--json", "-", stdin=b'{"id": 1, "text": "German soldiers"}\n{"id": 2}\n')
    assert code == 1
    assert (json.loads(out)["id"], json.loads(out)["code"], json.loads(out)["sector"]) == (1, "DEU", "MIL")
    assert errors == ['dragoman: -:2: no text; give each row a field "text"']


# --- the process ----------------------------------------------------------------------------------------


def test_help_loads_no_parser_and_nothing_else_that_is_slow() -> None:
    script = (
        "import sys; from dragoman.cli import app\n"
        "try: app.app(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('spacy', 'numpy', 'pydantic', 'trafilatura') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_wrong_name_is_told_before_a_parser_is_loaded() -> None:
    script = (
        "import sys; from dragoman.cli import app\n"
        "try: app.app(['code', '/no/such/file'])\n"
        "except SystemExit as stop: print(stop.code, 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", "False"]


@pytest.mark.parametrize("options", [["schema"], ["code", "a.txt"], ["code", "a.txt", "--json"]])
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "a.txt").write_text("The orchestra played in Vienna.\n" * 10)
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *options], stdout=pipe, stderr=pipe, cwd=tmp_path) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(timeout=20) == 141


def hear_ctrl_c() -> None:
    """What a shell starts in the background is deaf to Ctrl-C, and so are the tests there."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_ctrl_c_ends_with_one_line() -> None:
    pipe = subprocess.PIPE
    command = [*COMMAND, "actor", "--json", "-"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=hear_ctrl_c) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": 1, "text": "German soldiers"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert process.stderr.read() == b"dragoman: stopped\n"


def test_a_terminal_without_arrows_is_no_error(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "code", str(tmp_path / "é")], capture_output=True, check=False, env=environment)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


# --- the report -----------------------------------------------------------------------------------------


def test_every_record_has_its_head_parties_claim_and_marked_words() -> None:
    lines = show().splitlines()
    text = "\n".join(line.strip() for line in lines)
    assert lines[0] == "Rebels take Marib airport as envoy flies in"
    assert lines[1] == "2020-03-03 · examples/marib.txt · The Example"
    assert "E1   ▲ ASSAULT" in text
    assert "Northern Front (YEM REB) → soldiers (YEM MIL)" in text
    assert "in Marib, Yemen · 12 or more dead · claimed by residents (YEM CVL), “according to”" in text
    assert "│ {The government} /denied/ that it had [bombed] {a hospital in the city}." in text
    assert "E3   △ REQUEST change · future" in text
    assert "S1   Northern Front (YEM REB) · direct, statement" in text
    assert "“[We will not talk while the siege goes on],”" in text
    assert "if: he wanted peace · by: Friday (2020-03-06) · asserted · see E3" in text
    assert "C1   GAINED Marib, Yemen (airport)" in text
    assert "Northern Front (YEM REB) from Yemeni government (YEM GOV)" in text


@pytest.mark.parametrize("width", [80, 100, 120])
def test_nothing_is_wider_than_the_screen(width: int) -> None:
    assert max(map(len, show(width=width, why=True).splitlines())) <= width


def test_steps_are_shown_only_if_asked_for() -> None:
    assert "“captured” is ASSAULT" in show(why=True)
    assert "“captured” is ASSAULT" not in show()


def test_colours_take_the_place_of_brackets() -> None:
    shown = show(colours=True)
    assert "\x1b[1;4mcaptured\x1b[0m" in shown
    assert "[captured]" not in shown
    assert "\x1b" not in show()


def test_a_document_without_records_says_so() -> None:
    shown = show(CodedDocument(Document(id="a.txt", text="The Hawks won in Doha.")))
    assert "nothing to record" in shown
    assert "no publication date · a.txt" in shown
    assert "Events" not in shown


def test_control_characters_of_the_text_do_not_reach_the_terminal() -> None:
    document = Document(id="a\x1b[2J", text="\x1b[31mRed", title="\x07Bell")
    shown = show(CodedDocument(document, notes=("\x1b[5m",)))
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_marks_nest_and_blanks_close_up() -> None:
    text = "He  said\nthe army\tleft."
    marks = [Mark(9, 22, "content"), Mark(9, 17, "who"), Mark(4, 8, "cue"), Mark(0, 99, "words")]
    line = marked(text, start=0, end=len(text), marks=marks, styled=False)
    assert line.plain == "He /said/ [{the army} left]."


def test_marks_outside_the_sentence_are_left_out() -> None:
    line = marked("One. Two.", start=5, end=9, marks=[Mark(0, 3, "who"), Mark(5, 8, "words")], styled=False)
    assert line.plain == "[Two]."


def test_words_of_values() -> None:
    event = EVENTS[0]
    assert party_words(None) == "–"
    assert party_words(event.actor[0]) == "Northern Front (YEM REB)"
    assert party_words(replace(event.actor[0], code=None, sector=None)) == "Northern Front"
    assert date_words(event) == "2020-03-02"
    assert date_words(replace(event, enddate="2020-03-04")) == "2020-03-02 – 2020-03-04"
    assert date_words(replace(event, date_precision="month")) == "2020-03-02 (month)"
    assert date_words(replace(event, date=None, date_from="none")) == "no date"
    assert place_words(MARIB) == "Marib, Yemen"
    assert place_words(Place(0, 3, "Foo", "Foo")) == "Foo (not resolved)"
    assert [count_words(count) for count in (3, Range(12, None), Range(None, 5), Range(3, 5))] == [
        "3",
        "12 or more",
        "up to 5",
        "3 to 5",
    ]
    assert size_words(Size(dead=1, arrested=Range(24, None))) == "1 dead, 24 or more arrested"
    assert claim_words("asserted", ()) == "asserted"
    twice = (*event.attribution, *event.attribution)
    assert claim_words("claimed", twice).count("quoting") == 1
