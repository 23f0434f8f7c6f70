"""From files, folders and standard input to documents; what is wrong with one is told in one line."""

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest

from dragoman.errors import DateError, InputError, SettingsError
from dragoman.record.types import Document
from dragoman.sources import parse_published, read_inputs
from dragoman.sources.rows import with_title

GOOD = {"id": "good", "text": "The army entered Sirte on Monday."}


def documents(*names: object, **options: object) -> list[Document]:
    found = list(read_inputs([str(name) for name in names], **options))  # type: ignore[arg-type]
    problems = [str(item) for item in found if isinstance(item, InputError)]
    assert not problems
    return [item for item in found if isinstance(item, Document)]


def told(*names: object, **options: object) -> list[str]:
    """Messages, with ``ok`` for each document."""
    found = read_inputs([str(name) for name in names], **options)  # type: ignore[arg-type]
    return [str(item) if isinstance(item, InputError) else "ok" for item in found]


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def jsonl(path: Path, *rows: object) -> Path:
    return write(path, "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))


# --- what is read ---------------------------------------------------------------------------------------


def test_a_text_is_untouched_and_named_after_its_file(tmp_path: Path) -> None:
    words = "  First line\r\n\r\n\tSecond – line.\n"
    path = write(tmp_path / "a.txt", words)
    assert documents(path, date="2021-08-10") == [Document(id=str(path), text=words, published="2021-08-10")]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"\xef\xbb\xbfTroops left.")
    assert documents(path)[0].text == "Troops left."


def test_a_date_is_never_assumed(tmp_path: Path) -> None:
    assert documents(write(tmp_path / "a.txt", "Troops left on Monday."))[0].published is None


def test_another_encoding_is_read_if_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "“Café” shelled".encode("cp1252"))
    assert documents(path, encoding="cp1252")[0].text == "“Café” shelled"


def test_utf_16_is_read_if_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text\nTroops left\n".encode("utf-16"))
    assert documents(path, encoding="utf-16")[0].text == "Troops left"


def test_all_fields_of_a_row_are_kept(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "text": "Troops left.",
        "title": "Withdrawal",
        "published": "2021-08-10T12:00:00Z",
        "url": "http://example.org/1",
        "publication": "Example",
        "author": ["A", "B"],
        "language": "en",
        "other": [1],
    }
    (found,) = documents(jsonl(tmp_path / "a.jsonl", row), date="2000-01-01")
    assert found == Document(
        id="7",
        text="Withdrawal\n\nTroops left.",
        title="Withdrawal",
        published="2021-08-10T12:00:00+00:00",
        url="http://example.org/1",
        publication="Example",
        author="A; B",
        language="en",
    )


@pytest.mark.parametrize(
    ("text", "title", "wanted"),
    [
        ("Troops left.", None, "Troops left."),
        ("Troops left.", "Withdrawal", "Withdrawal\n\nTroops left."),
        ("Withdrawal\n\nTroops left.", "Withdrawal", "Withdrawal\n\nTroops left."),
        ("\n Withdrawal\nTroops left.", "Withdrawal ", "\n Withdrawal\nTroops left."),
        ("withdrawal is near.", "Withdrawal", "Withdrawal\n\nwithdrawal is near."),
    ],
)
def test_the_title_comes_first_only_where_it_is_not_there(text: str, title: str | None, wanted: str) -> None:
    assert with_title(text, title=title) == wanted


def test_rows_without_an_id_are_named_after_their_place(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": "One."}, "", {"text": "Two."})
    assert [found.id for found in documents(path)] == [f"{path}:1", f"{path}:3"]


def test_a_table_may_have_quotes_commas_and_line_breaks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'ID , Text\n1,"He said ""no"",\nand left."\n2,Plain\n')
    assert [(found.id, found.text) for found in documents(path)] == [
        ("1", 'He said "no",\nand left.'),
        ("2", "Plain"),
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_may_be_parted_by_other_marks(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path / "a.csv", f"id{delimiter}text\n1{delimiter}One, two.\n")
    assert documents(path)[0].text == "One, two."


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Key,Body\n1,Troops left.\n")
    assert documents(path, columns={"text": "Body", "id": "key"}) == [Document(id="1", text="Troops left.")]


def test_a_very_long_cell_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text\n" + "word " * 60_000 + "\n")
    assert len(documents(path)[0].text) == 300_000


def test_compressed_files_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(json.dumps(GOOD).encode()))
    assert documents(path)[0].id == "good"


