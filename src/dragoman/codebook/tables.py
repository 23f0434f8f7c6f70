"""Tab-separated tables of the codebook: ``#`` comments, one header line, one row a line."""

from collections.abc import Iterator

from dragoman.codebook.files import read_data
from dragoman.errors import CodebookError


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a built-in table as dicts by column; short rows are filled with empty cells.

    Raises:
        CodebookError: a row with more cells than the header has columns.
    """
    return parse_table(read_data(name), name=name)


def parse_table(text: str, *, name: str) -> Iterator[dict[str, str]]:
    """Rows of a table's text; see :func:`read_table`."""
    header: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = [cell.strip() for cell in cells]
            continue
        if len(cells) > len(header):
            raise CodebookError(
                f"{name}:{number}", f"{len(cells)} cells, {len(header)} columns", "remove the extra tabs"
            )
        cells += [""] * (len(header) - len(cells))
        yield {column: cell.strip() for column, cell in zip(header, cells, strict=True)}


def split_list(cell: str, separator: str = "|") -> tuple[str, ...]:
    """The items of a list in a cell."""
    return tuple(item.strip() for item in cell.split(separator) if item.strip())
