"""Folders of results in object stores, through fsspec: put there whole, and fetched to be read.

The manifest goes first and comes last: where it is, the tables are those that it tells of.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.errors import DragomanError, SettingsError
from dragoman.sources import filesystem, is_address
from dragoman.store.tables import table_names
from dragoman.store.writing import FORMATS, MANIFEST


def reach(address: str) -> None:
    """See that a folder can be written to, by a file that is taken away at once.

    Raises:
        SettingsError: it cannot, or the package for such addresses is not installed.
    """
    with _told(address, "see that it is there and that you may write to it"):
        system, path = _folder(address)
        if "file" in _protocols(system):  # an object store has no folders to be made
            system.makedirs(path, exist_ok=True)
        system.pipe_file(f"{path}/.dragoman", b"")
        system.rm_file(f"{path}/.dragoman")


def publish(folder: Path, address: str) -> None:
    """Put the tables of a folder, and then its manifest, in the place of those at the address.

    Raises:
        SettingsError: something could not be put there; then there is no manifest.
    """
    names = json.loads((folder / MANIFEST).read_bytes())["tables"]
    with _told(address, "what is coded is kept; mend it and give the same command again"):
        system, path = _folder(address)
        older = [f"{name}.{suffix}" for name in table_names() for suffix in FORMATS]
        for name in (MANIFEST, *(name for name in older if name not in names)):
            with suppress(FileNotFoundError):
                system.rm_file(f"{path}/{name}")
        for name in (*names, MANIFEST):
            system.put_file(str(folder / name), f"{path}/{name}")


def holds_results(address: str) -> bool:
    """Whether there are finished results at an address.

    Raises:
        SettingsError: it cannot be told.
    """
    with _told(address, "see that it is there and that you may read it"):
        system, path = _folder(address)
        return bool(system.exists(f"{path}/{MANIFEST}"))


@contextmanager
def results_at(name: str, *, tables: Collection[str] = table_names()) -> Iterator[Path]:
    """A folder of results on this machine: the folder itself, or a copy of the one at an address as long as the
    block lasts.

    Args:
        name: path or address.
        tables: those that are wanted of an address.

    Raises:
        SettingsError: there are no finished results at the address, or they changed meanwhile.
    """
    if not is_address(name):
        yield Path(name)
        return
    if not holds_results(name):
        raise SettingsError(f"{name}: no finished results here; run dragoman code INPUT… -o {name} to its end")
    with TemporaryDirectory(prefix="dragoman-") as home:
        _fetch(name, Path(home), tables)
        yield Path(home)


def _fetch(address: str, home: Path, tables: Collection[str]) -> None:
    with _told(address, "see that it is there and that you may read it"):
        system, path = _folder(address)
        manifest = system.cat_file(f"{path}/{MANIFEST}")
        for name, told in json.loads(manifest)["tables"].items():
            if Path(name).stem in tables:
                system.get_file(f"{path}/{name}", str(home / name))
                with (home / name).open("rb") as stream:
                    if hashlib.file_digest(stream, "sha256").hexdigest() != told["sha256"]:
                        raise SettingsError(f"{address}: {name} is not the one of the manifest; ask again later")
        (home / MANIFEST).write_bytes(manifest)


def _folder(address: str) -> tuple[Any, str]:
    system, path = filesystem(address)
    system.invalidate_cache()  # another process may have written there
    return system, path.rstrip("/")


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)


@contextmanager
def _told(address: str, mend: str) -> Iterator[None]:
    """Whatever a store raises, in one line."""
    try:
        yield
    except DragomanError:
        raise
    except Exception as error:  # noqa: BLE001 — each kind of store has errors of its own: no bucket, no key, no network
        problem = " ".join(f"{type(error).__name__} {error}".split())
        raise SettingsError(f"{address}: {problem}; {mend}") from None