def test_a_folder_is_read_in_order_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.txt", "a.txt", "notes.md"):
        write(tmp_path / name, f"Text of {name}.")
    assert [found.text for found in documents(tmp_path)] == [
        "Text of a.txt.",
        "Text of b/a.txt.",
        "Text of z.txt.",
    ]


def test_a_page_gives_its_report_title_and_date_and_nothing_round_it(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The army entered Sirte after {n} weeks of fighting, officials there said.</p>" for n in "345678"
    )
    page = f"""<html lang="en"><head><title>Army enters Sirte</title>
    <meta property="article:published_time" content="2021-08-10T10:00:00Z"></head>
    <body><nav><a href="/">Home</a> <a href="/subscribe">Subscribe now</a></nav>
    <article><h1>Army enters Sirte</h1>{body}</article><footer>All rights reserved</footer></body></html>"""
    (found,) = documents(write(tmp_path / "a.html", page))
    assert found.text.startswith("Army enters Sirte")
    assert "8 weeks of fighting" in found.text
    assert "Subscribe" not in found.text
    assert (found.title, found.published) == ("Army enters Sirte", "2021-08-10")


def test_standard_input_is_json_lines_if_it_begins_with_a_brace() -> None:
    stdin = BytesIO(b'\n  {"text": "One."}\n{"id": "2", "text": "Two."}\n')
    assert [(found.id, found.text) for found in documents("-", stdin=stdin)] == [
        ("stdin:2", "One."),
        ("2", "Two."),
    ]


def test_standard_input_is_else_one_text() -> None:
    stdin = BytesIO("\n Troops left.\n“Soon”\n".encode())
    assert documents("-", stdin=stdin) == [Document(id="stdin", text="\n Troops left.\n“Soon”\n")]


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", GOOD, "not json")
    assert isinstance(next(iter(read_inputs([str(path)]))), Document)


