"""The tab-separated files of the actors' lexicon: one header line, ``#`` comments."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from dragoman.codebook.files import data_path
from dragoman.errors import CodebookError


def read_text(file: str) -> str:
    """Text of a file of ``codebook/data/actors``; empty if there is no such file."""
    path = data_path(f"actors/{file}")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def read_rows(file: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of the named columns, row by row, empty where a row is short.

    Raises:
        CodebookError: a column is missing, or a row has more cells than the header.
    """
    pick: Callable[[list[str]], tuple[str, ...]] | None = None
    width = 0
    for number, line in enumerate(read_text(file).splitlines(), 1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if pick is None:
            width = len(cells)
            pick = itemgetter(*_columns(cells, columns, place=f"{file}:{number}"))
            continue
        if len(cells) > width:
            raise CodebookError(f"{file}:{number}", f"{len(cells)} cells", f"give {width}, parted by tabs")
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        yield pick(cells)


def _columns(header: list[str], columns: Sequence[str], *, place: str) -> list[int]:
    missing = [column for column in columns if column not in header]
    if missing:
        raise CodebookError(place, f"no column {missing[0]!r}", "name it in the header line")
    return [header.index(column) for column in columns]
