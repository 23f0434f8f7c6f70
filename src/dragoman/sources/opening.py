"""From a name to a stream of plain bytes: globs, addresses of object stores, compression, and how much was read."""

import glob
import gzip
import os
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BufferedReader, RawIOBase
from typing import Any, cast

from dragoman.errors import InputError, SettingsError

COMPRESSED = (".gz", ".zst")


@dataclass(slots=True)
class Meter:
    """How many bytes of the inputs, as they lie on the disk, have been read so far."""

    read: int = 0


class _Metered(RawIOBase):
    """A raw stream that tells a meter what was read of it."""

    def __init__(self, raw: Any, meter: Meter) -> None:
        self._raw, self._meter = raw, meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._raw.seekable())

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return int(self._raw.seek(offset, whence))

    def tell(self) -> int:
        return int(self._raw.tell())

    def readinto(self, buffer: Any, /) -> int:
        count = self._raw.readinto(buffer) or 0
        self._meter.read += count
        return int(count)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Unzstd(RawIOBase):
    """The bytes of a Zstandard file of one or more frames; a file that was cut short is an error, not an end."""

    def __init__(self, source: BufferedReader) -> None:
        self._source, self._left, self._within = source, b"", False
        self._frame: Any = _zstandard().ZstdDecompressor().decompressobj()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._left:
            data = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame, self._within = _zstandard().ZstdDecompressor().decompressobj(), False
            data = data or self._source.read(1 << 16)
            if not data:
                if self._within:
                    raise EOFError
                return 0
            self._within = True
            self._left = self._frame.decompress(data)
            self._within = not self._frame.eof
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count

    def close(self) -> None:
        self._source.close()
        super().close()


@cache
def _zstandard() -> Any:
    import zstandard  # noqa: PLC0415 — only where such a file is read

    return zstandard


def broken_compression() -> tuple[type[Exception], ...]:
    """What the decompressors raise, beside what the system raises, for a file that is broken or cut short."""
    loaded = sys.modules.get("zstandard")
    more = (cast("type[Exception]", loaded.ZstdError),) if loaded else ()
    return (gzip.BadGzipFile, EOFError, zlib.error, *more)


def is_address(name: str) -> bool:
    """Is it the address of an object store or server (``s3://…``), and no file of this machine?"""
    return "://" in name


def filesystem(address: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it.

    Raises:
        SettingsError: fsspec has no file system for it, or what that one needs is not installed.
    """
    import fsspec  # noqa: PLC0415 — only where an address is read

    try:
        system, path = fsspec.core.url_to_fs(address)
    except ValueError as error:
        raise SettingsError(f"{address}: {error}; give one that fsspec knows, such as s3://, gs:// or az://") from None
    except ImportError as error:
        package = getattr(error.__cause__, "name", None) or error.name or "fsspec"
        raise SettingsError(f"{address}: {package} is not installed; pip install {package}") from None
    return system, path


def opened(name: str, *, meter: Meter, raw: bool = False) -> BufferedReader:
    """The bytes of a file, without the compression that its last suffix says.

    Args:
        name: path or address.
        meter: what to tell how much of the file has been read.
        raw: leave the compression in place.

    Raises:
        OSError: it cannot be opened.
    """
    if is_address(name):
        system, path = filesystem(name)
        source: Any = system.open(path, "rb")
    else:
        source = open(name, "rb", buffering=0)  # noqa: SIM115 — closed with the stream round it
    stream: BufferedReader = BufferedReader(_Metered(source, meter), 1 << 16)
    lower = name.lower()
    if raw or not lower.endswith(COMPRESSED):
        return stream
    if lower.endswith(".zst"):
        return BufferedReader(_Unzstd(stream), 1 << 16)
    unpacked: Any = gzip.GzipFile(fileobj=stream, mode="rb")
    unpacked.myfileobj = stream  # to be closed with it
    return cast(BufferedReader, unpacked)


def matching(pattern: str) -> Sequence[str]:
    """The files that a name with ``*``, ``?`` or ``[…]`` stands for, sorted; the name itself if it has none of
    these or is the name of a file.

    Raises:
        InputError: there are none.
    """
    if not glob.has_magic(pattern):
        return [pattern]
    if is_address(pattern):
        system, path = filesystem(pattern)
        found = sorted(str(system.unstrip_protocol(name)) for name in system.glob(path))
    elif os.path.exists(pattern):
        return [pattern]
    else:
        found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        raise InputError(pattern, "no such file", "check the pattern and the folder you are in")
    return found


def size_of(name: str) -> int:
    """Bytes of a file, of all files under a folder or of those that a pattern stands for; 0 for what is not there
    or has no size."""
    if is_address(name) or name == "-":
        return 0
    if glob.has_magic(name) and not os.path.exists(name):
        return sum(map(size_of, glob.glob(name, recursive=True)))
    if os.path.isdir(name):
        return sum(size_of(os.path.join(top, file)) for top, _, files in os.walk(name) for file in files)
    try:
        return os.path.getsize(name)
    except OSError:
        return 0
