"""From the names a user gives to a stream of documents; what cannot be read is in the stream as its error."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BufferedReader, RawIOBase, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.errors import InputError
from dragoman.record.types import Document
from dragoman.sources.dates import parse_published
from dragoman.sources.opening import COMPRESSED, Meter, broken_compression, matching, opened
from dragoman.sources.pages import read_page
from dragoman.sources.parquet import parquet_rows
from dragoman.sources.rows import to_document
from dragoman.sources.tables import ReadRows, Row, csv_rows, jsonl_rows
from dragoman.sources.texts import (
    LIMIT,
    bad_byte,
    check_binary,
    check_encoding,
    check_size,
    decode,
    empty,
    escaped_byte,
)
from dragoman.sources.warc import warc_pages

Item = Document | InputError

Placed = tuple[str, Item]
"""Where an item stands (``file`` or ``file:row``), and what it is."""

_STDIN = "stdin"

PAGES = frozenset({".html", ".htm", ".xhtml"})
TABLES: Mapping[str, ReadRows] = {
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
    ".csv": csv_rows,
    ".tsv": csv_rows,
}
READ = PAGES | TABLES.keys() | {".txt", ".parquet", ".warc"}
"""What is taken from a folder, each also with ``.gz`` or ``.zst`` behind it. A file that is named itself and has
another suffix is read as text."""


@dataclass(frozen=True, slots=True)
class _Settings:
    date: str | None
    encoding: str
    page_encoding: str | None
    columns: Mapping[str, str] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)


def read_inputs(
    inputs: Sequence[str],
    *,
    date: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Read documents one after another, in the order given.

    Args:
        inputs: files, globs, addresses of object stores, folders (with all below them, sorted by name) and ``-``
            for standard input, which is JSON lines if its first character is ``{`` and else one text.
        date: publication date of what bears none: ISO date or datetime.
        encoding: of texts and tables, UTF-8 unless said; a page says its own unless said.
        columns: name of the column that holds a field (see ``FIELDS``), where it is not the field's own.
        stdin: what to read for ``-``, in place of the process's own.

    Returns:
        An iterator of documents, with an :class:`InputError` for each file or row that cannot be coded.

    Raises:
        DateError: ``date`` is none.
        SettingsError: there is no such encoding.
    """
    placed = read_placed(inputs, date=date, encoding=encoding, columns=columns, stdin=stdin, meter=Meter())
    return (item for _, item in placed)


def read_placed(
    inputs: Sequence[str],
    *,
    date: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    meter: Meter,
) -> Iterator[Placed]:
    """:func:`read_inputs` with the place of each item; ``meter`` learns how much has been read."""
    settings = _Settings(
        date=None if date is None else parse_published(date, place="--date"),
        encoding=check_encoding(encoding or "utf-8"),
        page_encoding=check_encoding(encoding) if encoding else None,
        columns=columns or {},
        meter=meter,
    )
    return chain.from_iterable(_guarded(name, settings=settings, stdin=stdin) for name in inputs)


def _guarded(name: str, *, settings: _Settings, stdin: BinaryIO | None = None) -> Iterator[Placed]:
    """What one input holds; an error that ends it comes as its last item."""
    try:
        with _naming(name):
            if name == "-":
                yield from _standard_input(stdin or sys.stdin.buffer, settings=settings)
            elif os.path.isdir(name):
                yield from _folder(name, settings=settings)
            else:
                yield from _files(name, settings=settings)
    except InputError as error:
        yield error.place, error