# --- what is put aside ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty; give"),
        ("a.txt", b" \n\t ", "empty; give"),
        ("a.txt", b"\xef\xbb\xbf", "empty; give"),
        ("a.txt", b"PK\x03\x04\x00\x00", "binary, not text; give .txt"),
        ("a.bin", bytes(range(256)), "binary, not text"),
        ("a.pdf", b"%PDF-1.7 \xe2\xe3", "binary, not text"),
        ("a.txt", "“Non”".encode("cp1252"), "byte 0x93 at offset 0 is not UTF-8; save it as UTF-8, or name"),
        ("a.txt", b"Caf\xe9 shelled", "byte 0xE9 at offset 3 is not UTF-8"),
        ("a.txt", "Troops left".encode("utf-16"), "UTF-16, not UTF-8; add --encoding utf-16"),
        ("a.txt", b"x" * 50_000_000, "50.0 MB of text, over the limit of 5 MB"),
        ("a.txt.gz", b"no gzip", "broken gzip file; fetch"),
        ("a.json", b"[]", "JSON in one piece; write one object a line"),
        ("a.html", b"<html><body></body></html>", "no report found in the page"),
        ("a.jsonl", b"\n", "no rows"),
        ("a.csv", b"", "no column “text”"),
        ("a.csv", b"id,text\n", "no rows"),
        ("a.csv", b"id,body\n1,x\n", "no column “text” (there is: id, body); name the column"),
        ("a.csv", b"id,text\n1,\x00\x01\n", "binary, not text"),
    ],
)
def test_a_file_that_cannot_be_coded_is_told_in_one_line_and_the_next_is_read(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    bad, good = write(tmp_path / name, content), jsonl(tmp_path / "good.jsonl", GOOD)
    first, second = told(bad, good)
    assert first.startswith(str(bad))
    assert words in first
    assert "\n" not in first
    assert second == "ok"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"id": "1"}, "no text; fill it in"),
        ({"text": None}, "no text"),
        ({"text": "  "}, "no text"),
        ({"text": 5.5, "title": {"a": 1}}, "title is a dict, not a string"),
        ({"text": ["a"]}, "text is a list, not a string"),
        ({"text": "Left.", "published": "10/08/2021"}, "“10/08/2021” is no ISO date; write it as YYYY-MM-DD"),
        ({"text": "Left.", "published": "2021-02-30"}, "“2021-02-30” is no ISO date"),
        ({"text": "x" * 5_000_001}, "of text, over the limit of 5 MB"),
        ({"text": "a\x00b"}, "NUL character in text at offset 1"),
        ('{"text": "a\\ud800"}', "half a surrogate pair in text at offset 1"),
        ("{text}", "not JSON: Expecting property name"),
        ("[1]", "JSON, but not an object"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_row_that_cannot_be_coded_is_told_with_its_place_and_the_rest_is_read(
    tmp_path: Path, row: object, words: str
) -> None:
    path = jsonl(tmp_path / "a.jsonl", GOOD, row, GOOD)
    first, second, third = told(path)
    assert (first, third) == ("ok", "ok")
    assert second.startswith(f"{path}:2: ")
    assert words in second


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b"1,", "no text"),
        (b"1,a,b", "3 cells under 2 columns; quote cells"),
        (b'1,"a"b', "not CSV"),
        (b"1,Caf\xe9", "byte 0xE9 is not UTF-8; save it as UTF-8, or name its encoding"),
        (b"1," + b"x" * 6_000_000, "6.0 MB of text"),
    ],
)
def test_a_table_row_that_cannot_be_coded_is_told_and_the_rest_is_read(tmp_path: Path, row: bytes, words: str) -> None:
    path = write(tmp_path / "a.csv", b"id,text\n0,One.\n" + row + b"\n2,Two.\n")
    first, second, third = told(path)
    assert (first, third) == ("ok", "ok")
    assert second.startswith(f"{path}:3: ")
    assert words in second


def test_a_quote_that_never_closes_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text\nOne.\n"Two.\nThree.\n')
    assert told(path)[0] == "ok"
    assert "not CSV" in told(path)[1]


def test_a_name_that_is_none_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "none.txt") == [
        f"{tmp_path / 'none.txt'}: no such file; check the name and the folder you are in"
    ]


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    write(tmp_path / "notes.md", "no report")
    assert "no reports in this folder" in told(tmp_path)[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"\x00\x01", "binary"), (b"Caf\xe9", "byte 0xE9"), (b"x" * 5_000_001, "5 MB")],
)
def test_standard_input_that_cannot_be_coded_is_told(data: bytes, words: str) -> None:
    (line,) = told("-", stdin=BytesIO(data))
    assert line.startswith("stdin: ")
    assert words in line


@pytest.mark.parametrize("words", ["", "yesterday", "10/08/2021", "2021-13-01", "Tue, 10 Aug 2021"])
def test_a_date_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(DateError, match="write it as YYYY-MM-DD"):
        parse_published(words, place="--date")


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2021-08-10", "2021-08-10"),
        (" 20210810 ", "2021-08-10"),
        ("2021-08-10 12:30", "2021-08-10T12:30:00"),
        ("2021-08-10T12:30:00+02:00", "2021-08-10T12:30:00+02:00"),
    ],
)
def test_iso_dates_and_datetimes_are_read(words: str, iso: str) -> None:
    assert parse_published(words, place="--date") == iso


def test_a_wrong_option_is_told_before_anything_is_read() -> None:
    with pytest.raises(DateError, match=r"^--date"):
        read_inputs(["-"], date="soon")
    with pytest.raises(SettingsError, match="no such encoding"):
        read_inputs(["-"], encoding="klingon")
