"""Where ``dragoman code -o`` writes to: a file, a folder of tables, or a folder of tables in an object store."""

import hashlib
import os
from pathlib import Path

from dragoman.errors import SettingsError

_FOR_TABLES = "--format, --columns, --workers, --quiet, --engine, --ray-address, --work-dir"


def names_json(output: str | None) -> bool:
    """Does the output bear the name of a file of JSON (.json, .jsonl, .ndjson)?"""
    if output is None or output.endswith("/") or os.path.isdir(output):
        return False
    return Path(output).suffix.lower() in {".json", ".jsonl", ".ndjson"}


def is_folder(output: str | None, *, as_json: bool, asked: bool) -> bool:
    """Are tables wanted? Yes where the output is a folder, ends in / or has no suffix, or where ``asked`` for
    by an option that only tables have; and at every address of an object store.

    Raises:
        SettingsError: tables are asked for, and no folder is named.
    """
    if output is None:
        if asked:
            raise SettingsError(f"{_FOR_TABLES}: they are for tables; add -o FOLDER/")
        return False
    folder = output.endswith("/") or os.path.isdir(output) or "://" in output
    if as_json and (asked or folder):
        raise SettingsError(f"--json --output {output}: give a file for JSON, or leave out --json for tables")
    return asked or folder or not (as_json or Path(output).suffix)


def folder_and_address(output: str, work: str | None) -> tuple[Path, str | None]:
    """The folder of this machine that tables are written into, and the address that they are put to, if any.

    Args:
        output: path or address.
        work: the folder for an address; one of the user's cache, with a name of its own, if None.

    Raises:
        SettingsError: a folder to work in is given, and no address.
    """
    from dragoman.sources import is_address

    if not is_address(output):
        if work is not None:
            raise SettingsError(f"--work-dir {work}: it is for an output at an address (s3://…); leave it out")
        return Path(output), None
    address = output.rstrip("/")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    own = cache / "dragoman" / "work" / hashlib.sha256(address.encode()).hexdigest()[:16]
    return Path(work) if work is not None else own, address