@contextmanager
def _naming(place: str) -> Iterator[None]:
    """Turn what the system says of a file into an error that names it and the mend."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(place, "no such file", "check the name and the folder you are in") from None
    except broken_compression():
        kind = "Zstandard" if place.lower().endswith(".zst") else "gzip"
        raise InputError(place, f"broken {kind} file", "fetch or compress it again") from None
    except UnicodeError as error:
        raise InputError(place, f"wrong encoding ({error})"[:160], "name another with --encoding") from None
    except OSError as error:
        raise InputError(place, error.strerror or str(error), "see that it can be read") from None


def _files(name: str, *, settings: _Settings) -> Iterator[Placed]:
    """The file of that name, or those that a pattern stands for."""
    for found in matching(name):
        if found == name:
            yield from _file(name, settings=settings)
        else:
            yield from _guarded(found, settings=settings)


def _folder(name: str, *, settings: _Settings) -> Iterator[Placed]:
    found = sorted(path for path in Path(name).rglob("*") if _suffix(path.name) in READ and path.is_file())
    if not found:
        raise InputError(name, "no reports in this folder", "put .txt, .html, .jsonl, .csv or .parquet files into it")
    for path in found:
        yield from _guarded(str(path), settings=settings)


def _suffix(name: str) -> str:
    """The suffix that says what a file is, that of compressed files taken from under it."""
    lower = name.lower()
    for ending in COMPRESSED:
        lower = lower.removesuffix(ending)
    return os.path.splitext(lower)[1]


def _file(name: str, *, settings: _Settings) -> Iterator[Placed]:
    suffix = _suffix(name)
    if suffix == ".json":
        raise InputError(name, "JSON in one piece", "write one object a line and call it .jsonl")
    if suffix == ".parquet" and name.lower().endswith(COMPRESSED):
        raise InputError(name, "Parquet packed once more", "unpack it: it is compressed inside")
    raw = suffix == ".warc" and name.lower().endswith(".gz")  # each record of it is packed by itself
    with opened(name, meter=settings.meter, raw=raw) as stream:
        if suffix in TABLES:
            yield from _table(stream, path=name, read=TABLES[suffix], settings=settings)
        elif suffix == ".parquet":
            rows = parquet_rows(stream, path=name, columns=settings.columns)
            yield from _documents(rows, path=name, settings=settings)
        elif suffix == ".warc":
            plain = replace(settings, columns={})
            yield from _documents(warc_pages(stream, path=name), path=name, settings=plain)
        elif suffix in PAGES:
            yield name, _page(stream, path=name, settings=settings)
        else:
            yield name, _text(stream, path=name, settings=settings)


def _table(stream: BufferedReader, *, path: str, read: ReadRows, settings: _Settings) -> Iterator[Placed]:
    check_binary(stream.peek(8192), place=path, encoding=settings.encoding)
    # Bytes that do not decode pass as lone surrogates, so that only their own row is put aside.
    with TextIOWrapper(stream, settings.encoding, errors="surrogateescape", newline="") as lines:
        rows = read(lines, path=path, encoding=settings.encoding, columns=settings.columns)
        yield from _documents(rows, path=path, settings=settings)


def _documents(rows: Iterator[Row], *, path: str, settings: _Settings) -> Iterator[Placed]:
    first = next(rows, None)
    if first is None:
        raise InputError(path, "no rows", "give one report a row, or leave it out")
    for place, row in chain([first], rows):
        yield place, _document(row, place=place, settings=settings)


def _document(row: Mapping[str, object] | InputError, *, place: str, settings: _Settings) -> Item:
    if isinstance(row, InputError):
        return row
    try:
        return to_document(row, place=place, date=settings.date, columns=settings.columns)
    except InputError as error:
        return error


def _text(stream: BufferedReader, *, path: str, settings: _Settings) -> Document:
    data = _whole(stream, path=path, encoding=settings.encoding)
    text = decode(data, place=path, encoding=settings.encoding)
    if not text.strip():
        raise empty(path)
    return to_document({"text": text}, place=path, date=settings.date)


def _page(stream: BufferedReader, *, path: str, settings: _Settings) -> Document:
    data = _whole(stream, path=path, encoding=settings.page_encoding or "utf-8-sig")
    encoding = settings.page_encoding
    page = decode(data, place=path, encoding=encoding) if encoding else data
    return to_document(read_page(page, place=path), place=path, date=settings.date)


def _whole(stream: BufferedReader, *, path: str, encoding: str) -> bytes:
    """All bytes of one document, unless they are none, too many, or no text."""
    check_binary(stream.peek(8192), place=path, encoding=encoding)
    data = stream.read(LIMIT + 1)
    size = os.path.getsize(path) if len(data) > LIMIT and os.path.isfile(path) else len(data)
    check_size(max(size, len(data)), place=path)
    if not data.strip():
        raise empty(path)
    return data


def _standard_input(stream: BinaryIO, *, settings: _Settings) -> Iterator[Placed]:
    """JSON lines, told by the first character that is not blank, or one text."""
    encoding = settings.encoding
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(RawIOBase, stream))
    check_binary(buffered.peek(8192), place=_STDIN, encoding=encoding)
    lines = TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="")
    try:
        yield from _piped(lines, settings=settings)
    finally:
        lines.detach()  # standard input is not ours to close


def _piped(lines: TextIOWrapper, *, settings: _Settings) -> Iterator[Placed]:
    head = [lines.readline()]
    while head[-1].isspace():
        head.append(lines.readline())
    if not head[-1].lstrip().startswith("{"):
        yield _STDIN, _piped_text("".join(head) + lines.read(LIMIT + 1), settings=settings)
        return
    rows = jsonl_rows(chain(head, lines), path=_STDIN, encoding=settings.encoding, columns=settings.columns)
    yield from _documents(rows, path=_STDIN, settings=settings)


def _piped_text(text: str, *, settings: _Settings) -> Document:
    found = escaped_byte(text)
    if found is not None:
        raise bad_byte(found, place=_STDIN, encoding=settings.encoding)
    if not text.strip():
        raise empty(_STDIN)
    check_size(len(text), place=_STDIN)
    return to_document({"text": text}, place=_STDIN, date=settings.date)
