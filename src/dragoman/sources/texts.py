"""From bytes to text, and what a text must be to be coded."""

import codecs

from dragoman.errors import InputError, SettingsError

LIMIT = 5_000_000
"""Most bytes (files) or characters (rows) that one document may have: a thousand times a news report."""

_CONTROL = frozenset(range(0x1B)) - frozenset(b"\t\n\v\f\r\x1a")
"""Bytes that text does not have; the last one allowed ended files once."""


def check_encoding(name: str) -> str:
    """The codec that an encoding's name stands for.

    UTF-8 is read with or without a byte order mark.

    Raises:
        SettingsError: there is none of that name.
    """
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        raise SettingsError(f"--encoding {name}: no such encoding; try utf-8, cp1252 or utf-16") from None
    return "utf-8-sig" if codec == "utf-8" else codec


def check_size(size: int, *, place: str) -> None:
    """Refuse a document over the limit.

    Raises:
        InputError: it is; the message gives its size, as far as it is known.
    """
    if size > LIMIT:
        known = f"{size / 1_000_000:.1f} MB" if size > LIMIT + 1 else "more than 5 MB"
        raise InputError(place, f"{known} of text, over the limit of 5 MB a document", "split it into its reports")


def check_binary(head: bytes, *, place: str, encoding: str) -> None:
    """Refuse a file whose beginning is not text.

    Raises:
        InputError: control characters, a PDF's mark, or a byte order mark of another encoding.
    """
    if encoding.startswith(("utf-16", "utf-32")):
        return
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(place, "UTF-16, not UTF-8", "add --encoding utf-16, or save it as UTF-8")
    if head.startswith(b"%PDF") or _CONTROL.intersection(head):
        raise InputError(place, "binary, not text", "give .txt, .html, .jsonl or .csv (convert PDF and Word first)")


def decode(data: bytes, *, place: str, encoding: str) -> str:
    """The text of a file's bytes.

    Raises:
        InputError: bytes that the encoding does not have; the message gives the first one's offset.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise bad_byte(data[error.start], place=place, encoding=encoding, offset=error.start) from None


def bad_byte(byte: int, *, place: str, encoding: str, offset: int | None = None) -> InputError:
    """The error for a byte that the encoding does not have."""
    name = "UTF-8" if encoding == "utf-8-sig" else encoding
    where = "" if offset is None else f" at offset {offset}"
    mend = "save it as UTF-8, or name its encoding, e.g. --encoding cp1252"
    return InputError(place, f"byte 0x{byte:02X}{where} is not {name}", mend)


def empty(place: str) -> InputError:
    """The error for an input without words."""
    return InputError(place, "empty", "give a report with text, or leave it out")


def escaped_byte(text: str) -> int | None:
    """The first byte that ``surrogateescape`` had to let through, None if all of them decoded."""
    if text.isascii():
        return None
    return next((ord(char) - 0xDC00 for char in text if "\udc80" <= char <= "\udcff"), None)


def check_characters(words: str, *, place: str, column: str) -> None:
    """Refuse a field with characters that cannot be coded or written.

    Raises:
        InputError: NUL characters or halves of surrogate pairs; the message gives the first one's offset.
    """
    nul = words.find("\x00")
    if nul >= 0:
        raise InputError(place, f"NUL character in {column} at offset {nul}", "take it out, or try --encoding utf-16")
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        mend = "write the whole pair, or the character itself"
        raise InputError(place, f"half a surrogate pair in {column} at offset {error.start}", mend) from None
