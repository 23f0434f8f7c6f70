"""Rows of JSONL and CSV files, one at a time: a file of any length takes the memory of a row."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from dragoman.errors import InputError
from dragoman.sources.rows import FIELDS
from dragoman.sources.texts import bad_byte, escaped_byte

Row = tuple[str, dict[str, Any] | InputError]
"""Place (``file:row``) and what stands there."""

ReadRows = Callable[..., Iterator[Row]]

_LONGEST_FIELD = 1 << 30  # bytes; far over the limit of a document, so that the row after it is found


def jsonl_rows(lines: Iterable[str], *, path: str, encoding: str, columns: Mapping[str, str]) -> Iterator[Row]:
    """Rows of JSON lines. Blank lines are passed over; rows are numbered by line, from 1."""
    for number, line in enumerate(lines, start=1):
        if not line.isspace():
            place = f"{path}:{number}"
            yield place, _json_row(line, place=place, encoding=encoding)


def _json_row(line: str, *, place: str, encoding: str) -> dict[str, Any] | InputError:
    byte = escaped_byte(line)
    if byte is not None:
        return bad_byte(byte, place=place, encoding=encoding)
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return InputError(place, f"not JSON: {error.msg} at column {error.colno}", "give one JSON object a line")
    except RecursionError:
        return InputError(place, "not JSON that can be read: nested too deep", "give one JSON object a line")
    if not isinstance(row, dict):
        return InputError(place, "JSON, but not an object", 'give {"text": "…"} with any other fields')
    return row


def csv_rows(lines: Iterable[str], *, path: str, encoding: str, columns: Mapping[str, str]) -> Iterator[Row]:
    """Rows of a table with a header line, parted by commas, semicolons or tabs.

    Rows are numbered as a spreadsheet does: the header is row 1, however many lines a row has.

    Raises:
        InputError: no header, or none that has the text's column.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    source = iter(lines)
    first = next(source, "")
    delimiter = max(",;\t", key=first.count)
    table = csv.reader(chain([first], source), delimiter=delimiter, strict=True)
    header = _header(next(_cells(table), []), path=path, columns=columns)
    for number, cells in enumerate(_cells(table), start=2):
        place = f"{path}:{number}"
        if cells:
            yield place, _csv_row(cells, header=header, place=place, encoding=encoding)


def _cells(table: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """Rows of the reader; a row that breaks the rules of CSV comes as its error, and reading goes on."""
    while True:
        try:
            yield next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _header(cells: list[str] | csv.Error, *, path: str, columns: Mapping[str, str]) -> list[str]:
    """Names of the columns; capitals and blanks round a name make no difference."""
    if isinstance(cells, csv.Error):
        raise InputError(f"{path}:1", f"not CSV: {cells}", "give a header line with the columns' names")
    known = {name.lower(): name for name in (columns.get(field, field) for field in FIELDS)}
    header = [known.get(cell.strip().lower(), cell.strip()) for cell in cells]
    wanted = columns.get("text", "text")
    if wanted not in header:
        names = ", ".join(header)[:80]
        mend = "name the column of the text with --column text=NAME"
        raise InputError(f"{path}:1", f"no column “{wanted}” (there is: {names})", mend)
    return header


def _csv_row(
    cells: list[str] | csv.Error, *, header: list[str], place: str, encoding: str
) -> dict[str, Any] | InputError:
    if isinstance(cells, csv.Error):
        return InputError(place, f"not CSV: {cells}", "quote the cell, and double the quotes inside it")
    if len(cells) > len(header):
        problem = f"{len(cells)} cells under {len(header)} columns"
        return InputError(place, problem, "quote cells that hold commas or quotes")
    byte = next((byte for byte in map(escaped_byte, cells) if byte is not None), None)
    if byte is not None:
        return bad_byte(byte, place=place, encoding=encoding)
    return dict(zip(header, cells, strict=False))
