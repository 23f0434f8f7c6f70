"""From the fields of one input to a document."""

from collections.abc import Mapping
from typing import Any

from dragoman.errors import InputError
from dragoman.record.types import Document
from dragoman.sources.dates import parse_published
from dragoman.sources.texts import check_characters, check_size

FIELDS = ("text", "id", "title", "published", "url", "publication", "author", "language")
"""What an input row can tell of a document; only ``text`` is required."""


def to_document(
    row: Mapping[str, Any], *, place: str, date: str | None, columns: Mapping[str, str] | None = None
) -> Document:
    """Make a document of one row.

    Args:
        row: values by column name.
        place: file, or file and row; also the id of a row that has none.
        date: publication date of a row that bears none.
        columns: name of the column that holds a field, where it is not the field's own.

    Raises:
        InputError: no text, a text that cannot be coded, or a field of the wrong type.
        DateError: a publication date that is none.
    """
    names = {field: (columns or {}).get(field, field) for field in FIELDS}
    values = {field: _words(row.get(name), place=place, column=name) for field, name in names.items()}
    text, title, published = values["text"], values["title"], values["published"]
    if text is None:
        raise InputError(place, f"no {names['text']}", "fill it in, or name its column with --column text=NAME")
    check_size(len(text), place=place)
    return Document(
        id=values["id"] or place,
        text=with_title(text, title=title),
        title=title,
        published=parse_published(published, place=place) if published else date,
        url=values["url"],
        publication=values["publication"],
        author=values["author"],
        language=values["language"],
    )


def with_title(text: str, *, title: str | None) -> str:
    """The text that spans index: the title and a blank line come first where the text lacks them."""
    if not title or text.lstrip().startswith(title.strip()):
        return text
    return f"{title}\n\n{text}"


def _words(value: Any, *, place: str, column: str) -> str | None:
    """A field as a string, None if it is missing or blank."""
    if isinstance(value, str):
        check_characters(value, place=place, column=column)
        return value if value and not value.isspace() else None
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None if value != value else str(value)  # NaN is how tables say "nothing"
    if isinstance(value, list) and all(isinstance(item, str) for item in value) and column == "author":
        return "; ".join(value) or None
    raise InputError(place, f"{column} is a {type(value).__name__}, not a string", "give one string a field")
